#include "help.hpp"

namespace carveout::tool {
namespace {

constexpr std::string_view kCommand = R"(carveout: policies with exceptions, checked, tested and asked

Usage
  carveout check POLICY...    read a policy and show every problem in it
  carveout test POLICY...     run the scenarios that stand in a policy
  carveout ask POLICY         decide one request and say why
  carveout why POLICY ACTION  prove an answer, down to the facts that decide it
  carveout needs POLICY       say what an answer still turns on, and what to ask
  carveout change POLICY      say which changes of the facts give another outcome
  carveout repl [POLICY]      explore a policy, question by question
  carveout fmt POLICY...      put a policy into the canonical layout
  carveout replay LOG         decide again what was recorded, and say what differs
  carveout log ACTION FILE    verify a log of decisions, show it, sign its head
  carveout help COMMAND       what a command takes, with an example
  carveout --version

POLICY is a file of the language, NAME.carve, a manual, NAME.carve.md, or `-` for
the standard input. But for `ask`, it may be a folder: that is every such file
below it. Modules that a policy uses are looked for under its folder, then in the
standard library.

Exit status
  0  all is well; warnings and answers of any kind count as well
  1  the policy is at fault: it has errors, or a scenario fails
  2  the command line or what it runs in is at fault: an unknown option, a file
     that cannot be read, facts that do not fit the policy

Colour is used on a terminal only, and never where NO_COLOR is set.

Example
  carveout check examples/policies/nyc/guidance.carve
)";

constexpr std::string_view kCheck = R"(carveout check: read a policy and show every problem in it

Usage
  carveout check POLICY... [--format text|json|sarif]

Every problem of the policy and of the modules it uses is shown in one run:
its place, the text with the problem underlined, the reason, and where there is
one a way out. Several policies are checked one after the other.

A POLICY that is a folder is every NAME.carve and NAME.carve.md below it, by
path. A file found so that declares no policy is a module, and is checked with
the policies that use it; one that none of them uses is named.

Options
  --format text    for people, on the standard error (this is the default)
  --format json    for programs, on the standard output
  --format sarif   SARIF 2.1.0, for editors and code hosts, on the standard
                   output
  -h, --help       show this

The exit status is 0 where there are no errors, 1 where there are, and 2 where a
file cannot be read.

Example
  carveout check examples/policies/nyc/guidance.carve
)";

constexpr std::string_view kTest = R"(carveout test: run the scenarios that stand in a policy

Usage
  carveout test POLICY... [OPTION...]

Of each expectation that does not come true it shows what was expected, what
came, and why. Then it lists the clauses that no scenario puts in force, and the
labelled conditions that the scenarios do not make both true and false.

A file of scenarios, which begins with `scenarios for POLICY`, is tested in the
place of its policy, by the scenarios in it alone. What it exercises is counted
together with the other files of that policy that are named.

A POLICY that is a folder is every policy, manual and file of scenarios below it,
by path: a line for each, then the total. What begins with a dot is left out.
Modules are tested by the policies that use them; one that none uses is named.

With --coverage it counts instead what the scenarios exercise: clauses in force,
exceptions and carve-outs that defeat, conditions that decide as yes and as no
(each alone: masking MC/DC), rows of tables, versions, defaults and duties. Of
what they leave out it says what a scenario would have to have. Chapter 17 of
the language has the exact meaning.

Options
  --filter TEXT    run only the scenarios whose name contains TEXT; what the
                   scenarios leave out is then listed only with --coverage
  --coverage       count what the scenarios exercise
  --coverage-html FILE
                   the same, and write a page over the source of the policies:
                   what is exercised, by which scenarios, and what is not
  --at-least N     the same, and exit with 1 where it is less than N percent
  --mutate         change the policy in small ways, one at a time: a condition
                   dropped or negated, a bound moved by one, an exception taken
                   out, `before` for `on or before`. List the changes that no
                   scenario notices, each with a scenario that would
  --mutants N      the same, of at most N changes; without it, of 1000
  --format text    for people (this is the default)
  --format json    for programs
  --format junit   JUnit's XML, as GitLab and Jenkins read it: a suite for each
                   file, a case for each scenario
  -h, --help       show this

The exit status is 0 where everything is as expected, 1 where something is not
or the policy has errors, and 2 where a file cannot be read or a folder holds no
policy.

Example
  carveout test examples/policies/nyc/guidance.carve --filter "task force"
)";

constexpr std::string_view kAsk = R"(carveout ask: decide one request and say why

Usage
  carveout ask POLICY [NAME...] --facts FILE [OPTION...]
  carveout ask POLICY [NAME...] --scenario NAME [OPTION...]

A NAME is that of an action, of a group of actions, or of a definition without
arguments; without one, all actions of the policy are asked about.

