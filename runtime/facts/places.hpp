#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "carveout/fact_paths.hpp"
#include "carveout/lang/checked.hpp"

namespace carveout::facts {

// Numbers the places in the facts of one request: each fact, each field of a record, each element of a list. Places
// come in blocks: the elements of one list are a block, and one field of all records of a block is a block again, so
// that a field of a million elements takes no more room than that of one. Not thread safe while places are added.
class PlaceTable {
 public:
  explicit PlaceTable(std::shared_ptr<const CheckedPolicy> policy);

  [[nodiscard]] Place fact(FactId id);
  // The governing date told from outside.
  [[nodiscard]] Place as_of();
  [[nodiscard]] Place field(Place record, std::uint32_t index);
  [[nodiscard]] Place element(Place list, std::uint32_t index);
  // By the path of a fact.
  [[nodiscard]] Place at(const FactPath& path);

  [[nodiscard]] TypeId type(Place place) const noexcept { return blocks_[place.block].type; }
  [[nodiscard]] std::string text(Place place) const;
  [[nodiscard]] std::optional<FactPath> path(Place place) const;

  // Each once, in the order of their texts: names by their bytes, elements by their numbers. O(n log n).
  [[nodiscard]] std::vector<Place> in_order(std::vector<Place> places) const;

 private:
  friend class PlaceOrder;
  // All places that one more step leads to.
  struct Block {
    std::uint32_t parent = 0;        // the block that the step is taken from
    std::uint32_t parent_index = 0;  // of elements: their list in that block
    std::uint32_t field = 0;         // of a field: which; of a fact, its id
    bool elements = false;
    TypeId type{};
  };
  [[nodiscard]] std::uint32_t field_block(std::uint32_t parent, std::uint32_t field, TypeId type);
  [[nodiscard]] const std::string& name(const Block& block) const;

  std::shared_ptr<const CheckedPolicy> policy_;
  std::vector<Block> blocks_;                                // INVARIANT: a parent stands before its children
  std::unordered_map<std::uint64_t, std::uint32_t> fields_;  // by block and field
  std::unordered_map<std::uint64_t, std::uint32_t> lists_;   // the block of a list's elements, by the list's place
};

}  // namespace carveout::facts
