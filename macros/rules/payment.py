"""What Medicare allows for a day's units: fee, multiple-procedure reduction (MPPR), and the assistant's 85 percent.

Sources: the fee formula and files of the physician fee schedule; Novitas and the CMS Therapy Services page on the MPPR; the
same page on CQ and CO. Facts P-01 to P-07 and T-04a state each sentence; the reasons cite them. Amounts are exact decimals,
rounded to cents once for each unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from macros.rules.reason import NothingRead, Phrase, Reason
from macros.rules.refused import Refused

CENT = Decimal("0.01")
HALF, FULL = Decimal("0.5"), Decimal(1)
ASSISTANT_SHARE = Decimal("0.85")
ASSISTANT_SHARE_FROM = date(2022, 1, 1)
"""From this service date a unit with CQ or CO is paid at 85 percent (T-04a)."""


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

    says = "The conversion factor on {day:date} in a qualifying payment model is {amount}."
    cites = ("P-05", "P-06")


@dataclass(frozen=True)
class OtherFactor(PriceReason):
    """The conversion factor of a day for all others."""

    day: date
    amount: Decimal

    says = "The conversion factor on {day:date} outside a qualifying payment model is {amount}."
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
        "{code}: work {work}, practice expense {expense}, malpractice {malpractice} make {whole:dollars} a unit; with "
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
    """A unit of an assistant is paid less."""

    says = "A unit with the assistant's modifier is paid at 85 percent of its fee schedule amount."
    cites = ("T-04a",)


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

    says = "The day is allowed {amount:dollars}."
    cites = ("P-01",)


@dataclass(frozen=True)
class OrderOpen(PriceReason, NothingRead):
    """Unsettled: the totals that remain possible."""

    totals: tuple[Decimal, ...]

    says = (
        "The day is allowed {totals:dollars or}: no source says whether the assistant's 85 percent comes before the "
        "choice of the unit paid in full."
    )
    cites = ("P-07",)


@dataclass(frozen=True)
class NoFactor(Phrase):
    """The data has no conversion factor for a day."""

    day: date

    says = "there is no conversion factor for {day:date}"


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

    says = "there is no fee for {code} in {year}"


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
    """Units of a code on one line, and whether an assistant's modifier (CQ or CO) is on it."""

    code: str
    units: int
    assistant: bool = False

    def __post_init__(self) -> None:
        if isinstance(self.units, bool) or not isinstance(self.units, int) or self.units < 1:
            raise Refused(f"{self.code}: {self.units!r} is not a number of units", "write 1 or more")


@dataclass(frozen=True)
class PricedLine:
    """A line with the dollars of each of its units; `in_full` counts those whose practice expense is not halved."""

    code: str
    units: int
    assistant: bool
    in_full: int
    amounts: tuple[Decimal, ...]

    @property
    def allowed(self) -> Decimal:
        """Dollars of the line."""
        return sum(self.amounts, Decimal(0))


@dataclass(frozen=True)
class Price:
    """What a day's lines are allowed, in dollars. `total` is None where the sources leave it open.

    `totals` are then the totals that remain possible, the highest first; `unsettled` says what is open. `lines` are those of
    the first. `without_reduction` is the sum without the MPPR.
    """

    lines: tuple[PricedLine, ...]
    totals: tuple[Decimal, ...]
    without_reduction: Decimal
    factor: Decimal
    steps: tuple[Reason, ...]
    unsettled: Reason | None = None

    @property
    def total(self) -> Decimal | None:
        """The one total, where there is one."""
        return self.totals[0] if len(self.totals) == 1 else None


