// The layout of conditions and values: where a long one breaks, and what then stands under what.
#include <algorithm>
#include <iterator>

#include "format/layout.hpp"

namespace carveout::format_detail {

bool Layout::parenthesised(NodeId id) const noexcept {
  return is_ahead("(") && ahead().begin < at(id).begin;
}

bool Layout::has_brackets(NodeId id) const noexcept {
  constexpr NodeKind kBracketed[] = {NodeKind::AllOf,     NodeKind::AnyOf,  NodeKind::NoneOf, NodeKind::AtLeastOf,
                                     NodeKind::ExactlyOf, NodeKind::Choose, NodeKind::Set,    NodeKind::Record};
  return std::find(std::begin(kBracketed), std::end(kBracketed), kind(id)) != std::end(kBracketed);
}

Doc Layout::expression(NodeId id) {
  if (!parenthesised(id)) return node(id);
  const Doc opener = token();
  const Doc before = comments();
  return bracketed(opener, doc_.concat({before, expression(id)}));
}

Doc Layout::hung(NodeId id) {
  const bool goes_on = kind(id) == NodeKind::And || kind(id) == NodeKind::Or || kind(id) == NodeKind::If;
  return goes_on && !parenthesised(id) ? doc_.indent(expression(id)) : expression(id);
}

// One operand a line, the word before it.
Doc Layout::chain(NodeId id) {
  std::vector<Doc> docs;
  for (const NodeId operand : children(id)) {
    if (docs.empty()) {
      docs.push_back(expression(operand));
      continue;
    }
    docs.push_back(blank_ahead() ? doc_.line_with_blank() : doc_.line());
    docs.push_back(comments());
    docs.push_back(token());
    docs.push_back(doc_.spaces(1));
    docs.push_back(expression(operand));
  }
  return doc_.group(doc_.concat(docs));
}

Doc Layout::labelled(NodeId id) {
  const Doc label = token();
  return spaced({label, hung(children(id)[1])});
}

Doc Layout::negated(NodeId id) {
  const Doc minus = token();
  return doc_.concat({minus, expression(children(id)[0])});
}

Doc Layout::arithmetic(NodeId id) {
  // `a + b - c` folds to the left: its operands stand in one row.
  const auto multiplies = [&](NodeId n) { return at(n).flag == '*' || at(n).flag == '/'; };
  std::vector<NodeId> right;
  NodeId first = id;
  while (true) {
    const Ids ids = children(first);
    right.push_back(ids[1]);
    const bool in_parentheses = at(ids[0]).begin != at(first).begin;
    const bool goes_on = kind(ids[0]) == NodeKind::Arithmetic && multiplies(ids[0]) == multiplies(id);
    first = ids[0];
    if (in_parentheses || !goes_on) break;
  }
  const Doc begin = expression(first);
  std::vector<Doc> docs;
  for (auto operand = right.rbegin(); operand != right.rend(); ++operand) {
    docs.push_back(doc_.line());
    docs.push_back(comments());
    docs.push_back(token());
    docs.push_back(doc_.spaces(1));
    docs.push_back(expression(*operand));
  }
  return doc_.group(doc_.concat({begin, doc_.indent(doc_.concat(docs))}));
}

Doc Layout::relation(NodeId id) {
  const Ids ids = children(id);
  const Doc left = expression(ids[0]);
  if (ids.size() == 1) return spaced({left, words_to_end_of(id)});
  const Doc before = comments();
  const Doc words = words_before(ids[1]);
  const bool opens = kind(id) == NodeKind::Compare && (has_brackets(ids[1]) || parenthesised(ids[1]));
  std::vector<Doc> docs{spaced({words, expression(ids[1])})};
  if (ids.size() > 2) {
    const Doc between = words_before(ids[2]);
    docs.push_back(doc_.group(doc_.concat({doc_.line(), spaced({between, expression(ids[2])})})));
  }
  const Doc right = doc_.concat({before, doc_.concat(docs)});
  // A set goes over lines on its own: `x in {`, and nothing else need break.
  if (opens) return spaced({left, right});
  return doc_.group(doc_.concat({left, doc_.indent(doc_.concat({doc_.line(), right}))}));
}

Doc Layout::conditions(NodeId id) {
  std::vector<Doc> words;
  while (!is_ahead("(")) words.push_back(token());
  const Ids all = children(id);
  // The number of `at least 2 of` is no condition.
  const Ids items = at(all[0]).begin < ahead().begin ? all.subspan(1) : all;
  words.push_back(token());
  const Doc opener = spaced(words);
  std::vector<Doc> docs;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) docs.push_back(blank_ahead() ? doc_.line_with_blank() : doc_.line());
    docs.push_back(comments());
    docs.push_back(hung(items[i]));
    if (is_ahead(";")) docs.push_back(token());
    // Conditions with labels are read one by one.
    if (kind(items[i]) == NodeKind::Labelled) docs.push_back(doc_.break_here());
  }
  return bracketed(opener, doc_.concat(docs));
}

