#include "facts/scalars.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "facts/json_text.hpp"

namespace carveout::facts {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return out;
}

// Does the text begin like a date, `dddd-dd-dd`?
bool has_form_of_date(std::string_view text) noexcept {
  constexpr std::string_view kForm = "dddd-dd-dd";
  return text.size() >= kForm.size() && std::equal(kForm.begin(), kForm.end(), text.begin(), [](char form, char c) {
           return form == 'd' ? is_digit(c) : c == form;
         });
}

int number_at(std::string_view text, std::size_t at, std::size_t length) noexcept {
  int number = 0;
  for (std::size_t i = at; i < at + length; ++i) number = number * 10 + (text[i] - '0');
  return number;
}

// Why there is no such day: "February 2018 has 28 days". Precondition: has_form_of_date(text).
std::string why_no_such_day(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"January",   "February", "March",    "April",
                                                        "May",       "June",     "July",     "August",
                                                        "September", "October",  "November", "December"};
  const int year = number_at(text, 0, 4);
  const int month = number_at(text, 5, 2);
  if (year == 0) return "years are 0001 to 9999";
  if (month < 1 || month > 12) return "a date is year-month-day, with months 01 to 12";
  unsigned days = 31;
  while (days > 28 && !Date::from_civil(year, static_cast<unsigned>(month), days)) --days;
  return fmt::format("{} {} has {} days", kMonths[static_cast<std::size_t>(month - 1)], year, days);
}

class TextReader {
 public:
  TextReader(Problems& problems, TypeId type, std::string_view text, Span span)
      : problems_(problems), policy_(problems.policy()), type_(type), text_(text), span_(span) {}

  Value read() {
    const Type& type = policy_[type_];
    switch (type.kind) {
      case TypeKind::Text:
        return std::string(text_);
      case TypeKind::Date:
        if (const auto date = Date::parse(text_)) return *date;
        return has_form_of_date(text_) && text_.size() == 10 ? no_such_day() : wrong_form();
      case TypeKind::Time:
        return read_time();
      case TypeKind::Duration:
        if (const auto duration = Duration::parse(text_)) return *duration;
        return wrong_form();
      case TypeKind::Section:
        if (auto section = Section::parse(text_)) return *std::move(section);
        return wrong_form();
      case TypeKind::Closed:
        return read_member(type);
      case TypeKind::YesNo:
        return yes_no_in_words();
      case TypeKind::Number:
        return number_in_quotes();
      case TypeKind::Record:
      case TypeKind::List:
        break;
    }
    problems_.wrong_type(type_, span_, "a text");
    return {};
  }

 private:
  Value read_time() {
    if (const auto time = Time::parse(text_)) return *time;
    const bool no_day = has_form_of_date(text_) && !Date::parse(text_.substr(0, 10));
    return no_day ? no_such_day() : wrong_form();
  }

  Value no_such_day() {
    problems_.report(DiagnosticId::FactNoSuchDay, span_,
                     {{"text", text_.substr(0, 10)}, {"why", why_no_such_day(text_)}});
    return {};
  }

  Value wrong_form() {
    problems_.report(DiagnosticId::FactForm, span_,
                     {{"fact", problems_.fact()},
                      {"type", type_phrase(policy_, type_)},
                      {"text", text_},
                      {"example", json_example(policy_, type_)}});
    return {};
  }

  Value read_member(const Type& type) {
    const auto named = [&](const MemberInfo& member) { return member.name == text_; };
    const auto found = std::find_if(type.members.begin(), type.members.end(), named);
    if (found != type.members.end()) return Member{static_cast<std::uint32_t>(found - type.members.begin())};
    std::string_view suggestion;
    std::vector<Note> notes;
    if (problems_.suggests()) {
      std::vector<std::string_view> names;
      for (const MemberInfo& member : type.members) names.push_back(member.name);
      suggestion = nearest_member(type, names);
      notes.push_back({{kNoFile, 0, 0}, fmt::format("`{}` is one of {}", type.name, listed(names))});
    }
    problems_.report(
        DiagnosticId::FactNotAMember, span_,
        {{"fact", problems_.fact()}, {"type", type_phrase(policy_, type_)}, {"text", text_}, {"nearest", suggestion}},
        std::move(notes));
    return {};
  }

  // Labels and other spellings of case and spaces are near too: "Public Safety" for `public_safety`.
  [[nodiscard]] std::string_view nearest_member(const Type& type, const std::vector<std::string_view>& names) const {
    std::string folded = lower(text_);
    std::replace_if(
        folded.begin(), folded.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
    for (const MemberInfo& member : type.members) {
      if (member.label == text_ || lower(member.name) == folded) return member.name;
    }
    return nearest(folded, names);
  }

  Value yes_no_in_words() {
    const std::string word = lower(text_);
    const bool yes = word == "yes" || word == "true" || word == "y" || word == "1";
    const bool no = word == "no" || word == "false" || word == "n" || word == "0";
    if (!yes && !no) {
      problems_.wrong_type(type_, span_, "a text");
    } else {
      problems_.report(
          DiagnosticId::FactYesNoInWords, span_,
          {{"fact", problems_.fact()}, {"found", fmt::format("`\"{}\"`", text_)}, {"value", yes ? "true" : "false"}});
    }
    return {};
  }

  Value number_in_quotes() {
    std::string number(text_);
    number.erase(std::remove(number.begin(), number.end(), '_'), number.end());
    if (!is_json_number(number)) {
      problems_.wrong_type(type_, span_, "a text");
    } else {
      problems_.report(DiagnosticId::FactNumberInQuotes, span_, {{"fact", problems_.fact()}, {"number", number}});
    }
    return {};
  }

  Problems& problems_;
  const CheckedPolicy& policy_;
  TypeId type_;
  std::string_view text_;
  Span span_;
};

}  // namespace

Value value_from_text(Problems& problems, TypeId type, std::string_view text, Span span) {
  return TextReader(problems, type, text, span).read();
}

Value value_from_number(Problems& problems, TypeId type, std::string_view token, Span span) {
  const TypeKind kind = problems.type(type).kind;
  if (kind == TypeKind::Number) {
    if (const auto number = Number::parse(token)) return *number;
    problems.report(DiagnosticId::FactNumberOutOfRange, span, {{"fact", problems.fact()}, {"number", token}});
  } else if (kind == TypeKind::YesNo && (token == "0" || token == "1")) {
    problems.report(
        DiagnosticId::FactYesNoInWords, span,
        {{"fact", problems.fact()}, {"found", fmt::format("`{}`", token)}, {"value", token == "1" ? "true" : "false"}});
  } else {
    problems.wrong_type(type, span, "a number");
  }
  return {};
}

}  // namespace carveout::facts
