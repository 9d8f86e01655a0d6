"""Record files: what a note, plan, certification or report lacks, and faults of the file at their line."""

from __future__ import annotations

import textwrap
from datetime import date, timedelta
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.inputs.record_file import RecordAnswer, read_record_file
from macros.reading.problem import ProblemsFound
from macros.rules.records import DefaultAssumed
from macros.rules.signatures import Signature

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
        assert found.due == date(year, 5, 15)
        assert found.reading.missing == ()


def test_a_progress_report_is_late_after_the_tenth_treatment_day(tmp_path: Path) -> None:
    days = ", ".join(f'"2026-03-{day:02}"' for day in range(2, 14))
    for written, late in (("2026-03-11", False), ("2026-03-12", True)):
        found = read(tmp_path, f'document: progress-report\ndate: "{written}"\ntreatment_days: [{days}]\n')
        assert found.due == date(2026, 3, 11)
        assert found.days_late == (1 if late else 0)
        assert "goals" in {each.concept for each in found.reading.missing}


@pytest.mark.parametrize(("first", "late"), [("2026-03-02", False), ("2026-03-01", True)])
def test_a_plan_is_written_before_treatment(tmp_path: Path, first: str, late: bool) -> None:
    found = read(tmp_path, f'document: plan-of-care\ndate: "2026-03-02"\nfirst_treatment: "{first}"\n')
    assert found.days_late == (1 if late else 0)


def test_one_clinicians_signature_is_the_list_of_who_took_part(tmp_path: Path) -> None:
    found = read(tmp_path, NOTE)
    assert [each.id for each in found.reading.missing] == []
    assert [(each.id, each.only_if) for each in found.reading.missing_if] == [("D-23f", "more than one person took part")]


def test_a_plan_without_amount_or_frequency_is_filled_in_and_lacks_only_what_has_no_default(tmp_path: Path) -> None:
    text = """
        document: plan-of-care
        date: "2026-03-02"
        holds: {type: PT, diagnosis: R26.81, goals: stairs, signature: "J. Lee, PT", date: "2026-03-02"}
    """
    found = read(tmp_path, text)
    assert [each.concept for each in found.reading.missing] == ["duration"]
    assert [(step.assumed, step.cites) for step in found.steps if isinstance(step, DefaultAssumed)] == [
        ("one session a day", ("D-14", "D-14a")),
        ("one treatment", ("D-14", "D-14a")),
    ]
    assert [each.id for each in found.reading.assumed] == ["D-11b", "D-11c"]


def test_an_evaluation_alone_has_no_plan_to_certify(tmp_path: Path) -> None:
    top = 'document: certification\ndate: "2026-06-01"\nfirst_treatment: "2026-03-02"\nevaluation_only: true\n'
    for more, cites in (('order: "2026-03-09"\n', "D-17c"), ('signed: "2026-03-09"\n', "D-17d"), ("", "D-17d")):
        found = read(tmp_path, top + more)
        assert (found.certified, found.due, found.next_due, found.reading.missing) == (None, None, None, ())
        assert [step.cites for step in found.steps] == [(cites,)]
    plan = read(tmp_path, 'document: plan-of-care\ndate: "2026-03-02"\nevaluation_only: true\nholds: {type: PT}\n')
    lacking = {each.concept for each in (*plan.reading.missing, *plan.reading.assumed)}
    assert "diagnosis" in lacking
    assert not lacking & {"goals", "frequency", "duration"}
    assert ("D-17c",) in [step.cites for step in plan.steps]


@pytest.mark.parametrize(
    ("today", "recertified", "late", "following"),
    [
        ("2026-05-31", None, 0, None),
        ("2026-06-01", None, 1, None),
        ("2026-06-20", "2026-05-31", 0, "2026-08-29"),
        ("2026-06-20", "2026-06-03", 3, "2026-09-01"),
    ],
)
def test_a_recertification_is_an_event_of_its_own(
    tmp_path: Path, today: str, recertified: str | None, late: int, following: str | None
) -> None:
    more = f'recertified: "{recertified}"\n' if recertified else ""
    top = f'document: certification\ndate: "{today}"\nfirst_treatment: "2026-03-02"\nsigned: "2026-03-10"\n'
    found = read(tmp_path, top + more)
    assert (found.due, found.days_late, found.done) == (date(2026, 5, 31), late, recertified is not None)
    assert found.next_due == (date.fromisoformat(following) if following else None)


def test_the_next_report_counts_from_this_one(tmp_path: Path) -> None:
    days = [date(2026, 3, 2)]
    while len(days) < 22:
        days.append(days[-1] + timedelta(days=2))
    listed = ", ".join(f'"{day}"' for day in days)
    found = read(tmp_path, f'document: progress-report\ndate: "{days[8]}"\ntreatment_days: [{listed}]\n')
    assert (found.due, found.days_late, found.next_due) == (days[9], 0, days[18])


@pytest.mark.parametrize(
    ("document", "signature", "fact"),
    [
        ("progress-report", "C. Vale, PTA", "D-32"),
        ("treatment-note", "J. Lee, SPT", "K-620b"),
        ("plan-of-care", "C. Vale, PTA", "D-12a"),
    ],
)
def test_a_signature_with_the_wrong_credential_is_a_fault(tmp_path: Path, document: str, signature: str, fact: str) -> None:
    text = f'document: {document}\ndate: "2026-03-02"\nholds: {{signature: "{signature}"}}\n'
    (fault,) = read(tmp_path, text).signature.faults
    assert fact in fault.cites
    assert read(tmp_path, text.replace(signature, "J. Lee, PT")).signature.faults == ()
    other = text.replace("holds:", "payer: Pinnacol\nholds:")
    assert read(tmp_path, other).signature.faults == ()


def test_the_day_of_a_signature_is_compared_with_the_documents(tmp_path: Path) -> None:
    def signed(day: str) -> Signature:
        return read(tmp_path, NOTE.replace("holds:", f'signed: "{day}"\n    holds:')).signature

    assert signed("2026-03-02") == Signature()
    assert [fault.cites for fault in signed("2026-03-01").faults] == [("D-12c", "D-23e", "D-31c")]
    assert [reason.cites for reason in signed("2026-03-03").open] == [("D-03",)]


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
    "a signature of no day": (
        TOP + 'holds: {signature: "J. Lee, PT, 2/30/2026"}\n',
        "3:20: `2/30/2026` in the signature is no day of the calendar; correct it",
    ),
    "unknown field": (TOP + "hold: {}\n", "3:1: `hold` is not a field here; did you mean `holds`?"),
    "no date": ("document: treatment-note\n", "1:1: `date` is missing"),
    "recertified too early": (
        'document: certification\ndate: "2026-05-01"\nfirst_treatment: "2026-03-02"\nrecertified: "2026-03-01"\n',
        "3:18: the recertification of March 1, 2026 is before the first treatment; correct one of them",
    ),
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