Doc Layout::quantifier(NodeId id) {
  const Ids ids = children(id);
  const Doc words = words_before(ids[1]);
  const Doc over = spaced({words, expression(ids[1])});
  const Doc before = comments();
  const Doc satisfies = words_before(ids[2]);
  const bool opens = has_brackets(ids[2]) || parenthesised(ids[2]);
  const Doc body = spaced({satisfies, hung(ids[2])});
  if (opens && before == Doc::Nothing) return spaced({over, body});
  return doc_.group(doc_.concat({over, doc_.indent(doc_.concat({doc_.line(), before, body}))}));
}

Doc Layout::aggregate(NodeId id) {
  const Ids ids = children(id);
  const Doc words = words_before(ids[0]);
  const Doc term = spaced({words, expression(ids[0])});
  const Doc each = words_before(ids[2]);
  std::vector<Doc> docs{doc_.line(), spaced({each, expression(ids[2])})};
  if (ids.size() > 3) {
    const Doc where = words_before(ids[3]);
    docs.push_back(doc_.line());
    docs.push_back(spaced({where, hung(ids[3])}));
  }
  return doc_.group(doc_.concat({term, doc_.indent(doc_.concat(docs))}));
}

// `if a then x`, then each `else if b then y` and the last `else z` under it.
Doc Layout::choice(NodeId id) {
  std::vector<Doc> docs;
  Doc before = Doc::Nothing;
  while (true) {
    const Ids ids = children(id);
    const Doc word = words_before(ids[0]);
    const Doc condition = spaced({before, word, hung(ids[0])});
    const Doc then = words_before(ids[1]);
    const Doc value = spaced({then, hung(ids[1])});
    docs.push_back(doc_.group(doc_.concat({condition, doc_.indent(doc_.concat({doc_.line(), value}))})));
    docs.push_back(doc_.line());
    before = words_before(ids[2]);
    if (kind(ids[2]) != NodeKind::If || parenthesised(ids[2])) {
      docs.push_back(spaced({before, hung(ids[2])}));
      return doc_.group(doc_.concat(docs));
    }
    id = ids[2];
  }
}

Doc Layout::arguments(NodeId id) {
  Ids ids = children(id);
  Doc opener = Doc::Nothing;
  if (kind(id) == NodeKind::Call || kind(id) == NodeKind::Items) {
    ids = ids.subspan(1);
    const Doc name = token();
    opener = doc_.concat({name, token()});
  } else {
    const Doc words = words_before(ids[0]);
    opener = spaced({words, token()});
  }
  return bracketed(opener, one_a_line(ids));
}

Doc Layout::braces(NodeId id) {
  const Ids ids = children(id);
  const Doc opener = token();
  const bool nested = std::any_of(ids.begin(), ids.end(), [&](NodeId e) { return has_brackets(e); });
  const Doc content = nested || kind(id) == NodeKind::Record ? one_a_line(ids) : filled(ids);
  return bracketed(opener, content);
}

}  // namespace carveout::format_detail
