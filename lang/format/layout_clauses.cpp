// The layout of what clauses conclude, of notes and guarantees, and of scenarios.
#include "format/layout.hpp"

namespace carveout::format_detail {

Doc Layout::note(NodeId id) {
  const Ids ids = children(id);
  Doc words = token();
  std::size_t child = 0;
  if (kind(ids[child]) == NodeKind::Name) {
    words = spaced({words, token()});
    ++child;
  } else if (kind(ids[child]) == NodeKind::String) {
    words = spaced({words, token()});
    ++child;
  }
  const bool one = child + 1 == ids.size() && kind(ids[child]) == NodeKind::String;
  std::vector<Doc> docs;
  for (const NodeId part : ids.subspan(child)) {
    docs.push_back(one ? doc_.line() : blank_ahead() && !docs.empty() ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(comments());
    docs.push_back(node(part));
  }
  return doc_.group(doc_.concat({words, doc_.indent(doc_.concat(docs))}));
}

Doc Layout::guarantee(NodeId id) {
  const Ids ids = children(id);
  std::size_t child = 0;
  const Doc words = head(id, child);
  const Ids conditions = ids.subspan(child + 1);
  const Doc before = comments();
  std::vector<Doc> said{node(ids[child])};
  const std::uint32_t end = conditions.empty() ? at(id).end : at(conditions[0]).begin;
  while (ahead().begin < end && !ahead().text.empty()) said.push_back(token());
  return doc_.concat({words, doc_.indent(doc_.concat({doc_.hard_line(), before, spaced(said)})), parts(conditions)});
}

// `permit A only if …`, `require D before A`: what comes after the names has a line of its own where there is no room.
Doc Layout::conclusion(NodeId id) {
  const Ids ids = children(id);
  const Doc words = words_before(ids[0]);
  const Doc first = under_first(words, children(ids[0]));
  if (ids.size() == 1) return first;
  std::vector<Doc> rest;
  for (const NodeId id_after : ids.subspan(1)) {
    rest.push_back(doc_.line());
    const Doc more = kind(id_after) == NodeKind::Targets ? words_before(id_after) : Doc::Nothing;
    rest.push_back(more != Doc::Nothing ? under_first(more, children(id_after)) : node(id_after));
  }
  return doc_.group(doc_.concat({first, doc_.indent(doc_.concat(rest))}));
}

// --- scenarios

Doc Layout::scenario(NodeId id) {
  std::size_t child = 0;
  const Doc words = head(id, child);
  return doc_.concat({words, scenario_parts(children(id).subspan(child))});
}

Doc Layout::scenarios(NodeId id) {
  const Ids ids = children(id);
  std::size_t child = 0;
  const Doc words = head(id, child);
  std::size_t head_at = child;
  while (kind(ids[head_at]) != NodeKind::TableHead) ++head_at;
  const Doc parts = scenario_parts(ids.subspan(child, head_at - child));
  return doc_.concat({words, parts, doc_.indent(table(ids.subspan(head_at), head_at == child))});
}

Doc Layout::scenario_parts(Ids ids) {
  std::vector<Part> all;
  Part given{NodeKind::Given, false, Doc::Nothing};
  Doc before_given = Doc::Nothing;
  Doc given_word = Doc::Nothing;
  std::vector<Row> entries;
  for (const NodeId part : ids) {
    if (kind(part) != NodeKind::Given) {
      all.push_back({kind(part), blank_ahead(), Doc::Nothing});
      const Doc before = comments();
      const Doc word = is_ahead("expect") ? token() : Doc::Nothing;
      all.back().doc = doc_.concat({before, spaced({word, node(part)})});
      continue;
    }
    // What is given is one list, under one `given`.
    const bool has_word = is_ahead("given") && ahead().begin < at(part).begin;
    if (has_word && given_word == Doc::Nothing) {
      given.blank_before = blank_ahead();
      before_given = comments();
      given_word = token();
    } else if (has_word) {
      skip();
    }
    entries.push_back(row());
    entries.back().cells = {node(part)};
  }
  if (!entries.empty()) {
    given.doc = doc_.concat({before_given, givens(given_word, entries)});
    all.push_back(given);
  }
  return in_order(all);
}

Doc Layout::givens(Doc word, const std::vector<Row>& entries) {
  const bool one = entries.size() == 1 && entries[0].comments == Doc::Nothing;
  if (one) return spaced({word, entries[0].cells[0]});
  return doc_.concat({word, doc_.indent(rows(entries))});
}

Doc Layout::expected_outcome(NodeId id) {
  const Ids ids = children(id);
  std::vector<Doc> said{node(ids[0])};
  const std::uint32_t end = ids.size() > 1 ? at(ids[1]).begin : at(id).end;
  while (ahead().begin < end && !ahead().text.empty()) said.push_back(token());
  std::vector<Doc> docs;
  for (const NodeId part : ids.subspan(1)) {
    docs.push_back(doc_.line());
    docs.push_back(node(part));
  }
  return doc_.group(doc_.concat({spaced(said), doc_.indent(doc_.concat(docs))}));
}

}  // namespace carveout::format_detail
