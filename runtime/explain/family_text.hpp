#pragma once

#include <cstddef>
#include <span>

#include "explain/english.hpp"
#include "explain/layout.hpp"
#include "explain/rest_text.hpp"

namespace carveout::explain_text {

// How many answers at the front are those about all items of one action with a parameter, in their order. 0: none, or
// one item alone.
[[nodiscard]] std::size_t whole_family(const CheckedPolicy& policy, std::span<const Answer> answers);

// What is told of an action with a parameter that was asked about as a whole: a paragraph for the items of each
// outcome.
class FamilyText {
 public:
  // Views of what is given must stay good for as long as this lives.
  FamilyText(const AnswerContext& context, std::span<const Answer> answers, Page& page, Ink ink)
      : policy_(*context.policy), answers_(answers), page_(page), english_(context), rest_(context, page, ink) {}

  void all();

 private:
  void outcomes();
  void words();
  void needs();
  void duties();
  void faults();
  void reasons();
  [[nodiscard]] std::string sentence(const Decision& decision) const;
  [[nodiscard]] std::string item_of(const Answer& answer) const;
  // "name, address"; of all of them, "all".
  [[nodiscard]] std::string items(const std::vector<std::string>& names) const;

  const CheckedPolicy& policy_;
  std::span<const Answer> answers_;
  Page& page_;
  English english_;
  RestText rest_;
};

}  // namespace carveout::explain_text
