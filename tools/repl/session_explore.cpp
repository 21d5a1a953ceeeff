#include <fmt/format.h>

#include <algorithm>

#include "carveout/explore.hpp"
#include "interrupt.hpp"
#include "question.hpp"
#include "repl/outcome_words.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"

// The commands that look beyond an answer: what it needs, what would change it, what if.
namespace carveout::tool::repl {
namespace {

constexpr std::string_view kWithout = "without";
constexpr std::string_view kAsOf = "as of";

bool begins_with(std::string_view text, std::string_view word) {
  return text.substr(0, word.size()) == word &&
         (text.size() == word.size() || text[word.size()] == ' ' || text[word.size()] == '\n');
}

// The pieces between commas, cut again where ` without ` or ` as of ` stands outside quotes and brackets: those begin a
// piece, with a comma before them or not.
std::vector<Piece> suppositions(std::string_view line, std::size_t rest) {
  std::vector<Piece> out;
  for (Piece piece : split_at_commas(line.substr(rest))) {
    piece = {piece.begin + rest, piece.end + rest};
    long depth = 0;
    bool quoted = false;
    std::size_t begin = piece.begin;
    for (std::size_t at = piece.begin; at < piece.end; ++at) {
      const char c = line[at];
      if (quoted && c == '\\') ++at;
      if (c == '"') quoted = !quoted;
      if (!quoted) depth += c == '{' || c == '(' || c == '[' ? 1 : c == '}' || c == ')' || c == ']' ? -1 : 0;
      if (quoted || depth != 0 || c != ' ' || trimmed(line.substr(begin, at - begin)).empty()) continue;
      const std::string_view after = line.substr(at + 1, piece.end - at - 1);
      if (!begins_with(after, kWithout) && !begins_with(after, kAsOf)) continue;
      out.push_back({begin, at});
      begin = at + 1;
    }
    out.push_back({begin, piece.end});
  }
  return out;
}

}  // namespace

Reply Session::needs(std::string_view line, std::size_t rest) {
  Asked asked;
  if (std::string problem = about(words_of(line.substr(rest)), asked); !problem.empty())
    return refuse(std::move(problem));
  Answers answers;
  std::vector<NeedsReport> reports;
  const Interruptible working;
  ExploreLimits limits;
  limits.stop = Interruptible::flag();
  for (const ActionId action : asked.actions) {
    answers.actions.push_back({decide(*now_.plan, now_.facts, action, now_.options()), {}});
    reports.push_back(needs_of(*now_.plan, now_.facts, action, now_.options(), {}, limits));
  }
  for (const DefineId define : asked.defines) {
    answers.values.push_back(explain_value(*now_.plan, now_.facts, define, now_.options()));
    reports.push_back(needs_of(*now_.plan, now_.facts, define, now_.options(), {}, limits));
  }
  remember(asked.actions);
  return say(needs_text(context_of(now_), answers, reports, appearance_.width, appearance_.ink));
}

// `change OUTCOME [ACTION…]`.
Reply Session::change(std::string_view line, std::size_t rest) {
  std::vector<std::string> words = words_of(line.substr(rest));
  if (words.empty()) return refuse("into which outcome? write `change permitted`, or `change permitted ACTION`");
  std::optional<Outcome> wanted;
  if (std::string problem = read_outcome(words.front(), wanted); !problem.empty()) return refuse(std::move(problem));
  if (*wanted == Outcome::Undetermined)
    return refuse("an outcome becomes undetermined where facts are taken away: ask for another");
  words.erase(words.begin());
  Asked asked;
  if (std::string problem = about(words, asked); !problem.empty()) return refuse(std::move(problem));
  if (asked.actions.empty()) return refuse("a definition has a value and no outcome: name an action");
  std::string text;
  const Interruptible working;
  ExploreLimits limits;
  limits.stop = Interruptible::flag();
  for (const ActionId action : asked.actions) {
    if (!text.empty()) text += '\n';
    text += changes_text(context_of(now_), changes_to(*now_.plan, now_.facts, action, *wanted, now_.options(), limits),
                         appearance_.width, appearance_.ink);
  }
  remember(asked.actions);
  return say(std::move(text));
}

// What is supposed, put into another state: pieces between commas, each facts and their values, `without CLAUSE…` or
// `as of DATE`. Gives the problem, or nothing.
std::string Session::suppose(std::string_view line, std::size_t rest, State& other,
                             std::vector<std::string>& supposed) const {
  std::vector<Piece> givens;
  bool clauses = false;  // the piece before names clauses; a word alone names one more
  for (const Piece& piece : suppositions(line, rest)) {
    const std::string_view text = trimmed(line.substr(piece.begin, piece.end - piece.begin));
    std::vector<std::string> names;
    if (begins_with(text, kWithout)) {
      names = words_of(text.substr(kWithout.size()));
      if (names.empty()) return "without which clause? write `what if without CLAUSE`";
    } else if (begins_with(text, kAsOf)) {
      const std::string_view day = trimmed(text.substr(kAsOf.size()));
      if (!(other.as_of = Date::parse(day)))
        return fmt::format("`{}` is not a day of the calendar; write `as of` and one like 2018-01-31", safe(day));
      supposed.push_back(fmt::format("as of {}", other.as_of->to_text()));
      clauses = false;
      continue;
    } else if (clauses && words_of(text).size() == 1 && text.find_first_of("=\"{") == std::string_view::npos) {
      names = words_of(text);
    }
    clauses = !names.empty();
    if (!clauses) givens.push_back(piece);
    for (std::string& name : names) {
      supposed.push_back(fmt::format("without {}", safe(name)));
      other.suspended.push_back(std::move(name));
    }
  }
  if (std::string problem = compile_without(other); !problem.empty()) return problem;
  if (givens.empty()) return {};
  Givens read = read_givens(*now_.opened, line, givens, Verb::Set, colour());
  if (!read.problem.empty()) return std::move(read.problem);
  if (std::string problem = apply(now_.policy(), read, other.facts); !problem.empty()) return problem;
  std::vector<std::string> facts;
  for (const Given& given : read.givens)
    facts.push_back(safe(line.substr(given.span.begin, given.span.end - given.span.begin)));
  supposed.insert(supposed.begin(), facts.begin(), facts.end());
  return {};
}

// `what if …`: the difference in what was asked last.
Reply Session::what_if(std::string_view line, std::size_t rest) {
  constexpr std::string_view kHow =
      "what if what? write `what if FACT VALUE`, `what if without CLAUSE`, `what if as of DATE`, or several with "
      "commas";
  if (!begins_with(line.substr(rest), "if")) return refuse(std::string(kHow));
  rest += 2;
  while (rest < line.size() && (line[rest] == ' ' || line[rest] == '\n')) ++rest;
  if (rest == line.size()) return refuse(std::string(kHow));
  State other = now_;
  std::vector<std::string> supposed;
  if (std::string problem = suppose(line, rest, other, supposed); !problem.empty()) return refuse(std::move(problem));
  Asked asked;
  if (std::string problem = about({}, asked); !problem.empty()) return refuse(std::move(problem));
  const std::vector<Subject> subjects(asked.actions.begin(), asked.actions.end());
  WhatIf difference =
      carveout::what_if({now_.plan, now_.facts, now_.options()}, {other.plan, other.facts, other.options()}, subjects);
  difference.supposed = std::move(supposed);
  return say(what_if_text(context_of(now_), context_of(other), difference, appearance_.width, appearance_.ink));
}

}  // namespace carveout::tool::repl
