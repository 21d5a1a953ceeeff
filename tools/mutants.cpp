#include "mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "carveout/lang/syntax.hpp"
#include "mutant_parts.hpp"

namespace carveout::tool {
namespace {

using syntax::Comparison;
using syntax::Node;
using syntax::NodeId;
using syntax::NodeKind;

// LIMIT: of code quoted in a line.
constexpr std::size_t kQuoted = 50;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Where a word stands by itself, from `from` on.
std::optional<std::size_t> find_word(std::string_view text, std::string_view word, std::size_t from = 0) {
  for (std::size_t at = text.find(word, from); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word(text[at - 1]);
    const bool ends = at + word.size() == text.size() || !is_word(text[at + word.size()]);
    if (begins && ends) return at;
  }
  return std::nullopt;
}

bool is_condition(NodeKind kind) {
  switch (kind) {
    case NodeKind::And:
    case NodeKind::Or:
    case NodeKind::Not:
    case NodeKind::Labelled:
    case NodeKind::AllOf:
    case NodeKind::AnyOf:
    case NodeKind::NoneOf:
    case NodeKind::AtLeastOf:
    case NodeKind::ExactlyOf:
    case NodeKind::Compare:
    case NodeKind::Between:
    case NodeKind::Distance:
    case NodeKind::IsPresent:
    case NodeKind::IsAbsent:
    case NodeKind::IsForbiddenBy:
    case NodeKind::SomeSatisfies:
    case NodeKind::EverySatisfies:
    case NodeKind::NoSatisfies:
    case NodeKind::Lapsed:
      return true;
    default:
      return false;
  }
}

bool is_group(NodeKind kind) {
  return kind == NodeKind::And || kind == NodeKind::Or || kind == NodeKind::AllOf || kind == NodeKind::AnyOf;
}

// What decides nothing, or is no part of the policy.
bool is_left_alone(NodeKind kind) {
  switch (kind) {
    case NodeKind::Use:
    case NodeKind::EnumType:
    case NodeKind::RecordType:
    case NodeKind::AliasType:
    case NodeKind::Facts:
    case NodeKind::Calendar:
    case NodeKind::Duty:  // Whether it is done, and when it is due, is nothing that a scenario expects.
    case NodeKind::NoteDeclaration:
    case NodeKind::Guarantee:
    case NodeKind::Scenario:
    case NodeKind::Scenarios:
    case NodeKind::ScenariosFor:
    case NodeKind::Cites:
    case NodeKind::Reading:
    case NodeKind::Params:
    case NodeKind::TableHead:
    case NodeKind::Targets:
      return true;
    default:
      return false;
  }
}

// Makes the mutants of one file.
class Mutator {
 public:
  Mutator(const SourceFile& file, std::vector<Mutant>& out) : file_(file), code_(file.code()), out_(out) {
    DiagnosticSink sink;
    tree_ = syntax::parse(file, sink);
  }

  void run() {
    for (const NodeId declaration : tree_.children_of(tree_.root())) walk_declaration(declaration);
  }

 private:
  using Ids = std::span<const NodeId>;
  [[nodiscard]] const Node& at(NodeId id) const { return tree_[id]; }
  [[nodiscard]] Ids children(NodeId id) const { return tree_.children_of(id); }
  [[nodiscard]] std::string_view text(std::uint32_t begin, std::uint32_t end) const {
    return code_.substr(begin, end - begin);
  }
  [[nodiscard]] std::string_view text(NodeId id) const { return text(at(id).begin, at(id).end); }
  [[nodiscard]] std::string quoted(NodeId id) const {
    std::string out;
    for (const char c : text(id)) {
      const bool blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
      if (!blank || (!out.empty() && out.back() != ' ')) out += blank ? ' ' : c;
    }
    std::size_t end = std::min(out.size(), kQuoted);
    while (end > 0 && end < out.size() && (static_cast<unsigned char>(out[end]) & 0xC0u) == 0x80u) --end;
    return fmt::format("`{}{}`", out.substr(0, end), end < out.size() ? "…" : "");
  }

