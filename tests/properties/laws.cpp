#include "properties/laws.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "carveout/coverage.hpp"
#include "support/layout_laws.hpp"

namespace carveout::properties {
namespace {

constexpr std::size_t kMostCompletions = 3'000;

bool is_among(const std::set<std::string>& inner, const std::set<std::string>& outer) {
  return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

// Are the needs after among those before? Once a list that was needed is known, what is asked of its elements may be
// needed.
bool only_removed(const std::set<std::string>& after, const std::set<std::string>& before,
                  const std::set<std::string>& lists) {
  const auto is_known_list = [&](const std::string& need) { return lists.count(need) != 0; };
  return std::any_of(before.begin(), before.end(), is_known_list) || is_among(after, before);
}

std::string both(const char* first, const Answer& a, const char* second, const Answer& b) {
  return fmt::format("{}: {}\n{}: {}", first, a.text(), second, b.text());
}

Question with_facts(const Question& question, NamedFacts facts) {
  Question other = question;
  other.facts = std::move(facts);
  return other;
}

// Dates at, between and beside the dates of random policies.
const std::vector<std::optional<Date>>& governing_dates() {
  static const std::vector<std::optional<Date>> dates = [] {
    std::vector<std::optional<Date>> all;
    for (const char* text :
         {"2010-01-01", "2014-12-14", "2015-05-05", "2019-12-31", "2020-01-01", "2020-01-02", "2020-02-01",
          "2020-02-29", "2020-06-01", "2021-03-01", "2021-06-01", "2022-07-15", "2023-01-01"}) {
      all.push_back(Date::parse(text));
    }
    return all;
  }();
  return dates;
}

// Is the one date that governs everywhere told from outside, and not told here?
bool told_from_outside(const Ready& ready, const Question& question) {
  const CheckedPolicy& policy = *ready.policy;
  return !question.as_of &&
         std::none_of(policy.policies.begin(), policy.policies.end(), [](const auto& one) { return one.as_of; }) &&
         std::none_of(policy.clauses.begin(), policy.clauses.end(), [](const auto& one) { return one.as_of; });
}

}  // namespace

Law agreement() {
  return {"agreement of the runtime with the reference",
          [](const PolicyText&, const Ready& policy, const Question& question,
             std::uint64_t) -> std::optional<std::string> {
            if (!policy.plan) return std::nullopt;
            const Answer expected = by_the_rules(policy, question);
            const Answer actual = by_the_runtime(policy, question);
            if (expected == actual) return std::nullopt;
            return both("reference", expected, "runtime  ", actual);
          }};
}

Law agreement_on_values() {
  return {"agreement on the values of definitions",
          [](const PolicyText&, const Ready& policy, const Question& question,
             std::uint64_t) -> std::optional<std::string> {
            if (!policy.plan) return std::nullopt;
            for (const Define& define : policy.policy->defines) {
              if (!define.parameters.empty()) continue;
              Question asked = question;
              asked.action = define.name;
              const ValueAnswer expected = value_by_the_rules(policy, asked);
              const ValueAnswer actual = value_by_the_runtime(policy, asked);
              if (expected == actual) continue;
              return fmt::format("{}\nreference: {}\nruntime  : {}", define.name, expected.text(), actual.text());
            }
            return std::nullopt;
          }};
}

Law monotone(Ask ask) {
  return {"monotone",
          [ask](const PolicyText&, const Ready& policy, const Question& question,
                std::uint64_t seed) -> std::optional<std::string> {
            Random random(seed);
            const NamedFacts more =
                extended(*policy.policy, question.facts, random, static_cast<unsigned>(random.between(20, 90)));
            const Answer before = ask(policy, question);
            const Answer after = ask(policy, with_facts(question, more));
            const bool outcome = before.outcome == "undetermined" || before.outcome == after.outcome;
            const bool needs = only_removed(after.needs, before.needs, known_lists(*policy.policy, more));
            if (outcome && needs && is_among(after.possible, before.possible)) return std::nullopt;
            return "with more facts " + facts_text(*policy.policy, more) + "\n" +
                   both("before", before, "after ", after);
          }};
}

namespace {

// LIMIT: of files that a random policy may have.
constexpr std::uint32_t kMostFiles = 16;
// A policy is compiled anew for it, so that one question in so many does.
constexpr std::uint64_t kEvery = 4;

std::string named(const CoveragePoint& point, std::size_t side) {
  return fmt::format("{} {} {} at {}, side {}", coverage_id(point.kind), point.owner, point.what, point.span.begin,
                     side);
}

}  // namespace

Law exercised() {
  return {"exercised on more facts as well",
          [](const PolicyText&, const Ready& policy, const Question& question,
             std::uint64_t seed) -> std::optional<std::string> {
            if (!policy.plan || seed % kEvery != 0) return std::nullopt;
            Random random(seed);
            std::vector<FileId> files;
            for (std::uint32_t i = 0; i < kMostFiles; ++i) files.push_back(FileId{i});
            const CoverageProbe probe(policy.policy, SourceMap(), files);
            DecideOptions options;
            options.as_of = question.as_of;
            const auto before = probe.observe(Facts{in_order(*policy.policy, question.facts)}, options);
            const NamedFacts more =
                extended(*policy.policy, question.facts, random, static_cast<unsigned>(random.between(20, 90)));
            const auto after = probe.observe(Facts{in_order(*policy.policy, more)}, options);
            const Answer answer = by_the_runtime(policy, question);
            for (std::size_t p = 0; p < before.size(); ++p) {
              const CoveragePoint& point = probe.points()[p];
              for (std::size_t side = 0; side < 2; ++side) {
                if (before[p].sides[side] && !after[p].sides[side])
                  return named(point, side) + " is not exercised with more facts " + facts_text(*policy.policy, more);
              }
              const bool is_default = point.kind == CoverageKind::Default && point.owner == question.action;
              if (is_default && before[p].sides[0] && (answer.outcome == "undetermined" || !answer.made_by.empty()))
                return named(point, 0) + " is exercised, and the answer is " + answer.text();
            }
            return std::nullopt;
          }};
}

Law sound(Ask ask) {
  return {"sound",
          [ask](const PolicyText&, const Ready& policy, const Question& question,
                std::uint64_t seed) -> std::optional<std::string> {
            Random random(seed);
            const Answer before = ask(policy, question);
            for (int i = 0; i < 6; ++i) {
              Question full = with_facts(question, extended(*policy.policy, question.facts, random, 100));
              if (told_from_outside(policy, question)) full.as_of = random.pick(governing_dates());
              const Answer after = ask(policy, full);
              if (after.outcome == "undetermined") {
                if (is_among(after.possible, before.possible)) continue;  // a fault
              } else if (before.possible.count(after.outcome) != 0) {
                continue;
              }
              return "with all facts " + facts_text(*policy.policy, full.facts) + "\n" +
                     both("before", before, "after ", after);
            }
            return std::nullopt;
          }};
}

Law complete(Ask ask) {
  return {"complete enumeration",
          [ask](const PolicyText&, const Ready& policy, const Question& question,
                std::uint64_t) -> std::optional<std::string> {
            const Answer before = ask(policy, question);
            const std::vector<std::optional<Date>> as_told{question.as_of};
            const auto& dates = told_from_outside(policy, question) ? governing_dates() : as_told;
            std::set<std::string> outcomes;
            const auto all = completions(*policy.policy, question.facts, kMostCompletions);
            if (all.empty()) return std::nullopt;
            for (const NamedFacts& facts : all) {
              for (const auto& date : dates) {
                Question full = with_facts(question, facts);
                full.as_of = date;
                const Answer answer = ask(policy, full);
                // More than one only where there is a fault.
                outcomes.insert(answer.possible.begin(), answer.possible.end());
              }
            }
            if (before.exact ? outcomes == before.possible : is_among(outcomes, before.possible)) return std::nullopt;
            return fmt::format("outcomes of {} completions {}\nanswer {}", all.size(), outcomes, before.text());
          }};
}

Law free_of_order(Ask ask) {
  return {"free of order",
          [ask](const PolicyText& text, const Ready& policy, const Question& question,
                std::uint64_t seed) -> std::optional<std::string> {
            Random random(seed);
            const PolicyText other_text = permuted(text, random);
            std::string error;
            const auto other = made_ready(other_text.texts(), &error);
            if (!other) return "in another order it does not check: " + error;
            const Answer here = ask(policy, question);
            const Answer there = ask(*other, question);
            if (here == there) return std::nullopt;
            return "in another order\n" + other_text.text() + both("here ", here, "there", there);
          }};
}

Law free_of_layout(Ask ask) {
  return {"free of layout",
          [ask](const PolicyText& text, const Ready& policy, const Question& question,
                std::uint64_t seed) -> std::optional<std::string> {
            Texts laid_out = text.texts();
            std::vector<std::string*> files{&laid_out.root};
            for (auto& [module, file] : laid_out.others) files.push_back(&file);
            for (std::string* file : files) {
              *file = test::scrambled(*file, seed);
              if (auto broken = test::broken_layout_law(*file)) return *broken + "\nof\n" + *file;
              *file = test::laid_out(*file);
            }
            std::string error;
            const auto other = made_ready(laid_out, &error);
            if (!other) return "laid out it does not check: " + error + '\n' + laid_out.all();
            const Answer here = ask(policy, question);
            const Answer there = ask(*other, question);
            if (here == there) return std::nullopt;
            return "laid out\n" + laid_out.all() + both("here ", here, "there", there);
          }};
}

Law sufficient() {
  return {"sufficient",
          [](const PolicyText&, const Ready& policy, const Question& question,
             std::uint64_t) -> std::optional<std::string> {
            if (!policy.plan) return std::nullopt;
            const Answer before = by_the_runtime(policy, question);
            const NamedFacts cited = restricted(*policy.policy, question.facts, before.cited);
            const Answer after = by_the_runtime(policy, with_facts(question, cited));
            if (before.outcome == after.outcome && before.possible == after.possible && before.needs == after.needs) {
              return std::nullopt;
            }
            return fmt::format("cited {}\nthat is {}\n{}", before.cited, facts_text(*policy.policy, cited),
                               both("before", before, "after ", after));
          }};
}

}  // namespace carveout::properties
