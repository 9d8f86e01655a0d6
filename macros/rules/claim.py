"""A visit becomes a claim: units, assistants, therapy modifiers, edits, limits, KX and payment, in this order.

Each part is a rule of its own in this package; here they meet. `claim_for` is chosen by service date throughout: every table
it is given holds the days on which its rows are in force.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from macros.rules.assistants import split_units, untimed_needs_modifier
from macros.rules.edits import HOSPITAL, PRACTITIONER, EditAnswer
from macros.rules.limits import UnitLimit, over_limit
from macros.rules.modifiers import (
    ASSISTANT_MODIFIER,
    DISCIPLINES,
    SEPARATE_MODIFIER,
    THERAPY_MODIFIER,
    Threshold,
    kx_for,
)
from macros.rules.payment import NATIONAL, Billed, FeeSchedule, Price, price
from macros.rules.step import Step
from macros.rules.units import MEDICARE, RULES, Units, UnitsResult, count_units
from macros.rules.visit import Service
from macros.rules.vocabulary import Setting

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

MODIFIERS_ON_A_LINE = 4
"""What field 24D of the claim form holds (F-06)."""

CLAIM_CITED = ("A-06", "A-07", "E-02", "E-03", "E-04", "F-06", "M-01", "M-09", "M-15", "P-24")
"""The facts that the steps cite beyond those of the single rules."""


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
    billed incident to a physician's; `qualifying` tells of a provider in a qualifying payment model.
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


@dataclass(frozen=True)
class Tables:
    """What changes by date: thresholds by year, unit limits, the fee schedule, and the edit between two codes on a day.

    `always_therapy` are the codes that were read as always therapy: their row in the fee schedule carries the mark of the
    therapy reduction (P-24).
    """

    thresholds: Mapping[int, Threshold]
    limits: Mapping[str, UnitLimit]
    schedule: FeeSchedule
    edit: Callable[[str, str, date, str], EditAnswer]
    always_therapy: frozenset[str]


@dataclass(frozen=True)
class Line:
    """One line of a claim. `denied_by` is the code whose edit makes this line deny, None where it stands."""

    code: str
    units: int
    modifiers: tuple[str, ...]
    denied_by: str | None = None


@dataclass(frozen=True)
class ClaimResult:
    """Every acceptable claim of a visit, and the reasoning.

    `prices` stand beside `acceptable`, one for each claim, None where a claim cannot be priced (a warning says why). Where the
    sources do not settle the claim `acceptable` is empty and `unsettled` says why. `crosses` marks a visit that itself
    passes the KX threshold.
    """

    acceptable: tuple[tuple[Line, ...], ...]
    prices: tuple[Price | None, ...]
    units: UnitsResult
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]
    unsettled: str | None = None
    crosses: bool = False


def claim_for(visit: Visit, tables: Tables) -> ClaimResult:
    """Build every acceptable claim for a visit.

    Raises ValueError for an unknown rule, discipline, setting or reason, for a day before the first threshold, for an
    assistant whose work is not under a therapist's plan, and for what count_units refuses.
    """
    _checked(visit, tables)
    counted = count_units(visit.services, visit.payer_rule)
    if visit.payer_rule != MEDICARE:
        lines = tuple(tuple(Line(code, units, ()) for code, units in _in_order(visit, claim)) for claim in counted.acceptable)
        warning = "Modifiers, edits, thresholds and payment are the payer's own; only the units are counted here."
        return ClaimResult(lines, tuple(None for _ in lines), counted, counted.steps, (warning,), counted.unsettled)
    steps, warnings = [*counted.steps], list[str]()
    claims: list[tuple[Line, ...]] = []
    for claim in counted.acceptable:
        modified, told, why = _with_assistants(visit, claim)
        steps += told
        if why is not None:
            return ClaimResult((), (), counted, _once(steps), tuple(warnings), why)
        edited, told, warned = _with_edits(visit, modified, tables)
        steps += told
        warnings += [*warned, *_over_limits(visit, claim, tables), *_beyond_always_therapy(visit, modified, tables)]
        claims.append(edited)
    finished = [_with_threshold(visit, lines, tables) for lines in claims]
    for each in finished:
        steps += each.steps
        warnings += each.warnings
    return ClaimResult(
        tuple(each.lines for each in finished),
        tuple(each.price for each in finished),
        counted,
        _once(steps),
        tuple(dict.fromkeys(warnings)),
        None,
        any(each.crosses for each in finished),
    )


@dataclass(frozen=True)
class _Finished:
    """A claim with its price and KX, and what was said on the way."""

    lines: tuple[Line, ...]
    price: Price | None
    steps: tuple[Step, ...]
    warnings: tuple[str, ...]
    crosses: bool


def _with_threshold(visit: Visit, lines: tuple[Line, ...], tables: Tables) -> _Finished:
    if not lines:
        return _Finished((), None, (), (), False)
    priced, warnings = _priced(visit, lines, tables)
    threshold = tables.thresholds.get(visit.service_date.year)
    amounts = priced.totals if priced else (None,)
    answers = [kx_for(threshold, visit.discipline, visit.year_to_date, amount) for amount in amounts]
    kx = answers[0]
    if len({answer.needed for answer in answers}) > 1:
        warnings.append("KX is not decided: one of the possible totals is above the threshold and another is not.")
    else:
        warnings += _warned_of(kx.why, kx.review, kx.crosses)
        if kx.needed:
            lines = tuple(replace(line, modifiers=(*line.modifiers, "KX")) for line in lines)
    crowded = [line for line in lines if len(line.modifiers) > MODIFIERS_ON_A_LINE]
    warnings += [
        f"{line.code}: a line holds {MODIFIERS_ON_A_LINE} modifiers, and this one calls for {' '.join(line.modifiers)}."
        for line in crowded
    ]
    return _Finished(lines, priced, (*(priced.steps if priced else ()), *kx.steps), tuple(warnings), kx.crosses)


def _checked(visit: Visit, tables: Tables) -> None:
    for name, value, known in (
        ("payer rule", visit.payer_rule, RULES),
        ("discipline", visit.discipline, DISCIPLINES),
        ("setting", visit.setting, tuple(SETTINGS)),
        *(("reason", each.because, tuple(SEPARATE_MODIFIER)) for each in visit.separate),
    ):
        if value not in known:
            raise ValueError(f"there is no {name} `{value}`; use one of {', '.join(known)}")
    first = min(tables.thresholds)
    if visit.service_date.year < first:
        raise ValueError(f"{visit.service_date} is before the data begins; use a service date from {first}-01-01 on")
    helped = next((service.code for service in visit.services if service.assistant), None)
    if helped and not visit.therapists_plan:
        raise ValueError(f"{helped}: an assistant works under a therapist's plan; write `plan_of_care: therapist`")
    if helped and visit.discipline not in ASSISTANT_MODIFIER:
        raise ValueError(f"{helped}: there is no assistant's modifier for {visit.discipline}; give the minutes to the therapist")


def _in_order(visit: Visit, claim: Units) -> list[tuple[str, int]]:
    order = dict.fromkeys(service.code for service in visit.services)
    return [(code, claim[code]) for code in order if code in claim]


def _with_assistants(visit: Visit, claim: Units) -> tuple[tuple[Line, ...], list[Step], str | None]:
    """The lines with GP and CQ or their like; a code whose units need the modifier in part stands on two lines."""
    therapy = THERAPY_MODIFIER[visit.discipline]
    steps = [Step(f"The plan is {visit.discipline}: {therapy} on every line.", ("M-01",))]
    lines = []
    for code, units in _in_order(visit, claim):
        given = [service for service in visit.services if service.code == code]
        assistant = sum(service.assistant for service in given)
        therapist = sum(service.minutes for service in given) - assistant
        marked = ASSISTANT_MODIFIER.get(visit.discipline, "")
        without, with_modifier = units, 0
        if assistant and given[0].timed:
            parted = split_units(units, therapist, assistant, visit.service_date)
            steps += [Step(f"{code}: {step.text[0].lower()}{step.text[1:]}", step.cites) for step in parted.steps]
            if parted.without is None or parted.with_modifier is None:
                return (), steps, f"{code}: {parted.unsettled}"
            without, with_modifier = parted.without, parted.with_modifier
        elif assistant:
            needs = untimed_needs_modifier(therapist, assistant, visit.service_date)
            without, with_modifier = (0, units) if needs else (units, 0)
            share = f"{assistant} of {therapist + assistant} minutes by the assistant"
            steps.append(Step(f"{code} is untimed; {share}: {marked if needs else 'no assistant modifier'}.", ("A-04",)))
        if without and with_modifier:
            told = f"{code} is billed on two lines: {without} without {marked} and {with_modifier} with it"
            steps.append(Step(f"{told}.", ("A-06",)))
        lines += [Line(code, without, (therapy,))] if without else []
        lines += [Line(code, with_modifier, (therapy, marked))] if with_modifier else []
        if with_modifier:
            steps.append(Step(f"{marked} stands beside {therapy}.", ("A-07",)))
    return tuple(lines), steps, None


def _with_edits(visit: Visit, lines: tuple[Line, ...], tables: Tables) -> tuple[tuple[Line, ...], list[Step], list[str]]:
    table = SETTINGS[visit.setting]
    steps: list[Step] = []
    warnings = []
    for first, second in combinations(dict.fromkeys(line.code for line in lines), 2):
        answer = tables.edit(first, second, visit.service_date, table)
        if answer.active is None:
            warnings.append(f"Edits: {answer.unsettled}; look the pair up.")
            continue
        if not answer.active:
            steps += [step for step in answer.steps if step.cites == ("E-08",)] + [answer.steps[-1]]
            continue
        other = second if answer.denies == first else first
        reason = next((each.because for each in visit.separate if each.codes == {first, second}), None)
        steps += answer.steps
        if answer.modifier_opens and reason is not None:
            modifier = SEPARATE_MODIFIER[reason]
            told = f"The record shows that {first} and {second} were separate: {modifier} on {answer.denies}"
            steps.append(Step(f"{told}.", ("E-04", "M-09")))
            lines = tuple(
                replace(line, modifiers=tuple(dict.fromkeys((*line.modifiers, modifier)))) if line.code == answer.denies else line
                for line in lines
            )
            continue
        if answer.modifier_opens:
            why = "59 or an X modifier opens it only if the services were separate and the record shows it"
        else:
            why = "no modifier opens it"
        warnings.append(f"{answer.denies} denies beside {other}: {why}.")
        lines = tuple(replace(line, denied_by=line.denied_by or other) if line.code == answer.denies else line for line in lines)
    for line in lines:
        if PLAIN_SEPARATE in line.modifiers and set(line.modifiers) & MORE_EXACT:
            told = f"{line.code}: {PLAIN_SEPARATE} and an X modifier do not stand on one line, and the X modifier is preferred"
            steps.append(Step(f"{told}.", ("M-09",)))
    return tuple(_with_the_more_exact(line) for line in lines), steps, warnings


def _with_the_more_exact(line: Line) -> Line:
    """59 gives way to an X modifier of the same line."""
    if not set(line.modifiers) & MORE_EXACT:
        return line
    return replace(line, modifiers=tuple(each for each in line.modifiers if each != PLAIN_SEPARATE))


def _over_limits(visit: Visit, claim: Units, tables: Tables) -> list[str]:
    table = SETTINGS[visit.setting]
    found = (over_limit(units, tables.limits[code], table) for code, units in claim.items() if code in tables.limits)
    return [f"{step.text} Any amount here counts them all." for step in found if step]


def _beyond_always_therapy(visit: Visit, lines: Sequence[Line], tables: Tables) -> list[str]:
    therapy = THERAPY_MODIFIER[visit.discipline]
    codes = dict.fromkeys(line.code for line in lines if line.code not in tables.always_therapy)
    plan = f"{therapy} stands on it because the plan is {visit.discipline}"
    return [f"{code}: nothing that was read shows that it is an always therapy code; {plan}." for code in codes]


def _priced(visit: Visit, lines: Sequence[Line], tables: Tables) -> tuple[Price | None, list[str]]:
    """What the lines that stand are allowed; None with the reason where one of them cannot be priced."""
    assistant = set(ASSISTANT_MODIFIER.values())
    billed = [Billed(line.code, line.units, bool(assistant & set(line.modifiers))) for line in lines if line.denied_by is None]
    if not billed:
        return None, []
    try:
        return price(billed, visit.service_date, tables.schedule, visit.locality, qualifying=visit.qualifying), []
    except ValueError as error:
        return None, [f"Not priced: {str(error).partition('; ')[0]}."]


def _warned_of(why: str | None, review: bool, crosses: bool) -> list[str]:
    warnings = [f"KX is not decided: {why}."] if why else []
    if crosses:
        warnings.append(
            "The visit itself passes the KX threshold. KX stands on all its lines here; no text that was read says which lines "
            "of such a day need it."
        )
    if review:
        warnings.append("The year's total is above the line of targeted medical review; not every claim above it is reviewed.")
    return warnings


def _once(steps: Sequence[Step]) -> tuple[Step, ...]:
    return tuple(dict.fromkeys(steps))
