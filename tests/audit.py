"""Known faults of what is locked: pip-audit asks the registry of each lock, and npm the registry of its own.

A registry that has no advisories to give is said so, and is no failure: nothing was found out. With CI=true it is one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.command import ROOT

LOCKS = ("runtime", "development")
NODE = ROOT / "tests/browser/node"


def python_faults(report: dict[str, Any]) -> tuple[list[str], int]:
    """The faults that pip-audit reports, and how many packages it could find out nothing about."""
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, fixed in {', '.join(fault['fix_versions']) or 'no version'}"
        for package in report["dependencies"]
        for fault in package.get("vulns", [])
    ]
    return faults, sum("skip_reason" in package for package in report["dependencies"])


def ask_python(lock: Path) -> tuple[list[str], str | None]:
    """The faults of a lock, and why there is no answer, if there is none."""
    command = [sys.executable, "-m", "pip_audit", "--no-deps", "--disable-pip", "--format", "json", "--requirement", str(lock)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return [], (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
    faults, unknown = python_faults(report)
    if unknown:
        return faults, f"the registry says nothing about {unknown} of {len(report['dependencies'])} packages"
    return faults, None


def node_faults(report: dict[str, Any]) -> list[str]:
    """The faults that npm reports."""
    return [f"{name}: {fault['severity']}, {fault['range']}" for name, fault in report.get("vulnerabilities", {}).items()]


def ask_node() -> tuple[list[str], str | None]:
    """The faults of the lock of npm, and why there is no answer, if there is none."""
    if not shutil.which("npm"):
        return [], "npm is not there"
    done = subprocess.run(["npm", "audit", "--json"], cwd=NODE, capture_output=True, text=True, timeout=600, check=False)
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return [], "npm gave no report"
    if "vulnerabilities" not in report:
        return [], str(report.get("message") or report.get("error", {}).get("summary") or "npm gave no report").splitlines()[0]
    return node_faults(report), None


def main() -> int:
    """Ask, print, and return what the command exits with."""
    asked = [(f"requirements/{name}.txt", ask_python(ROOT / f"requirements/{name}.txt")) for name in LOCKS]
    asked.append(("tests/browser/node/package-lock.json", ask_node()))
    failed = False
    for name, (faults, silent) in asked:
        for fault in faults:
            print(f"{name}: {fault}")
        if silent:
            print(f"NOT AUDITED: {name}: {silent}", file=sys.stderr)
        if not faults and not silent:
            print(f"{name}: no known fault.")
        failed |= bool(faults) or (bool(silent) and os.environ.get("CI") == "true")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
