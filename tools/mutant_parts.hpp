#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "mutants.hpp"

// Parts of what mutants.cpp makes.
namespace carveout::tool {

// A literal as it is written, one less and one more: of a number its last decimal place, of a date a day, of a duration
// the last unit that is written. None below zero, or that would be no literal.
[[nodiscard]] std::vector<std::string> numbers_beside(std::string_view written);
[[nodiscard]] std::vector<std::string> dates_beside(std::string_view written);
[[nodiscard]] std::vector<std::string> durations_beside(std::string_view written);

// Adds the root policy's clauses and the exceptions to definitions in some files, each taken out with all that it is
// spelt out to.
void add_removals(const Loaded& loaded, const std::vector<FileId>& files, std::vector<Mutant>& out);

}  // namespace carveout::tool
