"""The browser that the tests drive: one that is there, else one that can be had."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
"""For a browser run as root on a machine with no screen, that asks nobody for anything."""


def find_chromium() -> Path | None:
    """A Chromium: GUIDE_CHROMIUM, else on the PATH, else Playwright's own, else (as root on Debian) the package."""
    named = os.environ.get("GUIDE_CHROMIUM")
    if named:
        if _runs(Path(named)):
            return Path(named)
        _say(f"GUIDE_CHROMIUM names {named}, which does not run.")
        return None
    return _on_path() or _playwrights_own() or _packaged()


def _runs(path: Path) -> bool:
    """Whether it starts: Ubuntu's chromium-browser may only point at a snap, Playwright's may lack system libraries."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _on_path() -> Path | None:
    found = (Path(path) for name in NAMES if (path := shutil.which(name)))
    return next(filter(_runs, found), None)


def _playwrights_own() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    if not path.is_file():
        _say("No Chromium on the PATH; asking Playwright for its own.")
        _run([sys.executable, "-m", "playwright", "install", "chromium"], seconds=300)
    return path if _runs(path) else None


def _packaged() -> Path | None:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return None
    _say("Installing Debian's chromium package.")
    _run(["apt-get", "update"])
    _run(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"])
    return _on_path()


def _run(command: list[str], seconds: int = 600) -> None:
    """Run a step that may fail: whether it did shows in what can be found afterwards."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, env=environment, capture_output=True, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        _say(f"{command[0]} did not finish: {error}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    chromium = find_chromium()
    if chromium:
        print(f"Browser tests run in {chromium}.")
    elif os.environ.get("CI") == "true":
        _say("NO BROWSER: no Chromium can be had, and CI=true asks for one.")
        sys.exit(1)
    else:
        _say("NO BROWSER: the browser tests are SKIPPED. Install chromium to run them.")
