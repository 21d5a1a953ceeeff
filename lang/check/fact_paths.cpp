#include "check/fact_paths.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "check/types.hpp"

namespace carveout::check {
namespace {

constexpr std::array kFactKinds = {SymbolKind::Fact};

class PathReader {
 public:
  PathReader(Context& context, ModuleId module, NodeId path)
      : context_(context), module_(module), text_(context.text(module, path)), begin_(context.span(module, path)) {}

  std::optional<ResolvedPath> read() {
    const Symbol* symbol = fact();
    if (symbol == nullptr) return std::nullopt;
    const FactInfo& fact = context_.out.facts[symbol->id];
    found_.path.fact = FactId{symbol->id};
    found_.type = fact.type;
    found_.optional = fact.optional;
    found_.may_be_absent.push_back(fact.optional);
    while (at_ < text_.size()) {
      // What a type that did not check leads to is not known.
      if (is_bad(context_, found_.type)) return std::nullopt;
      const bool good = text_[at_] == '[' ? element() : field();
      if (!good) return std::nullopt;
      found_.may_be_absent.push_back(found_.optional);
    }
    if (is_bad(context_, found_.type)) return std::nullopt;
    return std::move(found_);
  }

 private:
  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {begin_.file, begin_.begin + static_cast<std::uint32_t>(begin),
            begin_.begin + static_cast<std::uint32_t>(end)};
  }
  [[nodiscard]] std::size_t word_end(std::size_t begin) const {
    return std::min(text_.find_first_of(".[", begin), text_.size());
  }

  // The fact that the path begins with, by its bare name or with that of its module before it.
  const Symbol* fact() {
    const std::size_t first = word_end(0);
    for (std::size_t end = first;; end = word_end(end + 1)) {
      const Symbol* symbol = context_.lookup(module_, text_.substr(0, end));
      if (symbol != nullptr) {
        at_ = end;
        if (symbol->kind == SymbolKind::Fact) return symbol;
        context_.sink.report(
            DiagnosticId::NameOfAnotherKind, span(0, end),
            {{"name", text_.substr(0, end)}, {"actual", kind_words(symbol->kind)}, {"wanted", "a fact"}},
            {{symbol->name_span, "declared here"}});
        return nullptr;
      }
      if (end == text_.size() || text_[end] != '.') break;
    }
    if (context_.incomplete) return nullptr;
    const std::string_view name = text_.substr(0, first);
    context_.sink.report(
        DiagnosticId::UnknownName, span(0, first),
        {{"name", name}, {"wanted", "a fact"}, {"nearest", nearest(name, context_.visible(module_, kFactKinds))}});
    return nullptr;
  }

  bool field() {
    const std::size_t begin = at_ + 1;
    at_ = word_end(begin);
    const std::string_view name = text_.substr(begin, at_ - begin);
    const Type& type = context_.out[found_.type];
    if (type.kind != TypeKind::Record) {
      const std::string_view hint = type.kind == TypeKind::List ? "name an element first: `[1]`" : "";
      context_.sink.report(
          DiagnosticId::NoFields, span(begin, at_),
          {{"record", text_.substr(0, begin - 1)}, {"type", described(context_.out, found_.type)}, {"hint", hint}});
      return false;
    }
    const auto index = find_field(context_, found_.type, name);
    if (!index) {
      if (context_.incomplete) return false;
      context_.sink.report(DiagnosticId::UnknownField, span(begin, at_),
                           {{"type", type.name}, {"name", name}, {"nearest", nearest(name, field_names(type))}});
      return false;
    }
    found_.path.steps.push_back({false, *index});
    found_.type = type.fields[*index].type;
    found_.optional = type.fields[*index].optional;
    return true;
  }

  bool element() {
    const std::size_t begin = at_;
    const std::size_t close = std::min(text_.find(']', begin), text_.size());
    at_ = std::min(close + 1, text_.size());
    const Type& type = context_.out[found_.type];
    if (type.kind != TypeKind::List) {
      context_.sink.report(DiagnosticId::NotAnElement, span(begin, at_),
                           {{"path", text_.substr(0, begin)}, {"type", described(context_.out, found_.type)}});
      return false;
    }
    const auto index = number(text_.substr(begin + 1, close - begin - 1));
    if (!index) {
      context_.sink.report(DiagnosticId::ElementOutOfRange, span(begin, at_),
                           {{"limit", std::to_string(context_.limits.list_index)}});
      return false;
    }
    found_.path.steps.push_back({true, *index - 1});
    found_.type = type.element;
    found_.optional = false;
    return true;
  }

  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view digits) const {
    std::uint64_t value = 0;
    for (const char c : digits) {
      if (c < '0' || c > '9') continue;  // the parser lets only digits, and `_` or spaces between, pass
      value = value * 10 + static_cast<std::uint64_t>(c - '0');
      if (value > context_.limits.list_index) return std::nullopt;
    }
    if (value == 0) return std::nullopt;
    return static_cast<std::uint32_t>(value);
  }

  Context& context_;
  ModuleId module_;
  std::string_view text_;
  Span begin_;
  std::size_t at_ = 0;
  ResolvedPath found_;
};

}  // namespace

std::optional<ResolvedPath> resolve_fact_path(Context& context, ModuleId module, NodeId path) {
  return PathReader(context, module, path).read();
}

std::string path_key(const FactPath& path, std::size_t steps) {
  std::string key = std::to_string(index_of(path.fact));
  for (std::size_t i = 0; i < steps && i < path.steps.size(); ++i) {
    key += path.steps[i].element ? '[' : '.';
    key += std::to_string(path.steps[i].index);
  }
  return key;
}

}  // namespace carveout::check
