// Any bytes are taken as a decision record and as a signed head, without a crash, and what is promised holds:
// - there is a record, or it is said why not; never both;
// - a record that is read writes the bytes that it was read from, and so does a signed head;
// - a record can be decided again, or it is said why not.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "carveout/lang/load.hpp"
#include "carveout/log.hpp"
#include "carveout/replay.hpp"
#include "support/leave_policy.hpp"

namespace {

using namespace carveout;

void require(bool holds) {
  if (!holds) std::abort();
}

// LIMIT: of a record that asks for more; each input is to take milliseconds.
constexpr std::uint64_t kMostSteps = 10'000;
constexpr std::size_t kMostDecisions = 16;

class NoModules : public ModuleResolver {
 public:
  [[nodiscard]] ModuleText resolve(std::string_view path) override {
    static_cast<void>(path);
    return {};
  }
};

std::shared_ptr<const Plan> made() {
  NoModules modules;
  const Loaded loaded = load_policy("leave.carve", testing::kLeave, modules);
  require(loaded.policy != nullptr);
  return compile(loaded.policy).plan;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const std::shared_ptr<const Plan> plan = made();
  require(plan != nullptr);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto head = read_signed_head(bytes)) {
    const std::string text = signed_head_text(*head);
    require(bytes.substr(0, text.size() - 1) == std::string_view(text).substr(0, text.size() - 1));
    require(!is_signed_by(*head, std::string(64, '0')));
  }
  ReadRecord read = read_record(bytes);
  require(read.record.has_value() == read.problem.empty());
  if (!read.record) return 0;
  require(record_line(*read.record) == bytes);
  Record& record = *read.record;
  if (record.steps > kMostSteps || record.decisions.size() > kMostDecisions) return 0;
  // The digest is made to fit, which no search finds.
  if (record.facts) record.facts_digest = facts_digest(*record.facts);
  const Replayed replayed = replay(*plan, std::string(64, '0'), record);
  require(replayed.kind != Replayed::Kind::FactsAltered || record.policy_digest == std::string(64, '0'));
  require(replayed.kind != Replayed::Kind::Decided || replayed.decisions.size() == record.decisions.size());
  return 0;
}
