#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "carveout/lang/checked.hpp"
#include "carveout/lang/diagnostics.hpp"
#include "carveout/lang/source.hpp"
#include "carveout/lang/syntax.hpp"

namespace carveout {

// What a resolver says of a module asked for by `use a.b.c`.
struct ModuleText {
  enum class Status { Found, NotFound, OutsideRoot, Unreadable, TwoFiles } status = Status::NotFound;
  std::string name;    // for messages: the path of the file
  std::string text;    // Found
  std::string reason;  // Unreadable: why; TwoFiles: which, as the message goes on; NotFound: where it was looked for,
                       // as the message goes on: ", neither as …"
};

// Finds modules. The library never opens a file by itself.
class ModuleResolver {
 public:
  virtual ~ModuleResolver() = default;
  // `path` is "a.b.c": names of lower-case ASCII letters, digits and `_`, joined by dots.
  [[nodiscard]] virtual ModuleText resolve(std::string_view path) = 0;
  // For the modules of a policy that a file of scenarios is for: the resolver of a file that this one found, by the
  // name it gave. Null where one resolver serves all files.
  [[nodiscard]] virtual std::unique_ptr<ModuleResolver> rooted_at(std::string_view name) {
    static_cast<void>(name);
    return nullptr;
  }
  // A file of data, for `list … from "file"` in a module ("" is the policy's own file): a path relative to the folder
  // of that module, which must not lead out of the folder of the policy.
  [[nodiscard]] virtual ModuleText data_file(std::string_view module, std::string_view file) {
    static_cast<void>(module);
    static_cast<void>(file);
    return {};
  }
  // Modules that exist, for "did you mean"; may be empty.
  [[nodiscard]] virtual std::vector<std::string> known_modules() { return {}; }
};

struct LoadLimits {
  syntax::ParseLimits parse;
  std::uint32_t data_bytes = 16u << 20;  // LIMIT: of one file of data; as much as a policy may have
  std::uint32_t data_rows = 200'000;     // LIMIT: entries of one list; each takes about 100 bytes, and is looked at
  std::uint32_t modules = 1'000;         // LIMIT: a `use` graph this large is generated, and each module is a file read
  std::uint32_t exception_depth = 256;   // LIMIT: exceptions to exceptions to …; law has rarely more than four
  std::uint32_t override_edges =
      4'000'000;  // LIMIT: named targets spelt out; a part of n clauses named by n clauses is n²
  std::uint32_t override_depth =
      1'000;  // LIMIT: clauses overriding clauses that override …; bounds recursion over them
  std::uint32_t conclusions =
      2'000'000;  // LIMIT: groups of actions spelt out; a group of n actions named by n clauses is n²
  std::uint32_t action_items = 10'000;  // LIMIT: actions with a parameter spelt out; each is decided by itself
  std::uint32_t item_tests =
      2'000'000;  // LIMIT: conditions that test the item, spelt out for each; n of them about n items are n²
  std::uint32_t imported_names =
      4'000'000;  // LIMIT: names brought by `use`, in all files; n modules that use each other bring n²
  std::uint32_t scenario_depth = 256;  // LIMIT: scenarios `like` scenarios `like` …; nobody follows more
  std::uint32_t list_index =
      10'000;  // LIMIT: elements are written one by one in a scenario; bounds a list made of one given
  std::uint32_t type_depth = 64;        // LIMIT: records in records; bounds recursion over values
  std::uint32_t fact_leaves = 100'000;  // LIMIT: single facts after spelling records out; bounds a request's size
};

struct Loaded {
  std::shared_ptr<const SourceMap> sources;  // every file read, the one given first; spans refer to it
  std::vector<Diagnostic> diagnostics;       // sorted; of all files
  // Only where no diagnostic is an error.
  std::shared_ptr<const CheckedPolicy> policy;
};
inline constexpr FileId kGivenFile{0};  // of Loaded::sources

// The policy that a file of scenarios is for, as it names it (`scenarios for a.b`); nothing of any other file.
[[nodiscard]] std::optional<std::string> tested_policy(std::string_view name, std::string_view text);

// Parses, resolves and checks a policy given as text, and the modules it uses; or a file of scenarios, and the policy
// they are for, which is then the root. Every problem of every file is reported
// in one run. Never throws, never touches the file system; time and memory are linear in the text and the spelt-out
// targets. Thread safe where the resolver is.
[[nodiscard]] Loaded load_policy(std::string name, std::string text, ModuleResolver& modules,
                                 const LoadLimits& limits = {});

}  // namespace carveout
