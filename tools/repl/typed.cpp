#include "repl/typed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "carveout/explore.hpp"
#include "repl/text.hpp"

namespace carveout::tool::repl {
namespace {

// Of the scenario that gives what was typed; of another that is called so, it differs.
constexpr std::string_view kScenarioName = "what was typed at the prompt";

bool is_path_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

// The end of `a.b[2].c`.
std::size_t end_of_path(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end) {
    if (is_path_character(text[at])) {
      ++at;
    } else if (text[at] == '[') {
      const std::size_t close = text.find(']', at);
      if (close == std::string_view::npos || close >= end) break;
      at = close + 1;
    } else {
      break;
    }
  }
  return at;
}

std::size_t skip_spaces(std::string_view text, std::size_t at, std::size_t end) {
  while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
  return at;
}

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.substr(0, word.size()) == word && (text.size() == word.size() || !is_path_character(text[word.size()]));
}

// How many declarations of each kind there are: what is typed adds none but its own.
std::array<std::size_t, 12> sizes(const CheckedPolicy& p) {
  return {p.facts.size(),   p.parameters.size(),    p.lists.size(),      p.calendars.size(),
          p.actions.size(), p.action_groups.size(), p.duties.size(),     p.parts.size(),
          p.clauses.size(), p.policies.size(),      p.guarantees.size(), p.define_exceptions.size()};
}

// That something is there, and no more: `FACT present`, or `FACT {}`, which of a list says that it is empty.
enum class There : std::uint8_t { No, Present, Empty };

TypeId type_at(const CheckedPolicy& policy, const FactPath& path) {
  TypeId type = policy.facts[index_of(path.fact)].type;
  for (const PathStep& step : path.steps)
    type = step.element ? policy[type].element : policy[type].fields[step.index].type;
  return type;
}

std::string say_there(const CheckedPolicy& policy, There there, Given& given) {
  const TypeId id = type_at(policy, given.path);
  const Type& type = policy[id];
  if (type.kind == TypeKind::Record) {
    given.value = record_unknown(policy, id);
    return {};
  }
  if (type.kind == TypeKind::List && there == There::Empty) {
    given.value = make_list({});
    return {};
  }
  return fmt::format("`{}` is no record: `{}` says of a record that it is there; write the value, or `absent`",
                     policy.path_text(given.path), there == There::Present ? "present" : "{}");
}

// One fact of the line, as a scenario would give it; or the message that says what is missing.
std::string add_given(Made& made, std::size_t begin, std::size_t end, Verb verb, There& there) {
  const std::string_view line = made.line();
  begin = skip_spaces(line, begin, end);
  while (end > begin && skip_spaces(line, end - 1, end) == end) --end;
  const std::size_t path_end = end_of_path(line, begin, end);
  const std::string path = safe(line.substr(begin, path_end - begin));
  if (begin == end) return "a fact is missing: facts are separated by one comma each";
  made.typed(begin, path_end);
  if (verb == Verb::Unset) {
    made.words(" is unknown");
    if (path_end == end) return {};
    return fmt::format("`{}` does not read as a fact: write it like `{}`", safe(line.substr(begin, end - begin)),
                       path.empty() ? "request.received" : path);
  }
  std::size_t value = skip_spaces(line, path_end, end);
  if (value < end && line[value] == '=') value = skip_spaces(line, value + 1, end);
  std::string_view rest = line.substr(value, end - value);
  if (begins_with_word(rest, "is")) {
    value = skip_spaces(line, value + 2, end);
    rest = line.substr(value, end - value);
  }
  if (rest.empty()) {
    return verb == Verb::Know
               ? fmt::format("what is known of it? write `know {} between A and B` or `know {} one of A, B`", path,
                             path)
           : path.empty() || (path.front() >= '0' && path.front() <= '9')
               ? fmt::format("`{}` is no fact; write `FACT VALUE`", safe(line.substr(begin, end - begin)))
               : fmt::format("which value? write `{} VALUE`", path);
  }
  if (rest == "present" || (rest.front() == '{' && trimmed(rest.substr(1)) == "}")) {
    there = rest == "present" ? There::Present : There::Empty;
    made.words(" is unknown");  // in its place; a scenario has no words for it
    return {};
  }
  made.words(begins_with_word(rest, "includes") ? " " : " is ");
  // `know kind one of a, b`: the brackets may be left out.
  constexpr std::string_view kOneOf = "one of";
  if (verb == Verb::Know && begins_with_word(rest, kOneOf) && rest.find('{') == std::string_view::npos) {
    made.typed(value, value + kOneOf.size());
    made.words(" {");
    made.typed(value + kOneOf.size(), end);
    made.words("}");
    return {};
  }
  made.typed(value, end);
  return {};
}

}  // namespace

void Made::typed(std::size_t begin, std::size_t end) {
  segments_.push_back({text_.size(), begin, end - begin});
  text_ += line_.substr(begin, end - begin);
}

std::size_t Made::back(std::size_t offset) const {
  std::size_t out = 0;
  for (const Segment& segment : segments_) {
    if (offset < segment.made) break;
    out = segment.line + std::min(offset - segment.made, segment.length);
  }
  return out;
}