  void add(std::string what, std::vector<Mutant::Edit> edits) {
    Mutant mutant;
    mutant.file = file_.id();
    mutant.begin = edits.front().begin;
    mutant.declaration_begin = declaration_.begin;
    mutant.declaration_end = declaration_.end;
    mutant.what = std::move(what);
    mutant.edits = std::move(edits);
    out_.push_back(std::move(mutant));
  }
  void replace(std::uint32_t begin, std::uint32_t end, std::string with, std::string what) {
    add(std::move(what), {{begin, end, std::move(with)}});
  }

  // Recursion here and below: as deep as the syntax nests.
  void walk_declaration(NodeId id) {
    if (at(id).kind == NodeKind::Part) {
      for (const NodeId inner : children(id)) walk_declaration(inner);
      return;
    }
    declaration_ = at(id);
    walk(id);
  }

  void walk(NodeId id) {
    const Node& node = at(id);
    if (is_left_alone(node.kind)) return;
    mutate(id);
    for (const NodeId child : children(id)) walk(child);
  }

  void mutate(NodeId id) {
    switch (at(id).kind) {
      case NodeKind::When:
      case NodeKind::OnlyIf:
      case NodeKind::AppliesWhen:
        return condition(children(id)[0], "yes");
      case NodeKind::Unless:
        return condition(children(id)[0], "no");
      case NodeKind::SomeSatisfies:
      case NodeKind::EverySatisfies:
        quantifier(id);
        return condition(children(id).back(), "yes");
      case NodeKind::NoSatisfies:
      case NodeKind::Count:
        return condition(children(id).back(), "yes");
      case NodeKind::And:
      case NodeKind::Or:
        return swap_between(id);
      case NodeKind::AllOf:
      case NodeKind::AnyOf:
        swap_first(id, "all", "any");
        return operands(id, at(id).kind == NodeKind::AllOf ? "yes" : "no", 0);
      case NodeKind::NoneOf:
        return operands(id, "no", 0);
      case NodeKind::AtLeastOf:
      case NodeKind::ExactlyOf:
        return operands(id, "no", at(children(id)[0]).kind == NodeKind::Number ? 1 : 0);
      case NodeKind::Compare:
        return comparison(id, children(id)[0], children(id)[1]);
      case NodeKind::CellOrder:
        return operator_in(at(id).begin, at(children(id)[0]).begin, static_cast<Comparison>(at(id).flag & 0x7F));
      case NodeKind::Distance:
        return distance(id);
      case NodeKind::Arithmetic:
        return arithmetic(id);
      case NodeKind::Choose:
        swap_first(id, "lesser", "greater");
        return swap_first(id, "earlier", "later");
      case NodeKind::Number:
        return number(id);
      case NodeKind::DateLiteral:
        return date(id);
      case NodeKind::DurationLiteral:
        return duration(id);
      case NodeKind::Permit:
        if (children(id).size() == 1) swap_first(id, "permit", "forbid");
        return;
      case NodeKind::Forbid:
        return swap_first(id, "permit", "forbid");
      case NodeKind::Notwithstanding:
      case NodeKind::SubjectTo:
        return replace(at(id).begin, at(id).end, "", fmt::format("{} dropped", quoted(id)));
      case NodeKind::Action:
        return action(id);
      case NodeKind::List:
        return list(id);
      case NodeKind::Set:
        return entries(children(id));
      case NodeKind::Define:
        return define(id);
      default:
        return;
    }
  }

  // --- conditions

  // One that is asked: taken away, so that only the rest counts, and turned.
  void condition(NodeId id, std::string_view neutral) {
    std::string name = quoted(id);
    if (at(id).kind == NodeKind::Labelled) {
      name = std::string(text(children(id)[0]));
      id = children(id)[1];
    }
    if (is_group(at(id).kind)) return;  // Its parts are taken by themselves.
    if (text(id) == "yes" || text(id) == "no") return;
    replace(at(id).begin, at(id).end, std::string(neutral), fmt::format("{} dropped", name));
    if (at(id).kind == NodeKind::Not) {
      const NodeId inner = children(id)[0];
      replace(at(id).begin, at(inner).begin, "", fmt::format("{} without `not`", name));
    } else {
      replace(at(id).begin, at(id).end, fmt::format("not ({})", text(id)), fmt::format("{} negated", name));
    }
  }