Of an action the answer says whether it is permitted, the clauses that make the
answer, why each other clause that speaks of it is not in force, the duties that
come with it, and where the facts do not suffice, which ones would settle it. Of
a definition it says its value, or the bounds within which it lies, and what
that rests on.

Options
  --facts FILE       the facts that are known, as a JSON or YAML document whose
                     keys are the declared names; `-` is the standard input. What
                     is not in it is unknown; `{}` says that nothing is known
  --scenario NAME    the facts of a scenario of the policy
  --as-of DATE       the date that decides which clauses are in force, such as
                     2018-01-31, in place of the one that the policy names
  --without CLAUSE   answer as if the clause, or the exception to a definition,
                     were not in the policy; may be given again for another. Of a policy decided together
                     with it, POLICY.CLAUSE, or POLICY for the whole
  --record           write the decisions as one line of JSON to keep, a record, in
                     place of the answer. Chapter 19 of the language has its form
  --log FILE         append the record to a log, which is made where there is
                     none; without `--record` the answer is written as well
  --no-facts         keep the digest of the facts alone
  --at MOMENT        when, such as 2018-01-31T15:00-05:00: nothing reads a clock
  --policy-version V what the record is to call this version of the policy
  --what-if "FACT is VALUE"
                     what would differ if the fact were that, as a scenario gives
                     it; may be given again for another. Tells the outcomes, the
                     clauses then in force and no longer in force, and the duties
  --format text      for people (this is the default)
  --format json      for programs; spec/language/answer.schema.json describes it
  -h, --help         show this

The exit status is 0 where there is an answer, whatever it is, 1 where the
policy has errors, and 2 where the facts or the command line are at fault.

Example
  carveout ask examples/policies/nyc/guidance.carve share_information \
    --facts examples/policies/nyc/facts/custody-not-known.json
)";

constexpr std::string_view kWhy = R"(carveout why: prove an answer, down to the facts that decide it

Usage
  carveout why POLICY [ACTION...] --facts FILE [OPTION...]
  carveout why POLICY [ACTION...] --scenario NAME [OPTION...]

The proof begins with a sentence. Then it tells the clauses that made the
outcome, each with the conditions and the facts that decide it, and of each
clause that would have made it otherwise the first thing that stood in its way:
the condition that fails, or the clause that defeats it and why that one holds.
What several parts rest on is told once.

Options
  --facts FILE       the facts, --scenario NAME, --as-of DATE and
                     --without CLAUSE as in `carveout help ask`
  --not OUTCOME      why it is not permitted, forbidden, conflict, unaddressed
                     or undetermined: of each clause that would have made it so,
                     what stood in its way
  --full             all clauses that speak of the action, with all of their
                     conditions
  --format text      for people (this is the default)
  --format json      for programs; spec/language/why.schema.json describes it
  --format markdown  for a report
  -h, --help         show this

The exit status is that of `carveout ask`.

Example
  carveout why examples/policies/nyc/guidance.carve share_information \
    --facts examples/policies/nyc/facts/robber-in-custody.json
)";

constexpr std::string_view kNeeds = R"(carveout needs: say what an answer still turns on, and what to ask next

Usage
  carveout needs POLICY [NAME...] --facts FILE [OPTION...]
  carveout needs POLICY [NAME...] --scenario NAME [OPTION...]

NAMEs and options are those of `carveout ask`. Of each answer that the facts do
not determine it names the facts that can still matter, and the one to ask for
next: the one after which, whatever is answered, the fewest questions remain.
Of that it says what may be answered, and which conditions turn on it.

Options
  --facts FILE       the facts that are known; `{}` says that nothing is known
  --scenario NAME    the facts of a scenario of the policy
  --as-of DATE       the date that decides which clauses are in force
  --without CLAUSE   answer as if the clause were not in the policy
  --format text      for people (this is the default)
  --format json      for programs; spec/language/exploring.schema.json describes
                     it
  -h, --help         show this

The exit status is 0 where there is an answer, whatever it is, 1 where the
policy has errors, and 2 where the facts or the command line are at fault.

Example
  carveout needs examples/policies/nyc/guidance.carve share_information \
    --facts examples/policies/nyc/facts/custody-not-known.json
)";

constexpr std::string_view kChange = R"(carveout change: say which changes of the facts give another outcome

Usage
  carveout change POLICY ACTION OUTCOME --facts FILE [OPTION...]
  carveout change POLICY ACTION OUTCOME --scenario NAME [OPTION...]

OUTCOME is permitted, forbidden, conflict or unaddressed. The changes named are
the smallest: of one fact, then of two, then of three, and none of which a part
would do. The values tried are those that the policy's own conditions tell
apart, and it says how far the search went.

