#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "carveout/lang/checked.hpp"
#include "properties/random.hpp"

namespace carveout::properties {

// Facts by their names, so that they can be told to a policy whose declarations stand in another order.
using NamedFacts = std::map<std::string, Value>;

// Facts of which each single one is known with the chance `known` in a hundred; 100: all of them.
[[nodiscard]] NamedFacts random_facts(const CheckedPolicy& policy, Random& random, unsigned known);
// The same facts, and more: what is unknown becomes known with a chance.
[[nodiscard]] NamedFacts extended(const CheckedPolicy& policy, const NamedFacts& facts, Random& random, unsigned known);
// Of the facts only those whose paths are among these; of a list that is, how many elements it has.
[[nodiscard]] NamedFacts restricted(const CheckedPolicy& policy, const NamedFacts& facts,
                                    const std::vector<std::string>& paths);
// All ways of completing facts that are yes/no, of a closed type, or records of such; nothing if there are more than
// `most`.
[[nodiscard]] std::vector<NamedFacts> completions(const CheckedPolicy& policy, const NamedFacts& facts,
                                                  std::size_t most);
// The paths of the lists that are known.
[[nodiscard]] std::set<std::string> known_lists(const CheckedPolicy& policy, const NamedFacts& facts);
// The same with one fact less, one element of a list less.
[[nodiscard]] std::vector<NamedFacts> smaller(const CheckedPolicy& policy, const NamedFacts& facts);

// One value for each fact of the policy, in its order.
[[nodiscard]] std::vector<Value> in_order(const CheckedPolicy& policy, const NamedFacts& facts);
[[nodiscard]] std::string facts_text(const CheckedPolicy& policy, const NamedFacts& facts);

}  // namespace carveout::properties
