"""Where minutes of a visit go: every combination of features by a second table, and every stretch as a person read it."""

from __future__ import annotations

from itertools import product

import pytest

from macros.guide import Guide
from macros.rules.treatment_time import (
    AideTime,
    Beside,
    By,
    Doing,
    GroupTime,
    NoContact,
    NotWithPatient,
    OtherBills,
    RestTime,
    Stretch,
    TreatedOneOnOne,
    TreatmentTimeReason,
    UntimedTime,
    place_of,
)
from tests.command import ROOT
from tests.scenarios.counts_judged import NEITHER, TIMED, TOTAL, place

GUIDE = Guide.load(ROOT)


def by_exclusion(stretch: Stretch) -> str:
    """The same by striking out: first who cannot count at all, then who cannot count as timed."""
    therapy = stretch.doing == "treating" and stretch.by in {"therapist", "assistant", "machine"}
    ours = stretch.beside != "other-discipline"
    if not (therapy and ours):
        return "neither"
    return "total" if stretch.untimed or stretch.by == "machine" or stretch.beside == "group" else "timed"


def test_every_combination_goes_where_a_second_table_puts_it() -> None:
    seen = set()
    for features in product(Doing, By, Beside, (False, True)):
        stretch = Stretch(*features)
        found, reason = place_of(stretch, 7)
        assert found == by_exclusion(stretch), stretch
        assert "7 minutes" in reason.text or "7 minute" in reason.text
        seen.add(type(reason))
    assert seen == set(TreatmentTimeReason.__subclasses__())


def test_every_stretch_of_the_data_goes_where_a_person_put_it() -> None:
    stretches = {stretch.id: stretch for stretch in GUIDE.library.stretches}
    assert set(stretches) == TIMED | set(TOTAL) | NEITHER
    for name, stretch in stretches.items():
        assert stretch.place == place(name), name
        assert stretch.code == TOTAL.get(name)


REASONS = [
    (RestTime(6), "Rest is not treatment: the 6 minutes count toward neither total.", ("U-26",)),
    (
        NotWithPatient(6),
        "Work before or after treatment does not count: the 6 minutes stay out of both totals.",
        ("U-25",),
    ),
    (AideTime(6), "To Medicare an aide's work is not therapy: the 6 minutes count toward neither total.", ("U-29",)),
    (NoContact(6), "Nobody treats the patient in direct contact: the 6 minutes count toward neither total.", ("S-04a", "U-25")),
    (OtherBills(6), "The other discipline bills the 6 minutes, and the same time cannot be billed twice.", ("K-922a",)),
    (
        GroupTime(6),
        "Group treatment is untimed: the 6 minutes count toward total treatment time only.",
        ("U-22", "D-23b"),
    ),
    (
        UntimedTime(6),
        "The service is untimed: the 6 minutes count toward total treatment time only.",
        ("U-06", "D-23b"),
    ),
    (
        TreatedOneOnOne(6),
        "One-on-one treatment: the 6 minutes count as timed minutes and toward total treatment time.",
        ("U-25", "S-04a"),
    ),
]


@pytest.mark.parametrize(("reason", "sentence", "cites"), REASONS)
def test_what_a_learner_reads(reason: TreatmentTimeReason, sentence: str, cites: tuple[str, ...]) -> None:
    assert reason.text == sentence
    assert reason.cites == cites
    assert all(GUIDE.library.standing(fact).checked != "unverified" for fact in cites)
