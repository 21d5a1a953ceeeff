#include <fmt/format.h>
#include <simdjson.h>

#include <algorithm>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "carveout/facts.hpp"
#include "facts/json_syntax.hpp"
#include "facts/json_text.hpp"
#include "facts/keys.hpp"
#include "facts/problems.hpp"
#include "facts/scalars.hpp"

namespace carveout {
namespace {

namespace ondemand = simdjson::ondemand;
using facts::json_kind;
using facts::Key;
using facts::Keys;
using facts::Problems;

// Some editors begin a file with it; it is no part of the text, and columns do not count it.
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Walks a document once, front to back, along the declared types. Where it meets what is not JSON it stops and says so
// by broken(); what exactly is wrong is then found by first_json_problem, which reads everything. LIMIT: recursion is
// as deep as the declared types nest (LoadLimits::type_depth), whatever the document.
class Reader {
 public:
  // `text` is the padded copy that is walked; it outlives the reader.
  Reader(const CheckedPolicy& policy, const FactsLimits& limits, FileId file, std::string_view text)
      : limits_(limits), file_(file), text_(text), problems_(policy), record_keys_(policy) {}

  Facts read(ondemand::document& document) {
    Facts facts;
    const Keys keys(problems_.policy().facts);
    ondemand::object root;
    if (document.get_object().get(root) != simdjson::SUCCESS) {
      broken_ = true;
    } else {
      facts.roots = read_members(root, keys, Level::Document);
      const char* after = nullptr;
      // Nothing may follow.
      if (!stopped() && document.current_location().get(after) != simdjson::OUT_OF_BOUNDS) broken_ = true;
    }
    facts.roots.resize(keys.size());
    return facts;
  }

  [[nodiscard]] bool broken() const noexcept { return broken_; }
  [[nodiscard]] const Problems& problems() const noexcept { return problems_; }

 private:
  enum class Level { Document, Record };

  [[nodiscard]] bool stopped() const noexcept { return broken_ || full_; }

  std::vector<Value> read_members(ondemand::object& object, const Keys& keys, Level level) {
    std::vector<Value> values(keys.size());
    std::vector<Span> given(keys.size());  // where each key stands; empty spans are those not met
    std::uint32_t expected = 0;
    for (simdjson::simdjson_result<ondemand::field> member : object) {
      ondemand::field field;
      std::string_view name;
      Span place;
      if (!read_key(std::move(member), field, name, place)) return values;
      const auto index = keys.find(name, expected);
      if (!index) {
        undeclared(keys, level, name, place);
        continue;
      }
      enter(level, *index);
      if (given[*index].end != 0) {
        problems_.report(DiagnosticId::DuplicateFact, place, {{"fact", problems_.fact()}},
                         {{given[*index], "first given here"}});
      } else {
        given[*index] = place;
        values[*index] = read_value(field.value(), keys[*index]);
      }
      if (level == Level::Record) problems_.leave();
      if (stopped()) return values;
      expected = *index + 1;
    }
    return values;
  }

  // False where there is no key with a value after it.
  bool read_key(simdjson::simdjson_result<ondemand::field> member, ondemand::field& field, std::string_view& name,
                Span& place) {
    broken_ = std::move(member).get(field) != simdjson::SUCCESS;
    if (broken_) return false;
    place = key_span(field.key().raw());
    broken_ = field.unescaped_key().get(name) != simdjson::SUCCESS;
    return !broken_;
  }

  void enter(Level level, std::uint32_t index) {
    if (level == Level::Document) {
      problems_.enter_fact(static_cast<FactId>(index));
    } else {
      problems_.enter({false, index});
    }
  }

  Value read_value(ondemand::value json, const Key& key) {
    const std::string_view token = trimmed(json.raw_json_token());
    const Span place = span_of(token);
    switch (token.empty() ? '\0' : token[0]) {
      case '{':
        return read_object(json, key.type, place);
      case '[':
        return read_list(json, key.type, place);
      case '"':
        return read_text(json, key.type, place);
      default:
        break;
    }
    if (token == "null") return read_null(key, place);
    if (token == "true" || token == "false") {
      if (problems_.type(key.type).kind == TypeKind::YesNo) return token == "true";
      problems_.wrong_type(key.type, place, json_kind(token));
      return {};
    }
    if (facts::is_json_number(token)) return facts::value_from_number(problems_, key.type, token, place);
    broken_ = true;
    return {};
  }

  Value read_null(const Key& key, Span place) {
    if (key.optional) return Absent{};
    // A key without a name is an element of a list.
    const std::string_view what = key.name.empty() ? "the element" : "the key";
    problems_.report(DiagnosticId::FactNotAbsent, place, {{"fact", problems_.fact()}, {"what", what}});
    return {};
  }

