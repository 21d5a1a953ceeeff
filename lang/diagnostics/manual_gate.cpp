#include "diagnostics/manual_gate.hpp"

#include "source/manual.hpp"

namespace carveout {
namespace {

[[nodiscard]] DiagnosticId id_of(manual::Problem::What what) noexcept {
  switch (what) {
    case manual::Problem::What::NeverClosed:
      return DiagnosticId::FenceNeverClosed;
    case manual::Problem::What::MarkedElse:
      return DiagnosticId::CodeMarkedElse;
    case manual::Problem::What::NotAtMargin:
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
    sink.report(id_of(problem.what), {file.id(), problem.begin, problem.end});
  }
}

}  // namespace carveout
