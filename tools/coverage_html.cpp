#include <fmt/format.h>

#include <algorithm>

#include "coverage_count.hpp"
#include "diagnostics.hpp"
#include "markup.hpp"

// Coverage as one page over the source. It needs nothing but itself: no script, no other file. What a colour says, a
// sign and a word say too. Spec: language/17-coverage, 17.4
namespace carveout::tool {
namespace {

std::string html(std::string_view text) {
  return escaped(text, Markup::Html);
}

enum class State : std::uint8_t { Full, Partly, None };
struct StateWords {
  std::string_view style, sign, words;
};
StateWords words_of(State state) {
  switch (state) {
    case State::Full:
      return {"full", "✓", "exercised"};
    case State::Partly:
      return {"partly", "◐", "exercised in part"};
    case State::None:
      return {"none", "✗", "not exercised"};
  }
  return {};
}
State state_of(const CountedPoint& point) {
  return point.covered() ? State::Full : point.partly() ? State::Partly : State::None;
}

std::string sign(State state) {
  const StateWords words = words_of(state);
  return fmt::format("<span class=\"sign {}\" role=\"img\" aria-label=\"{}\">{}</span>", words.style, words.words,
                     words.sign);
}

constexpr std::string_view kStyle = R"(
:root { color-scheme: light dark; --full: #1a7f37; --partly: #9a6700; --none: #cf222e; --ground: #f6f8fa; }
@media (prefers-color-scheme: dark) { :root { --full: #56d364; --partly: #e3b341; --none: #ff7b72; --ground: #161b22; } }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
table { border-collapse: collapse; } caption { text-align: left; }
th, td { padding: .2rem .8rem .2rem 0; text-align: left; vertical-align: top; } td.count { text-align: right; }
pre { background: var(--ground); line-height: 1.4; overflow-x: auto; padding: 1rem; }
.line:target { outline: 2px solid; } .number { color: inherit; display: inline-block; opacity: .6; text-align: right; text-decoration: none; width: 3.5em; }
.sign { display: inline-block; text-align: center; width: 1.5em; } .sign.full { color: var(--full); } .sign.partly { color: var(--partly); } .sign.none { color: var(--none); }
.mark { text-decoration: underline; text-underline-offset: .2em; }
.mark.full { text-decoration-color: var(--full); } .mark.partly { text-decoration-color: var(--partly); text-decoration-style: dashed; }
.mark.none { font-weight: bold; text-decoration-color: var(--none); text-decoration-style: wavy; }
.due { margin: 0 0 .5rem; opacity: .85; } ul.scenarios { margin: 0; }
)";

// A stretch of a file that is marked, and what is said of it.
struct Mark {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  State state = State::Full;
  std::string title;
};

class Page {
 public:
  Page(const CoverageCount& coverage, std::size_t number) : coverage_(coverage), number_(number) {}

  std::string write() {
    const Covered total = coverage_.total();
    out_ += fmt::format(
        "<section aria-labelledby=\"p{0}\">\n<h2 id=\"p{0}\">{1}</h2>\n<p>{2}: {3} of {4} exercised, {5}%.</p>\n",
        number_, html(name(coverage_.files().front())), counted(coverage_.scenarios().size(), "scenario"),
        total.covered, total.points, percent(total));
    kinds();
    missing();
    for (std::size_t i = 0; i < coverage_.files().size(); ++i) {
      if (i == 0 || has_points(coverage_.files()[i])) source(coverage_.files()[i]);
    }
    points();
    out_ += "</section>\n";
    return std::move(out_);
  }

 private:
  [[nodiscard]] const std::string& name(FileId file) const { return coverage_.sources().file(file).name(); }
  [[nodiscard]] bool has_points(FileId file) const {
    const auto& all = coverage_.points();
    return std::any_of(all.begin(), all.end(), [&](const CountedPoint& p) { return p.point.span.file == file; });
  }
  [[nodiscard]] std::string id(FileId file, std::uint32_t line) const {
    return fmt::format("p{}-f{}-{}", number_, static_cast<std::uint32_t>(file), line);
  }
  [[nodiscard]] std::string link(Span span) const {
    const SourceFile& file = coverage_.sources().file(span.file);
    const std::uint32_t line = file.position(span.begin).line;
    return fmt::format("<a href=\"#{}\">{}:{}</a>", id(span.file, line), html(file.name()), line);
  }

  void kinds() {
    out_ +=
        "<table>\n<caption>What is exercised</caption>\n<thead><tr><th scope=\"col\">Kind</th><th "
        "scope=\"col\">Exercised</th>"
        "<th scope=\"col\">Of</th></tr></thead>\n<tbody>\n";
    const auto kinds = coverage_.by_kind();
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      if (kinds[i].points == 0) continue;
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"count\">{}</td><td class=\"count\">{}</td></tr>\n",
                          kind_words(static_cast<CoverageKind>(i)), kinds[i].covered, kinds[i].points);
    }
    out_ += "</tbody>\n</table>\n";
  }

  void missing() {
    const Covered total = coverage_.total();
    if (total.covered == total.points) return;
    out_ += "<h3>Not exercised</h3>\n<ul>\n";
    for (const CountedPoint& point : coverage_.points()) {
      if (point.covered()) continue;
      const Missing missing = missing_of(point);
      out_ += fmt::format("<li>{} {}: {}", sign(state_of(point)), link(point.point.span), html(missing.what));
      for (const std::string& due : missing.due) out_ += fmt::format("<p class=\"due\">{}</p>", html(due));
      out_ += "</li>\n";
    }
    out_ += "</ul>\n";
  }

  // --- the source

  [[nodiscard]] std::vector<Mark> marks_of(const SourceFile& file) const {
    std::vector<Mark> out;
    for (const CountedPoint& point : coverage_.points()) {
      const Span span = point.point.span;
      if (span.file != file.id()) continue;
      Mark mark{span.begin, span.end, state_of(point), point.covered() ? "exercised" : missing_of(point).what};
      // Of a declaration its first line.
      if (point.point.kind == CoverageKind::Default || point.point.kind == CoverageKind::Duty) {
        const std::uint32_t line = file.position(span.begin).line;
        mark.end = std::min(mark.end, file.line_begin(line) + static_cast<std::uint32_t>(file.line(line).size()));
      }
      const auto same = std::find_if(out.begin(), out.end(), [&](const Mark& other) {
        return other.begin == mark.begin && other.end == mark.end;
      });
      if (same == out.end()) {
        out.push_back(std::move(mark));
      } else if (mark.state > same->state || same->state == State::Full) {
        *same = std::move(mark);
      } else if (mark.state != State::Full) {
        same->title += "; " + mark.title;
      }
    }
    return out;
  }

  void source(FileId id_of_file) {
    const SourceFile& file = coverage_.sources().file(id_of_file);
    const std::vector<Mark> marks = marks_of(file);
    out_ += fmt::format("<h3>{0}</h3>\n<pre role=\"region\" tabindex=\"0\" aria-label=\"{0}\">", html(file.name()));
    const auto size = static_cast<std::uint32_t>(file.text().size());
    std::uint32_t line = 1;
    for (std::uint32_t begin = 0; begin < size; ++line) {
      const auto end =
          begin + static_cast<std::uint32_t>(std::min(file.text().find('\n', begin), file.text().size()) - begin);
      out_ += fmt::format("<span class=\"line\" id=\"{0}\">{1}<a class=\"number\" href=\"#{0}\">{2}</a> ",
                          id(id_of_file, line), sign_of(marks, begin, end), line);
      pieces(file.text(), marks, begin, end);
      out_ += "</span>\n";
      begin = end + 1;
    }
    out_ += "</pre>\n";
  }

  // The worst of what begins on a line.
  static std::string sign_of(const std::vector<Mark>& marks, std::uint32_t begin, std::uint32_t end) {
    std::optional<State> worst;
    for (const Mark& mark : marks) {
      if (mark.begin >= begin && mark.begin <= end) worst = worst ? std::max(*worst, mark.state) : mark.state;
    }
    return worst ? sign(*worst) : "<span class=\"sign\"> </span>";
  }

  // A line, cut where marks begin and end; a piece has the innermost mark around it.
  void pieces(std::string_view text, const std::vector<Mark>& marks, std::uint32_t begin, std::uint32_t end) {
    std::vector<std::uint32_t> cuts{begin, end};
    std::vector<const Mark*> here;
    for (const Mark& mark : marks) {
      if (mark.end <= begin || mark.begin >= end) continue;
      here.push_back(&mark);
      if (mark.begin > begin) cuts.push_back(mark.begin);
      if (mark.end < end) cuts.push_back(mark.end);
    }
    std::sort(cuts.begin(), cuts.end());
    cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      const Mark* innermost = nullptr;
      for (const Mark* mark : here) {
        if (mark->begin > cuts[i] || mark->end < cuts[i + 1]) continue;
        if (!innermost || mark->end - mark->begin < innermost->end - innermost->begin) innermost = mark;
      }
      const std::string piece = html(text.substr(cuts[i], cuts[i + 1] - cuts[i]));
      // White space at the beginning of a line is not underlined.
      const bool blank = piece.find_first_not_of(" \t") == std::string::npos;
      if (!innermost || blank)
        out_ += piece;
      else
        out_ += fmt::format("<span class=\"mark {}\" title=\"{}\">{}</span>", words_of(innermost->state).style,
                            html(innermost->title), piece);
    }
  }

