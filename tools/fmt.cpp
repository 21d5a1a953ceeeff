#include <fmt/format.h>

#include <filesystem>
#include <system_error>

#include "carveout/lang/format.hpp"
#include "commands.hpp"
#include "diagnostics.hpp"
#include "input.hpp"
#include "policy_file.hpp"
#include "policy_paths.hpp"
#include "rewrite.hpp"

namespace carveout::tool {
namespace {

// The text of a policy in canonical layout, or why there is none, which is then told.
std::optional<std::string> laid_out(const Input& input, Streams& streams) {
  SourceMap sources;
  const SourceFile& source = sources.add(input.name, *input.text);
  DiagnosticSink sink;
  Formatted formatted = format(source, sink);
  if (formatted.text) return std::move(formatted.text);
  switch (formatted.why_not) {
    case NoLayout::SyntaxErrors:
      break;
    case NoLayout::TooLarge:
      complain(streams,
               fmt::format("{} is left as it is: indented, it would have more than {} bytes, which is the limit",
                           shown(input.name), syntax::ParseLimits{}.source_bytes));
      return std::nullopt;
    case NoLayout::LosesMeaning:
      complain(streams, fmt::format("{} is left as it is: laid out, it would not say the same. This is a mistake in "
                                    "carveout; please report it with the file",
                                    shown(input.name)));
      return std::nullopt;
  }
  const auto diagnostics = sink.sorted();
  show_errors(diagnostics, sources, streams);
  streams.err.write('\n' + summary_of(diagnostics, input.name) + '\n');
  return std::nullopt;
}

// Of a file with several names only the one that was told gets the new text.
bool has_other_names(const std::string& path) {
  std::error_code error;
  const auto links = std::filesystem::hard_link_count(path, error);
  return !error && links > 1;
}

Exit format_one(const PolicyPaths::One& one, bool check, Streams& streams) {
  const std::string& path = one.path;
  const Input input = read_argument(path, LoadLimits{}.parse.source_bytes);
  if (!input.text) {
    complain(streams, cannot_read(input));
    return Exit::CommandAtFault;
  }
  const auto text = laid_out(input, streams);
  if (!text) return Exit::PolicyAtFault;
  if (check) {
    if (*text == *input.text) return Exit::Good;
    streams.out.write(shown(input.name) + '\n');
    return Exit::PolicyAtFault;
  }
  if (input.stream) {
    streams.out.write(*text);
    return Exit::Good;
  }
  if (*text == *input.text) return Exit::Good;
  if (one.leads_out) {
    complain(streams,
             fmt::format("{} is left as it is: the link leads out of the folder; name the file to have it laid "
                         "out",
                         shown(path)));
    return Exit::CommandAtFault;
  }
  const bool other_names = has_other_names(path);
  const std::string problem = rewrite_file(path, *input.text, *text);
  if (problem.empty()) {
    if (other_names)
      complain(streams, fmt::format("{} had other names, hard links, which keep the old text", shown(path)));
    return Exit::Good;
  }
  complain(streams, fmt::format("{} is left as it is: {}", shown(path), problem));
  return Exit::CommandAtFault;
}

}  // namespace

Exit run_fmt(const FmtCommand& command, Streams& streams) {
  Exit exit = Exit::Good;
  const PolicyPaths paths = policy_paths(command.policies);
  for (const PolicyPaths::One& one : paths.files) exit = exit | format_one(one, command.check, streams);
  for (const std::string& problem : paths.problems) complain(streams, problem);
  if (!paths.problems.empty()) exit = exit | Exit::CommandAtFault;
  return exit;
}

}  // namespace carveout::tool
