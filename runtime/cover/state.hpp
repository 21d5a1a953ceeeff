#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "carveout/coverage.hpp"
#include "cover/decisions.hpp"
#include "plan/plan.hpp"
#include "plan/watched.hpp"

// What a CoverageProbe knows of a policy. The points are made from the checked policy; what of them some facts exercise
// is read off the plan, and for what is written in definitions and quantifiers, off the frames it was compiled in.
namespace carveout::cover {

constexpr std::uint32_t kNoPoint = 0xFFFFFFFF;

struct DecisionPoints {
  Decision decision;
  std::vector<std::uint32_t> points;  // of its conditions
};
// The rows of a table.
struct TableRows {
  struct Row {
    std::optional<ExprId> condition;  // none: what is left
    std::uint32_t point = kNoPoint;
  };
  std::vector<Row> rows;
};
struct VersionPoint {
  Period period;
  std::uint32_t point = kNoPoint;
};
// One conclusion that keeps another from standing.
struct Override {
  std::uint32_t point = kNoPoint;
  plan::NodeId applies{};  // of the one that yields
  plan::NodeId test{};
  plan::NodeId over{};  // the other holds
};
// A carve-out, and what it is from.
struct Carved {
  std::uint32_t point = kNoPoint;
  ClauseId carveout{};
  std::vector<plan::NodeId> applies;  // of a clause or exception: its own conditions, and those of a base; one suffices
};
struct Struck {
  std::uint32_t point = kNoPoint;
  ClauseId strike{};
  plan::NodeId holds{};
  plan::NodeId struck{};
};
struct Stands {
  std::uint32_t point = kNoPoint;
  std::vector<plan::NodeId> stands;
};
// What of a frame is looked at.
struct FrameView {
  std::unordered_map<std::uint32_t, plan::NodeId> nodes;  // by ExprId
  std::vector<const DecisionPoints*> decisions;
  std::vector<const TableRows*> tables;
  bool useful = false;  // itself, or what is in it
};

struct State {
  std::shared_ptr<const CheckedPolicy> policy;
  std::shared_ptr<const Plan> plan;
  plan::Watched watched;
  std::vector<CoveragePoint> points;

  std::vector<std::uint32_t> clauses;                                       // by ClauseId: its point
  std::unordered_map<std::uint32_t, DecisionPoints> decisions;              // by ExprId of the root
  std::unordered_map<std::uint32_t, TableRows> tables;                      // by ExprId of the value
  std::unordered_map<std::uint32_t, std::vector<VersionPoint>> versions;    // by DefineId
  std::unordered_map<std::uint32_t, std::vector<VersionPoint>> parameters;  // by ParameterId
  std::map<std::pair<std::uint32_t, std::optional<DefineExceptionId>>, std::map<DefineId, std::uint32_t>>
      define_exceptions;  // by DefineExceptionId and base: the point, by definition where there is no base
  std::vector<Override> overrides;
  std::vector<Carved> carved;
  std::vector<Struck> struck;
  std::vector<std::pair<std::uint32_t, std::vector<Stands>>> defaults;  // by point, of each action: all that may stand
  std::vector<Stands> duties;                                           // one goal each
  std::vector<FrameView> frames;                                        // by frame
};

// Fills in all but the frames: points.cpp.
void collect_points(State& state, const SourceMap& sources, const std::vector<FileId>& files);
// What of the points of a state some facts exercise: observe.cpp.
[[nodiscard]] std::vector<CoverageSeen> observe(const State& state, const Facts& facts, const DecideOptions& options);

}  // namespace carveout::cover
