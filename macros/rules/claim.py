"""A visit becomes a claim: who may treat, units, assistants, therapy modifiers, edits, limits, KX and payment, in this order.

Each part is a rule of its own in this package; here they meet. `claim_for` is chosen by service date throughout: every table
it is given holds the days on which its rows are in force.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate, combinations
from typing import TypeVar

from macros.rules.assistants import shared_units
from macros.rules.circumstances import BUNDLED, NOTHING_SPECIAL, Circumstances, CriticalAccessNotRead, reasons_for, to_know
from macros.rules.claim_reasons import (
    AboveReview,
    Beside,
    CountedWhole,
    CrossesThreshold,
    Crowded,
    DeniesAlways,
    DeniesUnlessSeparate,
    ExactPreferred,
    KxByFullUnit,
    NotKnownAsTherapy,
    NotPriced,
    NotSettled,
    PayersOwn,
    PlanModifier,
    ShownSeparate,
    SometimesTherapy,
    TwoLines,
)
from macros.rules.edits import HOSPITAL, PRACTITIONER, EditAnswer
from macros.rules.furnishing import PayersDiffer, Work
from macros.rules.limits import UnitLimit, over_limits
from macros.rules.modifiers import (
    ASSISTANT_MODIFIER,
    DISCIPLINES,
    SEPARATE_MODIFIER,
    THERAPY_MODIFIER,
    THRESHOLDS,
    KxAnswer,
    Threshold,
    has_assistant_modifier,
    kx_for,
)
from macros.rules.payable import DependsOnWho, EvaluationShared, NotPayable, payable
from macros.rules.payment import NATIONAL, Billed, FeeSchedule, Price, PricedLine, Unpriced, price
from macros.rules.reason import Phrase, Reason
from macros.rules.refused import Refused
from macros.rules.units import MEDICARE, RULES, Units, UnitsResult, count_units
from macros.rules.visit import Service
from macros.rules.vocabulary import Setting, Stay, refuse_unknown

SETTINGS: Mapping[str, str] = {
    Setting.PRIVATE_PRACTICE: PRACTITIONER,
    Setting.PHYSICIAN_OFFICE: PRACTITIONER,
    Setting.HOSPITAL_OUTPATIENT: HOSPITAL,
    Setting.SKILLED_NURSING: HOSPITAL,
    Setting.REHAB_AGENCY: HOSPITAL,
    Setting.CORF: HOSPITAL,
    Setting.HOME_HEALTH_AGENCY: HOSPITAL,
}
"""Where the visit takes place, and whose table of edits and limits holds there (M-15)."""

NOTHING_COUNTED = UnitsResult(MEDICARE, 0, ({},), ())
"""The units of a visit of which nothing may be paid."""

MODIFIERS_ON_A_LINE = 4
"""What field 24D of the claim form holds (F-06)."""

PLAIN_SEPARATE = SEPARATE_MODIFIER["minutes"]
MORE_EXACT = frozenset(SEPARATE_MODIFIER.values()) - {PLAIN_SEPARATE}
"""59, and the X modifiers that say more exactly why services were separate (M-09)."""


@dataclass(frozen=True)
class Separate:
    """Two codes whose services the record shows to be separate, and why (a key of SEPARATE_MODIFIER)."""

    codes: frozenset[str]
    because: str


@dataclass(frozen=True)
class Visit:
    """One patient's day with one discipline.

    `year_to_date` is what Medicare allowed before the visit this calendar year, in dollars, for the disciplines that share its
    threshold. `separate` names what the record shows to be separate. `therapists_plan` is false for services that are
    billed incident to a physician's; `qualifying` tells of a provider in a qualifying payment model. `circumstances` are what
    else changes a claim.
    """

    service_date: date
    services: tuple[Service, ...]
    payer_rule: str = MEDICARE
    discipline: str = "PT"
    setting: str = "private-practice"
    year_to_date: Decimal | None = None
    locality: str = NATIONAL.id
    separate: tuple[Separate, ...] = ()
    therapists_plan: bool = True
    qualifying: bool = False
    circumstances: Circumstances = NOTHING_SPECIAL


@dataclass(frozen=True)
class Tables:
    """What changes by date: thresholds by year, unit limits by table and code, fees, and the edit between two codes on a day.

    `always_therapy` are the codes that were read as always therapy: their row in the fee schedule carries the mark of the
    therapy reduction (P-24). `works` say which disciplines a code is tied to, whether it is an evaluation, and whether
    Medicare pays it as it is. `sometimes_therapy` are on the list of that name.
    """

    thresholds: Mapping[int, Threshold]
    limits: Mapping[tuple[str, str], UnitLimit]
    schedule: FeeSchedule
    edit: Callable[[str, str, date, str], EditAnswer]
    always_therapy: frozenset[str]
    works: Mapping[str, Work]
    sometimes_therapy: frozenset[str] = frozenset()

    @property
    def not_paid_as_is(self) -> dict[str, Reason]:
        """The codes that Medicare does not cover, bundles, or wants by another code, and why."""
        return {code: work.coverage for code, work in self.works.items() if work.coverage}


@dataclass(frozen=True)
class Line:
    """One line of a claim. `denied_by` is the code whose edit makes this line deny, None where it does not deny.

    `open_modifier` is the assistant's modifier where no source settles how many of these units need it, and so whether it
    goes beside `modifiers`; else it is empty.
    """

    code: str
    units: int
    modifiers: tuple[str, ...]
    denied_by: str | None = None
    open_modifier: str = ""

    @property
    def modifiers_text(self) -> str:
        """The modifiers, and the one that is not settled."""
        return " ".join([*self.modifiers, *([f"({NotSettled(self.open_modifier)})"] if self.open_modifier else [])])


@dataclass(frozen=True)
class OpenClaim:
    """A claim whose units are acceptable, while the assistant's modifier of some of them is not settled, and `why`.

    Units of a person's own full blocks stand on lines of their own, with all of their modifiers; the units left on lines
    with an `open_modifier`. What is allowed for the lines is known all the same, and `price` says so.
    """

    lines: tuple[Line, ...]
    price: Price | None
    why: tuple[Reason, ...]


@dataclass(frozen=True)
class ClaimResult:
    """Every acceptable claim of a visit, and the reasoning.

    `prices` stand beside `acceptable`, one for each claim, None where a claim cannot be priced (a warning says why). Claims of
    which the sources leave a modifier open are in `open`. `unsettled` says what is not settled as long as anything is: the
    modifier of one of these, or how another payer counts the units. `crosses` marks a visit that itself passes the KX
    threshold. `not_payable` are services of the visit that stand on no line, each with the reason.
    """

    acceptable: tuple[tuple[Line, ...], ...]
    prices: tuple[Price | None, ...]
    units: UnitsResult
    steps: tuple[Reason, ...]
    warnings: tuple[Phrase, ...]
    unsettled: Reason | None = None
    crosses: bool = False
    not_payable: tuple[NotPayable, ...] = ()
    open: tuple[OpenClaim, ...] = ()

    @property
    def depends(self) -> bool:
        """Whether the payment of a line depends on who treated."""
        return any(isinstance(warning, (DependsOnWho, EvaluationShared)) for warning in self.warnings)


def claim_for(visit: Visit, tables: Tables) -> ClaimResult:
    """Build every acceptable claim for a visit.

    Raises Refused for an unknown rule, discipline, setting or reason, for a day before the first threshold, for an
    assistant whose work is not under a therapist's plan, and for what count_units refuses.
    """
    _checked(visit, tables)
    if visit.payer_rule != MEDICARE:
        counted = count_units(visit.services, visit.payer_rule)
        lines = tuple(tuple(Line(code, units, ()) for code, units in _in_order(visit, claim)) for claim in counted.acceptable)
        differ = [PayersDiffer()] if any(service.treated_by for service in visit.services) else []
        return ClaimResult(lines, tuple(None for _ in lines), counted, counted.steps, (PayersOwn(), *differ), counted.unsettled)
    draft = drafted(visit, tables)
    edited = with_edits([visit], [(claim,) for claim in draft.claims], tables)
    paid = with_payment([visit], edited.ways, tables)
    claims = list(zip(paid.ways, draft.claims, strict=True))
    return ClaimResult(
        tuple(way.claims[0] for way, claim in claims if not claim.why),
        tuple(way.price for way, claim in claims if not claim.why),
        draft.units,
        _once([*draft.steps, *edited.steps, *paid.steps]),
        _once([*draft.warnings, *edited.warnings, *paid.warnings]),
        draft.unsettled,
        paid.crosses,
        draft.not_payable,
        tuple(OpenClaim(way.claims[0], way.price, claim.why) for way, claim in claims if claim.why),
    )


@dataclass(frozen=True)
class DraftClaim:
    """One way to bill a discipline's services, before edits, payment and KX, which look at the whole day.

    `lines` have units and the modifiers of the plan and of assistants. `why` says of which units the assistant's modifier is not
    settled, where there are any.
    """

    lines: tuple[Line, ...]
    steps: tuple[Reason, ...] = ()
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Draft:
    """Every way to bill a discipline's services, with what was said of what may be paid and of units."""

    claims: tuple[DraftClaim, ...]
    units: UnitsResult
    steps: tuple[Reason, ...]
    warnings: tuple[Phrase, ...]
    not_payable: tuple[NotPayable, ...] = ()

    @property
    def unsettled(self) -> Reason | None:
        """What is open, if anything is."""
        return next((reason for claim in self.claims for reason in claim.why), None)


