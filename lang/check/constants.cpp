#include <string>
#include <utility>
#include <vector>

#include "carveout/lang/known_in_part.hpp"
#include "check/expression_checker.hpp"
#include "check/fact_paths.hpp"

namespace carveout::check {
namespace {

// The functions recurse with the syntax, whose depth the parser bounds.
class ConstantChecker {
 public:
  ConstantChecker(Context& context, Place& place) : context_(context), place_(place) {}

  std::optional<Value> value(NodeId node, TypeId type) {
    if (is_bad(context_, type)) return std::nullopt;
    switch (shape(node)) {
      case Shape::Unknown:
        return Value();
      case Shape::Absent:
        return Value(Absent{});
      case Shape::List:
        return list(node, type);
      case Shape::Record:
        return record(node, type);
      case Shape::Name:
        return member(node, type);
      case Shape::Negative:
        return negative(node, type);
      case Shape::Literal:
        return literal(node, type);
      case Shape::InPart:  // only in what is given, where given() comes first
      case Shape::Nothing:
        return std::nullopt;
      case Shape::Other:
        break;
    }
    context_.sink.report(DiagnosticId::OnlyWrittenValues, span(node), {{"text", context_.text(place_.module, node)}});
    return std::nullopt;
  }

  // What is given of a fact or field, wholly or in part.
  std::optional<Value> given(NodeId node, TypeId type, bool optional, std::string_view name) {
    if (is_bad(context_, type)) return std::nullopt;
    const NodeKind kind = tree()[node].kind;
    if (kind == NodeKind::KnownOneOf) return one_of(node, type, optional, name);
    if (kind == NodeKind::KnownUnder) return under(node, type);
    if (kind == NodeKind::KnownIncludes) return includes(node, type);
    return shape(node) == Shape::InPart ? between(node, type, optional) : value(node, type);
  }

 private:
  enum class Shape : std::uint8_t { Unknown, Absent, List, Record, Name, Negative, Literal, InPart, Nothing, Other };

  const Tree& tree() const { return context_.tree(place_.module); }
  Span span(NodeId node) const { return tree().span(node); }

  Shape shape(NodeId node) const {
    const NodeKind kind = tree()[node].kind;
    if (kind == NodeKind::UnknownLiteral) return Shape::Unknown;
    if (kind == NodeKind::AbsentLiteral) return Shape::Absent;
    if (kind == NodeKind::Set) return Shape::List;
    if (kind == NodeKind::Record) return Shape::Record;
    if (kind == NodeKind::Name || kind == NodeKind::Path) return Shape::Name;
    if (kind == NodeKind::Negate) return Shape::Negative;
    if (kind >= NodeKind::KnownBetween && kind <= NodeKind::KnownIncludes) return Shape::InPart;
    if (kind == NodeKind::Missing) return Shape::Nothing;
    return literal_type(kind) ? Shape::Literal : Shape::Other;
  }

  bool is(TypeId type, TypeKind kind, NodeId node, std::string_view found) {
    if (context_.out[type].kind == kind) return true;
    context_.sink.report(DiagnosticId::TypeMismatch, span(node),
                         {{"found", found}, {"expected", described(context_.out, type)}, {"hint", ""}});
    return false;
  }

  std::optional<Value> literal(NodeId node, TypeId type) {
    const TypeId own = *literal_type(tree()[node].kind);
    const TypeKind wanted = context_.out[type].kind;
    const bool section = own == kText && wanted == TypeKind::Section;
    if (!section && wanted != context_.out[own].kind) {
      report_mismatch(context_, span(node), own, type);
      return std::nullopt;
    }
    return literal_value(context_, place_.module, node, wanted);
  }

