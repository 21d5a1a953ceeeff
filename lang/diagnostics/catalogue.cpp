#include <cassert>
#include <iterator>
#include <optional>

#include "carveout/lang/diagnostics.hpp"
#include "source/utf8.hpp"

namespace carveout {
namespace {

// Not a std::array that counts for itself: its guide folds over all of them, and compilers bound that.
constexpr DiagnosticInfo kCatalogue[] = {
#define CARVEOUT_DIAGNOSTIC(id, code, severity, message, help) \
  DiagnosticInfo{#id, code, Severity::severity, message, help},
#include "carveout/lang/catalogue.def"
#undef CARVEOUT_DIAGNOSTIC
};

// LIMIT: a message is a line; a name of a megabyte, or a list of every name there is, is cut where nobody reads on.
constexpr std::size_t kMaxFieldBytes = 500;

// The name of the field that begins at the front of the text, which is a brace, or empty where the brace is only a
// brace.
std::string_view field_name(std::string_view text) {
  const std::size_t close = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_0123456789", 1);
  if (close == std::string_view::npos || close == 1 || text[close] != '}') return {};
  return text.substr(1, close - 1);
}

std::optional<std::string_view> find(Fields fields, std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return std::nullopt;
}

void append_value(std::string& out, std::string_view value) {
  const std::string_view shown = utf8::prefix(value, kMaxFieldBytes);
  out += shown;
  if (shown.size() < value.size()) out += "…";
}

struct Filled {
  std::string text;
  bool complete = true;  // every field had a value, and none was empty
  bool known = true;     // every field had a value
};

// One pass from left to right: braces inside a value are the author's text and are left alone.
Filled fill(std::string_view text, Fields fields) {
  Filled filled;
  while (!text.empty()) {
    const std::size_t brace = text.find('{');
    filled.text += text.substr(0, brace);
    if (brace == std::string_view::npos) break;
    text.remove_prefix(brace);
    const std::string_view name = field_name(text);
    if (name.empty()) {
      filled.text += '{';
      text.remove_prefix(1);
      continue;
    }
    const auto value = find(fields, name);
    append_value(filled.text, value.value_or(name));
    filled.known = filled.known && value.has_value();
    filled.complete = filled.complete && value.has_value() && !value->empty();
    text.remove_prefix(name.size() + 2);
  }
  return filled;
}

}  // namespace

const DiagnosticInfo& info(DiagnosticId id) noexcept {
  const auto index = static_cast<std::size_t>(id);
  assert(index < std::size(kCatalogue));
  return kCatalogue[index < std::size(kCatalogue) ? index : 0];
}

const std::vector<DiagnosticId>& all_diagnostics() {
  static const std::vector<DiagnosticId> all = {
#define CARVEOUT_DIAGNOSTIC(id, code, severity, message, help) DiagnosticId::id,
#include "carveout/lang/catalogue.def"
#undef CARVEOUT_DIAGNOSTIC
  };
  return all;
}

Diagnostic make_diagnostic(DiagnosticId id, Span span, Fields fields, std::vector<Note> notes) {
  const DiagnosticInfo& entry = info(id);
  Filled message = fill(entry.message, fields);
  assert(message.known && "a diagnostic is reported without one of the fields of its message");
  Filled help = fill(entry.help, fields);
  return {id, span, std::move(message.text), help.complete ? std::move(help.text) : std::string(), std::move(notes)};
}

}  // namespace carveout
