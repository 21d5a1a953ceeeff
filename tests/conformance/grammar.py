#!/usr/bin/env python3
"""Tries the grammar of the specification (02-syntax.md, 2.4) against the parser, both ways.

usage: grammar.py COMMAND SPEC_CHAPTER POLICY_FOLDER… [--sentences N] [--seed N]

Every policy of the folders that the parser reads must be a sentence of the grammar; and random sentences of the grammar must be read by the
parser, but for what section 2.3 and the chapters say beside it (RESTRICTIONS).
"""
import argparse
import json
import random
import re
import subprocess
import sys
from pathlib import Path

# What the grammar leaves to the text around it, by the diagnostic that says so.
RESTRICTIONS = {
    "C0110",  # a reserved word as a name
    "C0121",  # comparisons do not chain, also across the body of an open form
    "C0122",  # an open form takes one conjunct unless it stands in parentheses
    "C0123",  # a label names one condition
    "C0124",  # a part of a declaration at most once
    "C0131",  # `and` and `or` do not mix, also across a `not` or a label
    "C0138", "C0139",  # an exception says what it is an exception to, a carve-out what it is a carve-out from
    "C0143",  # no operators in a set
    "C0162", "C0163",  # a row of a table has a cell for each column
}
TOKEN = re.compile(r'''
    (?P<space>\s+|\#[^\n]*)
  | (?P<paragraph>"""(?:.|\n)*?""")
  | (?P<string>"(?:\\.|[^"\\\n])*")
  | (?P<time>\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d))
  | (?P<date>\d{4}-\d\d-\d\d)
  | (?P<monthday>\d\d-\d\d)
  | (?P<clock>\d\d:\d\d)
  | (?P<offset>[+-]\d\d:\d\d)
  | (?P<number>\d[\d_]*(?:\.\d+)?)
  | (?P<word>[A-Za-z][A-Za-z0-9_]*)
  | (?P<label>\[[^\]\n]*\])
  | (?P<sign><=|>=|[^\s])
''', re.X)
UNITS = {unit + s for unit in ("year", "month", "week", "day", "hour", "minute") for s in ("", "s")}
RESERVED = set("and or not is in yes no unknown present absent some every if count sum earliest latest least greatest round before after "
               "between within".split())
DECLARES = "use part type facts action actions duty parameter list define calendar clause exception carveout note guarantee scenario scenarios end"
# The grammar's words for what a lexer gives.
LEXICAL = {"string", "time", "date", "number", "name", "label", "digits", "literal", "monthday", "clock", "offset"}


def tokens_of(text):
    """(kind, text) of each token. A label is told from an element's number by where it stands."""
    tokens = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        kind, piece = match.lastgroup, match.group()
        if kind == "label" and re.fullmatch(r"\[\d+\]", piece) and text[at - 1:at] not in ("", " ", "\n", "(", "\t"):
            tokens += [("sign", "["), ("number", piece[1:-1]), ("sign", "]")]
        elif kind == "paragraph":
            tokens.append(("string", piece))
        elif kind != "space":
            tokens.append((kind, piece))
        at = match.end()
    return tokens


# --- the grammar: a rule is a list of alternatives, each a list of symbols; an invented rule stands for brackets

class Grammar:
    def __init__(self, text):
        self.rules = {}
        text = re.sub(r"\(\*.*?\*\)", "", text, flags=re.S)
        self.pieces = re.findall(r'"[^"]*"|[A-Za-z_]+|[\[\]{}()|%=;,]', text)
        self.at = 0
        while self.at < len(self.pieces):
            name = self.take()
            assert self.take() == "=", f"no `=` after {name}"
            self.rules[name] = self.alternatives(";")
            self.take()

    def take(self):
        self.at += 1
        return self.pieces[self.at - 1]

    def alternatives(self, *ends):
        found = [[]]
        while self.pieces[self.at] not in ends:
            piece = self.take()
            if piece == "|":
                found.append([])
                continue
            symbol = self.symbol(piece)
            if self.pieces[self.at] == "%":
                self.take()
                separator = self.symbol(self.take())
                rest = self.invent()
                self.rules[rest] = [[], [separator, symbol, rest]]
                found[-1] += [symbol, rest]
            else:
                found[-1].append(symbol)
        return found

    def symbol(self, piece):
        if piece == "(":
            name = self.invent()
            self.rules[name] = self.alternatives(")")
        elif piece == "[":
            name = self.invent()
            self.rules[name] = [[]] + self.alternatives("]")
        elif piece == "{":
            name, once = self.invent(), self.invent()
            self.rules[once] = self.alternatives("}")
            self.rules[name] = [[], [once, name]]
        else:
            return piece
        self.take()
        return name

    def invent(self):
        name = f"#{len(self.rules)}.{self.at}"
        self.rules[name] = []
        return name

    def undefined(self):
        used = {s for rule in self.rules.values() for alternative in rule for s in alternative}
        return sorted(s for s in used if not s.startswith('"') and s not in self.rules and s not in LEXICAL)

    def unreached(self):
        seen, todo = set(), ["file"]
        while todo:
            name = todo.pop()
            if name in seen or name not in self.rules:
                continue
            seen.add(name)
            todo += [s for alternative in self.rules[name] for s in alternative]
        return sorted(name for name in self.rules if name not in seen)

    def empty_rules(self):
        """The rules that derive nothing at all."""
        empty, before = set(), -1
        while len(empty) != before:
            before = len(empty)
            empty |= {name for name, rule in self.rules.items() if any(all(s in empty for s in a) for a in rule)}
        return empty


