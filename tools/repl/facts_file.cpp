#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "repl/facts_text.hpp"

namespace carveout::tool::repl {
namespace {

std::string json_text(std::string_view text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

// A document in which each thing that is known stands on lines of its own; JSON, or the same with YAML's indents.
// Scalars are those of JSON in both.
class Document {
 public:
  Document(const CheckedPolicy& policy, bool yaml) : policy_(policy), yaml_(yaml) {}

  std::string write(const Facts& facts) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < policy_.facts.size(); ++i) {
      if (!facts.roots[i].is_unknown())
        entries.push_back({policy_.facts[i].name, &facts.roots[i], policy_.facts[i].type});
    }
    if (entries.empty()) return "{}\n";
    object(entries, 0);
    if (yaml_ && !out_.empty() && out_.front() == '\n') out_.erase(0, 1);
    return out_ + '\n';
  }

 private:
  struct Entry {
    std::string_view name;
    const Value* value = nullptr;
    TypeId type{};
  };

  void line(std::size_t depth) {
    while (!out_.empty() && out_.back() == ' ') out_.pop_back();
    out_ += '\n';
    out_.append(2 * depth, ' ');
  }

  // `depth` is that of the lines of the entries themselves less one.
  void object(const std::vector<Entry>& entries, std::size_t depth) {
    if (entries.empty()) {
      out_ += "{}";
      return;
    }
    if (!yaml_) out_ += '{';
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (!yaml_ && i > 0) out_ += ',';
      line(yaml_ ? depth : depth + 1);
      out_ += yaml_ ? std::string(entries[i].name) + ": " : json_text(entries[i].name) + ": ";
      value(*entries[i].value, entries[i].type, depth + 1);
    }
    if (yaml_) return;
    line(depth);
    out_ += '}';
  }

  void record(const RecordValue& record, const Type& type, std::size_t depth) {
    std::vector<Entry> entries;
    for (std::size_t i = 0; i < record.fields.size(); ++i) {
      if (!record.fields[i].is_unknown())
        entries.push_back({type.fields[i].name, &record.fields[i], type.fields[i].type});
    }
    object(entries, depth);
  }

  void list(const std::vector<Value>& elements, TypeId type, std::size_t depth) {
    if (elements.empty()) {
      out_ += "[]";
      return;
    }
    if (!yaml_) out_ += '[';
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (!yaml_ && i > 0) out_ += ',';
      line(yaml_ ? depth : depth + 1);
      if (yaml_) out_ += "- ";
      value(elements[i], type, depth + 1);
    }
    if (yaml_) return;
    line(depth);
    out_ += ']';
  }

  void value(const Value& of, TypeId id, std::size_t depth) {
    const Type& type = policy_[id];
    if (const RecordValue* made = of.record()) return record(*made, type, depth);
    if (of.is_unknown() && type.kind == TypeKind::Record) return object({}, depth);
    if (const ListValue* made = of.list()) return all_or_some(*made, type, depth);
    out_ += flat(of, id);
  }

  void all_or_some(const ListValue& made, const Type& type, std::size_t depth) {
    if (!made.open) return list(made.elements, type.element, depth);
    if (!yaml_) out_ += '{';
    line(yaml_ ? depth : depth + 1);
    out_ += yaml_ ? "known: " : "\"known\": ";
    list(made.elements, type.element, depth + 1);
    if (!yaml_) out_ += ',';
    line(yaml_ ? depth : depth + 1);
    out_ += yaml_ ? "complete: false" : "\"complete\": false";
    if (yaml_) return;
    line(depth);
    out_ += '}';
  }

  // What is neither a record nor a list, on one line.
  std::string flat(const Value& of, TypeId type) {
    if (of.is_absent()) return "null";
    if (const bool* yes = of.get_if<bool>()) return *yes ? "true" : "false";
    if (const Number* number = of.get_if<Number>()) return number->to_text();
    if (const NumberBounds* bounds = of.get_if<NumberBounds>()) {
      const auto end = [](const std::optional<Number>& n) { return n ? n->to_text() : std::string(); };
      return between(end(bounds->low), end(bounds->high));
    }
    if (const std::string* text = of.get_if<std::string>()) return json_text(*text);
    if (const Section* section = of.get_if<Section>()) return json_text(section->text());
    if (const PartValue* part = of.part()) return in_part(*part, type);
    return json_text(policy_.value_text(of, type));
  }

  std::string in_part(const PartValue& part, TypeId type) {
    switch (part.kind) {
      case PartValue::Kind::Between: {
        const auto end = [&](const Value& v) { return v.is_unknown() ? std::string() : flat(v, type); };
        return between(end(part.values[0]), end(part.values[1]));
      }
      case PartValue::Kind::OneOf: {
        std::string out;
        for (const Value& one : part.values) out += (out.empty() ? "" : ", ") + flat(one, type);
        return fmt::format("{{\"one_of\": [{}]}}", out);
      }
      case PartValue::Kind::Under:
        return fmt::format("{{\"under\": {}}}", flat(part.values[0], type));
    }
    return {};
  }

  static std::string between(const std::string& low, const std::string& high) {
    if (high.empty()) return fmt::format("{{\"at_least\": {}}}", low);
    if (low.empty()) return fmt::format("{{\"at_most\": {}}}", high);
    return fmt::format("{{\"between\": [{}, {}]}}", low, high);
  }

  const CheckedPolicy& policy_;
  bool yaml_;
  std::string out_;
};

