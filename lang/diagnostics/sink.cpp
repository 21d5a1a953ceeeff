#include <algorithm>
#include <iterator>
#include <tuple>

#include "carveout/lang/diagnostics.hpp"

namespace carveout {
namespace {

// Of two places where something was first left out, the one that comes first in the file.
Span earlier(Span a, Span b) {
  return b.begin < a.begin ? b : a;
}

}  // namespace

std::size_t DiagnosticSink::KeyHash::operator()(const Key& key) const noexcept {
  const auto place = (static_cast<std::uint64_t>(key.file) << 32) | key.begin;
  // A multiplicative hash: neighbouring places are the usual case, and must not fall into neighbouring buckets of one
  // chain.
  return static_cast<std::size_t>((place ^ (static_cast<std::uint64_t>(key.id) << 48)) * 0x9E3779B97F4A7C15u >> 7);
}

void DiagnosticSink::report(Diagnostic diagnostic) {
  if (!seen_.insert({diagnostic.span.file, diagnostic.span.begin, diagnostic.id}).second) return;
  const bool is_error = diagnostic.severity() == Severity::Error;
  ++(is_error ? errors_ : warnings_);
  PerFile& file = files_[diagnostic.span.file];
  Kept& kept = is_error ? file.errors : file.warnings;
  ++kept.reported;
  if (kept.diagnostics.size() < kMaxPerFile) {
    kept.diagnostics.push_back(std::move(diagnostic));
  } else if (kept.reported == kMaxPerFile + 1) {
    kept.first_dropped = diagnostic.span;
  }
}

void DiagnosticSink::append_sorted(const PerFile& file, std::vector<Diagnostic>& out) {
  const Kept& errors = file.errors;
  const Kept& warnings = file.warnings;
  const std::size_t shown_warnings = std::min(warnings.diagnostics.size(), kMaxPerFile - errors.diagnostics.size());
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  const auto first_hidden_warning = warnings.diagnostics.begin() + static_cast<std::ptrdiff_t>(shown_warnings);
  out.insert(out.end(), errors.diagnostics.begin(), errors.diagnostics.end());
  out.insert(out.end(), warnings.diagnostics.begin(), first_hidden_warning);
  std::stable_sort(out.begin() + begin, out.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.span.begin, a.id) < std::tie(b.span.begin, b.id);
  });

  const std::size_t hidden_errors = errors.reported - errors.diagnostics.size();
  const std::size_t hidden_warnings = warnings.reported - shown_warnings;
  if (hidden_errors + hidden_warnings == 0) return;
  Span place = errors.first_dropped;
  if (hidden_warnings != 0) {
    const bool kept_but_hidden = first_hidden_warning != warnings.diagnostics.end();
    const Span hidden = kept_but_hidden ? first_hidden_warning->span : warnings.first_dropped;
    place = hidden_errors == 0 ? hidden : earlier(place, hidden);
  }
  // Where nothing but warnings is left out, saying so must not look like an error.
  const auto id = hidden_errors == 0 ? DiagnosticId::TooManyWarnings : DiagnosticId::TooManyProblems;
  out.push_back(make_diagnostic(id, place, {{"count", std::to_string(hidden_errors + hidden_warnings)}}));
}

std::vector<Diagnostic> DiagnosticSink::sorted() const {
  std::vector<Diagnostic> out;
  for (const auto& [id, file] : files_) append_sorted(file, out);
  return out;
}

}  // namespace carveout
