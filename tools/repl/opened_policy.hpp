#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "carveout/lang/load.hpp"
#include "file_modules.hpp"

namespace carveout::tool::repl {

// Modules and files of data, each read once. What is typed is checked against the policy as it was opened, whatever
// becomes of its files meanwhile.
class KeptModules : public ModuleResolver {
 public:
  explicit KeptModules(const std::string& policy_path) : files_(policy_path) {}

  [[nodiscard]] ModuleText resolve(std::string_view path) override;
  [[nodiscard]] ModuleText data_file(std::string_view module, std::string_view file) override;
  [[nodiscard]] std::vector<std::string> known_modules() override { return files_.known_modules(); }
  // The files that were found, by the names they have in messages.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  FileModules files_;
  std::map<std::string, ModuleText, std::less<>> modules_;
  std::map<std::pair<std::string, std::string>, ModuleText> data_;
};

// A policy as its files were when it was opened, with all that is needed to check more text against it.
class OpenedPolicy {
 public:
  explicit OpenedPolicy(std::string path);

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  // Why there is no policy, as a message that may have several lines; empty: there is one.
  [[nodiscard]] const std::string& problem() const noexcept { return problem_; }
  [[nodiscard]] bool cannot_be_read() const noexcept { return cannot_be_read_; }
  // The errors of a policy that was read.
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return loaded_.diagnostics; }

  [[nodiscard]] const std::shared_ptr<const CheckedPolicy>& policy() const noexcept { return loaded_.policy; }
  [[nodiscard]] const std::shared_ptr<const SourceMap>& sources() const noexcept { return loaded_.sources; }

  // The policy with more declarations after its own, and where in its first file they begin.
  struct Extended {
    Loaded loaded;
    std::uint32_t begin = 0;
  };
  [[nodiscard]] Extended with(std::string_view declarations) const;

  // A file as it was at some moment.
  struct Stamp {
    std::string file;
    bool there = false;
    std::filesystem::file_time_type time;
    std::uintmax_t size = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
  };
  // Of all its files, now.
  [[nodiscard]] std::vector<Stamp> stamps() const;

 private:
  std::string path_;
  std::string text_;
  std::string problem_;
  bool cannot_be_read_ = false;
  std::unique_ptr<KeptModules> modules_;
  Loaded loaded_;
};

}  // namespace carveout::tool::repl
