"""What Medicare allows for a day's units, and who pays it: fee, multiple-procedure reduction (MPPR), coinsurance, CQ and CO.

Sources: the fee formula and files of the physician fee schedule; Novitas and the CMS Therapy Services page on the MPPR; 42 USC
1395m(k) and (v) on coinsurance and on CQ and CO. Facts P-01 to P-08, P-33, P-34 and T-04a state each sentence; the reasons cite
them. Amounts are exact decimals. What is allowed is rounded to cents once for each unit, what is paid of it once for each line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused

CENT = Decimal("0.01")
HALF, FULL = Decimal("0.5"), Decimal(1)
MEDICARE_SHARE = Decimal("0.8")
"""What Medicare pays of what it allows, once the deductible is met. The rest is the patient's (P-34)."""
ASSISTANT_SHARE = Decimal("0.85")
ASSISTANT_SHARE_FROM = date(2022, 1, 1)
"""From this service date Medicare pays so much of its own share of a line with CQ or CO (T-04a, P-08)."""


class PriceReason(Reason):
    """A reason on the way from units to dollars. Relative values, indices and factors are exact decimals."""


@dataclass(frozen=True)
class Factor(PriceReason):
    """The one conversion factor of a day."""

    day: date
    amount: Decimal

    says = "The conversion factor on {day:date} is {amount}."
    cites = ("P-05", "P-06")


@dataclass(frozen=True)
class QualifyingFactor(PriceReason):
    """The conversion factor of a day for participants of a qualifying payment model."""

    day: date
    amount: Decimal

    says = "The conversion factor on {day:date}, in a qualifying alternative payment model, is {amount}."
    cites = ("P-05", "P-06")


@dataclass(frozen=True)
class OtherFactor(PriceReason):
    """The conversion factor of a day for all others."""

    day: date
    amount: Decimal

    says = "The conversion factor on {day:date}, outside a qualifying alternative payment model, is {amount}."
    cites = ("P-05", "P-06")


@dataclass(frozen=True)
class Indices(PriceReason):
    """The geographic indices of a place."""

    place: str
    work: Decimal
    expense: Decimal
    malpractice: Decimal

    says = "Geographic indices of {place}: work {work}, practice expense {expense}, malpractice {malpractice}."
    cites = ("P-01",)


@dataclass(frozen=True)
class UnitFee(PriceReason):
    """What one unit of a code is worth, whole and with half of its practice expense."""

    code: str
    work: Decimal
    expense: Decimal
    malpractice: Decimal
    whole: Decimal
    halved: Decimal

    says = (
        "{code}: work {work}, practice expense {expense}, malpractice {malpractice} come to {whole:dollars} a unit; with "
        "half of the practice expense, {halved:dollars}."
    )
    cites = ("P-01", "P-02")


@dataclass(frozen=True)
class PaidInFull(PriceReason):
    """The code whose unit keeps its whole practice expense."""

    code: str
    expense: Decimal

    says = (
        "{code} has the highest practice expense, {expense}: one unit of it is paid in full, and every other unit of the "
        "day with half of its practice expense."
    )
    cites = ("P-02", "P-03")


@dataclass(frozen=True)
class AssistantPaid(PriceReason):
    """Medicare pays less of a line with the assistant's modifier; what is allowed stays whole."""

    says = (
        "A line with CQ or CO keeps its allowed amount. Medicare pays 68 percent of it, which is 85 percent of its usual 80, and "
        "the patient 20. This is our reading of the statute: CMS gives no example with coinsurance, and the remittance, with "
        "remark N851, decides."
    )
    cites = ("T-04a", "P-08", "P-37", "N-32")


@dataclass(frozen=True)
class DaySum(PriceReason):
    """The day's units, added up."""

    amounts: tuple[Decimal, ...]
    total: Decimal

    says = "{amounts:dollars + } = {total:dollars}."
    cites = ("P-01",)


@dataclass(frozen=True)
class DayOfOneUnit(PriceReason):
    """The only unit of the day."""

    amount: Decimal

    says = "With one unit alone, the day is allowed {amount:dollars}."
    cites = ("P-01",)


@dataclass(frozen=True)
class DayPaid(PriceReason):
    """Who pays how much of a day with a line that is paid less."""

    medicare: Decimal
    patient: Decimal

    says = (
        "With the deductible met and before sequestration, Medicare pays {medicare:dollars} of the day and the patient "
        "{patient:dollars}."
    )
    cites = ("P-08", "P-34")


@dataclass(frozen=True)
class FullUnitOpen(PriceReason, NothingRead):
    """Unsettled: which of two equal units is paid in full, where only one has the assistant's modifier."""

    medicare: tuple[Decimal, ...]

    says = (
        "Medicare pays {medicare:dollars or} of the day: a unit with CQ or CO and one without tie, and no source says which of "
        "them is paid in full."
    )
    cites = ("P-33",)


