#pragma once

#include <string>
#include <string_view>

namespace carveout::tool {

// Puts another text in the place of a file's, so that at every moment, whatever fails, the file holds all of the one or
// all of the other: the new text is written beside it, brought to the disk, and takes its name. Permissions and owner
// stay; where the path is a link, the file it leads to is rewritten. Nothing is done where the file no longer holds
// `before`. Gives why it was left alone, or nothing.
[[nodiscard]] std::string rewrite_file(const std::string& path, std::string_view before, std::string_view after);

// Writes a file that may not be there yet, likewise: all of it or nothing. One that is there keeps its permissions and
// its owner; anything that is no file is left alone. Gives why it was not written, or nothing.
[[nodiscard]] std::string write_file(const std::string& path, std::string_view text);

}  // namespace carveout::tool
