#include "carveout/log.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

using namespace carveout;

namespace {

namespace fs = std::filesystem;

// A folder that is gone at the end.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "carveout-log-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> out;
  const std::string problem = read_log(path, [&](const LogRow& row) {
    out.emplace_back(row.line);
    return true;
  });
  CHECK(problem.empty());
  return out;
}

}  // namespace

TEST_CASE("what is appended is there, in its order, in a chain that verifies") {
  const Folder folder;
  const std::string path = folder.file("a.db");
  {
    OpenedLog opened = DecisionLog::open(path);
    REQUIRE(opened.log);
    CHECK(opened.log->head().head == LogHead{});
    CHECK(opened.log->append("one").head->sequence == 1);
    const std::array<std::string_view, 2> more{"two", "thr\xC3\xA9\x65"};
    CHECK(opened.log->append(more).head->sequence == 3);
  }
  OpenedLog again = DecisionLog::open(path, {LogOptions::Missing::Refuse, 0});
  REQUIRE(again.log);
  const LogAppended last = again.log->append("four");
  CHECK(last.head->sequence == 4);
  CHECK(lines_of(path) == std::vector<std::string>{"one", "two", "thr\xC3\xA9\x65", "four"});
  CHECK(verify_log(path).head == last.head);
  CHECK(verify_log(path, last.head).head == last.head);
}

TEST_CASE("the hashes are those of the specification") {
  const Folder folder;
  OpenedLog opened = DecisionLog::open(folder.file("a.db"));
  REQUIRE(opened.log);
  // Made by another program: SHA-256 of 32 zero bytes, the number in eight bytes, and the line.
  CHECK(opened.log->append("one").head->hash == "06d248ca9388b1c076a3058094c374a5dd73cac9378225829e5b316364570a50");
  CHECK(opened.log->append("two").head->hash == "aeb58687e90d96471d2eea4ce2f5e9e1e458b3fa522e133986e4381b61270912");
}

TEST_CASE("several threads and several openings append to one chain") {
  const Folder folder;
  const std::string path = folder.file("a.db");
  OpenedLog shared = DecisionLog::open(path);
  REQUIRE(shared.log);
  constexpr std::size_t kEach = 25;
  const auto write = [&](DecisionLog& log) {
    for (std::size_t i = 0; i < kEach; ++i) {
      if (!log.append("x" + std::to_string(i)).head) return;
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) threads.emplace_back([&] { write(*shared.log); });
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      OpenedLog own = DecisionLog::open(path);
      if (own.log) write(*own.log);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const VerifiedLog verified = verify_log(path);
  REQUIRE(verified.head);
  CHECK(verified.head->sequence == 4 * kEach);
}

TEST_CASE("what is not one line is refused, and nothing of it is appended") {
  const Folder folder;
  OpenedLog opened = DecisionLog::open(folder.file("a.db"));
  REQUIRE(opened.log);
  for (const std::string& line : {std::string(), std::string("a\nb"), std::string("a\r"), std::string("a\0b", 3)}) {
    const std::array<std::string_view, 2> both{"good", line};
    const LogAppended appended = opened.log->append(both);
    CHECK(!appended.head);
    CHECK(appended.problem.find("not one line") != std::string::npos);
  }
  CHECK(opened.log->head().head == LogHead{});
}

TEST_CASE("what is no log is left alone, and it is said what it is") {
  const Folder folder;
  const std::string text = folder.file("text");
  std::ofstream(text) << "policy p\n";
  struct Case {
    std::string path;
    const char* problem;
  };
  const std::array cases{
      Case{text, "not a database of SQLite"},
      Case{folder.file("."), "it is a folder"},
      Case{"", "not the name of a file"},
      Case{"/dev/null", "it is not a file"},
      Case{folder.file("no/such/folder"), "no such file or directory"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.path);
    const OpenedLog opened = DecisionLog::open(one.path);
    CHECK(!opened.log);
    const bool says_so = opened.problem.find(one.problem) != std::string::npos;
    CAPTURE(opened.problem);
    CHECK(says_so);
  }
  CHECK(fs::file_size(text) == 9);
  CHECK(DecisionLog::open(folder.file("b.db"), {LogOptions::Missing::Refuse, 0}).problem == "there is no such file");
  CHECK(verify_log(folder.file("b.db")).problem == "there is no such file");
  CHECK(!fs::exists(folder.file("b.db")));
}

TEST_CASE("what looks at a log in the process that has it open leaves it locked") {
  const Folder folder;
  const std::string path = folder.file("a.db");
  OpenedLog opened = DecisionLog::open(path);
  REQUIRE(opened.log);
  REQUIRE(opened.log->append("one").head);
  const auto is_locked = [&] {
    // Locks are of processes: whether there are any is seen from another.
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
      struct flock wanted {};
      wanted.l_type = F_WRLCK;
      wanted.l_whence = SEEK_SET;
      wanted.l_start = 0x40000000;  // where SQLite has them
      wanted.l_len = 1024;
      const bool taken = fcntl(file, F_SETLK, &wanted) == 0;
      _exit(taken ? 0 : 1);
    }
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
  };
  CHECK(is_locked());
  CHECK(verify_log(path).head.has_value());
  CHECK(lines_of(path).size() == 1);
  {
    const OpenedLog again = DecisionLog::open(path);
    CHECK(again.log.has_value());
  }
  CHECK(is_locked());
}

TEST_CASE("a signed head is read back, and holds against nothing but what was signed") {
  const LogKeys keys = make_log_keys();
  const LogKeys others = make_log_keys();
  REQUIRE(keys.secret.size() == 64);
  CHECK(keys.secret != others.secret);
  const LogHead head{7, std::string(64, 'a')};
  const auto made = sign_head(head, "2024-05-02T10:00Z", keys.secret);
  REQUIRE(made);
  CHECK(made->key == keys.key);
  const std::string text = signed_head_text(*made);
  const auto read = read_signed_head(text);
  REQUIRE(read);
  CHECK(read->head == head);
  CHECK(read->at == "2024-05-02T10:00Z");
  CHECK(is_signed_by(*read, keys.key));
  CHECK(!is_signed_by(*read, others.key));
  CHECK(!is_signed_by(*read, "abc"));
  // No byte can be another.
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    std::string other = text;
    other[i] = other[i] == '1' ? '2' : '1';
    const auto changed = read_signed_head(other);
    const bool holds = changed && is_signed_by(*changed, keys.key);
    CHECK(!holds);
  }
  CHECK(!sign_head(head, {}, "no secret"));
  const auto without = sign_head(head, {}, keys.secret);
  REQUIRE(without);
  CHECK(read_signed_head(signed_head_text(*without))->at == std::nullopt);
}
