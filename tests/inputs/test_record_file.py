"""Record files: what a note, plan, certification or report lacks, and faults of the file at their line."""

from __future__ import annotations

import textwrap
from datetime import date
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.inputs.record_file import RecordAnswer, read_record_file
from macros.reading.problem import ProblemsFound

GUIDE = Guide.load(Path(__file__).resolve().parents[2])


def read(tmp_path: Path, text: str) -> RecordAnswer:
    path = tmp_path / "note.yml"
    path.write_text(textwrap.dedent(text).lstrip(), "utf-8")
    return read_record_file(path, GUIDE.library)


NOTE = """
    document: treatment-note
    date: "2026-03-02"
    holds:
      date: "2026-03-02"
      interventions: "tandem stance on foam, hip hand-contact faded"
      timed-minutes: 30
      total-minutes: 40
      signature: "J. Lee, PT"
      contributors: "J. Lee, PT"
    billed: {"97112": 2, "97161": 1}
"""


def test_a_whole_note_lacks_nothing_that_medicare_requires(tmp_path: Path) -> None:
    found = read(tmp_path, NOTE)
    assert found.reading.missing == ()
    assert found.contradictions == ()
    assert {each.by for each in found.reading.advised} == {"good-practice"}


@pytest.mark.parametrize("empty", ["", '""', "null", "false", "[]"])
def test_an_empty_value_is_missing(tmp_path: Path, empty: str) -> None:
    found = read(tmp_path, NOTE.replace('"J. Lee, PT"', empty, 1))
    assert [each.concept for each in found.reading.missing] == ["signature"]


def test_only_timed_units_are_compared_with_timed_minutes(tmp_path: Path) -> None:
    assert [step.cites for step in read(tmp_path, NOTE.replace("timed-minutes: 30", "timed-minutes: 22")).contradictions] == [
        ("D-24c",)
    ]
    assert [step.cites for step in read(tmp_path, NOTE.replace("total-minutes: 40", "total-minutes: 29")).contradictions] == [
        ("D-23a", "D-23b")
    ]


def test_another_payer_asks_for_what_it_asks_for(tmp_path: Path) -> None:
    found = read(tmp_path, NOTE.replace("holds:", 'payer: "Pinnacol"\n    holds:'))
    assert [(each.concept, each.by) for each in found.reading.missing] == [("clock-times", "Pinnacol")]


def test_a_certification_is_met_by_an_order_and_proof_since_2025(tmp_path: Path) -> None:
    text = """
        document: certification
        date: "{year}-06-01"
        first_treatment: "{year}-03-02"
        order: "{year}-02-20"
        sent: "{year}-03-20"
        plan_ends: "{year}-05-15"
    """
    for year, met in ((2024, False), (2026, True)):
        found = read(tmp_path, text.replace("{year}", str(year)))
        assert found.certified is not None
        assert found.certified.met is met
        assert found.due is not None
        assert found.due.due == date(year, 5, 15)
        assert found.reading.missing == ()


def test_a_progress_report_is_late_after_the_tenth_treatment_day(tmp_path: Path) -> None:
    days = ", ".join(f'"2026-03-{day:02}"' for day in range(2, 14))
    for written, late in (("2026-03-11", False), ("2026-03-12", True)):
        found = read(tmp_path, f'document: progress-report\ndate: "{written}"\ntreatment_days: [{days}]\n')
        assert found.due is not None
        assert found.due.due == date(2026, 3, 11)
        assert found.late is late
        assert "goals" in {each.concept for each in found.reading.missing}


@pytest.mark.parametrize(("first", "late"), [("2026-03-02", False), ("2026-03-01", True)])
def test_a_plan_is_written_before_treatment(tmp_path: Path, first: str, late: bool) -> None:
    found = read(tmp_path, f'document: plan-of-care\ndate: "2026-03-02"\nfirst_treatment: "{first}"\n')
    assert found.late is late


TOP = 'document: treatment-note\ndate: "2026-03-02"\n'
FAULTS = {
    "unknown document": (
        'document: diary\ndate: "2026-03-02"\n',
        "1:11: there is no document `diary`; use one of `certification`",
    ),
    "unknown element": (
        TOP + "holds: {signatur: x}\n",
        "3:9: nothing called `signatur` is asked of a treatment-note; did you mean `signature`?",
    ),
    "minutes that are none": (
        TOP + 'holds: {timed-minutes: "half an hour"}\n',
        "3:24: `half an hour` is not a number of minutes",
    ),
    "negative minutes": (TOP + "holds: {total-minutes: -3}\n", "3:24: `-3` is not a number of minutes"),
    "unknown payer": (TOP + 'payer: "Pinacol"\n', "3:8: nothing is known of the payer `Pinacol`; did you mean `Pinnacol`?"),
    "unknown code": (TOP + 'billed: {"97999": 1}\n', "3:10: `97999` is not a code of this guide"),
    "negative units": (TOP + 'billed: {"97112": -1}\n', "3:19: -1 units cannot be"),
    "unknown field": (TOP + "hold: {}\n", "3:1: `hold` is not a field here; did you mean `holds`?"),
    "no date": ("document: treatment-note\n", "1:1: `date` is missing"),
    "signed too early": (
        'document: certification\ndate: "2026-05-01"\nfirst_treatment: "2026-03-02"\nsigned: "2026-03-01"\n',
        "3:18: the signature of March 1, 2026 is before the first treatment of March 2, 2026; correct one of them",
    ),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, text)
    (problem,) = found.value.problems
    assert said in str(problem).partition("note.yml:")[2]
