#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "carveout/decision.hpp"
#include "carveout/lang/load.hpp"

namespace carveout::tool {

// One small change of a policy. Most are edits of its text; a declaration that is taken out stays in the text, as what
// names it does. Spec: language/17-coverage, 17.5.
struct Mutant {
  struct Edit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string with;
  };
  FileId file{};
  std::uint32_t begin = 0;              // where it is shown
  std::uint32_t declaration_begin = 0;  // the declaration it is in
  std::uint32_t declaration_end = 0;
  std::string what;         // "`before` for `on or before`"
  std::vector<Edit> edits;  // ascending; none: `without` says all
  Without without;
};

// All mutants of some files of a policy, in the order of the text. O(size) of them.
[[nodiscard]] std::vector<Mutant> mutants_of(const Loaded& loaded, const std::vector<FileId>& files);
[[nodiscard]] std::string mutated(std::string_view text, const Mutant& mutant);
// The lines it changes, as they are and as they become: "- when a", "+ when not (a)".
[[nodiscard]] std::vector<std::string> changed_lines(std::string_view text, const Mutant& mutant);

}  // namespace carveout::tool
