"""Wrong ideas about edits, payment, people and deadlines."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from macros.rules.furnishing import ALLOWED, DEPENDS, NOT_ALLOWED, Furnishing
from macros.rules.payment import Billed, price
from macros.rules.vocabulary import AppealLevel
from macros.scenarios.asks import deadlines, edits, payment, people
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question
from macros.text.wording import counted

EARLIER_SHARE = Decimal("0.8")
"""What was left of the other units' practice expense in 2011, when the reduction in offices was 20 percent (P-28)."""


def columns_reversed(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets the column 1 code deny."""
    found = edits.answered(question)
    if found.active:
        right = "first" if found.denies == question.given("first") else "second"
        did = f"turned the columns round. The column 2 code denies: {found.denies}."
        yield WrongAnswer("second" if right == "first" else "first", did)


def every_pair_edited(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes two therapy codes on one day for an edited pair, as many pages still do."""
    found = edits.answered(question)
    if found.active:
        return
    did = "saw an edit, as many pages still print one. In the table that was read none is in force on that day."
    if ask == "edit":
        yield WrongAnswer("first", did)
        yield WrongAnswer("second", did)
    else:
        yield WrongAnswer("if-separate", did)


def edit_overlooked(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an edited pair for a free one."""
    found = edits.answered(question)
    if found.active:
        did = f"overlooked the edit. This pair is edited on that day, and {found.denies} denies."
        yield WrongAnswer("neither" if ask == "edit" else "none", did)


def both_deny(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an edit for a ban on both codes."""
    did = "let both deny. An edit never takes both. Of an edited pair one code is paid; of a pair without an edit, both are."
    yield WrongAnswer("both", did)


def fifty_nine_opens_everything(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes 59 for a key that opens every pair."""
    found = edits.answered(question)
    yield WrongAnswer("always", "took 59 for a habit. It says that the services were separate, and the record must show it.")
    if found.active and not found.modifier_opens:
        yield WrongAnswer(
            "if-separate",
            "let 59 open the pair. The indicator is 0: no modifier opens it, however separate the services were.",
        )


def nothing_opens(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes an edit that a modifier may open for one that nothing opens."""
    found = edits.answered(question)
    if not found.active or found.modifier_opens:
        did = "took the pair for one of indicator 0. " + (
            "This pair has indicator 1." if found.active else "This pair has no edit in force."
        )
        yield WrongAnswer("never", did)


def _unit_prices(question: Question) -> tuple[list[Billed], dict[str, Decimal], dict[str, Decimal]]:
    """The lines, and what a unit of each code is allowed in full and reduced."""
    lines = payment.billed(question)
    schedule = question.library.tables.schedule
    full, reduced = {}, {}
    for line in lines:
        twice = price([Billed(line.code, 2)], question.day, schedule, question.given("locality", "national"))
        full[line.code], reduced[line.code] = twice.lines[0].amounts
    return lines, full, reduced


def no_reduction(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays every unit in full."""
    found = payment.priced(question)
    did = "paid every unit in full. Of a patient's day one unit is; every other loses half of its practice expense."
    yield WrongAnswer(found.without_reduction, did)


def every_unit_reduced(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces every unit, the first too."""
    lines, _, reduced = _unit_prices(question)
    did = "reduced every unit. The one with the highest practice expense is paid in full."
    yield WrongAnswer(sum((reduced[line.code] * line.units for line in lines), Decimal(0)), did)


def half_of_the_fee(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Halves the whole fee of the other units, not their practice expense alone."""
    lines, full, _ = _unit_prices(question)
    best = next(line.code for line in payment.priced(question).lines if line.in_full)
    halves = {code: (amount / 2).quantize(Decimal("0.01"), ROUND_HALF_UP) for code, amount in full.items()}
    total = sum((halves[line.code] * line.units for line in lines), Decimal(0)) + full[best] - halves[best]
    yield WrongAnswer(total, "halved the whole fee. Only the practice expense is halved; work and malpractice are kept.")


def reduction_of_2011(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reduces the practice expense of the other units by 20 percent, as in 2011."""
    lines, full, reduced = _unit_prices(question)
    best = next(line.code for line in payment.priced(question).lines if line.in_full)
    # Half of the practice expense is the difference of the two amounts; 20 percent is two fifths of it.
    milder = {code: (full[code] - (full[code] - reduced[code]) * (1 - EARLIER_SHARE) * 2) for code in full}
    exact = sum((milder[line.code] * line.units for line in lines), Decimal(0)) + full[best] - milder[best]
    yield WrongAnswer(
        exact.quantize(Decimal("0.01"), ROUND_HALF_UP), "took 20 percent off, as in 2011. The reduction is 50 percent."
    )


def each_code_in_full_once(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays the first unit of every code in full."""
    lines, full, reduced = _unit_prices(question)
    total = sum((full[line.code] + reduced[line.code] * (line.units - 1) for line in lines), Decimal(0))
    yield WrongAnswer(total, "paid the first unit of each code in full. The reduction looks at the whole day: one unit in all.")


def lowest_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Pays the unit with the lowest practice expense in full."""
    lines, full, reduced = _unit_prices(question)
    values = question.library.tables.schedule.fees[question.day.year]
    worst = min((line.code for line in lines), key=lambda code: values[code].practice_expense)
    total = sum((reduced[line.code] * line.units for line in lines), Decimal(0)) + full[worst] - reduced[worst]
    yield WrongAnswer(total, f"paid {worst} in full. The unit with the highest practice expense is.")


def another_in_full(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another code for the one paid in full: the first, the longest, the one with the most work."""
    found = payment.priced(question)
    values = question.library.tables.schedule.fees[question.day.year]
    best = next(line.code for line in found.lines if line.in_full)
    for line in found.lines:
        if line.code != best:
            mine, theirs = values[line.code].practice_expense, values[best].practice_expense
            yield WrongAnswer(line.code, f"took {line.code}. Its practice expense is {mine}, and that of {best} is {theirs}.")


def license_pays(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a license, skill or supervision decide where the payer's rule shuts the service out."""
    found = people.answered(question)
    if found.answer == NOT_ALLOWED:
        yield WrongAnswer(ALLOWED, f"let license, skill or supervision decide. The payer's rule does: {_steps(found)}")


def rule_left_open(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Leaves open what the payer's own rule settles."""
    found = people.answered(question)
    if found.answer != DEPENDS:
        yield WrongAnswer(DEPENDS, f"left it open. The payer's own rule settles it: {_steps(found)}")


def named_profession_shut_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Shuts out a profession that the payer's rule names."""
    found = people.answered(question)
    if found.answer == ALLOWED:
        yield WrongAnswer(NOT_ALLOWED, f"shut out somebody whom the payer's rule names. {_steps(found)}")


def one_rule_for_every_payer(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Answers by one payer's rule for another, whose rule nobody has read."""
    found = people.answered(question)
    if found.answer == DEPENDS:
        for answer in (ALLOWED, NOT_ALLOWED):
            yield WrongAnswer(answer, f"answered by the rule of another payer. {_steps(found)}")


def _steps(found: Furnishing) -> str:
    return " ".join(step.text for step in found.steps)


def supervision_of_another_day(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the supervision of another day or setting: private practice before 2025, or any other."""
    right = people.answered(question)
    for answer in ("direct", "general"):
        if answer != right.supervision:
            where = (
                "private practice before 2025" if answer == "direct" else "private practice from 2025 on, or of another setting"
            )
            yield WrongAnswer(answer, f"took the rule of {where}. {right.steps[-1].text}")


def supervision_overlooked(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets an assistant work without supervision."""
    yield WrongAnswer(
        "none", f"left supervision out. An assistant is always supervised. {people.answered(question).steps[-1].text}"
    )


def _days_counted(question: Question) -> int | None:
    what = question.given("what")
    periods = question.library.periods
    counted = {"certification": periods.certification, "recertification": periods.recertification, **periods.appeals}
    return counted.get(what)


def first_day_counted(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts the first day as day one, and so comes out a day early."""
    found = deadlines.due(question).due
    if found is not None:
        yield WrongAnswer(found - timedelta(days=1), "counted the day itself as the first. The days are counted after it.")


def day_too_many(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the first day that is late for the last one in time."""
    found = deadlines.due(question).due
    if found is not None:
        yield WrongAnswer(
            found + timedelta(days=1), "took the first day that is too late. The last day in time is the one before."
        )


def months_for_days(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes months for days: one for 30, three for 90, and so on."""
    days = _days_counted(question)
    if days is None:
        return
    month = question.day.month - 1 + days // 30
    year = question.day.year + month // 12
    try:
        wrong = date(year, month % 12 + 1, question.day.day)
    except ValueError:
        return
    yield WrongAnswer(wrong, f"counted {counted(days // 30, 'month')}. The rule says {days} days.")


def working_days(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts working days where calendar days are meant."""
    days = _days_counted(question)
    if days is None:
        return
    day, counted = question.day, 0
    while counted < days:
        day += timedelta(days=1)
        counted += day.weekday() < 5
    yield WrongAnswer(day, "counted working days. Calendar days are meant.")


def days_of_another(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the days of another deadline."""
    if ask == "appeal-days":
        right = question.library.periods.appeals[question.given("level")]
        for level, days in question.library.periods.appeals.items():
            if days != right:
                yield WrongAnswer(days, f"took the {days} days of the {level}, which is another level.")
        return
    due_in = _days_counted(question)
    periods = question.library.periods
    counted = {periods.spoken_signature, periods.certification, periods.recertification, *periods.appeals.values()}
    for other in sorted(counted - {due_in} if due_in else set()):
        yield WrongAnswer(
            question.day + timedelta(days=other),
            f"counted {other} days, which belong to another deadline. Here it is {due_in}.",
        )


def thirty_days_for_a_report(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts calendar days where treatment days are meant."""
    if question.given("what") == "progress-report":
        for days, told in ((10, "10 calendar days"), (30, "30 days, which is older wording")):
            yield WrongAnswer(
                question.day + timedelta(days=days), f"counted {told}. Treatment days are counted: the 10th of them."
            )


def first_visit_left_out(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Counts treatment days from the one after the first, because the first was an evaluation."""
    if question.given("what") == "progress-report":
        days = deadlines.treatment_days(question)
        yield WrongAnswer(days[10], "left the first visit out. It counts as a treatment day, even if it was only an evaluation.")


def one_visit_short(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Stops at the ninth treatment day."""
    if question.given("what") == "progress-report":
        days = deadlines.treatment_days(question)
        yield WrongAnswer(days[8], "stopped at the 9th treatment day. The report is due by the 10th.")


def filing_misjudged(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another time for filing a claim than one calendar year."""
    if question.given("what") == "filing":
        for days in (90, 180):
            yield WrongAnswer(
                question.day + timedelta(days=days),
                f"counted {days} days, as some plans do. Medicare gives one calendar year.",
            )
        yield WrongAnswer(
            date(question.day.year + 1, 12, 31),
            "took the end of the next year. Medicare gives one calendar year from the service date.",
        )
        yield WrongAnswer(date(question.day.year, 12, 31), "took the end of the year. The year runs from the service date.")


def late_taken_for_timely(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Lets a late signature, an order or the sending of the plan certify where it does not."""
    key = deadlines.certified_key(question)
    if key.value is not True:
        yield WrongAnswer(True, f"took it for certified in time. {' '.join(key.explanation)}")


def timely_taken_for_late(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Overlooks a signature in time, or what stands in for it."""
    key = deadlines.certified_key(question)
    if key.value is not False:
        yield WrongAnswer(False, f"took it for late. {' '.join(key.explanation)}")


def certification_left_open(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Waits for a signature although the last day has passed, or none is needed."""
    key = deadlines.certified_key(question)
    if key.value is not None:
        yield WrongAnswer(None, f"left it open, as if the last day were still to come. {' '.join(key.explanation)}")


def another_level(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Mixes up the order of the levels of appeal."""
    here = AppealLevel(question.given("level"))
    for level in AppealLevel:
        if level.number not in {here.number, here.number + 1}:
            feedback = f"took level {level.number} for the next. After level {here.number} comes level {here.number + 1}."
            yield WrongAnswer(level.value, feedback)


_METHODS: dict[str, tuple[str, set[str], Callable[[Question, str], Iterable[WrongAnswer]]]] = {
    "columns-reversed": ("Turns the columns of an edit round", {"edit"}, columns_reversed),
    "every-pair-edited": ("Sees an edit where none is in force", {"edit", "edit-remedy"}, every_pair_edited),
    "edit-overlooked": ("Overlooks an edit", {"edit", "edit-remedy"}, edit_overlooked),
    "both-deny": ("Lets both codes deny", {"edit"}, both_deny),
    "fifty-nine-opens-everything": ("Takes 59 for a master key", {"edit-remedy"}, fifty_nine_opens_everything),
    "nothing-opens": ("Takes indicator 1 for 0", {"edit-remedy"}, nothing_opens),
    "no-reduction": ("Pays every unit in full", {"price"}, no_reduction),
    "every-unit-reduced": ("Reduces every unit", {"price"}, every_unit_reduced),
    "half-of-the-fee": ("Halves the whole fee", {"price"}, half_of_the_fee),
    "reduction-of-2011": ("Reduces as in 2011", {"price"}, reduction_of_2011),
    "each-code-in-full-once": ("Pays one unit of each code in full", {"price"}, each_code_in_full_once),
    "lowest-in-full": ("Pays the cheapest unit in full", {"price"}, lowest_in_full),
    "another-in-full": ("Picks another unit to pay in full", {"in-full"}, another_in_full),
    "license-pays": ("Lets license or supervision decide", {"who"}, license_pays),
    "rule-left-open": ("Leaves open what the payer's rule settles", {"who"}, rule_left_open),
    "named-profession-shut-out": ("Shuts out a profession that the rule names", {"who"}, named_profession_shut_out),
    "one-rule-for-every-payer": ("Takes one payer's rule for another's", {"who"}, one_rule_for_every_payer),
    "supervision-of-another-day": (
        "Takes the supervision of another day or setting",
        {"supervision"},
        supervision_of_another_day,
    ),
    "supervision-overlooked": ("Leaves supervision out", {"supervision"}, supervision_overlooked),
    "first-day-counted": ("Counts the first day as day one", {"due"}, first_day_counted),
    "day-too-many": ("Takes the first late day for the last in time", {"due"}, day_too_many),
    "months-for-days": ("Takes months for days", {"due"}, months_for_days),
    "working-days": ("Counts working days", {"due"}, working_days),
    "days-of-another": ("Takes the days of another deadline", {"due", "appeal-days"}, days_of_another),
    "thirty-days-for-a-report": ("Counts calendar days for a report", {"due"}, thirty_days_for_a_report),
    "first-visit-left-out": ("Leaves the first visit out of the treatment days", {"due"}, first_visit_left_out),
    "one-visit-short": ("Stops a treatment day short", {"due"}, one_visit_short),
    "filing-misjudged": ("Takes another time to file", {"due"}, filing_misjudged),
    "late-taken-for-timely": ("Takes a late certification for a timely one", {"certified"}, late_taken_for_timely),
    "timely-taken-for-late": ("Takes a timely certification for a late one", {"certified"}, timely_taken_for_late),
    "certification-left-open": ("Leaves a certification open that is settled", {"certified"}, certification_left_open),
    "another-level": ("Mixes up the levels of appeal", {"next-level"}, another_level),
}

RULES = {name: Misconception(name, title, frozenset(asks), answers, answers) for name, (title, asks, answers) in _METHODS.items()}
