"""A patient's day with several disciplines becomes one claim for each: units apart; edits, limits and payment together.

Each discipline's plan of care has a visit of its own. Sources: Medicare's manuals and contractors on disciplines, edits, payment
and treatment together, as facts S-15, K-922c, K-922a, M-04, M-26 and P-02 state them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from itertools import product

from macros.rules.claim import Draft, Line, PaidWay, Tables, Visit, drafted, with_edits, with_payment
from macros.rules.modifiers import THERAPY_MODIFIER, THRESHOLDS
from macros.rules.payment import Price
from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.units import MEDICARE, cap_for


@dataclass(frozen=True)
class ClaimOfEach(Reason):
    """The disciplines of the day, each with a plan and a claim of its own."""

    disciplines: tuple[str, ...]
    modifiers: tuple[str, ...]

    says = "{disciplines:and} each have a plan of care of their own: one claim for each, with {modifiers:and}."
    cites = ("S-15", "M-01")


@dataclass(frozen=True)
class CountedApart(Reason):
    """The units of each discipline by its own minutes."""

    disciplines: tuple[str, ...]

    says = "The timed minutes of {disciplines:and} are counted apart, each for its own units."
    cites = ("K-922c",)


@dataclass(frozen=True)
class CountedAsOne(NothingRead):
    """The claims have other units than the minutes of all disciplines would make if they were counted as one."""

    minutes: int
    units: int
    together: int

    says = (
        "Counted apart, the day has {units:timed unit}; its {minutes:minute} counted as one would make {together}. Counting "
        "apart is how others put Medicare's rule. The manual's own sentence on two disciplines was not read, so look it up "
        "before you bill such a day."
    )
    cites = ("U-01", "K-922c")


@dataclass(frozen=True)
class MinutesTogether(Phrase):
    """Minutes without clock times, of disciplines that may have treated together."""

    disciplines: tuple[str, ...]

    says = (
        "Without clock times, nobody can see here whether {disciplines:and} treated at the same time. Minutes that they treated "
        "together count under one of them only."
    )
    cites = ("K-922a",)


@dataclass(frozen=True)
class EditedTogether(Reason):
    """Edits look across the disciplines of one provider."""

    says = "Edits and limits on units look at the lines of one provider's day together, whatever the discipline."
    cites = ("M-26", "M-11")


@dataclass(frozen=True)
class RankedTogether(Reason):
    """One ranking of the payment reduction."""

    disciplines: tuple[str, ...]

    says = "One unit of the whole day is paid in full: the payment reduction ranks the units of {disciplines:and} together."
    cites = ("P-02",)


@dataclass(frozen=True)
class ThresholdOfEach(Reason):
    """PT and SLP share a threshold, and OT has one of its own."""

    says = "KX looks at two totals of the year: PT and SLP share one threshold, and OT has its own."
    cites = ("M-04",)


@dataclass(frozen=True)
class FullUnitOfEither(Phrase):
    """Disciplines tie for the unit paid in full, so that what each claim is allowed is open, and the day's total is not."""

    disciplines: tuple[str, ...]

    says = (
        "{disciplines:and} tie for the unit paid in full, and no source says whose it is: the amounts of their claims are one of "
        "two. The total of the day is the same."
    )
    cites = ("P-03",)


@dataclass(frozen=True)
class PlanClaim:
    """The claim of one discipline, and the dollars that it is allowed.

    Several amounts stand where a tie leaves open in which claim the unit paid in full is, and none without a price.
    """

    discipline: str
    lines: tuple[Line, ...]
    allowed: tuple[Decimal, ...]


@dataclass(frozen=True)
class DayClaims:
    """One way to bill a day: the claim of each discipline, and their price together.

    `why` says of which units the assistant's modifier is not settled, where there are any.
    """

    claims: tuple[PlanClaim, ...]
    price: Price | None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class DayResult:
    """Every acceptable way to bill a day of several disciplines, and the reasoning.

    `drafts` tell for each discipline how its own minutes were counted, what is not payable, and what is not settled. Ways of
    which the modifier of some units is not settled are in `open`.
    """

    drafts: Mapping[str, Draft]
    acceptable: tuple[DayClaims, ...]
    open: tuple[DayClaims, ...]
    steps: tuple[Reason, ...]
    warnings: tuple[Phrase, ...]
    crosses: bool

    @property
    def unsettled(self) -> dict[str, Reason]:
        """What is open, by discipline."""
        return {discipline: draft.unsettled for discipline, draft in self.drafts.items() if draft.unsettled}


