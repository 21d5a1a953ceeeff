#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_set>
#include <vector>

#include "carveout/rule_source.hpp"
#include "eval/evaluation.hpp"

namespace carveout::eval {

// Places as they are met; many more than once.
class FoundPlaces {
 public:
  void insert(facts::Place place) {
    places_.push_back(place);
    if (places_.size() >= sort_at_) once_each();
  }
  void insert(const FoundPlaces& others) {
    for (const facts::Place place : others.places_) insert(place);
  }
  // Each once, in no order that means something.
  [[nodiscard]] const std::vector<facts::Place>& places() {
    once_each();
    return places_;
  }
  [[nodiscard]] FactPaths paths(const Evaluation& evaluation) const {
    return places_.empty() ? FactPaths() : FactPaths(evaluation.places(), places_);
  }

 private:
  // So that what is met again and again takes no more room than twice what there is.
  void once_each() {
    std::sort(places_.begin(), places_.end());
    places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
    sort_at_ = std::max(kSortFirst, 2 * places_.size());
  }
  static constexpr std::size_t kSortFirst = 4'096;
  std::vector<facts::Place> places_;
  std::size_t sort_at_ = kSortFirst;
};

// The unknown facts in the unknown parts of a condition or value. False, and none, where the steps do not suffice.
// Spec: language/07-decisions, 7.6.
[[nodiscard]] bool unknown_facts(Evaluation& evaluation, NodeId id, FoundPlaces& out);

// What is told of conditions for which the steps do not suffice: all that is known of the facts they read, or of those
// only that they are read.
enum class Instead : std::uint8_t { AllThatIsKnown, FactsAsAWhole };

// What finding the cited facts has passed through: each condition looked at, and what beside the facts was read there.
struct Passed {
  std::unordered_set<std::uint32_t> nodes;
  std::vector<RuleSource> sources;  // each once, in the order met
  void add(const RuleSource& source) {
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
  }
};

// Facts that settle a settled condition, and what is known of the facts of an unsettled one, of several conditions
// together. As deep as exceptions and definitions nest. Spec: language/07-decisions, 7.9.
void cited_facts(Evaluation& evaluation, std::span<const NodeId> roots, Instead instead, FoundPlaces& out,
                 Passed* passed = nullptr);

}  // namespace carveout::eval
