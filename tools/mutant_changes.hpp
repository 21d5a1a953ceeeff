#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "carveout/facts.hpp"

namespace carveout::tool {

// One fact, or the date told from outside, and what it is changed to.
struct Change {
  FactPath path;
  TypeId type{};
  Value value;
  std::optional<Date> as_of = {};  // instead
};

// What of the facts of a scenario is changed, and to what: values that the policy and its scenarios speak of, and those
// beside them. Spec: language/17-coverage, 17.5
class Changes {
 public:
  // The policy must outlive it.
  explicit Changes(const CheckedPolicy& policy);
  ~Changes();
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  [[nodiscard]] std::vector<Change> of(const ScenarioFacts& given) const;

 private:
  class Pool;
  std::unique_ptr<const Pool> pool_;
};

}  // namespace carveout::tool
