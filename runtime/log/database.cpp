#include "log/database.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <thread>

#include "record/sha256.hpp"

namespace carveout::log {
namespace {

namespace fs = std::filesystem;

// SPEC 19.4: the one thing in a log, to the letter: what another definition would do to rows is not known.
constexpr const char* kTable =
    "CREATE TABLE decisions (seq INTEGER PRIMARY KEY, line TEXT NOT NULL, hash BLOB NOT NULL) STRICT";

std::string of_system(int error) {
  std::string out = std::strerror(error);
  if (!out.empty() && out[0] >= 'A' && out[0] <= 'Z') out[0] = static_cast<char>(out[0] - 'A' + 'a');
  return out;
}

// SQLite takes some names for other things than files, `:memory:` and the empty one.
std::string as_file(const std::string& path) {
  return path.front() == '/' ? path : "./" + path;
}

// A name for SQLite's own use, with what it gives a meaning to written as digits.
std::string as_uri(const std::string& path) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out = "file:";
  for (const char c : as_file(path)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
                       c == '.' || c == '-' || c == '_';
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4u];
    out += kDigits[byte & 15u];
  }
  return out + "?immutable=1";
}

// What stands there. The file itself is opened by SQLite alone: that another descriptor of it is closed would take the
// locks of every log of this process that is open on it.
std::string look_at_file(const std::string& path, bool create) {
  if (path.empty() || path.find('\0') != std::string::npos) return "that is not the name of a file";
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) return create ? "" : "there is no such file";
  if (error) return of_system(error.value());
  if (status.type() == fs::file_type::directory) return "it is a folder";
  return status.type() == fs::file_type::regular ? "" : "it is not a file";
}

}  // namespace

std::string Database::problem() const {
  const int code = sqlite3_extended_errcode(database_);
  const int system = sqlite3_system_errno(database_);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return "another program keeps it locked";
    case SQLITE_FULL:
      return "there is no room left for it";
    case SQLITE_READONLY:
      return "it may be read and not written";
    case SQLITE_CORRUPT:
      return "the database is damaged";
    case SQLITE_NOTADB:
      return "it is no decision log: not a database of SQLite";
    case SQLITE_NOMEM:
      return "out of memory";
    case SQLITE_CANTOPEN:
      return system != 0 ? of_system(system) : "it cannot be opened";
    case SQLITE_IOERR:
      if (system == EFBIG) return "the file may not grow any further";
      if (system == ENOSPC || system == EDQUOT) return "there is no room left for it";
      return system != 0 ? of_system(system)
                         : std::string("it cannot be read or written: ") + sqlite3_errmsg(database_);
    default:
      return sqlite3_errmsg(database_);
  }
}

// SQLite's own way of waiting looks ever more seldom, ten times a second in the end. A writer that goes on and on
// leaves the lock for so short a time that another, looking so seldom, finds it free by luck alone.
int Database::wait(void* self, int times) noexcept {
  constexpr std::chrono::microseconds kPause{500};
  auto& database = *static_cast<Database*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (times == 0) database.waits_since_ = now;
  if (now - database.waits_since_ >= database.longest_) return 0;
  std::this_thread::sleep_for(kPause);
  return 1;
}

std::string Database::run(const char* sql) {
  return sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) == SQLITE_OK ? "" : problem();
}

std::string Database::prepare(const char* sql, Statement& out) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database_, sql, -1, &statement, nullptr);
  out.reset(statement);
  return code == SQLITE_OK ? "" : problem();
}

std::string Database::number(const char* sql, std::int64_t& out) {
  Statement statement;
  if (std::string failed = prepare(sql, statement); !failed.empty()) return failed;
  if (sqlite3_step(statement.get()) != SQLITE_ROW) return problem();
  out = sqlite3_column_int64(statement.get(), 0);
  return {};
}

std::string Database::open(const std::string& name, int flags) {
  sqlite3_close(database_);
  database_ = nullptr;
  const int code = sqlite3_open_v2(name.c_str(), &database_, flags | SQLITE_OPEN_FULLMUTEX, nullptr);
  if (database_ == nullptr) return "out of memory";
  sqlite3_extended_result_codes(database_, 1);
  if (code != SQLITE_OK) return problem();
  // What stands in the file is not trusted to name functions; damage is looked for.
  return run("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0");
}

std::string Database::look(bool& empty) {
  std::int64_t application = 0;
  std::int64_t format = 0;
  std::int64_t things = 0;
  std::string failed = number("PRAGMA application_id", application);
  if (failed.empty()) failed = number("PRAGMA user_version", format);
  if (failed.empty()) failed = number("SELECT count(*) FROM sqlite_schema", things);
  if (!failed.empty()) return failed;
  empty = application == 0 && format == 0 && things == 0;
  if (empty) return {};
  if (application != kApplicationId) return "it is no decision log: a database of another program";
  if (format != kFormat) return "it is a decision log of another version: format " + std::to_string(format);
  Statement statement;
  failed = prepare("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = 'decisions'", statement);
  if (!failed.empty()) return failed;
  if (sqlite3_step(statement.get()) != SQLITE_ROW)
    return "it is no decision log any more: it has no table of decisions";
  const auto* sql = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
  if (things != 1 || sql == nullptr || std::strcmp(sql, kTable) != 0)
    return "it is no decision log any more: something was added to the database, or its table was changed";
  return {};
}