  Value read_text(ondemand::value& json, TypeId type, Span place) {
    std::string_view text;
    if (json.get_string().get(text) != simdjson::SUCCESS) {
      broken_ = true;
      return {};
    }
    if (text.size() > limits_.text_bytes) {
      problems_.report(DiagnosticId::FactTextTooLong, place,
                       {{"fact", problems_.fact()},
                        {"bytes", std::to_string(text.size())},
                        {"limit", std::to_string(limits_.text_bytes)}});
      return {};
    }
    return facts::value_from_text(problems_, type, text, place);
  }

  Value read_object(ondemand::value& json, TypeId type, Span place) {
    ondemand::object object;
    if (problems_.type(type).kind != TypeKind::Record) {
      not_a_record(json, type, place);
      return {};
    }
    if (json.get_object().get(object) != simdjson::SUCCESS) {
      broken_ = true;
      return {};
    }
    return make_record(read_members(object, record_keys_.of(type), Level::Record));
  }

  // An object where something else is wanted: perhaps a value known in part.
  void not_a_record(ondemand::value& json, TypeId type, Span place) {
    ondemand::object object;
    if (json.get_object().get(object) != simdjson::SUCCESS) {
      broken_ = true;
      return;
    }
    for (simdjson::simdjson_result<ondemand::field> member : object) {
      ondemand::field field;
      std::string_view name;
      Span key;
      if (!read_key(std::move(member), field, name, key)) return;
      if (name != "between" && name != "one_of" && name != "known" && name != "under") break;
      problems_.report(DiagnosticId::FactKnownInPart, key, {{"fact", problems_.fact()}, {"key", name}});
      return;
    }
    problems_.wrong_type(type, place, "an object");
  }

  Value read_list(ondemand::value& json, TypeId id, Span place) {
    const Type& type = problems_.type(id);
    if (type.kind != TypeKind::List) {
      problems_.wrong_type(id, place, "a list");
      return {};
    }
    ondemand::array array;
    if (json.get_array().get(array) != simdjson::SUCCESS) {
      broken_ = true;
      return {};
    }
    std::vector<Value> elements;
    for (simdjson::simdjson_result<ondemand::value> element : array) {
      ondemand::value value;
      if (std::move(element).get(value) != simdjson::SUCCESS) {
        broken_ = true;
        break;
      }
      if (elements_ == limits_.list_elements) {
        problems_.report(DiagnosticId::FactsTooManyElements, span_of(trimmed(value.raw_json_token())),
                         {{"limit", std::to_string(limits_.list_elements)}});
        full_ = true;
        break;
      }
      ++elements_;
      problems_.enter({true, static_cast<std::uint32_t>(elements.size())});
      elements.push_back(read_value(value, {{}, type.element, false}));
      problems_.leave();
      if (stopped()) break;
    }
    return make_list(std::move(elements));
  }

  void undeclared(const Keys& keys, Level level, std::string_view name, Span place) {
    std::string_view suggestion;
    std::vector<Note> notes;
    if (problems_.suggests()) {
      if (level == Level::Document && misplaced(name, place)) return;
      const std::vector<std::string_view> names = keys.names();
      suggestion = nearest(name, names);
      const std::string_view what = level == Level::Document ? "the facts are " : "its fields are ";
      if (suggestion.empty() && !names.empty()) {
        notes.push_back({{kNoFile, 0, 0}, fmt::format("{}{}", what, facts::listed(names))});
      }
    }
    if (level == Level::Document) {
      problems_.report(DiagnosticId::UndeclaredFact, place, {{"name", name}, {"nearest", suggestion}},
                       std::move(notes));
    } else {
      problems_.report(DiagnosticId::UndeclaredFactField, place,
                       {{"fact", problems_.fact()}, {"name", name}, {"nearest", suggestion}}, std::move(notes));
    }
  }

  // A field written as a fact: "request.received", or `received` where just one record has such a field.
  bool misplaced(std::string_view name, Span place) {
    const CheckedPolicy& policy = problems_.policy();
    const std::size_t dot = name.find('.');
    const std::string_view record = dot == std::string_view::npos ? std::string_view() : name.substr(0, dot);
    const std::string_view field = dot == std::string_view::npos ? name : name.substr(dot + 1);
    const FactInfo* home = nullptr;
    for (const FactInfo& fact : policy.facts) {
      const auto& fields = policy[fact.type].fields;
      const auto named = [&](const FieldInfo& info) { return info.name == field; };
      if (!record.empty() && fact.name != record) continue;
      if (std::none_of(fields.begin(), fields.end(), named)) continue;
      if (home != nullptr) return false;
      home = &fact;
    }
    if (home == nullptr) return false;
    problems_.report(DiagnosticId::MisplacedFact, place, {{"name", name}, {"record", home->name}, {"field", field}});
    return true;
  }

  // --- places

