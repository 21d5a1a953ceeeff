#include "facts/place_order.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace carveout::facts {
namespace {

void sort_once_each(std::vector<std::uint32_t>& indexes) {
  std::sort(indexes.begin(), indexes.end());
  indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
}

bool has(const std::vector<std::uint32_t>& sorted, std::uint32_t index) {
  return std::binary_search(sorted.begin(), sorted.end(), index);
}

}  // namespace

PlaceOrder::PlaceOrder(const PlaceTable& table, std::vector<Place> places) : table_(table) {
  out_.reserve(places.size());
  std::sort(places.begin(), places.end());
  for (auto at = places.begin(); at != places.end();) {
    Marked& marked = marked_[at->block];
    for (const std::uint32_t block = at->block; at != places.end() && at->block == block; ++at)
      marked.here.push_back(at->index);
  }
  // Blocks are met children first; a parent that is not marked yet comes later in the map.
  for (auto& [block, marked] : marked_) {
    sort_once_each(marked.here);
    sort_once_each(marked.below);
    std::sort(marked.ways.begin(), marked.ways.end(), [](const Way& a, const Way& b) { return a.text < b.text; });
    if (block != 0) mark_parent(block, marked);
  }
}

void PlaceOrder::mark_parent(std::uint32_t number, const Marked& marked) {
  const PlaceTable::Block& block = table_.blocks_[number];
  Marked& parent = marked_[block.parent];
  if (block.elements) {
    parent.below.push_back(block.parent_index);
    return;
  }
  parent.below.insert(parent.below.end(), marked.here.begin(), marked.here.end());
  parent.below.insert(parent.below.end(), marked.below.begin(), marked.below.end());
  const std::string& name = table_.name(block);
  parent.ways.push_back({name, number, false});
  if (!marked.below.empty() && (*table_.policy_)[block.type].kind == TypeKind::List)
    parent.ways.push_back({name + '[', number, true});
}

std::vector<Place> PlaceOrder::take() {
  if (!marked_.empty()) below(0, 0);
  return std::move(out_);
}

void PlaceOrder::tell(std::uint32_t block, std::uint32_t index) {
  if (has(marked_.at(block).here, index)) out_.push_back({block, index});
}

// LIMIT: this and elements() call each other as deep as the declared types nest.
void PlaceOrder::below(std::uint32_t block, std::uint32_t index) {
  const Marked& marked = marked_.at(block);
  if (!has(marked.below, index)) return;
  for (const Way& way : marked.ways) {
    if (way.elements) {
      elements(way.block, index);
      continue;
    }
    tell(way.block, index);
    if ((*table_.policy_)[table_.blocks_[way.block].type].kind == TypeKind::Record) below(way.block, index);
  }
}

void PlaceOrder::elements(std::uint32_t list_block, std::uint32_t list_index) {
  const auto block = table_.lists_.find((static_cast<std::uint64_t>(list_block) << 32) | list_index);
  if (block == table_.lists_.end()) return;
  const auto found = marked_.find(block->second);
  if (found == marked_.end()) return;
  const Marked& marked = found->second;
  std::vector<std::uint32_t> order;
  std::set_union(marked.here.begin(), marked.here.end(), marked.below.begin(), marked.below.end(),
                 std::back_inserter(order));
  const bool lists = (*table_.policy_)[table_.blocks_[block->second].type].kind == TypeKind::List;
  for (const std::uint32_t index : order) {
    tell(block->second, index);
    if (lists)
      elements(block->second, index);
    else
      below(block->second, index);
  }
}

}  // namespace carveout::facts
