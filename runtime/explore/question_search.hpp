#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "explore/classes.hpp"

namespace carveout::explore {

// Looks for the fact to ask for next: the one after whose answer the fewest questions remain in the worst case. A
// question is an answer of each class; what is left to ask after all answers given, in whatever order, is worked out
// once. Spec: language/16-exploring, 16.1.
class QuestionSearch {
 public:
  QuestionSearch(const Plan& plan, State state, const Subject& subject, const ExploreLimits& limits);

  struct Best {
    std::optional<std::size_t> point;  // into the needs of the state
    std::uint32_t at_most = 0;
    bool exact = true;
  };
  [[nodiscard]] const Settled& start(std::set<std::string> skip);
  [[nodiscard]] Best best();
  // Of the facts needed at the start that may be asked for.
  [[nodiscard]] const std::vector<Point>& askable() const { return root_->askable; }
  [[nodiscard]] const Readings& readings() const noexcept { return readings_; }
  [[nodiscard]] const std::vector<FoundClass>& classes(std::size_t point) { return classes_of(*root_, point); }
  [[nodiscard]] SearchEnd end() const noexcept { return budget_.end(); }

 private:
  using Answers = std::map<std::string, std::string>;  // by fact
  struct Node {
    State state;
    Answers answers;
    Settled settled;
    std::vector<Point> askable;
    std::vector<std::optional<std::vector<FoundClass>>> classes;  // by what is askable
    std::uint32_t takes_more_than = 0;  // so many questions do not suffice, where it is not settled
    std::optional<std::uint32_t> suffices;
  };
  // Null where the decisions allowed do not suffice.
  Node* node(State state, Answers answers);
  const std::vector<FoundClass>& classes_of(Node& node, std::size_t point);
  Node* after(Node& node, std::size_t point, const FoundClass& answer);
  // Do so many questions suffice? Nothing: it could not be found out.
  std::optional<bool> suffices(Node& node, std::uint32_t questions);
  std::optional<bool> suffices_with(Node& node, std::size_t point, std::uint32_t questions);
  [[nodiscard]] std::optional<std::size_t> fewest_needs();
  [[nodiscard]] bool settles_by_class() const;
  [[nodiscard]] std::vector<FoundClass> tried(Node& node, std::size_t point);

  const Plan& plan_;
  Subject subject_;
  ExploreLimits limits_;
  Readings readings_;
  Costs costs_;
  Budget budget_;
  Classes finder_;
  State first_;
  std::set<std::string> skip_;
  std::uint32_t decisions_ = 0;
  Node* root_ = nullptr;
  std::unordered_map<std::string, std::unique_ptr<Node>> nodes_;
  std::unordered_map<std::string, std::vector<FoundClass>> known_classes_;
};

}  // namespace carveout::explore
