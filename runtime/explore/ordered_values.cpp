#include "explore/ordered_values.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace carveout::explore {
namespace {

constexpr std::int64_t kCentury = 36'525;  // days
constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::int32_t kFirstDay = -719162;  // 0001-01-01
constexpr std::int32_t kLastDay = 2932896;   // 9999-12-31
constexpr int kMostDecimals = 6;             // LIMIT: of numbers that are told apart
constexpr std::int64_t kLargest = std::int64_t{1} << 52;
constexpr int kMostProbes = 1'500;        // LIMIT: of one fact: sixty borders between dates
constexpr std::int32_t kSomeDay = 10957;  // 2000-01-01

std::int64_t power_of_ten(int decimals) {
  std::int64_t out = 1;
  for (int i = 0; i < decimals; ++i) out *= 10;
  return out;
}

// How many decimal places a number has; nothing: it is none that ends.
std::optional<int> decimals_of(const Number& number) {
  __int128 rest = number.denominator();
  for (int decimals = 0; decimals <= kMostDecimals; ++decimals) {
    if (power_of_ten(decimals) % rest == 0) return decimals;
    if (rest > power_of_ten(kMostDecimals)) break;
  }
  return std::nullopt;
}

}  // namespace

Grid::Grid(TypeKind kind, const std::vector<Value>& values) : kind_(kind) {
  for (const Value& value : values) {
    if (const Number* number = value.get_if<Number>())
      decimals_ = std::max(decimals_, decimals_of(*number).value_or(0));
    if (const Time* time = value.get_if<Time>()) {
      offset_minutes_ = time->offset_minutes;
      local_ = time->local;
    }
  }
  scale_ = power_of_ten(decimals_);
  for (const Value& value : values) {
    if (const auto at = place(value)) places_.push_back(*at);
  }
  if (places_.empty())
    places_.push_back(kind_ == TypeKind::Date ? kSomeDay : kind_ == TypeKind::Time ? kSomeDay * kDaySeconds : 0);
  std::sort(places_.begin(), places_.end());
  places_.erase(std::unique(places_.begin(), places_.end()), places_.end());
  const std::int64_t low = places_.front();
  const std::int64_t high = places_.back();
  switch (kind_) {
    case TypeKind::Date:
      bottom_ = std::max<std::int64_t>(low - kCentury, kFirstDay);
      top_ = std::min<std::int64_t>(high + kCentury, kLastDay);
      break;
    case TypeKind::Time:
      bottom_ = std::max(low - kCentury * kDaySeconds, kFirstDay * kDaySeconds);
      top_ = std::min(high + kCentury * kDaySeconds, kLastDay * kDaySeconds);
      break;
    default: {
      const std::int64_t reach = 10 * std::max(std::abs(low), std::abs(high)) + 1'000 * scale_;
      bottom_ = low - reach;
      top_ = high + reach;
      break;
    }
  }
}

std::optional<std::int64_t> Grid::place(const Value& value) const {
  if (const Date* date = value.get_if<Date>()) return date->days;
  if (const Time* time = value.get_if<Time>())
    return time->local == local_ ? std::optional(time->seconds) : std::nullopt;
  const Number* number = value.get_if<Number>();
  if (number == nullptr) return std::nullopt;
  const auto decimals = decimals_of(*number);
  if (!decimals || *decimals > decimals_) return std::nullopt;
  const __int128 limit = kLargest / scale_;
  if (number->numerator() / number->denominator() > limit || number->numerator() / number->denominator() < -limit)
    return std::nullopt;
  return static_cast<std::int64_t>(number->numerator() * (scale_ / number->denominator()));
}

Value Grid::value(std::int64_t place) const {
  if (kind_ == TypeKind::Date) return Value(Date{static_cast<std::int32_t>(place)});
  if (kind_ == TypeKind::Time) return Value(Time{place, offset_minutes_, local_});
  const Checked<Number> number = divide(Number(place), Number(scale_));
  return number.ok() ? Value(*number) : Value();
}

std::vector<Run> runs_of(const Grid& grid, const std::function<std::string(std::int64_t)>& truths_at) {
  std::vector<std::int64_t> places{grid.bottom()};
  places.insert(places.end(), grid.places().begin(), grid.places().end());
  // Beside each value that matters conditions differ most often.
  for (const std::int64_t place : grid.places()) places.insert(places.end(), {place - 1, place + 1});
  places.push_back(grid.top());
  std::erase_if(places, [&](std::int64_t p) { return p < grid.bottom() || p > grid.top(); });
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  int probes = 0;
  const auto at = [&](std::int64_t place) {
    ++probes;
    return std::pair(place, truths_at(place));
  };
  std::vector<std::pair<std::int64_t, std::string>> found;
  // What is still to come, the nearest last.
  std::vector<std::pair<std::int64_t, std::string>> ahead;
  for (auto it = places.rbegin(); it != places.rend(); ++it) ahead.push_back(at(*it));
  found.push_back(std::move(ahead.back()));
  ahead.pop_back();
  while (!ahead.empty()) {
    const auto& [here, truths] = found.back();
    const std::int64_t next = ahead.back().first;
    if (next - here > 1 && ahead.back().second != truths && probes < kMostProbes) {
      ahead.push_back(at(here + (next - here) / 2));
      continue;
    }
    found.push_back(std::move(ahead.back()));
    ahead.pop_back();
  }
  std::vector<Run> out;
  for (auto& [place, truths] : found) {
    if (!out.empty() && out.back().truths == truths) {
      out.back().last = place;
      continue;
    }
    out.push_back({place, place, std::move(truths)});
  }
  return out;
}

}  // namespace carveout::explore
