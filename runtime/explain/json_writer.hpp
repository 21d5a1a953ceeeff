#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace carveout {

// A text as a JSON string, its quotes with it. Escaped are `"`, `\\` and what is below U+0020, by the short form where
// there is one; bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string json_quoted(std::string_view text);

enum class JsonLayout : std::uint8_t { Lines, OneLine };  // two spaces for each level; or no white space at all

// Writes a JSON document piece by piece: a tree of it in memory would be many times as large as the text, and taking
// such a tree down needs memory, where there may be none left.
class JsonWriter {
 public:
  explicit JsonWriter(const std::function<void(std::string_view)>& write, JsonLayout layout = JsonLayout::Lines)
      : write_(write), layout_(layout) {}

  // Precondition: objects and arrays are closed as they were opened, and a key stands before each value in an object.
  void open(char bracket);   // `{` or `[`
  void close(char bracket);  // `}` or `]`
  void key(std::string_view name);
  void value(std::string_view text);  // bytes that are not UTF-8 become U+FFFD
  void value(const char* text) { value(std::string_view(text)); }
  void value(bool truth);
  void value(std::size_t number);
  void null();
  void json(std::string_view text);  // a value that is JSON already
  template <class Value>
  void member(std::string_view name, const Value& of) {
    key(name);
    value(of);
  }
  // A key and its array, each thing written by `write_one`.
  template <class Things, class Write>
  void array(std::string_view name, const Things& things, Write write_one) {
    key(name);
    open('[');
    for (const auto& thing : things) write_one(thing);
    close(']');
  }
  // The line end after the document, but for JsonLayout::OneLine, and what was held back.
  void finish();

 private:
  void begin_value();
  void line();
  void text(std::string_view text);
  void pass_on();

  const std::function<void(std::string_view)>& write_;
  JsonLayout layout_;
  std::string held_;
  std::size_t depth_ = 0;
  bool empty_ = true;       // nothing stands yet in the innermost bracket
  bool after_key_ = false;  // a value stands on the line of its key
};

}  // namespace carveout
