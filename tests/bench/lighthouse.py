"""Lighthouse, as for a phone, over pages of a built site that is served compressed, as any static host does."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.browser.chromium import FLAGS, find_chromium
from tests.loopback import Quiet, served

LIGHTHOUSE = Path(__file__).resolve().parents[1] / "browser" / "node" / "node_modules" / ".bin" / "lighthouse"
PAGES = {
    "Home": "",
    "Modifiers": "reference/modifiers/",
    "Payment": "reference/payment/",
    "Documentation": "reference/documentation/",
    "All facts, the heaviest page": "reference/facts/",
    "A topic of questions": "practice/units/",
    "A session of ten": "practice/set/#seed=7&n=10&topics=units,modifiers,codes&levels=1,2,3&bank=1",
    "Claim builder": "reference/claim-builder/",
}
BARE = "The theme as it comes, one sentence"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 5
"""A run now and then is disturbed by whatever else the machine does: the middle one of each number counts."""
COMPRESSED = {".html", ".css", ".js", ".json", ".svg"}


class Compressing(Quiet):
    """Serves a folder as a static host does: compressed, and to be kept by the browser."""

    def do_GET(self) -> None:  # noqa: N802 (the name is that of http.server)
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        data = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        if path.suffix in COMPRESSED:
            data = gzip.compress(data, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=31536000")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def scores(site: Path) -> dict[str, dict[str, int]] | None:
    """Each page's scores of 0 to 100 by category; None, said aloud, where Lighthouse or a browser is not there.

    A page of the theme as it comes is read in the same run, for how fast a page is depends on the machine too.
    """
    chromium = find_chromium()
    if chromium is None or not LIGHTHOUSE.is_file():
        print("Lighthouse or Chromium is not there: what was measured before stays.")
        return None
    with tempfile.TemporaryDirectory() as folder:
        found = {name: _middle(chromium, site, address) for name, address in PAGES.items()}
        return {**found, BARE: _middle(chromium, _bare_site(Path(folder)), "")}


def _bare_site(folder: Path) -> Path:
    (folder / "docs").mkdir()
    (folder / "docs" / "index.md").write_text("# A page\n\nOne sentence.\n", "utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Bare\ntheme: {name: material, font: false}\n", "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=folder, capture_output=True, check=True)
    return folder / "site"


def _middle(chromium: Path, site: Path, address: str) -> dict[str, int]:
    with served(site, Compressing) as top:
        runs = [_scores(chromium, f"{top}{address}") for _ in range(RUNS)]
    return {name: sorted(run[name] for run in runs)[len(runs) // 2] for name in CATEGORIES}


def _scores(chromium: Path, address: str) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"  # a pipe may be closed before all of it is written
        command = [str(LIGHTHOUSE), address, "--quiet", "--output=json", f"--output-path={told}"]
        subprocess.run(
            [*command, f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(FLAGS)}"],
            env={**os.environ, "CHROME_PATH": str(chromium)},
            capture_output=True,
            check=True,
        )
        found = json.loads(told.read_text("utf-8"))["categories"]
    return {name: round(found[name]["score"] * 100) for name in CATEGORIES}
