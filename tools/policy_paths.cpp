#include "policy_paths.hpp"

#include <dirent.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <utility>

#include "diagnostics.hpp"
#include "file_modules.hpp"
#include "input.hpp"
#include "output.hpp"

namespace carveout::tool {
namespace {

namespace fs = std::filesystem;

// LIMIT: what is looked through below one folder; somebody who names `/` is told so within seconds.
constexpr std::size_t kMostEntries = 500'000;

bool names_policy(std::string_view name) {
  for (const std::string_view ending : {".carve", ".carve.md"}) {
    if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending) return true;
  }
  return false;
}

std::string joined(const std::string& folder, std::string_view name) {
  return folder + (folder.back() == '/' ? "" : "/") + std::string(name);
}

// Looks through a folder and all below it. Folders that links lead to come after all others, so that a file is found by
// the path without links where it has one.
class Walk {
 public:
  void run(const std::string& folder) {
    pending_.push_back(folder);
    while (!full_ && (!pending_.empty() || !linked_.empty())) {
      auto& next = pending_.empty() ? linked_ : pending_;
      if (&next == &linked_) std::sort(next.begin(), next.end(), std::greater<>());
      const std::string one = std::move(next.back());
      next.pop_back();
      look_through(one);
    }
    std::sort(files.begin(), files.end());
    std::sort(problems.begin(), problems.end());
    if (full_)
      problems.push_back(
          fmt::format("{} has more than {} files and folders below it, which is the limit; name a folder "
                      "further down",
                      shown(folder), kMostEntries));
    else if (files.empty() && problems.empty())
      problems.push_back(
          fmt::format("{} holds no policy: below it there is no file NAME.carve or NAME.carve.md", shown(folder)));
  }

  std::vector<std::string> files;
  std::vector<std::string> problems;

 private:
  void look_through(const std::string& folder) {
    const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(folder.c_str()), ::closedir);
    struct stat status {};
    if (!open || ::fstat(::dirfd(open.get()), &status) != 0) {
      problems.push_back(fmt::format("{} cannot be looked through: {}", shown(folder), reason_of(errno)));
      return;
    }
    if (!seen_.emplace(status.st_dev, status.st_ino).second) return;
    for (;;) {
      errno = 0;
      const dirent* entry = ::readdir(open.get());
      if (entry == nullptr) break;
      full_ = full_ || ++entries_ > kMostEntries;
      if (full_) return;
      if (entry->d_name[0] != '.') take(joined(folder, entry->d_name), names_policy(entry->d_name));
    }
    if (errno != 0) problems.push_back(fmt::format("{} cannot be looked through: {}", shown(folder), reason_of(errno)));
  }

  void take(const std::string& path, bool policy) {
    struct stat status {};
    const bool there = ::stat(path.c_str(), &status) == 0;
    if (!there && errno == ELOOP && !policy)
      problems.push_back(fmt::format("{} cannot be looked through: {}", shown(path), reason_of(ELOOP)));
    if (there && S_ISDIR(status.st_mode)) {
      struct stat itself {};
      const bool link = ::lstat(path.c_str(), &itself) == 0 && S_ISLNK(itself.st_mode);
      (link ? linked_ : pending_).push_back(path);
    } else if (policy) {
      // Whatever it is: a link that leads nowhere is told when it is read.
      files.push_back(path);
    }
  }

  std::vector<std::string> pending_;
  std::vector<std::string> linked_;
  std::set<std::pair<dev_t, ino_t>> seen_;
  std::size_t entries_ = 0;
  bool full_ = false;
};

std::string without_links(const std::string& path) {
  std::error_code error;
  return fs::weakly_canonical(path, error).string();
}

}  // namespace

PolicyPaths policy_paths(const std::vector<std::string>& arguments) {
  PolicyPaths out;
  std::set<std::string> named;
  for (const std::string& argument : arguments) named.insert(fs::path(argument).lexically_normal().string());
  for (const std::string& argument : arguments) {
    struct stat status {};
    const bool folder = !argument.empty() && argument.find('\0') == std::string::npos &&
                        ::stat(argument.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
    if (!folder) {
      out.files.push_back({argument, false, false});
      continue;
    }
    out.folders = true;
    Walk walk;
    walk.run(argument);
    for (std::string& problem : walk.problems) out.problems.push_back(std::move(problem));
    for (std::string& path : walk.files) {
      if (named.insert(fs::path(path).lexically_normal().string()).second) {
        const bool leads_out = !is_inside(without_links(path), without_links(argument));
        out.files.push_back({std::move(path), true, leads_out});
      }
    }
  }
  return out;
}

void FoundModules::add_policy(const PolicyFile& policy) {
  const SourceMap& sources = *policy.loaded.sources;
  for (std::uint32_t i = 1; i < sources.size(); ++i)
    read_.insert(without_links(std::string(sources.file(FileId{i}).name())));
}

bool FoundModules::take(const PolicyPaths::One& one, const PolicyFile& file) {
  const auto& diagnostics = file.loaded.diagnostics;
  const bool no_policy = std::any_of(diagnostics.begin(), diagnostics.end(),
                                     [](const Diagnostic& d) { return d.id == DiagnosticId::NoPolicy; });
  // Codes below C0200 are of source text and syntax. What else is found may be right in the policy that uses it.
  const bool text = std::none_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
    return d.severity() == Severity::Error && d.code() < std::string_view("C0200");
  });
  if (!one.found || !no_policy || !text) return false;
  modules_.push_back(one.path);
  return true;
}

std::string FoundModules::counted_with(std::size_t others) const {
  const std::string all = counted(others + modules_.size(), "file");
  if (modules_.empty()) return all;
  if (others == 0) return modules_.size() == 1 ? all + ", a module" : all + ", all of them modules";
  return fmt::format("{}, {} of them {}", all, modules_.size(), modules_.size() == 1 ? "a module" : "modules");
}

std::string FoundModules::unused() const {
  std::string out;
  for (const std::string& path : modules_) {
    if (read_.count(without_links(path)) == 0)
      out += fmt::format("{}: a module that no policy here uses, so it was not looked into\n", shown(path));
  }
  return out;
}

}  // namespace carveout::tool