def price(
    lines: Sequence[Billed], on: date, schedule: FeeSchedule, locality: str = NATIONAL.id, *, qualifying: bool = False
) -> Price:
    """Price the lines that one patient's day brings, in the order given.

    `qualifying` says that the provider takes part in a qualifying payment model, which matters from 2026. Raises Refused where
    there is nothing to price, and Unpriced where the data holds no conversion factor, fee or place for the day.
    """
    if not lines:
        raise Refused("there is nothing to price", "name a code and its units")
    factor = _factor_on(schedule.factors, on, qualifying)
    place = _place_on(schedule.localities, locality, on)
    units = [
        (number, _fee_on(schedule, line.code, on), line.assistant) for number, line in enumerate(lines) for _ in range(line.units)
    ]
    share = ASSISTANT_SHARE if on >= ASSISTANT_SHARE_FROM else FULL

    def amounts(full: int | None) -> list[Decimal]:
        return [
            _cents(_unit(fee, place, factor.amount, HALF if full not in {None, i} else FULL) * (share if by_assistant else FULL))
            for i, (_, fee, by_assistant) in enumerate(units)
        ]

    candidates = sorted(set(_paid_in_full(units, place, factor.amount, share)), reverse=True)
    possible = {sum(amounts(full), Decimal(0)): full for full in candidates}
    totals = tuple(sorted(possible, reverse=True))
    full = possible[totals[0]]
    paid = amounts(full)
    priced = []
    for number, line in enumerate(lines):
        own = [i for i, unit in enumerate(units) if unit[0] == number]
        priced.append(PricedLine(line.code, line.units, line.assistant, int(full in own), tuple(paid[i] for i in own)))
    unsettled = OrderOpen(totals) if len(totals) > 1 else None
    last = unsettled or (DaySum(tuple(paid), totals[0]) if len(paid) > 1 else DayOfOneUnit(totals[0]))
    steps = (*_steps(lines, on, schedule, factor, place, units[full][1]), last)
    return Price(tuple(priced), totals, sum(amounts(None), Decimal(0)), factor.amount, steps, unsettled)


def _factor_on(factors: Sequence[ConversionFactor], on: date, qualifying: bool) -> ConversionFactor:
    for factor in factors:
        if factor.since <= on <= factor.until and factor.qualifying in {None, qualifying}:
            return factor
    days_covered = f"{min(f.since for f in factors)} to {max(f.until for f in factors)}" if factors else "no day"
    raise Unpriced(NoFactor(on), f"the data holds those of {days_covered}")


def _place_on(localities: Sequence[Locality], name: str, on: date) -> Locality:
    if name == NATIONAL.id:
        return NATIONAL
    named = [place for place in localities if place.id == name]
    for place in named:
        if (place.since is None or place.since <= on) and (place.until is None or on <= place.until):
            return place
    if named:
        raise Unpriced(NoIndices(named[0].name, on), "use national")
    raise Unpriced(NoPlace(name), f"use one of {', '.join([NATIONAL.id, *sorted(p.id for p in localities)])}")


def _fee_on(schedule: FeeSchedule, code: str, on: date) -> Fee:
    year = schedule.fees.get(on.year, {})
    if code not in year:
        raise Unpriced(NoFee(code, on.year), "leave it out")
    return year[code]


def _unit(fee: Fee, place: Locality, factor: Decimal, expense_share: Decimal) -> Decimal:
    work, malpractice = fee.work * place.work, fee.malpractice * place.malpractice
    return (work + fee.practice_expense * place.practice_expense * expense_share + malpractice) * factor


def _paid_in_full(units: Sequence[tuple[int, Fee, bool]], place: Locality, factor: Decimal, share: Decimal) -> Iterator[int]:
    """The units that may be the one paid in full: highest practice expense, then highest fee, before or after the 85 percent."""
    most = max(fee.practice_expense for _, fee, _ in units)
    dearest = [i for i, (_, fee, _) in enumerate(units) if fee.practice_expense == most]
    for reduced in (FULL, share):
        worth = {i: _unit(units[i][1], place, factor, FULL) * (reduced if units[i][2] else FULL) for i in dearest}
        yield from (i for i in dearest if worth[i] == max(worth.values()))


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def _steps(
    lines: Sequence[Billed], on: date, schedule: FeeSchedule, factor: ConversionFactor, place: Locality, full: Fee
) -> Iterator[Reason]:
    yield _FACTORS[factor.qualifying](on, factor.amount)
    if place is not NATIONAL:
        yield Indices(place.name, place.work, place.practice_expense, place.malpractice)
    for code in dict.fromkeys(line.code for line in lines):
        fee = _fee_on(schedule, code, on)
        whole, halved = (_cents(_unit(fee, place, factor.amount, part)) for part in (FULL, HALF))
        yield UnitFee(code, fee.work, fee.practice_expense, fee.malpractice, whole, halved)
    if sum(line.units for line in lines) > 1:
        yield PaidInFull(full.code, full.practice_expense)
    if on >= ASSISTANT_SHARE_FROM and any(line.assistant for line in lines):
        yield AssistantPaid()


_FACTORS = {None: Factor, True: QualifyingFactor, False: OtherFactor}
