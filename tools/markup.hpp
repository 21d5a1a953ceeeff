#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace carveout::tool {

enum class Markup : std::uint8_t { Xml, Html };
// In the value of an attribute of XML a line break that is not written as a number would become a space.
enum class In : std::uint8_t { Attribute, Text };

// Text as it may stand in a document in UTF-8, and between double quotes. What the document cannot hold, and what is
// not UTF-8, is U+FFFD; HTML has no carriage returns.
[[nodiscard]] std::string escaped(std::string_view text, Markup markup, In where = In::Text);

}  // namespace carveout::tool
