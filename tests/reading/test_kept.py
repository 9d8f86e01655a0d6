"""What is kept is used only while all that it rests on says the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from macros.reading import kept as kept_module
from macros.reading.kept import Kept
from macros.reading.uses import Remembering, derived, exists, note, noted, unnoted


class Counting:
    """Makes a value, and counts how often."""

    def __init__(self, reading: Callable[[], object]):
        self.reading = reading
        self.times = 0

    def __call__(self) -> object:
        self.times += 1
        return self.reading()


def a_file(root: Path) -> Callable[[], object]:
    def read() -> object:
        note("a.yml")
        return (root / "a.yml").read_text("utf-8")

    return read


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "a.yml").write_text("one", "utf-8")
    (tmp_path / "pages").mkdir()
    return tmp_path


def test_a_result_is_made_once_and_found_by_another_process(root: Path) -> None:
    made = Counting(a_file(root))
    assert [Kept(root).result("x", made) for _ in range(3)] == ["one"] * 3
    assert made.times == 1


def test_a_result_has_its_name(root: Path) -> None:
    assert [Kept(root).result(name, lambda name=name: name) for name in ("x", "y", "x")] == ["x", "y", "x"]  # type: ignore[misc]


def test_another_content_of_a_file_makes_it_again_though_size_and_time_are_the_same(root: Path) -> None:
    made = Counting(a_file(root))
    Kept(root).result("x", made)
    status = (root / "a.yml").stat()
    (root / "a.yml").write_text("two", "utf-8")
    import os

    os.utime(root / "a.yml", ns=(status.st_atime_ns, status.st_mtime_ns))
    assert Kept(root).result("x", made) == "two"


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("a.yml", lambda root: (root / "a.yml").unlink()),
        ("b.yml", lambda root: (root / "b.yml").write_text("new", "utf-8")),
        ("pages/", lambda root: (root / "pages/new.md").write_text("", "utf-8")),
        ("exists pages/new.md", lambda root: (root / "pages/new.md").write_text("", "utf-8")),
        ("exists a.yml", lambda root: (root / "a.yml").unlink()),
    ],
    ids=["file gone", "file that was not there", "folder", "file there", "file there no more"],
)
def test_whatever_was_noted_makes_it_again(root: Path, name: str, change: Callable[[Path], object]) -> None:
    made = Counting(lambda: note(name))
    Kept(root).result("x", made)
    Kept(root).result("x", made)
    assert made.times == 1
    change(root)
    Kept(root).result("x", made)
    assert made.times == 2


def test_what_is_no_file_is_told_apart_by_its_digest(root: Path) -> None:
    made = Counting(lambda: note("fact U-01"))
    for digests, times in (({"fact U-01": "a"}, 1), ({"fact U-01": "a"}, 1), ({"fact U-01": "b"}, 2), ({}, 3)):
        kept = Kept(root)
        kept.named = lambda digests=digests: digests  # type: ignore[misc]
        kept.result("x", made)
        assert made.times == times


def test_a_result_within_a_result_passes_on_what_it_rests_on(root: Path) -> None:
    """Also where the inner one was kept already, and where it is only remembered."""
    inner = a_file(root)
    Kept(root).result("inner", inner)
    outer = Counting(lambda: Kept(root).result("inner", inner))
    assert Kept(root).result("outer", outer) == "one"
    (root / "a.yml").write_text("two", "utf-8")
    assert Kept(root).result("outer", outer) == "two"


def test_what_is_remembered_says_at_each_use_what_it_was_computed_from() -> None:
    class Thing(Remembering):
        @derived
        def value(self) -> int:
            note("a.yml")
            return 1

    thing = Thing()
    for _ in range(2):
        with noted() as names:
            assert thing.value == 1
        assert names == {"a.yml"}
    with noted() as names, unnoted():
        assert thing.value == 1
    assert names == set()
    assert pickle.loads(pickle.dumps(Remembering()))._remembered == {}


def test_whether_a_file_exists_is_noted(root: Path) -> None:
    with noted() as names:
        assert (exists(root, "a.yml"), exists(root, "b.yml")) == (True, False)
    assert names == {"exists a.yml", "exists b.yml"}


@pytest.mark.parametrize("spoilt", [b"", b"nonsense", pickle.dumps({"no": "result"}), b"\x80\x05cmacros.gone\nThing\n."])
def test_a_spoilt_file_is_made_again(root: Path, spoilt: bytes) -> None:
    made = Counting(a_file(root))
    Kept(root).result("x", made)
    for path in Kept(root).folder.glob("*.pickle"):
        path.write_bytes(spoilt)
    assert Kept(root).result("x", made) == "one"
    assert made.times == 2


def test_another_program_finds_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Counting(a_file(root))
    Kept(root).result("x", made)
    monkeypatch.setattr(kept_module, "program", lambda: "another")
    Kept(root).result("x", made)
    assert made.times == 2


def test_older_programs_go(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        monkeypatch.setattr(kept_module, "program", lambda number=number: f"program {number}")
        Kept(root).result("x", lambda: 1)
    folders = {path.name for path in (root / kept_module.FOLDER).iterdir()}
    assert "program 5" in folders
    assert len(folders) == 1 + kept_module.OLDER_PROGRAMS


def test_our_python_and_templates_are_part_of_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A changed rule or template is another program."""
    monkeypatch.setattr(kept_module, "__file__", str(tmp_path / "macros/reading/kept.py"))
    (tmp_path / "macros/pages").mkdir(parents=True)
    seen = set()
    for text in ("a", "b"):
        for name in ("rule.py", "pages/page.html.j2", "pages/worker.js"):
            (tmp_path / "macros" / name).write_text(f"{name} {text}", "utf-8")
            kept_module.program.cache_clear()
            seen.add(kept_module.program())
    kept_module.program.cache_clear()
    assert len(seen) == 6


def test_without_reading_everything_is_made_again_and_kept(root: Path) -> None:
    made = Counting(a_file(root))
    Kept(root).result("x", made)
    Kept(root, reading=False).result("x", made)
    assert made.times == 2
    Kept(root).result("x", made)
    assert made.times == 2


def test_a_failure_is_not_kept(root: Path) -> None:
    def fail() -> object:
        raise ValueError("not today")

    with pytest.raises(ValueError, match="not today"):
        Kept(root).result("x", fail)
    assert Kept(root).result("x", lambda: "today") == "today"


def test_a_folder_that_cannot_be_written_keeps_nothing(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> object:
        raise OSError("no space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    made = Counting(a_file(root))
    assert Kept(root).result("x", made) == Kept(root).result("x", made) == "one"
    assert made.times == 2