  void operands(NodeId id, std::string_view neutral, std::size_t from) {
    const Ids all = children(id);
    for (std::size_t i = from; i < all.size(); ++i) condition(all[i], neutral);
  }

  void define(NodeId id) {
    for (const NodeId child : children(id)) {
      if (is_condition(at(child).kind) && !is_group(at(child).kind)) condition(child, "yes");
    }
  }

  // Between two places, outside of comments and of what is written in them.
  [[nodiscard]] bool has_comment(std::uint32_t begin, std::uint32_t end) const {
    return text(begin, end).find('#') != std::string_view::npos;
  }

  void swap_between(NodeId id) {
    const bool both = at(id).kind == NodeKind::And;
    const Ids all = children(id);
    std::vector<Mutant::Edit> edits;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) {
      const std::uint32_t begin = at(all[i]).end;
      const auto found = find_word(text(begin, at(all[i + 1]).begin), both ? "and" : "or");
      if (!found || has_comment(begin, at(all[i + 1]).begin)) {
        edits.clear();
        break;
      }
      const auto place = begin + static_cast<std::uint32_t>(*found);
      edits.push_back({place, place + (both ? 3u : 2u), both ? "or" : "and"});
    }
    if (!edits.empty()) add(both ? "`or` for `and`" : "`and` for `or`", std::move(edits));
    operands(id, both ? "yes" : "no", 0);
  }

  void swap_first(NodeId id, std::string_view one, std::string_view other) {
    const std::string_view found = text(id);
    for (const auto& [from, to] : {std::pair(one, other), std::pair(other, one)}) {
      if (found.substr(0, from.size()) != from || (found.size() > from.size() && is_word(found[from.size()]))) continue;
      replace(at(id).begin, at(id).begin + static_cast<std::uint32_t>(from.size()), std::string(to),
              fmt::format("`{}` for `{}`", to, from));
      return;
    }
  }

  void quantifier(NodeId id) { swap_first(id, "some", "every"); }

  // --- comparisons

  void comparison(NodeId id, NodeId left, NodeId right) {
    operator_in(at(left).end, at(right).begin, static_cast<Comparison>(at(id).flag & 0x7F));
  }

  void operator_in(std::uint32_t begin, std::uint32_t end, Comparison operation) {
    if (has_comment(begin, end)) return;
    const std::string_view gap = text(begin, end);
    const auto put = [&](std::size_t from, std::size_t length, std::string_view to, std::string_view what) {
      const auto place = begin + static_cast<std::uint32_t>(from);
      replace(place, place + static_cast<std::uint32_t>(length), std::string(to), std::string(what));
    };
    const auto symbol = [&](std::string_view from, std::string_view to) {
      if (const auto found = gap.find(from); found != std::string_view::npos)
        put(found, from.size(), to, fmt::format("`{}` for `{}`", to, from));
    };
    const auto edge = [&](std::string_view word, bool included) {
      const auto found = find_word(gap, word);
      if (!found) return;
      if (!included)
        return put(*found, word.size(), fmt::format("on or {}", word), fmt::format("`on or {0}` for `{0}`", word));
      const auto on = find_word(gap, "on");
      if (on) put(*on, *found + word.size() - *on, word, fmt::format("`{0}` for `on or {0}`", word));
    };
    switch (operation) {
      case Comparison::Less:
        return symbol("<", "<=");
      case Comparison::LessEqual:
        return symbol("<=", "<");
      case Comparison::Greater:
        return symbol(">", ">=");
      case Comparison::GreaterEqual:
        return symbol(">=", ">");
      case Comparison::Before:
        return edge("before", false);
      case Comparison::After:
        return edge("after", false);
      case Comparison::OnOrBefore:
        return edge("before", true);
      case Comparison::OnOrAfter:
        return edge("after", true);
      case Comparison::Is:
      case Comparison::In:
      case Comparison::Under:
        return;
    }
  }

  // `within 5 years before d`: both ends, and the direction.
  void distance(NodeId id) {
    const Ids parts = children(id);
    swap_words(at(parts[0]).end, at(parts[1]).begin,
               {{"within", "less than"},
                {"less than", "at most"},
                {"at most", "less than"},
                {"more than", "at least"},
                {"at least", "more than"}},
               static_cast<syntax::Direction>(at(id).flag & 3) == syntax::Direction::Of);
    swap_words(at(parts[1]).end, at(parts[2]).begin, {{"before", "after"}, {"after", "before"}}, false);
  }

