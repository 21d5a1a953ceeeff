#include <fmt/format.h>

#include "check/declarations.hpp"
#include "check/expression_checker.hpp"

namespace carveout::check {
namespace {

bool overlap(const Period& a, const Period& b) {
  const bool a_ends_first = a.until && b.from && !(*b.from < *a.until);
  const bool b_ends_first = b.until && a.from && !(*a.from < *b.until);
  return !a_ends_first && !b_ends_first;
}

// The next word of a text, past white space and comments.
std::string_view next_word(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '#')
      at = std::min(text.find('\n', at), text.size());
    else if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
      ++at;
    else
      break;
  }
  std::size_t end = at;
  while (end < text.size() && text[end] >= 'a' && text[end] <= 'z') ++end;
  return text.substr(at, end - at);
}

class ListChecker {
 public:
  ListChecker(Context& context, const Symbol& symbol)
      : context_(context), symbol_(symbol), place_{symbol.module, {}, true} {}

  void run(std::optional<TypeId> declared) {
    list_.name = context_.sources.text(symbol_.name_span);
    list_.cites = cites_of(context_, symbol_.module, symbol_.node);
    list_.span = tree().span(symbol_.node);
    const auto entries = entries_and_label();
    const bool from_file = !entries.empty() && tree()[entries.front()].kind == NodeKind::ListFile;
    if (declared)
      list_.element = *declared;
    else if (from_file)
      list_.element = without_type(entries.front());
    else
      list_.element = entries.empty() ? bad_type(context_) : type_of_first(entries.front());
    if (!is_bad(context_, list_.element)) {
      if (from_file) read_list_file(context_, symbol_.module, entries.front(), list_);
      for (const NodeId node : entries) {
        if (from_file) break;
        if (tree()[node].kind == NodeKind::Period)
          set_period(node);
        else
          add_entry(node);
      }
      warn_of_repetitions();
    }
    context_.out.lists[symbol_.id] = std::move(list_);
  }

 private:
  const Tree& tree() const { return context_.tree(symbol_.module); }

  // The entries and their periods; the label on the way. A string behind `is` is an entry, one before it the label.
  std::vector<NodeId> entries_and_label() {
    std::vector<NodeId> entries;
    const std::string_view source = context_.modules[static_cast<std::uint32_t>(symbol_.module)].source->text();
    std::uint32_t before = tree()[symbol_.node].begin;
    for (const NodeId node : tree().children_of(symbol_.node)) {
      const NodeKind kind = tree()[node].kind;
      const std::uint32_t begin = tree()[node].begin;
      const bool head = kind == NodeKind::NamedType || kind == NodeKind::YesNoType || kind == NodeKind::ListType ||
                        kind == NodeKind::Cites || kind == NodeKind::Reading || symbol_.name_span.begin == begin;
      const bool label =
          entries.empty() && kind == NodeKind::String && next_word(source.substr(before, begin - before)) != "is";
      if (label) list_.label = context_.content(symbol_.module, node);
      if (!head && !label && kind != NodeKind::Missing) entries.push_back(node);
      before = tree()[node].end;
    }
    return entries;
  }

  TypeId without_type(NodeId from) {
    context_.sink.report(DiagnosticId::ListFileWithoutType, tree().span(from), {{"name", list_.name}});
    return bad_type(context_);
  }

  TypeId type_of_first(NodeId node) {
    if (tree()[node].kind == NodeKind::Range) node = tree().children_of(node).front();
    if (tree()[node].kind == NodeKind::Negate) node = tree().children_of(node).front();
    if (const auto type = literal_type(tree()[node].kind)) return *type;
    const NodeKind kind = tree()[node].kind;
    if (kind == NodeKind::Name || kind == NodeKind::Path) {
      (void)check_expression(context_, place_, node, std::nullopt);  // says whose value it would be
    } else {
      context_.sink.report(DiagnosticId::WrittenValueOfUnknownType, tree().span(node), {{"what", "list"}});
    }
    return bad_type(context_);
  }

  void set_period(NodeId node) {
    if (last_ == nullptr) return;
    const auto dates = tree().children_of(node);
    const auto form = static_cast<syntax::PeriodForm>(tree()[node].flag);
    Period& period = last_->period;
    if (form != syntax::PeriodForm::Until) period.from = context_.date_of(symbol_.module, dates.front());
    if (form != syntax::PeriodForm::From) period.until = context_.date_of(symbol_.module, dates.back());
    if (period.from && period.until && !(*period.from < *period.until)) {
      context_.sink.report(DiagnosticId::PeriodEndsBeforeItStarts, tree().span(node),
                           {{"from", period.from->to_text()}, {"until", period.until->to_text()}});
    }
  }

  void add_entry(NodeId node) {
    last_ = nullptr;
    ListEntry entry;
    entry.span = tree().span(node);
    const bool range = tree()[node].kind == NodeKind::Range;
    const NodeId first_node = range ? tree().children_of(node).front() : node;
    auto first = check_constant(context_, place_, first_node, list_.element);
    std::optional<Value> last;
    if (range) last = check_constant(context_, place_, tree().children_of(node).back(), list_.element);
    if (!first || (range && !last)) return;
    if (range && !add_range(entry, *first, *last)) return;
    entry.value = std::move(*first);
    list_.entries.push_back(std::move(entry));
    last_ = &list_.entries.back();
  }

  bool add_range(ListEntry& entry, const Value& first, const Value& last) {
    const TypeKind kind = context_.out[list_.element].kind;
    if (kind == TypeKind::Section) {
      auto made = section_range(context_, entry.span, first, last);
      if (!made) return false;
      entry.range = static_cast<std::uint32_t>(context_.out.ranges.size());
      context_.out.ranges.push_back(std::move(*made));
      return true;
    }
    if (kind != TypeKind::Number && kind != TypeKind::Date) {
      context_.sink.report(DiagnosticId::ThroughOfOther, entry.span,
                           {{"found", described(context_.out, list_.element)}});
      return false;
    }
    entry.through = last;
    return check_run(context_, entry.span, first, last);
  }

  // Sections are the same where their keys are, however they are written.
  std::string key_of(const Value& value) const {
    const Section* section = value.get_if<Section>();
    return section != nullptr ? section->key() : context_.out.value_text(value, list_.element);
  }

  void warn_of_repetitions() {
    std::unordered_map<std::string, std::vector<const ListEntry*>> seen;
    for (const ListEntry& entry : list_.entries) {
      std::string key = key_of(entry.value);
      if (entry.through) key += " through " + key_of(*entry.through);
      if (entry.range) key += " through " + context_.out.ranges[*entry.range].last().key();
      std::vector<const ListEntry*>& same = seen[key];
      for (const ListEntry* earlier : same) {
        if (!overlap(earlier->period, entry.period)) continue;
        context_.sink.report(DiagnosticId::EntryTwice, entry.span, {{"entry", context_.sources.text(entry.span)}},
                             {{earlier->span, "first here"}});
        break;
      }
      same.push_back(&entry);
    }
  }

  Context& context_;
  const Symbol& symbol_;
  Place place_;
  NamedList list_;
  ListEntry* last_ = nullptr;  // the entry that a period belongs to
};

}  // namespace

void check_list(Context& context, const Symbol& symbol, std::optional<TypeId> declared) {
  ListChecker(context, symbol).run(declared);
}

}  // namespace carveout::check
