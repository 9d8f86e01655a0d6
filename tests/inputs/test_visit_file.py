"""Visit files: minutes, people and clock times become services, and each fault is told at its line."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from macros.guide import Guide
from macros.inputs.visit_file import ReadVisit, read_visit
from macros.reading.problem import ProblemsFound
from macros.rules.circumstances import Circumstances
from macros.rules.claim import Visit

GUIDE = Guide.load(Path(__file__).resolve().parents[2])


def read(tmp_path: Path, text: str) -> tuple[Visit, tuple[str, ...]]:
    path = tmp_path / "visit.yml"
    path.write_text(textwrap.dedent(text).lstrip(), "utf-8")
    (visit,) = (found := read_visit(path, GUIDE.library)).visits
    return visit, found.warnings


def given(visit: Visit) -> dict[str, tuple[int, int]]:
    return {service.code: (service.minutes, service.assistant) for service in visit.services}


def test_the_fields_of_a_visit(tmp_path: Path) -> None:
    visit, heard = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        payer_rule: medicare
        discipline: OT
        setting: rehab-agency
        year_to_date: 2400.10
        locality: ohio
        payment_model: qualifying
        separate:
          - {codes: ["97112", "97150"], because: encounter}
        services: [{code: "97112", therapist: 15, assistant: 13}, {code: "97140", minutes: 22}, {code: "97150"}]
        """,
    )
    assert given(visit) == {"97112": (28, 13), "97140": (22, 0), "97150": (0, 0)}
    assert (visit.discipline, visit.setting, visit.locality, visit.qualifying) == ("OT", "rehab-agency", "ohio", True)
    assert str(visit.year_to_date) == "2400.1"
    assert visit.separate[0].codes == {"97112", "97150"}
    assert visit.separate[0].because == "encounter"
    assert heard == ()


def test_who_treated_is_of_the_visit_or_of_one_service(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        treated_by: nurse-practitioner
        services: [{code: "97112", minutes: 15}, {code: "97110", minutes: 10, treated_by: aide}]
        """,
    )
    assert [service.treated_by for service in visit.services] == ["nurse-practitioner", "aide"]


def test_an_assistant_or_a_block_cannot_have_treated_by(tmp_path: Path) -> None:
    text = """
        service_date: "2026-03-02"
        treated_by: physical-therapist-assistant
        services: [{code: "97112", time: "10:00-10:20", clinician: therapist, treated_by: aide}]
        """
    with pytest.raises(ProblemsFound) as caught:
        read(tmp_path, text)
    told = [str(problem) for problem in caught.value.problems]
    assert any(":2:13: an assistant's minutes are written as `assistant:`" in problem for problem in told), told
    assert any("`treated_by` is written beside a `time`" in problem for problem in told), told


def test_clock_times_become_minutes_of_the_patient_asked_for(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        patient: Ana
        clinicians: {Lee: therapist, Cruz: assistant}
        services:
          - {code: "97112", time: "10:00-10:25", clinician: Lee, patient: Ana}
          - {code: "97112", time: "10:20-10:35", clinician: Cruz, patient: Ana}
          - {code: "97110", time: "10:35-10:50", clinician: Lee, patient: Ana}
          - {code: "97110", time: "10:00-10:20", clinician: Cruz, patient: Ben}
          - {code: "G0283", time: "10:00-10:15", patient: Ana}
        """,
    )
    assert given(visit) == {"97112": (35, 10), "97110": (15, 0), "G0283": (15, 0)}


