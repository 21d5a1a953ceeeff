#include "carveout/replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>
#include <tuple>
#include <utility>

#include "carveout/log.hpp"
#include "commands.hpp"
#include "diagnostics.hpp"
#include "input.hpp"
#include "policy_file.hpp"

// Each record of a log is decided again. What came out otherwise is told in groups: one for each action, what it was
// and is, and the clauses that made it so then and now; with the first record of the group as its example.
namespace carveout::tool {
namespace {

constexpr std::uint64_t kLinesBytes = 4ull << 30;  // LIMIT: of a file of lines, which is held in memory; a log is not
constexpr std::size_t kMostGroups = 1'000;         // LIMIT: nobody reads more; those past it are counted together
constexpr std::size_t kMostListed = 20;            // LIMIT: of records that are not decided, by their numbers

struct Group {
  DecisionRecord before;
  std::optional<DecisionRecord> after;
  std::vector<std::string> differing;
  bool same_policy = false;
  std::size_t records = 0;
  std::uint64_t example = 0;      // by its number
  std::string date;               // its governing date
  std::string why;                // the reasons of the answer now
  std::vector<std::string> gone;  // clauses that made it, and are in the policy no more
};
using GroupKey = std::tuple<bool, std::string, std::string, std::vector<std::string>, std::string,
                            std::vector<std::string>, std::vector<std::string>>;

// Records that were not decided, for one reason.
struct Undecided {
  std::size_t records = 0;
  std::vector<std::uint64_t> numbers;  // the first of them
};

std::string names(const std::vector<std::string>& all) {
  std::string out;
  for (const std::string& one : all) out += (out.empty() ? "" : ", ") + shown(one);
  return out;
}

std::string made_by(const DecisionRecord& decision) {
  if (decision.basis == "default") return "by default";
  return decision.clauses.empty() ? "by no clause for certain" : "by " + names(decision.clauses);
}

class ReplayRun {
 public:
  ReplayRun(const ReplayCommand& command, Streams& streams) : command_(command), streams_(streams) {}

  Exit run() {
    if (const Exit exit = open_policy(command_.policy, streams_, file_); exit != Exit::Good) return exit;
    digest_ = policy_digest(*file_.loaded.sources);
    if (const Exit exit = read(); exit != Exit::Good) return exit;
    streams_.out.write(command_.format == Format::Json ? json() : text());
    return exit_status();
  }

 private:
  Exit read() {
    std::string problem;
    name_ = command_.records;
    if (is_database()) {
      problem = read_log(command_.records, [&](const LogRow& row) { return take(row.sequence, row.line); });
    } else {
      Input input = read_argument(command_.records, kLinesBytes);
      name_ = input.name;
      if (!input.text) {
        complain(streams_, cannot_read(input));
        return Exit::CommandAtFault;
      }
      read_lines(*input.text);
    }
    if (!problem.empty() && problem_.empty()) problem_ = fmt::format("{} cannot be read: {}", shown(name_), problem);
    if (problem_.empty()) return Exit::Good;
    complain(streams_, problem_);
    return Exit::CommandAtFault;
  }

  [[nodiscard]] bool is_database() const {
    constexpr std::string_view kMagic = "SQLite format 3";
    if (command_.records == "-" || command_.records.rfind("/dev/", 0) == 0) return false;
    // To look into a pipe would wait for somebody to write to it.
    std::error_code error;
    if (!std::filesystem::is_regular_file(command_.records, error)) return false;
    std::string begin(kMagic.size(), '\0');
    std::ifstream(command_.records, std::ios::binary).read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return begin == kMagic;
  }

  void read_lines(std::string_view text) {
    for (std::uint64_t number = 1; !text.empty(); ++number) {
      const std::size_t end = std::min(text.find('\n'), text.size());
      std::string_view line = text.substr(0, end);
      text.remove_prefix(std::min(end + 1, text.size()));
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      if (!line.empty() && !take(number, line)) return;
    }
  }

