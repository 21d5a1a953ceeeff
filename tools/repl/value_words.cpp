#include "repl/value_words.hpp"

#include <algorithm>

namespace carveout::tool::repl {
namespace {

bool ends_a_word(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == ',' || c == '{' || c == '}' || c == '=' || c == '"';
}

const FieldInfo* field_of(const Type& type, std::string_view name) {
  const auto found =
      std::find_if(type.fields.begin(), type.fields.end(), [&](const FieldInfo& field) { return field.name == name; });
  return found == type.fields.end() ? nullptr : &*found;
}

// An open bracket: of a list, or of a record, where the field that is written is known once it is named.
struct Bracket {
  const Type* type = nullptr;
  std::optional<Place> field;
  std::vector<std::string> named;  // the fields before
};

class Brackets {
 public:
  Brackets(const CheckedPolicy& policy, const Place& place) : policy_(policy), whole_(place) {}

  // False where what is typed does not fit the type: then nothing can be said.
  bool read(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
      const char c = text[at];
      if (c == '"') {
        for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
        if (at >= text.size()) return false;
        ++at;
      } else if (ends_a_word(c)) {
        if (!mark(c)) return false;
        ++at;
      } else {
        const std::size_t begin = at;
        while (at < text.size() && !ends_a_word(text[at])) ++at;
        if (!word(text.substr(begin, at - begin))) return false;
      }
    }
    return true;
  }

  [[nodiscard]] std::vector<std::string> words() const {
    if (!open_.empty() && open_.back().type->kind == TypeKind::Record && !open_.back().field) {
      std::vector<std::string> out;
      for (const FieldInfo& field : open_.back().type->fields) {
        const auto& named = open_.back().named;
        if (std::find(named.begin(), named.end(), field.name) == named.end()) out.push_back(field.name);
      }
      return out;
    }
    const Place place = due();
    const Type& type = policy_[place.type];
    std::vector<std::string> out;
    for (const MemberInfo& member : type.members) out.push_back(member.name);
    if (type.kind == TypeKind::YesNo) out.insert(out.end(), {"yes", "no"});
    if (place.optional) out.emplace_back("absent");
    if (place.optional && type.kind == TypeKind::Record && open_.empty()) out.emplace_back("present");
    return out;
  }

 private:
  // What a value is due of, where the text ends.
  [[nodiscard]] Place due() const {
    if (open_.empty()) return whole_;
    const Bracket& last = open_.back();
    return last.type->kind == TypeKind::List ? Place{last.type->element, false} : *last.field;
  }

  bool mark(char c) {
    if (c == '{') {
      if (!open_.empty() && open_.back().type->kind == TypeKind::Record && !open_.back().field) return false;
      const Type& type = policy_[due().type];
      if (type.kind != TypeKind::List && type.kind != TypeKind::Record) return false;
      open_.push_back({&type, std::nullopt, {}});
    } else if (c == '}') {
      if (open_.empty()) return false;
      open_.pop_back();
    } else if (c == ',' && !open_.empty()) {
      open_.back().field.reset();
    }
    return true;
  }

  bool word(std::string_view word) {
    if (open_.empty() || open_.back().type->kind != TypeKind::Record || open_.back().field) return true;
    const FieldInfo* field = field_of(*open_.back().type, word);
    if (field == nullptr) return false;
    open_.back().field = Place{field->type, field->optional};
    open_.back().named.push_back(field->name);
    return true;
  }

  const CheckedPolicy& policy_;
  Place whole_;
  std::vector<Bracket> open_;
};

}  // namespace

std::optional<Place> place_of(const CheckedPolicy& policy, std::string_view path) {
  const std::string_view root = path.substr(0, path.find_first_of(".["));
  const auto fact =
      std::find_if(policy.facts.begin(), policy.facts.end(), [&](const FactInfo& one) { return one.name == root; });
  if (fact == policy.facts.end()) return std::nullopt;
  Place out{fact->type, fact->optional};
  for (path.remove_prefix(root.size()); !path.empty();) {
    const Type& type = policy[out.type];
    if (path.front() == '[') {
      const std::size_t close = path.find(']');
      if (close == std::string_view::npos || type.kind != TypeKind::List) return std::nullopt;
      out = {type.element, false};
      path.remove_prefix(close + 1);
    } else {
      path.remove_prefix(1);
      const std::string_view name = path.substr(0, path.find_first_of(".["));
      const FieldInfo* field = field_of(type, name);
      if (field == nullptr) return std::nullopt;
      out = {field->type, field->optional};
      path.remove_prefix(name.size());
    }
  }
  return out;
}

std::vector<std::string> value_words(const CheckedPolicy& policy, const Place& place,
                                     std::string_view before_the_word) {
  Brackets brackets(policy, place);
  return brackets.read(before_the_word) ? brackets.words() : std::vector<std::string>();
}

}  // namespace carveout::tool::repl