def drafted(visit: Visit, tables: Tables) -> Draft:
    """What may be paid of a visit of one discipline under Medicare, its units, and who treated.

    Raises Refused as claim_for does.
    """
    _checked(visit, tables)
    bundled = BUNDLED.get(Stay(visit.circumstances.stay)) if visit.circumstances.stay else None
    if bundled:
        codes = dict.fromkeys(service.code for service in visit.services)
        return Draft((DraftClaim(()),), NOTHING_COUNTED, (bundled,), (), tuple(NotPayable(code, (bundled,)) for code in codes))
    paid = payable(
        visit.services,
        visit.discipline,
        visit.service_date,
        visit.setting,
        tables.works,
        incident_to=not visit.therapists_plan,
    )
    if visit.services and not paid.services:
        return Draft((DraftClaim(()),), NOTHING_COUNTED, paid.steps, paid.warnings, paid.not_payable)
    visit = replace(visit, services=paid.services)
    counted = count_units(visit.services, visit.payer_rule)
    claims: list[DraftClaim] = []
    for units in counted.acceptable:
        lines, reasons, why = _with_assistants(visit, units)
        claims.append(DraftClaim(lines, tuple(reasons), why))
    steps = (*paid.steps, *reasons_for(visit.services, visit.service_date, visit.circumstances), *counted.steps)
    known = to_know(visit.services, visit.service_date, visit.setting, visit.circumstances)
    return Draft(tuple(claims), counted, steps, (*paid.warnings, *known), paid.not_payable)


