#include "record.hpp"

#include <fmt/format.h>

#include "carveout/log.hpp"
#include "carveout/record.hpp"

namespace carveout::tool {

Exit check_recording(const AskCommand& command, const Question& question, Streams& streams) {
  const auto refuse = [&](std::string_view message) {
    complain(streams, message);
    return Exit::CommandAtFault;
  };
  const RecordArguments& record = command.keeping;
  if (!record.asked_for()) {
    if (record.no_facts || record.at || record.policy_version)
      return refuse(
          "`--no-facts`, `--at` and `--policy-version` say what a record holds: ask for one with `--record` or `--log "
          "FILE`");
    return Exit::Good;
  }
  if (!command.without.empty() || !command.what_if.empty())
    return refuse(
        "a record is of what a policy says on the facts, and not of what it would say: leave `--without` and "
        "`--what-if` out");
  if (!question.asked.defines.empty())
    return refuse(fmt::format("`{}` is a definition, and a record is of decisions: name actions alone",
                              question.policy().defines[index_of(question.asked.defines[0])].name));
  if (record.at && !Time::parse(*record.at))
    return refuse(
        fmt::format("`--at {}`: that is not a moment; write one like 2018-01-31T15:00-05:00", shown(*record.at)));
  return Exit::Good;
}

Exit keep(const AskCommand& command, const Question& question, const std::vector<Decision>& decisions,
          Streams& streams) {
  const RecordArguments& record = command.keeping;
  RecordOptions options;
  options.policy_digest = policy_digest(*question.file.loaded.sources);
  options.policy_version = record.policy_version;
  if (record.at) options.at = Time::parse(*record.at);
  options.facts = record.no_facts ? FactsKept::Digest : FactsKept::Whole;
  options.decide = question.options;
  const std::string line = record_line(question.plan(), question.facts, decisions, options);
  if (record.log) {
    OpenedLog opened = DecisionLog::open(*record.log);
    std::string problem = std::move(opened.problem);
    if (opened.log) problem = opened.log->append(line).problem;
    if (!problem.empty()) {
      complain(streams, fmt::format("{} cannot be appended to: {}", shown(*record.log), problem));
      return Exit::CommandAtFault;
    }
  }
  if (record.print) streams.out.write(line + '\n');
  return Exit::Good;
}

}  // namespace carveout::tool
