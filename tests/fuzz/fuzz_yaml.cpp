// Any bytes are taken as a YAML document of facts, without a crash: there are facts, or there is an error that can be
// shown, never both.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "carveout/facts.hpp"
#include "support/hand_made_policy.hpp"

namespace {

using namespace carveout;

void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const CheckedPolicy policy = testing::hand_made_policy();
  const BoundFacts bound = facts_from_yaml(policy, "request.yaml", {reinterpret_cast<const char*>(data), size});
  require(bound.sources != nullptr);
  require(bound.facts.has_value() == bound.diagnostics.empty());
  require(bound.diagnostics.empty() || !render_text(bound.diagnostics, *bound.sources, Colour::Never).empty());
  if (bound.facts) require(bound.facts->roots.size() == policy.facts.size());
  return 0;
}
