// Any bytes are read as comma-separated values without a crash; cells lie in the text one after the other, and a row
// that is written again, each cell in quotes, reads back the same.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "source/csv.hpp"

namespace {

using namespace carveout;

void require(bool holds) {
  if (!holds) std::abort();
}

std::string quoted(const std::string& content) {
  std::string out = "\"";
  for (const char c : content) {
    out += c;
    if (c == '"') out += c;
  }
  return out + '"';
}

std::vector<std::string> contents(std::string_view text, const std::vector<csv::Cell>& row) {
  std::vector<std::string> out;
  for (const csv::Cell& cell : row) out.push_back(csv::content(text, cell));
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  csv::Reader reader(text);
  std::vector<csv::Cell> row;
  std::uint32_t end = 0;
  while (reader.next(row)) {
    require(!row.empty());
    std::string again;
    for (const csv::Cell& cell : row) {
      require(cell.begin >= end && cell.end >= cell.begin && cell.end <= size);
      end = cell.end;
      again += (again.empty() ? "" : ",") + quoted(csv::content(text, cell));
    }
    again += "\r\n";
    csv::Reader second(again);
    std::vector<csv::Cell> same;
    require(second.next(same) && contents(again, same) == contents(text, row));
    require(!second.next(same) && !second.problem());
  }
  if (reader.problem()) require(reader.problem()->begin < reader.problem()->end && reader.problem()->end <= size);
  return 0;
}
