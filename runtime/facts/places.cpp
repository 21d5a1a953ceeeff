#include "facts/places.hpp"

#include <algorithm>

#include "facts/place_order.hpp"

namespace carveout::facts {
namespace {

constexpr std::uint32_t kRoot = 0;  // the block of what all facts are fields of
const std::string kAsOf = "as of";

std::uint64_t key(std::uint32_t high, std::uint32_t low) {
  return (static_cast<std::uint64_t>(high) << 32) | low;
}

}  // namespace

PlaceTable::PlaceTable(std::shared_ptr<const CheckedPolicy> policy) : policy_(std::move(policy)), blocks_(1) {}

std::uint32_t PlaceTable::field_block(std::uint32_t parent, std::uint32_t field, TypeId type) {
  const auto [it, fresh] = fields_.try_emplace(key(parent, field), static_cast<std::uint32_t>(blocks_.size()));
  if (fresh) blocks_.push_back({parent, 0, field, false, type});
  return it->second;
}

Place PlaceTable::fact(FactId id) {
  return {field_block(kRoot, index_of(id), policy_->facts[index_of(id)].type), 0};
}

Place PlaceTable::as_of() {
  return {field_block(kRoot, static_cast<std::uint32_t>(policy_->facts.size()), kDate), 0};
}

Place PlaceTable::field(Place record, std::uint32_t index) {
  return {field_block(record.block, index, (*policy_)[type(record)].fields[index].type), record.index};
}

Place PlaceTable::element(Place list, std::uint32_t index) {
  const auto [it, fresh] = lists_.try_emplace(key(list.block, list.index), static_cast<std::uint32_t>(blocks_.size()));
  if (fresh) blocks_.push_back({list.block, list.index, 0, true, (*policy_)[type(list)].element});
  return {it->second, index};
}

Place PlaceTable::at(const FactPath& path) {
  Place out = fact(path.fact);
  for (const PathStep step : path.steps) out = step.element ? element(out, step.index) : field(out, step.index);
  return out;
}

const std::string& PlaceTable::name(const Block& block) const {
  if (block.parent != kRoot) return (*policy_)[blocks_[block.parent].type].fields[block.field].name;
  return block.field < policy_->facts.size() ? policy_->facts[block.field].name : kAsOf;
}

std::optional<FactPath> PlaceTable::path(Place place) const {
  FactPath out;
  while (blocks_[place.block].parent != kRoot) {
    const Block& block = blocks_[place.block];
    out.steps.push_back({block.elements, block.elements ? place.index : block.field});
    place = {block.parent, block.elements ? block.parent_index : place.index};
  }
  const std::uint32_t fact = blocks_[place.block].field;
  if (fact >= policy_->facts.size()) return std::nullopt;
  out.fact = FactId{fact};
  std::reverse(out.steps.begin(), out.steps.end());
  return out;
}

std::string PlaceTable::text(Place place) const {
  const auto found = path(place);
  return found ? policy_->path_text(*found) : kAsOf;
}

std::vector<Place> PlaceTable::in_order(std::vector<Place> places) const {
  return PlaceOrder(*this, std::move(places)).take();
}

}  // namespace carveout::facts

namespace carveout {

FactPaths::FactPaths(std::shared_ptr<const facts::PlaceTable> table, std::vector<facts::Place> places)
    : table_(std::move(table)), places_(table_->in_order(std::move(places))) {}

std::string FactPaths::text(std::size_t i) const {
  return table_->text(places_[i]);
}

std::optional<FactPath> FactPaths::path(std::size_t i) const {
  return table_->path(places_[i]);
}

TypeId FactPaths::type(std::size_t i) const {
  return table_->type(places_[i]);
}

bool operator==(const FactPaths& a, const FactPaths& b) {
  if (a.size() != b.size()) return false;
  if (a.table_ == b.table_) return a.places_ == b.places_;
  return std::equal(a.begin(), a.end(), b.begin());
}

}  // namespace carveout
