#include "unit/check/expressions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "support/checking.hpp"

namespace carveout::testing {
namespace {

constexpr std::string_view kDeclarations = R"carve(policy small "A small policy"
  round dates down

type Purpose is one of civil, criminal, safety
type Level is one of low < medium < high
type Offense is section
type Statute is section
type Money is number
type Fee is number
type Warrant has
  judge : yes/no
  issued : date if any
type Conviction has
  offense : Offense
  entered : date
  counts : number if any
type Person has
  born : date
  convictions : list of Conviction
  nickname : text if any
type Request has
  received : date
  received_at : time
  notice : duration
  purpose : Purpose
  level : Level
  statute : Statute
  law : section
  amount : Money
  fee : Fee
  docket : text
  approved : yes/no
  topics : list of Purpose
  names : list of text
  warrant : Warrant if any
  task_force : Purpose if any
  tags : list of text if any
facts
  request : Request
  subject : Person
  today : date
  size : number
  armed : yes/no
  reason : Purpose
  spouse : Person if any
  minors : list of Person

list felonies : Offense is "PL 160.10", "PL 265.02(2)" through "PL 265.02(8)"
list lucky is 1, 2, 5 through 9
parameter lookback : duration is 5 years from 2014-12-14
define qualifying(c : Conviction) as c.offense in felonies
define grown_up as age at today of subject.born >= 18
define the_request as request
action act by default forbidden
)carve";

void write(const CheckedPolicy& policy, ExprId id, std::string& out) {
  const Expr& expr = policy[id];
  const auto operands = policy.operands_of(id);
  const auto list = [&](std::string_view head) {
    out += fmt::format("({}", head);
    for (const ExprId operand : operands) {
      out += ' ';
      write(policy, operand, out);
    }
    out += ')';
  };
  const std::uint32_t index = expr.index;
  if (expr.kind == ExprKind::Constant)
    out += policy.value_text(policy.constants[index], expr.type);
  else if (expr.kind == ExprKind::Fact)
    out += policy.facts[index].name;
  else if (expr.kind == ExprKind::Parameter)
    out += policy.parameters[index].name;
  else if (expr.kind == ExprKind::Variable)
    out += policy.variables[index].name;
  else if (expr.kind == ExprKind::Call && operands.empty())
    out += policy.defines[index].name;
  else if (expr.kind == ExprKind::Call)
    list(policy.defines[index].name);
  else if (expr.kind == ExprKind::Field) {
    write(policy, operands[0], out);
    out += '.' + policy[policy[operands[0]].type].fields[index].name;
  } else if (expr.kind == ExprKind::Labelled)
    list(fmt::format("[{}]", policy.labels[index]));
  else if (expr.kind == ExprKind::InNamedList)
    list(fmt::format("in {}", policy.lists[index].name));
  else if (expr.kind == ExprKind::SectionIn) {
    list(fmt::format("SectionIn {}..{}", policy.ranges[index].first().text(), policy.ranges[index].last().text()));
  } else if (expr.kind == ExprKind::AtLeast || expr.kind == ExprKind::Exactly || expr.kind == ExprKind::Round) {
    list(fmt::format("{} {}", kind_name(expr.kind), index));
  } else if (operands.size() >= 2 && policy[operands[0]].type != expr.type &&
             policy[policy[operands[0]].type].kind == TypeKind::List && expr.kind != ExprKind::Equal &&
             expr.kind != ExprKind::InList) {
    list(fmt::format("{} {}", kind_name(expr.kind), policy.variables[index].name));
  } else {
    list(kind_name(expr.kind));
  }
}

}  // namespace

SmallPolicy load(std::string text) {
  TextResolver modules({});
  Loaded loaded = load_policy("policy.carve", std::move(text), modules);
  SmallPolicy small;
  small.policy = loaded.policy;
  small.sources = loaded.sources;
  for (const Diagnostic& diagnostic : loaded.diagnostics) {
    if (diagnostic.severity() == Severity::Warning && diagnostic.id != DiagnosticId::EntryTwice) continue;
    Problem problem{
        diagnostic.id, std::string(loaded.sources->text(diagnostic.span)), diagnostic.message, diagnostic.help, {}};
    for (const Note& note : diagnostic.notes) problem.notes.push_back(note.text);
    small.problems.push_back(std::move(problem));
  }
  return small;
}

std::string policy_with(std::string_view condition, std::string_view declarations) {
  return fmt::format("{}{}\nclause main permit act when {}\n", kDeclarations, declarations, condition);
}

std::string shape(const CheckedPolicy& policy, ExprId expr) {
  std::string out;
  write(policy, expr, out);
  return out;
}

std::string built(std::string_view condition, std::string_view declarations) {
  const SmallPolicy small = load(policy_with(condition, declarations));
  if (!small.policy) {
    std::string out;
    for (const Problem& problem : small.problems) {
      out += fmt::format("{}{} `{}`", out.empty() ? "" : "; ", info(problem.id).code, problem.underlined);
    }
    return out.empty() ? "no policy, and nothing said" : out;
  }
  const auto when = small.policy->clauses.back().when;
  return when ? shape(*small.policy, *when) : "no condition";
}

void check_problem(const std::vector<Problem>& problems, DiagnosticId id, std::string_view underlined) {
  std::string all;
  for (const Problem& problem : problems) {
    all += fmt::format("{} {} `{}`\n", info(problem.id).name, problem.message, problem.underlined);
  }
  INFO(all);
  REQUIRE(problems.size() == 1);
  CHECK(std::string(info(problems[0].id).name) == std::string(info(id).name));
  CHECK(problems[0].underlined == std::string(underlined));
}

void check_each(const std::vector<Wrong>& cases) {
  for (const Wrong& wrong : cases) {
    const std::string condition(wrong.condition);
    CAPTURE(condition);
    check_problem(load(policy_with(wrong.condition)).problems, wrong.id, wrong.underlined);
  }
}

void check_each(const std::vector<Right>& cases) {
  for (const Right& right : cases) {
    const std::string condition(right.condition);
    CAPTURE(condition);
    CHECK(built(right.condition) == std::string(right.shape));
  }
}

}  // namespace carveout::testing
