#include "properties/shrink.hpp"

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace carveout::properties {
namespace {

// LIMIT: each attempt loads and decides; a failure is readable long before.
constexpr int kMostAttempts = 4'000;

class Shrinker {
 public:
  Shrinker(const Law& law, Failure failure) : law_(law), best_(std::move(failure)) {}

  Failure run() {
    while (attempts_ < kMostAttempts && (drop_declarations() || simplify_lines() || drop_facts())) continue;
    return best_;
  }

 private:
  bool try_it(PolicyText policy, Question question) {
    if (++attempts_ > kMostAttempts) return false;
    const auto ready = made_ready(policy.texts());
    if (!ready || !ready->policy->find_action(question.action)) return false;
    auto what = law_.broken(policy, *ready, question, best_.seed);
    if (!what) return false;
    best_ = {std::move(policy), std::move(question), best_.seed, std::move(*what)};
    return true;
  }

  // Every list of declarations in a policy, the outermost first.
  static void visit(std::vector<Declaration>& declarations, const std::function<void(std::vector<Declaration>&)>& act) {
    act(declarations);
    for (Declaration& declaration : declarations) {
      // Facts keep their shape: the values at hand are of it.
      if (declaration.head.rfind("type ", 0) != 0) visit(declaration.inside, act);
    }
  }

  static void visit_all(PolicyText& policy, const std::function<void(std::vector<Declaration>&)>& act) {
    visit(policy.declarations, act);
    for (OtherFile& other : policy.others) visit(other.declarations, act);
  }

  bool drop_declarations() {
    bool dropped = false;
    for (std::size_t number = 0;; ++number) {
      PolicyText policy = best_.policy;
      std::size_t at = number;
      bool done = false;
      visit_all(policy, [&](std::vector<Declaration>& list) {
        if (done) return;
        if (at >= list.size()) {
          at -= list.size();
          return;
        }
        list.erase(list.begin() + static_cast<std::ptrdiff_t>(at));
        done = true;
      });
      if (!done) return dropped;
      if (!try_it(std::move(policy), best_.question)) continue;
      dropped = true;
      --number;
    }
  }

  // Where a line has something in parentheses: `yes`, `1`, or what is in parentheses inside it.
  static std::vector<std::string> simpler(const std::string& line) {
    std::vector<std::string> found;
    std::vector<std::size_t> open;
    std::vector<std::pair<std::size_t, std::size_t>> groups;
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '(') open.push_back(i);
      if (line[i] != ')' || open.empty()) continue;
      groups.emplace_back(open.back(), i + 1);
      open.pop_back();
    }
    for (auto outer = groups.rbegin(); outer != groups.rend(); ++outer) {
      const auto replaced = [&](const std::string& by) {
        return line.substr(0, outer->first) + by + line.substr(outer->second);
      };
      found.push_back(replaced("yes"));
      found.push_back(replaced("no"));
      found.push_back(replaced("1"));
      for (const auto& inner : groups) {
        if (inner.first > outer->first && inner.second < outer->second) {
          found.push_back(replaced(line.substr(inner.first, inner.second - inner.first)));
        }
      }
    }
    return found;
  }

  bool simplify_lines() {
    for (std::size_t number = 0;; ++number) {
      std::size_t at = number;
      std::optional<std::string> line;
      visit_all(best_.policy, [&](std::vector<Declaration>& list) {
        if (!line && at < list.size()) line = list[at].head;
        if (!line) at -= list.size();
      });
      if (!line) return false;
      for (const std::string& other : simpler(*line)) {
        PolicyText policy = best_.policy;
        std::size_t place = number;
        bool done = false;
        visit_all(policy, [&](std::vector<Declaration>& list) {
          if (!done && place < list.size()) {
            list[place].head = other;
            done = true;
          }
          if (!done) place -= list.size();
        });
        if (try_it(std::move(policy), best_.question)) return true;
      }
    }
  }

  bool drop_facts() {
    const auto ready = made_ready(best_.policy.texts());
    if (!ready) return false;
    for (NamedFacts& facts : smaller(*ready->policy, best_.question.facts)) {
      Question question = best_.question;
      question.facts = std::move(facts);
      if (try_it(best_.policy, std::move(question))) return true;
    }
    return false;
  }

  const Law& law_;
  Failure best_;
  int attempts_ = 0;
};

}  // namespace

Failure shrunk(const Law& law, Failure failure) {
  return Shrinker(law, std::move(failure)).run();
}

}  // namespace carveout::properties
