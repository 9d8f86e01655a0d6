"""What is said on the way from a visit to a claim, as values. macros/rules/claim.py yields them."""

from __future__ import annotations

from dataclasses import dataclass

from macros.rules.payment import PriceReason
from macros.rules.reason import Phrase, Reason


@dataclass(frozen=True)
class PlanModifier(Reason):
    """The therapy modifier of the plan of care."""

    discipline: str
    modifier: str

    says = "The plan of care is {discipline}: {modifier} on every line."
    cites = ("M-01",)


@dataclass(frozen=True)
class TwoLines(Reason):
    """A code of which some units need the assistant's modifier and some do not."""

    code: str
    without: int
    marked: int
    modifier: str

    says = "{code} is billed on two lines: {without:unit} without {modifier} and {marked} with it."
    cites = ("A-06",)


@dataclass(frozen=True)
class Beside(Reason):
    """The assistant's modifier beside the therapy modifier."""

    modifier: str
    therapy: str

    says = "{modifier} goes beside {therapy} on the line."
    cites = ("A-07",)


@dataclass(frozen=True)
class ShownSeparate(Reason):
    """The record shows that an edited pair was separate."""

    first: str
    second: str
    modifier: str
    denied: str

    says = "The record shows that {first} and {second} were separate: {modifier} on {denied}."
    cites = ("E-04", "M-09")


@dataclass(frozen=True)
class ExactPreferred(Reason):
    """59 gives way to an X modifier of the same line."""

    code: str
    plain: str

    says = "{code}: {plain} and an X modifier do not go on one line, and the X modifier is preferred."
    cites = ("M-09",)


@dataclass(frozen=True)
class NotSettled(Phrase):
    """Beside the modifiers of units of which it is not settled how many need the assistant's."""

    modifier: str

    says = "{modifier} not settled"


@dataclass(frozen=True)
class PayersOwn(Phrase):
    """A payer other than Medicare."""

    says = "Modifiers, edits, thresholds, and payment are the payer's own; only the units are counted here."


@dataclass(frozen=True)
class DeniesUnlessSeparate(Phrase):
    """A line denies by an edit that a modifier could override."""

    code: str
    beside: str

    says = (
        "{code} denies beside {beside}: 59 or an X modifier overrides the edit only if the services were separate and "
        "the record shows it."
    )


@dataclass(frozen=True)
class DeniesAlways(Phrase):
    """A line denies by an edit that nothing overrides."""

    code: str
    beside: str

    says = "{code} denies beside {beside}: no modifier overrides the edit."


@dataclass(frozen=True)
class NotKnownAsTherapy(Phrase):
    """A code that was not read as always therapy."""

    code: str
    modifier: str
    discipline: str

    says = (
        "{code}: Medicare's list of always therapy codes was not read for it; {modifier} is on it because the plan of care is "
        "{discipline}."
    )
    cites = ("P-24",)


@dataclass(frozen=True)
class SometimesTherapy(Phrase):
    """A code that is therapy under a therapy plan of care."""

    code: str
    modifier: str
    discipline: str

    says = "{code} is on Medicare's sometimes therapy list; {modifier} is on it because the plan of care is {discipline}."
    cites = ("M-19", "N-147")


@dataclass(frozen=True)
class NotPriced(Phrase):
    """The lines cannot be priced."""

    why: Phrase

    says = "Not priced: {why}."


@dataclass(frozen=True)
class CountedWhole(PriceReason):
    """A line with the assistant's modifier adds its whole allowed amount to the year."""

    says = (
        "The year's total counts the whole allowed amount of a line with CQ or CO. That is not confirmed: no text that we read "
        "says whether such a line adds less."
    )
    cites = ("M-05b", "M-05c")


@dataclass(frozen=True)
class CrossesThreshold(Phrase):
    """The visit begins at or below the threshold and ends above it."""

    says = (
        "The visit itself passes the KX threshold. KX is on all its lines here; no source says which lines of such a day need it."
    )


@dataclass(frozen=True)
class KxByFullUnit(Phrase):
    """Two disciplines tie for the unit paid in full, and whether one of them passes its threshold depends on which has it."""

    disciplines: tuple[str, ...]

    says = (
        "KX is not decided for {disciplines:and}: two disciplines have a unit that may be the one paid in full, and with one "
        "choice the year is above the threshold, with the other it is not."
    )
    cites = ("P-03", "M-04")


@dataclass(frozen=True)
class AboveReview(Phrase):
    """The year is above the threshold for targeted review."""

    says = "The year's total is above the threshold of targeted medical review; not every claim above it is reviewed."
    cites = ("M-06",)


@dataclass(frozen=True)
class Crowded(Phrase):
    """A line that needs more modifiers than it holds."""

    code: str
    most: int
    modifiers: tuple[str, ...]

    says = "{code}: a claim line holds {most:modifier}, and this one needs {modifiers: }."
    cites = ("F-06",)