  // --- by which scenarios

  void points() {
    out_ +=
        "<h3>Exercised by</h3>\n<table>\n<thead><tr><th scope=\"col\">State</th><th scope=\"col\">What</th>"
        "<th scope=\"col\">Where</th><th scope=\"col\">Scenarios</th></tr></thead>\n<tbody>\n";
    for (const CountedPoint& one : coverage_.points()) {
      const CoveragePoint& point = one.point;
      out_ += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>", sign(state_of(one)), html(what_words(point)),
                          link(point.span));
      const bool condition = point.kind == CoverageKind::Condition;
      for (std::size_t side = 0; side < point.sides; ++side) {
        const std::string_view which = point.sides == 1 ? ""
                                       : condition      ? side == 0 ? "as yes: " : "as no: "
                                       : side == 0      ? "required: "
                                                        : "not required: ";
        scenarios(which, one.by[side]);
      }
      out_ += "</td></tr>\n";
    }
    out_ += "</tbody>\n</table>\n";
  }

  static std::string what_words(const CoveragePoint& point) {
    switch (point.kind) {
      case CoverageKind::Clause:
        return point.owner + " in force";
      case CoverageKind::Defeat:
        return point.owner + " defeats " + point.what;
      case CoverageKind::Condition:
        return point.what + " of " + point.owner + " decides";
      case CoverageKind::Row:
        return "row of " + point.owner + ": " + point.what;
      case CoverageKind::Version:
        return point.owner + ' ' + point.what;
      case CoverageKind::Default:
        return "the default of " + point.owner;
      case CoverageKind::Duty:
        return "the duty " + point.owner;
    }
    return {};
  }

