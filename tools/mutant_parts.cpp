#include "mutant_parts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace carveout::tool {
namespace {

// LIMIT: of digits of a number that is moved by one.
constexpr std::size_t kMostDigits = 15;

}  // namespace

std::vector<std::string> numbers_beside(std::string_view written) {
  std::vector<std::string> out;
  std::string digits;
  std::size_t decimals = 0;
  bool fraction = false;
  for (const char c : written) {
    if (c == '.') fraction = true;
    if (c < '0' || c > '9') continue;
    digits += c;
    decimals += fraction ? 1 : 0;
  }
  if (digits.empty() || digits.size() > kMostDigits) return out;
  const std::int64_t value = std::stoll(digits);
  for (const std::int64_t by : {-1, 1}) {
    if (value + by < 0) continue;
    std::string to = std::to_string(value + by);
    if (to.size() <= decimals) to.insert(0, decimals + 1 - to.size(), '0');
    if (decimals > 0) to.insert(to.size() - decimals, ".");
    out.push_back(std::move(to));
  }
  return out;
}

std::vector<std::string> dates_beside(std::string_view written) {
  std::vector<std::string> out;
  const auto day = Date::parse(written);
  if (!day) return out;
  for (const std::int32_t by : {-1, 1}) {
    std::string to = Date{day->days + by}.to_text();
    if (Date::parse(to)) out.push_back(std::move(to));
  }
  return out;
}

std::vector<std::string> durations_beside(std::string_view written) {
  std::vector<std::string> out;
  const std::size_t last = written.find_last_of("0123456789");
  if (last == std::string_view::npos) return out;
  std::size_t first = last;
  while (first > 0 && written[first - 1] >= '0' && written[first - 1] <= '9') --first;
  const std::string_view digits = written.substr(first, last + 1 - first);
  if (digits.size() > kMostDigits) return out;
  const std::int64_t value = std::stoll(std::string(digits));
  for (const std::int64_t by : {-1, 1}) {
    if (value + by < 0) continue;
    std::string_view unit = written.substr(last + 1);
    const bool one = value + by == 1;
    if (one && unit.back() == 's') unit.remove_suffix(1);
    const bool plural = !one && unit.back() != 's';
    out.push_back(fmt::format("{}{}{}{}", written.substr(0, first), value + by, unit, plural ? "s" : ""));
  }
  return out;
}

// Clauses and exceptions to definitions, each taken out with all that it is spelt out to.
void add_removals(const Loaded& loaded, const std::vector<FileId>& files, std::vector<Mutant>& out) {
  const CheckedPolicy& policy = *loaded.policy;
  std::map<std::pair<FileId, std::uint32_t>, Mutant> found;
  const auto mutant = [&](Span span, Span name, std::string what) -> Mutant* {
    if (std::find(files.begin(), files.end(), name.file) == files.end()) return nullptr;
    Mutant& one = found[{name.file, name.begin}];
    one.file = name.file;
    one.begin = one.declaration_begin = span.begin;
    one.declaration_end = span.end;
    one.what = std::move(what);
    return &one;
  };
  for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) {
    const Clause& clause = policy.clauses[i];
    if (clause.policy != kRootPolicy) continue;
    const std::string_view kind = clause.kind == ClauseKind::Clause      ? "clause"
                                  : clause.kind == ClauseKind::Exception ? "exception"
                                                                         : "carve-out";
    if (Mutant* one = mutant(clause.span, clause.name_span, fmt::format("the {} `{}` taken out", kind, clause.name)))
      one->without.clauses.push_back(ClauseId{i});
  }
  for (std::uint32_t i = 0; i < policy.define_exceptions.size(); ++i) {
    const DefineException& exception = policy.define_exceptions[i];
    if (Mutant* one =
            mutant(exception.span, exception.name_span, fmt::format("the exception `{}` taken out", exception.name)))
      one->without.define_exceptions.push_back(DefineExceptionId{i});
  }
  for (auto& [place, one] : found) out.push_back(std::move(one));
}

}  // namespace carveout::tool
