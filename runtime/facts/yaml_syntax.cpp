#include "facts/yaml_syntax.hpp"

#include <fmt/format.h>
#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>
#include <utility>

#include "facts/json_text.hpp"

namespace carveout::facts {
namespace {

// Thrown out of the library's parser where a document has what facts may not.
struct Refused {
  Span place;
  std::string problem;
  std::string_view way_out;
};

// What the library says is wrong, in our words.
struct Wording {
  std::string_view theirs;
  std::string_view ours;
  std::string_view way_out;
};
constexpr std::array kWordings = {
    Wording{"end of map not found", "the keys of one object do not stand below each other",
            "indent the keys of an object by the same number of spaces"},
    Wording{"end of map flow not found", "an object that begins with `{` does not end", "close it with `}`"},
    Wording{"end of sequence not found", "the elements of one list do not stand below each other",
            "indent the dashes of a list by the same number of spaces"},
    Wording{"end of sequence flow not found", "a list that begins with `[` does not end", "close it with `]`"},
    Wording{"illegal tab when looking for indentation", "a tab stands where the indentation does",
            "indent with spaces"},
    Wording{"illegal map value", "a `:` stands where no key is before it",
            "a text that has a colon followed by a space stands in quotes"},
    Wording{"illegal map key", "a key stands where none may", "write one key on a line"},
    Wording{"illegal block entry", "a dash stands where no list does", "begin the list on a line of its own"},
    Wording{"illegal flow end", "a bracket closes nothing", "delete it"},
    Wording{"illegal EOF in scalar", "a text in quotes does not end", "close it with the quote it began with"},
    Wording{"illegal document indicator in scalar", "a text in quotes does not end",
            "close it with the quote it began with"},
    Wording{"unknown token", "this begins nothing that YAML knows", "a text that begins so stands in quotes"},
    Wording{"alias not found after *", "nothing follows the `*`", "a text that begins with `*` stands in quotes"},
    Wording{"anchor not found after &", "nothing follows the `&`", "a text that begins with `&` stands in quotes"},
    Wording{"bad character found while scanning hex number", "the digits of an escape are not hexadecimal",
            "in double quotes a backslash is written `\\\\`"},
};
constexpr std::string_view kNoAnchors = "write the value out where it is meant";

Wording in_our_words(std::string_view theirs) {
  for (const Wording& wording : kWordings) {
    if (theirs.substr(0, wording.theirs.size()) == wording.theirs) return wording;
  }
  if (theirs.substr(0, 14) == "unknown escape") {
    return {theirs, "this is not an escape", "in double quotes a backslash is written `\\\\`"};
  }
  return {theirs, "it is not written as YAML is", "see chapter 9 of the language, or write the facts as JSON"};
}

// A word that JSON has too: null, true, false, a number. Everything else that is plain is text.
std::optional<std::string> json_word(std::string_view plain) {
  if (plain.empty() || plain == "~" || plain == "null" || plain == "Null" || plain == "NULL") return "null";
  if (plain == "true" || plain == "True" || plain == "TRUE") return "true";
  if (plain == "false" || plain == "False" || plain == "FALSE") return "false";
  if (is_json_number(plain)) return std::string(plain);
  return std::nullopt;
}

// The library makes one byte of `\N` and `\_`, U+0085 and U+00A0. All else of a text is whole: it was UTF-8.
std::string with_whole_escapes(std::string_view value) {
  std::string out;
  for (std::size_t at = 0; at < value.size();) {
    const std::size_t length = code_point_length(value.substr(at));
    if (length == 0) out += '\xC2';
    out += value.substr(at, std::max<std::size_t>(length, 1));
    at += std::max<std::size_t>(length, 1);
  }
  return out;
}

class Writer final : public YAML::EventHandler {
 public:
  Writer(const SourceFile& file, YamlAsJson& out) : file_(file.id()), text_(file.text()), out_(out) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) {
      throw Refused{from(mark, 3), "a second document begins", "a file holds the facts of one request"};
    }
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    const std::size_t written = written_null(mark);
    const bool value = !open_.empty() && open_.back().opener == '{' && !at_key();
    // Where nothing is written the library is at what comes next.
    word(written == 0 && value ? last_place() : from(mark, written), "null");
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    throw Refused{from(mark, 1), "`*` stands for a value written elsewhere, which facts may not", kNoAnchors};
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    // To the library what stands in quotes has the tag `!` as well.
    if (tag != "!" || from(mark, 1).begin == text_.size() || text_[from(mark, 1).begin] == '!') refuse_tag(mark, tag);
    const Span place = scalar(mark, value);
    if (tag == "?" && !at_key()) {
      if (const auto json = json_word(value)) return word(place, *json);
    }
    word(place, nlohmann::json(with_whole_escapes(value)).dump());
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, '[');
  }
  void OnSequenceEnd() override { close(']'); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, '{');
  }
  void OnMapEnd() override { close('}'); }

  // Of `length` bytes, less where the line ends.
  [[nodiscard]] Span from(const YAML::Mark& mark, std::size_t length) const noexcept {
    const std::size_t begin = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
    const std::size_t line = std::min(text_.find_first_of("\r\n", begin), text_.size());
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::min(begin + length, line))};
  }

 private:
  struct Container {
    char opener = '[';
    std::uint32_t members = 0;  // keys and values both, of an object
  };

  // The length of a null that is written out; 0 where there is nothing.
  [[nodiscard]] std::size_t written_null(const YAML::Mark& mark) const {
    const Span line = from(mark, text_.size());
    const std::string_view rest = text_.substr(line.begin, line.end - line.begin);
    const std::string_view plain = rest.substr(0, rest.find_first_of(" \t,]}:"));
    return json_word(plain) == "null" ? plain.size() : 0;
  }

  [[nodiscard]] bool at_key() const noexcept {
    return !open_.empty() && open_.back().opener == '{' && open_.back().members % 2 == 0;
  }

  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) const {
    if (anchor == YAML::NullAnchor) return;
    throw Refused{from(mark, 1), "`&` names a value to be used elsewhere, which facts may not", kNoAnchors};
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) const {
    if (tag.empty() || tag == "?") return;
    throw Refused{from(mark, 1), "`!` gives a value a type of its own; the policy declares the types of facts",
                  "delete the tag"};
  }

  void before_value() {
    if (open_.empty()) return;
    Container& container = open_.back();
    if (container.opener == '{' && container.members % 2 == 1) {
      out_.json += ':';
    } else if (container.members > 0) {
      out_.json += ',';
    }
    ++container.members;
  }
  void piece(Span place) {
    out_.pieces.push_back({static_cast<std::uint32_t>(out_.json.size()), place.begin, place.end});
  }
  void word(Span place, std::string_view json) {
    if (at_key() && json == "null")
      throw Refused{place, "a key has no name", "write the name of a fact before the `:`"};
    before_value();
    piece(place);
    out_.json += json;
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, char opener) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (at_key()) {
      // The library takes a bracket that is never closed for the beginning of a key as well.
      throw Refused{from(mark, 1), "a list or an object stands where a key does",
                    "close every bracket; the keys are the names of facts and fields"};
    }
    before_value();
    const Span place = from(mark, 1);
    const bool bracket = place.begin < place.end && text_[place.begin] == opener;
    piece(bracket ? place : from(mark, text_.size()));
    out_.json += opener;
    open_.push_back({opener, 0});
  }
  void close(char closer) {
    open_.pop_back();
    piece({file_, last_end(), last_end()});
    out_.json += closer;
  }
  [[nodiscard]] Span last_place() const noexcept { return {file_, out_.pieces.back().begin, out_.pieces.back().end}; }
  [[nodiscard]] std::uint32_t last_end() const noexcept { return out_.pieces.empty() ? 0 : out_.pieces.back().end; }

  // Where a scalar stands: to its closing quote, or as long as it is where it is plain; only its first line where it
  // has more.
  [[nodiscard]] Span scalar(const YAML::Mark& mark, const std::string& value) const {
    const Span line = from(mark, text_.size());
    const std::string_view rest = text_.substr(line.begin, line.end - line.begin);
    if (rest.empty()) return line;
    if (rest[0] != '"' && rest[0] != '\'') {
      return rest.substr(0, value.size()) == value ? from(mark, value.size()) : line;
    }
    const std::string_view all = text_.substr(line.begin);
    std::size_t at = 1;
    while (at < all.size() && all[at] != all[0]) at += all[0] == '"' && all[at] == '\\' ? 2 : 1;
    // The library takes the end of the document for a closing quote.
    if (at >= all.size()) throw Refused{line, "a text in quotes does not end", "close it with the quote it began with"};
    return from(mark, at + 1);
  }

  FileId file_;
  std::string_view text_;
  YamlAsJson& out_;
  std::vector<Container> open_;
  int documents_ = 0;
};