def terminal_matches(symbol, tokens, at):
    """The number of tokens that a terminal takes at a place, or nothing."""
    kind, text = tokens[at]
    if symbol.startswith('"'):
        return 1 if text == symbol[1:-1] and kind in ("word", "sign") else None
    if symbol == "name":
        return 1 if kind == "word" else None
    if symbol == "digits":
        return 1 if kind == "number" and text.isdigit() else None
    if symbol == "literal":
        if kind in ("string", "time", "date") or text in ("yes", "no"):
            return 1
        if kind != "number":
            return None
        # A duration: numbers with their units.
        end = at
        while end + 1 < len(tokens) and tokens[end][0] == "number" and tokens[end + 1][1] in UNITS:
            end += 2
        return max(end - at, 1)
    return 1 if kind == symbol else None


def derives(grammar, start, tokens):
    """Earley's recogniser. The index of the first token that cannot follow, or nothing where all is a sentence."""
    empty = grammar.empty_rules()
    sets = [dict() for _ in range(len(tokens) + 1)]

    def add(where, item):
        if item not in sets[where]:
            sets[where][item] = None
            if where == at:
                queue.append(item)

    for at in range(len(tokens) + 1):
        queue = list(sets[at])
        if at == 0:
            for i in range(len(grammar.rules[start])):
                add(0, (start, i, 0, 0))
        waiting = {}
        predicted = set()
        for item in queue:  # grows while it is walked
            name, i, dot, origin = item
            alternative = grammar.rules[name][i]
            if dot == len(alternative):
                source = sets[origin] if origin < at else dict.fromkeys(queue)
                for other in list(source):
                    rule = grammar.rules[other[0]][other[1]]
                    if other[2] < len(rule) and rule[other[2]] == name:
                        add(at, (other[0], other[1], other[2] + 1, other[3]))
                continue
            symbol = alternative[dot]
            if symbol in grammar.rules:
                if symbol not in predicted:
                    predicted.add(symbol)
                    for j in range(len(grammar.rules[symbol])):
                        add(at, (symbol, j, 0, at))
                if symbol in empty:
                    add(at, (name, i, dot + 1, origin))
                waiting.setdefault(symbol, []).append(item)
            elif at < len(tokens):
                length = terminal_matches(symbol, tokens, at)
                if length:
                    add(at + length, (name, i, dot + 1, origin))
                    # A number before a unit may be a number alone, and the unit the name of a fact.
                    if length > 1:
                        add(at + 1, (name, i, dot + 1, origin))
    whole = any((start, i, len(a), 0) in sets[len(tokens)] for i, a in enumerate(grammar.rules[start]))
    if whole:
        return None
    return max(i for i, items in enumerate(sets) if items)


# --- random sentences

