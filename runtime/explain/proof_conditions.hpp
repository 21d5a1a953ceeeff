#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "carveout/why.hpp"
#include "eval/evaluation.hpp"
#include "eval/reading.hpp"

namespace carveout {

// The conditions of a proof: each is told of once, with the facts and the rest that it was read from.
class ProofConditions {
 public:
  // Both must outlive it.
  ProofConditions(eval::Evaluation& evaluation, Proof& proof);

  // Of parts that are settled those that settle them; of others those that are open.
  enum class Which : std::uint8_t { Deciding, Open };
  // Of these conditions of some parts of a clause, the numbers of those that are told of; in full all are. `governing`
  // is the clause's date.
  [[nodiscard]] std::vector<std::uint32_t> told(const std::vector<plan::ConditionPlan>& all,
                                                const std::vector<plan::NodeId>& parts, Which which,
                                                plan::NodeId governing);
  // Those that the conditions told of rest on.
  [[nodiscard]] const std::vector<plan::NodeId>& roots() const noexcept { return roots_; }

 private:
  [[nodiscard]] std::uint32_t tell(const plan::ConditionPlan& condition, const std::optional<Date>& date);
  void add_definitions(Span condition, eval::Passed& passed);
  void add_row(Span condition, std::uint32_t define, const plan::TablePlan& table, eval::Passed& passed);
  void add_named(Span condition, const std::optional<Date>& date, eval::Passed& passed);
  void add_entry(ExprId membership, const std::optional<Date>& date, eval::Passed& passed);
  void add_value(std::uint32_t parameter, const Date& date, eval::Passed& passed);
  [[nodiscard]] Value value_of_fact(ExprId id) const;
  [[nodiscard]] bool calls(Span condition, std::uint32_t define);

  const Plan& plan_;
  const CheckedPolicy& policy_;
  eval::Evaluation& evaluation_;
  Proof& proof_;
  std::map<std::tuple<plan::NodeId, FileId, std::uint32_t, bool>, std::uint32_t> known_;
  std::vector<plan::NodeId> roots_;
  // By where they are written: which definitions are called; which expressions name a list of a closed
  // type or a parameter.
  std::vector<std::tuple<FileId, std::uint32_t, std::uint32_t>> calls_;
  std::optional<std::vector<std::tuple<FileId, std::uint32_t, std::uint32_t>>> named_;
};

}  // namespace carveout
