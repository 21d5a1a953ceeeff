#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "check/context.hpp"

// Actions with a parameter: `action disclose(item: DataItem)` is an action for each member of the type.
namespace carveout::check {

// The actions of every file get their ids here, in the order of the symbols.
void declare_actions(Context& context);

enum class Groups : std::uint8_t { Refused, Taken };
// What a Path or an Items stands for: an action, one with a parameter for every item or for some, or a group. Nothing
// after a diagnostic.
[[nodiscard]] std::vector<ActionId> actions_named(Context& context, ModuleId m, NodeId node, Groups groups);
// The same of the Path or Call that stands where an expression may: nothing, and no diagnostic, where that names no
// action.
[[nodiscard]] std::optional<std::vector<ActionId>> actions_in_expression(Context& context, ModuleId m, NodeId node);
// The path in a Path or an Items.
[[nodiscard]] NodeId path_of(const Context& context, ModuleId m, NodeId node);

// The parameter that the conditions of a clause may test: of the first action it names that has one.
struct ItemScope {
  std::optional<VariableId> variable;
  std::string name;
  TypeId type{};
  bool of_every_action = true;  // else the clause may not test it
};
[[nodiscard]] ItemScope item_scope(Context& context, ClauseId clause);
// Where an expression reads a variable, if it does.
[[nodiscard]] std::optional<Span> place_of_variable(const CheckedPolicy& policy, std::span<const ExprId> expressions,
                                                    VariableId variable);

}  // namespace carveout::check