// The same type in another policy: built-in types by their kind, others by their shape.
class Carrier {
 public:
  Carrier(const CheckedPolicy& from, const CheckedPolicy& to, Carried& out) : from_(from), to_(to), out_(out) {}

  // Nothing where the other type has no place for it; what is left behind is noted by its path.
  Value carry(const Value& value, TypeId of, TypeId into, bool optional, const std::string& path) {
    const Type& a = from_[of];
    const Type& b = to_[into];
    if (value.is_unknown()) return {};
    if (a.kind != b.kind || (value.is_absent() && !optional)) return left(path);
    if (value.is_absent()) return value;
    if (const RecordValue* record = value.record()) return fields(*record, a, b, path);
    if (const ListValue* list = value.list()) return elements(*list, a, b, path);
    if (a.kind != TypeKind::Closed) return value;
    return members(value, a, b, optional, path);
  }

 private:
  Value left(const std::string& path) {
    out_.left_behind.push_back(path);
    return {};
  }

  Value fields(const RecordValue& record, const Type& a, const Type& b, const std::string& path) {
    std::vector<Value> made(b.fields.size());
    for (std::size_t i = 0; i < a.fields.size(); ++i) {
      const std::string field = path + '.' + a.fields[i].name;
      const auto same = std::find_if(b.fields.begin(), b.fields.end(),
                                     [&](const FieldInfo& other) { return other.name == a.fields[i].name; });
      if (same != b.fields.end())
        made[static_cast<std::size_t>(same - b.fields.begin())] =
            carry(record.fields[i], a.fields[i].type, same->type, same->optional, field);
      else if (!record.fields[i].is_unknown())
        left(field);
    }
    return make_record(std::move(made));
  }

  Value elements(const ListValue& list, const Type& a, const Type& b, const std::string& path) {
    const std::size_t before = out_.left_behind.size();
    std::vector<Value> made;
    for (std::size_t i = 0; i < list.elements.size(); ++i)
      made.push_back(carry(list.elements[i], a.element, b.element, false, fmt::format("{}[{}]", path, i + 1)));
    // LIMIT: of a long list in which nothing fits, one name says it.
    if (out_.left_behind.size() > before + 3) out_.left_behind.resize(before + 3);
    return make_list_like(list, std::move(made));
  }

  // Members by their names; what is known in part about members of which some are gone is not known any more.
  Value members(const Value& value, const Type& a, const Type& b, bool optional, const std::string& path) {
    if (const Member* member = value.get_if<Member>()) {
      const auto same = std::find_if(b.members.begin(), b.members.end(),
                                     [&](const MemberInfo& m) { return m.name == a.members[member->index].name; });
      if (same == b.members.end()) return left(path);
      return Value(Member{static_cast<std::uint32_t>(same - b.members.begin())});
    }
    const PartValue* part = value.part();
    if (part == nullptr || part->kind != PartValue::Kind::OneOf) return left(path);
    const std::size_t before = out_.left_behind.size();
    std::vector<Value> made;
    for (const Value& one : part->values) {
      made.push_back(one.is_absent() ? one : members(one, a, b, optional, path));
      if (out_.left_behind.size() != before || (one.is_absent() && !optional)) {
        out_.left_behind.resize(before);
        return left(path);
      }
    }
    return make_one_of(std::move(made));
  }

  const CheckedPolicy& from_;
  const CheckedPolicy& to_;
  Carried& out_;
};

}  // namespace

std::string facts_as_json(const CheckedPolicy& policy, const Facts& facts) {
  return Document(policy, false).write(facts);
}

std::string facts_as_yaml(const CheckedPolicy& policy, const Facts& facts) {
  return Document(policy, true).write(facts);
}

Carried carry_over(const CheckedPolicy& from, const Facts& facts, const CheckedPolicy& to) {
  Carried out{no_facts(to), {}};
  Carrier carrier(from, to, out);
  for (std::size_t i = 0; i < from.facts.size(); ++i) {
    const FactInfo& fact = from.facts[i];
    const auto same =
        std::find_if(to.facts.begin(), to.facts.end(), [&](const FactInfo& other) { return other.name == fact.name; });
    if (same != to.facts.end())
      out.facts.roots[static_cast<std::size_t>(same - to.facts.begin())] =
          carrier.carry(facts.roots[i], fact.type, same->type, same->optional, fact.name);
    else if (!facts.roots[i].is_unknown())
      out.left_behind.push_back(fact.name);
  }
  return out;
}

}  // namespace carveout::tool::repl
