#include <fmt/format.h>

#include "explain/layout.hpp"
#include "explain/why_telling.hpp"

// What a proof comes down to: facts, and what was read beside them.
namespace carveout::explain_text {
namespace {

// LIMIT: as in answers; the JSON form has them all.
constexpr std::size_t kMostNeeds = 40;
constexpr std::size_t kMostFacts = 8;

}  // namespace

void ProofTelling::source(const RuleSource& source, std::size_t depth) {
  const auto labelled = [](const std::string& label, const std::string& name) {
    return label.empty() ? name : fmt::format("{} ({})", safe(label), name);
  };
  switch (source.kind) {
    case RuleSource::Kind::ListEntry: {
      const NamedList& list = policy_.lists[source.of];
      const ListEntry& entry = list.entries[source.which];
      const std::string cites = list.cites.empty() ? std::string() : ", " + safe(list.cites);
      const std::string period =
          entry.period.always() ? std::string() : fmt::format(", in force {}", english_.period(entry.period));
      return sink_.line(depth, fmt::format("listed in {}{}: {}{}", labelled(list.label, list.name), cites,
                                           english_.condition(entry.span), period));
    }
    case RuleSource::Kind::ParameterValue: {
      const Parameter& parameter = policy_.parameters[source.of];
      const ParameterValue& value = parameter.values[source.which];
      const std::string since =
          parameter.values.size() == 1 ? std::string() : fmt::format(", since {}", value.from.to_text());
      return sink_.line(depth, fmt::format("{}: {}{}", labelled(parameter.label, parameter.name),
                                           english_.condition(policy_[value.value].span), since));
    }
    case RuleSource::Kind::Version: {
      const Define& define = policy_.defines[source.of];
      return sink_.line(depth, fmt::format("{}: the version in force {}", labelled(define.label, define.name),
                                           english_.period(define.versions[source.which].period)));
    }
    case RuleSource::Kind::TableRow: {
      const Define& define = policy_.defines[source.of];
      const Span row = define.versions[source.version].table.rows[source.which].span;
      return sink_.line(depth, fmt::format("{}: row {} of the table, {}", labelled(define.label, define.name),
                                           source.which + 1, english_.condition(row)));
    }
  }
}

void ProofTelling::facts(const FactPaths& paths, std::size_t depth) {
  std::size_t told = 0;
  for (const std::string& path : paths) {
    if (++told <= kMostFacts) sink_.line(depth, english_.fact(read_fact(policy_, context_.facts, path)));
  }
  if (told > kMostFacts) sink_.line(depth, fmt::format("and {} more facts", told - kMostFacts));
}

void ProofTelling::needs() {
  const FactPaths& needs = proof_.decision.needs;
  if (needs.empty()) return;
  sink_.section("What would settle it");
  std::size_t told = 0;
  for (const std::string& path : needs) {
    if (++told > kMostNeeds) continue;
    const std::string name = english_.need(read_fact(policy_, context_.facts, path));
    sink_.line(0, name == path ? path : fmt::format("{}: {}", path, name));
  }
  if (told > kMostNeeds) sink_.line(0, fmt::format("and {} more facts", told - kMostNeeds));
}

}  // namespace carveout::explain_text