@dataclass(frozen=True)
class Edited:
    """Every way to bill a day, one claim for each discipline, and what was said of edits and limits on units."""

    ways: tuple[tuple[tuple[Line, ...], ...], ...]
    steps: tuple[Reason, ...]
    warnings: tuple[Phrase, ...]


def with_edits(visits: Sequence[Visit], ways: Iterable[Sequence[DraftClaim]], tables: Tables) -> Edited:
    """Edits and limits on units for every way to bill one day: one claim for each visit, in their order.

    The visits differ in discipline, services and the year's total alone. Edits and limits take the lines of all of them together
    (M-26, M-11).
    """
    steps: list[Reason] = []
    warnings: list[Phrase] = []
    edited_ways = []
    for claims in ways:
        steps += [step for claim in claims for step in claim.steps]
        edited, reasons, warned = _looked_up(visits[0], tuple(line for claim in claims for line in claim.lines), tables)
        steps += reasons
        warnings += warned
        for visit, claim in zip(visits, claims, strict=True):
            warnings += _beyond_always_therapy(visit, claim.lines, tables)
        edited_ways.append(_apart(edited, [len(claim.lines) for claim in claims]))
    return Edited(tuple(edited_ways), _once(steps), _once(warnings))


@dataclass(frozen=True)
class PaidWay:
    """The claims of one day, one for each discipline, with their price together; `allowed` are the dollars of each claim.

    A claim has several amounts where a tie leaves open in which of them the unit paid in full is, and none without a price.
    """

    claims: tuple[tuple[Line, ...], ...]
    price: Price | None
    allowed: tuple[tuple[Decimal, ...], ...]


