#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "carveout/explain.hpp"
#include "commands.hpp"
#include "diagnostics.hpp"
#include "input.hpp"
#include "policy_file.hpp"

namespace carveout::tool {
namespace {

// "there is no action `shar`: did you mean `share`?"; without a near one, what there is.
std::string no_such(std::string_view kind, std::string_view name, const std::vector<std::string_view>& known) {
  constexpr std::size_t kListed = 12;
  const std::string_view near = nearest(name, known);
  if (!near.empty()) return fmt::format("there is no {} `{}`: did you mean `{}`?", kind, shown(name), shown(near));
  if (known.empty()) return fmt::format("there is no {} `{}`: the policy has none", kind, shown(name));
  std::string list;
  for (std::size_t i = 0; i < std::min(known.size(), kListed); ++i)
    list += fmt::format("{}`{}`", i == 0 ? "" : ", ", shown(known[i]));
  if (known.size() > kListed) list += ", …";
  return fmt::format("there is no {} `{}`; those of the policy are {}", kind, shown(name), list);
}

// By the name of the file; where that does not say, JSON begins with a bracket.
bool is_yaml(std::string_view name, std::string_view text) {
  const auto ends_in = [&](std::string_view ending) {
    return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
  };
  if (ends_in(".json")) return false;
  if (ends_in(".yaml") || ends_in(".yml")) return true;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && text[first] != '{' && text[first] != '[';
}

template <class Things>
std::vector<std::string_view> names_of(const Things& things) {
  std::vector<std::string_view> out;
  for (const auto& thing : things) out.emplace_back(thing.name);
  return out;
}

// One question about one policy, put together piece by piece; the first piece that is at fault ends it.
class Question {
 public:
  Question(const AskCommand& command, Streams& streams) : command_(command), streams_(streams) {}

  Exit answer() {
    Exit exit = consistent();
    if (exit == Exit::Good) exit = open_policy(command_.policy, streams_, file_);
    if (exit == Exit::Good) exit = find_asked();
    if (exit == Exit::Good) exit = leave_out();
    if (exit == Exit::Good) exit = command_.scenario ? facts_of_a_scenario() : facts_of_a_document();
    if (exit == Exit::Good) decide_all();
    return exit;
  }

 private:
  Exit refuse(std::string_view message) {
    complain(streams_, message);
    return Exit::CommandAtFault;
  }

  Exit consistent() {
    if (command_.facts && command_.scenario)
      return refuse("`--facts` and `--scenario` both give the facts: keep one of the two");
    if (!command_.facts && !command_.scenario)
      return refuse(
          "no facts: give `--facts FILE`, `--facts -` for the standard input, or `--scenario NAME`\n"
          "where nothing is known, the file holds `{}`");
    const auto is_standard_input = [](std::string_view name) { return name == "-" || name == "/dev/stdin"; };
    if (is_standard_input(command_.policy) && command_.facts && is_standard_input(*command_.facts))
      return refuse("the policy and the facts cannot both come from the standard input");
    if (!command_.as_of) return Exit::Good;
    options_.as_of = Date::parse(*command_.as_of);
    if (options_.as_of) return Exit::Good;
    return refuse(fmt::format("`--as-of {}`: that is not a day of the calendar; write one like 2018-01-31",
                              shown(*command_.as_of)));
  }

  Exit find_asked() {
    const CheckedPolicy& policy = *file_.loaded.policy;
    for (const std::string& asked : command_.asked) {
      for (const std::string& name : with_each_item(asked)) {
        if (const Exit exit = find_one(name); exit != Exit::Good) return exit;
      }
    }
    if (!command_.asked.empty()) return Exit::Good;
    for (std::uint32_t i = 0; i < policy.actions.size(); ++i) actions_.push_back(ActionId{i});
    return actions_.empty() ? refuse("the policy declares no action, so there is nothing to ask about") : Exit::Good;
  }

  // `disclose(name, address)` is two names.
  static std::vector<std::string> with_each_item(const std::string& asked) {
    const std::size_t open = asked.find('(');
    if (open == std::string::npos || asked.back() != ')') return {asked};
    std::vector<std::string> out;
    std::string item;
    for (const char c : asked.substr(open + 1)) {
      if (c == ',' || c == ')')
        out.push_back(asked.substr(0, open) + '(' + std::exchange(item, {}) + ')');
      else if (c != ' ')
        item += c;
    }
    return out;
  }

  Exit find_one(const std::string& name) {
    const CheckedPolicy& policy = *file_.loaded.policy;
    const auto group = std::find_if(policy.action_groups.begin(), policy.action_groups.end(),
                                    [&](const ActionGroup& g) { return g.name == name; });
    if (const auto action = policy.find_action(name)) {
      add_once(actions_, *action);
    } else if (group != policy.action_groups.end()) {
      for (const ActionId one : group->actions) add_once(actions_, one);
    } else if (const auto define = policy.find_define(name)) {
      if (!policy.defines[index_of(*define)].parameters.empty())
        return refuse(
            fmt::format("`{}` takes arguments, and has no value without them: ask about a definition that has "
                        "none",
                        shown(name)));
      add_once(defines_, *define);
    } else {
      std::vector<std::string_view> known;
      const bool of_item = name.find('(') != std::string::npos;
      for (const Action& one : policy.actions) {
        if (of_item || !one.family) known.emplace_back(one.name);
      }
      for (const ActionGroup& one : policy.action_groups) known.emplace_back(one.name);
      for (const Define& one : policy.defines) {
        if (one.parameters.empty()) known.emplace_back(one.name);
      }
      return refuse(no_such("action or definition", name, known));
    }
    return Exit::Good;
  }

