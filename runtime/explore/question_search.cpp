#include "explore/question_search.hpp"

#include <algorithm>

namespace carveout::explore {
namespace {

constexpr std::int64_t kFar = 1'000'000'000;  // beyond what policies count

std::string text_of(const std::map<std::string, std::string>& answers) {
  std::string out;
  for (const auto& [fact, answer] : answers) out += fact + '\x1f' + answer + '\x1e';
  return out;
}

}  // namespace

QuestionSearch::QuestionSearch(const Plan& plan, State state, const Subject& subject, const ExploreLimits& limits)
    : plan_(plan),
      subject_(subject),
      limits_(limits),
      readings_(plan, subject),
      costs_(readings_, state.facts, subject),
      budget_(limits.question_steps, limits.stop),
      finder_(readings_, limits_, costs_, budget_),
      first_(std::move(state)) {}

const Settled& QuestionSearch::start(std::set<std::string> skip) {
  skip_ = std::move(skip);
  root_ = node(first_, {});
  return root_->settled;
}

QuestionSearch::Node* QuestionSearch::node(State state, Answers answers) {
  std::string key = text_of(answers);
  const auto found = nodes_.find(key);
  if (found != nodes_.end()) return found->second.get();
  if (root_ != nullptr) {
    if (++decisions_ > limits_.question_decisions) budget_.run_out();
    if (!budget_.spend(costs_.known())) return nullptr;
  }
  auto fresh = std::make_unique<Node>();
  fresh->state = std::move(state);
  fresh->answers = std::move(answers);
  fresh->settled = settle(plan_, fresh->state, subject_);
  if (!fresh->settled.determined) {
    const std::size_t needs = fresh->settled.needs.size() + fresh->settled.more_needs;
    (void)budget_.spend(costs_.open(ways_among(needs, first_.options.ways)) + needs);
  }
  for (const Point& point : fresh->settled.needs) {
    if (skip_.count(point.text) == 0 && fresh->answers.count(point.text) == 0) fresh->askable.push_back(point);
  }
  // Whether there is a record comes before what is in it.
  const std::vector<Point> all = fresh->askable;
  std::erase_if(fresh->askable, [&](const Point& part) {
    return std::any_of(all.begin(), all.end(), [&](const Point& whole) { return encloses(whole, part); });
  });
  fresh->classes.resize(fresh->askable.size());
  return nodes_.emplace(std::move(key), std::move(fresh)).first->second.get();
}

// Classes are found by trying; what is answered of facts that no condition reads together with this one is no matter.
const std::vector<FoundClass>& QuestionSearch::classes_of(Node& node, std::size_t index) {
  auto& known = node.classes[index];
  if (known) return *known;
  const Point& point = node.askable[index];
  std::string key = point.text + '\x1d';
  for (const auto& given : node.answers) {
    const std::string& fact = given.first;
    const auto related = [&](const LeafReading* leaf) {
      return leaf->governing_date || std::any_of(leaf->slots.begin(), leaf->slots.end(), [&](std::uint32_t slot) {
               const std::string& text = plan_.slots[slot].text;
               return fact.compare(0, text.size(), text) == 0 || text.compare(0, fact.size(), fact) == 0;
             });
    };
    const auto leaves = readings_.of(point);
    if (std::any_of(leaves.begin(), leaves.end(), related)) key += fact + '\x1f' + given.second + '\x1e';
  }
  auto [it, fresh] = known_classes_.try_emplace(std::move(key));
  if (fresh) it->second = finder_.of(node.state, point, Classes::Which::StillPossible);
  known = it->second;
  return *known;
}

QuestionSearch::Node* QuestionSearch::after(Node& before, std::size_t index, const FoundClass& answer) {
  const Point& point = before.askable[index];
  State state = before.state;
  set_at(*plan_.policy, state, point, answer.values.value);
  Answers answers = before.answers;
  answers[point.text] = plan_.policy->value_text(answer.values.value, point.type);
  return node(std::move(state), std::move(answers));
}

// The classes; and of a number on which a value turns, some great and small ones.
std::vector<FoundClass> QuestionSearch::tried(Node& at, std::size_t index) {
  std::vector<FoundClass> out = classes_of(at, index);
  if (settles_by_class() || (*plan_.policy)[at.askable[index].type].kind != TypeKind::Number) return out;
  for (const std::int64_t far : {kFar, -kFar}) out.push_back({{Value(Number(far)), {}, {}, {}}, "far"});
  return out;
}

std::optional<bool> QuestionSearch::suffices_with(Node& at, std::size_t index, std::uint32_t questions) {
  std::set<std::string> tried;
  const std::vector<FoundClass>& classes = classes_of(at, index);
  if (budget_.over()) return std::nullopt;
  for (const FoundClass& answer : classes) {
    if (!tried.insert(answer.truths).second) continue;
    Node* next = after(at, index, answer);
    if (next == nullptr) return std::nullopt;
    const std::optional<bool> enough = suffices(*next, questions - 1);
    if (!enough || !*enough) return enough;
  }
  return true;
}

std::optional<bool> QuestionSearch::suffices(Node& at, std::uint32_t questions) {
  if (at.settled.determined || at.askable.empty()) return true;
  if (at.suffices && *at.suffices <= questions) return true;
  if (questions <= at.takes_more_than) return false;
  for (std::size_t i = 0; i < at.askable.size(); ++i) {
    const std::optional<bool> enough = suffices_with(at, i, questions);
    if (!enough) return std::nullopt;
    if (!*enough) continue;
    at.suffices = questions;
    return true;
  }
  at.takes_more_than = questions;
  return false;
}

// A value that is no condition may differ for each value of a class.
bool QuestionSearch::settles_by_class() const {
  const DefineId* define = std::get_if<DefineId>(&subject_);
  return define == nullptr || Plan::is_truth(plan_[*plan_.defines[index_of(*define)].value].op);
}

// The fact after whose answer, in the worst case, the fewest facts may still matter.
std::optional<std::size_t> QuestionSearch::fewest_needs() {
  std::optional<std::size_t> best;
  std::size_t fewest = 0;
  for (std::size_t i = 0; i < root_->askable.size(); ++i) {
    std::size_t worst = 0;
    for (const FoundClass& answer : tried(*root_, i)) {
      const Node* next = after(*root_, i, answer);
      if (next == nullptr) return best ? best : std::optional(i);
      worst = std::max(worst, next->askable.size() + next->settled.more_needs);
    }
    if (budget_.over()) return best ? best : std::optional(i);
    if (!best || worst < fewest) {
      best = i;
      fewest = worst;
    }
  }
  return best;
}

QuestionSearch::Best QuestionSearch::best() {
  Best out;
  if (root_->settled.determined || root_->askable.empty()) return out;
  const std::optional<std::size_t> guess = fewest_needs();
  bool found_out = root_->settled.more_needs == 0 && settles_by_class();
  for (std::uint32_t questions = 1; found_out; ++questions) {
    for (std::size_t i = 0; i < root_->askable.size() && found_out; ++i) {
      const std::optional<bool> enough = suffices_with(*root_, i, questions);
      found_out = enough.has_value();
      if (!found_out || !*enough) continue;
      out.point = i;
      out.at_most = questions;
      return out;
    }
  }
  out.point = guess;
  out.exact = false;
  return out;
}

}  // namespace carveout::explore
