#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "diagnostics.hpp"
#include "input.hpp"
#include "policy_file.hpp"
#include "question.hpp"
#include "repl/facts_text.hpp"
#include "repl/scenario_text.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"
#include "rewrite.hpp"

// The commands that set facts, read and write them.
namespace carveout::tool::repl {
namespace {

bool ends_in(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
}

std::string lines_of(const CheckedPolicy& policy, const Facts& facts, const std::vector<Given>& givens,
                     std::size_t width) {
  // The facts as they are now, each with its label.
  Columns table(2, width);
  for (const Given& given : givens) {
    const FactInfo& root = policy.facts[index_of(given.path.fact)];
    TypeId type = root.type;
    std::string label = root.label;
    for (const PathStep& step : given.path.steps) {
      const Type& info = policy[type];
      type = step.element ? info.element : info.fields[step.index].type;
      label = step.element ? std::string() : info.fields[step.index].label;
    }
    const Value value = fact_at(policy, facts, given.path);
    const std::string shown_value = value.is_unknown() ? "(not known)" : policy.value_text(value, type);
    table.add({safe(policy.path_text(given.path)), cut(safe(shown_value), 200), safe(label)});
  }
  return table.text();
}

}  // namespace

Reply Session::give(std::string_view line, std::size_t rest, Verb verb) {
  Givens read = read_givens(*now_.opened, line, rest, verb, colour());
  if (!read.problem.empty()) return refuse(std::move(read.problem));
  State next = now_;
  if (std::string problem = apply(now_.policy(), read, next.facts); !problem.empty()) return refuse(std::move(problem));
  std::string text = lines_of(now_.policy(), next.facts, read.givens, appearance_.width);
  commit(std::move(next), line);
  return say(std::move(text));
}

Reply Session::set(std::string_view line, std::size_t rest) {
  if (rest >= line.size()) return refuse("which fact? write `set FACT VALUE`; `facts all` lists them");
  return give(line, rest, Verb::Set);
}

Reply Session::know(std::string_view line, std::size_t rest) {
  if (rest >= line.size())
    return refuse("of which fact? write `know FACT between A and B`, or `know FACT one of A, B`");
  return give(line, rest, Verb::Know);
}

Reply Session::unset(std::string_view line, std::size_t rest) {
  if (rest >= line.size()) return refuse("which fact? write `unset FACT`; `unset all` takes all of them back");
  if (line.substr(rest) != "all") return give(line, rest, Verb::Unset);
  State next = now_;
  next.facts = no_facts(now_.policy());
  commit(std::move(next), line);
  return say("Nothing is known any more; `undo` brings the facts back.\n");
}

Reply Session::facts(std::string_view line, std::size_t rest) {
  std::string prefix(trimmed(line.substr(rest)));
  const bool all = prefix == "all";
  if (all) prefix.clear();
  std::string text = facts_text(now_.policy(), now_.facts, prefix, all || !prefix.empty() ? Which::All : Which::Known,
                                appearance_.width);
  if (!text.empty() || prefix.empty()) return say(std::move(text));
  std::vector<std::string> paths;
  for (FactLine& fact : fact_lines(now_.policy(), now_.facts, 10'000)) paths.push_back(std::move(fact.path));
  const std::vector<std::string_view> known(paths.begin(), paths.end());
  const std::string_view near = nearest(prefix, known);
  return refuse(near.empty() ? fmt::format("no fact begins with `{}`; `facts all` lists them", safe(prefix))
                             : fmt::format("no fact begins with `{}`: did you mean `{}`?", safe(prefix), near));
}

Reply Session::replace_facts(Facts facts, std::optional<Date> as_of, std::string_view line, std::string from) {
  State next = now_;
  next.facts = std::move(facts);
  if (as_of) next.as_of = as_of;
  commit(std::move(next), line);
  std::size_t known = 0;
  for (const FactLine& fact : fact_lines(now_.policy(), now_.facts, 1'000'000))
    known += fact.value.is_unknown() ? 0 : 1;
  return say(fmt::format("{} from {}; `undo` brings those before back\n", counted(known, "fact"), from));
}

Reply Session::load(std::string_view line, std::size_t rest) {
  const std::string file = unquoted(line.substr(rest));
  if (file.empty()) return refuse("from which file? write `load FILE`, a document in JSON or YAML");
  if (file == "-" || file.rfind("/dev/", 0) == 0)
    return refuse(fmt::format("`{}` is not a file of facts: `load FILE` takes the name of one", safe(file)));
  Input input = read_file(file, FactsLimits{}.document_bytes);
  if (!input.text) return refuse(cannot_read(input));
  const bool yaml = is_yaml(input.name, *input.text);
  BoundFacts bound =
      (yaml ? facts_from_yaml : facts_from_json)(now_.policy(), input.name, std::move(*input.text), FactsLimits{});
  if (!bound.facts)
    return refuse(render_text(bound.diagnostics, *bound.sources, colour()) +
                  fmt::format("\n{}; the facts are as they were\n", summary_of(bound.diagnostics, input.name)));
  return replace_facts(std::move(*bound.facts), std::nullopt, line, shown(file));
}

Reply Session::save(std::string_view line, std::size_t rest) {
  constexpr std::string_view kOver = "over ";
  std::string_view named = trimmed(line.substr(rest));
  const bool over = named.substr(0, kOver.size()) == kOver;
  if (over) named.remove_prefix(kOver.size());
  const std::string file = unquoted(named);
  if (file.empty()) return refuse("into which file? write `save FILE`, which ends in .json or .yaml");
  const bool yaml = ends_in(file, ".yaml") || ends_in(file, ".yml");
  // Any other may be a policy: what is typed loses nothing.
  if (!yaml && !ends_in(file, ".json"))
    return refuse(fmt::format("{} is no name for a document of facts: it ends in .json or .yaml", shown(file)));
  const std::string text = yaml ? facts_as_yaml(now_.policy(), now_.facts) : facts_as_json(now_.policy(), now_.facts);
  const BoundFacts read = (yaml ? facts_from_yaml : facts_from_json)(now_.policy(), file, text, FactsLimits{});
  if (!read.facts)
    return refuse(
        fmt::format("{} is not written, for it could not be read again; what is known of these facts has no form "
                    "in a document:\n{}",
                    shown(file), render_text(read.diagnostics, *read.sources, colour())));
  // What this session wrote may be written over, as long as nobody else has changed it since.
  const auto ours = saved_.find(file);
  std::string problem = over                   ? write_over(file, text)
                        : ours == saved_.end() ? write_new(file, text)
                                               : write_over(file, text, ours->second);
  if (problem == kThereAlready || problem == kChangedSince)
    return refuse(fmt::format("{} {}; `save over {}` puts these facts in the place of what is in it", shown(file),
                              problem == kThereAlready ? "is there already" : "was changed since this session wrote it",
                              shown(file)));
  if (!problem.empty()) return refuse(fmt::format("{} is not written: {}", shown(file), problem));
  const bool again = over || ours != saved_.end();
  saved_[file] = text;
  return say(fmt::format("{} {}\n", again ? "Written over" : "Written to", shown(file)));
}

}  // namespace carveout::tool::repl
