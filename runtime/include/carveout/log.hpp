#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

// A decision log is a file, an SQLite database, of lines that are only ever added: decision records, as record_line()
// writes them. Each row is chained to the one before by a hash, so that a row that is changed, taken out or put
// elsewhere shows; that rows at the end are gone shows against a head that was signed before. No function throws: what
// went wrong is a sentence, without the name of the file. Spec: language/19-records, 19.4.
namespace carveout {

// The last row: how many there are, and its hash in 64 digits, zeros where there is none.
struct LogHead {
  std::uint64_t sequence = 0;
  std::string hash = std::string(64, '0');
  friend bool operator==(const LogHead&, const LogHead&) = default;
};

struct LogOptions {
  enum class Missing : std::uint8_t { Create, Refuse };
  Missing missing = Missing::Create;
  std::uint32_t wait_ms = 5'000;  // for another process that is writing; after it, the log is told to be locked
};
struct LogAppended {
  std::optional<LogHead> head;  // with what was appended; none: nothing was
  std::string problem;
};

// LIMIT: of one line; the facts of a request are at most 64 MiB, and the decisions on them are short.
inline constexpr std::size_t kLogLineBytes = 128u << 20;

struct OpenedLog;
// A log that is written. Any number of processes may have one open; in a process, of one DecisionLog any number of
// threads. A process that has forked opens its own. Where a write passes RLIMIT_FSIZE, the system kills the process
// unless it ignores SIGXFSZ.
class DecisionLog {
 public:
  // Takes a log as it is, but for its last row, whose hash must fit: verify_log() looks at all of it.
  [[nodiscard]] static OpenedLog open(const std::string& path, const LogOptions& options = {}) noexcept;
  DecisionLog(DecisionLog&&) noexcept;
  DecisionLog& operator=(DecisionLog&&) noexcept;
  ~DecisionLog();

  // Returns once the line is on the disk: a crash of the process, and of the machine if its disk keeps what it said it
  // kept, does not lose it. Of several lines all are appended or none; they cost one write to the disk.
  LogAppended append(std::string_view line) noexcept;
  LogAppended append(std::span<const std::string_view> lines) noexcept;
  [[nodiscard]] LogAppended head() noexcept;

 private:
  struct State;
  explicit DecisionLog(std::unique_ptr<State> state) noexcept;
  std::unique_ptr<State> state_;
};
struct OpenedLog {
  std::optional<DecisionLog> log;
  std::string problem;  // where there is none
};

// --- reading

struct LogRow {
  std::uint64_t sequence = 0;
  std::string_view line;
};
// Hands out each row, in order, until it is told `false`. What went wrong, or nothing. Chain and hashes are not looked
// at. Changes nothing, and is no obstacle to those that write.
[[nodiscard]] std::string read_log(const std::string& path, const std::function<bool(const LogRow&)>& row) noexcept;

// --- heads that are signed, with Ed25519

struct LogKeys {
  std::string secret;  // 64 digits
  std::string key;     // the public one, 64 digits
};
[[nodiscard]] LogKeys make_log_keys();

struct SignedHead {
  LogHead head;
  std::optional<std::string> at;  // when, as the host says
  std::string key;
  std::string signature;  // 128 digits
};
// Nothing where the secret is none.
[[nodiscard]] std::optional<SignedHead> sign_head(const LogHead& head, std::optional<std::string> at,
                                                  std::string_view secret);
// One line of JSON, with its end.
[[nodiscard]] std::string signed_head_text(const SignedHead& head);
[[nodiscard]] std::optional<SignedHead> read_signed_head(std::string_view text);
// Was it signed by the secret of this public key?
[[nodiscard]] bool is_signed_by(const SignedHead& head, std::string_view key);

// --- verifying

struct LogBreak {
  std::uint64_t sequence = 0;  // of the row that is the first not to be as it was written, or is gone
  std::string seen;            // "its line or hash was changed"
};
struct VerifiedLog {
  std::optional<LogHead> head;     // of a log that is whole
  std::optional<LogBreak> broken;  // of one that is not
  std::string problem;             // of one that cannot be read
};
// Every row from the first, and that the log is that of the head, which may have gone on since. O(length). The
// signature is is_signed_by()'s.
[[nodiscard]] VerifiedLog verify_log(const std::string& path, const std::optional<LogHead>& signed_head = {}) noexcept;

}  // namespace carveout
