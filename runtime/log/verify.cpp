#include <exception>
#include <utility>

#include "carveout/log.hpp"
#include "log/database.hpp"
#include "record/sha256.hpp"

namespace carveout {
namespace {

using log::Database;
using log::Row;
using log::Statement;

VerifiedLog broken(std::uint64_t sequence, std::string seen) {
  return {std::nullopt, LogBreak{sequence, std::move(seen)}, {}};
}

VerifiedLog verify(const std::string& path, const std::optional<LogHead>& signed_head) {
  Database database;
  Statement rows;
  std::string failed = database.open_to_read(path);
  if (failed.empty()) failed = database.prepare("SELECT seq, line, hash FROM decisions ORDER BY seq", rows);
  if (!failed.empty()) return {std::nullopt, std::nullopt, std::move(failed)};
  std::string hash(32, '\0');
  std::uint64_t sequence = 0;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    ++sequence;
    const std::optional<Row> row = log::row_of(rows.get());
    if (!row) return broken(sequence, "there is no line and hash in its row");
    if (row->sequence != sequence)
      return broken(sequence, "it is missing: the next row there is has the number " + std::to_string(row->sequence));
    hash = log::chained(hash, sequence, row->line);
    if (hash != row->hash) return broken(sequence, "its line or its hash was changed, or it is not in its place");
    if (signed_head && signed_head->sequence == sequence && signed_head->hash != record::to_hex(hash))
      return broken(sequence, "it is not the row that was signed: what stands before it, or it, was written anew");
  }
  if (code != SQLITE_DONE) {
    if ((code & 0xFF) == SQLITE_CORRUPT) return broken(sequence + 1, "the database is damaged there");
    return {std::nullopt, std::nullopt, database.problem()};
  }
  if (signed_head && signed_head->sequence > sequence)
    return broken(sequence + 1,
                  "it is missing, and all after it: the head was signed at " + std::to_string(signed_head->sequence));
  if (signed_head && signed_head->sequence == 0 && signed_head->hash != LogHead{}.hash)
    return broken(0, "a head of no rows has another hash");
  return {LogHead{sequence, record::to_hex(hash)}, std::nullopt, {}};
}

std::string read(const std::string& path, const std::function<bool(const LogRow&)>& wanted) {
  Database database;
  Statement rows;
  std::string failed = database.open_to_read(path);
  if (failed.empty()) failed = database.prepare("SELECT seq, line, hash FROM decisions ORDER BY seq", rows);
  if (!failed.empty()) return failed;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
    const std::optional<Row> row = log::row_of(rows.get());
    if (!row) return "a row of it is damaged: `carveout log verify` says where";
    if (!wanted({row->sequence, row->line})) return {};
  }
  return code == SQLITE_DONE ? std::string() : database.problem();
}

}  // namespace

VerifiedLog verify_log(const std::string& path, const std::optional<LogHead>& signed_head) noexcept try {
  return verify(path, signed_head);
} catch (const std::exception&) {
  return {std::nullopt, std::nullopt, "out of memory"};  // short enough to need none
}

std::string read_log(const std::string& path, const std::function<bool(const LogRow&)>& row) noexcept try {
  return read(path, row);
} catch (const std::exception&) {
  return "out of memory";
}

}  // namespace carveout
