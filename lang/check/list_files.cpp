#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/declarations.hpp"
#include "check/expression_checker.hpp"
#include "diagnostics/text_gate.hpp"
#include "source/csv.hpp"

// Lists whose entries stand in a file of comma-separated values. Spec: language/05-declarations, "Lists from files".
namespace carveout::check {
namespace {

// LIMIT: of one file; who has made a mistake in each row wants to see some of them.
constexpr std::size_t kMostProblems = 20;

class FileReader {
 public:
  FileReader(Context& context, ModuleId module, NodeId from, NamedList& list)
      : context_(context), module_(module), from_(from), list_(list) {}

  void run() {
    if (!is_readable_type()) return;
    const SourceFile* file = open();
    if (file == nullptr) return;
    file_ = file->id();
    text_ = file->text();
    csv::Reader reader(text_);
    std::vector<csv::Cell> row;
    if (!reader.next(row)) {
      if (!reader.problem()) report(DiagnosticId::FileWithoutRows, context_.span(module_, path_node()), {});
      return report_csv(reader);
    }
    if (!find_columns(row)) return;
    while (!full_ && problems_ < kMostProblems && reader.next(row)) add(row);
    report_csv(reader);
    if (!full_ && problems_ >= kMostProblems && reader.next(row)) {
      context_.sink.report(DiagnosticId::RestOfFileNotRead, span_of(row),
                           {{"count", std::to_string(problems_)}, {"file", file->name()}});
    }
  }

 private:
  [[nodiscard]] std::span<const NodeId> parts() const { return context_.tree(module_).children_of(from_); }
  [[nodiscard]] NodeId path_node() const { return parts()[0]; }
  [[nodiscard]] TypeKind kind() const { return context_.out[list_.element].kind; }
  [[nodiscard]] Span span(std::uint32_t begin, std::uint32_t end) const { return {file_, begin, end}; }
  [[nodiscard]] Span span_of(const csv::Cell& cell) const { return span(cell.begin, cell.end); }
  [[nodiscard]] Span span_of(const std::vector<csv::Cell>& row) const {
    return span(row.front().begin, row.back().end);
  }
  void report(DiagnosticId id, Span where, Fields fields) {
    ++problems_;
    context_.sink.report(id, where, fields);
  }

  bool is_readable_type() {
    switch (kind()) {
      case TypeKind::Text:
      case TypeKind::Section:
      case TypeKind::Number:
      case TypeKind::Date:
      case TypeKind::Closed:
        return true;
      case TypeKind::YesNo:
      case TypeKind::Time:
      case TypeKind::Duration:
      case TypeKind::List:
      case TypeKind::Record:
        break;
    }
    report(DiagnosticId::ListFileOfOther, context_.span(module_, from_),
           {{"type", described(context_.out, list_.element)}});
    return false;
  }

  // The text of the file, once for all lists that are read from it; null after a diagnostic.
  const SourceFile* open() {
    const std::string path = context_.content(module_, path_node());
    const auto known = context_.data_files.find({module_, path});
    if (known != context_.data_files.end()) return known->second ? &context_.sources.file(*known->second) : nullptr;
    std::optional<FileId>& id = context_.data_files[{module_, path}];
    const Span where = context_.span(module_, path_node());
    ModuleText answer = context_.resolver->data_file(context_.at(module_).path, path);
    switch (answer.status) {
      case ModuleText::Status::Found:
        break;
      case ModuleText::Status::NotFound:
        report(DiagnosticId::UnknownFile, where, {{"file", path}, {"looked", answer.reason}});
        return nullptr;
      case ModuleText::Status::OutsideRoot:
        report(DiagnosticId::FileOutsideRoot, where, {{"file", path}});
        return nullptr;
      case ModuleText::Status::TwoFiles:  // of modules alone
      case ModuleText::Status::Unreadable:
        report(DiagnosticId::FileUnreadable, where, {{"file", path}, {"reason", answer.reason}});
        return nullptr;
    }
    if (answer.text.size() > context_.limits.data_bytes) {
      report(DiagnosticId::DataFileTooLarge, where,
             {{"file", path}, {"limit", std::to_string(context_.limits.data_bytes)}});
      return nullptr;
    }
    const SourceFile& file = context_.sources.add(std::move(answer.name), std::move(answer.text));
    const std::size_t errors = context_.sink.errors();
    check_text(file, context_.sink);
    if (context_.sink.errors() != errors) return nullptr;
    id = file.id();
    return &file;
  }