  void swap_words(std::uint32_t begin, std::uint32_t end,
                  std::initializer_list<std::pair<std::string_view, std::string_view>> words, bool none) {
    if (none || has_comment(begin, end)) return;
    for (const auto& [from, to] : words) {
      const auto found = find_word(text(begin, end), from);
      if (!found) continue;
      const auto place = begin + static_cast<std::uint32_t>(*found);
      return replace(place, place + static_cast<std::uint32_t>(from.size()), std::string(to),
                     fmt::format("`{}` for `{}`", to, from));
    }
  }

  void arithmetic(NodeId id) {
    const std::uint32_t begin = at(children(id)[0]).end;
    const std::uint32_t end = at(children(id)[1]).begin;
    const char from = static_cast<char>(at(id).flag);
    const std::string_view others = "+-+*/*";
    const auto place = text(begin, end).find(from);
    if (place == std::string_view::npos || has_comment(begin, end)) return;
    const char to = others[others.find(from) + 1];
    replace(begin + static_cast<std::uint32_t>(place), begin + static_cast<std::uint32_t>(place) + 1,
            std::string(1, to), fmt::format("`{}` for `{}`", to, from));
  }

  // --- bounds

  void moved(NodeId id, const std::string& to) {
    replace(at(id).begin, at(id).end, to, fmt::format("`{}` for `{}`", to, text(id)));
  }

  void number(NodeId id) {
    for (const std::string& to : numbers_beside(text(id))) moved(id, to);
  }
  void date(NodeId id) {
    for (const std::string& to : dates_beside(text(id))) moved(id, to);
  }
  void duration(NodeId id) {
    for (const std::string& to : durations_beside(text(id))) moved(id, to);
  }

  // --- declarations

  void action(NodeId id) {
    for (const NodeId child : children(id)) {
      if (at(child).kind != NodeKind::ByDefault) continue;
      const auto standing = static_cast<syntax::StandingWord>(at(child).flag);
      const std::string_view to = standing == syntax::StandingWord::Forbidden ? "permitted" : "forbidden";
      return replace(at(child).begin, at(child).end, fmt::format("by default {}", to),
                     fmt::format("`by default {}` for {}", to, quoted(child)));
    }
    replace(at(id).end, at(id).end, " by default permitted", "`by default permitted` for no default");
  }

  void list(NodeId id) {
    const Ids all = children(id);
    // The entries come after `is`.
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (!find_word(text(at(all[i - 1]).end, at(all[i]).begin), "is")) continue;
      std::size_t last = i;
      while (last < all.size() && at(all[last]).kind != NodeKind::Reading) ++last;
      return entries(all.subspan(i, last - i));
    }
  }

  // One taken out of several, each with the period after it.
  void entries(Ids all) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places;
    for (const NodeId id : all) {
      if (at(id).kind == NodeKind::Period && !places.empty())
        places.back().second = at(id).end;
      else
        places.emplace_back(at(id).begin, at(id).end);
    }
    if (places.size() < 2) return;
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool last = i + 1 == places.size();
      replace(last ? places[i - 1].second : places[i].first, last ? places[i].second : places[i + 1].first, "",
              fmt::format("`{}` taken out of the list", text(places[i].first, places[i].second)));
      out_.back().begin = places[i].first;
    }
  }

  const SourceFile& file_;
  std::string_view code_;
  std::vector<Mutant>& out_;
  syntax::Tree tree_;
  Node declaration_;
};

}  // namespace

std::vector<Mutant> mutants_of(const Loaded& loaded, const std::vector<FileId>& files) {
  std::vector<Mutant> out;
  for (const FileId id : files) Mutator(loaded.sources->file(id), out).run();
  add_removals(loaded, files, out);
  const auto place = [&](const Mutant& m) {
    return std::pair(std::find(files.begin(), files.end(), m.file) - files.begin(), m.begin);
  };
  std::stable_sort(out.begin(), out.end(), [&](const Mutant& a, const Mutant& b) { return place(a) < place(b); });
  return out;
}

}  // namespace carveout::tool