  bool take(std::uint64_t number, std::string_view line) {
    const ReadRecord read = read_record(line);
    if (!read.record) {
      problem_ = fmt::format("{}: line {} is no decision record: {}", shown(name_), number, shown(read.problem));
      return false;
    }
    ++records_;
    take(number, *read.record);
    return true;
  }

  void take(std::uint64_t number, const Record& record) {
    const Replayed replayed = replay(*file_.plan, digest_, record);
    if (replayed.kind != Replayed::Kind::Decided) {
      altered_ |= replayed.kind == Replayed::Kind::FactsAltered;
      Undecided& entry = undecided_[reason_of_kind(replayed)];
      ++entry.records;
      if (entry.numbers.size() < kMostListed) entry.numbers.push_back(number);
      return;
    }
    ++decided_;
    same_policy_ += replayed.same_policy;
    differ_ += replayed.differs();
    outcomes_ += std::any_of(replayed.decisions.begin(), replayed.decisions.end(), [](const ReplayedDecision& one) {
      return !one.differing.empty() && (!one.after || one.after->outcome != one.before.outcome);
    });
    wrong_ += replayed.same_policy && replayed.differs();
    if (replayed.other_date) {
      ++other_dates_;
      if (other_date_.empty())
        other_date_ =
            fmt::format("record {}: {} then, {} now", number, record.as_of ? shown(*record.as_of) : "not known",
                        replayed.as_of.value_or("not known"));
    }
    for (const ReplayedDecision& decision : replayed.decisions) {
      if (!decision.differing.empty()) group(number, replayed, decision);
    }
  }

  static std::string reason_of_kind(const Replayed& replayed) {
    switch (replayed.kind) {
      case Replayed::Kind::Decided:
        return {};
      case Replayed::Kind::WithoutFacts:
        return "the record holds no facts, only their digest";
      case Replayed::Kind::FactsAltered:
        return "its facts are not those of its digest: they were changed";
      case Replayed::Kind::FactsDoNotFit:
        return "its facts do not fit the policy: " + replayed.reason;
      case Replayed::Kind::DateUnknown:
        return "the governing date that was told from outside is no date";
    }
    return {};
  }

  void group(std::uint64_t number, const Replayed& replayed, const ReplayedDecision& decision) {
    const DecisionRecord& before = decision.before;
    const DecisionRecord none;
    const DecisionRecord& after = decision.after ? *decision.after : none;
    GroupKey key(replayed.same_policy, before.action, before.outcome, before.clauses, after.outcome, after.clauses,
                 decision.differing);
    auto found = groups_.find(key);
    if (found == groups_.end() && groups_.size() >= kMostGroups) {
      ++past_groups_;
      return;
    }
    if (found == groups_.end()) {
      Group made{before, decision.after, decision.differing, replayed.same_policy, 0, number, {}, {}, {}};
      made.date = replayed.as_of.value_or("");
      for (const std::string& clause : before.clauses) {
        if (file_.loaded.policy->find_clauses(clause).empty()) made.gone.push_back(clause);
      }
      if (decision.after) {
        const AnswerContext context{file_.loaded.policy, file_.loaded.sources, replayed.facts,
                                    governing_dates(*file_.plan, replayed.facts, replayed.options)};
        constexpr std::size_t kIndent = 2;
        made.why = reasons_text(context, decision.answer, std::max<std::size_t>(streams_.out.width(), 40) - kIndent);
      }
      found = groups_.emplace(std::move(key), std::move(made)).first;
    }
    ++found->second.records;
  }

  // Those with another outcome first, and of these those of most records.
  [[nodiscard]] std::vector<const Group*> sorted() const {
    std::vector<const Group*> out;
    for (const auto& [key, one] : groups_) out.push_back(&one);
    std::stable_sort(out.begin(), out.end(), [](const Group* a, const Group* b) {
      const bool first = other_outcome(*a);
      return first != other_outcome(*b) ? first : a->records > b->records;
    });
    return out;
  }