  template <class Id>
  static void add_once(std::vector<Id>& to, Id id) {
    if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
  }

  Exit leave_out() {
    if (command_.without.empty()) return Exit::Good;
    const CheckedPolicy& policy = *file_.loaded.policy;
    Without without;
    for (const std::string& name : command_.without) {
      const std::vector<ClauseId> versions = policy.find_clauses(name);
      without.clauses.insert(without.clauses.end(), versions.begin(), versions.end());
      if (!versions.empty()) continue;
      const std::vector<DefineExceptionId> exceptions = policy.find_define_exceptions(name);
      without.define_exceptions.insert(without.define_exceptions.end(), exceptions.begin(), exceptions.end());
      if (!exceptions.empty()) continue;
      const auto whole = policy.find_policy(name);
      if (!whole) return refuse(no_such_clause(name));
      without.policies.push_back(*whole);
    }
    compile_file(file_, without);
    if (file_.plan) return Exit::Good;
    show_errors(file_.loaded.diagnostics, *file_.loaded.sources, streams_);
    return Exit::PolicyAtFault;
  }

  [[nodiscard]] std::string no_such_clause(const std::string& name) const {
    const CheckedPolicy& policy = *file_.loaded.policy;
    std::vector<std::string> names;
    for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) names.push_back(policy.clause_name(ClauseId{i}));
    for (const DefineException& one : policy.define_exceptions) names.push_back(one.name);
    if (policy.policies.size() > 1) {
      for (const PolicyInfo& one : policy.policies) names.push_back(one.name);
    }
    return no_such("clause", name, {names.begin(), names.end()});
  }

  Exit facts_of_a_scenario() {
    const CheckedPolicy& policy = *file_.loaded.policy;
    const auto found = std::find_if(policy.scenarios.begin(), policy.scenarios.end(),
                                    [&](const Scenario& s) { return !s.common && s.name == *command_.scenario; });
    if (found == policy.scenarios.end()) {
      std::vector<std::string_view> known;
      for (const Scenario& scenario : policy.scenarios) {
        if (!scenario.common) known.emplace_back(scenario.name);
      }
      return refuse(no_such("scenario", *command_.scenario, known));
    }
    ScenarioFacts given = facts_of_scenario(policy, static_cast<std::size_t>(found - policy.scenarios.begin()));
    if (!given.diagnostics.empty()) {
      show_errors(given.diagnostics, *file_.loaded.sources, streams_);
      return Exit::PolicyAtFault;
    }
    facts_ = std::move(given.facts);
    if (!options_.as_of) options_.as_of = given.as_of;
    return Exit::Good;
  }

  Exit facts_of_a_document() {
    Input input = read_argument(*command_.facts, FactsLimits{}.document_bytes);
    if (!input.text) return refuse(cannot_read(input));
    const bool yaml = is_yaml(input.name, *input.text);
    BoundFacts bound = (yaml ? facts_from_yaml : facts_from_json)(*file_.loaded.policy, input.name,
                                                                  std::move(*input.text), FactsLimits{});
    if (bound.facts) {
      facts_ = std::move(*bound.facts);
      return Exit::Good;
    }
    show_errors(bound.diagnostics, *bound.sources, streams_);
    streams_.err.write('\n' + summary_of(bound.diagnostics, input.name) + '\n');
    return Exit::CommandAtFault;
  }

  void decide_all() {
    AnswerContext context{file_.loaded.policy, file_.loaded.sources, facts_,
                          governing_dates(*file_.plan, facts_, options_)};
    Answers answers;
    for (const ActionId action : actions_) {
      Decision decision = decide(*file_.plan, facts_, action, options_);
      Explanation explanation = explain(*file_.plan, facts_, decision, options_);
      answers.actions.push_back({std::move(decision), std::move(explanation)});
    }
    for (const DefineId define : defines_)
      answers.values.push_back(explain_value(*file_.plan, facts_, define, options_));
    Stream& out = streams_.out;
    if (command_.format == Format::Json)
      answers_json(context, answers, [&](std::string_view piece) { out.write(piece); });
    else
      out.write(answers_text(context, answers, out.width(), out.colour() ? Ink::Coloured : Ink::Plain));
  }

  const AskCommand& command_;
  Streams& streams_;
  PolicyFile file_;
  std::vector<ActionId> actions_;
  std::vector<DefineId> defines_;
  Facts facts_;
  DecideOptions options_;
};

}  // namespace

Exit run_ask(const AskCommand& command, Streams& streams) {
  return Question(command, streams).answer();
}

}  // namespace carveout::tool
