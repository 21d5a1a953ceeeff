#!/usr/bin/env bash
# A tour of the command on New York City's guidance of 2018 on immigration enforcement: examples/demo.sh COMMAND
# Each answer is compared with the one kept beside its facts (facts/NAME.answer.txt), and a difference fails the tour. With
# UPDATE=1 the kept answers are written anew, which fails it too.
set -euo pipefail

[ $# = 1 ] && [ -x "$1" ] || {
  printf 'usage: examples/demo.sh COMMAND, where COMMAND is the carveout command (./dev build makes it)\n' >&2
  exit 2
}
command="$(cd "$(dirname "$1")" && pwd)/$(basename "$1")"
cd "$(dirname "${BASH_SOURCE[0]}")/policies/nyc"

export NO_COLOR=1
differences=0

say() { printf '\n%s\n\n' "$*" | fold -s -w 80; }

# The command as one would type it, then what it writes, which is also left in $written.
written=""
show() {
  printf '  $ carveout'
  printf ' %q' "$@"
  printf '\n'
  local status=0
  written="$("$command" "$@" 2>&1)" || status=$?
  printf '%s\n' "$written" | sed 's/^/  | /; s/ *$//'
  [ "$status" = 0 ] && return 0
  printf '\ndemo: the command above ended with status %s\n' "$status" >&2
  exit 1
}

# ask NAME ACTION: with the facts of that name, compared with the answer that is kept.
ask() {
  local kept="facts/$1.answer.txt"
  show ask guidance.carve "$2" --facts "facts/$1.json"
  if [ -f "$kept" ] && diff -u "$kept" <(printf '%s\n' "$written") >&2; then return 0; fi
  differences=$((differences + 1))
  if [ "${UPDATE:-}" = 1 ]; then
    printf '%s\n' "$written" >"$kept"
    printf '\ndemo: %s is written anew\n' "$kept" >&2
  else
    printf '\ndemo: the answer differs from %s\n' "$kept" >&2
  fi
}

say "The policy is examples/policies/nyc/guidance.carve: a clause for each paragraph of the guidance, with its exceptions. \
First, is it free of errors?"
show check guidance.carve

say "Immigration officials ask for information about a person, for a deportation case. Nothing sets the request apart, so the \
rule holds, and each exception says what it lacks."
ask civil-request share_information

say "They ask about a person in the City's custody who was convicted of robbery 21 months before the arrest. The same rule, and an \
exception that overrides it."
ask robber-in-custody share_information

say "The same robber, but convicted exactly five years before the arrest: a day too early."
ask exactly-five-years share_information

say "The same robber again, but nobody has said whether the person is in custody. What is missing is named, and until it is known \
nobody acts."
ask custody-not-known share_information

say "A conviction under PL 265.02, without its subdivision, where the list has some subdivisions and not others."
ask subdivision-not-known share_information

say "An invitation to a joint task force on gangs. It is permitted, yet not before the review that another paragraph requires."
ask task-force join_operation

say "An agreement to put police officers under federal direction. Most facts are missing, and none of them matters."
ask 287g-agreement place_under_federal_direction

say "And the first request once more, received before the guidance was issued: it decides nothing."
ask before-the-guidance share_information

say "The policy carries its own tests: scenarios, run after each change. The command also lists what no scenario exercises; here \
there is nothing to list."
show test guidance.carve

if [ "$differences" != 0 ]; then
  printf '\ndemo: %s answers are not as expected\n' "$differences" >&2
  exit 1
fi
say "Every answer was as expected."
