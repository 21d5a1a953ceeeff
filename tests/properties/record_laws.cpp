#include <fmt/format.h>

#include "carveout/replay.hpp"
#include "properties/laws.hpp"

// The laws of language/19-records.
namespace carveout::properties {
namespace {

const std::string kDigest(64, '0');

// What is wrong with the record of a decision, or nothing.
std::optional<std::string> wrong_with(const Ready& ready, const Facts& facts, const Record& record) {
  const std::string line = record_line(record);
  const ReadRecord read = read_record(line);
  if (!read.record) return fmt::format("a record is not read: {}\n{}", read.problem, line);
  if (*read.record != record || record_line(*read.record) != line)
    return fmt::format("a record is not read as it was:\n{}", line);
  const Replayed replayed = replay(*ready.plan, kDigest, record);
  if (replayed.kind == Replayed::Kind::FactsDoNotFit) {
    // An element of a list that is not known has no form in a document.
    if (record.facts->find("null") != std::string::npos) return std::nullopt;
    return fmt::format("facts are not read back: {}\n{}", replayed.reason, *record.facts);
  }
  if (replayed.kind != Replayed::Kind::Decided) return fmt::format("facts are read back as others:\n{}", *record.facts);
  if (canonical_facts(*ready.policy, replayed.facts) != canonical_facts(*ready.policy, facts))
    return fmt::format("facts are written otherwise once they are read:\n{}", *record.facts);
  if (replayed.differs()) return fmt::format("decided again, something differs:\n{}", line);
  return std::nullopt;
}

}  // namespace

Law recorded() {
  return {
      "a record is read back, and decided again nothing differs",
      [](const PolicyText&, const Ready& ready, const Question& question, std::uint64_t) -> std::optional<std::string> {
        const auto action = ready.policy->find_action(question.action);
        if (!ready.plan || !action) return std::nullopt;
        const Facts facts{in_order(*ready.policy, question.facts)};
        RecordOptions options;
        options.policy_digest = kDigest;
        options.decide.as_of = question.as_of;
        options.decide.ways = question.ways;
        const Decision decision = decide(*ready.plan, facts, *action, options.decide);
        return wrong_with(ready, facts, record_of(*ready.plan, facts, {&decision, 1}, options));
      }};
}

}  // namespace carveout::properties