Diagnostic not_yaml(Span place, std::string_view problem, std::string_view way_out) {
  return make_diagnostic(DiagnosticId::FactsNotYaml, place, {{"problem", problem}, {"what_to_do", way_out}});
}

// The library reads other encodings too and makes do with what is none; facts are UTF-8.
std::optional<std::uint32_t> first_not_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = code_point_length(text.substr(at));
    if (length == 0 || text[at] == '\0') return static_cast<std::uint32_t>(at);
    at += length;
  }
  return std::nullopt;
}

// To YAML it ends a line, to the library it does not; what stands after it may be in a comment or not.
std::optional<std::uint32_t> first_lone_return(std::string_view text) {
  for (std::size_t at = text.find('\r'); at != std::string_view::npos; at = text.find('\r', at + 1)) {
    if (text.substr(at, 2) != "\r\n") return static_cast<std::uint32_t>(at);
  }
  return std::nullopt;
}

}  // namespace

Span YamlAsJson::place_of(FileId file, std::uint32_t json_offset) const noexcept {
  const auto after = std::upper_bound(pieces.begin(), pieces.end(), json_offset,
                                      [](std::uint32_t offset, const Piece& p) { return offset < p.json_begin; });
  if (after == pieces.begin()) return {file, 0, 0};
  return {file, std::prev(after)->begin, std::prev(after)->end};
}

YamlAsJson yaml_as_json(const SourceFile& file) {
  YamlAsJson out;
  const std::string_view text = file.text();
  if (const auto at = first_not_utf8(text)) {
    out.problem = not_yaml({file.id(), *at, *at + 1}, "this byte is not text in UTF-8", "save the file as UTF-8");
    return out;
  }
  if (const auto at = first_lone_return(text)) {
    out.problem =
        not_yaml({file.id(), *at, *at + 1},
                 "a carriage return without a line feed ends no line here, though it can look like the end of one",
                 "save the file with LF or CRLF at the end of each line");
    return out;
  }
  Writer writer(file, out);
  try {
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(writer)) {
    }
  } catch (const Refused& refused) {
    out.problem = not_yaml(refused.place, refused.problem, refused.way_out);
  } catch (const YAML::DeepRecursion& deep) {
    out.problem = make_diagnostic(DiagnosticId::FactsTooDeep, writer.from(deep.mark, 1), {{"limit", "500"}});
  } catch (const YAML::Exception& error) {
    const Wording wording = in_our_words(error.msg);
    out.problem = not_yaml(writer.from(error.mark, 1), wording.ours, wording.way_out);
  }
  return out;
}

}  // namespace carveout::facts
