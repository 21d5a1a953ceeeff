#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "carveout/explain.hpp"

namespace carveout {

// A proof of why a policy decides an action as it does. It is a graph without circles, kept as two lists: conditions,
// and steps, each about one clause. A step or condition rests only on those before it, and what several rest on is
// there once. Values that own what they hold; free of the plan and the facts. Spec: language/15-why.

// What a step says of a clause: that it applies (7.3), or that what it says of the action stands and counts (7.3, 7.4).
// Of a carve-out there is only the first.
enum class Facet : std::uint8_t { Applies, Stands };

struct ProofStep {
  ClauseId clause{};
  Facet facet{};
  Truth truth = Truth::Unknown;
  Why why = Why::Unsettled;  // of one that is not yes: the first reason of 10.2 that fits
  bool made = false;         // it made the outcome
  // Of one that is yes, those that make it so; of one that is no because of its conditions, those that do; of one that
  // is unknown, those that are open. Into Proof::conditions, in the order of the text.
  std::vector<std::uint32_t> conditions;
  // The steps that it rests on: of an exception that applies one that it is an exception to, of what is defeated what
  // defeats it, of what is unsettled what it turns on. Each is before this one.
  std::vector<std::uint32_t> rests_on;
  std::vector<PolicyId> policies;  // Superseded: those that displace its policy; Outweighed: those whose word prevails
  FactPaths facts;                 // OutOfScope, Superseded, NotInForce, Lapsed: those that decide it
  std::optional<Value> until;      // Lapsed: the term
};

struct ProofCondition {
  ConditionReport report;             // with nothing in `within`
  std::vector<std::uint32_t> within;  // those labelled in the definitions that it calls, each before this one
};

struct WhyOptions {
  // Why is the outcome not this one? Of `against` then only what would have made it is told.
  std::optional<Outcome> instead;
  // All clauses that speak of the action with all of their conditions, rather than those that decide.
  bool full = false;
};

struct Proof {
  Decision decision;  // what is proved
  WhyOptions options;
  // The outcome is what it is by what is known. False: it is not determined, or is the same whatever is not known.
  bool certain = false;
  std::vector<ProofCondition> conditions;
  std::vector<ProofStep> steps;
  std::vector<std::uint32_t> made;  // the steps that made the outcome, in the order of the text
  std::vector<std::uint32_t>
      against;                        // those that would have made it otherwise; of an undetermined one, that still may
  std::vector<std::uint32_t> others;  // with `full`: all other clauses that speak of the action
  // The facts that the proof rests on. They alone give the same outcome by the same proof (7.10, sufficient).
  FactPaths cited;
};

// Proves a decision of this plan on these facts with the same options. Never throws, never fails. Thread safe. Costs a
// small multiple of deciding; a host that does not ask never pays it.
[[nodiscard]] Proof prove(const Plan& plan, const Facts& facts, Decision decision, const WhyOptions& why = {},
                          const DecideOptions& options = {});

// For an analyst: a sentence, then the clauses that made it, then what would have made it otherwise and did not. With a
// context as for answers_text.
[[nodiscard]] std::string why_text(const AnswerContext& context, const std::vector<Proof>& proofs, std::size_t width,
                                   Ink ink);
// The same as Markdown, with all that has a meaning there escaped.
[[nodiscard]] std::string why_markdown(const AnswerContext& context, const std::vector<Proof>& proofs);
// One JSON object, as spec/language/why.schema.json says. Byte-stable. Piece by piece, as answers_json.
void why_json(const AnswerContext& context, const std::vector<Proof>& proofs,
              const std::function<void(std::string_view)>& write);
[[nodiscard]] std::string why_json(const AnswerContext& context, const std::vector<Proof>& proofs);

}  // namespace carveout
