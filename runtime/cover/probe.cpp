#include "carveout/coverage.hpp"

#include <algorithm>

#include "cover/state.hpp"

namespace carveout {
namespace {

using cover::FrameView;

// Which of a frame's expressions are looked at, and whether there is anything to look at in it or inside of it.
void view_frames(cover::State& state) {
  const auto& frames = state.watched.frames;
  state.frames.resize(frames.size());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    FrameView& view = state.frames[i];
    for (const auto& [id, node] : frames[i].compiled) {
      if (const auto found = state.decisions.find(index_of(id)); found != state.decisions.end())
        view.decisions.push_back(&found->second);
      if (const auto found = state.tables.find(index_of(id)); found != state.tables.end())
        view.tables.push_back(&found->second);
    }
    if (!view.decisions.empty() || !view.tables.empty()) {
      for (const auto& [id, node] : frames[i].compiled) view.nodes.emplace(index_of(id), node);
    }
    view.useful = !view.decisions.empty() || !view.tables.empty() || !frames[i].exceptions.empty() ||
                  !frames[i].definitions.empty() || !frames[i].parameters.empty();
  }
  // Frames stand before those that are compiled in them, but for calls that were compiled before.
  for (bool changed = true; changed;) {
    changed = false;
    for (std::size_t i = frames.size(); i-- > 0;) {
      if (state.frames[i].useful) continue;
      const auto& inner = frames[i].inner;
      if (std::none_of(inner.begin(), inner.end(), [&](std::uint32_t f) { return state.frames[f].useful; })) continue;
      state.frames[i].useful = changed = true;
    }
  }
}

}  // namespace

std::string_view coverage_id(CoverageKind kind) noexcept {
  switch (kind) {
    case CoverageKind::Clause:
      return "clause";
    case CoverageKind::Defeat:
      return "defeat";
    case CoverageKind::Condition:
      return "condition";
    case CoverageKind::Row:
      return "row";
    case CoverageKind::Version:
      return "version";
    case CoverageKind::Default:
      return "default";
    case CoverageKind::Duty:
      return "duty";
  }
  return "";
}

CoverageProbe::CoverageProbe(std::shared_ptr<const CheckedPolicy> policy, const SourceMap& sources,
                             const std::vector<FileId>& files)
    : state_(std::make_unique<cover::State>()) {
  state_->policy = policy;
  state_->plan = plan::compile_watched(std::move(policy), {}, state_->watched).plan;
  // A policy that passes a limit has no plan for a host either, and nothing to exercise.
  if (!state_->plan) return;
  cover::collect_points(*state_, sources, files);
  view_frames(*state_);
}

CoverageProbe::~CoverageProbe() = default;
CoverageProbe::CoverageProbe(CoverageProbe&&) noexcept = default;
CoverageProbe& CoverageProbe::operator=(CoverageProbe&&) noexcept = default;

const std::vector<CoveragePoint>& CoverageProbe::points() const noexcept {
  return state_->points;
}

std::vector<CoverageSeen> CoverageProbe::observe(const Facts& facts, const DecideOptions& options) const {
  return state_->plan ? cover::observe(*state_, facts, options) : std::vector<CoverageSeen>();
}

}  // namespace carveout
