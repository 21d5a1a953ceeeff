#include "repl/completion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>

#include "repl/facts_text.hpp"
#include "repl/show.hpp"
#include "repl/text.hpp"
#include "repl/value_words.hpp"

namespace carveout::tool::repl {
namespace {

constexpr std::size_t kMostPaths = 20'000;  // LIMIT: facts looked through at a keystroke

std::string_view first_word(std::string_view text) {
  return text.substr(0, text.find_first_of(" \t\n="));
}

const Command* command_named(std::string_view word) {
  const Command* found = nullptr;
  for (const Command& command : commands()) {
    if (command.name == word) return &command;
    if (!word.empty() && command.name.substr(0, word.size()) == word) {
      if (found != nullptr) return nullptr;
      found = &command;
    }
  }
  return found;
}

// The words of a line after its command, as far as they say where the cursor is.
struct Position {
  const Command* command = nullptr;
  std::string_view rest;   // what stands after the command
  std::string_view piece;  // after the last comma in no bracket
  std::string_view word;   // at the cursor
  bool first = true;       // the word is the first of its piece
};

std::string_view word_at_end(std::string_view text) {
  const std::size_t before = text.find_last_of(" \t\n,(){}<>=+-*/");
  return before == std::string_view::npos ? text : text.substr(before + 1);
}

std::optional<Position> position_in(std::string_view line) {
  const std::size_t begin = line.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return std::nullopt;
  line.remove_prefix(begin);
  Position out;
  std::size_t end = first_word(line).size();
  if (line.front() == '=') end = 1;
  if (end == line.size() && line.front() != '=') return std::nullopt;
  out.command = command_named(line.substr(0, end));
  if (out.command == nullptr) return std::nullopt;
  out.rest = line.substr(end);
  const std::vector<Piece> pieces = split_at_commas(out.rest);
  out.piece = out.rest.substr(pieces.back().begin);
  out.word = word_at_end(out.rest);
  out.first = trimmed(out.piece.substr(0, out.piece.size() - std::min(out.word.size(), out.piece.size()))).empty();
  return out;
}

// The fact that a piece sets: `request.received` of ` request.received is 2018`.
std::string fact_of(std::string_view piece) {
  piece = trimmed(piece);
  return std::string(piece.substr(0, piece.find_first_of(" \t\n=")));
}

class Finding {
 public:
  Finding(const Session& session, std::string_view prefix) : session_(session), prefix_(prefix) {}

  void add(std::string_view word, std::string_view after = " ") {
    if (word.substr(0, prefix_.size()) == prefix_ && !word.empty())
      out_.push_back(std::string(word) + std::string(after));
  }
  template <class Things>
  void add_names(const Things& things) {
    for (const auto& thing : things) add(thing.name);
  }

  // One step at a time: `request.` before `request.received`.
  void add_facts(bool known_only) {
    for (const FactLine& line : fact_lines(session_.now().policy(), session_.now().facts, kMostPaths)) {
      if (known_only && line.value.is_unknown()) continue;
      if (line.path.compare(0, prefix_.size(), prefix_) != 0) continue;
      const std::size_t step = line.path.find_first_of(".[", prefix_.size());
      if (step == std::string::npos)
        add(line.path);
      else if (line.path[step] == '.')
        add(line.path.substr(0, step + 1), "");
      else {
        add(line.path.substr(0, step));
        if (line.path.find("[…") == std::string::npos) add(line.path.substr(0, line.path.find(']') + 1), "");
      }
    }
  }

  // Of a record that may be missing, and of which nothing is known, the fields are no facts yet; they may be set.
  void add_fields() {
    const CheckedPolicy& policy = session_.now().policy();
    const std::size_t dot = prefix_.find_last_of('.');
    const auto record = dot == std::string_view::npos ? std::nullopt : place_of(policy, prefix_.substr(0, dot));
    if (!record) return;
    for (const FieldInfo& field : policy[record->type].fields) {
      if (policy[field.type].kind != TypeKind::Record) add(std::string(prefix_.substr(0, dot + 1)) + field.name);
    }
  }