@dataclass(frozen=True)
class PaymentOpen(PriceReason, NothingRead):
    """Unsettled: what Medicare pays, where it is not settled which units have the assistant's modifier."""

    medicare: tuple[Decimal, ...]

    says = "Medicare pays {medicare:dollars or} of the day: no source says which of its units need the assistant's modifier."
    cites = ("A-05", "A-08", "P-08")


@dataclass(frozen=True)
class PaidBy(Phrase):
    """Who pays what of a day, with every possibility where it is open."""

    medicare: tuple[Decimal, ...]
    patient: tuple[Decimal, ...]

    says = "Medicare pays {medicare:dollars or}, the patient {patient:dollars or} (deductible met, before sequestration)"


@dataclass(frozen=True)
class NoFactor(Phrase):
    """The data has no conversion factor for a year."""

    year: int

    says = "the guide has no fee for {year}"


@dataclass(frozen=True)
class NoIndices(Phrase):
    """The data has no indices of a place for a day."""

    place: str
    day: date

    says = "the indices of {place} are not in the data for {day:date}"


@dataclass(frozen=True)
class NoFee(Phrase):
    """The data has no fee for a code in a year."""

    code: str
    year: int

    says = "the guide has no fee for {code} in {year}"


@dataclass(frozen=True)
class NoPlace(Phrase):
    """The data has no such place."""

    place: str

    says = "there is no locality `{place}`"


class Unpriced(Refused):
    """Lines that the data cannot price: `why`, and how to correct them."""

    def __init__(self, why: Phrase, fix: str):
        super().__init__(why.text, fix)
        self.why = why


@dataclass(frozen=True)
class Fee:
    """The relative values of one unit of a code in one year."""

    code: str
    work: Decimal
    practice_expense: Decimal
    malpractice: Decimal


@dataclass(frozen=True)
class ConversionFactor:
    """Dollars for one relative value unit, from one day to another. From 2026 `qualifying` tells the two kinds apart."""

    since: date
    until: date
    amount: Decimal
    qualifying: bool | None = None


@dataclass(frozen=True)
class Locality:
    """The geographic indices of a place, from one day to another; without days they hold always."""

    id: str
    name: str
    work: Decimal = FULL
    practice_expense: Decimal = FULL
    malpractice: Decimal = FULL
    since: date | None = None
    until: date | None = None


NATIONAL = Locality("national", "the nation as a whole")


@dataclass(frozen=True)
class FeeSchedule:
    """Everything that a price rests on: fees by year and code, conversion factors, and places."""

    fees: Mapping[int, Mapping[str, Fee]]
    factors: tuple[ConversionFactor, ...]
    localities: tuple[Locality, ...] = ()


@dataclass(frozen=True)
class Billed:
    """Units of a code on one line, and whether an assistant's modifier (CQ or CO) is on it.

    `assistant` is None where it is not settled how many of the units need that modifier. `claim` tells the claims of a day
    apart, by their therapy modifier.
    """

    code: str
    units: int
    assistant: bool | None = False
    claim: str = ""

    def __post_init__(self) -> None:
        if isinstance(self.units, bool) or not isinstance(self.units, int) or self.units < 1:
            raise Refused(f"{self.code}: {self.units!r} is not a number of units", "write 1 or more")


@dataclass(frozen=True)
class Paid:
    """Who pays what of an allowed amount, with the deductible met and before sequestration."""

    medicare: Decimal
    patient: Decimal


@dataclass(frozen=True)
class PricedLine:
    """A line with the dollars that each of its units is allowed, and who pays them.

    `in_full` counts the units whose practice expense is not halved.
    """

    code: str
    units: int
    assistant: bool | None
    in_full: int
    amounts: tuple[Decimal, ...]
    paid: Paid

    @property
    def allowed(self) -> Decimal:
        """Dollars that Medicare allows for the line. No modifier changes them."""
        return sum(self.amounts, Decimal(0))


@dataclass(frozen=True)
class Price:
    """What a day's lines are allowed, in dollars, and who pays it.

    `paid` has several possibilities where the sources leave open which unit is paid in full, or which units need the assistant's
    modifier, the one in which Medicare pays most first; `unsettled` then says what is open, and `lines` are those of one of
    them. `cut` says that Medicare pays less of a line because an assistant furnished it. `without_reduction` is what would be
    allowed without the MPPR. `ways` are the lines with each unit of a tie in turn as the one paid in full, once for each line
    that has such a unit.
    """

    lines: tuple[PricedLine, ...]
    total: Decimal
    paid: tuple[Paid, ...]
    cut: bool
    without_reduction: Decimal
    factor: Decimal
    steps: tuple[Reason, ...]
    ways: tuple[tuple[PricedLine, ...], ...]
    unsettled: Reason | None = None

    @property
    def paid_by(self) -> PaidBy:
        """Who pays what, in words."""
        return PaidBy(*(tuple(dict.fromkeys(getattr(paid, who) for paid in self.paid)) for who in ("medicare", "patient")))


