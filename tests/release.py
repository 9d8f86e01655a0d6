"""What a release holds: the built site, the data, a file of every export format, the bill of materials, and checksums of all.

`make release` makes it in release/. The same commit gives the same bytes: times in archives are the day of the newest source.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import sys
import zipfile
from datetime import date
from pathlib import Path

from macros.exports import FORMATS
from macros.facts.freshness import newest_reading
from macros.guide import Guide
from macros.pages.package import RIGHTS
from macros.site.open_data import OPEN_DATA
from tests.command import ROOT, guide
from tests.sbom import bill_text

SHEETS = frozenset({"html", "pdf"})
"""Formats to print: laid out page by page, and nobody prints hundreds of questions."""
QUESTIONS, ON_A_SHEET = 500, 40
SEED = "97112"
NOTES = "NOTES.md"
SUMS = "SHA256SUMS"


def make(root: Path, folder: Path, questions: int = QUESTIONS, on_a_sheet: int = ON_A_SHEET) -> None:
    """Make everything that is released in an empty folder. Raises SystemExit with the reason where something cannot be made."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    done = guide("build", "--site", folder / "site", root=root)
    if done.returncode:
        sys.exit(done.stderr)
    day = newest_reading(Guide.load(root).library)
    (folder / "guide-97112-site.zip").write_bytes(zipped(folder / "site", day))
    shutil.rmtree(folder / "site")
    (folder / "guide-97112-data.zip").write_bytes(zipped_files(data_files(root), day))
    for name, format in FORMATS.items():
        file = folder / f"guide-97112-{name}{format.suffix}"
        count = on_a_sheet if name in SHEETS else questions
        done = guide("export", "--format", name, "--count", count, "--seed", SEED, "-o", file, root=root)
        if done.returncode:
            sys.exit(f"{name}: {done.stderr}")
    (folder / "guide-97112-sbom.cdx.json").write_text(bill_text(root), "utf-8")
    (folder / NOTES).write_text(notes(root), "utf-8")
    (folder / SUMS).write_text(checksums(folder), "utf-8")


def data_files(root: Path) -> dict[str, bytes]:
    """The data as it is written, as JSON, its schemas, the questions' YAML, and the rights that go with it."""
    patterns = ("docs/data/*.yml", "docs/data/schema/*.json", f"{OPEN_DATA.as_posix()}/*", "quizzes/**/*.yml")
    paths = [path for pattern in patterns for path in sorted(root.glob(pattern)) if path.is_file()]
    paths += [root / name for name in RIGHTS]
    return {path.relative_to(root).as_posix().removeprefix("docs/"): path.read_bytes() for path in paths}


def zipped(folder: Path, day: date) -> bytes:
    """A folder as an archive."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return zipped_files(files, day)


def zipped_files(files: dict[str, bytes], day: date) -> bytes:
    """Files as an archive: in the order of their names, all of one day."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, files[name])
    return held.getvalue()


def notes(root: Path) -> str:
    """The newest part of the changelog."""
    text = (root / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"(?ms)^## [^\n]+\n(.*?)(?=^## |\Z)", text)
    return f"{newest[1].strip() if newest else ''}\n\nCheck the files with `sha256sum --check {SUMS}`.\n"


def checksums(folder: Path) -> str:
    """The SHA-256 of every file, as `sha256sum --check` reads it."""
    names = sorted(path.name for path in folder.iterdir() if path.name != SUMS)
    return "".join(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)


if __name__ == "__main__":
    make(ROOT, ROOT / "release")
    print((ROOT / "release" / SUMS).read_text("utf-8"), end="")
