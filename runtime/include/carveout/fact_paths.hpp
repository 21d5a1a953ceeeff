#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carveout/lang/checked.hpp"

namespace carveout {

namespace facts {
class PlaceTable;
// A place in the facts, by its number in a table of them.
struct Place {
  std::uint32_t block = 0;
  std::uint32_t index = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};
}  // namespace facts

// A set of paths in the facts of a request, such as "subject.convictions[2].date", each once, names in the order
// of their bytes and elements in that of their numbers. Eight bytes a path: an answer may turn on every element of a
// list of a million, and a text is made only of a path that is looked at. A value that owns what it needs, but for the
// names: the policy is shared.
class FactPaths {
 public:
  FactPaths() = default;
  // Places of one table in any order, any number of times.
  FactPaths(std::shared_ptr<const facts::PlaceTable> table, std::vector<facts::Place> places);

  [[nodiscard]] std::size_t size() const noexcept { return places_.size(); }
  [[nodiscard]] bool empty() const noexcept { return places_.empty(); }
  // Precondition of these: i < size().
  [[nodiscard]] std::string text(std::size_t i) const;
  // None: the governing date told from outside, "as of".
  [[nodiscard]] std::optional<FactPath> path(std::size_t i) const;
  [[nodiscard]] TypeId type(std::size_t i) const;

  // Over the texts, each made when it is read.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = std::string;
    using difference_type = std::ptrdiff_t;
    using pointer = const std::string*;
    using reference = std::string;
    Iterator() = default;
    Iterator(const FactPaths* paths, std::size_t at) : paths_(paths), at_(at) {}
    std::string operator*() const { return paths_->text(at_); }
    Iterator& operator++() {
      ++at_;
      return *this;
    }
    Iterator operator++(int) {
      Iterator before = *this;
      ++at_;
      return before;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const FactPaths* paths_ = nullptr;
    std::size_t at_ = 0;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }

  // The same texts.
  friend bool operator==(const FactPaths& a, const FactPaths& b);

 private:
  std::shared_ptr<const facts::PlaceTable> table_;
  std::vector<facts::Place> places_;
};

}  // namespace carveout
