#include "facts/problems.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace carveout::facts {
namespace {

// LIMIT: a reader takes in a short list; the declaration has the rest.
constexpr std::size_t kMaxListed = 8;

std::string_view built_in_phrase(TypeKind kind) noexcept {
  switch (kind) {
    case TypeKind::YesNo:
      return "a yes/no";
    case TypeKind::Number:
      return "a number";
    case TypeKind::Text:
      return "a text";
    case TypeKind::Date:
      return "a date";
    case TypeKind::Time:
      return "a time";
    case TypeKind::Duration:
      return "a duration";
    case TypeKind::Section:
      return "a section";
    case TypeKind::Closed:
    case TypeKind::Record:
    case TypeKind::List:
      break;
  }
  return "a value";
}

}  // namespace

void Problems::wrong_type(TypeId expected, Span span, std::string_view found) {
  report(DiagnosticId::FactWrongType, span,
         {{"fact", fact()},
          {"type", type_phrase(policy_, expected)},
          {"found", found},
          {"example", json_example(policy_, expected)}});
}

std::string type_phrase(const CheckedPolicy& policy, TypeId id) {
  const Type& type = policy[id];
  switch (type.kind) {
    case TypeKind::Closed:
      return fmt::format("one of `{}`", type.name);
    case TypeKind::Record:
      return fmt::format("a record, `{}`", type.name);
    case TypeKind::List:
      return fmt::format("a list of `{}`", policy[type.element].name);
    case TypeKind::YesNo:
    case TypeKind::Number:
    case TypeKind::Text:
    case TypeKind::Date:
    case TypeKind::Time:
    case TypeKind::Duration:
    case TypeKind::Section:
      break;
  }
  if (!type.base) return std::string(built_in_phrase(type.kind));
  return fmt::format("{} (`{}`)", built_in_phrase(type.kind), type.name);
}

std::string json_example(const CheckedPolicy& policy, TypeId id) {
  const Type& type = policy[id];
  switch (type.kind) {
    case TypeKind::YesNo:
      return "`true` or `false`";
    case TypeKind::Number:
      return "a number such as `12.5`";
    case TypeKind::Text:
      return "a text in double quotes";
    case TypeKind::Date:
      return "`\"2018-01-31\"`";
    case TypeKind::Time:
      return "`\"2018-01-31T15:00:00-05:00\"`";
    case TypeKind::Duration:
      return "`\"1 year 6 months\"` or `\"48 hours\"`";
    case TypeKind::Section:
      return "a citation such as `\"PL 160.10(2)\"`";
    case TypeKind::Closed:
      return type.members.empty() ? "a name" : fmt::format("a name such as `\"{}\"`", type.members.front().name);
    case TypeKind::Record:
      return type.fields.empty() ? "`{}`" : fmt::format("`{{\"{}\": …}}`", type.fields.front().name);
    case TypeKind::List:
      return "`[…]`, with an element for each";
  }
  return {};
}

std::string listed(const std::vector<std::string_view>& names) {
  std::string text;
  const std::size_t shown = std::min(names.size(), kMaxListed);
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += fmt::format("`{}`", names[i]);
  }
  if (names.size() > shown) text += fmt::format(" and {} more", names.size() - shown);
  return text;
}

}  // namespace carveout::facts