class Sentences:
    def __init__(self, grammar, seed):
        self.grammar = grammar
        self.random = random.Random(seed)
        # How deep a rule must go at least, so that a sentence that has gone deep enough comes to an end.
        self.depth = {}
        before = None
        while before != self.depth:
            before = dict(self.depth)
            for name, rule in grammar.rules.items():
                depths = [max([self.depth_of(s) for s in a], default=0) for a in rule]
                if min(depths) < 10**6:
                    self.depth[name] = 1 + min(depths)

    def depth_of(self, symbol):
        return self.depth.get(symbol, 10**6) if symbol in self.grammar.rules else 0

    def sentence(self, name, budget):
        alternatives = self.grammar.rules[name]
        fitting = [a for a in alternatives if max([self.depth_of(s) for s in a], default=0) < budget]
        if not fitting:
            least = min(max([self.depth_of(s) for s in a], default=0) for a in alternatives)
            fitting = [a for a in alternatives if max([self.depth_of(s) for s in a], default=0) == least]
        words = []
        chosen = self.random.choice(fitting)
        if chosen == ['"-"', "number"]:  # of a written value: no space within it
            return ["-" + self.terminal("number")]
        for symbol in chosen:
            if symbol in self.grammar.rules:
                words += self.sentence(symbol, budget - 1)
            else:
                words.append(self.terminal(symbol))
        return words

    def terminal(self, symbol):
        if symbol.startswith('"'):
            return symbol[1:-1]
        choose = self.random.choice
        return {
            "name": lambda: choose(["alpha", "beta_2", "gamma", "delta"]),
            "string": lambda: choose(['"a title"', '"PL 265.02(4)"', '"x"']),
            "digits": lambda: choose(["1", "2"]),
            "number": lambda: choose(["1", "0.25"]),
            "date": lambda: choose(["2018-01-31", "2020-02-29"]),
            "time": lambda: choose(["2018-03-09T15:00-05:00", "2018-03-09T20:00:30Z"]),
            "monthday": lambda: choose(["07-04", "02-29"]),
            "clock": lambda: choose(["02:00", "23:30"]),
            "offset": lambda: choose(["-05:00", "+05:30"]),
            "label": lambda: choose(["[1]", "[§ 9-131(a)(1)]"]),
            "literal": lambda: choose(["12", "0.5", "2018-01-31", '"x"', "yes", "no", "5 years", "1 year 6 months", "2018-03-09T20:00:30Z"]),
        }[symbol]()


def written(words):
    """Words as a text: no space within a path, before an element's number, or in `yes/no`."""
    text = " ".join(words)
    # A number and a unit before `is` are a number and a fact's name: 2.2.
    text = re.sub(r"((?:\b\d+ (?:year|month|week|day|hour|minute)s? )+)(?=is\b)", r"( \1) ", text)
    text = re.sub(r" \[ (\d+) \]", r"[\1]", text)
    text = re.sub(r"(?<=[\w\]]) \. (?=\w)", ".", text)
    # Rows of tables stand on lines of their own; no cell is empty, so that two pipes are the end of one and the beginning of the next.
    text = re.sub(r"\| (?=\||in force\b)", "|\n", text)
    text = re.sub(rf"\| (?!end of)(?=(?:{'|'.join(DECLARES.split())}) (?!\|))", "|\n", text)
    return re.sub(r"\byes / no\b", "yes/no", text)


def check(command, text):
    done = subprocess.run([command, "check", "--format", "json", "-"], input=text, capture_output=True, text=True, timeout=60)
    return [d for d in json.loads(done.stdout)["diagnostics"] if d["code"].startswith("C01")]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("command")
    parser.add_argument("chapter", type=Path)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--sentences", type=int, default=600)
    parser.add_argument("--seed", type=int, default=20180131)
    options = parser.parse_args()
    chapter = options.chapter.read_text(encoding="utf-8")
    grammar = Grammar(re.search(r"```ebnf\n(.*?)```", chapter, re.S).group(1))
    failed = 0
    for problem in [f"`{s}` is nowhere defined" for s in grammar.undefined()] + [f"`{s}` is nowhere used" for s in grammar.unreached()]:
        failed += 1
        print(f"--- the grammar: {problem}")

    policies = 0
    for file in sorted(f for folder in options.folders for f in folder.rglob("*.carve") if f.is_file()):
        text = file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff")
        if check(options.command, text):
            continue
        policies += 1
        tokens = tokens_of(text)
        # Declarations are apart, and reading them one by one keeps the recogniser fast.
        stop = derives(grammar, "file", tokens)
        if stop is not None:
            failed += 1
            print(f"--- {file}: the parser reads it, the grammar stops at {' '.join(t for _, t in tokens[max(stop - 6, 0):stop + 6])}")

    sentences = Sentences(grammar, options.seed)
    for number in range(options.sentences):
        text = written(sentences.sentence(("declaration", "declaration", "policy")[number % 3], 6 + number % 14))
        found = [d for d in check(options.command, text + "\n") if d["code"] not in RESTRICTIONS]
        if found:
            failed += 1
            if failed < 20:
                print(f"--- sentence {number} of seed {options.seed}: {text}\n    {found[0]['code']} {found[0]['message']}")
    print(f"{policies} policies, {options.sentences} sentences, {failed} failed")
    return 1 if failed or not policies else 0


if __name__ == "__main__":
    sys.exit(main())
