#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "facts/places.hpp"

namespace carveout::facts {

// Puts places in the order of their texts (names by their bytes, elements by their numbers) without making the texts:
// it walks the tree that the places span, at each place in the order in which the texts of what is below it go on.
class PlaceOrder {
 public:
  PlaceOrder(const PlaceTable& table, std::vector<Place> places);
  [[nodiscard]] std::vector<Place> take();

 private:
  // A way on from a record: into a field and the fields of that, or into the elements of a field that is a list.
  struct Way {
    std::string text;  // how paths that go this way go on
    std::uint32_t block = 0;
    bool elements = false;
  };
  struct Marked {
    std::vector<std::uint32_t> here;   // places that are wanted
    std::vector<std::uint32_t> below;  // places with something wanted below them
    std::vector<Way> ways;
  };
  void mark_parent(std::uint32_t block, const Marked& marked);
  void tell(std::uint32_t block, std::uint32_t index);
  void below(std::uint32_t block, std::uint32_t index);
  void elements(std::uint32_t block, std::uint32_t index);

  const PlaceTable& table_;
  std::map<std::uint32_t, Marked, std::greater<>> marked_;  // by block, children first
  std::vector<Place> out_;
};

}  // namespace carveout::facts
