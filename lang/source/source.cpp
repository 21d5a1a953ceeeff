#include "carveout/lang/source.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "source/manual.hpp"
#include "source/utf8.hpp"

namespace carveout {
namespace {

// How far apart the columns noted in a long line are: short enough to count from, long enough that a usual line has
// none.
constexpr std::uint32_t kColumnMarkBytes = 1024;

// LIMIT: spans are 32 bits. The parser refuses files far shorter than this; a longer one is cut rather than
// misnumbered.
constexpr std::size_t kMaxBytes = std::numeric_limits<std::uint32_t>::max() - 1;

}  // namespace

SourceFile::SourceFile(FileId id, std::string name, std::string text)
    : id_(id), name_(std::move(name)), text_(std::move(text)), line_begins_{0} {
  if (text_.size() > kMaxBytes) text_.resize(kMaxBytes);
  if (manual::is_name(name_)) {
    manual::Manual manual = manual::read(text_);
    is_manual_ = true;
    code_ = std::move(manual.code);
    blocks_ = std::move(manual.blocks);
  }
  std::uint32_t column = 1;
  std::uint32_t next_mark = kColumnMarkBytes;
  for (std::size_t at = 0; at < text_.size();) {
    const auto offset = static_cast<std::uint32_t>(at);
    if (text_[at] == '\n') {
      line_begins_.push_back(offset + 1);
      column = 1;
      next_mark = offset + 1 + kColumnMarkBytes;
      ++at;
      continue;
    }
    if (offset >= next_mark) {
      column_marks_.emplace_back(offset, column);
      next_mark = offset + kColumnMarkBytes;
    }
    at += utf8::decode(text_, at).length;
    ++column;
  }
}

Position SourceFile::position(std::uint32_t offset) const noexcept {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_begins_.begin(), line_begins_.end(), offset);
  Position position{static_cast<std::uint32_t>(after - line_begins_.begin()), 1};
  std::size_t at = *(after - 1);
  const auto mark = std::upper_bound(column_marks_.begin(), column_marks_.end(), offset,
                                     [](std::uint32_t value, const auto& entry) { return value < entry.first; });
  if (mark != column_marks_.begin() && (mark - 1)->first > at) {
    at = (mark - 1)->first;
    position.column = (mark - 1)->second;
  }
  // An offset inside a code point is at that code point.
  while (at < offset) {
    at += utf8::decode(text_, at).length;
    if (at <= offset) ++position.column;
  }
  return position;
}

std::string_view SourceFile::line(std::uint32_t number) const noexcept {
  if (number == 0 || number > line_begins_.size()) return {};
  const std::size_t begin = line_begins_[number - 1];
  const std::size_t end = number < line_begins_.size() ? line_begins_[number] : text_.size();
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  if (line.empty() || line.back() != '\n') return line;
  line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

std::uint32_t SourceFile::line_begin(std::uint32_t number) const noexcept {
  if (number == 0) return 0;
  if (number > line_begins_.size()) return static_cast<std::uint32_t>(text_.size());
  return line_begins_[number - 1];
}

const SourceFile& SourceMap::add(std::string name, std::string text) {
  const auto id = static_cast<FileId>(files_.size());
  files_.push_back(std::make_unique<SourceFile>(id, std::move(name), std::move(text)));
  return *files_.back();
}

const SourceFile& SourceMap::file(FileId id) const noexcept {
  static const SourceFile nowhere(kNoFile, "", "");
  const auto index = static_cast<std::size_t>(id);
  return index < files_.size() ? *files_[index] : nowhere;
}

std::string_view SourceMap::text(Span span) const noexcept {
  const std::string_view whole = file(span.file).text();
  const std::size_t end = std::min<std::size_t>(span.end, whole.size());
  const std::size_t begin = std::min<std::size_t>(span.begin, end);
  return whole.substr(begin, end - begin);
}

}  // namespace carveout