def day_for(visits: Sequence[Visit], tables: Tables, *, clock: bool = False) -> DayResult:
    """Build every acceptable way to bill one patient's day with several disciplines.

    Each visit is of one discipline; else they differ in services and in the year's total alone. `clock` says that the minutes
    were read from clock times, and that no minute is under two disciplines. Raises Refused as claim_for does, for visits that do
    not belong together, and for another payer than Medicare, whose count of two disciplines nobody here has read.
    """
    _belong_together(visits)
    drafts = {visit.discipline: drafted(visit, tables) for visit in visits}
    warnings: list[Phrase] = [warning for draft in drafts.values() for warning in draft.warnings]
    disciplines = tuple(visit.discipline for visit in visits)
    warnings += [] if clock else [MinutesTogether(disciplines)]
    warnings += _counted_as_one(list(drafts.values()))
    steps: list[Reason] = [
        ClaimOfEach(disciplines, tuple(THERAPY_MODIFIER[discipline] for discipline in disciplines)),
        CountedApart(disciplines),
    ]
    own = {step for draft in drafts.values() for claim in draft.claims for step in claim.steps}
    drafted_ways = list(product(*(draft.claims for draft in drafts.values())))
    edited = with_edits(visits, drafted_ways, tables)
    paid = with_payment(visits, edited.ways, tables)
    ways = [
        _day_claims(visits, way, tuple(reason for claim in claims for reason in claim.why))
        for way, claims in zip(paid.ways, drafted_ways, strict=True)
    ]
    if len([lines for lines in edited.ways[0] if lines]) > 1:
        steps += [EditedTogether(), RankedTogether(disciplines)]
    steps += [ThresholdOfEach()] if _two_thresholds(visits) else []
    steps += [step for step in edited.steps if step not in own] + [*paid.steps]
    return DayResult(
        drafts,
        tuple(way for way in ways if not way.why),
        tuple(way for way in ways if way.why),
        tuple(dict.fromkeys(steps)),
        tuple(dict.fromkeys([*warnings, *edited.warnings, *_ties(visits, paid.ways), *paid.warnings])),
        paid.crosses,
    )


def _ties(visits: Sequence[Visit], ways: Sequence[PaidWay]) -> list[Phrase]:
    tied = [tuple(v.discipline for v, amounts in zip(visits, way.allowed, strict=True) if len(amounts) > 1) for way in ways]
    return [FullUnitOfEither(disciplines) for disciplines in tied if disciplines]


def _day_claims(visits: Sequence[Visit], way: PaidWay, why: tuple[Reason, ...]) -> DayClaims:
    claims = zip(visits, way.claims, way.allowed, strict=True)
    return DayClaims(tuple(PlanClaim(visit.discipline, lines, allowed) for visit, lines, allowed in claims), way.price, why)


def _counted_as_one(drafts: Sequence[Draft]) -> list[Phrase]:
    """What to know where the disciplines' units, counted apart, are not what their minutes would make together."""
    minutes = [draft.units.total_timed_minutes for draft in drafts]
    apart, together = sum(map(cap_for, minutes)), cap_for(sum(minutes))
    return [CountedAsOne(sum(minutes), apart, together)] if apart != together else []


def _two_thresholds(visits: Sequence[Visit]) -> bool:
    return len({shared for visit in visits for shared in THRESHOLDS if visit.discipline in shared}) > 1


def _belong_together(visits: Sequence[Visit]) -> None:
    first, *others = visits
    if first.payer_rule != MEDICARE:
        raise Refused(
            "how another payer than Medicare counts a day of two disciplines was not read",
            "write a file for each discipline, or `payer_rule: medicare`",
        )
    if len({visit.discipline for visit in visits}) < len(visits):
        raise Refused("a discipline has two visits on the day", "put its services into one")
    own = {field.name for field in fields(Visit)} & {"discipline", "services", "year_to_date"}
    for other in others:
        if replace(other, **{name: getattr(first, name) for name in own}) != first:
            raise Refused("the visits are not of one day, place and payer", "write one file for each")
    for shared in THRESHOLDS:
        if len({visit.year_to_date for visit in visits if visit.discipline in shared}) > 1:
            raise Refused(f"{' and '.join(shared)} share a threshold, and have two amounts", "write the same amount for both")
