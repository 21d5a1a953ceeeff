#include <nlohmann/json.hpp>

#include "test_report.hpp"

namespace carveout::tool {
namespace {

using Json = nlohmann::ordered_json;

void add_place(Json& out, Span span, const SourceMap& sources) {
  const SourceFile& file = sources.file(span.file);
  const Position position = file.position(span.begin);
  out["file"] = file.name();
  out["line"] = position.line;
  out["column"] = position.column;
}

Json json_of(const Failure& failure, const ScenarioResult& result, const TestReport& report) {
  const CheckedPolicy& policy = *report.file.loaded.policy;
  Json out = Json::object();
  out["scenario"] = policy.scenarios[result.scenario].name;
  add_place(out, failure.span, *report.file.loaded.sources);
  out["expected"] = failure.expected;
  out["found"] = failure.problem ? failure.problem->message : failure.found;
  return out;
}

Json json_of(const OneSided& condition, const TestReport& report) {
  Json out = Json::object();
  out["clause"] = (*report.file.loaded.policy)[condition.clause].name;
  out["label"] = condition.label;
  add_place(out, condition.span, *report.file.loaded.sources);
  out["made_true"] = condition.true_once;
  out["made_false"] = condition.false_once;
  return out;
}

Json json_of(const CountedPoint& one, const CoverageCount& coverage) {
  const CoveragePoint& point = one.point;
  Json out = Json::object();
  out["kind"] = coverage_id(point.kind);
  add_place(out, point.span, coverage.sources());
  out["in"] = point.owner;
  if (!point.what.empty()) out["what"] = point.what;
  out["exercised"] = one.covered();
  const bool two_words = point.kind == CoverageKind::Condition || point.kind == CoverageKind::Duty;
  for (std::size_t side = 0; side < point.sides; ++side) {
    Json by = Json::array();
    for (const std::uint32_t scenario : one.by[side]) by.push_back(coverage.scenarios()[scenario]);
    out[!two_words ? "by" : side == 0 ? "yes_by" : "no_by"] = std::move(by);
  }
  const Missing missing = one.covered() ? Missing{} : missing_of(one);
  if (!one.covered()) out["missing"] = missing.what;
  if (!missing.due.empty()) out["due"] = missing.due;
  return out;
}

Json json_of(const CoverageCount& coverage) {
  const Covered total = coverage.total();
  Json out = Json::object();
  out["scenarios"] = coverage.scenarios().size();
  out["points"] = total.points;
  out["exercised"] = total.covered;
  out["percent"] = percent(total);
  out["kinds"] = Json::object();
  const auto kinds = coverage.by_kind();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    out["kinds"][std::string(coverage_id(static_cast<CoverageKind>(i)))] = {{"points", kinds[i].points},
                                                                            {"exercised", kinds[i].covered}};
  }
  out["all"] = Json::array();
  for (const CountedPoint& point : coverage.points()) out["all"].push_back(json_of(point, coverage));
  return out;
}

Json json_of(const MutationReport& report) {
  using State = MutantResult::State;
  Json out = Json::object();
  out["possible"] = report.possible;
  out["noticed"] = report.count(State::Noticed);
  out["not_noticed"] = report.count(State::NotNoticed);
  out["did_not_check"] = report.count(State::DoesNotCheck);
  out["all"] = Json::array();
  for (const MutantResult& result : report.mutants) {
    Json one = Json::object();
    add_place(one, {result.mutant.file, result.mutant.begin, result.mutant.begin}, *report.sources);
    one["what"] = result.mutant.what;
    one["state"] = result.state == State::Noticed      ? "noticed"
                   : result.state == State::NotNoticed ? "not_noticed"
                                                       : "did_not_check";
    if (result.state == State::Noticed) one["noticed_by"] = result.noticed_by;
    if (result.state == State::NotNoticed) {
      one["change"] = result.lines;
      one["scenario"] = result.search.scenario ? Json(result.search.scenario->text) : Json(nullptr);
      one["sets_of_facts"] = result.search.trials;
      one["every_change_of_one_fact"] = result.search.all_of_one;
    }
    out["all"].push_back(std::move(one));
  }
  return out;
}

Json json_of(const TestReport& report) {
  const CheckedPolicy& policy = *report.file.loaded.policy;
  Json out = Json::object();
  out["policy"] = report.file.name;
  if (report.file.is_scenarios()) {
    out["scenarios_for"] = report.file.loaded.sources->file(policy.root().span.file).name();
  }
  out["scenarios"] = report.scenarios;
  out["expectations"] = report.expectations;
  out["failed"] = report.failed;
  out["failures"] = Json::array();
  for (const ScenarioResult& result : report.failures) {
    for (const Failure& failure : result.failures) out["failures"].push_back(json_of(failure, result, report));
  }
  if (report.mutation) out["mutants"] = json_of(*report.mutation);
  if (report.coverage) out["coverage"] = json_of(*report.coverage);
  // Of a part of the scenarios it would say nothing.
  out["clauses_never_in_force"] = nullptr;
  out["conditions_one_sided"] = nullptr;
  if (!report.all_ran) return out;
  out["clauses_never_in_force"] = Json::array();
  for (const ClauseId id : report.never_in_force) out["clauses_never_in_force"].push_back(policy[id].name);
  out["conditions_one_sided"] = Json::array();
  for (const OneSided& condition : report.one_sided) out["conditions_one_sided"].push_back(json_of(condition, report));
  return out;
}

}  // namespace

std::string test_json(const std::vector<TestReport>& reports) {
  Json list = Json::array();
  for (const TestReport& report : reports) list.push_back(json_of(report));
  Json document = Json::object();
  document["policies"] = std::move(list);
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace carveout::tool
