"""The command as people type it: answers, and one clear line for everything that cannot be answered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_checkout import spoil, write_small_checkout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_small_checkout(tmp_path_factory.mktemp("checkout"))


def guide(*arguments: object, root: Path | None = None, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    at = ["--root", str(root)] if root else []
    command = [sys.executable, "-m", "macros.cli", *at, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)


def test_units_as_json_is_as_documented(checkout: Path) -> None:
    done = guide("units", "97112=24", "97110=23", "--json", root=checkout)
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert list(data) == ["rule", "total_timed_minutes", "acceptable", "steps", "unsettled"]
    assert data["rule"] == "medicare"
    assert data["total_timed_minutes"] == 47
    assert data["acceptable"] == [{"97112": 2, "97110": 1}]
    assert list(data["acceptable"][0]) == ["97112", "97110"], "in the order typed"
    assert data["unsettled"] is None
    assert any("47" in step for step in data["steps"])


def test_a_tie_gives_every_acceptable_claim(checkout: Path) -> None:
    data = json.loads(guide("units", "97112=20", "97110=20", "--json", root=checkout).stdout)
    assert {tuple(sorted(claim.items())) for claim in data["acceptable"]} == {
        (("97110", 1), ("97112", 2)), (("97110", 2), ("97112", 1)),
    }  # fmt: skip


def test_an_unsettled_answer_says_why(checkout: Path) -> None:
    done = guide("units", "97112=8", "97110=8", "--rule", "capped-midpoint", "--json", root=checkout)
    data = json.loads(done.stdout)
    assert data["acceptable"] == []
    assert "no source says which code gives way" in data["unsettled"]


def test_nothing_billable_is_an_empty_claim(checkout: Path) -> None:
    assert json.loads(guide("units", "97112=7", "--json", root=checkout).stdout)["acceptable"] == [{}]
    assert "Nothing is billed." in guide("units", "97112=7", root=checkout).stdout


BAD = {
    "negative": (["97112=-5"], "cannot be negative"),
    "fraction": (["97112=7.5"], "`7.5` is not a number of minutes"),
    "words": (["97112=ten"], "`ten` is not a number of minutes"),
    "no minutes": (["97112="], "is not a number of minutes"),
    "more than a day": (["97112=1441"], "more than a day holds (1440)"),
    "day in two services": (["97112=1000", "97110=1000"], "more than a day holds (1440)"),
    "absurdly many": (["97112=99999999999999999999"], "is not a number of minutes"),
    "unknown code": (["97113=10"], "`97113` is not a code of this guide; did you mean"),
    "no equals sign": (["97112"], "is not a service"),
    "empty visit": ([], "the visit has no services"),
    "unknown rule": (["97112=10", "--rule", "medicar"], "did you mean `medicare`?"),
    "unknown option": (["97112=10", "--rules", "x"], "--rules"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD.values(), ids=BAD)
def test_a_bad_visit_is_one_line_and_exit_2(checkout: Path, arguments: list[str], said: str) -> None:
    done = guide("units", *(["--"] if arguments == ["97112=-5"] else []), *arguments, root=checkout)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_check_says_what_it_read(checkout: Path) -> None:
    done = guide("check", root=checkout)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no error" in done.stdout


def test_check_tells_each_fault_in_one_line_and_exits_1(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    line = spoil(root, "docs/data/scope.yml", "checked: full", "checked: ful")
    spoil(root, "quizzes/units.yml", "ask: claim", "ask: 5")
    done = guide("check", root=root, cwd=root)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert lines[0] == f"docs/data/scope.yml:{line}:14: `ful` is not a known `checked`; did you mean `full`?"
    assert lines[1].startswith("quizzes/units.yml:20:10: 5 is a number here")
    assert lines[2:] == ["2 errors found."]


PAGES = {
    "unknown name": ("# T\n\nText.\n\n{{ qiz('units') }}\n", 5, "'qiz' is undefined"),
    "unknown name after front matter": ("---\ntitle: T\n---\n# T\n\n{{ nothing }}\n", 6, "'nothing' is undefined"),
    "unknown topic": ("# T\n\n{{ quiz('unitz') }}\n", 3, "there is no topic `unitz`"),
    "open braces": ("# T\n\n{{ quiz('units') \n", 3, "cannot be read"),
    "wrong arguments": ("# T\n\n{{ quiz() }}\n", 3, "argument"),
}


@pytest.mark.parametrize(("page", "line", "said"), PAGES.values(), ids=PAGES)
def test_a_broken_macro_on_a_page_is_told_at_its_line(tmp_path: Path, page: str, line: int, said: str) -> None:
    root = write_small_checkout(tmp_path)
    (root / "docs/broken.md").write_text(page)
    done = guide("check", root=root, cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith(f"docs/broken.md:{line}:1: ")
    assert said in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


def test_quiz_as_json_is_a_list_of_items(checkout: Path) -> None:
    done = guide("quiz", "units", "--count", 3, "--seed", 4, "--json", root=checkout)
    items = json.loads(done.stdout)
    assert len(items) == 3
    assert done.stdout == guide("quiz", "all", "--count", 3, "--seed", 4, "--json", root=checkout).stdout
    told = guide("quiz", "units", "--count", 3, "--seed", 4, root=checkout).stdout
    for item in items:
        assert item["stem"] in told
        assert item["id"] in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["unit"], "did you mean `units`?"), (["units", "--count", "0"], "asks for no item"), ([], "TOPIC")],
    ids=["unknown topic", "no item", "no topic"],
)
def test_a_bad_quiz_is_one_line_and_exit_2(checkout: Path, arguments: list[str], said: str) -> None:
    done = guide("quiz", *arguments, root=checkout)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_root_that_is_not_there_is_one_line() -> None:
    done = guide("check", root=Path("/nowhere"))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_python_that_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    """A copy of the package with a fault in a rule: the file and line are named, and nothing more."""
    import shutil

    root = Path(__file__).resolve().parents[1]
    shutil.copytree(root / "macros", tmp_path / "macros")
    path = tmp_path / "macros/rules/units.py"
    path.write_text(path.read_text() + "\ndef broken(:\n")
    line = path.read_text().count("\n")
    done = guide("check", root=write_small_checkout(tmp_path), cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"macros/rules/units.py:{line}:" in done.stderr


def test_edits_as_json_is_as_documented() -> None:
    done = guide("edits", "97112", "97530", "--on", "2026-03-02", "--json")
    data = json.loads(done.stdout)
    assert {"active", "rows", "as_of", "steps"} <= data.keys()
    assert data["active"] is False
    assert data["as_of"] == "2024-07-01"
    assert any("2024-07-01" in step for step in data["steps"])
    edited = json.loads(guide("edits", "97112", "97150", "--json").stdout)
    assert (edited["active"], edited["denies"], edited["modifier_opens"]) == (True, "97112", True)
    assert edited["rows"][-1]["indicator"] == 1


BAD_EDITS = {
    "one code twice": (["97112", "97112"], "given twice"),
    "unknown code": (["97112", "97113x"], "is not a code of this guide"),
    "no such day": (["97112", "97530", "--on", "2026-02-30"], "is not a date"),
    "unknown table": (["97112", "97530", "--table", "hospitals"], "did you mean `hospital`?"),
    "one code": (["97112"], "CODE"),
}


@pytest.mark.parametrize(("arguments", "said"), BAD_EDITS.values(), ids=BAD_EDITS)
def test_a_bad_pair_is_one_line_and_exit_2(arguments: list[str], said: str) -> None:
    done = guide("edits", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