  std::optional<Value> negative(NodeId node, TypeId type) {
    const NodeId operand = tree().children_of(node).front();
    const NodeKind kind = tree()[operand].kind;
    if (kind != NodeKind::Number && kind != NodeKind::DurationLiteral) {
      context_.sink.report(DiagnosticId::OnlyWrittenValues, span(node), {{"text", context_.text(place_.module, node)}});
      return std::nullopt;
    }
    const auto positive = literal(operand, type);
    if (!positive) return std::nullopt;
    if (const Number* number = positive->get_if<Number>()) {
      const auto negated = negate(*number);
      if (negated.ok()) return Value(*negated);
    } else if (const Duration* duration = positive->get_if<Duration>()) {
      const auto negated = negate(*duration);
      if (negated.ok()) return Value(*negated);
    }
    context_.sink.report(DiagnosticId::NumberTooLong, span(node), {{"number", context_.text(place_.module, node)}});
    return std::nullopt;
  }

  std::optional<Value> member(NodeId node, TypeId type) {
    if (context_.out[type].kind == TypeKind::Closed) {
      if (const auto found = find_member(context_, type, context_.text(place_.module, node)))
        return Value(Member{*found});
    }
    // Whatever else a name is, it is not written out; what it is says the same as anywhere.
    Place place{place_.module, place_.locals, true};
    if (ExpressionChecker(context_, place).typed(node, type)) {
      context_.sink.report(DiagnosticId::OnlyWrittenValues, span(node), {{"text", context_.text(place_.module, node)}});
    }
    return std::nullopt;
  }

  std::optional<Value> list(NodeId node, TypeId type) {
    if (!is(type, TypeKind::List, node, "a list")) return std::nullopt;
    const TypeId element_type = context_.out[type].element;
    const auto nodes = tree().children_of(node);
    std::vector<Value> elements;
    elements.reserve(nodes.size());
    for (const NodeId element : nodes) {
      if (tree()[element].kind == NodeKind::Range) {
        context_.sink.report(DiagnosticId::RangeInAList, span(element));
        continue;
      }
      if (auto made = value(element, element_type)) elements.push_back(std::move(*made));
    }
    if (elements.size() != nodes.size()) return std::nullopt;
    return make_list(std::move(elements));
  }

  std::optional<Value> record(NodeId node, TypeId type) {
    if (!is(type, TypeKind::Record, node, "a record")) return std::nullopt;
    std::vector<Value> fields(context_.out[type].fields.size());
    std::vector<std::optional<NodeId>> written(fields.size());
    bool good = true;
    for (const NodeId child : tree().children_of(node)) {
      if (tree()[child].kind != NodeKind::RecordField) continue;
      const auto index = field_index(child, type);
      if (!index) {
        good = false;
        continue;
      }
      const NodeId name = tree().children_of(child).front();
      if (written[*index]) {
        context_.sink.report(DiagnosticId::FieldWrittenTwice, span(name),
                             {{"name", context_.text(place_.module, name)}}, {{span(*written[*index]), "first here"}});
        good = false;
        continue;
      }
      written[*index] = name;
      auto made = field_value(tree().children_of(child).back(), context_.out[type].fields[*index]);
      if (made)
        fields[*index] = std::move(*made);
      else
        good = false;
    }
    if (!good) return std::nullopt;
    return make_record(std::move(fields));
  }

  // --- what is known in part

  std::optional<Value> between(NodeId node, TypeId type, bool optional) {
    const NodeKind kind = tree()[node].kind;
    const auto ends = tree().children_of(node);
    if (!takes_between(context_.out[type])) {
      context_.sink.report(DiagnosticId::ExpectedBetweenUnordered, span(node), {{"type", context_.out[type].name}});
      return std::nullopt;
    }
    std::optional<Value> low = Value();
    std::optional<Value> high = Value();
    if (kind != NodeKind::KnownAtMost) low = value(ends.front(), type);
    if (kind != NodeKind::KnownAtLeast) high = value(ends.back(), type);
    if (!low || !high) return std::nullopt;
    auto made = known_between(context_.out, type, optional, *low, *high);
    if (!made) {
      context_.sink.report(
          DiagnosticId::NothingBetween, span(node),
          {{"low", context_.text(place_.module, ends.front())}, {"high", context_.text(place_.module, ends.back())}});
    }
    return made;
  }

