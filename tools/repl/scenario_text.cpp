#include "repl/scenario_text.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <iterator>

#include "carveout/explain.hpp"
#include "carveout/lang/format.hpp"
#include "diagnostics.hpp"
#include "file_modules.hpp"
#include "input.hpp"
#include "repl/text.hpp"
#include "repl/value_words.hpp"
#include "rewrite.hpp"
#include "scenario_run.hpp"

namespace carveout::tool::repl {
namespace {

constexpr std::uint64_t kMostBytes = 256u
                                     << 20;  // LIMIT: of a file that is written over; none that holds facts has more

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

// The givens of a fact: a record by its fields, as far as they are known; anything else whole. What a scenario has no
// words for is gathered: that a record is there of which no more is known.
void add_givens(const CheckedPolicy& policy, const std::string& path, const Place& place, const Value& value,
                std::string& out, std::vector<std::string>& without_words) {
  if (value.is_unknown()) return;
  const RecordValue* record = value.record();
  const bool spelt_out = record != nullptr && std::any_of(record->fields.begin(), record->fields.end(),
                                                          [](const Value& field) { return !field.is_unknown(); });
  if (spelt_out) {
    const Type& info = policy[place.type];
    for (std::size_t i = 0; i < info.fields.size(); ++i)
      add_givens(policy, path + '.' + info.fields[i].name, {info.fields[i].type, info.fields[i].optional},
                 record->fields[i], out, without_words);
    return;
  }
  if (record != nullptr) {
    if (place.optional) without_words.push_back(path);
    return;
  }
  const ListValue* list = value.list();
  out += fmt::format("    {}{}{}\n", path, list != nullptr && list->open ? " " : " is ",
                     policy.value_text(value, place.type));
}

std::string expectation(const CheckedPolicy& policy, const Decision& decision) {
  std::string out = fmt::format("  expect {} {}", policy[decision.action].name, outcome_id(decision.outcome));
  std::vector<std::string> names;
  for (const ClauseId id : decision.because) {
    std::string name = policy.clause_name(id);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
  }
  for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? " by " : ", ") + names[i];
  if (decision.outcome != Outcome::Undetermined || decision.needs.begin() == decision.needs.end()) return out + '\n';
  const char* before = " needing ";
  for (const std::string& path : decision.needs) {
    // "as of" is no fact that a scenario can name.
    if (path == "as of") return out.substr(0, out.find(" needing ")) + '\n';
    out += before + path;
    before = ", ";
  }
  return out + '\n';
}

std::string cannot(std::string_view what) {
  return fmt::format("{}: {}", what, std::strerror(errno));
}

std::string folder_of(const std::string& file) {
  const std::filesystem::path folder = std::filesystem::path(file).parent_path();
  return folder.empty() ? "." : folder.string();
}

// Whether a text has a scenario of that name, policy or not.
bool has_scenario(const std::string& file, const std::string& text, const std::string& name) {
  SourceMap sources;
  DiagnosticSink sink;
  const SourceFile& source = sources.add(file, text);
  const syntax::Tree tree = syntax::parse(source, sink);
  const std::string due = fmt::format("\"{}\"", escaped(name));
  return std::any_of(tree.nodes.begin(), tree.nodes.end(), [&](const syntax::Node& node) {
    if (node.kind != syntax::NodeKind::Scenario || node.child_count == 0) return false;
    const syntax::Node& title = tree[tree.children[node.first_child]];
    return source.text().substr(title.begin, title.end - title.begin) == due;
  });
}

std::string errors_text(const Loaded& loaded, Colour colour) {
  std::vector<Diagnostic> errors;
  std::copy_if(loaded.diagnostics.begin(), loaded.diagnostics.end(), std::back_inserter(errors),
               [](const Diagnostic& one) { return one.severity() == Severity::Error; });
  return render_text(errors, *loaded.sources, colour);
}

// A new file beside the one meant, gone again unless it takes its name.
class Draft {
 public:
  explicit Draft(const std::string& file) : name_(folder_of(file) + "/.carveout-repl-XXXXXX") {
    descriptor_ = ::mkostemp(name_.data(), O_CLOEXEC);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (descriptor_ < 0) return;
    ::close(descriptor_);
    ::unlink(name_.c_str());
  }

  [[nodiscard]] std::string write(std::string_view text) const {
    if (descriptor_ < 0) return cannot("no file can be made in its folder");
    while (!text.empty()) {
      const ssize_t written = ::write(descriptor_, text.data(), text.size());
      if (written >= 0)
        text.remove_prefix(static_cast<std::size_t>(written));
      else if (errno != EINTR)
        return cannot("it cannot be written");
    }
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(descriptor_, 0666 & ~mask);
    return ::fsync(descriptor_) == 0 ? std::string() : cannot("it cannot be brought to the disk");
  }
  // Where nothing has that name yet: a link, unlike a rename, replaces nothing.
  [[nodiscard]] std::string take(const std::string& file) const {
    if (::link(name_.c_str(), file.c_str()) == 0) return {};
    return errno == EEXIST ? std::string(kThereAlready) : cannot("it cannot be made");
  }

