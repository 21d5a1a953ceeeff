// Calendars: each read by itself, then what they take from each other.
#include <algorithm>
#include <array>
#include <numeric>

#include "check/calendar_rules.hpp"
#include "check/declarations.hpp"
#include "check/graph.hpp"

namespace carveout::check {
namespace {

// LIMIT: rules of a calendar, those of the calendars it takes in included. A table of ten thousand years is made of
// them; law has some twenty, and a court's list of single days some hundreds.
constexpr std::size_t kMaxExclusions = 2'000;
constexpr std::int64_t kAllDays = 3'652'059;  // of the years 1 to 9999

// No fewer days than the entries of a calendar exclude, those of other calendars aside.
std::int64_t excluded_at_most(const std::vector<Exclusion>& exclusions) {
  std::array<bool, 7> weekdays{};
  std::int64_t days = 0;
  for (const Exclusion& one : exclusions) {
    if (one.kind == Exclusion::Kind::Weekdays) {
      for (std::size_t i = 0; i < weekdays.size(); ++i) weekdays[i] = weekdays[i] || one.weekdays[i];
    } else if (one.kind == Exclusion::Kind::Dates) {
      days += std::int64_t{one.last.days} - one.first.days + 1;
    } else if (one.kind == Exclusion::Kind::Rule) {
      days += 2 * 10'003;  // a day and what is observed, of all years that are near
    }
  }
  return days + std::count(weekdays.begin(), weekdays.end(), true) * (kAllDays / 7 + 1);
}

class CalendarChecker {
 public:
  explicit CalendarChecker(Context& context) : context_(context) {}

  void run() {
    for (Symbol& symbol : context_.symbols) {
      if (symbol.kind == SymbolKind::Calendar) symbols_.push_back(&symbol);
    }
    context_.out.calendars.resize(symbols_.size());
    std::sort(symbols_.begin(), symbols_.end(), [](const Symbol* a, const Symbol* b) { return a->id < b->id; });
    zones_.resize(symbols_.size());
    zone_of_.resize(symbols_.size());
    for (const Symbol* symbol : symbols_) read(*symbol);
    put_together();
  }

 private:
  void read(const Symbol& symbol) {
    const ModuleId m = symbol.module;
    const Tree& tree = context_.tree(m);
    Calendar& calendar = context_.out.calendars[symbol.id];
    calendar.name = context_.sources.text(symbol.name_span);
    calendar.label = context_.label_of(m, symbol.node);
    calendar.cites = cites_of(context_, m, symbol.node);
    calendar.span = tree.span(symbol.node);
    for (const NodeId part : tree.children_of(symbol.node)) {
      if (tree[part].kind == NodeKind::TimeZone) read_zone(symbol, part);
      if (tree[part].kind != NodeKind::Excludes) continue;
      for (const NodeId node : tree.children_of(part)) {
        auto one = exclusion(context_, m, node);
        if (!one) continue;
        if (one->kind == Exclusion::Kind::Calendar) edges_.emplace_back(symbol.id, one->calendar);
        calendar.exclusions.push_back(std::move(*one));
      }
    }
    for (const NodeId part : tree.children_of(symbol.node)) {
      if (tree[part].kind == NodeKind::Daylight) read_daylight(symbol, part);
    }
  }

  void read_zone(const Symbol& symbol, NodeId node) {
    const NodeId what = context_.tree(symbol.module).children_of(node).front();
    if (context_.tree(symbol.module)[what].kind == NodeKind::Path) {
      const auto other = find_calendar(context_, symbol.module, what);
      if (!other) return;
      zone_of_[symbol.id] = what;
      edges_.emplace_back(symbol.id, index_of(*other));
      return;
    }
    const auto offset = utc_offset(context_, symbol.module, what);
    zones_[symbol.id].emplace().offset_minutes = offset.value_or(0);
  }

  void read_daylight(const Symbol& symbol, NodeId node) {
    auto& zone = zones_[symbol.id];
    if (!zone) {
      context_.sink.report(DiagnosticId::DaylightWithoutZone, context_.span(symbol.module, node));
      return;
    }
    auto rule = daylight(context_, symbol.module, node, zone->offset_minutes);
    if (rule) zone->daylight.push_back(std::move(*rule));
  }