def test_minutes_and_times_as_people_type_them(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        services:
          - {code: "97112", therapist: 15 min, assistant: "13\u00a0minutes"}
          - {code: "97140", minutes: "22"}
          - {code: "97110", time: "11:50 AM to 12:10 PM", clinician: therapist}
          - {code: "97530", time: "12:10–12:25 pm", clinician: therapist}
        """,
    )
    assert given(visit) == {"97112": (28, 13), "97140": (22, 0), "97110": (20, 0), "97530": (15, 0)}


CO_TREATED = """
    service_date: "2026-03-02"
    year_to_date: {PT: 2450.00, OT: 900}
    clinicians: {Lee: therapist, Kim: therapist}
    co_treatment:
      - {time: "10:00-10:20", led_by: PT}
      - {time: "10:20-10:30", led_by: OT}
    services:
      - {code: "97530", time: "10:00-10:30", clinician: Lee}
      - {code: "97530", time: "10:00-10:30", clinician: Kim, discipline: OT}
      - {code: "97535", time: "10:30-10:45", clinician: Kim, discipline: OT}
    """


def day_of(tmp_path: Path, text: str) -> ReadVisit:
    path = tmp_path / "visit.yml"
    path.write_text(textwrap.dedent(text).lstrip(), "utf-8")
    return read_visit(path, GUIDE.library)


def test_minutes_of_two_disciplines_are_of_the_one_that_led(tmp_path: Path) -> None:
    found = day_of(tmp_path, CO_TREATED)
    assert [(visit.discipline, given(visit), str(visit.year_to_date)) for visit in found.visits] == [
        ("PT", {"97530": (20, 0)}, "2450.0"),
        ("OT", {"97530": (10, 0), "97535": (15, 0)}, "900"),
    ]
    assert found.clock


def test_a_visit_of_two_disciplines_in_minutes(tmp_path: Path) -> None:
    found = day_of(
        tmp_path,
        """
        service_date: "2026-03-02"
        discipline: OT
        year_to_date: 100
        services: [{code: "97535", minutes: 20}, {code: "97112", therapist: 10, assistant: 5, discipline: PT}]
        """,
    )
    assert [(visit.discipline, given(visit), visit.year_to_date) for visit in found.visits] == [
        ("PT", {"97112": (15, 5)}, None),
        ("OT", {"97535": (20, 0)}, 100),
    ]
    assert not found.clock


CLINICIANS_APART = """
    service_date: "2026-03-02"
    services:
      - {code: "97112", time: "10:00-10:20", clinician: therapist}
      - {code: "97535", time: "10:20-10:40", clinician: assistant, discipline: OT}
    """


def test_roles_of_two_disciplines_are_two_people(tmp_path: Path) -> None:
    assert [given(visit) for visit in day_of(tmp_path, CLINICIANS_APART).visits] == [{"97112": (20, 0)}, {"97535": (20, 20)}]


def without(text: str, row: str, other: str = "") -> str:
    assert row in text
    return text.replace(row, other)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            without(CO_TREATED, '      - {time: "10:20-10:30", led_by: OT}\n'),
            ":8:27: the patient's minutes from 10:20 to 10:30 are counted under both PT (97530) and OT (97530); two disciplines "
            "do not each bill the same minutes: say in `co_treatment:` who led, or correct the times",
        ),
        (without(CO_TREATED, "led_by: OT", "led_by: SLP"), ":6:12: SLP does not treat the whole of `10:20-10:30`"),
        (
            without(CO_TREATED, "10:20-10:30", "10:20-10:40"),
            ":6:12: no other discipline treats the whole of",
        ),
        (without(CO_TREATED, "10:20-10:30", "10:15-10:30"), ":6:12: `10:15-10:30` overlaps another row; write each minute once"),
        (without(CO_TREATED, "10:20-10:30", "half past"), ":6:12: `half past` is not a time"),
        (without(CO_TREATED, "led_by: OT", "led_by: Kim"), ":6:35: `Kim` is not a known `led_by`; use one of"),
        (
            without(CO_TREATED, '10:30", clinician: Kim', '10:30", clinician: Lee'),
            ":9:53: Lee treats under PT and under OT; correct the discipline, or who treated",
        ),
        (without(CO_TREATED, "{PT: 2450.00, OT: 900}", "{PT: 2450.00, SLP: 900}"), ":2:15: PT and SLP share a threshold"),
        (without(CO_TREATED, "{PT: 2450.00, OT: 900}", "{Pt: 2450.00}"), ":2:16: `Pt` is not a field here"),
        (without(CO_TREATED, "{PT: 2450.00, OT: 900}", "{PT: -4}"), ":2:20: `-4` is not an amount"),
        (
            without(CO_TREATED, "service_date", "payer_rule: midpoint\n    service_date"),
            ":1:13: the day has two disciplines, and how another payer than Medicare counts such a day was not read",
        ),
        (
            'service_date: "2026-03-02"\nco_treatment: [{time: "9:00-9:10", led_by: PT}]\nservices: [{code: "97150"}]',
            ":2:15: `co_treatment` is given, and no service has a time",
        ),
        (
            'service_date: "2026-03-02"\nservices: [{code: "97112", minutes: 15, discipline: PTA}]',
            ":2:53: `PTA` is not a known `discipline`",
        ),
    ],
    ids=[
        "who led a part is not said", "who led is not there", "nobody else is there", "two rows at once", "no time", "no plan",
        "one clinician under two plans", "one threshold, two amounts", "no such amount", "dollars that are none", "another payer",
        "no clock", "no such discipline",
    ],
)  # fmt: skip
def test_a_day_of_two_disciplines_that_cannot_be_is_told(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        day_of(tmp_path, text)
    assert any(said in str(problem) for problem in caught.value.problems), [str(each) for each in caught.value.problems]


def test_circumstances_of_a_visit(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        setting: hospital-outpatient
        stay: none
        critical_access: true
        telehealth: home
        maintenance: true
        student: true
        services: [{code: "97112", minutes: 15}, {code: "97110", minutes: 15, student: false}]
        """,
    )
    assert visit.circumstances == Circumstances("none", critical_access=True, telehealth="home", maintenance=True)
    assert [service.student for service in visit.services] == [True, False]
    plain, _ = read(tmp_path, 'service_date: "2026-03-02"\nservices: [{code: "97112", minutes: 15}]')
    assert plain.circumstances == Circumstances()
    assert [service.student for service in plain.services] == [False]


