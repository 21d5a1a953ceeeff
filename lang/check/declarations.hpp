#pragma once

#include <optional>
#include <span>
#include <string>

#include "check/context.hpp"

// The steps of check_parameters_lists_defines.
namespace carveout::check {

// The text of a declaration's `cites`, or "".
[[nodiscard]] std::string cites_of(const Context& context, ModuleId module, NodeId node);

// --- lists.cpp
// The period of a version of a list, which stands before its entries: those after them are of entries.
[[nodiscard]] std::optional<NodeId> period_of_list(const Context& context, ModuleId module, NodeId list);
// `declared`: the element type that is written; none: by the first entry.
void check_list(Context& context, const Symbol& symbol, std::optional<TypeId> declared);

// --- list_files.cpp
// The entries that a `from "file" column …` names. The list has its type.
void read_list_file(Context& context, ModuleId module, NodeId from, NamedList& list);

// --- defines.cpp
struct DeclaredDefine {
  const Symbol* symbol = nullptr;
  std::optional<TypeId> type;    // of its value, where one is written
  std::vector<NodeId> versions;  // in the order of the text
};
// All defines, by id: arguments first, then bodies in the order in which they use each other.
void check_defines(Context& context, std::span<const DeclaredDefine> defines);

// --- define_exceptions.cpp
// What each exception to definitions is an exception to, and the other way round.
struct ExceptionsOfDefinitions {
  std::vector<std::vector<DefineId>> definitions;         // by DefineExceptionId: those it is, directly or not, one to
  std::vector<std::vector<DefineExceptionId>> of_define;  // by DefineId: its exceptions, and those to them
};
[[nodiscard]] ExceptionsOfDefinitions resolve_define_exceptions(Context& context);
// Everything that the value of an exception rests on: its value, its conditions and the scopes of the parts around it.
[[nodiscard]] std::vector<NodeId> parts_of_exception(const Context& context, DefineExceptionId id);
// Conditions and value of one exception, once the type of what it is an exception to is known. False where something
// is missing.
bool check_define_exception(Context& context, DefineExceptionId id, std::span<const LocalName> arguments, TypeId type);
// One exception to several definitions: they take the same arguments and give one type.
void check_exceptions_to_several(Context& context, const ExceptionsOfDefinitions& exceptions);

// --- versions.cpp
struct Version {
  Period period;
  Span name;
};
[[nodiscard]] bool starts_before(const Period& a, const Period& b);
// Versions of one name, in the order of the text, must follow each other in time.
void check_versions_of(Context& context, std::string_view name, std::vector<Version> versions);

}  // namespace carveout::check