@dataclass(frozen=True)
class PaidDay:
    """Every way to bill a day with its payment, and what was said of payment and KX."""

    ways: tuple[PaidWay, ...]
    steps: tuple[Reason, ...]
    warnings: tuple[Phrase, ...]
    crosses: bool


def with_payment(visits: Sequence[Visit], ways: Iterable[Sequence[tuple[Line, ...]]], tables: Tables) -> PaidDay:
    """Payment and KX for every way to bill one day: one claim for each visit, in their order.

    The ranking of the payment reduction takes the lines of all visits together (P-02); each threshold takes those of its own
    disciplines (M-04).
    """
    days, steps, warnings, crosses = [], list[Reason](), list[Phrase](), False
    for claims in ways:
        day, reasons, warned, crossed = _with_threshold(visits, claims, tables)
        days.append(day)
        steps += reasons
        warnings += warned
        crosses = crosses or crossed
    return PaidDay(tuple(days), _once(steps), _once(warnings), crosses)


def _with_threshold(
    visits: Sequence[Visit], claims: Sequence[tuple[Line, ...]], tables: Tables
) -> tuple[PaidWay, list[Reason], list[Phrase], bool]:
    every = [line for lines in claims for line in lines]
    if not every:
        return PaidWay(tuple(claims), None, tuple(() for _ in claims)), [], [], False
    day, warnings = _priced(visits[0], every, tables) if not visits[0].circumstances.critical_access else (None, [])
    steps: list[Reason] = list(day.steps) if day else []
    standing = [sum(line.denied_by is None for line in lines) for lines in claims]
    ways = [[_sum(lines) for lines in _apart(way, standing)] for way in day.ways] if day else []
    threshold = tables.thresholds.get(visits[0].service_date.year)
    finished, crosses = list(claims), False
    for shared in THRESHOLDS:
        own = [i for i, visit in enumerate(visits) if visit.discipline in shared and claims[i]]
        if not own:
            continue
        first = visits[own[0]]
        amounts = dict.fromkeys(sum((way[i] for i in own), Decimal(0)) for way in ways) if any(standing[i] for i in own) else {}
        answers = [kx_for(threshold, first.discipline, first.year_to_date, amount) for amount in amounts or (None,)]
        kx = answers[0]
        if len({answer.needed for answer in answers}) > 1:
            warnings.append(KxByFullUnit(tuple(visits[i].discipline for i in own)))
            continue
        counted_whole = (CountedWhole(),) if day and day.cut and kx.needed is not None else ()
        steps += [*kx.steps, *counted_whole]
        warnings += [*_warned_of(kx), *(counted_whole if kx.crosses else ())]
        crosses = crosses or kx.crosses
        for i in own if kx.needed else ():
            finished[i] = tuple(replace(line, modifiers=(*line.modifiers, "KX")) for line in finished[i])
    warnings += [
        Crowded(line.code, MODIFIERS_ON_A_LINE, line.modifiers)
        for lines in finished
        for line in lines
        if len(line.modifiers) > MODIFIERS_ON_A_LINE
    ]
    allowed = tuple(tuple(dict.fromkeys(way[i] for way in ways)) for i in range(len(claims)))
    return PaidWay(tuple(finished), day, allowed), steps, warnings, crosses


