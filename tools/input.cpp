#include "input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <vector>

#include "carveout/lang/diagnostics.hpp"

namespace carveout::tool {
namespace {

constexpr std::size_t kStep = 1u << 16;

// Reads to the end, or to the first byte past the limit.
void read_all(int descriptor, std::uint64_t limit, Input& out) {
  std::string text;
  for (;;) {
    const std::size_t before = text.size();
    text.resize(before + kStep);
    const ssize_t got = ::read(descriptor, text.data() + before, kStep);
    text.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) {
      out.problem = reason_of(errno);
      return;
    }
    if (got == 0) break;
    if (text.size() > limit) {
      out.problem = fmt::format("it has more than {} bytes, which is the limit", limit);
      return;
    }
  }
  out.text = std::move(text);
}

// The descriptor of a stream that is open already, where the argument names one. It is read as it is: to open it anew
// by its name would begin a file again, and fail for a socket.
std::optional<int> open_stream(std::string_view argument) {
  constexpr std::string_view kOpen = "/dev/fd/";
  if (argument == "-" || argument == "/dev/stdin") return STDIN_FILENO;
  if (argument.substr(0, kOpen.size()) != kOpen) return std::nullopt;
  const std::string_view number = argument.substr(kOpen.size());
  int descriptor = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), descriptor);
  return error == std::errc() && end == number.data() + number.size() ? std::optional(descriptor) : std::nullopt;
}

}  // namespace

std::string reason_of(int error) {
  switch (error) {
    case ENOENT:
      return "there is no such file";
    case ENOTDIR:
      return "a folder on the way to it is a file";
    case EACCES:
    case EPERM:
      return "permission denied";
    case ELOOP:
      return "its links go round in a circle";
    case ENAMETOOLONG:
      return "the name is too long";
    case EISDIR:
      return "it is a folder";
    case EBADF:
      return "it is not open for reading";
    default:
      return std::strerror(error);
  }
}

std::string nearest_file(const std::string& path) {
  namespace fs = std::filesystem;
  // LIMIT: a folder with more is not one that somebody keeps policies in.
  constexpr int kMostEntries = 10'000;
  const fs::path wanted(path);
  std::error_code error;
  std::vector<std::string> names;
  auto at = fs::directory_iterator(wanted.has_parent_path() ? wanted.parent_path() : fs::path("."), error);
  for (int i = 0; !error && at != fs::directory_iterator() && i < kMostEntries; ++i) {
    names.push_back(at->path().filename().string());
    at.increment(error);
  }
  std::sort(names.begin(), names.end());
  // The ending, which most files have, says nothing of how near two names are.
  std::vector<std::string_view> stems;
  for (const std::string& name : names) {
    const bool same_ending = fs::path(name).extension() == wanted.extension();
    if (same_ending)
      stems.push_back(std::string_view(name).substr(0, name.size() - wanted.extension().string().size()));
  }
  const std::string stem = wanted.stem().string();
  const std::string_view near_stem = nearest(stem, stems);
  const std::string near = near_stem.empty() ? std::string() : std::string(near_stem) + wanted.extension().string();
  return near.empty() ? std::string() : (wanted.parent_path() / near).string();
}

Input read_file(const std::string& path, std::uint64_t limit) {
  Input out;
  out.name = path;
  if (path.find('\0') != std::string::npos) {
    out.problem = "the name holds a zero byte";
    return out;
  }
  // Without O_NONBLOCK, a named pipe that nobody writes to would be waited for.
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (descriptor < 0) {
    const int error = errno;
    struct stat itself {};
    const bool link = error == ENOENT && ::lstat(path.c_str(), &itself) == 0 && S_ISLNK(itself.st_mode);
    out.missing = !link && (error == ENOENT || error == ENOTDIR);
    out.problem = link ? "it is a link to a file that is not there" : reason_of(error);
    return out;
  }
  struct stat status {};
  if (::fstat(descriptor, &status) != 0)
    out.problem = reason_of(errno);
  else if (S_ISDIR(status.st_mode))
    out.problem = reason_of(EISDIR);
  else if (S_ISFIFO(status.st_mode))
    out.problem = "it is a named pipe, which might never end; `-` reads the standard input";
  else if (!S_ISREG(status.st_mode))
    out.problem = "it is not a file";
  else
    read_all(descriptor, limit, out);
  ::close(descriptor);
  return out;
}

Input read_argument(const std::string& argument, std::uint64_t limit) {
  const std::optional<int> descriptor = open_stream(argument);
  if (!descriptor) return read_file(argument, limit);
  Input out;
  out.stream = true;
  out.name = argument == "-" ? "standard input" : argument;
  read_all(*descriptor, limit, out);
  return out;
}

}  // namespace carveout::tool
