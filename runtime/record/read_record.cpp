#include <algorithm>
#include <array>

#include "carveout/record.hpp"
#include "explain/json_writer.hpp"

namespace carveout {
namespace {

constexpr std::array<std::string_view, 5> kOutcomes{"permitted", "forbidden", "conflict", "unaddressed",
                                                    "undetermined"};
constexpr std::array<std::string_view, 2> kBases{"clauses", "default"};
constexpr std::array<std::string_view, 3> kTimings{"before", "after", "standing"};
constexpr std::array<std::string_view, 2> kRequired{"yes", "possibly"};
constexpr std::array<std::string_view, 3> kStatuses{"done", "outstanding", "unknown"};

// Reads what record_line() writes and nothing else: each member has its place, and each value one form.
class Reader {
 public:
  explicit Reader(std::string_view line) : line_(line) {}

  ReadRecord read() {
    Record out;
    if (!record(out)) return {std::nullopt, std::move(problem_)};
    return {std::move(out), {}};
  }

 private:
  bool record(Record& out) {
    return literal(R"({"record":1,"policy":{"name":)") && text(out.policy) && literal(R"(,"version":)") &&
           text_or_null(out.policy_version) && literal(R"(,"digest":)") && digest(out.policy_digest) &&
           literal(R"(},"engine":)") && text(out.engine) && literal(R"(,"language":)") && text(out.language) &&
           literal(R"(,"at":)") && text_or_null(out.at) && literal(R"(,"as_of":)") && text_or_null(out.as_of) &&
           literal(R"(,"as_of_told":)") && truth(out.as_of_told) && literal(R"(,"ways":)") && number(out.ways) &&
           literal(R"(,"steps":)") && number(out.steps) && literal(R"(,"facts_digest":)") && digest(out.facts_digest) &&
           literal(",\"") && facts(out.facts) && literal(R"(decisions":)") &&
           list(out.decisions, [&](DecisionRecord& one) { return decision(one); }) && literal("}") && ended();
  }

  bool decision(DecisionRecord& out) {
    return literal(R"({"action":)") && text(out.action) && literal(R"(,"outcome":)") &&
           one_of(kOutcomes, out.outcome) && literal(R"(,"allowed":)") && truth(out.allowed) &&
           literal(R"(,"basis":)") && one_of(kBases, out.basis) && literal(R"(,"possible":)") &&
           list(out.possible, [&](std::string& one) { return one_of(kOutcomes, one); }) && literal(R"(,"clauses":)") &&
           list(out.clauses, [&](std::string& one) { return text(one); }) && literal(R"(,"until":)") &&
           text_or_null(out.until) && literal(R"(,"duties":)") &&
           list(out.duties, [&](DutyRecord& one) { return duty(one); }) && literal("}");
  }

  bool duty(DutyRecord& out) {
    return literal(R"({"duty":)") && text(out.duty) && literal(R"(,"timing":)") && one_of(kTimings, out.timing) &&
           literal(R"(,"required":)") && one_of(kRequired, out.required) && literal(R"(,"status":)") &&
           one_of(kStatuses, out.status) && literal(R"(,"due":)") && text_or_null(out.due) && literal("}");
  }

  bool starts(std::string_view wanted) const { return line_.substr(at_, wanted.size()) == wanted; }

  bool due(std::string_view what) {
    // LIMIT: of what stands there, as much as shows where one is.
    constexpr std::size_t kShown = 24;
    const std::string_view found = line_.substr(at_, kShown);
    problem_ = "at byte " + std::to_string(at_) + ' ' + std::string(what) + " is due, ";
    problem_ += found.empty() ? "where the line ends" : "not `" + std::string(found) + '`';
    return false;
  }

  bool literal(std::string_view wanted) {
    if (!starts(wanted)) return due('`' + std::string(wanted) + '`');
    at_ += wanted.size();
    return true;
  }

  bool ended() { return at_ == line_.size() || due("the end of the line"); }

  bool truth(bool& out) {
    out = starts("true");
    if (!out && !starts("false")) return due("`true` or `false`");
    at_ += out ? 4 : 5;
    return true;
  }