def price(
    lines: Sequence[Billed], on: date, schedule: FeeSchedule, locality: str = NATIONAL.id, *, qualifying: bool = False
) -> Price:
    """Price the lines that one patient's day brings, in the order given.

    `qualifying` says that the provider takes part in a qualifying payment model, which matters from 2026. Raises Refused where
    there is nothing to price, and Unpriced where the data holds no conversion factor, fee or place for the day.
    """
    if not lines:
        raise Refused("there is nothing to price", "name a code and its units")
    if any(line.assistant is None for line in lines):
        return _price_of_open(lines, on, lambda settled: price(settled, on, schedule, locality, qualifying=qualifying))
    factor = _factor_on(schedule.factors, on, qualifying)
    place = _place_on(schedule.localities, locality, on)
    units = [
        (number, _fee_on(schedule, line.code, on), bool(line.assistant))
        for number, line in enumerate(lines)
        for _ in range(line.units)
    ]
    cut = on >= ASSISTANT_SHARE_FROM and any(line.assistant for line in lines)

    def amounts(full: int | None) -> list[Decimal]:
        return [
            _cents(_unit(fee, place, factor.amount, HALF if full not in {None, i} else FULL))
            for i, (_, fee, _) in enumerate(units)
        ]

    def priced_with(full: int) -> tuple[PricedLine, ...]:
        allowed = amounts(full)
        priced = []
        for number, line in enumerate(lines):
            own = [i for i, unit in enumerate(units) if unit[0] == number]
            its = tuple(allowed[i] for i in own)
            share = MEDICARE_SHARE * (ASSISTANT_SHARE if cut and line.assistant else FULL)
            paid = Paid(_cents(sum(its, Decimal(0)) * share), _cents(sum(its, Decimal(0)) * (FULL - MEDICARE_SHARE)))
            priced.append(PricedLine(line.code, line.units, line.assistant, int(full in own), its, paid))
        return tuple(priced)

    tied = sorted(_tied_in_full(units, place, factor.amount), key=lambda i: units[i][1].code)
    one_of_each = {units[i][2] and cut: i for i in reversed(tied)}  # with the assistant's modifier and without
    possible = {_paid_of(found).medicare: (found, full) for full in one_of_each.values() if (found := priced_with(full))}
    paid = tuple(_paid_of(possible[medicare][0]) for medicare in sorted(possible, reverse=True))
    priced, full = possible[paid[0].medicare]
    allowed = tuple(amount for line in priced for amount in line.amounts)
    total = sum(allowed, Decimal(0))
    unsettled = FullUnitOpen(tuple(each.medicare for each in paid)) if len(paid) > 1 else None
    steps = [
        *_steps(lines, on, schedule, factor, place, units[full][1]),
        DaySum(allowed, total) if len(allowed) > 1 else DayOfOneUnit(total),
    ]
    if cut:
        steps += [AssistantPaid(), unsettled or DayPaid(paid[0].medicare, paid[0].patient)]
    others = {units[i][0]: i for i in tied if units[i][0] != units[full][0]}
    ways = (priced, *(priced_with(other) for other in others.values()))
    return Price(priced, total, paid, cut, sum(amounts(None), Decimal(0)), factor.amount, tuple(steps), ways, unsettled)


def _price_of_open(lines: Sequence[Billed], on: date, price_of: Callable[[Sequence[Billed]], Price]) -> Price:
    """The price of lines of which some have units whose modifier is not settled: every way to mark these units is priced.

    What is allowed is the same in all of them. The lines are those of the way in which none of these units is marked.
    """
    unmarked = price_of([replace(line, assistant=bool(line.assistant)) for line in lines])
    ways = product(*map(_ways_to_mark, lines))
    possible = {paid for way in ways for paid in price_of(_together([part for parts in way for part in parts])).paid}
    paid = tuple(sorted(possible, key=lambda each: (each.medicare, each.patient), reverse=True))
    medicare = tuple(dict.fromkeys(each.medicare for each in paid))
    unsettled = PaymentOpen(medicare) if len(medicare) > 1 else None
    cut = on >= ASSISTANT_SHARE_FROM
    steps = [step for step in unmarked.steps if not isinstance(step, AssistantPaid | DayPaid | FullUnitOpen)]
    steps += [AssistantPaid()] if cut else []
    steps += [unsettled] if unsettled else []
    return replace(unmarked, paid=paid, cut=cut, steps=tuple(steps), unsettled=unsettled)


