"""No official CPT descriptor stands anywhere: not in the data, the code, the tests, the pages or the search index."""

from __future__ import annotations

import hashlib
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tests.built_sites import built_site

ROOT = Path(__file__).resolve().parents[2]
SHINGLES = Path(__file__).parent / "descriptor_shingles.txt"
RUN = 6


@cache
def shingles() -> frozenset[str]:
    lines = SHINGLES.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


Run = tuple[str, ...]


def hashed(words: Run) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:20]


class Reader:
    """Reads texts, and hashes every run of six words once: most of them stand in many files."""

    def __init__(self, known: frozenset[str]):
        self.known = known
        self._innocent: set[Run] = set()

    def runs_in(self, text: str) -> list[str]:
        """Every run of six words of `text` that an official descriptor has too."""
        words = re.findall(r"[a-z0-9]+", text.lower())
        runs = set(zip(*(words[start:] for start in range(RUN)), strict=False)) - self._innocent
        guilty = {run for run in runs if hashed(run) in self.known}
        self._innocent |= runs - guilty
        return sorted(" ".join(run) for run in guilty)


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
    """The check can fail: a made-up run is found across line ends and signs, every time, and a changed word is not."""
    reader = Reader(frozenset({hashed(("one", "two", "three", "four", "five", "six"))}))
    for _ in range(2):
        assert reader.runs_in("Zero, ONE two\n three (four) five-six seven") == ["one two three four five six"]
    assert reader.runs_in("one two three four five seven") == []
    assert reader.runs_in("one two three four five") == []


def test_no_file_repeats_a_descriptor() -> None:
    reader = Reader(shingles())
    found = {path.relative_to(ROOT).as_posix(): reader.runs_in(path.read_text("utf-8")) for path in tracked()}
    assert len(found) > 500
    assert {name: runs for name, runs in found.items() if runs} == {}


@pytest.mark.builds
def test_no_built_page_repeats_a_descriptor(tmp_path_factory: pytest.TempPathFactory) -> None:
    reader = Reader(shingles())
    for path in built_site("mkdocs", tmp_path_factory).rglob("*"):
        if path.suffix in {".html", ".json", ".yml", ".xml"}:
            text = path.read_text("utf-8")
            assert reader.runs_in(text) == [], path
            if path.suffix == ".html":
                assert reader.runs_in(re.sub(r"<[^>]*>", " ", text)) == [], path
