#include <fmt/format.h>

#include <algorithm>

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
    const std::vector<NodeId> nodes = context_.list_nodes[symbol_.id];
    list_.element = declared ? *declared : type_by_entries(entries_and_label(nodes.front()));
    // SPEC 5.3: the entries are those of all versions, each in the period of its version as well as in its own.
    std::vector<Version> versions;
    for (const NodeId node : nodes) {
      const auto name = context_.child(symbol_.module, node, NodeKind::Name);
      versions.push_back({period_of_version(node), context_.span(symbol_.module, name.value_or(node))});
      if (node != nodes.front()) check_type_of_version(node, versions.back().name);
      if (!is_bad(context_, list_.element)) add_entries(entries_and_label(node), versions.back().period);
    }
    if (!is_bad(context_, list_.element)) warn_of_repetitions();
    if (nodes.size() > 1) {
      check_versions_of(context_, list_.name, std::move(versions));
      join_entries_kept();
    }
    context_.out.lists[symbol_.id] = std::move(list_);
  }

 private:
  const Tree& tree() const { return context_.tree(symbol_.module); }
  bool from_file(const std::vector<NodeId>& entries) const {
    return !entries.empty() && tree()[entries.front()].kind == NodeKind::ListFile;
  }

  TypeId type_by_entries(const std::vector<NodeId>& entries) {
    if (from_file(entries)) return without_type(entries.front());
    return entries.empty() ? bad_type(context_) : type_of_first(entries.front());
  }

  Period period_of_version(NodeId node) const {
    return period_of_list(context_, symbol_.module, node) ? context_.period_of(symbol_.module, node) : Period();
  }

  void check_type_of_version(NodeId node, Span name) {
    const auto written = type_child(context_, symbol_.module, node);
    const auto type = written ? type_of(context_, symbol_.module, *written) : std::nullopt;
    if (!type || *type == list_.element || is_bad(context_, list_.element)) return;
    context_.sink.report(DiagnosticId::VersionsDiffer, name, {{"name", list_.name}, {"what", "their type"}},
                         {{symbol_.name_span, "the first version"}});
  }

  void add_entries(const std::vector<NodeId>& entries, const Period& version) {
    const std::size_t first = list_.entries.size();
    if (from_file(entries)) {
      read_list_file(context_, symbol_.module, entries.front(), list_);
    } else {
      for (const NodeId node : entries) {
        if (tree()[node].kind == NodeKind::Period)
          set_period(node);
        else
          add_entry(node);
      }
    }
    keep_within(version, first, from_file(entries));
  }

  // The entries from the first on are those of a version. A file may have rows for other days, and may be that of
  // several versions; but what is written in a version is meant to be in it.
  void keep_within(const Period& version, std::size_t first, bool rows_of_a_file) {
    if (version.always()) return;
    std::size_t kept = first;
    for (std::size_t i = first; i < list_.entries.size(); ++i) {
      ListEntry& entry = list_.entries[i];
      Period& period = entry.period;
      if (version.from && (!period.from || *period.from < *version.from)) period.from = version.from;
      if (version.until && (!period.until || *version.until < *period.until)) period.until = version.until;
      const bool never = period.from && period.until && !(*period.from < *period.until);
      if (never && !rows_of_a_file) {
        context_.sink.report(DiagnosticId::PeriodEndsBeforeItStarts, entry.span,
                             {{"from", period.from->to_text()}, {"until", period.until->to_text()}});
      }
      if (never) continue;
      if (kept != i) list_.entries[kept] = std::move(entry);
      ++kept;
    }
    list_.entries.resize(kept);
  }

  // The entries and their periods; the label on the way. A string behind `is` is an entry, one before it the label.
  std::vector<NodeId> entries_and_label(NodeId version) {
    std::vector<NodeId> entries;
    const std::string_view source = context_.modules[static_cast<std::uint32_t>(symbol_.module)].source->text();
    const auto name = context_.child(symbol_.module, version, NodeKind::Name);
    const auto period = period_of_list(context_, symbol_.module, version);
    std::uint32_t before = tree()[version].begin;
    for (const NodeId node : tree().children_of(version)) {
      const NodeKind kind = tree()[node].kind;
      const std::uint32_t begin = tree()[node].begin;
      const bool head = kind == NodeKind::NamedType || kind == NodeKind::YesNoType || kind == NodeKind::ListType ||
                        kind == NodeKind::Cites || kind == NodeKind::Reading || node == name || node == period;
      const bool label =
          entries.empty() && kind == NodeKind::String && next_word(source.substr(before, begin - before)) != "is";
      if (label && list_.label.empty()) list_.label = context_.content(symbol_.module, node);
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

  std::string key_of(const ListEntry& entry) const {
    std::string key = key_of(entry.value);
    if (entry.through) key += " through " + key_of(*entry.through);
    if (entry.range) key += " through " + context_.out.ranges[*entry.range].last().key();
    return key;
  }

  // SPEC 5.3: what the next version keeps is one entry, so that on a day that is not known, but between the two, it is
  // in the list.
  void join_entries_kept() {
    std::vector<std::size_t> order(list_.entries.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [this](std::size_t a, std::size_t b) {
      return starts_before(list_.entries[a].period, list_.entries[b].period);
    });
    std::unordered_map<std::string, std::size_t> latest;
    std::vector<bool> joined(order.size(), false);
    for (const std::size_t at : order) {
      const Period& period = list_.entries[at].period;
      const auto [before, fresh] = latest.emplace(key_of(list_.entries[at]), at);
      if (fresh) continue;
      Period& earlier = list_.entries[before->second].period;
      if (earlier.until && period.from && *earlier.until == *period.from) {
        earlier.until = period.until;
        joined[at] = true;
      } else {
        before->second = at;
      }
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < joined.size(); ++i) {
      if (joined[i]) continue;
      if (kept != i) list_.entries[kept] = std::move(list_.entries[i]);
      ++kept;
    }
    list_.entries.resize(kept);
  }

  void warn_of_repetitions() {
    std::unordered_map<std::string, std::vector<const ListEntry*>> seen;
    for (const ListEntry& entry : list_.entries) {
      std::vector<const ListEntry*>& same = seen[key_of(entry)];
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

std::optional<NodeId> period_of_list(const Context& context, ModuleId module, NodeId list) {
  const auto period = context.child(module, list, NodeKind::Period);
  if (!period) return std::nullopt;
  const std::string_view text = context.at(module).source->text();
  const std::string_view next = next_word(text.substr(context.tree(module)[*period].end));
  return next == "is" || next == "from" ? period : std::nullopt;
}

void check_list(Context& context, const Symbol& symbol, std::optional<TypeId> declared) {
  ListChecker(context, symbol).run(declared);
}

}  // namespace carveout::check