  void report_csv(const csv::Reader& reader) {
    if (!reader.problem()) return;
    const auto [fault, begin, end] = *reader.problem();
    switch (fault) {
      case csv::Fault::QuoteInside:
        return report(DiagnosticId::CsvQuoteInside, span(begin, end), {});
      case csv::Fault::AfterQuote:
        return report(DiagnosticId::CsvAfterQuote, span(begin, end), {});
      case csv::Fault::QuoteNotClosed:
        return report(DiagnosticId::CsvQuoteNotClosed, span(begin, end), {});
      case csv::Fault::LineEnd:
        break;  // check_text has seen to it
    }
  }

  // --- the header

  bool find_columns(const std::vector<csv::Cell>& header) {
    columns_ = header.size();
    for (const csv::Cell& cell : header) names_.push_back(csv::content(text_, cell));
    const auto value = column(parts()[1], header);
    if (!value) return false;
    value_ = *value;
    if (parts().size() < 3) return true;
    const NodeId period = parts()[2];
    const auto form = static_cast<syntax::PeriodForm>(context_.tree(module_)[period].flag);
    const auto ends = context_.tree(module_).children_of(period);
    if (form != syntax::PeriodForm::Until && !(starts_ = column(ends.front(), header))) return false;
    return form == syntax::PeriodForm::From || (ends_ = column(ends.back(), header));
  }

  std::optional<std::size_t> column(NodeId node, const std::vector<csv::Cell>& header) {
    const bool quoted = context_.tree(module_)[node].kind == NodeKind::String;
    const std::string name = quoted ? context_.content(module_, node) : std::string(context_.text(module_, node));
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) {
      const std::vector<std::string_view> candidates(names_.begin(), names_.end());
      report(DiagnosticId::UnknownColumn, context_.span(module_, node),
             {{"file", context_.sources.file(file_).name()}, {"name", name}, {"nearest", nearest(name, candidates)}});
      return std::nullopt;
    }
    const auto again = std::find(found + 1, names_.end(), name);
    const auto at = static_cast<std::size_t>(found - names_.begin());
    if (again == names_.end()) return at;
    const auto second = static_cast<std::size_t>(again - names_.begin());
    report(DiagnosticId::ColumnTwice, span_of(header[second]), {{"name", name}});
    return std::nullopt;
  }

  // --- rows

  void add(const std::vector<csv::Cell>& row) {
    ++row_;
    if (row.size() != columns_) {
      return report(DiagnosticId::RowOfOtherWidth, span_of(row),
                    {{"row", std::to_string(row_)},
                     {"cells", counted(row.size(), "cell")},
                     {"columns", counted(columns_, "column")}});
    }
    if (list_.entries.size() >= context_.limits.data_rows) {
      report(DiagnosticId::TooManyRows, span_of(row), {{"limit", std::to_string(context_.limits.data_rows)}});
      full_ = true;
      return;
    }
    const csv::Cell& cell = row[value_];
    std::string text = csv::content(text_, cell);
    if (text.empty()) {
      return report(DiagnosticId::EmptyEntry, span_of(row),
                    {{"row", std::to_string(row_)}, {"column", names_[value_]}});
    }
    const std::size_t errors = context_.sink.errors();
    ListEntry entry;
    entry.span = span_of(cell);
    auto value = value_of(std::move(text), entry.span);
    if (starts_) entry.period.from = date(row[*starts_]);
    if (ends_) entry.period.until = date(row[*ends_]);
    if (entry.period.from && entry.period.until && !(*entry.period.from < *entry.period.until)) {
      context_.sink.report(DiagnosticId::PeriodEndsBeforeItStarts, span_of(row),
                           {{"from", entry.period.from->to_text()}, {"until", entry.period.until->to_text()}});
    }
    if (context_.sink.errors() != errors) ++problems_;
    if (!value || context_.sink.errors() != errors) return;
    entry.value = std::move(*value);
    list_.entries.push_back(std::move(entry));
  }