  // Those that others take from come first.
  void put_together() {
    const Graph graph(static_cast<std::uint32_t>(symbols_.size()), edges_);
    const Components parts = components(graph);
    for (const auto& cycle : cycles(graph, parts)) report_cycle(cycle);
    std::vector<bool> from_itself(symbols_.size(), false);
    for (const auto& [from, to] : edges_) {
      if (from != to || from_itself[from]) continue;
      from_itself[from] = true;
      report_cycle({from});
    }
    std::vector<std::uint32_t> order(symbols_.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return std::pair(parts.of[a], a) < std::pair(parts.of[b], b); });
    excluded_.resize(symbols_.size());
    counted_in_.resize(symbols_.size());
    for (const std::uint32_t id : order) finish(id, parts.on_cycle(id) || from_itself[id]);
  }

  void report_cycle(const std::vector<std::uint32_t>& cycle) {
    std::string text;
    for (const std::uint32_t id : cycle) text += context_.out.calendars[id].name + " → ";
    context_.sink.report(DiagnosticId::CalendarCycle, symbols_[cycle[0]]->name_span,
                         {{"cycle", text + context_.out.calendars[cycle[0]].name}});
  }

  void finish(std::uint32_t id, bool cyclic) {
    Calendar& calendar = context_.out.calendars[id];
    const Symbol& symbol = *symbols_[id];
    if (cyclic) {
      zones_[id].emplace();  // so that nothing is said of a zone that it may have
    } else if (zone_of_[id]) {
      const NodeId name = *zone_of_[id];
      zones_[id] = zones_[index_of(*find_calendar(context_, symbol.module, name))];
      if (!zones_[id]) {
        context_.sink.report(DiagnosticId::CalendarWithoutTimeZone, context_.span(symbol.module, name),
                             {{"name", context_.text(symbol.module, name)}});
        zones_[id].emplace();
      }
    }
    std::vector<Exclusion> exclusions;
    std::vector<CountedDays::Taken> taken;
    const bool too_large = has_too_many(id);
    if (too_large) {
      context_.sink.report(DiagnosticId::CalendarTooLarge, symbol.name_span,
                           {{"name", calendar.name}, {"limit", std::to_string(kMaxExclusions)}});
    } else {
      excluded_[id] = excluded_at_most(calendar.exclusions);
      for (const Exclusion& one : calendar.exclusions) {
        if (one.kind != Exclusion::Kind::Calendar) {
          exclusions.push_back(one);
        } else if (!cyclic) {
          taken.push_back({context_.out.calendars[one.calendar].days, one.period});
          excluded_[id] += excluded_[one.calendar];
        }
      }
    }
    calendar.days = std::make_shared<const CountedDays>(std::move(exclusions), zones_[id], std::move(taken));
    // May it be that no day is left? Only then is it worth working out here.
    if (excluded_[id] < kAllDays) return;
    const std::int64_t left = calendar.days->how_many_count();
    excluded_[id] = kAllDays - left;
    if (left == 0) context_.sink.report(DiagnosticId::NoDayCounts, symbol.name_span, {{"name", calendar.name}});
  }

  // Are its entries and those of the calendars that it takes in more than the limit? Each calendar is counted once.
  bool has_too_many(std::uint32_t id) {
    std::size_t entries = 0;
    std::vector<std::uint32_t> open{id};
    counted_in_[id] = id + 1;
    while (!open.empty()) {
      const Calendar& one = context_.out.calendars[open.back()];
      open.pop_back();
      entries += one.exclusions.size();
      if (entries > kMaxExclusions) return true;
      for (const Exclusion& exclusion : one.exclusions) {
        if (exclusion.kind != Exclusion::Kind::Calendar || counted_in_[exclusion.calendar] == id + 1) continue;
        counted_in_[exclusion.calendar] = id + 1;
        open.push_back(exclusion.calendar);
      }
    }
    return false;
  }

  Context& context_;
  std::vector<Symbol*> symbols_;                // by CalendarId
  std::vector<std::optional<TimeZone>> zones_;  // by CalendarId
  std::vector<std::optional<NodeId>> zone_of_;  // by CalendarId: the name of the one whose zone it has
  std::vector<std::int64_t> excluded_;          // by CalendarId: so many days at most
  std::vector<std::uint32_t> counted_in_;  // by CalendarId: the calendar in whose entries it was counted last, and 1
  std::vector<Graph::Edge> edges_;
};

}  // namespace

std::optional<CalendarId> find_calendar(Context& context, ModuleId module, NodeId name) {
  constexpr std::array kCalendars = {SymbolKind::Calendar};
  const Symbol* symbol = context.expect(module, name, kCalendars, "a calendar");
  if (symbol == nullptr) return std::nullopt;
  return CalendarId{symbol->id};
}

void check_calendars(Context& context) {
  CalendarChecker(context).run();
}

}  // namespace carveout::check
