#include "carveout/lang/fault.hpp"

namespace carveout {

std::string_view fault_text(Fault fault) noexcept {
  switch (fault) {
    case Fault::DivisionByZero:
      return "division by zero";
    case Fault::NumberOutOfRange:
      return "the number is too large or too fine to be held exactly";
    case Fault::DateOutOfRange:
      return "the date is outside the years 1 to 9999";
    case Fault::DurationOutOfRange:
      return "the duration is too long";
    case Fault::NoSuchDay:
      return "the month has no such day and the policy does not say how dates are rounded";
    case Fault::PartOfADay:
      return "a date cannot be moved by part of a day";
    case Fault::DurationsDoNotCompare:
      return "a number of months and a number of days do not compare";
    case Fault::NothingToChooseFrom:
      return "there is nothing to choose from";
    case Fault::AgeBeforeBirth:
      return "the age is asked for a date before the birth";
    case Fault::RoundingStepNotPositive:
      return "the step to round to is not positive";
    case Fault::NotInForce:
      return "the parameter has no value on that date";
    case Fault::ExceptionsDiffer:
      return "exceptions in force together give different values";
    case Fault::MonthsCounted:
      return "a calendar counts days and hours, not months and years";
    case Fault::TooManySteps:
      return "the bound on the work of one decision was reached";
  }
  return "unnamed fault";
}

std::string_view fault_id(Fault fault) noexcept {
  switch (fault) {
    case Fault::DivisionByZero:
      return "division_by_zero";
    case Fault::NumberOutOfRange:
      return "number_out_of_range";
    case Fault::DateOutOfRange:
      return "date_out_of_range";
    case Fault::DurationOutOfRange:
      return "duration_out_of_range";
    case Fault::NoSuchDay:
      return "no_such_day";
    case Fault::PartOfADay:
      return "part_of_a_day";
    case Fault::DurationsDoNotCompare:
      return "durations_do_not_compare";
    case Fault::NothingToChooseFrom:
      return "nothing_to_choose_from";
    case Fault::AgeBeforeBirth:
      return "age_before_birth";
    case Fault::RoundingStepNotPositive:
      return "rounding_step_not_positive";
    case Fault::NotInForce:
      return "not_in_force";
    case Fault::ExceptionsDiffer:
      return "exceptions_differ";
    case Fault::MonthsCounted:
      return "months_counted";
    case Fault::TooManySteps:
      return "too_many_steps";
  }
  return "unnamed_fault";
}

}  // namespace carveout
