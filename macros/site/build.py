"""Building the site: check first, build apart, and put the new site in place only when it is whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from macros.guide import Guide
from macros.site.check import check_pages, check_quizzes
from macros.site.finishing import finish
from macros.site.generated import write_generated
from macros.site.jobs import Progress

COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict"),
    "zensical": ("zensical", "build", "--strict", "--clean"),
    "properdocs": ("properdocs", "build", "--strict", "-f", "mkdocs.yml"),
}
"""How each builder is called: as a module of the running Python, for only so do they all find the macros package, and
never --quiet, with which mkdocs counts no warnings."""


class BuildFailed(Exception):
    """A builder refused the site; its message is what it printed."""


def build(guide: Guide, builder: str, site: Path, progress: Progress, *, finished: bool = True) -> None:
    """Check, write the files beside the pages, build into a folder apart, and swap it in.

    A failure leaves the last site as it was. A site that is only tried out is not `finished`: without the security policy and
    the offline worker, that a page which reloads itself could not live with.
    """
    root = guide.root
    checked = check_quizzes(guide, progress)
    write_generated(guide)  # before the pages, which name these files
    check_pages(guide, checked, progress)
    site.parent.mkdir(parents=True, exist_ok=True)
    # Built below the checkout, for Zensical refuses any other place; swapped beside the site, so that the swap is a rename.
    with (
        tempfile.TemporaryDirectory(prefix=".site-", dir=root) as made,
        tempfile.TemporaryDirectory(prefix=".site-", dir=site.parent) as beside,
    ):
        _run(root, builder, Path(made) / "site")
        if finished:
            finish(Path(made) / "site")
        fresh = Path(shutil.move(Path(made) / "site", Path(beside) / "new"))
        if site.exists():
            site.rename(Path(beside) / "old")
        fresh.rename(site)


def _run(root: Path, builder: str, site: Path) -> None:
    environment = {
        **os.environ,
        "GUIDE_SITE_DIR": str(site.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(root.resolve()), os.environ.get("PYTHONPATH", "")])),
    }
    command = [sys.executable, "-m", *COMMANDS[builder]]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    said = "\n".join(part.strip() for part in (done.stdout, done.stderr) if part.strip())
    if done.returncode or not (site / "index.html").is_file():
        raise BuildFailed(f"{builder} did not build the site:\n{said}")
    warnings = [line for line in said.splitlines() if "warning" in line.lower()]
    if warnings:
        raise BuildFailed(f"{builder} warned:\n" + "\n".join(warnings))
