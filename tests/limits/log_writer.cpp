// Appends lines to a log until it is killed, and says of each that is acknowledged its number and text, at once:
// log_writer LOG NAME. What it has said must be found in the log, whatever happens to it.
#include <unistd.h>

#include <cstdio>
#include <string>

#include "carveout/log.hpp"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  carveout::OpenedLog opened = carveout::DecisionLog::open(argv[1]);
  if (!opened.log) {
    std::fprintf(stderr, "%s\n", opened.problem.c_str());
    return 1;
  }
  for (int i = 0;; ++i) {
    // Long enough now and then to take several pages.
    const std::string line =
        std::string(argv[2]) + ' ' + std::to_string(i) + ' ' + std::string(i % 7 == 0 ? 9'000 : 40, 'x');
    const carveout::LogAppended appended = opened.log->append(line);
    if (!appended.head) {
      std::fprintf(stderr, "%s\n", appended.problem.c_str());
      return 1;
    }
    const std::string told = std::to_string(appended.head->sequence) + ' ' + argv[2] + ' ' + std::to_string(i) + '\n';
    if (::write(STDOUT_FILENO, told.data(), told.size()) < 0) return 1;
  }
}
