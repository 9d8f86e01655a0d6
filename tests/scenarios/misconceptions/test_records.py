"""Wrong answers on what a record must hold, read from docs/data/documentation.yml by eye: the family of records."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.records import RECORDS
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, rows, wrong_values


def asked(ask: str, *ids: str) -> Question:
    found = {requirement.id: requirement for requirement in LIBRARY.requirements}
    return made_up(ask, draw={f"drawn_{place}": found[name] for place, name in enumerate(ids)})


# A treatment note must hold its date (D-23c). What Medicare requires elsewhere alone: not a signature or a date, which the
# note needs, too; not what only good practice or another payer asks for; and not D-34b and D-34d, which are unverified.
REQUIRED_ELSEWHERE = {
    "D-06a", "D-06b", "D-06d", "D-06e", "D-07b", "D-08",
    "D-11a", "D-11b", "D-11c", "D-11d", "D-11e", "D-11f", "D-13a", "D-16a",
    "D-18b", "D-20", "D-21",
    "D-31a", "D-31d", "D-31e", "D-31f", "D-31g", "D-31h",
    "D-34a",
}  # fmt: skip
# Of good practice in the note D-72e is left out: timed minutes are required as well (D-23a).
GOOD_PRACTICE_OF_THE_NOTE = {
    "D-27a", "D-27b", "D-27c", "D-27d", "D-27e", "D-27f", "D-27g", "D-72a", "D-72b", "D-72c", "D-72d",
}  # fmt: skip
# Of other payers' rules D-37b, D-37e and D-37f are left out: interventions and timed minutes are required by Medicare as well.
PAYERS_RULES_OF_THE_NOTE = {"D-37a", "D-37c", "D-37d", "D-37g", "D-71"}
NOT_REQUIRED_OF_THE_NOTE = {"D-24a", "D-24b", "D-25", "D-26"}

ELEMENTS: list[tuple[str, str, set[str]]] = [
    ("other-document", "D-23c", REQUIRED_ELSEWHERE),
    ("good-practice-as-rule", "D-23c", GOOD_PRACTICE_OF_THE_NOTE),
    ("payer-rule-as-medicare", "D-23c", PAYERS_RULES_OF_THE_NOTE),
    ("not-required-as-rule", "D-23c", NOT_REQUIRED_OF_THE_NOTE),
    # No payer's rule on the plan of care is in the data, and no good practice on the certification.
    ("payer-rule-as-medicare", "D-11a", set()),
    ("good-practice-as-rule", "D-20", set()),
    # On the evaluation every payer's rule but three is one of Medicare's as well: history, effect and expected outcome are not;
    # onset and function, which Medicare only recommends, are not either.
    ("payer-rule-as-medicare", "D-06a", {"D-10a", "D-10b", "D-10c", "D-10e"}),
    ("not-required-as-rule", "D-34a", set()),
    # D-18c (a signature) is required by D-17a; a visit to the physician is not.
    ("not-required-as-rule", "D-20", {"D-22a"}),
]


@pytest.mark.parametrize("ask", ["element", "missing"])
@pytest.mark.parametrize(("name", "element", "ids"), ELEMENTS)
def test_the_elements_wrongly_required(name: str, element: str, ids: set[str], ask: str) -> None:
    values = wrong_values(name, asked(ask, element))
    assert set(values) == ids
    assert len(values) == len(ids)


def test_of_several_elements_the_document_of_the_first_counts() -> None:
    assert set(wrong_values("good-practice-as-rule", asked("every-element", "D-23a", "D-23c", "D-23d"))) == (
        GOOD_PRACTICE_OF_THE_NOTE
    )


def test_a_document_is_wrong_that_need_not_hold_the_element() -> None:
    # The period that is covered stands in the progress report (D-31a) and in the discharge report (D-34a).
    values = wrong_values("other-document", asked("document", "D-31a"))
    assert values == ["evaluation", "plan-of-care", "certification", "treatment-note"]


@pytest.mark.parametrize(
    ("element", "values"),
    [
        ("D-23a", ["good-practice", "payer"]),
        ("D-27b", ["medicare-required", "payer"]),
        ("D-71", ["medicare-required", "good-practice"]),
        # Not required by anyone, or only recommended by Medicare: none of the three.
        ("D-25", []),
        ("D-06c", []),
    ],
)
def test_the_wrong_authorities(element: str, values: list[str]) -> None:
    assert wrong_values("rule-of-another", asked("authority", element)) == values


def test_the_wrong_authorities_of_several() -> None:
    text = {name: row["element"][0].upper() + row["element"][1:] for name, row in rows("documentation", "requirements").items()}
    assert wrong_values("rule-of-another-of-several", asked("match-authorities", "D-23a", "D-71", "D-25")) == [
        (text["D-23a"], "good-practice"),
        (text["D-23a"], "payer"),
        (text["D-71"], "medicare-required"),
        (text["D-71"], "good-practice"),
    ]


def test_the_documents_of_other_elements() -> None:
    text = {name: row["element"][0].upper() + row["element"][1:] for name, row in rows("documentation", "requirements").items()}
    # Two of the plan of care, one of the note.
    assert wrong_values("document-of-another", asked("match-documents", "D-11a", "D-23a", "D-11b")) == [
        (text["D-11a"], "treatment-note"),
        (text["D-23a"], "plan-of-care"),
        (text["D-11b"], "treatment-note"),
    ]
    assert wrong_values("document-of-another", asked("match-documents", "D-11a", "D-11b", "D-11c")) == []


def test_every_wrong_answer_on_records_has_a_case() -> None:
    others = {"rule-of-another", "rule-of-another-of-several", "document-of-another"}
    assert {name for name, *_ in ELEMENTS} | others == set(RECORDS)
