#pragma once

#include <string_view>

#include "carveout/lang/checked.hpp"

namespace carveout::testing {

// A checked policy of declarations alone, made without the parser and the checker, with a fact of every kind of type:
//
//   type Purpose is one of civil_enforcement "enforcing civil law", criminal_investigation, public_safety
//   type Level is one of low < medium < high
//   type Offense is section
//   type Docket is text
//   type Conviction has  offense : Offense  date : date  counts : number if any
//   type Person has      in_custody : yes/no  arrested : date  convictions : list of Conviction  aliases : list of text
//   type Request has     received : date  received_at : time  notice : duration  purpose : Purpose
//                        task_force : Level if any  docket : Docket  approved : yes/no  under_law : section
//   facts  request : Request   subject : Person   spouse : Person if any   amount : number   days : list of date
//
// and scenarios: 0 gives convictions, 1 is like 0, 2 gives an element that is not there, 3 a part of an unknown list,
// 4 a part of an absent record.
[[nodiscard]] CheckedPolicy hand_made_policy();

// The path written as in the language, `subject.convictions[1].date` (elements from 1). Precondition: it exists.
[[nodiscard]] FactPath path(const CheckedPolicy& policy, std::string_view text);

}  // namespace carveout::testing
