#include "carveout/record.hpp"
#include "explain/json_writer.hpp"
#include "record/sha256.hpp"

namespace carveout {
namespace {

// A document of facts by chapter 9, on one line. Fields in the order of their declaration, what is not known left out.
class FactsLine {
 public:
  FactsLine(const CheckedPolicy& policy, JsonWriter& json) : policy_(policy), json_(json) {}

  void write(const Facts& facts) {
    json_.open('{');
    for (std::size_t i = 0; i < policy_.facts.size() && i < facts.roots.size(); ++i)
      member(policy_.facts[i].name, facts.roots[i], policy_.facts[i].type);
    json_.close('}');
    json_.finish();
  }

 private:
  void member(std::string_view name, const Value& of, TypeId type) {
    if (of.is_unknown()) return;
    json_.key(name);
    value(of, type);
  }

  // Recursion: as deep as types nest, which the checker bounds.
  void value(const Value& of, TypeId id) {
    const Type& type = policy_[id];
    if (const RecordValue* record = of.record()) return fields(*record, type);
    if (of.is_unknown() && type.kind == TypeKind::Record) return fields({}, type);
    if (const ListValue* list = of.list()) return elements(*list, type);
    if (const NumberBounds* bounds = of.get_if<NumberBounds>())
      return between(bounds->low ? Value(*bounds->low) : Value(), bounds->high ? Value(*bounds->high) : Value(), id);
    if (const PartValue* part = of.part()) return in_part(*part, id);
    // An element that is not known has no form in a document: what is written is read by nobody.
    if (of.is_absent() || of.is_unknown()) return json_.null();
    if (const bool* yes = of.get_if<bool>()) return json_.value(*yes);
    if (const Number* number = of.get_if<Number>()) return written(*number);
    if (const std::string* text = of.get_if<std::string>()) return json_.value(*text);
    if (const Section* section = of.get_if<Section>()) return json_.value(section->text());
    json_.value(policy_.value_text(of, id));
  }

  // A quotient, which a host can make and a document cannot say, is a text.
  void written(const Number& number) {
    const std::string text = number.to_text();
    if (text.find('/') == std::string::npos)
      json_.json(text);
    else
      json_.value(text);
  }

  void fields(const RecordValue& record, const Type& type) {
    json_.open('{');
    for (std::size_t i = 0; i < record.fields.size() && i < type.fields.size(); ++i)
      member(type.fields[i].name, record.fields[i], type.fields[i].type);
    json_.close('}');
  }

  void elements(const ListValue& list, const Type& type) {
    const auto write_one = [&](const Value& element) { value(element, type.element); };
    if (list.open) {
      json_.open('{');
      json_.array("known", list.elements, write_one);
      json_.member("complete", false);
      return json_.close('}');
    }
    json_.open('[');
    for (const Value& element : list.elements) write_one(element);
    json_.close(']');
  }

  void in_part(const PartValue& part, TypeId type) {
    switch (part.kind) {
      case PartValue::Kind::Between:
        return between(part.values[0], part.values[1], type);
      case PartValue::Kind::OneOf:
        json_.open('{');
        json_.array("one_of", part.values, [&](const Value& one) { value(one, type); });
        return json_.close('}');
      case PartValue::Kind::Under:
        json_.open('{');
        json_.key("under");
        value(part.values[0], type);
        return json_.close('}');
    }
  }

  void between(const Value& low, const Value& high, TypeId type) {
    json_.open('{');
    if (low.is_unknown() || high.is_unknown()) {
      json_.key(low.is_unknown() ? "at_most" : "at_least");
      value(low.is_unknown() ? high : low, type);
    } else {
      json_.key("between");
      json_.open('[');
      value(low, type);
      value(high, type);
      json_.close(']');
    }
    json_.close('}');
  }

  const CheckedPolicy& policy_;
  JsonWriter& json_;
};

}  // namespace

std::string canonical_facts(const CheckedPolicy& policy, const Facts& facts) {
  std::string out;
  const std::function<void(std::string_view)> append = [&](std::string_view piece) { out += piece; };
  JsonWriter json(append, JsonLayout::OneLine);
  FactsLine(policy, json).write(facts);
  return out;
}

std::string facts_digest(std::string_view canonical_facts) {
  record::Sha256 hash;
  hash.add(canonical_facts);
  return record::to_hex(hash.digest());
}

// SPEC 19.2: of each file in the order of reading, what it is, its length and its text. Names are left out: they say
// where a policy lies, and what a name stands for follows from the texts and the order.
std::string policy_digest(const SourceMap& sources) {
  record::Sha256 hash;
  for (std::uint32_t i = 0; i < sources.size(); ++i) {
    const SourceFile& file = sources.file(FileId{i});
    hash.add(file.is_manual() ? "m" : "t");
    hash.add_number(file.text().size());
    hash.add(file.text());
  }
  return record::to_hex(hash.digest());
}

}  // namespace carveout
