// Any bytes as the script of a session, in a folder of its own: it is never left, and every command is answered. What a
// command refuses changes nothing, and what it changes `undo` brings back.
#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "carveout/lang/value.hpp"
#include "repl/completion.hpp"
#include "repl/session.hpp"
#include "repl/text.hpp"

namespace {

namespace fs = std::filesystem;
namespace repl = carveout::tool::repl;

constexpr std::size_t kMostCommands = 60;  // LIMIT: each checks the policy again

constexpr std::string_view kPolicy = R"(policy p "P"
  as of day
use q

type Kind is one of felony, misdemeanor "a misdemeanour"
type Entry has
  kind : Kind
  note : text if any
type Person has
  name : text if any
  age : number
  entries : list of Entry

facts
  amount  : number "the amount"
  kind    : Kind
  day     : date
  moment  : time if any
  span    : duration
  cited   : section
  said    : text if any
  open    : yes/no "it is open"
  entries : list of Entry
  who     : Person if any

list grave : section is "PL 265", "PL 160.10"
parameter cap
  is 10 from 2018-01-01
  is 20 from 2019-01-01
define ratio as amount / (amount - 3)
define grown(n: number) as n > cap

action act "act" by default forbidden
action see "see" by default permitted
duty tell "tell them" due within 3 days after day

part lending
  clause a "A" cites "§ 1" permit act when amount > 10
  exception ax to a forbid act when kind is felony
end part
clause b permit see when who is present and who.age > 3 and some e in entries satisfies e.kind is felony
clause c require tell after act when open or cited in grave
clause d forbid see when ratio > cap and grown(amount) and day before 2019-06-01
carveout no_permits from all permits of lending when amount > 100
carveout of_b from b when said is present and said is "no"

scenario "one"
  given amount is 12 kind is felony day is 2018-05-01
  expect act forbidden by ax
)";
constexpr std::string_view kOther = R"(policy q "Q"
facts level : number
action act2 by default unaddressed
clause qa permit act2 when level > 3
)";

[[noreturn]] void fail(std::string_view law, std::string_view command, std::string_view text) {
  std::fprintf(stderr, "%.*s\n> %.*s\n%.*s\n", static_cast<int>(law.size()), law.data(),
               static_cast<int>(command.size()), command.data(), static_cast<int>(text.size()), text.data());
  std::abort();
}

// A folder for the files of a session, and the one that the program was in.
class World {
 public:
  World() : before_(::open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    std::string name = (fs::temp_directory_path() / "carveout-session-XXXXXX").string();
    if (before_ < 0 || ::mkdtemp(name.data()) == nullptr) std::abort();
    folder_ = name;
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;
  ~World() {
    std::error_code error;
    fs::remove_all(folder_, error);
    ::close(before_);
  }
  void enter() const {
    for (const auto& entry : fs::directory_iterator(folder_)) fs::remove_all(entry.path());
    std::ofstream(folder_ / "p.carve") << kPolicy;
    std::ofstream(folder_ / "q.carve") << kOther;
    std::ofstream(folder_ / "f.json") << R"({"amount": 12, "entries": [{"kind": "felony"}], "who": {"age": 4}})";
    fs::current_path(folder_);
  }
  void leave() const {
    if (::fchdir(before_) != 0) std::abort();
  }

 private:
  fs::path folder_;
  int before_;
};

// The commands that name files begin with these; without a slash no name leads out of the folder.
std::string in_the_folder(std::string command) {
  const std::size_t first = command.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || std::string_view("lso").find(command[first]) == std::string_view::npos)
    return command;
  for (char& c : command) c = c == '/' ? '_' : c;
  return command;
}

// As a script gives them: a command goes on while a bracket or a quote is open.
std::vector<std::string> commands_of(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty() && out.size() < kMostCommands) {
    std::string command;
    repl::Openness openness;
    do {
      const std::size_t end = std::min(text.find('\n'), text.size());
      openness.read(text.substr(0, end));
      command += (command.empty() ? "" : "\n") + std::string(text.substr(0, end));
      text.remove_prefix(std::min(end + 1, text.size()));
    } while (openness.is_open() && !text.empty());
    out.push_back(in_the_folder(std::move(command)));
  }
  return out;
}

bool is_same(const carveout::Facts& a, const carveout::Facts& b) {
  if (a.roots.size() != b.roots.size()) return false;
  for (std::size_t i = 0; i < a.roots.size(); ++i) {
    if (!carveout::same_value(a.roots[i], b.roots[i])) return false;
  }
  return true;
}

void check_text(const std::string& command, const repl::Reply& reply) {
  if (!reply.text.empty() && reply.text.back() != '\n') fail("an answer is whole lines", command, reply.text);
  if (!reply.good && reply.text.empty()) fail("what is refused is told", command, reply.text);
  for (const char c : reply.text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F)
      fail("an answer is plain", command, reply.text);
  }
}

void run(repl::Session& session, const std::string& command) {
  static_cast<void>(repl::completions(session, command));
  static_cast<void>(repl::hint(session, command));
  const repl::State before = session.now();
  const bool interviewed = session.is_interviewing();
  const repl::Reply reply = session.run(command);
  check_text(command, reply);
  const repl::State after = session.now();
  if (before.opened != after.opened || session.is_interviewing()) return;
  const bool same =
      is_same(before.facts, after.facts) && before.suspended == after.suspended && before.as_of == after.as_of;
  if (!reply.good && !same) fail("what is refused changes nothing", command, reply.text);
  const std::string_view text = repl::trimmed(command);
  const bool back = !interviewed && (text.rfind("und", 0) == 0 || text.rfind("red", 0) == 0);
  if (same || back) return;
  check_text("undo", session.run("undo"));
  if (!is_same(session.now().facts, before.facts)) fail("`undo` brings the facts back", command, reply.text);
  check_text("redo", session.run("redo"));
  if (!is_same(session.now().facts, after.facts)) fail("`redo` does it again", command, reply.text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const World world;
  world.enter();
  {
    repl::Session session({});
    const repl::Reply opened = session.open("p.carve");
    if (!opened.good) fail("the policy is one", "open p.carve", opened.text);
    const std::string text(data, data + size);
    for (const std::string& command : commands_of(text)) run(session, command);
  }
  world.leave();
  return 0;
}