def _ways_to_mark(line: Billed) -> list[list[Billed]]:
    """The lines that a line may become, by how many of its units are marked."""
    if line.assistant is not None:
        return [[line]]
    counts = [{False: line.units - marked, True: marked} for marked in range(line.units + 1)]
    return [[replace(line, units=units, assistant=assistant) for assistant, units in way.items() if units] for way in counts]


def _together(lines: Sequence[Billed]) -> list[Billed]:
    """The units of a code that are marked alike, on one line of their claim, for what is paid is rounded for each line."""
    alike = Counter[tuple[str, bool | None, str]]()
    for line in lines:
        alike[line.code, line.assistant, line.claim] += line.units
    return [Billed(code, units, assistant, claim) for (code, assistant, claim), units in alike.items()]


def _paid_of(lines: Sequence[PricedLine]) -> Paid:
    """Who pays what of a day's lines."""
    medicare, patient = (sum((getattr(line.paid, who) for line in lines), Decimal(0)) for who in ("medicare", "patient"))
    return Paid(medicare, patient)


def _factor_on(factors: Sequence[ConversionFactor], on: date, qualifying: bool) -> ConversionFactor:
    for factor in factors:
        if factor.since <= on <= factor.until and factor.qualifying in {None, qualifying}:
            return factor
    days_covered = f"{min(f.since for f in factors)} to {max(f.until for f in factors)}" if factors else "no day"
    raise Unpriced(NoFactor(on.year), f"it has those of {days_covered}")


def _place_on(localities: Sequence[Locality], name: str, on: date) -> Locality:
    if name == NATIONAL.id:
        return NATIONAL
    named = [place for place in localities if place.id == name]
    for place in named:
        if (place.since is None or place.since <= on) and (place.until is None or on <= place.until):
            return place
    if named:
        raise Unpriced(NoIndices(named[0].name, on), "use national")
    raise Unpriced(NoPlace(name), f"use {NATIONAL.id}, or the id of one of the {len(localities)} places in docs/data/fees.yml")


def _fee_on(schedule: FeeSchedule, code: str, on: date) -> Fee:
    year = schedule.fees.get(on.year, {})
    if code not in year:
        raise Unpriced(NoFee(code, on.year), "leave it out")
    return year[code]


def _unit(fee: Fee, place: Locality, factor: Decimal, expense_share: Decimal) -> Decimal:
    work, malpractice = fee.work * place.work, fee.malpractice * place.malpractice
    return (work + fee.practice_expense * place.practice_expense * expense_share + malpractice) * factor


def _tied_in_full(units: Sequence[tuple[int, Fee, bool]], place: Locality, factor: Decimal) -> list[int]:
    """The units that may be the one paid in full: those of the highest practice expense and, of these, the highest fee."""
    ranks = [(fee.practice_expense, _unit(fee, place, factor, FULL)) for _, fee, _ in units]
    return [i for i, rank in enumerate(ranks) if rank == max(ranks)]


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _steps(
    lines: Sequence[Billed], on: date, schedule: FeeSchedule, factor: ConversionFactor, place: Locality, full: Fee
) -> Iterator[Reason]:
    yield from _given(factor, place, on)
    for code in dict.fromkeys(line.code for line in lines):
        fee = _fee_on(schedule, code, on)
        whole, halved = (_cents(_unit(fee, place, factor.amount, part)) for part in (FULL, HALF))
        yield UnitFee(code, fee.work, fee.practice_expense, fee.malpractice, whole, halved)
    if sum(line.units for line in lines) > 1:
        yield PaidInFull(full.code, full.practice_expense)


def _given(factor: ConversionFactor, place: Locality, on: date) -> Iterator[Reason]:
    yield _FACTORS[factor.qualifying](on, factor.amount)
    if place is not NATIONAL:
        yield Indices(place.name, place.work, place.practice_expense, place.malpractice)


_FACTORS = {None: Factor, True: QualifyingFactor, False: OtherFactor}


@dataclass(frozen=True)
class PriceList:
    """What a relative value is worth in one place, in days that have one factor.

    `given` says so, on the first of these days. `work`, `expense` and `malpractice` are the dollars of one relative value unit.
    """

    since: date
    until: date
    place: str
    qualifying: bool | None
    given: tuple[Reason, ...]
    work: Decimal
    expense: Decimal
    malpractice: Decimal


def price_lists(schedule: FeeSchedule) -> Iterator[PriceList]:
    """Every price list of a schedule, for what looks prices up by place and day."""
    for factor in schedule.factors:
        for place in (NATIONAL, *schedule.localities):
            since = max(factor.since, place.since or factor.since)
            until = min(factor.until, place.until or factor.until)
            if since <= until:
                dollars = (index * factor.amount for index in (place.work, place.practice_expense, place.malpractice))
                yield PriceList(since, until, place.id, factor.qualifying, tuple(_given(factor, place, since)), *dollars)