Span Made::back(std::uint32_t begin, std::uint32_t end) const {
  const std::size_t first = back(std::size_t{begin});
  return {FileId{0}, static_cast<std::uint32_t>(first),
          static_cast<std::uint32_t>(std::max(back(std::size_t{end}), first))};
}

Givens read_givens(const OpenedPolicy& policy, std::string_view line, std::size_t begin, Verb verb, Colour colour) {
  std::vector<Piece> pieces = split_at_commas(line.substr(begin));
  if (verb == Verb::Know) pieces = {{0, line.size() - begin}};  // its values have commas
  for (Piece& piece : pieces) piece = {begin + piece.begin, begin + piece.end};
  return read_givens(policy, line, pieces, verb, colour);
}

Givens read_givens(const OpenedPolicy& policy, std::string_view line, const std::vector<Piece>& pieces, Verb verb,
                   Colour colour) {
  Givens out;
  std::string name(kScenarioName);
  for (const Scenario& scenario : policy.policy()->scenarios) {
    if (scenario.name == name) name += " again";
  }
  Made made(line);
  // The facts come last, so that what is missing at their end is missing at the end of the text.
  made.words(fmt::format("scenario \"{}\"\n  expect 1 is 1\n  given\n", name));
  std::vector<There> there;  // of each fact
  for (const Piece& piece : pieces) {
    made.words("    ");
    there.push_back(There::No);
    out.problem = add_given(made, piece.begin, piece.end, verb, there.back());
    if (!out.problem.empty()) return out;
    made.words("\n");
  }
  OpenedPolicy::Extended extended = policy.with(made.text());
  if (!extended.loaded.policy) {
    out.problem = told(made, extended, Typed::Givens, colour);
    return out;
  }
  const CheckedPolicy& with = *extended.loaded.policy;
  const bool only_given =
      sizes(with) == sizes(*policy.policy()) && with.defines.size() == policy.policy()->defines.size() &&
      with.scenarios.size() == policy.policy()->scenarios.size() + 1 &&
      with.scenarios.back().expectations.size() == 1 && !with.scenarios.back().like && !with.scenarios.back().as_of;
  if (!only_given) {
    out.problem = "more than facts and their values stands there; write `FACT VALUE`, and a comma between two";
    return out;
  }
  out.givens = with.scenarios.back().givens;
  for (std::size_t i = 0; i < out.givens.size() && i < there.size(); ++i) {
    if (there[i] == There::No) continue;
    out.problem = say_there(*policy.policy(), there[i], out.givens[i]);
    if (!out.problem.empty()) return out;
    if (there[i] == There::Present) out.only_there.push_back(i);
  }
  // Places in the line, for messages.
  for (Given& given : out.givens)
    given.span = made.back(given.span.begin - extended.begin, given.span.end - extended.begin);
  return out;
}

std::string apply(const CheckedPolicy& policy, const Givens& givens, Facts& facts) {
  Facts changed = facts;
  for (std::size_t i = 0; i < givens.givens.size(); ++i) {
    const Given& given = givens.givens[i];
    const bool only_there = std::find(givens.only_there.begin(), givens.only_there.end(), i) != givens.only_there.end();
    // Of a record that is known already, its fields stay.
    if (only_there && fact_at(policy, changed, given.path).record() != nullptr) continue;
    const std::string path = policy.path_text(given.path);
    switch (set_fact(policy, changed, given.path, given.value)) {
      case SetResult::Ok:
        break;
      case SetResult::NoSuchElement:
        return fmt::format("there is no `{}`: the list has fewer elements; `set` the list as a whole, `{{…, …}}`",
                           path);
      case SetResult::UnderUnknownList:
        return fmt::format("`{}` is in a list that is not known: `set` the list first, as a whole, `{{…, …}}`", path);
      case SetResult::UnderAbsentRecord:
        return fmt::format("`{}` is of something that is absent: `unset` that first", path);
    }
  }
  facts = std::move(changed);
  return {};
}

TypedValue read_expression(const OpenedPolicy& policy, std::string_view line, std::size_t begin, Colour colour) {
  TypedValue out;
  Made made(line);
  made.words(fmt::format("define {} as\n", kTypedName));
  made.typed(begin, line.size());
  OpenedPolicy::Extended extended = policy.with(made.text());
  const std::shared_ptr<const CheckedPolicy>& with = extended.loaded.policy;
  if (!with) {
    out.problem = told(made, extended, Typed::Expression, colour);
    return out;
  }
  const auto define = with->find_define(kTypedName);
  const bool one = sizes(*with) == sizes(*policy.policy()) &&
                   with->defines.size() == policy.policy()->defines.size() + 1 &&
                   with->scenarios.size() == policy.policy()->scenarios.size();
  if (!define || !one) {
    out.problem = "more than one expression stands there";
    return out;
  }
  out.define = *define;
  out.begin = extended.begin + static_cast<std::uint32_t>(made.text().size() - (line.size() - begin));
  out.loaded = std::move(extended.loaded);
  return out;
}

}  // namespace carveout::tool::repl
