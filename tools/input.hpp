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
};

enum class Kinds : std::uint8_t {
  Regular,    // files alone
  AnyStream,  // pipes too, such as a shell's `<(…)`
};

// The name in the same folder that is nearest to that of a file that is not there, or nothing.
[[nodiscard]] std::string nearest_file(const std::string& path);

// Never throws and never waits for a file; a pipe is read until it ends or passes the limit.
[[nodiscard]] Input read_file(const std::string& path, std::uint64_t limit_bytes, Kinds kinds);
// `-` is the standard input.
[[nodiscard]] Input read_argument(const std::string& argument, std::uint64_t limit_bytes);

}  // namespace carveout::tool
