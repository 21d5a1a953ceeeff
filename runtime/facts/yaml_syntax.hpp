#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "carveout/lang/diagnostics.hpp"

namespace carveout::facts {

// A YAML document as JSON text, so that one reader and one set of rules serve both, and where each piece of that text
// stands in the document. Spec: language/09-facts, 9.8.
struct YamlAsJson {
  std::string json;
  struct Piece {
    std::uint32_t json_begin = 0;  // ascending; a piece ends where the next begins
    std::uint32_t begin = 0;       // in the document
    std::uint32_t end = 0;
  };
  std::vector<Piece> pieces;
  std::optional<Diagnostic> problem;  // the document is not such YAML; the rest is then of no use

  // Where in the document the piece stands that an offset into `json` lies in.
  [[nodiscard]] Span place_of(FileId file, std::uint32_t json_offset) const noexcept;
};

// Reads the YAML 1.2 core schema without anchors, aliases and tags: what facts need, and what cannot be made to grow.
// A plain scalar is null (`null`, `~`, nothing), a yes/no (`true`, `false`), a number as JSON writes one, or else text.
// O(length); recursion is as deep as the library allows, 500 levels.
[[nodiscard]] YamlAsJson yaml_as_json(const SourceFile& file);

}  // namespace carveout::facts
