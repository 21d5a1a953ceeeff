#include <mutex>
#include <new>
#include <utility>

#include "carveout/log.hpp"
#include "log/database.hpp"
#include "record/sha256.hpp"

namespace carveout {
namespace {

using log::Database;
using log::Row;
using log::Statement;

constexpr std::size_t kHashBytes = 32;

}  // namespace

struct DecisionLog::State {
  std::mutex mutex;
  Database database;
  Statement last;  // the two rows at the end, the last one first
  Statement insert;

  std::string open(const std::string& path, const LogOptions& options) {
    std::string failed = database.open_to_write(path, options.missing == LogOptions::Missing::Create, options.wait_ms);
    if (failed.empty())
      failed = database.prepare("SELECT seq, line, hash FROM decisions ORDER BY seq DESC LIMIT 2", last);
    if (failed.empty()) failed = database.prepare("INSERT INTO decisions (seq, line, hash) VALUES (?, ?, ?)", insert);
    std::uint64_t sequence = 0;
    std::string hash;
    return failed.empty() ? end(sequence, hash) : failed;
  }

  // The last row, whose hash must fit the one before.
  std::string end(std::uint64_t& sequence, std::string& hash) {
    sequence = 0;
    hash.assign(kHashBytes, '\0');
    sqlite3_reset(last.get());
    int code = sqlite3_step(last.get());
    if (code == SQLITE_DONE) return done(last, {});
    std::string line;
    std::optional<Row> row = code == SQLITE_ROW ? log::row_of(last.get()) : std::nullopt;
    if (code != SQLITE_ROW) return done(last, database.problem());
    if (!row) return done(last, "its last row is damaged");
    sequence = row->sequence;
    hash = row->hash;
    line = row->line;
    code = sqlite3_step(last.get());
    std::string before(kHashBytes, '\0');
    if (code == SQLITE_ROW) {
      row = log::row_of(last.get());
      if (!row) return done(last, "the row before its last is damaged");
      before = row->hash;
    } else if (code != SQLITE_DONE) {
      return done(last, database.problem());
    }
    const std::uint64_t first = code == SQLITE_DONE ? 1 : row->sequence + 1;
    if (sequence != first || log::chained(before, sequence, line) != hash)
      return done(last, "its last row does not follow from the one before: verify it before anything is appended");
    return done(last, {});
  }

  static std::string done(const Statement& statement, std::string problem) {
    sqlite3_reset(statement.get());
    return problem;
  }

  std::string add(std::span<const std::string_view> lines, std::uint64_t& sequence, std::string& hash) {
    if (std::string failed = end(sequence, hash); !failed.empty()) return failed;
    for (const std::string_view line : lines) {
      ++sequence;
      hash = log::chained(hash, sequence, line);
      sqlite3_bind_int64(insert.get(), 1, static_cast<sqlite3_int64>(sequence));
      sqlite3_bind_text64(insert.get(), 2, line.data(), line.size(), SQLITE_STATIC, SQLITE_UTF8);
      sqlite3_bind_blob(insert.get(), 3, hash.data(), static_cast<int>(hash.size()), SQLITE_STATIC);
      const int code = sqlite3_step(insert.get());
      std::string failed = code == SQLITE_DONE ? "" : database.problem();
      sqlite3_reset(insert.get());
      sqlite3_clear_bindings(insert.get());
      if (!failed.empty()) return failed;
    }
    return {};
  }

  LogAppended append(std::span<const std::string_view> lines) {
    const std::scoped_lock lock(mutex);
    for (const std::string_view line : lines) {
      if (line.empty() || line.find_first_of(std::string_view("\n\r\0", 3)) != std::string_view::npos)
        return {std::nullopt, "what is appended is not one line: it is empty, or has a line end or a zero in it"};
      if (line.size() > kLogLineBytes) return {std::nullopt, "the line is longer than 128 MiB"};
    }
    std::uint64_t sequence = 0;
    std::string hash;
    std::string failed = database.run("BEGIN IMMEDIATE");
    if (!failed.empty()) return {std::nullopt, std::move(failed)};
    failed = add(lines, sequence, hash);
    if (failed.empty()) failed = database.run("COMMIT");
    if (failed.empty()) return {LogHead{sequence, record::to_hex(hash)}, {}};
    static_cast<void>(database.run("ROLLBACK"));
    return {std::nullopt, std::move(failed)};
  }

  LogAppended head() {
    const std::scoped_lock lock(mutex);
    std::uint64_t sequence = 0;
    std::string hash;
    if (std::string failed = end(sequence, hash); !failed.empty()) return {std::nullopt, std::move(failed)};
    return {LogHead{sequence, record::to_hex(hash)}, {}};
  }
};

DecisionLog::DecisionLog(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
DecisionLog::DecisionLog(DecisionLog&&) noexcept = default;
DecisionLog& DecisionLog::operator=(DecisionLog&&) noexcept = default;
DecisionLog::~DecisionLog() = default;

OpenedLog DecisionLog::open(const std::string& path, const LogOptions& options) noexcept try {
  auto state = std::make_unique<State>();
  if (std::string failed = state->open(path, options); !failed.empty()) return {std::nullopt, std::move(failed)};
  return {DecisionLog(std::move(state)), {}};
} catch (const std::exception&) {
  return {std::nullopt, "out of memory"};  // short enough to need none
}

LogAppended DecisionLog::append(std::string_view line) noexcept {
  return append(std::span(&line, 1));
}

LogAppended DecisionLog::append(std::span<const std::string_view> lines) noexcept try {
  return state_->append(lines);
} catch (const std::exception&) {
  static_cast<void>(sqlite3_exec(state_->database.handle(), "ROLLBACK", nullptr, nullptr, nullptr));
  return {std::nullopt, "out of memory"};
}

LogAppended DecisionLog::head() noexcept try { return state_->head(); } catch (const std::exception&) {
  return {std::nullopt, "out of memory"};
}

}  // namespace carveout