  void scenarios(std::string_view which, const std::vector<std::uint32_t>& by) {
    if (by.empty()) {
      out_ += fmt::format("<p class=\"due\">{}none</p>", which);
      return;
    }
    out_ +=
        fmt::format("<details><summary>{}{}</summary><ul class=\"scenarios\">", which, counted(by.size(), "scenario"));
    for (const std::uint32_t scenario : by) out_ += fmt::format("<li>{}</li>", html(coverage_.scenarios()[scenario]));
    out_ += "</ul></details>";
  }

  const CoverageCount& coverage_;
  std::size_t number_;
  std::string out_;
};

}  // namespace

std::string coverage_html(const std::vector<std::shared_ptr<const CoverageCount>>& coverages) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Coverage of "
      "policies</title>\n<style>";
  out += kStyle;
  out += "</style>\n</head>\n<body>\n<header>\n<h1>Coverage of policies</h1>\n<ul aria-label=\"Legend\">\n";
  for (const State state : {State::Full, State::Partly, State::None}) {
    const StateWords words = words_of(state);
    out += fmt::format("<li>{} <span class=\"mark {}\">{}</span></li>\n", sign(state), words.style, words.words);
  }
  out += "</ul>\n</header>\n<main>\n";
  for (std::size_t i = 0; i < coverages.size(); ++i) out += Page(*coverages[i], i + 1).write();
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace carveout::tool
