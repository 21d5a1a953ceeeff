#include "explain/json_writer.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace carveout {
namespace {

constexpr std::size_t kHeldBack = 1u << 16;

bool is_plain(char c) noexcept {
  return c >= 0x20 && c < 0x7F && c != '"' && c != '\\';
}

}  // namespace

std::string json_quoted(std::string_view text) {
  std::string out;
  if (!std::all_of(text.begin(), text.end(), is_plain))
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  out.reserve(text.size() + 2);
  out += '"';
  out += text;
  out += '"';
  return out;
}

void JsonWriter::pass_on() {
  write_(held_);
  held_.clear();
}

void JsonWriter::line() {
  if (layout_ == JsonLayout::OneLine) return;
  held_ += '\n';
  held_.append(2 * depth_, ' ');
}

void JsonWriter::begin_value() {
  if (held_.size() >= kHeldBack) pass_on();
  if (!after_key_ && depth_ > 0) {
    if (!empty_) held_ += ',';
    line();
  }
  after_key_ = false;
  empty_ = false;
}

void JsonWriter::open(char bracket) {
  begin_value();
  held_ += bracket;
  ++depth_;
  empty_ = true;
}

void JsonWriter::close(char bracket) {
  --depth_;
  if (!empty_) line();
  held_ += bracket;
  empty_ = false;
}

void JsonWriter::key(std::string_view name) {
  begin_value();
  text(name);
  held_ += layout_ == JsonLayout::OneLine ? ":" : ": ";
  after_key_ = true;
}

void JsonWriter::text(std::string_view text) {
  held_ += json_quoted(text);
}

void JsonWriter::json(std::string_view text) {
  begin_value();
  held_ += text;
}

void JsonWriter::value(std::string_view of) {
  begin_value();
  text(of);
}

void JsonWriter::value(bool truth) {
  begin_value();
  held_ += truth ? "true" : "false";
}

void JsonWriter::value(std::size_t number) {
  begin_value();
  held_ += std::to_string(number);
}

void JsonWriter::null() {
  begin_value();
  held_ += "null";
}

void JsonWriter::finish() {
  if (layout_ == JsonLayout::Lines) held_ += '\n';
  pass_on();
}

}  // namespace carveout
