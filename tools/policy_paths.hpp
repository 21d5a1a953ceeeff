#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "policy_file.hpp"

namespace carveout::tool {

// The files that the words of a command line come to. A folder stands for every policy, manual and file of scenarios
// below it, in the order of the bytes of their paths; any other word is a file, whether it is there or not.
struct PolicyPaths {
  struct One {
    std::string path;
    bool found = false;      // below a folder, rather than named
    bool leads_out = false;  // found, but a link to what lies outside of the folder
  };
  std::vector<One> files;
  std::vector<std::string> problems;  // of the folders, as sentences
  bool folders = false;               // one was named
};

// Each folder is looked through once, by whatever links it is reached, so that links in a circle come to an end. What
// begins with a dot is left out. A file that is named and found, or found twice, is in it once.
[[nodiscard]] PolicyPaths policy_paths(const std::vector<std::string>& arguments);

// The modules among the files that were found: they declare no policy, so that they say nothing alone, and are read
// with the policies that use them.
class FoundModules {
 public:
  // The policy was read, from its own file and from modules.
  void add_policy(const PolicyFile& policy);
  // Whether it is a module; it is then kept in mind. One that cannot be read as text of the language is none.
  [[nodiscard]] bool take(const PolicyPaths::One& one, const PolicyFile& file);

  // "5 files", or "5 files, 2 of them modules", where so many are none.
  [[nodiscard]] std::string counted_with(std::size_t others) const;
  // Those that no policy has read: a line for each.
  [[nodiscard]] std::string unused() const;

 private:
  std::vector<std::string> modules_;
  std::set<std::string> read_;  // without links
};

}  // namespace carveout::tool