def _sum(lines: Sequence[PricedLine]) -> Decimal:
    return sum((line.allowed for line in lines), Decimal(0))


_Piece = TypeVar("_Piece")


def _apart(every: Sequence[_Piece], counts: Sequence[int]) -> tuple[tuple[_Piece, ...], ...]:
    """The pieces of each discipline again, so many of each."""
    ends = list(accumulate(counts))
    return tuple(tuple(every[end - count : end]) for end, count in zip(ends, counts, strict=True))


def _checked(visit: Visit, tables: Tables) -> None:
    for name, value, known in (
        ("payer rule", visit.payer_rule, RULES),
        ("discipline", visit.discipline, DISCIPLINES),
        ("setting", visit.setting, tuple(SETTINGS)),
        *(("reason", separate.because, tuple(SEPARATE_MODIFIER)) for separate in visit.separate),
    ):
        refuse_unknown(name, value, known)
    first = min(tables.thresholds)
    if visit.service_date.year < first:
        raise Refused(f"{visit.service_date} is before the data begins", f"use a service date from {first}-01-01 on")
    helped = next((service.code for service in visit.services if service.assistant), None)
    if helped and not visit.therapists_plan:
        raise Refused(f"{helped}: an assistant works under a therapist's plan", "write `plan_of_care: therapist`")
    if helped and visit.discipline not in ASSISTANT_MODIFIER:
        raise Refused(
            f"{helped}: there is no assistant's modifier for {visit.discipline}", "correct the discipline, or who treated"
        )


def _in_order(visit: Visit, claim: Units) -> list[tuple[str, int]]:
    order = dict.fromkeys(service.code for service in visit.services)
    return [(code, claim[code]) for code in order if code in claim]


def _with_assistants(visit: Visit, claim: Units) -> tuple[tuple[Line, ...], list[Reason], tuple[Reason, ...]]:
    """The lines with GP and CQ or their like; a code of which only some units need the modifier takes two lines.

    Units whose modifier is not settled take a line of their own, and what is returned last says why.
    """
    therapy = THERAPY_MODIFIER[visit.discipline]
    marked = ASSISTANT_MODIFIER.get(visit.discipline, "")
    steps: list[Reason] = [PlanModifier(visit.discipline, therapy)]
    lines, why = [], []
    for code, units in _in_order(visit, claim):
        given = [service for service in visit.services if service.code == code]
        if visit.circumstances.critical_access:
            lines.append(Line(code, units, (therapy,)))
            continue
        shared = shared_units(given, units, visit.service_date, marked)
        steps += shared.steps
        without, with_modifier = shared.without, shared.with_modifier
        if without and with_modifier and not shared.open:
            steps.append(TwoLines(code, without, with_modifier, marked))
        lines += [Line(code, without, (therapy,))] if without else []
        lines += [Line(code, with_modifier, (therapy, marked))] if with_modifier else []
        lines += [Line(code, shared.open, (therapy,), open_modifier=marked)] if shared.open else []
        why += [shared.unsettled] if shared.unsettled else []
        if with_modifier:
            steps.append(Beside(marked, therapy))
    return tuple(lines), steps, tuple(why)


def _looked_up(visit: Visit, lines: tuple[Line, ...], tables: Tables) -> tuple[tuple[Line, ...], list[Reason], list[Phrase]]:
    """The lines with what edits and limits on units make of them, where it is known which hold."""
    if visit.circumstances.critical_access:
        return lines, [], [CriticalAccessNotRead()] if lines else []
    edited, steps, warnings = _with_edits(visit, lines, tables)
    return edited, steps, [*warnings, *_over_limits(visit, edited, tables)]


