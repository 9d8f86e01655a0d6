"""`make fuzz`: so many mutations, each of which must end well; what does not is written down, as small as it can be made.

python -m tests.fuzz 20000          that many
python -m tests.fuzz --only 1234    the one with that number, of the seed that GUIDE_SEED names
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.command import ROOT
from tests.fuzz.judging import judged, mutation, shrunk, subjects
from tests.fuzz.scripts import faults_of_scripts
from tests.seeds import SEED, daily_seed

KEPT = ROOT / ".cache" / "fuzz"
"""Where a file that did not end well is written."""

SHRUNK = 20
"""So many are shrunk; the others are written as they are."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=20_000, help="how many mutations")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="only the one with this number")
    chosen = parser.parse_args()
    seed = daily_seed()
    print(f"{SEED}={seed}", flush=True)
    kinds: Counter[str] = Counter()
    slowest = (0.0, -1)
    begin = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        known = subjects(Path(folder))
        for number in range(chosen.count) if chosen.only is None else [chosen.only]:
            subject, name, data = mutation(known, seed, number)
            before = time.process_time()
            faults = judged(subject, data)
            slowest = max(slowest, (time.process_time() - before, number))
            if faults:
                kinds[faults[0].split("(")[-1] if "(" in faults[0] else faults[0][:40]] += 1
                KEPT.mkdir(parents=True, exist_ok=True)
                written = KEPT / f"{seed}-{number}.yml"
                written.write_bytes(shrunk(subject, data, faults[0]) if sum(kinds.values()) <= SHRUNK else data)
                print(f"{number}: {subject.name}, {name}: {faults[0]}\n  {written.relative_to(ROOT)}", flush=True)
            if number % 1000 == 999:
                print(f"{number + 1} mutations, {sum(kinds.values())} faults, {time.process_time() - begin:.0f} s", flush=True)
    node = shutil.which("node") if chosen.only is None else None
    if node:
        with tempfile.TemporaryDirectory() as folder:
            lines = faults_of_scripts(node, Path(folder), seed, chosen.count)
        print(*lines, f"{chosen.count} addresses, receipts and memories in node, {len(lines)} faults", sep="\n")
        kinds["scripts"] += len(lines)
    elif chosen.only is None:
        print("NO NODE: addresses, receipts and memories are not tried", file=sys.stderr)
    print(f"{kinds.total()} faults; the longest took {slowest[0]:.2f} s of processor time (number {slowest[1]})")
    return int(bool(kinds.total()))


sys.exit(main())
