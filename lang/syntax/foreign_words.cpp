#include "syntax/foreign_words.hpp"

#include "syntax/scan.hpp"

namespace carveout::syntax {
namespace {

// The longer of two with one beginning stands first.
constexpr Foreign kOperators[] = {
    {"==", "is"},           {"=>", ">="}, {"=<", "<="}, {"=", "is"}, {"!=", "is not"},           {"<>", "is not"},
    {"&&", "and"},          {"&", "and"}, {"||", "or"}, {"|", "or"}, {"\xE2\x89\xA0", "is not"}, {"\xE2\x89\xA4", "<="},
    {"\xE2\x89\xA5", ">="}, {"!", "not"}};

constexpr Foreign kConclusions[] = {
    {"allow", "permit"}, {"allows", "permit"},    {"allowed", "permit"},  {"authorize", "permit"}, {"can", "permit"},
    {"grant", "permit"}, {"may", "permit"},       {"ban", "forbid"},      {"cannot", "forbid"},    {"denies", "forbid"},
    {"deny", "forbid"},  {"disallow", "forbid"},  {"prohibit", "forbid"}, {"prohibits", "forbid"}, {"refuse", "forbid"},
    {"must", "require"}, {"obligate", "require"}, {"oblige", "require"},  {"shall", "require"}};

constexpr Foreign kDeclarations[] = {
    {"article", "clause"},    {"paragraph", "clause"},   {"provision", "clause"}, {"rule", "clause"},
    {"statute", "clause"},    {"constant", "parameter"}, {"const", "parameter"},  {"def", "define"},
    {"definition", "define"}, {"enum", "type"},          {"fn", "define"},        {"func", "define"},
    {"function", "define"},   {"import", "use"},         {"include", "use"},      {"let", "define"},
    {"module", "policy"},     {"package", "policy"},     {"record", "type"},      {"struct", "type"},
    {"test", "scenario"},     {"var", "facts"}};

constexpr Foreign kTypes[] = {
    {"array", "list of …"}, {"bool", "yes/no"},       {"boolean", "yes/no"}, {"datetime", "time"},
    {"decimal", "number"},  {"double", "number"},     {"float", "number"},   {"int", "number"},
    {"integer", "number"},  {"interval", "duration"}, {"money", "number"},   {"str", "text"},
    {"string", "text"},     {"timespan", "duration"}, {"timestamp", "time"}, {"varchar", "text"}};

template <std::size_t N>
[[nodiscard]] std::string_view word_for(const Foreign (&table)[N], std::string_view word) noexcept {
  for (const Foreign& entry : table) {
    if (entry.written == word) return entry.word;
  }
  return {};
}

}  // namespace

Foreign foreign_operator(const char* at, const char* end) noexcept {
  for (const Foreign& entry : kOperators) {
    if (starts_with(at, end, entry.written)) return entry;
  }
  return {};
}

std::string_view conclusion_word(std::string_view word) noexcept {
  return word_for(kConclusions, word);
}
std::string_view declaration_word(std::string_view word) noexcept {
  return word_for(kDeclarations, word);
}
std::string_view type_word(std::string_view word) noexcept {
  return word_for(kTypes, word);
}

}  // namespace carveout::syntax
