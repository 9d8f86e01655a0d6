"""No official CPT descriptor stands anywhere: not in the data, the code, the tests, the pages or the search index."""

from __future__ import annotations

import hashlib
import re
import subprocess
from pathlib import Path

import pytest

from tests.built_sites import built_site

ROOT = Path(__file__).resolve().parents[2]
SHINGLES = Path(__file__).parent / "descriptor_shingles.txt"
RUN = 6


def shingles() -> set[str]:
    lines = SHINGLES.read_text("utf-8").splitlines()
    return {line.strip() for line in lines if line.strip() and not line.startswith("#")}


def hashed(words: list[str]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:20]


def runs_in(text: str, known: set[str]) -> list[str]:
    """Every run of six words of `text` that an official descriptor has too."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    runs = (words[i : i + RUN] for i in range(len(words) - RUN + 1))
    return [" ".join(run) for run in runs if hashed(run) in known]


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    names = [name for name in listed.split("\0") if name] or [
        path.relative_to(ROOT).as_posix()
        for folder in ("docs", "quizzes", "macros", "tests")
        for path in (ROOT / folder).rglob("*.*")
    ]
    binary = {".png", ".ico", ".woff2", ".pyc"}
    return [ROOT / name for name in names if Path(name).suffix not in binary and (ROOT / name).is_file()]


def test_the_list_is_whole() -> None:
    assert len(shingles()) > 150
    assert all(re.fullmatch(r"[0-9a-f]{20}", each) for each in shingles())


def test_a_run_is_found_wherever_it_stands() -> None:
    """The check can fail: a made-up run is found across line ends and signs, and a changed word is not."""
    known = {hashed(["one", "two", "three", "four", "five", "six"])}
    assert runs_in("Zero, ONE two\n three (four) five-six seven", known) == ["one two three four five six"]
    assert runs_in("one two three four five seven", known) == []


@pytest.mark.parametrize("path", tracked(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_file_repeats_a_descriptor(path: Path) -> None:
    assert runs_in(path.read_text("utf-8"), shingles()) == []


@pytest.mark.builds
def test_no_built_page_repeats_a_descriptor(tmp_path_factory: pytest.TempPathFactory) -> None:
    known = shingles()
    for path in built_site("mkdocs", tmp_path_factory).rglob("*"):
        if path.suffix in {".html", ".json", ".yml", ".xml"}:
            text = path.read_text("utf-8")
            shown = re.sub(r"<[^>]*>", " ", text) if path.suffix == ".html" else text
            assert runs_in(text, known) == [], path
            assert runs_in(shown, known) == [], path
