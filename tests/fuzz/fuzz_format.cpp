// Any bytes as a policy to be laid out: where they parse, what language/11-layout promises holds; where not, there is
// no layout.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "support/layout_laws.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto broken = carveout::test::broken_layout_law(std::string(data, data + size));
  if (!broken) return 0;
  std::fprintf(stderr, "%s\n", broken->c_str());
  std::abort();
}