  bool number(std::uint64_t& out) {
    constexpr std::size_t kMostDigits = 19;  // LIMIT: all of 19 digits fit 64 bits
    std::size_t end = at_;
    out = 0;
    for (; end < line_.size() && line_[end] >= '0' && line_[end] <= '9' && end - at_ < kMostDigits; ++end)
      out = 10 * out + static_cast<std::uint64_t>(line_[end] - '0');
    if (end == at_ || (line_[at_] == '0' && end - at_ > 1)) return due("a whole number");
    at_ = end;
    return true;
  }

  bool digest(std::string& out) {
    constexpr std::size_t kDigits = 64;
    const std::size_t begin = at_;
    if (!text(out)) return false;
    if (out.size() == kDigits && out.find_first_not_of("0123456789abcdef") == std::string::npos) return true;
    at_ = begin;
    return due("a digest of 64 digits");
  }

  bool one_of(std::span<const std::string_view> words, std::string& out) {
    const std::size_t begin = at_;
    if (!text(out)) return false;
    if (std::find(words.begin(), words.end(), out) != words.end()) return true;
    at_ = begin;
    std::string all;
    for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + json_quoted(word);
    return due("one of " + all);
  }

  bool text_or_null(std::optional<std::string>& out) {
    if (starts("null")) {
      at_ += 4;
      return true;
    }
    return text(out.emplace());
  }

  bool text(std::string& out) {
    if (!starts("\"")) return due("a text");
    const std::size_t end = end_of_text(at_);
    if (end == std::string_view::npos) return due("a text that ends");
    const std::string_view written = line_.substr(at_, end - at_);
    out = unescaped(written.substr(1, written.size() - 2));
    // What has another spelling than the one it would be written in is none; so is what is not UTF-8.
    if (json_quoted(out) != written) return due("a text as records write it");
    at_ = end;
    return true;
  }

  // Just past its closing quotes.
  [[nodiscard]] std::size_t end_of_text(std::size_t begin) const {
    for (std::size_t i = begin + 1; i < line_.size(); ++i) {
      if (line_[i] == '"') return i + 1;
      if (line_[i] == '\\') ++i;
    }
    return std::string_view::npos;
  }

  // An escape that is none stands for itself: the text is then not as it would be written.
  static std::string unescaped(std::string_view text) {
    constexpr std::string_view kNames = "\"\\bfnrt";
    constexpr std::string_view kMeant = "\"\\\b\f\n\r\t";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\\' || i + 1 == text.size()) {
        out += text[i];
        continue;
      }
      const std::size_t name = kNames.find(text[++i]);
      if (name != std::string_view::npos)
        out += kMeant[name];
      else if (text[i] == 'u' && i + 4 < text.size() && text.substr(i + 1, 2) == "00")
        out += static_cast<char>(16 * hex(text[i + 3]) + hex(text[i + 4])), i += 4;
    }
    return out;
  }

  static int hex(char c) { return c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= '0' && c <= '9' ? c - '0' : 0; }

  template <class One, class Read>
  bool list(std::vector<One>& out, Read read) {
    if (!literal("[")) return false;
    for (bool first = true; !starts("]"); first = false) {
      if ((!first && !literal(",")) || !read(out.emplace_back())) return false;
    }
    return literal("]");
  }

  // As far as brackets go: whether they are facts is for the policy that they are facts of.
  bool facts(std::optional<std::string>& out) {
    constexpr std::string_view kKey = "facts\":";
    if (!starts(kKey)) return true;
    at_ += kKey.size();
    if (!starts("{")) return due("`{`");
    std::size_t depth = 0;
    std::size_t end = at_;
    do {
      const char c = line_[end];
      if (c == '"') {
        end = end_of_text(end);
        if (end == std::string_view::npos) return due("facts that end");
        continue;
      }
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++end;
    } while (depth > 0 && end < line_.size());
    if (depth > 0) return due("facts that end");
    out = line_.substr(at_, end - at_);
    at_ = end;
    return literal(",\"");
  }

  std::string_view line_;
  std::size_t at_ = 0;
  std::string problem_;
};

}  // namespace

ReadRecord read_record(std::string_view line) {
  return Reader(line).read();
}

}  // namespace carveout
