#include "facts/document.hpp"

#include <string_view>
#include <utility>

namespace carveout::facts {

const SourceFile* open_document(SourceMap& sources, std::string name, std::string document, std::uint32_t limit_bytes,
                                std::vector<Diagnostic>& problems) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (name == "-") name = "<standard input>";
  if (document.size() > limit_bytes) {
    const SourceFile& file = sources.add(std::move(name), {});
    problems.push_back(
        make_diagnostic(DiagnosticId::FactsTooLarge, {file.id(), 0, 0},
                        {{"bytes", std::to_string(document.size())}, {"limit", std::to_string(limit_bytes)}}));
    return nullptr;
  }
  if (std::string_view(document).starts_with(kByteOrderMark)) document.erase(0, kByteOrderMark.size());
  return &sources.add(std::move(name), std::move(document));
}

}  // namespace carveout::facts