  // `before` is what of the value stands before the word.
  void add_values(const Place& place, std::string_view before, bool in_part) {
    const CheckedPolicy& policy = session_.now().policy();
    for (const std::string& word : value_words(policy, place, before)) add(word);
    if (!in_part || before.find('{') != std::string_view::npos) return;
    const Type& type = policy[place.type];
    for (const std::string_view word : {"between", "at least", "at most", "one of"}) add(word);
    if (type.kind == TypeKind::Section) add("under");
    if (type.kind == TypeKind::List) add("includes");
  }

  void add_asked() {
    const CheckedPolicy& policy = session_.now().policy();
    add_names(policy.actions);
    add_names(policy.action_groups);
    for (const Define& define : policy.defines) {
      if (define.parameters.empty()) add(define.name);
    }
  }

  void add_clauses() {
    const CheckedPolicy& policy = session_.now().policy();
    for (std::uint32_t i = 0; i < policy.clauses.size(); ++i) add(policy.clause_name(ClauseId{i}));
    add_names(policy.define_exceptions);
  }

  void add_in_expressions() {
    const CheckedPolicy& policy = session_.now().policy();
    add_facts(false);
    add_names(policy.defines);
    add_names(policy.parameters);
    add_names(policy.lists);
    for (const Type& type : policy.types) add_names(type.members);
  }

  void add_files() {
    namespace fs = std::filesystem;
    const fs::path typed{std::string(prefix_)};
    const fs::path folder = typed.has_parent_path() ? typed.parent_path() : fs::path();
    std::error_code error;
    auto at = fs::directory_iterator(folder.empty() ? fs::path(".") : folder, error);
    for (int i = 0; !error && at != fs::directory_iterator() && i < 10'000; ++i) {
      const std::string name = at->path().filename().string();
      std::error_code unread;
      if (name.front() != '.') add((folder / name).string(), at->is_directory(unread) ? "/" : " ");
      at.increment(error);
    }
  }

  [[nodiscard]] std::vector<std::string> take() {
    std::sort(out_.begin(), out_.end());
    out_.erase(std::unique(out_.begin(), out_.end()), out_.end());
    return std::move(out_);
  }