  std::optional<Value> one_of(NodeId node, TypeId type, bool optional, std::string_view name) {
    const auto nodes = tree().children_of(node);
    if (!takes_one_of(context_.out[type])) {
      context_.sink.report(DiagnosticId::OneOfOther, span(node), {{"type", described(context_.out, type)}});
      return std::nullopt;
    }
    if (nodes.size() > kMostAlternatives) {
      context_.sink.report(DiagnosticId::TooManyAlternatives, span(node),
                           {{"limit", std::to_string(kMostAlternatives)}});
      return std::nullopt;
    }
    std::vector<Value> values;
    for (const NodeId one : nodes) {
      if (tree()[one].kind == NodeKind::AbsentLiteral && !optional) {
        context_.sink.report(DiagnosticId::NeverAbsent, span(one), {{"name", name}});
        continue;
      }
      if (auto made = value(one, type)) values.push_back(std::move(*made));
    }
    if (values.empty() || values.size() != nodes.size()) return std::nullopt;
    return known_as_one_of(context_.out, type, optional, std::move(values));
  }

  std::optional<Value> under(NodeId node, TypeId type) {
    if (context_.out[type].kind != TypeKind::Section) {
      context_.sink.report(DiagnosticId::UnderOther, span(node), {{"type", described(context_.out, type)}});
      return std::nullopt;
    }
    const auto section = value(tree().children_of(node).front(), type);
    if (!section) return std::nullopt;
    return make_under(*section->get_if<Section>());
  }

  std::optional<Value> includes(NodeId node, TypeId type) {
    const auto known = list(tree().children_of(node).front(), type);
    if (!known) return std::nullopt;
    return make_open_list(known->list()->elements);
  }

  std::optional<std::uint32_t> field_index(NodeId field, TypeId type) {
    const NodeId name = tree().children_of(field).front();
    const std::string_view text = context_.text(place_.module, name);
    const auto index = find_field(context_, type, text);
    if (!index && !context_.incomplete) {
      const Type& info = context_.out[type];
      context_.sink.report(DiagnosticId::UnknownField, span(name),
                           {{"type", info.name}, {"name", text}, {"nearest", nearest(text, field_names(info))}});
    }
    return index;
  }

  std::optional<Value> field_value(NodeId node, const FieldInfo& field) {
    const TypeId type = field.type;
    if (tree()[node].kind == NodeKind::AbsentLiteral && !field.optional) {
      context_.sink.report(DiagnosticId::NeverAbsent, span(node), {{"name", field.name}},
                           {{field.span, "declared here"}});
      return std::nullopt;
    }
    return given(node, type, field.optional, field.name);
  }

  Context& context_;
  Place& place_;
};

}  // namespace

std::optional<Value> check_constant(Context& context, Place& place, NodeId node, TypeId type) {
  return ConstantChecker(context, place).value(node, type);
}

std::optional<Value> check_given(Context& context, Place& place, NodeId node, const ResolvedPath& path) {
  const std::string name = context.out.path_text(path.path);
  return ConstantChecker(context, place).given(node, path.type, path.optional, name);
}

bool check_run(Context& context, Span span, const Value& first, const Value& last) {
  const Number* low = first.get_if<Number>();
  const Number* high = last.get_if<Number>();
  const Date* from = first.get_if<Date>();
  const Date* to = last.get_if<Date>();
  const bool backwards =
      (low != nullptr && high != nullptr && *high < *low) || (from != nullptr && to != nullptr && *to < *from);
  if (!backwards) return true;
  context.sink.report(DiagnosticId::RangeBackwards, span,
                      {{"first", low != nullptr ? low->to_text() : from->to_text()},
                       {"last", high != nullptr ? high->to_text() : to->to_text()}});
  return false;
}

}  // namespace carveout::check
