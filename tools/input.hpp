#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace carveout::tool {

// The text of a file or of the standard input, or why there is none.
struct Input {
  std::string name;  // for messages: the path, "standard input" of `-`
  std::optional<std::string> text;
  std::string problem;   // "there is no such file"
  bool missing = false;  // nothing is there at all
  bool stream = false;   // a stream that was open already: no file of that name is meant
};

// Of an error number of the system: "permission denied".
[[nodiscard]] std::string reason_of(int error);
// The name in the same folder that is nearest to that of a file that is not there, or nothing.
[[nodiscard]] std::string nearest_file(const std::string& path);

// A regular file: anything else is refused, so that no file is ever waited for. Never throws.
[[nodiscard]] Input read_file(const std::string& path, std::uint64_t limit_bytes);
// What a command line names: a file; or a stream that whoever called has opened, which is read until it ends or passes
// the limit: `-` and `/dev/stdin`, the standard input, and `/dev/fd/63`, a shell's `<(…)`.
[[nodiscard]] Input read_argument(const std::string& argument, std::uint64_t limit_bytes);

}  // namespace carveout::tool
