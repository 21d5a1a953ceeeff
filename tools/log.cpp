#include "carveout/log.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "carveout/lang/calendar.hpp"
#include "commands.hpp"
#include "diagnostics.hpp"
#include "input.hpp"
#include "policy_file.hpp"
#include "question.hpp"

namespace carveout::tool {
namespace {

constexpr std::uint64_t kSmallFile = 64u << 10;  // LIMIT: keys and heads are a line

class LogRun {
 public:
  LogRun(const LogCommand& command, Streams& streams) : command_(command), streams_(streams) {}

  Exit run() {
    constexpr std::array<std::string_view, 4> kActions{"verify", "head", "show", "keygen"};
    if (command_.action.empty())
      return refuse("what about a log? write `carveout log verify LOG`; the others are `head`, `show` and `keygen`");
    if (std::find(kActions.begin(), kActions.end(), command_.action) == kActions.end())
      return refuse(no_such("action", command_.action, {kActions.begin(), kActions.end()}));
    if (command_.file.empty()) return refuse(fmt::format("which file? write `carveout log {} FILE`", command_.action));
    const bool verifies = command_.action == "verify";
    const bool heads = command_.action == "head";
    if (!verifies && (command_.head || command_.key)) return refuse("`--head` and `--key` go with `log verify`");
    if (!heads && (command_.sign || command_.at)) return refuse("`--sign` and `--at` go with `log head`");
    if (verifies) return verify();
    if (heads) return head();
    return command_.action == "show" ? show() : keygen();
  }

 private:
  Exit refuse(std::string_view message) {
    complain(streams_, message);
    return Exit::CommandAtFault;
  }

  std::string name() const { return shown(command_.file); }

  // The first line of a file.
  std::optional<std::string> line_of(const std::string& file) {
    Input input = read_file(file, kSmallFile);
    if (!input.text) {
      complain(streams_, cannot_read(input));
      return std::nullopt;
    }
    return input.text->substr(0, input.text->find_first_of("\r\n"));
  }

  // Where it is whole, its head; where not, that is said.
  std::optional<LogHead> verified(const std::optional<LogHead>& signed_head, Exit& exit) {
    VerifiedLog log = verify_log(command_.file, signed_head);
    if (log.head) return log.head;
    exit = Exit::CommandAtFault;
    if (!log.broken) {
      complain(streams_, fmt::format("{} cannot be read: {}", name(), log.problem));
      return std::nullopt;
    }
    exit = Exit::PolicyAtFault;
    const std::uint64_t before = log.broken->sequence > 0 ? log.broken->sequence - 1 : 0;
    streams_.out.write(
        fmt::format("{}: record {} is not as it was written: {}\n", name(), log.broken->sequence, log.broken->seen));
    streams_.out.write(before == 0 ? "None before it is.\n" : fmt::format("Those before it are, to {}.\n", before));
    return std::nullopt;
  }

  Exit verify() {
    if (command_.head.has_value() != command_.key.has_value())
      return refuse(
          "`--head` and `--key` go together: that a head is signed says nothing without the key that it must be signed "
          "by");
    std::optional<SignedHead> head;
    if (command_.head) {
      const auto text = line_of(*command_.head);
      if (!text) return Exit::CommandAtFault;
      head = read_signed_head(*text);
      if (!head)
        return refuse(fmt::format("{} is no signed head as `carveout log head LOG --sign FILE` writes one",
                                  shown(*command_.head)));
      const auto key = public_key();
      if (!key) return Exit::CommandAtFault;
      if (!is_signed_by(*head, *key)) {
        streams_.out.write(
            fmt::format("{}: it was not signed with that key, or was changed since\n", shown(*command_.head)));
        return Exit::PolicyAtFault;
      }
    }
    Exit exit = Exit::Good;
    const auto end = verified(head ? std::optional(head->head) : std::nullopt, exit);
    if (!end) return exit;
    streams_.out.write(fmt::format("{}: {}, each as it was written\n", name(), counted(end->sequence, "record")));
    if (head)
      streams_.out.write(fmt::format("The head that was signed is its record {}.\n", head->head.sequence));
    else
      streams_.out.write(
          "Whether records at its end are missing shows against a signed head alone: `--head FILE --key KEY`.\n");
    streams_.out.write(fmt::format("head {} {}\n", end->sequence, end->hash));
    return Exit::Good;
  }

  // 64 digits, or a file that holds them.
  std::optional<std::string> public_key() {
    constexpr std::size_t kDigits = 64;
    const auto is_key = [](const std::string& text) {
      return text.size() == kDigits && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    };
    if (is_key(*command_.key)) return command_.key;
    auto out = line_of(*command_.key);
    if (!out || is_key(*out)) return out;
    complain(streams_,
             fmt::format("{} holds no public key: 64 digits from 0 to f, as `carveout log keygen` writes them",
                         shown(*command_.key)));
    return std::nullopt;
  }

  Exit head() {
    if (command_.at && !command_.sign) return refuse("`--at` is told in a head that is signed: give `--sign FILE`");
    if (command_.at && !Time::parse(*command_.at))
      return refuse(
          fmt::format("`--at {}`: that is not a moment; write one like 2018-01-31T15:00-05:00", shown(*command_.at)));
    std::optional<std::string> secret;
    if (command_.sign) {
      secret = line_of(*command_.sign);
      if (!secret) return Exit::CommandAtFault;
    }
    Exit exit = Exit::Good;
    // What is signed is what can be shown to be whole.
    const auto end = verified({}, exit);
    if (!end) return exit;
    if (!secret) {
      streams_.out.write(fmt::format("{} {}\n", end->sequence, end->hash));
      return Exit::Good;
    }
    const auto at = command_.at ? std::optional(Time::parse(*command_.at)->to_text()) : std::nullopt;
    const auto made = sign_head(*end, at, *secret);
    if (!made)
      return refuse(
          fmt::format("{} holds no secret key: 64 digits from 0 to f, as `carveout log keygen FILE` writes them",
                      shown(*command_.sign)));
    streams_.out.write(signed_head_text(*made));
    return Exit::Good;
  }

  Exit show() {
    const std::string problem = read_log(command_.file, [&](const LogRow& row) {
      // What others wrote moves no cursor.
      streams_.out.write(streams_.out.is_terminal() ? shown(row.line) : std::string(row.line));
      streams_.out.write("\n");
      return streams_.out.error() == 0;
    });
    return problem.empty() ? Exit::Good : refuse(fmt::format("{} cannot be read: {}", name(), problem));
  }

  Exit keygen() {
    const LogKeys keys = make_log_keys();
    if (keys.secret.empty()) return refuse("the system gives no random numbers");
    // A key that is there already is never overwritten, and nobody else may read this one.
    const int file = ::open(command_.file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
      const int error = errno;
      return refuse(fmt::format(
          "{} cannot be written: {}", name(),
          error == EEXIST ? "there is a file of that name, and a key is not written over" : reason_of(error)));
    }
    const std::string text = keys.secret + '\n';
    const bool written =
        ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    if (!written) {
      ::unlink(command_.file.c_str());
      return refuse(fmt::format("{} cannot be written: {}", name(), reason_of(error)));
    }
    streams_.out.write(keys.key + '\n');
    return Exit::Good;
  }

  const LogCommand& command_;
  Streams& streams_;
};

}  // namespace

Exit run_log(const LogCommand& command, Streams& streams) {
  return LogRun(command, streams).run();
}

}  // namespace carveout::tool
