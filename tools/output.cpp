#include "output.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace carveout::tool {
namespace {

constexpr std::size_t kHeldBack = 1u << 16;
constexpr std::size_t kPageWidth = 80;
constexpr std::size_t kNarrowest = 40;
constexpr std::size_t kWidest = 100;  // longer lines are hard to read

bool set(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool dumb_terminal() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string_view(terminal) == "dumb";
}

}  // namespace

Stream::Stream(int descriptor)
    : descriptor_(descriptor),
      terminal_(isatty(descriptor) == 1),
      colour_(terminal_ && !set("NO_COLOR") && !dumb_terminal()) {}

void Stream::write(std::string_view text) {
  held_ += text;
  if (held_.size() >= kHeldBack) flush();
}

void Stream::flush() {
  std::string_view rest = held_;
  while (!rest.empty() && error_ == 0) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0)
      rest.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      error_ = errno;
  }
  held_.clear();
}

std::size_t Stream::width() const {
  winsize size{};
  if (!terminal_ || ioctl(descriptor_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kPageWidth;
  return std::clamp<std::size_t>(size.ws_col, kNarrowest, kWidest);
}

std::string shown(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
  return out;
}

std::string indented(std::string_view text, std::size_t by) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) out.append(by, ' ').append(text.substr(at, end - at));
    out += '\n';
    at = end + 1;
  }
  return out;
}

void complain(Streams& streams, std::string_view message) {
  // What was written to the other stream before comes first where both are one terminal.
  streams.out.flush();
  streams.err.write("carveout: ");
  streams.err.write(message);
  streams.err.write("\n");
}

}  // namespace carveout::tool
