// Calendars: each read by itself, then what they take from each other.
#include <algorithm>
#include <array>
#include <numeric>
#include <set>
#include <tuple>

#include "check/calendar_rules.hpp"
#include "check/declarations.hpp"
#include "check/graph.hpp"

namespace carveout::check {
namespace {

// LIMIT: rules of a calendar, those of the calendars it takes in included. A table of ten thousand years is made of
// them; law has some twenty, and a court's list of single days some hundreds.
constexpr std::size_t kMaxExclusions = 2'000;

// An exclusion and where it was written: a calendar that is taken in twice is taken in once.
struct Written {
  Exclusion exclusion;
  std::uint32_t calendar = 0;
  std::size_t index = 0;
};

Period both(const Period& a, const Period& b) {
  Period out = a;
  if (b.from && (!out.from || *out.from < *b.from)) out.from = b.from;
  if (b.until && (!out.until || *b.until < *out.until)) out.until = b.until;
  return out;
}

bool is_empty(const Period& period) {
  return period.from && period.until && !(*period.from < *period.until);
}

// May it be that no day is left? Only then is the table worth making here.
bool may_exclude_every_day(const std::vector<Exclusion>& exclusions) {
  constexpr std::int64_t kWeekdayOfAllYears = 500'000;  // no fewer days are one day of the week
  std::array<bool, 7> weekdays{};
  std::int64_t others = 0;
  for (const Exclusion& one : exclusions) {
    if (one.kind == Exclusion::Kind::Weekdays) {
      for (std::size_t i = 0; i < weekdays.size(); ++i) weekdays[i] = weekdays[i] || one.weekdays[i];
    } else if (one.kind == Exclusion::Kind::Dates) {
      others += std::int64_t{one.last.days} - one.first.days + 1;
    } else {
      others += 2 * 9'999;
    }
  }
  return std::count(weekdays.begin(), weekdays.end(), true) == 7 || others >= kWeekdayOfAllYears;
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
    flat_.resize(symbols_.size());
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
    std::set<std::tuple<std::uint32_t, std::size_t, std::optional<Date>, std::optional<Date>>> seen;
    const auto take = [&](Written one, const Period& within) {
      one.exclusion.period = both(one.exclusion.period, within);
      if (is_empty(one.exclusion.period)) return;
      if (!seen.emplace(one.calendar, one.index, one.exclusion.period.from, one.exclusion.period.until).second) return;
      if (flat_[id].size() <= kMaxExclusions) flat_[id].push_back(std::move(one));
    };
    for (std::size_t i = 0; i < calendar.exclusions.size(); ++i) {
      const Exclusion& one = calendar.exclusions[i];
      if (one.kind != Exclusion::Kind::Calendar) {
        take({one, id, i}, {});
      } else if (!cyclic) {
        for (const Written& other : flat_[one.calendar]) take(other, one.period);
      }
    }
    std::vector<Exclusion> exclusions;
    for (const Written& one : flat_[id]) exclusions.push_back(one.exclusion);
    const bool too_large = exclusions.size() > kMaxExclusions;
    if (too_large) {
      context_.sink.report(DiagnosticId::CalendarTooLarge, symbol.name_span,
                           {{"name", calendar.name}, {"limit", std::to_string(kMaxExclusions)}});
    }
    const bool suspect = !too_large && may_exclude_every_day(exclusions);
    calendar.days = std::make_shared<const CountedDays>(std::move(exclusions), zones_[id]);
    if (suspect && !calendar.days->any_counts())
      context_.sink.report(DiagnosticId::NoDayCounts, symbol.name_span, {{"name", calendar.name}});
  }

  Context& context_;
  std::vector<Symbol*> symbols_;                // by CalendarId
  std::vector<std::optional<TimeZone>> zones_;  // by CalendarId
  std::vector<std::optional<NodeId>> zone_of_;  // by CalendarId: the name of the one whose zone it has
  std::vector<std::vector<Written>> flat_;      // by CalendarId
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
