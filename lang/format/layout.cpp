#include "format/layout.hpp"

#include <algorithm>

namespace carveout::format_detail {

// --- tokens

Doc Layout::paragraph(std::string_view text) {
  std::vector<Doc> lines;
  for (bool first = true; !text.empty() || first; first = false) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    // SPEC 2.2: white space around a line break is one space whatever it is.
    const std::size_t begin = first ? 0 : std::min(line.find_first_not_of(" \t\r"), line.size());
    line.remove_prefix(begin);
    if (end != text.size()) line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    if (!first && !line.empty()) lines.push_back(doc_.hard_line());
    // An empty line stays one: it is how the author keeps paragraphs of a reading apart.
    if (!first && line.empty()) {
      lines.push_back(doc_.blank_line());
    } else {
      lines.push_back(doc_.text(line));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return doc_.indent(doc_.concat(lines));
}

Doc Layout::text_of(const Token& token) {
  return token.text.find('\n') == std::string_view::npos ? doc_.text(token.text) : paragraph(token.text);
}

Doc Layout::comments() {
  Token& token = tokens_.tokens[next_];
  if (token.own_comments == 0) return Doc::Nothing;
  std::vector<Doc> docs;
  for (std::uint32_t i = 0; i < token.own_comments; ++i) {
    const Comment& comment = tokens_.comments[token.first_comment + i];
    docs.push_back(doc_.own_comment(comment.text, i > 0 && comment.blank_before));
  }
  if (token.blank_before) docs.push_back(doc_.blank_line());
  token.first_comment += token.own_comments;
  token.own_comments = 0;
  return doc_.concat(docs);
}

Doc Layout::token() {
  const Doc before = comments();
  const Token& token = tokens_.tokens[next_];
  Doc after = Doc::Nothing;
  if (token.end_comment) after = doc_.end_comment(tokens_.comments[token.first_comment + token.own_comments].text);
  if (next_ + 1 < tokens_.tokens.size()) ++next_;
  return doc_.concat({before, text_of(token), after});
}

void Layout::skip() {
  const Token& token = ahead();
  const std::uint32_t comments = token.own_comments + (token.end_comment ? 1 : 0);
  ++next_;
  tokens_.tokens[next_].first_comment -= comments;
  tokens_.tokens[next_].own_comments += comments;
}

// --- pieces

Doc Layout::spaced(std::span<const Doc> parts) {
  std::vector<Doc> docs;
  std::size_t further_in = 0;  // from here on, since a comment has ended the line
  for (const Doc part : parts) {
    if (part == Doc::Nothing) continue;
    if (!docs.empty()) {
      if (further_in == 0 && doc_.shape(docs.back()) == Shape::EndsWithLine) further_in = docs.size();
      docs.push_back(doc_.spaces(1));
    }
    docs.push_back(part);
  }
  if (further_in == 0) return doc_.concat(docs);
  const auto all = std::span<const Doc>(docs);
  return doc_.concat({doc_.concat(all.first(further_in)), doc_.indent(doc_.concat(all.subspan(further_in)))});
}

Doc Layout::spaced(std::initializer_list<Doc> parts) {
  return spaced(std::span(parts.begin(), parts.size()));
}

Doc Layout::words_before(NodeId child) {
  std::vector<Doc> words;
  while (ahead().begin < at(child).begin && !is_ahead("(")) words.push_back(token());
  return spaced(words);
}

Doc Layout::words_to_end_of(NodeId id) {
  std::vector<Doc> words;
  while (ahead().begin < at(id).end && !ahead().text.empty()) words.push_back(token());
  return spaced(words);
}

Doc Layout::head(NodeId id, std::size_t& child) {
  const Ids ids = children(id);
  std::vector<Doc> words{token()};
  const auto is_next = [&](NodeKind wanted) {
    return child < ids.size() && kind(ids[child]) == wanted && at(ids[child]).begin == ahead().begin;
  };
  if (is_next(NodeKind::Name)) {
    words.push_back(token());
    ++child;
  }
  if (is_next(NodeKind::Params)) words.back() = doc_.concat({words.back(), params(ids[child++])});
  if (is_ahead(":")) {
    words.push_back(token());
    words.push_back(node(ids[child++]));
  }
  if (is_next(NodeKind::String)) {
    words.push_back(token());
    ++child;
  }
  return spaced(words);
}

Doc Layout::phrase(NodeId id) {
  std::vector<Doc> words;
  for (const NodeId child : children(id)) {
    words.push_back(words_before(child));
    words.push_back(expression(child));
  }
  words.push_back(words_to_end_of(id));
  return spaced(words);
}

Doc Layout::worded(NodeId id) {
  const NodeId condition = children(id)[0];
  const Doc words = words_before(condition);
  // After a comment it is further in already.
  return spaced({words, doc_.shape(words) == Shape::Open ? hung(condition) : expression(condition)});
}

Doc Layout::bracketed(Doc opener, Doc content) {
  // A comment before the closer stands with what is in the brackets.
  if (ahead().own_comments != 0) content = doc_.concat({content, doc_.hard_line(), comments()});
  return doc_.group(
      doc_.concat({opener, doc_.indent(doc_.concat({doc_.soft_line(), content})), doc_.soft_line(), token()}));
}

Doc Layout::filled(Ids items) {
  std::vector<Doc> docs;
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::vector<Doc> piece;
    if (i > 0) piece.push_back(blank_ahead() ? doc_.blank_line() : doc_.line());
    const Doc before = comments();
    // The comments of an entry do not keep it from sharing its line with the next one.
    const Doc item = entry(items, i);
    if (before != Doc::Nothing) {
      piece.push_back(before);
      docs.push_back(doc_.concat({doc_.group(doc_.concat(piece)), doc_.hard_line(), item}));
    } else {
      piece.push_back(item);
      docs.push_back(doc_.group(doc_.concat(piece)));
    }
  }
  return doc_.concat(docs);
}

Doc Layout::one_a_line(Ids items) {
  std::vector<Doc> docs;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) docs.push_back(blank_ahead() ? doc_.line_with_blank() : doc_.line());
    docs.push_back(comments());
    docs.push_back(entry(items, i));
  }
  return doc_.concat(docs);
}

