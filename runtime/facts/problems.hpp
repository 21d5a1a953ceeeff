#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "carveout/lang/checked.hpp"
#include "carveout/lang/diagnostics.hpp"

namespace carveout::facts {

// What is wrong with a document, and which fact is being read. Borrows the policy. Not thread safe.
class Problems {
 public:
  explicit Problems(const CheckedPolicy& policy) : policy_(policy) {}

  [[nodiscard]] const CheckedPolicy& policy() const noexcept { return policy_; }
  [[nodiscard]] const Type& type(TypeId id) const noexcept { return policy_[id]; }

  // The fact being read, `request.received`.
  [[nodiscard]] std::string fact() const { return policy_.path_text(path_); }
  void enter_fact(FactId fact) { path_ = {fact, {}}; }
  void enter(PathStep step) { path_.steps.push_back(step); }
  void leave() { path_.steps.pop_back(); }

  void report(DiagnosticId id, Span span, Fields fields, std::vector<Note> notes = {}) {
    sink_.report(id, span, fields, std::move(notes));
  }
  // "`request.received` is a date; found a number".
  void wrong_type(TypeId expected, Span span, std::string_view found);

  // INVARIANT: no suggestion is searched for once no more problems are shown, so that a document of millions of wrong
  // keys costs its length and not that times the number of names.
  [[nodiscard]] bool suggests() const noexcept { return sink_.errors() < DiagnosticSink::kMaxPerFile; }
  [[nodiscard]] bool any() const noexcept { return sink_.has_errors(); }
  [[nodiscard]] std::vector<Diagnostic> sorted() const { return sink_.sorted(); }

 private:
  const CheckedPolicy& policy_;
  DiagnosticSink sink_;
  FactPath path_;
};

// What a value of a type is, for people: "a date", "one of `Purpose`", "a list of `Conviction`".
[[nodiscard]] std::string type_phrase(const CheckedPolicy& policy, TypeId type);
// How one is written in JSON, in backticks: "`\"2018-01-31\"`".
[[nodiscard]] std::string json_example(const CheckedPolicy& policy, TypeId type);
// "`a`, `b` and 7 more"; empty for no names.
[[nodiscard]] std::string listed(const std::vector<std::string_view>& names);

}  // namespace carveout::facts
