#include "file_modules.hpp"

#include <algorithm>
#include <system_error>

#include "carveout/stdlib.hpp"
#include "input.hpp"

namespace carveout::tool {
namespace {

namespace fs = std::filesystem;

// LIMIT: folders and files looked through for "did you mean"; a policy may stand in a home folder.
constexpr int kMostEntries = 20'000;
constexpr int kDeepest = 8;

// The path that `use` would name the file by, or nothing: "a/b.carve" is "a.b", and so is "a/b.carve.md".
std::string module_path(const fs::path& relative) {
  std::string out = relative.generic_string();
  for (const std::string_view ending : {".md", ".carve"}) {
    if (out.size() > ending.size() && std::string_view(out).substr(out.size() - ending.size()) == ending) {
      out.resize(out.size() - ending.size());
    } else if (ending == ".carve") {
      return {};
    }
  }
  for (char& c : out) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '/';
    if (!plain) return {};
    if (c == '/') c = '.';
  }
  return out;
}

}  // namespace

bool is_inside(const fs::path& file, const fs::path& root) {
  const auto [at, rest] = std::mismatch(root.begin(), root.end(), file.begin(), file.end());
  return at == root.end() && rest != file.end();
}

FileModules::FileModules(const std::string& policy_path) {
  std::error_code error;
  policy_ = policy_path == "-" ? fs::path() : fs::path(policy_path);
  folder_ = policy_.parent_path();
  real_root_ = fs::weakly_canonical(folder_.empty() ? fs::path(".") : folder_, error);
  if (error) real_root_.clear();
}

ModuleText FileModules::resolve(std::string_view path) {
  std::string relative(path);
  std::replace(relative.begin(), relative.end(), '.', '/');
  relative += ".carve";
  const fs::path file = folder_.empty() ? fs::path(relative) : folder_ / relative;
  const fs::path manual = file.string() + ".md";
  const auto exists = [&](const fs::path& wanted) {
    std::error_code error;
    return !real_root_.empty() && fs::symlink_status(wanted, error).type() != fs::file_type::not_found;
  };
  if (exists(file) && exists(manual)) {
    return {ModuleText::Status::TwoFiles, file.string(), {}, "`" + file.string() + "` and `" + manual.string() + "`"};
  }
  if (exists(file)) return read(file);
  if (exists(manual)) return read(manual);
  if (const auto text = standard_module(path)) {
    for (const StandardModule& module : standard_modules()) {
      if (module.path == path)
        return {ModuleText::Status::Found, "stdlib/" + std::string(module.file), std::string(*text), {}};
    }
  }
  return {ModuleText::Status::NotFound, {}, {}, ", neither as `" + file.string() + "` nor in the standard library"};
}

ModuleText FileModules::data_file(std::string_view module, std::string_view file) {
  std::string relative(module);
  std::replace(relative.begin(), relative.end(), '.', '/');
  std::error_code error;
  const fs::path of_module = folder_ / (relative + ".carve");
  // A module that is not here is the standard library's, which has no such files.
  if (!module.empty() && fs::symlink_status(of_module, error).type() == fs::file_type::not_found)
    return {ModuleText::Status::NotFound, {}, {}, " in the standard library"};
  const fs::path named(file);
  if (named.is_absolute()) return {ModuleText::Status::OutsideRoot, {}, {}, {}};
  const fs::path path = (module.empty() ? folder_ : of_module.parent_path()) / named;
  if (real_root_.empty() || file.empty() || fs::status(path, error).type() == fs::file_type::not_found) {
    // Of a relative path of which nothing is there the library makes no absolute one.
    const fs::path whole = fs::weakly_canonical(folder_.empty() ? "." / path : path, error);
    const bool outside = !real_root_.empty() && !is_inside(whole, real_root_);
    if (outside && !file.empty()) return {ModuleText::Status::OutsideRoot, {}, {}, {}};
    return {ModuleText::Status::NotFound, {}, {}, ", looked for as `" + path.string() + "`"};
  }
  return read(path);
}

ModuleText FileModules::read(const fs::path& file) const {
  std::error_code error;
  const fs::path real = fs::weakly_canonical(file, error);
  if (error) return {ModuleText::Status::Unreadable, file.string(), {}, error.message()};
  if (!is_inside(real, real_root_)) return {ModuleText::Status::OutsideRoot, file.string(), {}, {}};
  Input input = read_file(real.string(), LoadLimits{}.parse.source_bytes);
  if (!input.text) return {ModuleText::Status::Unreadable, file.string(), {}, std::move(input.problem)};
  // A module that uses the policy's own file names it as the command line does, so that it is read once.
  const bool is_policy = !policy_.empty() && fs::equivalent(file, policy_, error);
  return {ModuleText::Status::Found, is_policy ? policy_.string() : file.string(), std::move(*input.text), {}};
}

std::unique_ptr<ModuleResolver> FileModules::rooted_at(std::string_view name) {
  return std::make_unique<FileModules>(std::string(name));
}

std::vector<std::string> FileModules::known_modules() {
  std::vector<std::string> out;
  std::error_code error;
  int looked_at = 0;
  auto at = fs::recursive_directory_iterator(real_root_, fs::directory_options::skip_permission_denied, error);
  for (; !error && at != fs::recursive_directory_iterator() && looked_at < kMostEntries; ++looked_at) {
    const fs::path& entry = at->path();
    if (entry.filename().string().front() == '.' || at.depth() >= kDeepest) at.disable_recursion_pending();
    std::string module = module_path(entry.lexically_relative(real_root_));
    if (!module.empty()) out.push_back(std::move(module));
    at.increment(error);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  for (const StandardModule& module : standard_modules()) out.emplace_back(module.path);
  return out;
}

}  // namespace carveout::tool
