#include "repl/opened_policy.hpp"

#include <fmt/format.h>

#include "input.hpp"
#include "policy_file.hpp"

namespace carveout::tool::repl {

ModuleText KeptModules::resolve(std::string_view path) {
  const auto known = modules_.find(path);
  if (known != modules_.end()) return known->second;
  return modules_.emplace(std::string(path), files_.resolve(path)).first->second;
}

ModuleText KeptModules::data_file(std::string_view module, std::string_view file) {
  std::pair<std::string, std::string> key{module, file};
  const auto known = data_.find(key);
  if (known != data_.end()) return known->second;
  return data_.emplace(std::move(key), files_.data_file(module, file)).first->second;
}

std::vector<std::string> KeptModules::names() const {
  std::vector<std::string> out;
  const auto add = [&](const ModuleText& text) {
    if (text.status == ModuleText::Status::Found) out.push_back(text.name);
  };
  for (const auto& [path, text] : modules_) add(text);
  for (const auto& [path, text] : data_) add(text);
  return out;
}

OpenedPolicy::OpenedPolicy(std::string path) : path_(std::move(path)), modules_(std::make_unique<KeptModules>(path_)) {
  Input input = read_argument(path_, LoadLimits{}.parse.source_bytes);
  if (!input.text) {
    problem_ = cannot_read(input);
    cannot_be_read_ = true;
    return;
  }
  text_ = *input.text;
  loaded_ = load_policy(input.name, std::move(*input.text), *modules_);
  if (!loaded_.policy) {
    problem_ = "it has errors";
  } else if (loaded_.policy->root().span.file != kGivenFile) {
    problem_ = fmt::format(
        "{} holds scenarios for another policy: open that one, then `scenario` writes into this file", shown(path_));
    cannot_be_read_ = true;
    loaded_.policy.reset();
  }
}

OpenedPolicy::Extended OpenedPolicy::with(std::string_view declarations) const {
  const bool manual = loaded_.sources->file(kGivenFile).is_manual();
  Extended out;
  std::string text = text_ + (manual ? "\n\n```carve\n" : "\n");
  out.begin = static_cast<std::uint32_t>(text.size());
  text += declarations;
  text += manual ? "\n```\n" : "\n";
  LoadLimits limits;
  limits.parse.source_bytes += 4u << 20;  // a policy as long as the limit takes what is typed beside
  out.loaded = load_policy(loaded_.sources->file(kGivenFile).name(), std::move(text), *modules_, limits);
  return out;
}

std::vector<OpenedPolicy::Stamp> OpenedPolicy::stamps() const {
  std::vector<Stamp> out;
  const auto add = [&](const std::string& file) {
    std::error_code error;
    Stamp stamp{file, true, std::filesystem::last_write_time(file, error), 0};
    if (!error) stamp.size = std::filesystem::file_size(file, error);
    out.push_back(error ? Stamp{file, false, {}, 0} : std::move(stamp));
  };
  add(path_);
  for (const std::string& name : modules_->names()) add(name);
  return out;
}

}  // namespace carveout::tool::repl
