#include "repl/facts_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "diagnostics.hpp"
#include "repl/text.hpp"

namespace carveout::tool::repl {
namespace {

// LIMIT: nobody reads more rows; a prefix shows others.
constexpr std::size_t kMostRows = 200;
constexpr std::size_t kMostLines = 200'000;  // LIMIT: facts looked at for a table
constexpr std::size_t kWidestValue = 400;    // LIMIT: of a value that is a long list or text

// Spells out records; the depth is that of the types, which the checker bounds.
class Lines {
 public:
  Lines(const CheckedPolicy& policy, std::size_t most) : policy_(policy), most_(most) {}

  void add(const std::string& path, const std::string& label, TypeId type, bool optional, const Value& value) {
    if (out_.size() >= most_) return;
    const Type& info = policy_[type];
    const RecordValue* record = value.record();
    // A record of which nothing is known is spelt out too, so that its fields are seen; one that may be absent is not.
    if (info.kind == TypeKind::Record && (record != nullptr || (value.is_unknown() && !optional))) {
      const bool only_there = optional && record != nullptr &&
                              std::all_of(record->fields.begin(), record->fields.end(),
                                          [](const Value& field) { return field.is_unknown(); });
      if (only_there) out_.push_back({path, label, type, optional, value});
      for (std::size_t i = 0; i < info.fields.size(); ++i) {
        const FieldInfo& field = info.fields[i];
        add(path + '.' + field.name, field.label, field.type, field.optional,
            record != nullptr ? record->fields[i] : Value());
      }
      return;
    }
    const ListValue* list = value.list();
    if (list != nullptr && policy_[info.element].kind == TypeKind::Record && !list->elements.empty()) {
      for (std::size_t i = 0; i < list->elements.size() && out_.size() < most_; ++i)
        out_.push_back({fmt::format("{}[{}]", path, i + 1), i == 0 ? label : std::string(), info.element, false,
                        list->elements[i]});
      if (list->open) out_.push_back({path + "[…]", "possibly more", info.element, false, Value()});
      return;
    }
    out_.push_back({path, label, type, optional, value});
  }
  [[nodiscard]] std::vector<FactLine> take() { return std::move(out_); }

 private:
  const CheckedPolicy& policy_;
  std::size_t most_;
  std::vector<FactLine> out_;
};

bool under(std::string_view path, std::string_view prefix) {
  return path.substr(0, prefix.size()) == prefix;
}

}  // namespace

std::string type_words(const CheckedPolicy& policy, TypeId type, bool optional) {
  const Type& info = policy[type];
  std::string out = info.name;
  if (info.kind == TypeKind::Closed) {
    std::vector<std::string> names;
    for (const MemberInfo& member : info.members) names.push_back(member.name);
    out += " (";
    for (std::size_t i = 0; i < names.size() && i < 12; ++i)
      out += (i == 0 ? "" : info.ordered ? " < " : ", ") + names[i];
    out += names.size() > 12 ? ", …)" : ")";
  }
  return optional ? out + ", if any" : out;
}

std::vector<FactLine> fact_lines(const CheckedPolicy& policy, const Facts& facts, std::size_t most) {
  Lines lines(policy, most);
  for (std::size_t i = 0; i < policy.facts.size(); ++i) {
    const FactInfo& fact = policy.facts[i];
    lines.add(fact.name, fact.label, fact.type, fact.optional, facts.roots[i]);
  }
  return lines.take();
}

std::string facts_text(const CheckedPolicy& policy, const Facts& facts, std::string_view prefix, Which which,
                       std::size_t width) {
  Columns table(2, width);
  std::size_t rows = 0;
  std::size_t more = 0;
  std::size_t unknown = 0;
  for (const FactLine& line : fact_lines(policy, facts, kMostLines)) {
    if (!under(line.path, prefix)) continue;
    if (line.value.is_unknown() && which == Which::Known) {
      ++unknown;
      continue;
    }
    if (++rows > kMostRows) {
      ++more;
      continue;
    }
    const std::string value = line.value.is_unknown() ? "(not known)" : policy.value_text(line.value, line.type);
    std::string label = safe(line.label);
    if (which == Which::All)
      label += fmt::format("{}[{}]", label.empty() ? "" : " ", safe(type_words(policy, line.type, line.optional)));
    table.add({safe(line.path), cut(safe(value), kWidestValue), label});
  }
  std::string out = table.text();
  if (more > 0)
    out += fmt::format("  … and {}; `facts PREFIX` shows those that begin so\n", counted(more, "other fact"));
  if (which == Which::Known && rows == 0) return "Nothing is known. `facts all` lists what there is to know.\n";
  if (unknown > 0)
    out += fmt::format("  {} not known; `facts all` lists {}\n",
                       unknown == 1 ? "1 other fact is" : fmt::format("{} other facts are", unknown),
                       unknown == 1 ? "it" : "them");
  return out;
}

}  // namespace carveout::tool::repl
