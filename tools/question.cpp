#include "question.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "diagnostics.hpp"
#include "input.hpp"

namespace carveout::tool {
namespace {

template <class Id>
void add_once(std::vector<Id>& to, Id id) {
  if (std::find(to.begin(), to.end(), id) == to.end()) to.push_back(id);
}

// `disclose(name, address)` is two names.
std::vector<std::string> with_each_item(const std::string& asked) {
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

std::string no_such_action(const CheckedPolicy& policy, const std::string& name) {
  std::vector<std::string_view> known;
  const bool of_item = name.find('(') != std::string::npos;
  for (const Action& one : policy.actions) {
    if (of_item || !one.family) known.emplace_back(one.name);
  }
  for (const ActionGroup& one : policy.action_groups) known.emplace_back(one.name);
  for (const Define& one : policy.defines) {
    if (one.parameters.empty()) known.emplace_back(one.name);
  }
  return no_such("action or definition", name, known);
}

std::string no_such_clause(const CheckedPolicy& policy, const std::string& name) {
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) names.push_back(policy.clause_name(ClauseId{i}));
  for (const DefineException& one : policy.define_exceptions) names.push_back(one.name);
  if (policy.policies.size() > 1) {
    for (const PolicyInfo& one : policy.policies) names.push_back(one.name);
  }
  return no_such("clause", name, {names.begin(), names.end()});
}

std::string find_one(const CheckedPolicy& policy, const std::string& name, Asked& out) {
  const auto group = std::find_if(policy.action_groups.begin(), policy.action_groups.end(),
                                  [&](const ActionGroup& g) { return g.name == name; });
  if (const auto action = policy.find_action(name)) {
    add_once(out.actions, *action);
  } else if (group != policy.action_groups.end()) {
    for (const ActionId one : group->actions) add_once(out.actions, one);
  } else if (const auto define = policy.find_define(name)) {
    if (!policy.defines[index_of(*define)].parameters.empty())
      return fmt::format("`{}` takes arguments, and has no value without them: ask about a definition that has none",
                         shown(name));
    add_once(out.defines, *define);
  } else {
    return no_such_action(policy, name);
  }
  return {};
}

class Opening {
 public:
  Opening(const QuestionArguments& arguments, Streams& streams, Question& out)
      : arguments_(arguments), streams_(streams), out_(out) {}

  Exit run() {
    Exit exit = consistent();
    if (exit == Exit::Good) exit = open_policy(arguments_.policy, streams_, out_.file);
    if (exit == Exit::Good) exit = asked();
    if (exit == Exit::Good) exit = leave_out();
    if (exit != Exit::Good) return exit;
    return arguments_.scenario ? facts_of_a_scenario()
                               : read_facts(out_.policy(), *arguments_.facts, streams_, out_.facts);
  }

 private:
  Exit refuse(std::string_view message) {
    if (message.empty()) return Exit::Good;
    complain(streams_, message);
    return Exit::CommandAtFault;
  }

  Exit consistent() {
    if (arguments_.facts && arguments_.scenario)
      return refuse("`--facts` and `--scenario` both give the facts: keep one of the two");
    if (!arguments_.facts && !arguments_.scenario)
      return refuse(
          "no facts: give `--facts FILE`, `--facts -` for the standard input, or `--scenario NAME`\n"
          "where nothing is known, the file holds `{}`");
    const auto is_standard_input = [](std::string_view name) { return name == "-" || name == "/dev/stdin"; };
    if (is_standard_input(arguments_.policy) && arguments_.facts && is_standard_input(*arguments_.facts))
      return refuse("the policy and the facts cannot both come from the standard input");
    if (!arguments_.as_of) return Exit::Good;
    out_.options.as_of = Date::parse(*arguments_.as_of);
    if (out_.options.as_of) return Exit::Good;
    return refuse(fmt::format("`--as-of {}`: that is not a day of the calendar; write one like 2018-01-31",
                              shown(*arguments_.as_of)));
  }

  Exit asked() {
    for (const std::string& name : arguments_.asked) {
      if (const Exit exit = refuse(find_asked(out_.policy(), name, out_.asked)); exit != Exit::Good) return exit;
    }
    if (!arguments_.asked.empty()) return Exit::Good;
    for (std::uint32_t i = 0; i < out_.policy().actions.size(); ++i) out_.asked.actions.push_back(ActionId{i});
    return out_.asked.actions.empty() ? refuse("the policy declares no action, so there is nothing to ask about")
                                      : Exit::Good;
  }

