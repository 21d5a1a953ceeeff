#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace carveout {

enum class FileId : std::uint32_t {};
inline constexpr FileId kNoFile{0xFFFFFFFF};  // a place in no file: messages show neither a name nor a line

// A piece of one source file: bytes [begin, end). Spec: language/01-source.
struct Span {
  FileId file{};
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  friend bool operator==(const Span&, const Span&) = default;
};

// A place for people: line and column from 1; the column counts Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

// The lines of a block of code in a policy manual: bytes [begin, end), each line indented by at least as many columns
// as its fence, or fewer.
struct CodeBlock {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t indent = 0;  // of its fence
};

// One file of text, immutable once made. Line ends are LF or CRLF. A file whose name ends in `.carve.md` is a policy
// manual, whose code stands in blocks.
class SourceFile {
 public:
  SourceFile(FileId id, std::string name, std::string text);
  [[nodiscard]] FileId id() const noexcept { return id_; }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }  // as shown in messages
  [[nodiscard]] std::string_view text() const noexcept { return text_; }
  // What is policy: the text, or of a manual as many bytes, with spaces for all that stands in no block of code.
  [[nodiscard]] std::string_view code() const noexcept { return is_manual_ ? code_ : text_; }
  [[nodiscard]] bool is_manual() const noexcept { return is_manual_; }
  [[nodiscard]] const std::vector<CodeBlock>& blocks() const noexcept { return blocks_; }  // of a manual, in order
  [[nodiscard]] Position position(std::uint32_t offset) const noexcept;                    // O(log lines)
  [[nodiscard]] std::string_view line(std::uint32_t number) const noexcept;  // without its end; numbers from 1
  [[nodiscard]] std::uint32_t line_begin(std::uint32_t number) const noexcept;

 private:
  FileId id_;
  std::string name_;
  std::string text_;
  bool is_manual_ = false;
  std::string code_;  // of a manual
  std::vector<CodeBlock> blocks_;
  std::vector<std::uint32_t> line_begins_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> column_marks_;  // {offset, column} now and then in long lines
};

// Every file read for one policy, by id. References stay good as files are added.
class SourceMap {
 public:
  const SourceFile& add(std::string name, std::string text);
  // An id that this map never gave out, kNoFile among them, stands for an empty file without a name.
  [[nodiscard]] const SourceFile& file(FileId id) const noexcept;
  [[nodiscard]] std::string_view text(Span span) const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return files_.size(); }

 private:
  std::vector<std::unique_ptr<SourceFile>> files_;
};

}  // namespace carveout
