#include <algorithm>

#include "reading.hpp"

// The days of spells, chapter 14: of each day of the window it is asked whether it lies in them.
namespace carveout::reference {
namespace {

Truth not_after(const Value& from, const Date& day) {
  if (from.is_absent()) return Truth::Yes;
  const bool may_be_absent = is_present(from) != Truth::Yes && !from.is_unknown();
  const Truth told = from.is_unknown() ? Truth::Unknown : !less(TypeKind::Date, Value(day), from);
  return may_be_absent && told != Truth::Yes ? Truth::Unknown : told;
}

Truth before(const Date& day, const Value& until) {
  if (until.is_absent()) return Truth::Yes;
  const bool may_be_absent = is_present(until) != Truth::Yes && !until.is_unknown();
  const Truth told = until.is_unknown() ? Truth::Unknown : less(TypeKind::Date, Value(day), until);
  return may_be_absent && told != Truth::Yes ? Truth::Unknown : told;
}

Truth in_list(const Value& list, const SpellStep& step, const Date& day) {
  if (!list.list()) return Truth::Unknown;
  Truth in = list.list()->open ? Truth::Unknown : Truth::No;
  for (const Value& element : list.list()->elements) {
    const RecordValue* spell = element.record();
    const Value from = spell ? spell->fields[step.from] : Value(), until = spell ? spell->fields[step.until] : Value();
    in = in | (not_after(from, day) & before(day, until));
  }
  return in;
}

Truth lies_in(const std::vector<SpellStep>& steps, const std::vector<Value>& arguments, const Date& day) {
  std::vector<Truth> results;
  for (const SpellStep& step : steps) {
    if (step.kind == SpellStep::Kind::List) {
      results.push_back(in_list(arguments[2 + step.operand], step, day));
      continue;
    }
    const std::size_t first = results.size() - step.count;
    Truth made = results[first];
    for (std::size_t i = first + 1; i < results.size(); ++i) {
      if (step.kind == SpellStep::Kind::Union) made = made | results[i];
      if (step.kind == SpellStep::Kind::Intersection) made = made & results[i];
      if (step.kind == SpellStep::Kind::Difference) made = made & !results[i];
    }
    results.resize(first);
    results.push_back(made);
  }
  return results.front();
}

// A side on which the window is open. Beyond the outermost day that an end of a spell may be, all days are alike.
struct Side {
  Date day;  // the outermost of those, or further out
  bool endless = false;
};
Side open_side(const std::vector<SpellStep>& steps, const std::vector<Value>& arguments, Date other, bool early) {
  Side side{other};
  const auto reach = [&](const Value& end) {
    for (const Value& one : possible(end)) {
      const Range range = range_of(one);
      for (const Value* limit : {&range.low, &range.high}) {
        const Date* date = limit->get_if<Date>();
        if (date && (early ? *date < side.day : side.day < *date)) side.day = *date;
      }
    }
  };
  for (const SpellStep& step : steps) {
    if (step.kind != SpellStep::Kind::List || !arguments[2 + step.operand].list()) continue;
    for (const Value& element : arguments[2 + step.operand].list()->elements) {
      if (!element.record()) continue;
      reach(element.record()->fields[step.from]);
      reach(element.record()->fields[step.until]);
    }
  }
  side.day.days += early ? -1 : 1;
  side.endless = lies_in(steps, arguments, side.day) != Truth::No;
  return side;
}

Value days(std::int64_t count) {
  return Duration{0, count * 86'400};
}

}  // namespace

Value days_in(const std::vector<SpellStep>& steps, const std::vector<Value>& arguments) {
  const Range begin = range_of(arguments[0]), end = range_of(arguments[1]);
  const auto count = [&](const Value& first, const Value& last, bool certain) {
    std::int64_t found = 0;
    for (Date day = *first.get_if<Date>(); day < *last.get_if<Date>(); ++day.days) {
      const Truth in = lies_in(steps, arguments, day);
      found += certain ? in == Truth::Yes : in != Truth::No;
    }
    return days(found);
  };
  Range result{days(0), Value()};
  if (begin.high.get_if<Date>() && end.low.get_if<Date>()) result.low = count(begin.high, end.low, true);
  // 14.3: where the window is open on a side, as far out as it matters.
  const Date somewhere{};
  const Date* first = begin.low.get_if<Date>();
  const Date* last = end.high.get_if<Date>();
  const Side early = first ? Side{*first} : open_side(steps, arguments, last ? *last : somewhere, true);
  const Side late = last ? Side{*last} : open_side(steps, arguments, first ? *first : somewhere, false);
  if (!early.endless && !late.endless) result.high = count(Value(early.day), Value(late.day), false);
  return value_of(result);
}

}  // namespace carveout::reference
