#!/usr/bin/env python3
"""Writes a policy of many clauses, about 200 bytes each, to standard output: python3 generate_policy.py CLAUSES [ACTIONS].

Half are rules; the others are exceptions to them, exceptions to those, carve-outs and clauses that override or yield by name, in
parts of a hundred. The same numbers give the same text.
"""
import sys

HEAD = """policy generated "A generated policy of {count} clauses"
  as of request.received
  round dates down

type Purpose is one of civil, criminal, safety, research
type Offense is section
type Conviction has
  offense : Offense
  entered : date
type Request has
  received    : date
  purpose     : Purpose
  approved    : yes/no
  amount      : number
  age         : number
  convictions : list of Conviction
facts
  request : Request "the request"

list serious : Offense is "PL 120.05", "PL 160.10", "PL 265.02(2)" through "PL 265.02(8)"
parameter ceiling : number is 500 from 2000-01-01 is 800 from 2015-01-01
define convicted "has a serious conviction" as
  some c in request.convictions satisfies (c.offense in serious and c.entered before request.received)
duty record "a record of the request" done when request.approved
"""

CONDITIONS = (
    "request.purpose is criminal and request.amount <= {n}",
    "request.approved or request.age between {n} and {m}",
    "all of (request.amount > ceiling; convicted; request.age >= {n})",
    "request.received before 20{y:02}-01-01 and not request.approved",
    "request.purpose in {{civil, safety}} and request.amount + {n} > request.age * 2",
)


def clause(i: int, actions: int) -> str:
    condition = CONDITIONS[i % len(CONDITIONS)].format(n=i % 97, m=i % 97 + 20, y=i % 30)
    group = i // 8 * 8  # clauses of one group speak of one action
    action = f"act_{i // 8 % actions}"
    rule = f"rule_{group}"
    title = f'"Paragraph {i} of the generated policy"\n  cites "§ {i // 100}.{i % 100}"\n'
    kind = i % 8
    if kind == 4:
        return f"exception rule_{i} {title}  to {rule}\n  permit {action}\n  when {condition}\n"
    if kind == 5:
        return f"exception rule_{i} {title}  to rule_{i - 1}\n  forbid {action}\n  when {condition}\n"
    if kind == 6:
        return f"carveout rule_{i} {title}  from {rule}\n  when {condition}\n"
    if kind == 7:
        return f"clause rule_{i} {title}  permit {action}\n  when {condition}\n  notwithstanding rule_{i - 6}\n"
    if kind == 3:
        return f"clause rule_{i} {title}  require record before {action}\n  when {condition}\n"
    return f"clause rule_{i} {title}  forbid {action}\n  when {condition}\n  in force from 20{i % 20:02}-01-01\n"


def main() -> None:
    count = int(sys.argv[1])
    actions = int(sys.argv[2]) if len(sys.argv) > 2 else max(1, count // 100)
    out = [HEAD.format(count=count)]
    out += [f'action act_{a} "do the thing number {a}"\n' for a in range(actions)]
    for i in range(count):
        if i % 100 == 0:
            out.append(f'{"end part" if i else ""}\npart part_{i // 100} "Part {i // 100}"\n')
        out.append(clause(i, actions))
    if count:
        out.append("end part\n")
    sys.stdout.write("\n".join(out))


if __name__ == "__main__":
    main()
