#include "rewrite.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>

#include "input.hpp"

namespace carveout::tool {
namespace {

std::string cannot(std::string_view what) {
  return fmt::format("{}: {}", what, std::strerror(errno));
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written >= 0)
      text.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR)
      return false;
  }
  return true;
}

// A file of its own in a folder, gone again unless it takes its place.
class Beside {
 public:
  explicit Beside(const std::filesystem::path& folder) : name_((folder / ".carveout-fmt-XXXXXX").string()) {
    descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
    made_ = descriptor_ >= 0;
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  ~Beside() {
    if (descriptor_ >= 0) ::close(descriptor_);
    if (made_) ::unlink(name_.c_str());
  }

  [[nodiscard]] std::string write(std::string_view text, const struct stat& like) const {
    if (!made_) return cannot("no file can be made beside it");
    if (!write_all(descriptor_, text)) return cannot("the new text cannot be written beside it");
    // Who may not give a file away keeps it; the permissions come last, because a change of owner takes some away.
    if (::fchown(descriptor_, like.st_uid, like.st_gid) != 0 && errno != EPERM)
      return cannot("its owner cannot be kept");
    if (::fchmod(descriptor_, like.st_mode & 07777) != 0) return cannot("its permissions cannot be kept");
    if (::fsync(descriptor_) != 0) return cannot("the new text cannot be brought to the disk");
    return {};
  }
  [[nodiscard]] std::string take_place_of(const std::string& path) {
    if (::rename(name_.c_str(), path.c_str()) != 0) return cannot("it cannot be replaced");
    made_ = false;
    return {};
  }

 private:
  std::string name_;
  int descriptor_ = -1;
  bool made_ = false;
};

// So that the new name is on the disk too. What fails here loses nothing: the file holds one text or the other.
void settle(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  ::fsync(descriptor);
  ::close(descriptor);
}

}  // namespace

std::string rewrite_file(const std::string& path, std::string_view before, std::string_view after) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  if (!real) return cannot("it cannot be found again");
  const std::string target = real.get();
  const std::filesystem::path folder = std::filesystem::path(target).parent_path();
  struct stat status {};
  if (::stat(target.c_str(), &status) != 0) return cannot("it cannot be found again");
  // A rename asks for the right to the folder alone; the right to the file says what its owner wants.
  if (::access(target.c_str(), W_OK) != 0) return cannot("it may not be written");
  Beside beside(folder);
  if (std::string problem = beside.write(after, status); !problem.empty()) return problem;
  const Input now = read_file(target, before.size());
  if (!now.text || *now.text != before) return "it was changed meanwhile";
  if (std::string problem = beside.take_place_of(target); !problem.empty()) return problem;
  settle(folder);
  return {};
}

std::string write_file(const std::string& path, std::string_view text) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  const std::string target = real ? real.get() : path;
  struct stat status {};
  if (real) {
    if (::stat(target.c_str(), &status) != 0) return cannot("it cannot be found again");
    if (!S_ISREG(status.st_mode)) return "it is there already, and is no file";
    if (::access(target.c_str(), W_OK) != 0) return cannot("it may not be written");
  } else {
    if (errno != ENOENT) return cannot("its folder cannot be looked into");
    const mode_t mask = ::umask(0);
    ::umask(mask);
    status.st_uid = ::geteuid();
    status.st_gid = ::getegid();
    status.st_mode = 0666 & ~mask;
  }
  const std::filesystem::path parent = std::filesystem::path(target).parent_path();
  const std::filesystem::path folder = parent.empty() ? std::filesystem::path(".") : parent;
  Beside beside(folder);
  if (std::string problem = beside.write(text, status); !problem.empty()) return problem;
  if (std::string problem = beside.take_place_of(target); !problem.empty()) return problem;
  settle(folder);
  return {};
}

}  // namespace carveout::tool