def _with_edits(visit: Visit, lines: tuple[Line, ...], tables: Tables) -> tuple[tuple[Line, ...], list[Reason], list[Phrase]]:
    table = SETTINGS[visit.setting]
    steps: list[Reason] = []
    warnings: list[Phrase] = []
    for first, second in combinations(dict.fromkeys(line.code for line in lines), 2):
        answer = tables.edit(first, second, visit.service_date, table)
        steps += answer.on_a_claim
        warnings += [answer.unsettled] if answer.unsettled else []
        if not answer.active or answer.denies is None:
            continue
        other = second if answer.denies == first else first
        reason = next((separate.because for separate in visit.separate if separate.codes == {first, second}), None)
        if answer.modifier_opens and reason is not None:
            modifier = SEPARATE_MODIFIER[reason]
            steps.append(ShownSeparate(first, second, modifier, answer.denies))
            lines = tuple(
                replace(line, modifiers=tuple(dict.fromkeys((*line.modifiers, modifier)))) if line.code == answer.denies else line
                for line in lines
            )
            continue
        warnings.append((DeniesUnlessSeparate if answer.modifier_opens else DeniesAlways)(answer.denies, other))
        lines = tuple(replace(line, denied_by=line.denied_by or other) if line.code == answer.denies else line for line in lines)
    steps += [
        ExactPreferred(line.code, PLAIN_SEPARATE)
        for line in lines
        if PLAIN_SEPARATE in line.modifiers and set(line.modifiers) & MORE_EXACT
    ]
    return tuple(_with_the_more_exact(line) for line in lines), steps, warnings


def _with_the_more_exact(line: Line) -> Line:
    """59 gives way to an X modifier of the same line."""
    if not set(line.modifiers) & MORE_EXACT:
        return line
    return replace(line, modifiers=tuple(modifier for modifier in line.modifiers if modifier != PLAIN_SEPARATE))


def _over_limits(visit: Visit, lines: Sequence[Line], tables: Tables) -> Sequence[Phrase]:
    units = Counter[str]()
    for line in lines:
        units[line.code] += line.units
    return over_limits(dict(sorted(units.items())), tables.limits, [SETTINGS[visit.setting]])


def _beyond_always_therapy(visit: Visit, lines: Sequence[Line], tables: Tables) -> list[Phrase]:
    modifier = THERAPY_MODIFIER[visit.discipline]
    kinds = {line.code: not_always_therapy(line.code, tables) for line in lines}
    return [kind(code, modifier, visit.discipline) for code, kind in kinds.items() if kind]


def not_always_therapy(code: str, tables: Tables) -> type[SometimesTherapy | NotKnownAsTherapy] | None:
    """What is said of a code that was not read as always therapy."""
    if code in tables.always_therapy:
        return None
    return SometimesTherapy if code in tables.sometimes_therapy else NotKnownAsTherapy


def _priced(visit: Visit, lines: Sequence[Line], tables: Tables) -> tuple[Price | None, list[Phrase]]:
    """What Medicare allows for the lines that do not deny; None with the reason where one of them cannot be priced."""
    billed = [
        Billed(
            line.code, line.units, None if line.open_modifier else has_assistant_modifier(line.modifiers), claim=line.modifiers[0]
        )
        for line in lines
        if line.denied_by is None
    ]
    if not billed:
        return None, []
    try:
        return price(billed, visit.service_date, tables.schedule, visit.locality, qualifying=visit.qualifying), []
    except Unpriced as error:
        return None, [NotPriced(error.why)]


def _warned_of(kx: KxAnswer) -> list[Phrase]:
    warnings: list[Phrase] = [kx.unsettled] if kx.unsettled else []
    if kx.crosses:
        warnings.append(CrossesThreshold())
    if kx.review:
        warnings.append(AboveReview())
    return warnings


_Said = TypeVar("_Said", bound=Phrase)


def _once(phrases: Sequence[_Said]) -> tuple[_Said, ...]:
    return tuple(dict.fromkeys(phrases))
