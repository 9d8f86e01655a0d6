"""Building the site: check first, build apart, and put the new site in place only when it is whole."""

from __future__ import annotations

import errno
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime, time
from pathlib import Path

from macros.facts.freshness import newest_reading
from macros.guide import Guide
from macros.pages.settings import Settings, settings
from macros.reading.files import CannotWrite, alone, set_aside, swap, writing
from macros.reading.progress import Progress
from macros.reading.uses import digest
from macros.site.check import check_pages, check_quizzes
from macros.site.finishing import finish
from macros.site.generated import write_generated
from macros.site.jobs import do, jobs_of_pieces

COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict"),
    "zensical": ("zensical", "build", "--strict"),
    "properdocs": ("properdocs", "build", "--strict", "-f", "mkdocs.yml"),
}
"""How each builder is called: as a module of the running Python, for only so do they all find the macros package; never --quiet,
with which mkdocs counts no warnings; and never Zensical's --clean, which removes all of .cache, what we keep included."""


LOCK = Path(".cache") / "build.lock"
WAITS = "Another build of this checkout is at work; this one waits for it."
PARTS = "site-being-built-"
"""How the names of folders begin in which a build is at work. What a build that was killed has left, the next one clears away."""


class BuildFailed(Exception):
    """A builder refused the site; its message is what it printed."""


def build(guide: Guide, builder: str, site: Path, progress: Progress, *, finished: bool = True) -> None:
    """Check, write the files beside the pages, build into a folder apart, and swap it in.

    A failure, or a build that is killed, leaves the last site as it was. A site that is only tried out is not `finished`: without
    the security policy and the offline worker, that a page which reloads itself could not live with. Builds of one checkout
    come one after the other, for they share what is written beside the pages.
    """
    root = guide.root
    site = site.resolve()  # a link stays a link
    refuse_other_folders(root, site)
    with alone(root / LOCK, WAITS):
        _clear_away(root, site)
        checked = check_quizzes(guide, progress)
        do(guide, jobs_of_pieces(guide), lambda done, total: progress(checked + done, checked + total))
        write_generated(guide)  # before the pages, which name these files
        check_pages(guide, checked, progress)
        with writing(site):
            _build_and_swap(guide, builder, site, finished=finished)


def _build_and_swap(guide: Guide, builder: str, site: Path, *, finished: bool) -> None:
    """Build below the checkout, for Zensical refuses any other place; swap beside the site, so that the swap is a rename."""
    root = guide.root
    site.parent.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix=f".{PARTS}", dir=root) as made,
        tempfile.TemporaryDirectory(prefix=_beside(root, site), dir=site.parent) as beside,
    ):
        _run(guide, builder, Path(made) / "site")
        _name_app(Path(made) / "site", settings(root))
        if finished:
            finish(Path(made) / "site")
        fresh = Path(beside) / "site"
        shutil.move(Path(made) / "site", fresh)
        swap(fresh, site)


def refuse_other_folders(root: Path, site: Path) -> None:
    """Raises BuildFailed where the site would take the place of something that is no site: a swap would remove it."""
    what = None
    if root.resolve().is_relative_to(site):
        what = "the checkout itself"
    elif site.is_file():
        what = "a file"
    elif site.is_dir() and any(site.iterdir()) and not all((site / name).is_file() for name in OF_A_SITE):
        what = "a folder with other files"
    if what:
        raise BuildFailed(f"{site} is {what}, and the site would take its place; name a folder that is new, empty, or a site")


OF_A_SITE = ("404.html", "assets/guide.js")
"""By these a folder is known as a site that was built, with either builder, finished or not."""


def _beside(root: Path, site: Path) -> str:
    """How the name of the folder begins in which this checkout's site waits beside the old one."""
    return f".{site.name[:100]}-{PARTS}{digest(str(root.resolve()))[:8]}-"


def _clear_away(root: Path, site: Path) -> None:
    """Remove what a build of this checkout that was killed has left; a site that it had only set aside comes back."""
    for left in (*root.glob(f".{PARTS}*"), *site.parent.glob(f"{glob.escape(_beside(root, site))}*")):
        aside = set_aside(left / "site")
        if aside.is_dir() and not site.exists():
            aside.rename(site)
        shutil.rmtree(left, ignore_errors=True)


def _forget_pages(root: Path) -> None:
    """Remove what Zensical keeps of pages, in files named by numbers, for it does not see everything that they rest on."""
    for path in (root / ".cache").glob("[0-9]*"):
        if path.name.isdigit() and path.is_file():
            path.unlink(missing_ok=True)


def _name_app(site: Path, known: Settings) -> None:
    """Call the installed site as it is called: a manifest is no page, and no builder fills it in."""
    path = site / "manifest.webmanifest"
    if path.is_file():
        named = {"name": known.name, "short_name": known.name, "description": known.description}
        manifest = {**json.loads(path.read_text("utf-8")), **{key: text for key, text in named.items() if text}}
        path.write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _run(guide: Guide, builder: str, site: Path) -> None:
    root = guide.root
    environment = {
        "SOURCE_DATE_EPOCH": _day_of(guide),
        **os.environ,
        "GUIDE_SITE_DIR": str(site.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(root.resolve()), os.environ.get("PYTHONPATH", "")])),
    }
    if builder == "zensical":
        _forget_pages(root)
    command = [sys.executable, "-m", *COMMANDS[builder]]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    said = "\n".join(part.strip() for part in (done.stdout, done.stderr) if part.strip())
    if done.returncode:
        for number in TOLD_BY_BUILDERS:
            if os.strerror(number) in said:
                raise CannotWrite(site.parent, number)
    if done.returncode or not (site / "index.html").is_file():
        raise BuildFailed(f"{builder} did not build the site:\n{said}")
    warnings = [line for line in said.splitlines() if "warning" in line.lower()]
    if warnings:
        raise BuildFailed(f"{builder} warned:\n" + "\n".join(warnings))


TOLD_BY_BUILDERS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EIO}
"""What a builder met while it wrote, in the words of the system, among lines of its own."""


def _day_of(guide: Guide) -> str:
    """The day that a site map gives: that of the newest reading, so that the same checkout makes the same site on any day."""
    day = datetime.combine(newest_reading(guide.library), time(), UTC)
    return str(int(day.timestamp()))
