// The layout of declarations: which parts they have, in what order, and what stands on a line.
#include <algorithm>
#include <iterator>

#include "carveout/lang/format.hpp"
#include "format/layout.hpp"

namespace carveout::format_detail {
namespace {

using syntax::NodeKind;

constexpr NodeKind kOrder[] = {NodeKind::Cites,
                               NodeKind::Reading,
                               NodeKind::Like,
                               NodeKind::To,
                               NodeKind::From,
                               NodeKind::ForActions,
                               NodeKind::Permit,
                               NodeKind::ExceptionValue,
                               NodeKind::When,
                               NodeKind::Unless,
                               NodeKind::Notwithstanding,
                               NodeKind::SubjectTo,
                               NodeKind::ByDefault,
                               NodeKind::Meanwhile,
                               NodeKind::DoneWhen,
                               NodeKind::DueWithin,
                               NodeKind::Period,
                               NodeKind::AsOf,
                               NodeKind::RoundDates,
                               NodeKind::AppliesWhen,
                               NodeKind::OnConflict,
                               NodeKind::Adopts,
                               NodeKind::Supersedes,
                               NodeKind::Given,
                               NodeKind::ExpectValue,
                               NodeKind::TimeZone,
                               NodeKind::Daylight,
                               NodeKind::Excludes};

// Where a part stands among those of its declaration; parts of one place keep the order that they have.
[[nodiscard]] std::ptrdiff_t place_of(NodeKind kind) noexcept {
  // The conclusions of a clause are one list, and so are the expectations of a scenario.
  if (kind == NodeKind::DueEach) kind = NodeKind::DueWithin;
  if (kind == NodeKind::Forbid || kind == NodeKind::Require) kind = NodeKind::Permit;
  if (kind == NodeKind::ExpectOutcome || kind == NodeKind::ExpectDuty || kind == NodeKind::ExpectBetween) {
    kind = NodeKind::ExpectValue;
  }
  return std::find(std::begin(kOrder), std::end(kOrder), kind) - std::begin(kOrder);
}

// What a reader takes for one kind of declaration.
[[nodiscard]] NodeKind kind_to_read(NodeKind kind) noexcept {
  return kind == NodeKind::EnumType || kind == NodeKind::RecordType ? NodeKind::AliasType : kind;
}

[[nodiscard]] bool is_part(NodeKind kind) noexcept {
  return place_of(kind) != std::ssize(kOrder);
}

}  // namespace

std::optional<Doc> Layout::file() {
  const Doc all = declarations(children(tree_.root()));
  const Doc last = doc_.concat({all == Doc::Nothing ? all
                                : blank_ahead()     ? doc_.blank_line()
                                                    : doc_.hard_line(),
                                comments()});
  if (next_ + 1 != tokens_.tokens.size()) return std::nullopt;
  return doc_.concat({all, last});
}

// Comments further in than what comes next, right under a declaration, belong to it: a part that is commented out.
Doc Layout::comments_that_stay() {
  Token& next = tokens_.tokens[next_];
  std::vector<Doc> docs;
  while (next.own_comments != 0) {
    const Comment& comment = tokens_.comments[next.first_comment];
    if (comment.blank_before || comment.column <= next.column) break;
    docs.push_back(doc_.own_comment(comment.text, false));
    ++next.first_comment;
    --next.own_comments;
  }
  return docs.empty() ? Doc::Nothing : doc_.indent(doc_.concat({doc_.hard_line(), doc_.concat(docs)}));
}

Layout::Declared Layout::declaration(NodeId id) {
  Declared out;
  out.kind = kind_to_read(kind(id));
  out.row = row();
  const Doc doc = out.kind == NodeKind::Action ? action(id, out.row.cells) : node(id);
  out.doc = doc_.concat({doc, comments_that_stay()});
  const bool has_room = doc_.width(out.doc) + 2 * parts_deep_ <= kLineWidth;
  out.one_line = doc_.shape(out.doc) != Shape::Broken && (has_room || !doc_.can_break(out.doc));
  return out;
}

Doc Layout::declarations(Ids ids) {
  std::vector<Declared> all;
  for (const NodeId id : ids) all.push_back(declaration(id));
  std::vector<Doc> docs;
  for (std::size_t begin = 0; begin < all.size();) {
    // One-line declarations of a kind stay together as the author has them.
    std::size_t end = begin + 1;
    std::vector<Row> block{all[begin].row};
    for (; end < all.size() && all[end - 1].one_line && all[end].one_line && all[end].kind == all[begin].kind &&
           !all[end].row.blank_before;
         ++end) {
      block.push_back(all[end].row);
    }
    std::vector<std::uint32_t> widths;
    if (block.size() > 1) widths = widths_of(block);
    // Columns are for reading down them; they put nothing out of sight.
    const auto is_too_wide = [&](const Row& row) {
      const std::uint32_t width = doc_.width(joined(row.cells, widths));
      return width + 2 * parts_deep_ > kLineWidth && width > doc_.width(spaced(row.cells));
    };
    if (std::any_of(block.begin(), block.end(), is_too_wide)) widths.clear();
    for (std::size_t i = begin; i < end; ++i) {
      if (i != 0) docs.push_back(i == begin ? doc_.blank_line() : doc_.hard_line());
      docs.push_back(all[i].row.comments);
      docs.push_back(widths.empty() ? all[i].doc : joined(all[i].row.cells, widths));
    }
    begin = end;
  }
  return doc_.concat(docs);
}

// --- parts

Doc Layout::in_order(std::vector<Part>& parts) {
  std::stable_sort(parts.begin(), parts.end(),
                   [](const Part& a, const Part& b) { return place_of(a.kind) < place_of(b.kind); });
  std::vector<Doc> docs;
  for (const Part& part : parts) {
    docs.push_back(part.blank_before && !docs.empty() ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(part.doc);
  }
  return doc_.indent(doc_.concat(docs));
}

Doc Layout::parts(Ids ids) {
  std::vector<Part> parts;
  for (const NodeId id : ids) {
    Part part{kind(id), blank_ahead(), Doc::Nothing};
    part.doc = doc_.concat({comments(), node(id)});
    parts.push_back(part);
  }
  return in_order(parts);
}

Doc Layout::with_parts(NodeId id) {
  std::size_t child = 0;
  return doc_.concat({head(id, child), parts(children(id).subspan(child))});
}

Doc Layout::part_declaration(NodeId id) {
  const Ids ids = children(id);
  std::size_t child = 0;
  const Doc words = head(id, child);
  std::size_t first = child;
  while (first < ids.size() && is_part(kind(ids[first]))) ++first;
  const Doc own = parts(ids.subspan(child, first - child));
  ++parts_deep_;
  const Doc inside = declarations(ids.subspan(first));
  --parts_deep_;
  std::vector<Doc> docs{words, own};
  if (inside != Doc::Nothing) docs.push_back(doc_.indent(doc_.concat({doc_.blank_line(), inside})));
  if (ahead().own_comments != 0) docs.push_back(doc_.indent(doc_.concat({doc_.blank_line(), comments()})));
  docs.push_back(inside != Doc::Nothing ? doc_.blank_line() : doc_.hard_line());
  docs.push_back(words_to_end_of(id));
  return doc_.concat(docs);
}

// --- types and facts

Layout::Cells Layout::field(NodeId id) {
  const Ids ids = children(id);
  const Doc name = token();
  const Doc colon = token();
  std::vector<Doc> words{colon, expression(ids[1])};
  const bool has_label = ids.size() > 2;
  while (ahead().begin < (has_label ? at(ids[2]).begin : at(id).end) && !ahead().text.empty()) words.push_back(token());
  const Doc type = spaced(words);
  Cells cells{name, type};
  if (has_label) cells.push_back(token());
  return cells;
}

Doc Layout::with_fields(NodeId id) {
  std::size_t child = 0;
  const Doc words = head(id, child);
  const Ids ids = children(id).subspan(child);
  const Doc has = kind(id) == NodeKind::RecordType ? token() : Doc::Nothing;
  std::vector<Row> entries;
  for (const NodeId field_id : ids) {
    entries.push_back(row());
    entries.back().cells = field(field_id);
  }
  return doc_.concat({spaced({words, has}), doc_.indent(rows(entries))});
}

// With the sign before it, or the comma after it.
Layout::Cells Layout::member(NodeId id) {
  const Doc sign = is_ahead("<") ? token() : Doc::Nothing;
  Cells cells{spaced({sign, token()})};
  if (children(id).size() > 1) cells.push_back(token());
  if (is_ahead(",")) cells.back() = doc_.concat({cells.back(), token()});
  return cells;
}

Doc Layout::enum_type(NodeId id) {
  std::size_t child = 0;
  const Doc name = head(id, child);
  const Ids members = children(id).subspan(child);
  const Doc words = spaced({name, words_before(members[0])});
  const bool labelled = std::any_of(members.begin(), members.end(), [&](NodeId m) { return children(m).size() > 1; });
  if (!labelled) return doc_.group(doc_.concat({words, doc_.indent(doc_.concat({doc_.line(), filled(members)}))}));
  std::vector<Row> entries;
  for (const NodeId m : members) {
    entries.push_back(row());
    entries.back().cells = member(m);
  }
  return doc_.concat({words, doc_.indent(rows(entries))});
}

// --- values

Doc Layout::parameter(NodeId id) {
  const Ids ids = children(id);
  std::size_t child = 0;
  std::vector<Doc> docs{head(id, child)};
  for (const NodeId part : ids.subspan(child)) {
    docs.push_back(blank_ahead() && docs.size() > 1 ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(comments());
    docs.push_back(node(part));
  }
  return doc_.indent(doc_.concat(docs));
}

Doc Layout::list(NodeId id) {
  const Ids ids = children(id);
  std::size_t child = 0;
  const Doc words = head(id, child);
  std::size_t end = ids.size();
  while (kind(ids[end - 1]) == NodeKind::Reading) --end;
  const bool cited = kind(ids[child]) == NodeKind::Cites;
  std::vector<Doc> docs;
  if (cited)
    docs.insert(docs.end(), {comments(), node(ids[child++]), blank_ahead() ? doc_.blank_line() : doc_.hard_line()});
  // A period before the entries is that of the version.
  const bool dated = kind(ids[child]) == NodeKind::Period;
  if (dated)
    docs.insert(docs.end(), {comments(), node(ids[child++]), blank_ahead() ? doc_.blank_line() : doc_.hard_line()});
  const Ids entries = ids.subspan(child, end - child);
  const Doc before = comments();
  const bool from_file = kind(entries.front()) == NodeKind::ListFile;
  const Doc is = from_file ? node(entries.front()) : token();
  const bool long_entries = std::any_of(entries.begin(), entries.end(), [&](NodeId e) { return has_brackets(e); });
  const Doc listed = from_file ? Doc::Nothing : long_entries ? one_a_line(entries) : filled(entries);
  docs.insert(
      docs.end(),
      {before, from_file ? is : doc_.group(doc_.concat({is, doc_.indent(doc_.concat({doc_.line(), listed}))}))});
  for (const NodeId reading : ids.subspan(end)) {
    docs.insert(docs.end(), {blank_ahead() ? doc_.blank_line() : doc_.hard_line(), comments(), node(reading)});
  }
  const Doc first = cited || dated || end != ids.size() ? doc_.hard_line() : doc_.line();
  return doc_.group(doc_.concat({words, doc_.indent(doc_.concat({first, doc_.concat(docs)}))}));
}

Doc Layout::define(NodeId id) {
  const Ids ids = children(id);
  std::size_t child = 0;
  const Doc words = head(id, child);
  const bool dated = kind(ids.back()) == NodeKind::Period;
  const std::size_t body = ids.size() - (dated ? 2 : 1);
  if (kind(ids[body]) == NodeKind::DecisionTable) return decision_table(id, words, child);
  std::vector<Doc> docs;
  for (; child < body; ++child) {
    docs.push_back(blank_ahead() && !docs.empty() ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(comments());
    docs.push_back(node(ids[child]));
  }
  if (docs.empty() && !dated) {
    const Doc as = token();
    const Doc before = comments();
    return doc_.group(doc_.concat(
        {words, doc_.spaces(1), as, doc_.indent(doc_.concat({doc_.line(), before, expression(ids[body])}))}));
  }
  docs.push_back(blank_ahead() && !docs.empty() ? doc_.blank_line() : doc_.hard_line());
  docs.push_back(comments());
  docs.push_back(token());
  docs.push_back(doc_.spaces(1));
  docs.push_back(hung(ids[body]));
  if (dated) {
    docs.push_back(blank_ahead() ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(comments());
    docs.push_back(node(ids.back()));
  }
  return doc_.concat({words, doc_.indent(doc_.concat(docs))});
}

Doc Layout::first_match(NodeId table) {
  if (at(table).flag == 0) return Doc::Nothing;
  const Doc first = token();
  return spaced({first, token()});
}

// The rows stand under `as`, further in; those of a `table` under its name.
Doc Layout::decision_table(NodeId id, Doc words, std::size_t child) {
  const Ids ids = children(id);
  const bool dated = kind(ids.back()) == NodeKind::Period;
  const std::size_t body = ids.size() - (dated ? 2 : 1);
  std::vector<Doc> docs;
  for (; child < body; ++child) {
    docs.push_back(blank_ahead() && !docs.empty() ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(comments());
    docs.push_back(node(ids[child]));
  }
  const bool has_as = at(id).flag == 0;
  const bool under = has_as && !docs.empty();
  Doc intro = Doc::Nothing;
  if (has_as || at(ids[body]).flag != 0) {
    const Doc before = docs.empty() ? Doc::Nothing : comments();
    const Doc as = has_as ? token() : Doc::Nothing;
    intro = doc_.concat({before, spaced({as, first_match(ids[body])})});
  }
  Doc lines = table(children(ids[body]), true);
  if (docs.empty()) {
    words = spaced({words, intro});
  } else if (intro != Doc::Nothing) {
    docs.insert(docs.end(), {doc_.hard_line(), intro});
  }
  docs.push_back(under ? doc_.indent(lines) : lines);
  if (dated) {
    docs.push_back(blank_ahead() ? doc_.blank_line() : doc_.hard_line());
    docs.push_back(comments());
    docs.push_back(node(ids.back()));
  }
  return doc_.concat({words, doc_.indent(doc_.concat(docs))});
}

Doc Layout::params(NodeId id) {
  const Doc opener = token();
  return bracketed(opener, one_a_line(children(id)));
}

Doc Layout::param(NodeId id) {
  const Doc name = token();
  const Doc colon = token();
  return doc_.concat({name, colon, doc_.spaces(1), node(children(id)[1])});
}

// --- actions

// Its cells are the columns that several one-line actions form; none where it has a line for each part.
Doc Layout::action(NodeId id, Cells& cells) {
  const Ids ids = children(id);
  std::size_t child = 0;
  Doc name = token();
  name = spaced({name, token()});
  ++child;
  if (child < ids.size() && kind(ids[child]) == NodeKind::Params) name = doc_.concat({name, params(ids[child++])});
  Doc label = Doc::Nothing;
  if (child < ids.size() && kind(ids[child]) == NodeKind::String) {
    label = token();
    ++child;
  }
  std::vector<Part> all;
  bool over_lines = false;
  for (const NodeId part : ids.subspan(child)) {
    over_lines = over_lines || kind(part) == NodeKind::Cites || kind(part) == NodeKind::Reading;
    all.push_back({kind(part), blank_ahead(), Doc::Nothing});
    all.back().doc = doc_.concat({comments(), node(part)});
  }
  const Doc broken = in_order(all);
  if (over_lines) return doc_.concat({spaced({name, label}), broken});
  std::vector<Doc> standing;
  std::vector<Doc> lines;
  for (const Part& part : all) {
    standing.push_back(part.doc);
    lines.push_back(doc_.line());
    lines.push_back(part.doc);
  }
  cells = {name};
  if (label != Doc::Nothing || !standing.empty()) cells.push_back(label);
  if (!standing.empty()) cells.push_back(spaced(standing));
  return doc_.group(doc_.concat({spaced({name, label}), doc_.indent(doc_.concat(lines))}));
}

Doc Layout::actions(NodeId id) {
  std::size_t child = 0;
  const Doc words = head(id, child);
  const Doc are = token();
  const Doc list = names(children(id)[child]);
  return doc_.group(doc_.concat({words, doc_.spaces(1), are, doc_.indent(doc_.concat({doc_.line(), list}))}));
}

}  // namespace carveout::format_detail