Options
  --facts FILE       the facts as they are; `{}` says that nothing is known
  --scenario NAME    the facts of a scenario of the policy
  --as-of DATE       the date that decides which clauses are in force
  --without CLAUSE   answer as if the clause were not in the policy
  --format text      for people (this is the default)
  --format json      for programs, each change with the `given`s of a scenario;
                     spec/language/exploring.schema.json describes it
  -h, --help         show this

The exit status is 0 where there is an answer, whatever it is, 1 where the
policy has errors, and 2 where the facts or the command line are at fault.

Example
  carveout change examples/policies/nyc/guidance.carve share_information \
    permitted --facts examples/policies/nyc/facts/exactly-five-years.json
)";

constexpr std::string_view kFmt = R"(carveout fmt: put a policy into the canonical layout

Usage
  carveout fmt POLICY... [--check]

Each file is rewritten in place, or left alone where it is in canonical layout
already. `-` is laid out from the standard input to the standard output. Words
and comments stay what they are; white space, line breaks and the order of the
parts of a declaration become what spec/language/11-layout.md says, so that the
policy means the same. A file with syntax errors is left alone and they are
shown. A POLICY that is a folder is every NAME.carve and NAME.carve.md below it.

Options
  --check      write nothing; name the files that are not in canonical layout
               on the standard output
  -h, --help   show this

The exit status is 0 where all is well, 1 where a file has syntax errors or,
with --check, is not in canonical layout, and 2 where a file cannot be read or
written.

Example
  carveout fmt --check examples/policies/nyc/guidance.carve
)";

constexpr std::string_view kRepl = R"(carveout repl: explore a policy, question by question

Usage
  carveout repl [POLICY] [--facts FILE]

Commands set facts and take them back, ask, show clauses, suspend them, move the
date, and more: `help` lists them, `help COMMAND` says more of one.

Where the standard input is no terminal, it is a script, a command a line, and
what is written is a transcript: each command after `> `, then its answer. Lines
that begin with `#` are comments.

Options
  --facts FILE   begin with the facts of a JSON or YAML document
  -h, --help     show this

The exit status is 0 where all commands of a script were carried out, 1 where
one was refused or the policy has errors, and 2 where the policy or the facts
cannot be opened.

Example
  carveout repl examples/policies/nyc/guidance.carve
)";

constexpr std::string_view kReplay = R"(carveout replay: decide again what was recorded, and say what differs

Usage
  carveout replay LOG --policy POLICY [OPTION...]

LOG is a log of decisions, or a file of records, one a line; `-` is the standard
input. Each record is decided again from the facts in it.

By the very policy that made it, everything must come out as recorded. By
another version, what differs is what the change does to past answers: counted
by the clauses that made them then and now, with an example and its reasons.

Options
  --policy POLICY    the policy to decide by
  --facts-required   exit with 1 where a record cannot be decided again
  --format text      for people (this is the default)
  --format json      for programs
  -h, --help         show this

The exit status is 0 where nothing differs that the same policy decided, 1 where
something does or the policy has errors, and 2 where a file cannot be read, a
line is no record, or facts are not those of their digest.

Example
  carveout replay decisions.db --policy examples/policies/nyc/guidance.carve
)";

constexpr std::string_view kLog = R"(carveout log: verify a log of decisions, show it, sign its head

Usage
  carveout log verify LOG [--head HEAD --key KEY]
  carveout log show LOG
  carveout log head LOG [--sign FILE [--at MOMENT]]
  carveout log keygen FILE

A log is written by `carveout ask --log LOG`, or by a host through the library.
Its rows are chained by hashes: `verify` finds the first that was changed, taken
out or put elsewhere. That rows at its end are gone shows against a head that was
signed before, and kept where those who write the log cannot reach.

`show` writes the records, one a line. `head` verifies the log and writes the
number and hash of its last row, signed with the secret key in a file where
`--sign` names one. `keygen` makes such a file, and writes the public key.

Options
  --head HEAD    a file that `head --sign` wrote: the log must hold that row
  --key KEY      the public key that it must be signed with, or a file of it
  --sign FILE    the file with the secret key
  --at MOMENT    when it is signed: nothing reads a clock
  -h, --help     show this

The exit status is 0 where all is well, 1 where a record is not as it was written
or a head is not signed with the key, and 2 where a file cannot be read or
written.

Example
  carveout log verify decisions.db --head head.json --key ops.pub
)";

}  // namespace

std::string_view help_of(std::string_view subcommand) noexcept {
  if (subcommand == "check") return kCheck;
  if (subcommand == "test") return kTest;
  if (subcommand == "ask") return kAsk;
  if (subcommand == "why") return kWhy;
  if (subcommand == "needs") return kNeeds;
  if (subcommand == "change") return kChange;
  if (subcommand == "fmt") return kFmt;
  if (subcommand == "repl") return kRepl;
  if (subcommand == "replay") return kReplay;
  if (subcommand == "log") return kLog;
  return kCommand;
}

}  // namespace carveout::tool