  // Or there is none any more.
  static bool other_outcome(const Group& group) { return !group.after || group.after->outcome != group.before.outcome; }

  [[nodiscard]] Exit exit_status() const {
    if (altered_) return Exit::CommandAtFault;
    return wrong_ > 0 || (command_.facts_required && decided_ < records_) ? Exit::PolicyAtFault : Exit::Good;
  }

  // --- as text

  [[nodiscard]] std::string text() const {
    std::string out = fmt::format("{}: {}, {} decided again by {}", shown(name_), counted(records_, "record"),
                                  decided_ == records_ ? "all" : std::to_string(decided_), shown(file_.name));
    if (decided_ > same_policy_)
      out += same_policy_ == 0 ? ", another version than theirs"
                               : fmt::format(", {} of them made by another version", decided_ - same_policy_);
    out += differ_ == 0 ? "; nothing differs\n"
                        : fmt::format("; {}, {} in the outcome\n", counted(differ_, "differs", "differ"),
                                      outcomes_ == 0 ? "none" : std::to_string(outcomes_));
    if (differ_ > 0 && wrong_ > 0)
      out += fmt::format(
          "{} made by this very policy: by a version of the engine that decides otherwise, or the record was "
          "changed.\n",
          wrong_ == 1 ? "1 was" : fmt::format("{} were", wrong_));
    for (const auto& [reason, entry] : undecided_) out += undecided(reason, entry);
    if (other_dates_ > 0)
      out += fmt::format("\nAnother date governs {} of them, such as {}.\n", other_dates_, other_date_);
    for (const Group* one : sorted()) out += '\n' + text(*one);
    if (past_groups_ > 0) out += fmt::format("\nAnd {} of other kinds.\n", counted(past_groups_, "decision"));
    return out;
  }

  static std::string undecided(const std::string& reason, const Undecided& entry) {
    std::string numbers;
    for (const std::uint64_t number : entry.numbers) numbers += (numbers.empty() ? "" : ", ") + std::to_string(number);
    if (entry.records > entry.numbers.size()) numbers += ", …";
    return fmt::format("Not decided: {} ({}), because {}.\n", counted(entry.records, "record"), numbers, shown(reason));
  }

  static std::string text(const Group& group) {
    const DecisionRecord& before = group.before;
    std::string out = shown(before.action) + ": ";
    if (!group.after) {
      return out + fmt::format("was {} {}; the policy has no such action, in {}\n  for example record {}\n",
                               before.outcome, made_by(before), counted(group.records, "record"), group.example);
    }
    const DecisionRecord& after = *group.after;
    out += other_outcome(group) ? fmt::format("{} becomes {}", before.outcome, after.outcome)
                                : fmt::format("{} as before, with other {}", after.outcome, others(group.differing));
    out +=
        fmt::format(", in {}{}\n", counted(group.records, "record"), group.same_policy ? ", by the same policy" : "");
    if (before.clauses != after.clauses || before.basis != after.basis || other_outcome(group))
      out += fmt::format("  then {}\n  now  {}\n", made_by(before), made_by(after));
    if (before.allowed != after.allowed)
      out +=
          after.allowed ? "  it may be done now, and could not then\n" : "  it may not be done now, and could then\n";
    if (before.until != after.until)
      out += fmt::format("  until {} then, {} now\n", shown(before.until.value_or("no day")),
                         shown(after.until.value_or("no day")));
    if (before.duties != after.duties)
      out += fmt::format("  then with {}\n  now  with {}\n", duties(before), duties(after));
    if (!group.gone.empty()) out += fmt::format("  no longer in the policy: {}\n", names(group.gone));
    out += fmt::format("  for example record {}{}\n", group.example, group.date.empty() ? "" : ", on " + group.date);
    return out + indented(group.why, 2);
  }

