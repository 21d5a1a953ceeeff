#!/usr/bin/env python3
"""Reads every #include of the product and refuses those against the direction of dependencies, and cycles between folders.

usage: directions.py SOURCE_FOLDER
"""
import re
import sys
from pathlib import Path

# What each folder may include from, besides itself and the standard and third-party libraries.
ALLOWED = {
    "lang/values": set(),
    "lang/source": set(),
    "lang/diagnostics": {"lang/source"},
    "lang/syntax": {"lang/source", "lang/diagnostics"},
    "lang/format": {"lang/source", "lang/diagnostics", "lang/syntax"},
    "lang/check": {"lang/values", "lang/source", "lang/diagnostics", "lang/syntax"},
    "runtime/values": {"lang"},
    "runtime/facts": {"lang", "runtime/values"},
    "runtime/plan": {"lang", "runtime/values", "runtime/facts"},
    "runtime/eval": {"lang", "runtime/values", "runtime/facts", "runtime/plan"},
    "runtime/explain": {"lang", "runtime/values", "runtime/facts", "runtime/plan", "runtime/eval"},
    "runtime/cover": {"lang", "runtime/values", "runtime/facts", "runtime/plan", "runtime/eval"},
    "runtime/explore": {"lang", "runtime/values", "runtime/facts", "runtime/plan", "runtime/eval", "runtime/explain"},
    "runtime/record": {"lang", "runtime/values", "runtime/facts", "runtime/plan", "runtime/eval", "runtime/explain"},
    "runtime/log": {"lang", "runtime/explain", "runtime/record"},
    "stdlib": set(),
    "spec/semantics": {"lang"},
    "tools": {"lang", "runtime", "stdlib"},
}
PUBLIC = {"lang": "lang/include/carveout/lang/", "runtime": "runtime/include/carveout/", "stdlib": "stdlib/include/carveout/"}
THIRD_PARTY = {
    "tao/": {"lang/syntax"},
    "CLI/": {"tools"},
    "histedit.h": {"tools"},
    "simdjson": {"runtime/facts"},
    "yaml-cpp": {"runtime/facts"},
    "nlohmann/": {"lang/diagnostics", "runtime/explain", "runtime/facts", "tools"},
    "sodium.h": {"runtime/record", "runtime/log"},
    "sqlite3.h": {"runtime/log"},
    "utf8proc": {"lang/diagnostics", "runtime/explain", "tools"},
}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^">]+)[">]', re.M)


def owner(root, name, includer_folder):
    """The folder that an included project file belongs to, or None."""
    for base in (root / "lang", root / "runtime", root / "tools", root / "spec/semantics", root / "stdlib", root / includer_folder):
        if (base / name).is_file():
            relative = (base / name).relative_to(root).as_posix()
            return next((f for f in sorted(ALLOWED, key=len, reverse=True) if relative.startswith(f + "/")), None)
    for library, folder in PUBLIC.items():
        if name.startswith("carveout/") and (root / folder.split("carveout/")[0] / name).is_file():
            return library
    return None


def main():
    root = Path(sys.argv[1])
    problems = []
    seen = 0
    for folder, allowed in ALLOWED.items():
        for file in sorted((root / folder).rglob("*")):
            if file.suffix not in {".cpp", ".hpp"} or "include" in file.parts:
                continue
            for kind, name in INCLUDE.findall(file.read_text(encoding="utf-8")):
                seen += 1
                place = file.relative_to(root).as_posix()
                for prefix, where in THIRD_PARTY.items():
                    if name.startswith(prefix) and folder not in where:
                        problems.append(f"{place}: includes <{name}>; only {', '.join(sorted(where))} may")
                if kind == "<":
                    continue
                target = owner(root, name, folder)
                if target is None:
                    problems.append(f"{place}: includes \"{name}\", which is no file of the project")
                elif target != folder and target not in allowed and target != folder.split("/")[0]:
                    problems.append(f"{place}: {folder} may not depend on {target} (\"{name}\")")
    print("\n".join(problems))
    print(f"{seen - len(problems)} passed, {len(problems)} failed")
    return 1 if problems or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
