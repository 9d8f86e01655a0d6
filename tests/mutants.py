"""What `make mutants` found: how many broken rules the tests caught, and each that they did not, with why it changes nothing.

Run after `mutmut run`. Exits 1 where fewer than 95 of 100 were caught, or a survivor is not explained in tests/mutants.yml.
"""

from __future__ import annotations

import difflib
import json
import re
import sys
from pathlib import Path

from tests.plain_yaml import plain_yaml

HERE = Path(__file__).resolve().parent
WANTED = 0.95
CAUGHT = {1, 3, 24, -24, 36, 152, 255}
"""How a mutant ends that the tests failed on, or that ran without end. All others survived, also one that no test reached."""


def survivors(meta: Path) -> list[tuple[str, str]]:
    """Each survivor of one module: its function, and the line as it was changed."""
    lines = meta.with_suffix("").read_text("utf-8").splitlines()
    starts = {match[1]: i for i, line in enumerate(lines) if (match := re.match(r"\s*def (\S+?)\(", line))}
    ends = sorted([*starts.values(), len(lines)])
    found = []
    for key, code in json.loads(meta.read_text("utf-8"))["exit_code_by_key"].items():
        if code not in CAUGHT:
            name = key.rpartition(".")[2]
            function = name.rpartition("__mutmut_")[0]
            before, after = (
                lines[starts[each] + 1 : ends[ends.index(starts[each]) + 1]] for each in (f"{function}__mutmut_orig", name)
            )
            changed = [line[1:].strip() for line in difflib.ndiff(before, after) if line.startswith("+ ")]
            plain = [line for line in changed if "__mutmut_" not in line and "mutants_" not in line]
            found.append((re.sub(r"^x_|^xǁ", "", function).replace("ǁ", "."), plain[0] if plain else "the signature"))
    return found


def main() -> None:
    """Print the count of each module and every survivor; exit 1 where that is not good enough."""
    explained = {(each["in"], each["line"]): each["why"] for each in plain_yaml(HERE / "mutants.yml")}
    total = caught = unexplained = 0
    for meta in sorted(Path("mutants/macros/rules").glob("*.py.meta")):
        codes = list(json.loads(meta.read_text("utf-8"))["exit_code_by_key"].values())
        alive = survivors(meta)
        total, caught = total + len(codes), caught + len(codes) - len(alive)
        if codes:
            print(f"{meta.name.removesuffix('.py.meta')}: {len(codes) - len(alive)} of {len(codes)} caught")
        for function, line in alive:
            why = explained.get((function, line))
            unexplained += why is None
            print(f"  survived in {function}: {line}\n    {why or 'not explained in tests/mutants.yml'}")
    share = caught / total if total else 0
    print(f"{caught} of {total} caught: {share:.1%}; {unexplained} survivors are not explained.")
    sys.exit(share < WANTED or unexplained > 0)


if __name__ == "__main__":
    main()