  // A token without the white space after it.
  [[nodiscard]] static std::string_view trimmed(std::string_view token) noexcept {
    while (!token.empty() &&
           (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t')) {
      token.remove_suffix(1);
    }
    return token;
  }
  [[nodiscard]] Span span_of(std::string_view token) const noexcept {
    const std::size_t begin = static_cast<std::size_t>(token.data() - text_.data());
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + token.size())};
  }
  // Of a key, both its quotes included; `raw` points just past the first.
  [[nodiscard]] Span key_span(const char* raw) const noexcept {
    const char* const end = text_.data() + text_.size();
    const char* at = raw;
    while (at < end && *at != '"') at += *at == '\\' ? 2 : 1;
    return span_of({raw - 1, static_cast<std::size_t>(std::min(at + 1, end) - raw + 1)});
  }

  const FactsLimits& limits_;
  FileId file_;
  std::string_view text_;
  Problems problems_;
  facts::RecordKeys record_keys_;
  std::uint32_t elements_ = 0;
  bool broken_ = false;
  bool full_ = false;
};

// The problem found by reading everything goes last: what stands after it was not read.
std::vector<Diagnostic> with_json_problem(std::vector<Diagnostic> found, Diagnostic problem) {
  const auto after = [&](const Diagnostic& d) { return d.span.begin >= problem.span.begin; };
  found.erase(std::remove_if(found.begin(), found.end(), after), found.end());
  found.push_back(std::move(problem));
  return found;
}

std::string_view first_fact(const CheckedPolicy& policy) {
  return policy.facts.empty() ? std::string_view("fact") : std::string_view(policy.facts.front().name);
}

// Where the document is not one object; nothing where it may be.
std::optional<Diagnostic> not_an_object(const CheckedPolicy& policy, const SourceFile& file) {
  const std::string_view text = file.text();
  const std::size_t at = text.find_first_not_of(" \t\r\n");
  if (at != std::string_view::npos && text[at] == '{') return std::nullopt;
  if (auto problem = facts::first_json_problem(file.id(), text)) return problem;
  const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
  const bool opens = text[at] == '[';
  const Span place{file.id(), static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(opens ? at + 1 : end)};
  return make_diagnostic(DiagnosticId::FactsNotAnObject, place,
                         {{"found", json_kind(text.substr(at))}, {"name", first_fact(policy)}});
}

struct Read {
  Facts facts;
  std::vector<Diagnostic> diagnostics;
};

Read read_document(const CheckedPolicy& policy, const SourceFile& file, const FactsLimits& limits) {
  const std::string_view text = file.text();
  if (auto problem = not_an_object(policy, file)) return {{}, {*std::move(problem)}};
  const simdjson::padded_string padded(text);
  if (padded.data() == nullptr) throw std::bad_alloc();
  ondemand::parser parser;
  ondemand::document document;
  Reader reader(policy, limits, file.id(), padded);
  Read read;
  const simdjson::error_code error = parser.iterate(padded).get(document);
  // Of a want of memory it says so; a document is no less JSON for it.
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error == simdjson::SUCCESS) read.facts = reader.read(document);
  if (error == simdjson::SUCCESS && !reader.broken() && !reader.problems().any()) return read;
  read.diagnostics = reader.problems().sorted();
  if (auto problem = facts::first_json_problem(file.id(), text)) {
    read.diagnostics = with_json_problem(std::move(read.diagnostics), *std::move(problem));
  } else if (read.diagnostics.empty()) {
    // No text is known to come here; if one does, it is refused rather than half read.
    const Span whole{file.id(), 0, static_cast<std::uint32_t>(text.size())};
    read.diagnostics.push_back(
        make_diagnostic(DiagnosticId::FactsNotJson, whole, {{"problem", "it could not be read to its end"}}));
  }
  return read;
}

}  // namespace

Facts no_facts(const CheckedPolicy& policy) {
  return {std::vector<Value>(policy.facts.size())};
}

BoundFacts facts_from_json(const CheckedPolicy& policy, std::string document_name, std::string document,
                           const FactsLimits& limits) {
  auto sources = std::make_shared<SourceMap>();
  if (document_name == "-") document_name = "<standard input>";
  BoundFacts bound;
  if (document.size() > limits.document_bytes) {
    const SourceFile& file = sources->add(std::move(document_name), {});
    bound.diagnostics.push_back(make_diagnostic(
        DiagnosticId::FactsTooLarge, {file.id(), 0, 0},
        {{"bytes", std::to_string(document.size())}, {"limit", std::to_string(limits.document_bytes)}}));
  } else {
    if (std::string_view(document).substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      document.erase(0, kByteOrderMark.size());
    }
    const SourceFile& file = sources->add(std::move(document_name), std::move(document));
    Read read = read_document(policy, file, limits);
    bound.diagnostics = std::move(read.diagnostics);
    if (bound.diagnostics.empty()) bound.facts = std::move(read.facts);
  }
  bound.sources = std::move(sources);
  return bound;
}

}  // namespace carveout
