#!/usr/bin/env python3
"""Prints a policy of N clauses, about 200 bytes each, of the shapes that real ones have: rules, exceptions to them, carve-outs.

usage: generate_policy.py N [SEED]
"""
import random
import sys

FACTS = 40
ACTIONS = 50


def condition(rng):
    forms = [
        lambda: f"request.flag_{rng.randrange(FACTS)}",
        lambda: f"request.kind_{rng.randrange(FACTS)} in {{alpha, gamma}}",
        lambda: f"request.amount_{rng.randrange(FACTS)} >= {rng.randrange(1000)}",
        lambda: f"request.day_{rng.randrange(FACTS)} within {rng.randrange(1, 9)} years before request.received",
    ]
    return rng.choice(forms)()


def main():
    count = int(sys.argv[1])
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    out = ['policy generated "A generated policy"', "  in force from 2018-01-31", "  as of request.received", "  round dates down",
           "type Kind is one of alpha, beta, gamma", "type Request has", "  received : date"]
    for i in range(FACTS):
        out += [f"  flag_{i} : yes/no", f"  kind_{i} : Kind", f"  amount_{i} : number", f"  day_{i} : date"]
    out += ["facts", '  request : Request "the request"']
    out += [f'action action_{i} "act number {i}" by default forbidden' for i in range(ACTIONS)]
    rules = []
    for i in range(count):
        shape = rng.randrange(10) if rules else 0
        if shape < 7:
            action = rng.randrange(ACTIONS)
            rules.append((i, action))
            out += [f'clause rule_{i} "Rule number {i} of the generated policy"', f'  cites "§ {i}"', f"  forbid action_{action}",
                    f"  when [{i}a] {condition(rng)}", f"    and [{i}b] {condition(rng)}"]
        elif shape < 9:
            base, action = rng.choice(rules)
            out += [f'exception exception_{i} "Exception number {i} of the generated policy"', f'  cites "§ {i}"', f"  to rule_{base}",
                    f"  permit action_{action}", f"  when {condition(rng)} and {condition(rng)}"]
        else:
            out += [f'carveout carveout_{i} "Carve-out number {i}"', f"  from rule_{rng.choice(rules)[0]}",
                    f"  when {condition(rng)} and {condition(rng)}", f"  unless {condition(rng)}"]
    print("\n".join(out))


if __name__ == "__main__":
    main()