  Exit leave_out() {
    if (arguments_.without.empty()) return Exit::Good;
    Without without;
    for (const std::string& name : arguments_.without) {
      if (const Exit exit = refuse(find_without(out_.policy(), name, without)); exit != Exit::Good) return exit;
    }
    compile_file(out_.file, without);
    if (out_.file.plan) return Exit::Good;
    show_errors(out_.file.loaded.diagnostics, *out_.file.loaded.sources, streams_);
    return Exit::PolicyAtFault;
  }

  Exit facts_of_a_scenario() {
    std::size_t scenario = 0;
    if (const Exit exit = refuse(find_scenario(out_.policy(), *arguments_.scenario, scenario)); exit != Exit::Good)
      return exit;
    ScenarioFacts given = facts_of_scenario(out_.policy(), scenario);
    if (!given.diagnostics.empty()) {
      show_errors(given.diagnostics, *out_.file.loaded.sources, streams_);
      return Exit::PolicyAtFault;
    }
    out_.facts = std::move(given.facts);
    if (!out_.options.as_of) out_.options.as_of = given.as_of;
    return Exit::Good;
  }

  const QuestionArguments& arguments_;
  Streams& streams_;
  Question& out_;
};

}  // namespace

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

bool is_yaml(std::string_view name, std::string_view text) {
  const auto ends_in = [&](std::string_view ending) {
    return name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending;
  };
  if (ends_in(".json")) return false;
  if (ends_in(".yaml") || ends_in(".yml")) return true;
  const std::size_t first = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && text[first] != '{' && text[first] != '[';
}

std::string find_asked(const CheckedPolicy& policy, const std::string& name, Asked& out) {
  for (const std::string& one : with_each_item(name)) {
    if (std::string problem = find_one(policy, one, out); !problem.empty()) return problem;
  }
  return {};
}

std::string find_without(const CheckedPolicy& policy, const std::string& name, Without& out) {
  const std::vector<ClauseId> versions = policy.find_clauses(name);
  out.clauses.insert(out.clauses.end(), versions.begin(), versions.end());
  if (!versions.empty()) return {};
  const std::vector<DefineExceptionId> exceptions = policy.find_define_exceptions(name);
  out.define_exceptions.insert(out.define_exceptions.end(), exceptions.begin(), exceptions.end());
  if (!exceptions.empty()) return {};
  const auto whole = policy.find_policy(name);
  if (!whole) return no_such_clause(policy, name);
  out.policies.push_back(*whole);
  return {};
}

std::string find_scenario(const CheckedPolicy& policy, const std::string& name, std::size_t& out) {
  const auto found = std::find_if(policy.scenarios.begin(), policy.scenarios.end(),
                                  [&](const Scenario& s) { return !s.common && s.name == name; });
  out = static_cast<std::size_t>(found - policy.scenarios.begin());
  if (found != policy.scenarios.end()) return {};
  std::vector<std::string_view> known;
  for (const Scenario& scenario : policy.scenarios) {
    if (!scenario.common) known.emplace_back(scenario.name);
  }
  return no_such("scenario", name, known);
}

Exit read_facts(const CheckedPolicy& policy, const std::string& argument, Streams& streams, Facts& out) {
  Input input = read_argument(argument, FactsLimits{}.document_bytes);
  if (!input.text) {
    complain(streams, cannot_read(input));
    return Exit::CommandAtFault;
  }
  const bool yaml = is_yaml(input.name, *input.text);
  BoundFacts bound =
      (yaml ? facts_from_yaml : facts_from_json)(policy, input.name, std::move(*input.text), FactsLimits{});
  if (bound.facts) {
    out = std::move(*bound.facts);
    return Exit::Good;
  }
  show_errors(bound.diagnostics, *bound.sources, streams);
  streams.err.write('\n' + summary_of(bound.diagnostics, input.name) + '\n');
  return Exit::CommandAtFault;
}

Exit open_question(const QuestionArguments& arguments, Streams& streams, Question& out) {
  return Opening(arguments, streams, out).run();
}

}  // namespace carveout::tool