 private:
  std::string name_;
  int descriptor_ = -1;
};

}  // namespace

ScenarioText scenario_text(const Present& present, const std::vector<ActionId>& actions, const std::string& name) {
  const CheckedPolicy& policy = *present.opened->policy();
  const bool taken = std::any_of(policy.scenarios.begin(), policy.scenarios.end(),
                                 [&](const Scenario& scenario) { return scenario.name == name; });
  if (taken)
    return {{},
            fmt::format("the policy has a scenario called \"{}\" already: give it another name", safe(escaped(name)))};
  std::string givens;
  std::vector<std::string> without_words;
  for (std::size_t i = 0; i < policy.facts.size(); ++i)
    add_givens(policy, policy.facts[i].name, {policy.facts[i].type, policy.facts[i].optional}, present.facts->roots[i],
               givens, without_words);
  if (!without_words.empty())
    return {{},
            fmt::format("of `{}` no more is known than that it is there, which a scenario has no words for: `set` a "
                        "field of it, or `unset` it",
                        safe(without_words.front()))};
  std::string text = fmt::format("scenario \"{}\"\n", escaped(name));
  if (present.options.as_of) text += fmt::format("  as of {}\n", present.options.as_of->to_text());
  if (!givens.empty()) text += "  given\n" + givens;
  for (const ActionId action : actions)
    text += expectation(policy, decide(*present.plan, *present.facts, action, present.options));

  // It is shown and pasted as it is, so that nothing may stand in it that a terminal takes for a command.
  const bool has_control = std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7F;
  });
  if (has_control) return {{}, "its name, or a text among these facts, has control characters: a scenario has none"};

  SourceMap sources;
  DiagnosticSink sink;
  const Formatted formatted = format(sources.add("scenario.carve", text), sink);
  if (!formatted.text) return {{}, "these facts cannot be written as a scenario:\n" + text};
  const OpenedPolicy::Extended with = present.opened->with(*formatted.text);
  if (!with.loaded.policy) return {{}, "these facts cannot be written as a scenario:\n" + *formatted.text};
  const Compiled compiled = compile(with.loaded.policy);
  const ScenarioRunner runner(compiled.plan, with.loaded.policy, with.loaded.sources);
  const ScenarioResult result = runner.run(with.loaded.policy->scenarios.size() - 1);
  if (!result.failures.empty())
    return {{},
            fmt::format("these facts do not make a scenario that passes, {}:\n{}", result.failures.front().found,
                        *formatted.text)};
  return {*formatted.text, {}};
}

std::string write_new(const std::string& file, std::string_view text) {
  std::error_code error;
  if (std::filesystem::symlink_status(file, error).type() != std::filesystem::file_type::not_found && !error)
    return std::string(kThereAlready);
  const Draft draft(file);
  if (std::string problem = draft.write(text); !problem.empty()) return problem;
  return draft.take(file);
}

std::string write_over(const std::string& file, std::string_view text) {
  const Input before = read_file(file, kMostBytes);
  if (before.missing) return write_new(file, text);
  if (!before.text) return before.problem;
  return rewrite_file(file, *before.text, text);
}

std::string write_over(const std::string& file, std::string_view text, std::string_view before) {
  const Input now = read_file(file, kMostBytes);
  if (now.missing) return write_new(file, text);
  if (!now.text) return now.problem;
  return *now.text == before ? rewrite_file(file, before, text) : std::string(kChangedSince);
}

std::string append_to(const std::string& file, const std::string& name, std::string_view text, std::string_view head,
                      Colour colour) {
  constexpr std::string_view kManual = ".carve.md";
  const bool manual =
      file.size() > kManual.size() && file.compare(file.size() - kManual.size(), kManual.size(), kManual) == 0;
  const auto block_of = [&](std::string_view what, std::string_view more) {
    return manual ? fmt::format("```carve\n{}{}```\n", what, more) : fmt::format("{}{}", what, more);
  };
  const Input before = read_file(file, kMostBytes);
  if (before.missing) return write_new(file, block_of(head, text));
  if (!before.text) return before.problem;
  if (has_scenario(file, *before.text, name))
    return fmt::format("it has a scenario called \"{}\" already: give this one another name", safe(escaped(name)));
  std::string after = *before.text;
  if (!after.empty() && after.back() != '\n') after += '\n';
  if (!after.empty()) after += '\n';
  after += block_of({}, text);
  // What was no policy before, a page of scenarios to paste, may stay none.
  FileModules modules(file);
  FileModules modules_after(file);
  if (load_policy(file, *before.text, modules).policy) {
    const Loaded loaded = load_policy(file, after, modules_after);
    if (!loaded.policy) return "it would have errors:\n" + errors_text(loaded, colour);
  }
  return rewrite_file(file, *before.text, after);
}

}  // namespace carveout::tool::repl