 private:
  const Session& session_;
  std::string_view prefix_;
  std::vector<std::string> out_;
};

void add_facts_or_values(Finding& finding, const CheckedPolicy& policy, const Position& at) {
  const bool supposes = at.command->name == "what";
  const bool gives = supposes || at.command->name == "set" || at.command->name == "know";
  std::string_view piece = at.piece.substr(0, at.piece.size() - std::min(at.word.size(), at.piece.size()));
  if (supposes && trimmed(at.rest.substr(0, at.rest.size() - at.word.size())).empty()) return finding.add("if");
  const std::size_t if_ends = piece.find("if ") + 3;
  if (supposes && at.piece.data() == at.rest.data()) piece.remove_prefix(std::min(if_ends, piece.size()));
  const std::string fact = fact_of(piece);
  if (fact.empty() || !gives) {
    finding.add_facts(false);
    finding.add_fields();
    if (at.command->name == "facts") finding.add("all");
    if (supposes) finding.add("without");
    if (supposes) finding.add("as of");
  } else if (supposes && fact == "without") {
    finding.add_clauses();
  } else if (const auto place = place_of(policy, fact)) {
    finding.add_values(*place, piece.substr(piece.find(fact) + fact.size()), at.command->name == "know");
  }
}

// An answer: a value of what is asked for, or a word of the interview.
void find_answers(Finding& finding, const NextQuestion& question, const CheckedPolicy& policy,
                  std::string_view before) {
  const Place place{question.fact.type, question.kind == NextQuestion::Kind::Presence};
  for (const std::string& word : value_words(policy, place, before)) finding.add(word, "");
  const bool yes_or_no = question.kind == NextQuestion::Kind::Presence || question.kind == NextQuestion::Kind::More;
  if (trimmed(before).empty() && yes_or_no) {
    finding.add("yes", "");
    finding.add("no", "");
  }
  if (!trimmed(before).empty()) return;
  for (const std::string_view word : {"don't know", "back", "why", "stop"}) finding.add(word, "");
}

// Where an outcome is due: `change permitted`, `why not permitted`.
void add_outcomes(Finding& finding, const Position& at) {
  const std::string before(trimmed(at.rest.substr(0, at.rest.size() - at.word.size())));
  if (at.command->name == "why" && before.empty()) finding.add("not");
  const bool due = (at.command->name == "change" && before.empty()) || (at.command->name == "why" && before == "not");
  if (!due) return;
  for (const Outcome outcome : {Outcome::Permitted, Outcome::Forbidden, Outcome::Conflict, Outcome::Unaddressed})
    finding.add(outcome_id(outcome));
}

void find(Finding& finding, const Session& session, const Position& at) {
  const CheckedPolicy& policy = session.now().policy();
  switch (at.command->completes) {
    case Completes::Nothing:
      return;
    case Completes::Facts:
      return at.command->name == "=" ? finding.add_in_expressions() : add_facts_or_values(finding, policy, at);
    case Completes::KnownFacts:
      finding.add("all");
      return finding.add_facts(true);
    case Completes::Asked:
      add_outcomes(finding, at);
      return finding.add_asked();
    case Completes::Clauses:
      if (at.command->name != "clauses") return finding.add_clauses();
      if (fact_of(at.rest) == "about" && !at.first) return finding.add_asked();
      finding.add("about");
      return finding.add_clauses();
    case Completes::Suspended:
      for (const std::string& name : session.now().suspended) finding.add(name);
      return;
    case Completes::Names:
      for (const std::string& name : shown_names(policy)) finding.add(name);
      return;
    case Completes::Lists:
      return finding.add_names(policy.lists);
    case Completes::Types:
      for (const Type& type : policy.types) {
        if (type.kind != TypeKind::List) finding.add(type.name);
      }
      return;
    case Completes::Scenarios:
    case Completes::Commands:
    case Completes::Files:
      return;
  }
}

}  // namespace

Completions completions(const Session& session, std::string_view line) {
  Completions out;
  if (session.is_interviewing()) {
    // A word of several, `don't know`, begins where the answer does.
    const bool whole = line.find_first_of("{,\"=") == std::string_view::npos;
    const std::string_view word = whole ? line : word_at_end(line);
    Finding finding(session, word);
    const NextQuestion* question = session.asked_now();
    if (question != nullptr)
      find_answers(finding, *question, session.now().policy(), line.substr(0, line.size() - word.size()));
    return {line.size() - word.size(), finding.take()};
  }
  const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
  const std::optional<Position> at = position_in(line);
  if (!at) {
    // A command that is not one has no arguments to complete.
    if (line.find_first_of(" \t", begin) != std::string_view::npos) return out;
    Finding finding(session, line.substr(begin));
    finding.add_names(commands());
    return {begin, finding.take()};
  }
  if (at->command->completes == Completes::Commands) {
    Finding finding(session, at->word);
    finding.add_names(commands());
    return {line.size() - at->word.size(), finding.take()};
  }
  if (at->command->completes == Completes::Files) {
    const std::size_t space = at->rest.find_last_of(" \t\"");
    const std::string_view file = space == std::string_view::npos ? at->rest : at->rest.substr(space + 1);
    Finding finding(session, file);
    finding.add_files();
    return {line.size() - file.size(), finding.take()};
  }
  if (!session.has_policy()) return out;
  if (at->command->completes == Completes::Scenarios) {
    const std::size_t first = std::min(at->rest.find_first_not_of(" \t"), at->rest.size());
    std::string_view name = at->rest.substr(first);
    const std::size_t place = line.size() - name.size();
    if (!name.empty() && name.front() == '"') name.remove_prefix(1);
    Finding finding(session, name);
    for (const Scenario& scenario : session.now().policy().scenarios) {
      if (!scenario.common) finding.add(scenario.name, "\"");
    }
    out = {place, finding.take()};
    for (std::string& word : out.words) word.insert(word.begin(), '"');
    return out;
  }
  Finding finding(session, at->word);
  find(finding, session, *at);
  return {line.size() - at->word.size(), finding.take()};
}

std::string hint(const Session& session, std::string_view line) {
  const std::optional<Position> at = position_in(line);
  if (!at || !session.has_policy() || (at->command->name != "set" && at->command->name != "know")) return {};
  const std::string fact = fact_of(at->piece);
  if (fact.empty()) return {};
  for (const FactLine& one : fact_lines(session.now().policy(), session.now().facts, kMostPaths)) {
    if (one.path != fact) continue;
    const std::string type = safe(session.now().policy()[one.type].name) + (one.optional ? " if any" : "");
    return one.label.empty() ? type : fmt::format("{}, {}", safe(one.label), type);
  }
  return {};
}

}  // namespace carveout::tool::repl
