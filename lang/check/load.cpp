#include "carveout/lang/load.hpp"

#include <utility>

#include "check/context.hpp"

namespace carveout {

Loaded load_policy(std::string name, std::string text, ModuleResolver& modules, const LoadLimits& limits) {
  auto sources = std::make_shared<SourceMap>();
  DiagnosticSink sink;
  Loaded loaded;
  {
    check::Context context(*sources, sink, limits);
    context.resolver = &modules;
    check::read_modules(context, std::move(name), std::move(text), modules);
    check::collect_symbols(context);
    check::bring_policies_together(context);
    check::check_types(context);
    check::check_facts(context);
    check::check_calendars(context);
    check::check_parameters_lists_defines(context);
    check::check_policy_and_parts(context);
    check::check_actions_and_duties(context);
    check::check_clauses(context);
    check::settle_lapsed(context);
    check::check_overrides(context);
    check::check_words(context);
    check::spell_out_items(context);
    check::check_scenarios_and_guarantees(context);
    check::warn_unused(context);
    if (!sink.has_errors()) loaded.policy = std::make_shared<const CheckedPolicy>(std::move(context.out));
  }
  loaded.sources = std::move(sources);
  loaded.diagnostics = sink.sorted();
  return loaded;
}

}  // namespace carveout