  // What differs besides the outcome, but for what follows from other clauses or duties.
  static std::string others(const std::vector<std::string>& differing) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kWords{
        {{"possible", "possible outcomes"}, {"clauses", "clauses"}, {"until", "terms"}, {"duties", "duties"}}};
    std::string out;
    for (const auto& [member, words] : kWords) {
      if (std::find(differing.begin(), differing.end(), member) != differing.end())
        out += fmt::format("{}{}", out.empty() ? "" : ", ", words);
    }
    return out.empty() ? names(differing) : out;
  }

  static std::string duties(const DecisionRecord& decision) {
    std::string out;
    for (const DutyRecord& duty : decision.duties) {
      out += fmt::format("{}{} ({}{}, {}{})", out.empty() ? "" : "; ", shown(duty.duty),
                         duty.required == "possibly" ? "possibly " : "", duty.timing, duty.status,
                         duty.due ? ", due " + shown(*duty.due) : "");
    }
    return out.empty() ? "no duty" : out;
  }

  // --- as JSON

  static nlohmann::ordered_json json(const DecisionRecord& decision) {
    nlohmann::ordered_json duties = nlohmann::ordered_json::array();
    for (const DutyRecord& duty : decision.duties)
      duties.push_back({{"duty", duty.duty},
                        {"timing", duty.timing},
                        {"required", duty.required},
                        {"status", duty.status},
                        {"due", duty.due ? nlohmann::ordered_json(*duty.due) : nlohmann::ordered_json()}});
    return {{"outcome", decision.outcome},
            {"allowed", decision.allowed},
            {"basis", decision.basis},
            {"possible", decision.possible},
            {"clauses", decision.clauses},
            {"until", decision.until ? nlohmann::ordered_json(*decision.until) : nlohmann::ordered_json()},
            {"duties", std::move(duties)}};
  }

  [[nodiscard]] std::string json() const {
    nlohmann::ordered_json undecided = nlohmann::ordered_json::array();
    for (const auto& [reason, entry] : undecided_)
      undecided.push_back({{"why", reason}, {"records", entry.records}, {"first", entry.numbers}});
    nlohmann::ordered_json differences = nlohmann::ordered_json::array();
    for (const Group* one : sorted()) {
      differences.push_back(
          {{"action", one->before.action},
           {"records", one->records},
           {"same_policy", one->same_policy},
           {"differing", one->differing},
           {"example", one->example},
           {"as_of", one->date.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(one->date)},
           {"before", json(one->before)},
           {"after", one->after ? json(*one->after) : nlohmann::ordered_json()},
           {"gone", one->gone},
           {"why", one->why}});
    }
    const nlohmann::ordered_json out = {{"policy", {{"name", file_.loaded.policy->root().name}, {"digest", digest_}}},
                                        {"records", records_},
                                        {"decided", decided_},
                                        {"same_policy", same_policy_},
                                        {"differ", differ_},
                                        {"outcomes_differ", outcomes_},
                                        {"at_fault", wrong_},
                                        {"other_dates", other_dates_},
                                        {"not_decided", std::move(undecided)},
                                        {"differences", std::move(differences)},
                                        {"more_differences", past_groups_}};
    return out.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + '\n';
  }

  const ReplayCommand& command_;
  Streams& streams_;
  PolicyFile file_;
  std::string digest_;
  std::string name_;  // of the records
  std::string problem_;
  std::map<GroupKey, Group> groups_;
  std::map<std::string, Undecided> undecided_;
  std::size_t records_ = 0;
  std::size_t decided_ = 0;
  std::size_t same_policy_ = 0;  // of those that were decided again
  std::size_t differ_ = 0;
  std::size_t outcomes_ = 0;  // differ in an outcome
  std::size_t wrong_ = 0;     // differ, and were made by the same policy
  std::size_t other_dates_ = 0;
  std::string other_date_;
  std::size_t past_groups_ = 0;
  bool altered_ = false;
};

}  // namespace

Exit run_replay(const ReplayCommand& command, Streams& streams) {
  return ReplayRun(command, streams).run();
}

}  // namespace carveout::tool