// With its period, which is the next item, and the comma after it.
Doc Layout::entry(Ids items, std::size_t& i) {
  Doc out = hung(items[i]);
  if (i + 1 < items.size() && kind(items[i + 1]) == NodeKind::Period) out = spaced({out, node(items[++i])});
  return is_ahead(",") ? doc_.concat({out, token()}) : out;
}

Doc Layout::names(NodeId id) {
  return children(id).empty() ? token() : filled(children(id));
}

Doc Layout::named(NodeId id) {
  const Ids ids = children(id);
  if (ids.empty()) return words_to_end_of(id);
  const Doc words = words_before(ids[0]);
  return under_first(words, kind(ids[0]) == NodeKind::Targets ? children(ids[0]) : ids);
}

Doc Layout::under_first(Doc words, Ids list) {
  const Doc before = comments();
  const Doc listed = list.empty() ? token() : filled(list);  // `all`
  if (before != Doc::Nothing) return doc_.concat({words, doc_.indent(doc_.concat({doc_.hard_line(), before, listed}))});
  if (doc_.shape(words) != Shape::Open) return spaced({words, listed});
  return spaced({words, doc_.indent(listed, doc_.width(words) + 1)});
}

// --- columns

Layout::Row Layout::row() {
  Row out;
  out.blank_before = blank_ahead();
  out.comments = comments();
  return out;
}

std::vector<std::uint32_t> Layout::widths_of(std::span<const Row> block) const {
  std::vector<std::uint32_t> widths;
  for (const Row& row : block) {
    // The last cell of a row has nothing after it to align, and one that is over several lines has no width.
    for (std::size_t column = 0; column + 1 < row.cells.size(); ++column) {
      if (widths.size() <= column) widths.push_back(0);
      if (doc_.shape(row.cells[column]) != Shape::Open) continue;
      widths[column] = std::max(widths[column], doc_.width(row.cells[column]));
    }
  }
  return widths;
}

