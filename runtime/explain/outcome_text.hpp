#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "explain/english.hpp"

// The sentences about one decision: what it is, what it may be, whether the act may be done.
namespace carveout::explain_text {

[[nodiscard]] std::string_view possible_word(Outcome outcome);   // "in conflict"
[[nodiscard]] std::string_view outcome_word(Outcome outcome);    // "PERMITTED"
[[nodiscard]] std::string_view outcome_colour(Outcome outcome);  // an escape sequence
[[nodiscard]] std::string_view word_words(Word word);            // "permits it"
[[nodiscard]] std::string_view timing_words(Timing timing);      // "before it"
// Is the outcome that of settled words?
[[nodiscard]] bool is_settled(const Decision& decision);
// "It may be permitted or forbidden, depending on what is not known."
[[nodiscard]] std::string what_is_possible(const Decision& decision);
[[nodiscard]] std::string_view meanwhile_text(const Decision& decision);
// Of a permitted act: "It may be done.", or what comes first.
[[nodiscard]] std::string may_it_be_done(const CheckedPolicy& policy, const Decision& decision);
// Of the versions of a duty, those that are not required are told once, and only where no other is required or may be.
[[nodiscard]] std::vector<const DutyAnswer*> duties_told(const CheckedPolicy& policy, const Decision& decision);
// "a record (record): required by c (§ 1); outstanding"
[[nodiscard]] std::string duty_text(const CheckedPolicy& policy, const English& english, const DutyAnswer& duty);

}  // namespace carveout::explain_text
