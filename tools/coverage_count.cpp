#include "coverage_count.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "carveout/stdlib.hpp"
#include "diagnostics.hpp"

namespace carveout::tool {
namespace {

bool is_standard(const SourceFile& file) {
  constexpr std::string_view kFolder = "stdlib/";
  for (const StandardModule& module : standard_modules()) {
    if (file.name() == std::string(kFolder) + std::string(module.file) && standard_module(module.path) == file.text())
      return true;
  }
  return false;
}

std::string place(Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  const Position at = file.position(span.begin);
  return fmt::format("{}:{}:{}", shown(file.name()), at.line, at.column);
}

std::string_view never_in_force_because(CoverageSeen::Reach reach) {
  switch (reach) {
    case CoverageSeen::Reach::Nothing:
      return "no scenario is within its period and scope";
    case CoverageSeen::Reach::Scope:
      return "no scenario has its conditions hold";
    case CoverageSeen::Reach::Conditions:
      return "where its conditions hold it is carved out, or nothing that it is an exception to applies";
    case CoverageSeen::Reach::Applies:
      return "where it applies its test fails, its term has passed, or another clause prevails";
  }
  return {};
}

Missing missing_condition(const CountedPoint& one) {
  Missing out;
  const CoveragePoint& point = one.point;
  const std::string_view how = one.covered(0) ? "decides as no" : one.covered(1) ? "decides as yes" : "decides";
  out.what = fmt::format("{} of {} never {}", shown(point.what), shown(point.owner), how);
  if (!one.covered(0) && !one.covered(1)) {
    // Both at once, where the rest is the same: "[1] yes or no while [2] is yes".
    const std::string yes = point.what + " yes";
    const std::string no = point.what + " no";
    if (point.due[0].substr(yes.size()) == point.due[1].substr(no.size()))
      return {out.what, {"no scenario has " + shown(yes + " or no" + point.due[0].substr(yes.size()))}};
  }
  for (std::size_t side = 0; side < 2; ++side) {
    if (!one.covered(side)) out.due.push_back("no scenario has " + shown(point.due[side]));
  }
  return out;
}

}  // namespace

std::vector<FileId> own_files(const Loaded& loaded) {
  const CheckedPolicy& policy = *loaded.policy;
  std::set<FileId> not_own;
  for (std::size_t i = 1; i < policy.policies.size(); ++i) not_own.insert(policy.policies[i].span.file);
  const FileId root = policy.root().span.file;
  if (root != kGivenFile) not_own.insert(kGivenFile);
  std::vector<FileId> out{root};
  for (std::uint32_t i = 0; i < loaded.sources->size(); ++i) {
    const FileId id{i};
    if (id != root && not_own.count(id) == 0 && !is_standard(loaded.sources->file(id))) out.push_back(id);
  }
  return out;
}

void CoverageCount::begin(const PolicyFile& file) {
  sources_ = file.loaded.sources;
  files_ = own_files(file.loaded);
  probe_.emplace(file.loaded.policy, *sources_, files_);
  at_.clear();
  for (const CoveragePoint& point : probe_->points()) {
    const std::string key =
        fmt::format("{} {} {} {} {} {}", coverage_id(point.kind), sources_->file(point.span.file).name(),
                    point.span.begin, point.span.end, point.owner, point.what);
    const auto [found, is_new] = known_.emplace(key, static_cast<std::uint32_t>(points_.size()));
    if (is_new) points_.emplace_back();
    points_[found->second].point = point;
    at_.push_back(found->second);
  }
}

void CoverageCount::add(const std::string& scenario, const Facts& facts, const std::optional<Date>& as_of) {
  DecideOptions options;
  options.as_of = as_of;
  const auto number = static_cast<std::uint32_t>(scenarios_.size());
  scenarios_.push_back(scenario);
  const std::vector<CoverageSeen> seen = probe_->observe(facts, options);
  for (std::size_t i = 0; i < seen.size(); ++i) {
    CountedPoint& point = points_[at_[i]];
    for (std::size_t side = 0; side < 2; ++side) {
      if (seen[i].sides[side]) point.by[side].push_back(number);
    }
    point.reach = std::max(point.reach, seen[i].reach);
  }
}

std::array<Covered, kCoverageKinds> CoverageCount::by_kind() const {
  std::array<Covered, kCoverageKinds> out;
  for (const CountedPoint& point : points_) {
    Covered& kind = out[static_cast<std::size_t>(point.point.kind)];
    ++kind.points;
    kind.covered += point.covered() ? 1 : 0;
  }
  return out;
}

Covered CoverageCount::total() const {
  Covered out;
  for (const Covered& kind : by_kind()) {
    out.points += kind.points;
    out.covered += kind.covered;
  }
  return out;
}

std::size_t percent(const Covered& covered) noexcept {
  return covered.points == 0 ? 100 : covered.covered * 100 / covered.points;
}

std::string_view kind_words(CoverageKind kind) noexcept {
  switch (kind) {
    case CoverageKind::Clause:
      return "clauses put in force";
    case CoverageKind::Defeat:
      return "exceptions and carve-outs that defeat";
    case CoverageKind::Condition:
      return "conditions that decide both ways";
    case CoverageKind::Row:
      return "rows of tables met";
    case CoverageKind::Version:
      return "versions met";
    case CoverageKind::Default:
      return "defaults that are the outcome";
    case CoverageKind::Duty:
      return "duties required and not required";
  }
  return {};
}

Missing missing_of(const CountedPoint& one) {
  const CoveragePoint& point = one.point;
  const std::string owner = shown(point.owner);
  switch (point.kind) {
    case CoverageKind::Clause:
      return {fmt::format("{} is never in force", owner), {std::string(never_in_force_because(one.reach))}};
    case CoverageKind::Defeat:
      return {
          fmt::format("{} never defeats {}", owner, shown(point.what)),
          point.due[0].empty() ? std::vector<std::string>() : std::vector{"no scenario has " + shown(point.due[0])}};
    case CoverageKind::Condition:
      return missing_condition(one);
    case CoverageKind::Row:
      return {fmt::format("a row of {} is never met: {}", owner, shown(point.what)), {}};
    case CoverageKind::Version:
      return {fmt::format("{} {} is never met", owner, shown(point.what)),
              {"no scenario has it read as of a day in that time"}};
    case CoverageKind::Default:
      return {fmt::format("the default of {} is never the outcome", owner),
              {"in every scenario some clause that speaks of it is in force, or may be"}};
    case CoverageKind::Duty:
      if (one.covered(0)) return {fmt::format("{} is required in every scenario, or may be", owner), {}};
      return {fmt::format("{} is never {}required", owner, one.covered(1) ? "" : "certain to be, or not to be, "), {}};
  }
  return {};
}

std::string wrapped(std::string_view text, std::size_t first, std::size_t rest, std::size_t width) {
  std::string out(first, ' ');
  std::size_t column = first;
  bool begins = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    const auto length = static_cast<std::size_t>(std::count_if(
        word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u; }));
    if (!begins && column + 1 + length > width) {
      out += '\n' + std::string(rest, ' ');
      column = rest;
    } else if (!begins) {
      out += ' ';
      ++column;
    }
    begins = false;
    out += word;
    column += length;
  }
  return out + '\n';
}

std::string coverage_text(const CoverageCount& coverage, std::size_t width) {
  const Covered total = coverage.total();
  std::string out = fmt::format("\nCoverage by {}: {} of {}, {}%\n", counted(coverage.scenarios().size(), "scenario"),
                                total.covered, total.points, percent(total));
  const auto kinds = coverage.by_kind();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i].points == 0) continue;
    out += fmt::format("  {:<40}{:>4} of {}\n", kind_words(static_cast<CoverageKind>(i)), kinds[i].covered,
                       kinds[i].points);
  }
  if (total.covered == total.points) return out;
  out += "\nNot exercised\n";
  for (const CountedPoint& point : coverage.points()) {
    if (point.covered()) continue;
    const Missing missing = missing_of(point);
    out += wrapped(fmt::format("{}  {}", place(point.point.span, coverage.sources()), missing.what), 2, 6, width);
    for (const std::string& due : missing.due) out += wrapped(due, 6, 8, width);
  }
  return out;
}

}  // namespace carveout::tool
