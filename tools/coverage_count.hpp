#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "carveout/coverage.hpp"
#include "policy_file.hpp"

namespace carveout::tool {

// A point of a policy, and the scenarios that exercise each side of it.
struct CountedPoint {
  CoveragePoint point;
  std::array<std::vector<std::uint32_t>, 2> by;              // into CoverageCount::scenarios
  CoverageSeen::Reach reach = CoverageSeen::Reach::Nothing;  // the farthest that a clause comes
  [[nodiscard]] bool covered(std::size_t side) const { return !by[side].empty(); }
  [[nodiscard]] bool covered() const { return covered(0) && (point.sides == 1 || covered(1)); }
  [[nodiscard]] bool partly() const { return !covered() && (covered(0) || covered(1)); }
};

// How many points of one kind there are, and how many of them are covered.
struct Covered {
  std::size_t covered = 0;
  std::size_t points = 0;
};

// What the scenarios of one policy exercise, in whatever files they stand. Spec: language/17-coverage, 17.2.
class CoverageCount {
 public:
  // From now on the scenarios added are those of this file. The policy is the same; its parts may have other numbers.
  void begin(const PolicyFile& file);
  void add(const std::string& scenario, const Facts& facts, const std::optional<Date>& as_of);

  [[nodiscard]] const std::vector<CountedPoint>& points() const noexcept { return points_; }
  [[nodiscard]] const std::vector<std::string>& scenarios() const noexcept { return scenarios_; }
  // The files whose points are counted, the policy's first, and all sources. Spans refer to these.
  [[nodiscard]] const std::vector<FileId>& files() const noexcept { return files_; }
  [[nodiscard]] const SourceMap& sources() const noexcept { return *sources_; }
  [[nodiscard]] std::array<Covered, kCoverageKinds> by_kind() const;
  [[nodiscard]] Covered total() const;

 private:
  std::optional<CoverageProbe> probe_;
  std::shared_ptr<const SourceMap> sources_;
  std::vector<FileId> files_;
  std::vector<CountedPoint> points_;
  std::vector<std::uint32_t> at_;               // by point of the probe: into points_
  std::map<std::string, std::uint32_t> known_;  // by the point's place in its file
  std::vector<std::string> scenarios_;
};

// Whole percents, down: 100 is all.
[[nodiscard]] std::size_t percent(const Covered& covered) noexcept;
// "conditions that decide"
[[nodiscard]] std::string_view kind_words(CoverageKind kind) noexcept;
// What of a point is not exercised: a sentence, and for each side what a scenario would have to have.
struct Missing {
  std::string what;
  std::vector<std::string> due;
};
[[nodiscard]] Missing missing_of(const CountedPoint& point);
// A paragraph broken at spaces, its first line and the rest indented, with the line's end.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t first, std::size_t rest, std::size_t width);
// For an analyst: how much of each kind, and what is missing, with its place.
[[nodiscard]] std::string coverage_text(const CoverageCount& coverage, std::size_t width);
// One page over the source, complete in itself. Spec: language/17-coverage, 17.4.
[[nodiscard]] std::string coverage_html(const std::vector<std::shared_ptr<const CoverageCount>>& coverages);

// The files of a policy whose declarations are its own: not those of the standard library, of policies that it adopts,
// of scenarios.
[[nodiscard]] std::vector<FileId> own_files(const Loaded& loaded);

}  // namespace carveout::tool