@pytest.mark.parametrize(("setting", "said"), [("skilled-nursing", "Part A stay"), ("home-health-agency", "type of bill 34X")])
def test_a_setting_where_a_stay_may_pay_is_warned_of_until_it_is_said(tmp_path: Path, setting: str, said: str) -> None:
    text = f'service_date: "2026-03-02"\nsetting: {setting}\nservices: [{{code: "97112", minutes: 15}}]\n'
    assert any(said in warning for warning in read(tmp_path, text)[1])
    assert read(tmp_path, text + "stay: none\n")[1] == ()
    assert read(tmp_path, text + "payer_rule: midpoint\n")[1] == ()


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("stay: hospice", ":3:7: `hospice` is not a known `stay`"),
        ("critical_access: true", ":3:18: a critical access hospital is a hospital; write `setting: hospital-outpatient`"),
        ("critical_access: maybe", ":3:18: "),
        ("telehealth: video", ":3:13: `video` is not a known `telehealth`"),
        ("student: watching", ":3:10: "),
        ("maintenance: sometimes", ":3:14: "),
        (
            "payer_rule: midpoint\nstay: part-a",
            ":4:7: `stay` changes a Medicare claim, and the payer rule is midpoint",
        ),
        ("payer_rule: midpoint\nstudent: true", ":4:10: `student` changes a Medicare claim, and the payer rule is midpoint"),
    ],
)
def test_a_circumstance_that_cannot_be_is_one_line(tmp_path: Path, field: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        read(tmp_path, f'service_date: "2026-03-02"\nservices: [{{code: "97112", minutes: 15}}]\n{field}\n')
    (problem,) = caught.value.problems
    assert said in str(problem)


def test_a_students_part_in_a_block_is_written_for_the_visit(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound, match="`student` is written beside a `time`"):
        read(
            tmp_path,
            """
            service_date: "2026-03-02"
            services: [{code: "97112", time: "9:00-9:20", clinician: therapist, student: true}]
            """,
        )


def test_roles_can_stand_for_names(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        services:
          - {code: "97112", time: "9:00-9:10", clinician: therapist}
          - {code: "97112", time: "9:10-9:20", clinician: assistant}
        """,
    )
    assert given(visit) == {"97112": (20, 10)}


def test_a_group_of_one_is_warned_of(tmp_path: Path) -> None:
    _, heard = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        patient: Ana
        services:
          - {code: "97150", time: "10:00-10:25", clinician: therapist, patient: Ana}
          - {code: "97110", time: "10:30-10:45", clinician: therapist, patient: Ben}
        """,
    )
    assert heard == ("97150 for Ana: no other patient is in the group at that time.",)


TOP = 'service_date: "2026-03-02"\n'
FAULTS = {
    "unknown code": (TOP + 'services: [{code: "97999", minutes: 15}]', "2:19: `97999` is not a code of this guide"),
    "code not in force": (
        'service_date: "2019-06-03"\nservices: [{code: "97129", minutes: 15}]',
        "2:19: 97129 is in force from 2020-01-01 on, and not on 2019-06-03; use another code or day",
    ),
    "once a day": (TOP + 'services: [{code: "97129", minutes: 15}]', "2:19: 97129 is billed once a day"),
    "negative minutes": (TOP + 'services: [{code: "97112", minutes: -5}]', "2:37: 97112: minutes cannot be negative (-5)"),
    "a long day": (TOP + 'services: [{code: "97112", therapist: 1441}]', "2:39: 97112: more minutes than a day holds (1441)"),
    "half a minute": (TOP + 'services: [{code: "97112", minutes: 7.5}]', "2:37: `7.5` is not a whole number; write digits alone"),
    "no minutes": (TOP + 'services: [{code: "97112"}]', "2:12: 97112 is timed and has no minutes; add `minutes:`"),
    "minutes twice over": (
        TOP + 'services: [{code: "97112", minutes: 5, therapist: 5}]',
        "2:37: `minutes` is written beside who gave them",
    ),
    "assistant without a therapist": (
        TOP + 'plan_of_care: physician\nservices: [{code: "97112", therapist: 5, assistant: 9}]',
        "3:53: 97112: an assistant works under a therapist's plan; write `plan_of_care: therapist`",
    ),
    "assistant of an SLP": (
        TOP + 'discipline: SLP\nservices: [{code: "97112", assistant: 9}]',
        "3:39: 97112: Medicare knows assistants of PT and OT only",
    ),
    "before the data": (
        'service_date: "2017-12-31"\nservices: [{code: "97112", minutes: 15}]',
        "1:15: 2017-12-31 is before the data begins",
    ),
    "no date": ('services: [{code: "97112", minutes: 15}]', "1:1: `service_date` is missing"),
    "no services": (TOP + "services: []", "1:1: the visit has no services; name at least one"),
    "unknown field": (
        TOP + 'dicipline: OT\nservices: [{code: "97112", minutes: 15}]',
        "2:1: `dicipline` is not a field here; did you mean",
    ),
    "unknown place": (
        TOP + 'locality: ohoi\nservices: [{code: "97112", minutes: 15}]',
        "2:11: there is no locality `ohoi`; did you mean `ohio`?",
    ),
    "dollars that are none": (TOP + 'year_to_date: -5\nservices: [{code: "97112", minutes: 15}]', "2:15: `-5` is not an amount"),
    "separate from nothing": (
        TOP + 'separate: [{codes: ["97112", "97150"], because: encounter}]\nservices: [{code: "97112", minutes: 15}]',
        "2:30: 97150 is not among the services",
    ),
    "separate from itself": (
        TOP + 'separate: [{codes: ["97112", "97112"], because: encounter}]\nservices: [{code: "97112", minutes: 15}]',
        "2:30: 97112 is listed twice",
    ),
    "time backward": (
        TOP + 'services: [{code: "97112", time: "10:25-10:00", clinician: therapist}]',
        "2:34: `10:25-10:00` ends before it begins; write the end after the start",
    ),
    "no such hour": (
        TOP + 'services: [{code: "97112", time: "25:00-26:00", clinician: therapist}]',
        "2:34: `25:00-26:00` is not a time",
    ),
    "a time backward around noon": (
        TOP + 'services: [{code: "97112", time: "11:50-12:10 PM", clinician: therapist}]',
        "2:34: `11:50-12:10 PM` runs backward with PM for both times; write AM or PM after each of them",
    ),
    "AM and PM on some times alone": (
        TOP + "services:\n"
        '  - {code: "97112", time: "1:00 PM-1:30 PM", clinician: therapist}\n'
        '  - {code: "97110", time: "1:20-1:40", clinician: therapist}',
        "4:27: `1:20-1:40` has no AM or PM, and other times of the day have; write AM or PM after every time",
    ),
    "an overlap in AM and PM": (
        TOP + "services:\n"
        '  - {code: "97112", time: "11:50am-12:15pm", clinician: therapist}\n'
        '  - {code: "97110", time: "12:10 PM to 12:40 PM", clinician: therapist}',
        "4:27: the patient's minutes from 12:10 to 12:15 are counted under both 97112 and 97110",
    ),
    "minutes in words": (
        TOP + 'services: [{code: "97112", minutes: "a quarter"}]',
        "2:37: `a quarter` is not a number of minutes; write whole minutes, such as 15",
    ),
    "units in place of minutes": (
        TOP + 'services: [{code: "97112", therapist: "2 units"}]',
        "2:39: `2 units` is not a number of minutes",
    ),
    "clinician without a time": (
        TOP + 'services: [{code: "97112", minutes: 5, clinician: Lee}]',
        "2:51: `clinician` belongs to a block",
    ),
    "a time and minutes": (
        TOP + 'services: [{code: "97112", minutes: 5, time: "10:00-10:05"}]',
        "2:37: `minutes` is written beside a `time`",
    ),
    "nobody": (
        TOP + 'services: [{code: "97112", time: "10:00-10:25"}]',
        "2:12: 97112: nobody gave it; add `clinician:`",
    ),
    "an evaluation by nobody": (
        TOP + "services:\n"
        '  - {code: "97161", time: "10:00-10:30"}\n'
        '  - {code: "97112", time: "10:00-10:30", clinician: therapist}',
        "3:5: 97161: nobody gave it; add `clinician:`",
    ),
    "a group of nobody": (TOP + 'services: [{code: "97150", time: "10:00-10:30"}]', "2:12: 97150: nobody gave it"),
    "a block of nobody's": (
        TOP + "patient: Ana\nservices:\n"
        '  - {code: "97112", time: "10:00-10:30", clinician: therapist, patient: Ana}\n'
        '  - {code: "97110", time: "10:30-11:00", clinician: therapist}',
        "5:5: 97110: this block is nobody's, and others name a patient; add `patient:`",
    ),
    "a block of nobody's beside a named one": (
        TOP + "services:\n"
        '  - {code: "97112", time: "10:00-10:30", clinician: therapist, patient: Ana}\n'
        '  - {code: "97110", time: "10:20-11:00", clinician: therapist}',
        "4:5: 97110: this block is nobody's",
    ),
    "another practitioner who is the same": (
        TOP + "clinicians: {Lee: therapist}\n"
        'separate: [{codes: ["97112", "97760"], because: practitioner}]\n'
        'services:\n  - {code: "97112", time: "10:00-10:30", clinician: Lee}\n'
        '  - {code: "97760", time: "10:30-11:00", clinician: Lee}',
        "3:49: Lee gave both 97112 and 97760",
    ),
    "no role": (TOP + 'services: [{code: "97112", time: "10:00-10:25", clinician: Lee}]', "2:60: `Lee` has no role"),
    "unknown code in a block": (
        TOP + 'services: [{code: "97999", time: "10:00-10:25", clinician: therapist}]',
        "2:19: `97999` is not a code",
    ),
    "whose claim": (
        TOP + "services:\n"
        '  - {code: "97112", time: "10:00-10:25", clinician: therapist, patient: Ana}\n'
        '  - {code: "97112", time: "10:30-10:45", clinician: therapist, patient: Ben}',
        "3:3: there are blocks of 2 patients; name the one",
    ),
    "nobody's claim": (
        TOP + 'patient: Eva\nservices: [{code: "97112", time: "10:00-10:25", clinician: therapist, patient: Ana}]',
        "2:10: no block is of `Eva`",
    ),
    "a patient without times": (
        TOP + 'patient: Ana\nservices: [{code: "97112", minutes: 15}]',
        "2:10: `patient` is named, and no service has a time",
    ),
    "one patient's overlap": (
        TOP + "services:\n"
        '  - {code: "97112", time: "10:00-10:25", clinician: therapist}\n'
        '  - {code: "97110", time: "10:20-10:40", clinician: therapist}',
        "4:27: the patient's minutes from 10:20 to 10:25 are counted under both 97112 and 97110; "
        "one patient's minutes count once",
    ),
    "one clinician's overlap": (
        TOP + "patient: Ana\nservices:\n"
        '  - {code: "97112", time: "10:00-10:25", clinician: therapist, patient: Ana}\n'
        '  - {code: "97110", time: "10:20-10:40", clinician: therapist, patient: Ben}',
        "5:27: therapist is one-on-one with Ana (97112) and with Ben (97110) from 10:20 to 10:25; one-on-one minutes",
    ),
}


@pytest.mark.parametrize(("text", "said"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_told_at_its_line_and_says_how_to_mend_it(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, text)
    (problem,) = found.value.problems
    assert said in str(problem).partition("visit.yml:")[2]
    assert problem.fix


def test_every_fault_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProblemsFound) as found:
        read(tmp_path, TOP + 'services: [{code: "97999", minutes: 15}, {code: "97112", minutes: -1}, {code: "97110"}]')
    assert len(found.value.problems) == 3


def test_what_runs_without_a_clinician_may_run_beside_treatment(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        services:
          - {code: "G0283", time: "10:00-10:20"}
          - {code: "97112", time: "10:10-10:40", clinician: therapist}
        """,
    )
    assert given(visit) == {"G0283": (20, 0), "97112": (30, 0)}


def test_another_practitioner_is_believed_where_two_are_named(tmp_path: Path) -> None:
    visit, _ = read(
        tmp_path,
        """
        service_date: "2026-03-02"
        clinicians: {Lee: therapist, Kim: therapist}
        separate: [{codes: ["97112", "97760"], because: practitioner}]
        services:
          - {code: "97112", time: "10:00-10:30", clinician: Lee}
          - {code: "97760", time: "10:30-11:00", clinician: Kim}
        """,
    )
    assert visit.separate[0].because == "practitioner"