Doc Layout::joined(const Cells& cells, std::span<const std::uint32_t> widths) {
  std::vector<Doc> docs;
  std::uint32_t due = 0;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    if (cells[column] != Doc::Nothing) {
      docs.push_back(doc_.spaces(due));
      docs.push_back(cells[column]);
      due = 0;
    }
    // A column that is empty in every row takes no space.
    if (column < widths.size() && widths[column] != 0) {
      due += widths[column] - std::min(doc_.width(cells[column]), widths[column]) + 1;
    }
  }
  return doc_.concat(docs);
}

Doc Layout::rows(std::span<const Row> rows) {
  std::vector<Doc> docs;
  for (std::size_t begin = 0; begin < rows.size();) {
    std::size_t end = begin + 1;
    while (end < rows.size() && !rows[end].blank_before) ++end;
    const auto widths = widths_of(rows.subspan(begin, end - begin));
    for (std::size_t i = begin; i < end; ++i) {
      docs.push_back(i == begin && begin != 0 ? doc_.blank_line() : doc_.hard_line());
      docs.push_back(rows[i].comments);
      docs.push_back(joined(rows[i].cells, widths));
    }
    begin = end;
  }
  return doc_.concat(docs);
}

// --- every kind of node

Doc Layout::node(NodeId id) {
  switch (kind(id)) {
    case NodeKind::Name:
    case NodeKind::Path:
    case NodeKind::String:
    case NodeKind::Number:
    case NodeKind::DateLiteral:
    case NodeKind::TimeLiteral:
    case NodeKind::UtcOffset:
    case NodeKind::ClockTime:
    case NodeKind::MonthDay:
    case NodeKind::Label:
    case NodeKind::Yes:
    case NodeKind::No:
    case NodeKind::Otherwise:
    case NodeKind::ColumnName:
    case NodeKind::UnknownLiteral:
    case NodeKind::AbsentLiteral:
      return token();
    case NodeKind::DurationLiteral:
      return words_to_end_of(id);

    case NodeKind::File:
      return declarations(children(id));
    case NodeKind::Part:
      return part_declaration(id);
    case NodeKind::Policy:
    case NodeKind::Duty:
    case NodeKind::Calendar:
    case NodeKind::Clause:
    case NodeKind::Exception:
    case NodeKind::DefineException:
    case NodeKind::Carveout:
      return with_parts(id);
    case NodeKind::EnumType:
      return enum_type(id);
    case NodeKind::EnumMember:
      return joined(member(id), {});
    case NodeKind::RecordType:
    case NodeKind::Facts:
      return with_fields(id);
    case NodeKind::Field:
      return spaced(field(id));
    case NodeKind::Parameter:
      return parameter(id);
    case NodeKind::List:
      return list(id);
    case NodeKind::Define:
      return define(id);
    case NodeKind::Params:
      return params(id);
    case NodeKind::Action: {
      Cells cells;
      return action(id, cells);
    }
    case NodeKind::Actions:
      return actions(id);
    case NodeKind::NoteDeclaration:
      return note(id);
    case NodeKind::Guarantee:
      return guarantee(id);
    case NodeKind::Scenario:
      return scenario(id);
    case NodeKind::Scenarios:
      return scenarios(id);
    case NodeKind::TableHead:
    case NodeKind::TableRow:
      return table(std::span(&id, 1), true);
    case NodeKind::AnyCell:
    case NodeKind::CellPresence:
    case NodeKind::CellOtherwise:
    case NodeKind::CaseColumn:
    case NodeKind::AsOfColumn:
    case NodeKind::ExpectColumn:
    case NodeKind::ByColumn:
    case NodeKind::NeedingColumn:
    case NodeKind::DutyCell:
    case NodeKind::OutcomeCell:
      return phrase(id);
    case NodeKind::NamesCell:
    case NodeKind::CellValues:
      return names(id);
    case NodeKind::DecisionTable:
      return doc_.concat({first_match(id), table(children(id), true)});
    case NodeKind::ListFile:
    case NodeKind::FilePeriod:
    case NodeKind::CellOrders:
    case NodeKind::CellOrder:
    case NodeKind::CellBetween:
      return phrase(id);

    case NodeKind::Use:
    case NodeKind::ScenariosFor:
    case NodeKind::AliasType:
    case NodeKind::ParameterValue:
    case NodeKind::Range:
    case NodeKind::ByDefault:
    case NodeKind::Meanwhile:
    case NodeKind::DueWithin:
    case NodeKind::DueEach:
    case NodeKind::Cites:
    case NodeKind::Period:
    case NodeKind::AsOf:
    case NodeKind::RoundDates:
    case NodeKind::OnConflict:
    case NodeKind::Reading:
    case NodeKind::NamedType:
    case NodeKind::ListType:
    case NodeKind::Like:
    case NodeKind::Given:
    case NodeKind::KnownBetween:
    case NodeKind::KnownAtLeast:
    case NodeKind::KnownAtMost:
    case NodeKind::KnownUnder:
    case NodeKind::KnownIncludes:
    case NodeKind::ExpectDuty:
    case NodeKind::DutyFor:
    case NodeKind::ExpectValue:
    case NodeKind::ExpectBetween:
    case NodeKind::StartOfDay:
    case NodeKind::EndOfDay:
    case NodeKind::DateOf:
    case NodeKind::CountedBy:
    case NodeKind::TimeZone:
    case NodeKind::Daylight:
    case NodeKind::Exclusion:
    case NodeKind::Weekdays:
    case NodeKind::NthWeekday:
    case NodeKind::Easter:
    case NodeKind::DayShift:
    case NodeKind::WeekdayFrom:
    case NodeKind::Observed:
    case NodeKind::AgeAt:
    case NodeKind::DaysIn:
    case NodeKind::Round:
    case NodeKind::Not:
    case NodeKind::RecordField:
      return phrase(id);
    case NodeKind::Param:
      return param(id);
    case NodeKind::YesNoType: {
      const Doc yes = token();
      const Doc slash = token();
      return doc_.concat({yes, slash, token()});
    }

    case NodeKind::DoneWhen:
    case NodeKind::AppliesWhen:
    case NodeKind::When:
    case NodeKind::Unless:
    case NodeKind::OnlyIf:
    case NodeKind::ExceptionValue:
    case NodeKind::Until:
      return worded(id);
    case NodeKind::Lapsed: {
      std::vector<Doc> glued;
      for (int i = 0; i < 4; ++i) glued.push_back(token());
      return doc_.concat(glued);
    }
    case NodeKind::Permit:
    case NodeKind::Require:
      return conclusion(id);
    case NodeKind::Forbid:
    case NodeKind::Adopts:
    case NodeKind::Supersedes:
    case NodeKind::Notwithstanding:
    case NodeKind::SubjectTo:
    case NodeKind::To:
    case NodeKind::From:
    case NodeKind::ForActions:
    case NodeKind::By:
    case NodeKind::Needing:
    case NodeKind::Excludes:
      return named(id);
    case NodeKind::Targets:
      return names(id);
    case NodeKind::ExpectOutcome:
      return expected_outcome(id);

    case NodeKind::And:
    case NodeKind::Or:
      return chain(id);
    case NodeKind::Labelled:
      return labelled(id);
    case NodeKind::AllOf:
    case NodeKind::AnyOf:
    case NodeKind::NoneOf:
    case NodeKind::AtLeastOf:
    case NodeKind::ExactlyOf:
      return conditions(id);
    case NodeKind::Compare:
    case NodeKind::Between:
    case NodeKind::Distance:
    case NodeKind::IsPresent:
    case NodeKind::IsAbsent:
    case NodeKind::IsForbiddenBy:
      return relation(id);
    case NodeKind::SomeSatisfies:
    case NodeKind::EverySatisfies:
    case NodeKind::NoSatisfies:
    case NodeKind::Count:
      return quantifier(id);
    case NodeKind::Aggregate:
      return aggregate(id);
    case NodeKind::If:
      return choice(id);
    case NodeKind::Arithmetic:
      return arithmetic(id);
    case NodeKind::Negate:
      return negated(id);
    case NodeKind::Choose:
    case NodeKind::SpellSet:
    case NodeKind::Call:
    case NodeKind::Items:
      return arguments(id);
    case NodeKind::Set:
    case NodeKind::Record:
      return braces(id);
    case NodeKind::KnownOneOf: {
      const Doc one = token();
      const Doc of = token();
      return spaced({one, of, braces(id)});
    }
    case NodeKind::Missing:
      return Doc::Nothing;
  }
  return Doc::Nothing;
}

}  // namespace carveout::format_detail