std::string Database::look_at_once(bool& empty) {
  std::string failed = run("BEGIN");
  if (!failed.empty()) return failed;
  failed = look(empty);
  std::string ended = run("COMMIT");
  return failed.empty() ? ended : failed;
}

std::string Database::make(std::uint32_t wait_ms) {
  bool empty = false;
  std::string failed = look_at_once(empty);
  if (!failed.empty() || !empty) return failed;
  // That the database becomes one with a log of writes can fail while another process does the same, without waiting.
  constexpr std::uint32_t kPause = 20;
  for (std::uint32_t waited = 0;; waited += kPause) {
    failed = run("PRAGMA journal_mode = WAL");
    const bool busy = !failed.empty() && (sqlite3_errcode(database_) & 0xFF) == SQLITE_BUSY;
    if (!busy || waited >= wait_ms) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(kPause));
  }
  if (failed.empty()) failed = run("PRAGMA synchronous = FULL");
  if (failed.empty()) failed = run("BEGIN IMMEDIATE");
  if (!failed.empty()) return failed;
  failed = look(empty);
  if (failed.empty() && empty) {
    const std::string sql = std::string(kTable) + "; PRAGMA application_id = " + std::to_string(kApplicationId) +
                            "; PRAGMA user_version = " + std::to_string(kFormat);
    failed = run(sql.c_str());
  }
  if (failed.empty()) failed = run("COMMIT");
  if (!failed.empty()) static_cast<void>(run("ROLLBACK"));
  return failed;
}

std::string Database::open_to_write(const std::string& path, bool create, std::uint32_t wait_ms) {
  if (std::string failed = look_at_file(path, create); !failed.empty()) return failed;
  std::string failed = open(as_file(path), SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0));
  if (!failed.empty()) return failed;
  longest_ = std::chrono::milliseconds(wait_ms);
  sqlite3_busy_handler(database_, wait, this);
  // A file that may only be read opens all the same.
  if (sqlite3_db_readonly(database_, "main") == 1) return "it may be read and not written";
  failed = make(wait_ms);
  if (!failed.empty()) return failed;
  // Durable: each transaction is on the disk before it is said to be done.
  failed = run("PRAGMA synchronous = FULL");
  Statement statement;
  if (failed.empty()) failed = prepare("PRAGMA journal_mode", statement);
  if (!failed.empty()) return failed;
  const bool row = sqlite3_step(statement.get()) == SQLITE_ROW;
  const auto* mode = row ? reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0)) : nullptr;
  if (mode == nullptr || std::strcmp(mode, "wal") != 0)
    return "the file system that it is on does not do what a log of writes needs";
  return {};
}

std::string Database::open_to_read(const std::string& path) {
  if (std::string failed = look_at_file(path, false); !failed.empty()) return failed;
  constexpr int kWait = 5'000;
  bool empty = false;
  std::string failed = open(as_file(path), SQLITE_OPEN_READONLY);
  sqlite3_busy_timeout(database_, kWait);
  // All that is read is of one moment, however others write.
  if (failed.empty()) failed = run("BEGIN");
  if (failed.empty()) failed = look(empty);
  const int code = sqlite3_errcode(database_) & 0xFF;
  std::error_code error;
  const auto unfinished = fs::file_size(path + "-wal", error);
  // In a folder that may not be written SQLite has no place for what readers and writers share. Nobody writes where
  // there are no unfinished writes.
  if (!failed.empty() && (code == SQLITE_CANTOPEN || code == SQLITE_READONLY) && (error || unfinished == 0)) {
    failed = open(as_uri(path), SQLITE_OPEN_READONLY | SQLITE_OPEN_URI);
    if (failed.empty()) failed = run("BEGIN");
    if (failed.empty()) failed = look(empty);
  }
  if (failed.empty() && empty) return "it is no decision log: the file is empty";
  return failed;
}

std::optional<Row> row_of(sqlite3_stmt* statement) {
  constexpr int kHashBytes = 32;
  if (sqlite3_column_type(statement, 1) != SQLITE_TEXT || sqlite3_column_type(statement, 2) != SQLITE_BLOB ||
      sqlite3_column_bytes(statement, 2) != kHashBytes || sqlite3_column_int64(statement, 0) < 0)
    return std::nullopt;
  const auto* line = static_cast<const char*>(static_cast<const void*>(sqlite3_column_text(statement, 1)));
  const auto* hash = static_cast<const char*>(sqlite3_column_blob(statement, 2));
  if (line == nullptr || hash == nullptr) return std::nullopt;
  return Row{static_cast<std::uint64_t>(sqlite3_column_int64(statement, 0)),
             {line, static_cast<std::size_t>(sqlite3_column_bytes(statement, 1))},
             {hash, kHashBytes}};
}

std::string chained(std::string_view before, std::uint64_t sequence, std::string_view line) {
  record::Sha256 hash;
  hash.add(before);
  hash.add_number(sequence);
  hash.add(line);
  return hash.digest();
}

}  // namespace carveout::log