  static std::string counted(std::size_t count, std::string_view what) {
    return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
  }

  // An empty cell is no end.
  std::optional<Date> date(const csv::Cell& cell) {
    const std::string text = csv::content(text_, cell);
    if (text.empty()) return std::nullopt;
    return date_of(text, span_of(cell));
  }

  std::optional<Date> date_of(const std::string& text, Span where) {
    constexpr std::string_view kShape = "dddd-dd-dd";
    const bool shaped =
        text.size() == kShape.size() && std::equal(text.begin(), text.end(), kShape.begin(), [](char c, char wanted) {
          return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted;
        });
    if (!shaped) {
      not_a("a date", text, where, "a date is written 2018-01-31: the year, the month, the day");
      return std::nullopt;
    }
    const auto date = Date::parse(text);
    if (!date) report_day(context_, where, text);
    return date;
  }

  void not_a(std::string_view expected, const std::string& text, Span where, std::string_view hint) {
    context_.sink.report(DiagnosticId::CellOfAnotherType, where,
                         {{"row", std::to_string(row_)}, {"text", text}, {"expected", expected}, {"hint", hint}});
  }

  // The messages are those of values that are written out in a policy.
  std::optional<Value> value_of(std::string text, Span where) {
    switch (kind()) {
      case TypeKind::Section:
        if (text.find(" through ") != std::string::npos) {
          not_a("one section", text, where,
                "give each section of the run a row, or write the run in a list of the policy");
          return std::nullopt;
        }
        if (auto section = Section::parse(text)) return Value(*section);
        context_.sink.report(DiagnosticId::NotASection, where, {{"section", text}});
        return std::nullopt;
      case TypeKind::Number:
        return number(text, where);
      case TypeKind::Date:
        if (const auto made = date_of(text, where)) return Value(*made);
        return std::nullopt;
      case TypeKind::Closed: {
        if (const auto member = find_member(context_, list_.element, text)) return Value(Member{*member});
        const Type& type = context_.out[list_.element];
        context_.sink.report(DiagnosticId::UnknownMember, where,
                             {{"type", type.name}, {"name", text}, {"nearest", nearest(text, member_names(type))}});
        return std::nullopt;
      }
      default:
        return Value(std::move(text));
    }
  }

  std::optional<Value> number(const std::string& text, Span where) {
    const bool negative = text.front() == '-';
    const std::string digits = negative ? text.substr(1) : text;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const auto all_digits = [](std::string_view part) {
      return !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    };
    const bool shaped = all_digits(std::string_view(digits).substr(0, point)) &&
                        (point == digits.size() || all_digits(std::string_view(digits).substr(point + 1)));
    if (!shaped) {
      not_a("a number", text, where, "a number is written with digits, and a point before its decimals");
      return std::nullopt;
    }
    if (point > 1 && digits.front() == '0') {
      not_a("a number", text, where, "a number has no zeros before it; what has them is a text");
      return std::nullopt;
    }
    if (const auto number = Number::parse(digits)) {
      if (!negative) return Value(*number);
      if (const auto negated = negate(*number); negated.ok()) return Value(*negated);
    }
    context_.sink.report(DiagnosticId::NumberTooLong, where, {{"number", text}});
    return std::nullopt;
  }

  Context& context_;
  ModuleId module_{};
  NodeId from_{};
  NamedList& list_;
  FileId file_{};
  std::string_view text_;
  std::vector<std::string> names_;
  std::size_t columns_ = 0;
  std::size_t value_ = 0;
  std::optional<std::size_t> starts_;
  std::optional<std::size_t> ends_;
  std::size_t row_ = 1;  // the header is the first
  std::size_t problems_ = 0;
  bool full_ = false;  // the list has as many entries as it may
};

}  // namespace

void read_list_file(Context& context, ModuleId module, NodeId from, NamedList& list) {
  FileReader(context, module, from, list).run();
}

}  // namespace carveout::check
