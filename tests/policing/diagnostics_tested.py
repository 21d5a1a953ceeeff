#!/usr/bin/env python3
"""Refuses a diagnostic of the catalogue that no test produces: its code stands in no golden file, its id in no unit test.

usage: diagnostics_tested.py SOURCE_FOLDER
"""
import re
import sys
from pathlib import Path


def main():
    root = Path(sys.argv[1])
    catalogue = (root / "lang/include/carveout/lang/catalogue.def").read_text(encoding="utf-8")
    ids = re.findall(r'^CARVEOUT_DIAGNOSTIC\((\w+), "(C\d+)"', catalogue, re.M)
    unit = "\n".join(f.read_text(encoding="utf-8") for f in sorted((root / "tests/unit").rglob("*.cpp")))
    golden = "\n".join(f.read_text(encoding="utf-8", errors="replace")
                       for f in sorted((root / "tests/golden").rglob("*")) if f.is_file() and not f.is_symlink())
    spec = "\n".join(f.read_text(encoding="utf-8") for f in sorted((root / "spec/language").glob("*.md")))
    tested = unit + golden
    untested = [f"{name} ({code})" for name, code in ids
                if not re.search(rf"\b{name}\b", unit) and code not in tested and f"```carve {code}" not in spec]
    for name in untested:
        print(f"no test produces {name}")
    print(f"{len(ids) - len(untested)} passed, {len(untested)} failed")
    return 1 if untested or not ids else 0


if __name__ == "__main__":
    sys.exit(main())
