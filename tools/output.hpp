#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace carveout::tool {

// One of the two standard streams. What cannot be written any more is dropped, and remembered.
class Stream {
 public:
  explicit Stream(int descriptor);

  void write(std::string_view text);
  // Writes out what is held back.
  void flush();
  // The error number of the first write that failed; 0: none did.
  [[nodiscard]] int error() const noexcept { return error_; }
  [[nodiscard]] bool is_terminal() const noexcept { return terminal_; }
  // On a terminal that shows colours, unless NO_COLOR is set.
  [[nodiscard]] bool colour() const noexcept { return colour_; }
  // The columns to write to: of a terminal its own within reason, else 80.
  [[nodiscard]] std::size_t width() const;

 private:
  int descriptor_;
  bool terminal_;
  bool colour_;
  int error_ = 0;
  std::string held_;
};

struct Streams {
  Stream out{1};
  Stream err{2};
};

// Text from the command line or a file system, safe to show on one line of a terminal.
[[nodiscard]] std::string shown(std::string_view text);
// Each line that is not empty so much further in; the last one ends too.
[[nodiscard]] std::string indented(std::string_view text, std::size_t by);
// "carveout: …" on the standard error.
void complain(Streams& streams, std::string_view message);

}  // namespace carveout::tool
