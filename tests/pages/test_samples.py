"""The sample documents: each passes `guide record`, all tell of one patient, and a sheet shows every line of its file."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.samples import SAMPLES, sample_paths, samples
from macros.reading.problem import ProblemsFound
from macros.rules.refused import Refused
from tests.command import guide
from tests.oracle import table_units
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../../")
PATHS = sample_paths(ROOT)
FILES: dict[str, dict[str, Any]] = {path.stem: plain_yaml(path) for path in PATHS}

each_file = pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)


def test_the_samples_are_the_documents_of_an_episode() -> None:
    assert {file["document"] for file in FILES.values()} == {
        "evaluation",
        "plan-of-care",
        "certification",
        "treatment-note",
        "progress-report",
    }
    page = (ROOT / "docs/reference/samples.md").read_text("utf-8")
    assert all(page.count(f'"{name}"') == 1 for name in FILES)


@each_file
def test_a_sample_passes_guide_record(path: Path) -> None:
    outcome = guide("record", path, "--json")
    assert outcome.returncode == 0, outcome.stderr
    answer = json.loads(outcome.stdout)
    assert answer["missing"] == []
    assert answer["assumed"] == []
    said = guide("record", path).stdout
    assert "Nothing that is always required is missing." in said
    assert "Missing:" not in said
    assert "late" not in said
    assert "Mind:" not in said
    if path.stem == "certification":
        assert "First certification: in time" in said


@each_file
def test_its_days_are_working_days_in_their_order(path: Path) -> None:
    days = [date.fromisoformat(day) for day in re.findall(r"\d{4}-\d\d-\d\d", path.read_text("utf-8"))]
    days += [date(int(y), int(m), int(d)) for m, d, y in re.findall(r"(\d\d?)/(\d\d?)/(\d{4})", path.read_text("utf-8"))]
    assert days
    assert all(day.weekday() < 5 for day in days)
    for named, month, number in re.findall(r"(\w+day), (\w+) (\d+), 2026", path.read_text("utf-8")):
        written = date.fromisoformat(f"2026-{['March', 'April'].index(month) + 3:02}-{int(number):02}")
        assert f"{written:%A}" == named


def test_the_days_of_the_documents_agree() -> None:
    plan, signed, note, report = (FILES[name] for name in ("plan-of-care", "certification", "treatment-note", "progress-report"))
    assert FILES["evaluation"]["date"] == plan["date"] == plan["first_treatment"] == signed["first_treatment"]
    assert signed["plan_ends"] == plan["plan_ends"]
    days = [date.fromisoformat(day) for day in report["treatment_days"]]
    assert all((later - earlier).days in {3, 4} for earlier, later in pairwise(days)), "twice a week, as planned"
    assert report["treatment_days"].index(note["date"]) + 1 == int(re.findall(r"Visit (\d+)", note["holds"]["date"])[0])
    assert (report["treatment_days"][0], report["treatment_days"][-1]) == (plan["date"], report["date"])
    weeks = int(plan["holds"]["duration"].split()[0])
    begin, end = (date.fromisoformat(day) for day in (plan["date"], plan["plan_ends"]))
    assert weeks - 1 < (end - begin).days / 7 < weeks


def test_the_note_bills_what_its_minutes_make() -> None:
    note = FILES["treatment-note"]
    minutes = {code: int(count) for code, count in re.findall(r"(\d{5}): (\d+) minutes", note["holds"]["minutes-per-code"])}
    assert sum(minutes.values()) == note["holds"]["timed-minutes"] <= note["holds"]["total-minutes"]
    assert sum(note["billed"].values()) == table_units(note["holds"]["timed-minutes"])
    assert note["billed"].keys() == minutes.keys()
    assert all(code in note["holds"]["interventions"] for code in note["billed"])


@pytest.mark.parametrize(
    "measure", ["Mini-BESTest", "Functional Gait Assessment", "Timed Up and Go", r"ABC[a-z ]*", r"(?:Ankle .*?|ankle .*?)right"]
)
def test_the_report_begins_at_the_numbers_of_the_evaluation(measure: str) -> None:
    number = r" (\d+(?:\.\d+)?)"
    at_first = re.findall(measure + number, " ".join(FILES["evaluation"]["holds"].values()))
    at_report = re.findall(measure + number, FILES["progress-report"]["holds"]["objective-measures"])
    assert at_first
    assert at_first == at_report


def test_the_goals_begin_at_the_numbers_of_the_evaluation() -> None:
    found = " ".join(FILES["evaluation"]["holds"].values())
    goals = " ".join(FILES["plan-of-care"]["holds"][name] for name in ("goals", "short-term-goals", "goal-per-procedure"))
    starts = re.findall(r"from (\d+)", goals)
    assert len(starts) == 5
    assert all(re.search(rf"\b{start}\b", found) for start in starts)


@each_file
def test_a_sheet_shows_every_line_with_a_mark(path: Path) -> None:
    shown = html.unescape(samples(GUIDE.library, [path.stem], LINKS))
    file = FILES[path.stem]
    for concept, value in file["holds"].items():
        name = concept.replace("-", " ").casefold()
        assert name in {each.replace("-", " ").casefold() for each in re.findall(r'note-mark__name">([^<]+)<', shown)}
        assert str(value).strip() in shown
    assert shown.count('<li class="note-mark') == len(file["holds"])
    assert "nothing that Medicare always requires is missing" in shown
    assert f'href="../../reference/samples/{path.stem}.yml" download' in shown


def test_a_mark_names_who_asks_for_the_element_most_firmly() -> None:
    shown = samples(GUIDE.library, ["evaluation", "treatment-note"], LINKS)
    marks = {name: kind for kind, name in re.findall(r'note-mark--([\w-]+)"><b class="note-mark__name">([^<]+)</b>', shown)}
    assert marks["Timed minutes"] == marks["Diagnosis"] == "medicare"
    assert marks["Patient statements"] in {"advised", "good-practice"}
    assert (marks["Skilled part"], marks["History"], marks["Minutes per code"]) == ("good-practice", "payer", "free")


def test_a_sample_that_lacks_something_is_not_called_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / SAMPLES
    folder.mkdir(parents=True)
    text = (ROOT / SAMPLES / "treatment-note.yml").read_text("utf-8").replace("  total-minutes: 38\n", "")
    (folder / "treatment-note.yml").write_text(text, "utf-8")
    monkeypatch.setattr(GUIDE.library, "root", tmp_path)
    assert "something that Medicare requires is missing" in samples(GUIDE.library, ["treatment-note"], LINKS)
    with pytest.raises(Refused, match="there is no sample `treatment`; did you mean `treatment-note`"):
        samples(GUIDE.library, ["treatment"], LINKS)


def test_markup_in_a_sample_is_refused_at_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoiled = tmp_path / SAMPLES / "evaluation.yml"
    spoiled.parent.mkdir(parents=True)
    lines = (ROOT / SAMPLES / "evaluation.yml").read_text("utf-8").splitlines()
    place = next(i for i, line in enumerate(lines) if line.startswith("  ") and ': "' in line)
    lines[place] = lines[place].replace('"', '"<b>', 1)
    spoiled.write_text("\n".join(lines), "utf-8")
    monkeypatch.setattr(GUIDE.library, "root", tmp_path)
    with pytest.raises(ProblemsFound) as found:
        samples(GUIDE.library, ["evaluation"], LINKS)
    assert [(problem.line, "holds HTML" in problem.what) for problem in found.value.problems] == [(place + 1, True)]
