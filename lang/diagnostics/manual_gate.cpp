#include "diagnostics/manual_gate.hpp"

#include <utility>

#include "source/manual.hpp"

namespace carveout {
namespace {

[[nodiscard]] DiagnosticId id_of(manual::Problem::What what) noexcept {
  switch (what) {
    case manual::Problem::What::NeverClosed:
    case manual::Problem::What::CommentNeverClosed:
      return DiagnosticId::FenceNeverClosed;
    case manual::Problem::What::MarkedElse:
      return DiagnosticId::CodeMarkedElse;
    case manual::Problem::What::NotAtMargin:
    case manual::Problem::What::InHtml:
      return DiagnosticId::CodeNotAtMargin;
    case manual::Problem::What::NoCode:
      break;
  }
  return DiagnosticId::ManualWithoutCode;
}

}  // namespace

void check_manual(const SourceFile& file, DiagnosticSink& sink) {
  if (!file.is_manual()) return;
  for (const manual::Problem& problem : manual::read(file.text()).problems) {
    const bool comment = problem.what == manual::Problem::What::CommentNeverClosed;
    Diagnostic found = make_diagnostic(
        id_of(problem.what), {file.id(), problem.begin, problem.end},
        {{"what", comment ? "comment" : "block"},
         {"close", comment ? "close it with `-->`" : "close it with a line of as many of the same sign"}});
    if (problem.what == manual::Problem::What::InHtml) {
      found.notes.push_back({{file.id(), problem.html, problem.html + 1}, "it stands in the HTML that begins here"});
      found.help = "end the HTML before it, or mark it otherwise where it is no code";
    }
    sink.report(std::move(found));
  }
}

}  // namespace carveout
