#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "carveout/explain.hpp"

// What the policy that is open declares, in its own words and in a table.
namespace carveout::tool::repl {

struct Shown {
  std::string text;
  std::string problem;  // why there is nothing to show
};

struct ClauseList {
  std::string prefix;           // of their names; empty: all
  std::vector<ActionId> about;  // those that speak of one of these, or take from those that do; empty: all
};
// A row for each: whether it is in force on the present facts, its name, citation and title.
[[nodiscard]] std::string clauses_table(const CheckedPolicy& policy, const std::vector<ClauseState>& states,
                                        const std::vector<std::string>& suspended, const ClauseList& wanted,
                                        std::size_t width);
// Anything that has a name: as the policy writes it, where, and what stands in relation to it.
[[nodiscard]] Shown show_named(const CheckedPolicy& policy, const SourceMap& sources, const std::string& name,
                               std::size_t width);
// The entries of a list, or the names of all.
[[nodiscard]] Shown show_list(const CheckedPolicy& policy, const std::string& name, std::size_t width);
// The members or fields of a type, or the names of all.
[[nodiscard]] Shown show_type(const CheckedPolicy& policy, const std::string& name, std::size_t width);
// "from 2018-01-01 until 2019-01-01".
[[nodiscard]] std::string period_words(const Period& period);
[[nodiscard]] std::string type_name(const CheckedPolicy& policy, TypeId type);
// What `show` takes.
[[nodiscard]] std::vector<std::string> shown_names(const CheckedPolicy& policy);

}  // namespace carveout::tool::repl
