#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/decision.hpp"

// A Record is what is kept of decisions made at one time on one set of facts: by which policy, engine and language, on
// which facts, and what they were. As text it is one line of JSON, and there is one way to write it: the same record
// gives the same bytes, and a line that differs from them in one byte is no record. Spec: language/19-records.
namespace carveout {

// Of the files that a policy was made of, the one given first. 64 digits of SHA-256. Spec: 19.2.
[[nodiscard]] std::string policy_digest(const SourceMap& sources);
// The facts as one line of canonical JSON, and the digest of that. Spec: 19.2.
[[nodiscard]] std::string canonical_facts(const CheckedPolicy& policy, const Facts& facts);
[[nodiscard]] std::string facts_digest(std::string_view canonical_facts);

struct DutyRecord {
  std::string duty;
  std::string timing;    // "before", "after", "standing"
  std::string required;  // "yes", "possibly", "no"
  std::string status;    // "done", "outstanding", "unknown"
  std::optional<std::string> due;
  friend bool operator==(const DutyRecord&, const DutyRecord&) = default;
};
struct DecisionRecord {
  std::string action;
  std::string outcome;
  bool allowed = false;
  std::string basis;                  // "clauses", "default"
  std::vector<std::string> possible;  // outcomes
  std::vector<std::string> clauses;   // that made it, by their names
  std::optional<std::string> until;
  std::vector<DutyRecord> duties;
  friend bool operator==(const DecisionRecord&, const DecisionRecord&) = default;
};
struct Record {
  std::string policy;
  std::optional<std::string> policy_version;  // what the host calls it
  std::string policy_digest;
  std::string engine;
  std::string language;
  std::optional<std::string> at;     // when, as the host says: the library has no clock
  std::optional<std::string> as_of;  // the root policy's governing date, where it is known
  bool as_of_told = false;           // it was told from outside, in place of the policy's `as of`
  std::uint64_t ways = 0;            // of DecideOptions
  std::uint64_t steps = 0;
  std::string facts_digest;
  std::optional<std::string> facts;  // canonical
  std::vector<DecisionRecord> decisions;
  friend bool operator==(const Record&, const Record&) = default;
};

enum class FactsKept : std::uint8_t { Digest, Whole };
struct RecordOptions {
  std::string policy_digest;                  // of policy_digest(), which costs as much as the policy is long: once
  std::optional<std::string> policy_version;  // as the host numbers them
  std::optional<Time> at;
  FactsKept facts = FactsKept::Whole;  // what replay decides on again. They may be personal data: the host chooses
  DecideOptions decide;                // what the decisions were made with
};
// Precondition: the decisions are the plan's, on these facts, with these options. Thread safe. Never throws but for
// want of memory.
[[nodiscard]] Record record_of(const Plan& plan, const Facts& facts, std::span<const Decision> decisions,
                               const RecordOptions& options);
// Without a line end.
[[nodiscard]] std::string record_line(const Record& record);
[[nodiscard]] std::string record_line(const Plan& plan, const Facts& facts, std::span<const Decision> decisions,
                                      const RecordOptions& options);

struct ReadRecord {
  std::optional<Record> record;
  std::string problem;  // where there is none: "at byte 12 `…` is due, not `…`"
};
// Of a line without its end. What comes out writes the same line again; the facts in it are not read yet, which needs
// a policy. O(length).
[[nodiscard]] ReadRecord read_record(std::string_view line);

}  // namespace carveout
