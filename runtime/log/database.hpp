#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// SQLite, as far as a log needs it. What goes wrong is a sentence without the name of the file.
namespace carveout::log {

inline constexpr std::int32_t kApplicationId = 0x43564C47;  // "CVLG"
inline constexpr std::int32_t kFormat = 1;

struct CloseStatement {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, CloseStatement>;

class Database {
 public:
  Database() = default;
  ~Database() { sqlite3_close(database_); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // Each says what went wrong, or nothing.
  [[nodiscard]] std::string open_to_write(const std::string& path, bool create, std::uint32_t wait_ms);
  [[nodiscard]] std::string open_to_read(const std::string& path);
  [[nodiscard]] std::string run(const char* sql);
  [[nodiscard]] std::string prepare(const char* sql, Statement& out);
  // What the last call that failed says.
  [[nodiscard]] std::string problem() const;
  [[nodiscard]] sqlite3* handle() const noexcept { return database_; }

 private:
  [[nodiscard]] std::string open(const std::string& name, int flags);
  [[nodiscard]] std::string make(std::uint32_t wait_ms);
  // Is it a log, with nothing else in it? `empty`: there is nothing in it at all.
  [[nodiscard]] std::string look(bool& empty);
  // The same, all of it at one moment, while another process may be making it.
  [[nodiscard]] std::string look_at_once(bool& empty);
  [[nodiscard]] std::string number(const char* sql, std::int64_t& out);

  // Called by SQLite while another holds the lock: whether to try again.
  static int wait(void* self, int times) noexcept;

  sqlite3* database_ = nullptr;
  std::chrono::milliseconds longest_{0};  // to wait
  std::chrono::steady_clock::time_point waits_since_;
};

struct Row {
  std::uint64_t sequence = 0;
  std::string_view line;  // both until the statement goes on
  std::string_view hash;
};
// Of `SELECT seq, line, hash`. Nothing where they are not what a log has.
[[nodiscard]] std::optional<Row> row_of(sqlite3_stmt* statement);

// 32 bytes. SPEC 19.4
[[nodiscard]] std::string chained(std::string_view before, std::uint64_t sequence, std::string_view line);

}  // namespace carveout::log
