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
    (RestTime(6), "The 6 minutes of rest are not treatment time: they go into neither total.", ("U-26",)),
    (
        NotWithPatient(6),
        "Work before or after the treatment does not count, so its 6 minutes stay out: nobody was being treated.",
        ("U-25",),
    ),
    (AideTime(6), "The 6 minutes with an aide do not count: for Medicare an aide's work is not therapy.", ("U-29",)),
    (NoContact(6), "In the 6 minutes nobody treats the patient in direct contact, so they do not count.", ("S-04a", "U-25")),
    (OtherBills(6), "The 6 minutes are billed by the other discipline; the same minutes cannot be billed twice.", ("K-922a",)),
    (
        GroupTime(6),
        "The 6 minutes in the group are untimed: they go into the total treatment time, and not into the timed minutes.",
        ("U-22", "D-23b"),
    ),
    (
        UntimedTime(6),
        "The 6 minutes of an untimed service go into the total treatment time, and not into the timed minutes.",
        ("U-06", "D-23b"),
    ),
    (
        TreatedOneOnOne(6),
        "In the 6 minutes the patient is treated one-on-one: they are timed minutes, and part of the total.",
        ("U-25", "S-04a"),
    ),
]


@pytest.mark.parametrize(("reason", "sentence", "cites"), REASONS)
def test_what_a_learner_reads(reason: TreatmentTimeReason, sentence: str, cites: tuple[str, ...]) -> None:
    assert reason.text == sentence
    assert reason.cites == cites
    assert all(GUIDE.library.standing(fact).checked != "unverified" for fact in cites)
