#pragma once

#include <string>
#include <vector>

#include "carveout/lang/diagnostics.hpp"
#include "output.hpp"

namespace carveout::tool {

// The errors alone, on the standard error.
void show_errors(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources, Streams& streams);
// "2 errors, 1 warning in guidance.carve"; nothing where there are none.
[[nodiscard]] std::string summary_of(const std::vector<Diagnostic>& diagnostics, const std::string& name);
// "1 clause", "2 clauses", "2 policies".
[[nodiscard]] std::string counted(std::size_t count, std::string_view one, std::string_view many = {});

// The diagnostics of several policies over one map of sources. A file that several use is in it once, and so is each of
// its diagnostics.
class Gathered {
 public:
  void add(const std::vector<Diagnostic>& diagnostics, const SourceMap& sources);
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const noexcept { return diagnostics_; }
  [[nodiscard]] const SourceMap& sources() const noexcept { return sources_; }

 private:
  [[nodiscard]] FileId file_of(const SourceFile& file);

  SourceMap sources_;
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace carveout::tool
