#pragma once

#include <cstddef>

namespace carveout::syntax {

// For tests: what PEGTL's analysis finds wrong with the grammar (rules that could loop without reading anything). 0.
[[nodiscard]] std::size_t grammar_problems();

}  // namespace carveout::syntax
