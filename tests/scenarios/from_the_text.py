"""Questions about money worked out from what they show and nothing else: no fee, value or threshold is looked up.

Whoever changes a stem so that an amount is missing from it, or no longer found here, has made a question that nobody can answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from macros.scenarios.item import Item
from macros.scenarios.question import Question

CENT = Decimal("0.01")
Prices = dict[str, tuple[Decimal, Decimal]]
"""What a unit of each code is allowed in full, and with half of its practice expense."""
Days = list[list[int]]
WORDS = {"one": 1, "two": 2, "three": 3, "fourth": 4}


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)


def found(pattern: str, text: str) -> re.Match[str]:
    match = re.search(pattern, text)
    assert match, f"the text does not say {pattern}: {text}"
    return match


def dollars(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


MONEY = r"\$([\d,]+(?:\.\d\d)?)"


def prices(text: str) -> Prices:
    """What a unit of each code is in full and reduced, as dollars or to be worked out from its values."""
    pairs = re.findall(rf"unit of (\d{{5}})(?: is(?: allowed)?|,) {MONEY}(?: in full)? and {MONEY}", text)
    pairs += re.findall(rf"{MONEY} for a unit of (\d{{5}}) in full and {MONEY}", text)
    shown = {}
    for one, two, three in pairs:
        code, whole, reduced = (one, two, three) if re.fullmatch(r"\d{5}", one) else (two, one, three)
        shown[code] = dollars(whole), dollars(reduced)
    if evaluation := re.search(rf"evaluation is {MONEY} in full and {MONEY}", text):
        shown[found(r"\((9716\d)\)", text)[1]] = dollars(evaluation[1]), dollars(evaluation[2])
    if not shown:
        values = found(r"(?:has|had) ([\d.]+) RVUs for work, ([\d.]+) for practice expense and ([\d.]+) for malpractice", text)
        work, expense, malpractice = (Decimal(value) for value in values.groups())
        if local := re.search(r"GPCIs are ([\d.]+), ([\d.]+) and (\d[\d.]*\d)", text):
            work, expense, malpractice = work * Decimal(local[1]), expense * Decimal(local[2]), malpractice * Decimal(local[3])
        rate = factor(text)
        whole_unit, reduced_unit = (cents((work + share * expense + malpractice) * rate) for share in (1, Decimal("0.5")))
        shown[found(r"units? of (\d{5})", text)[1]] = whole_unit, reduced_unit
    return shown


def factor(text: str) -> Decimal:
    """The conversion factor that the text shows for its day."""
    if two := re.search(r"factor was ([\d.]+\d) through (\w+ \d+) and ([\d.]+\d) from", text):
        day = datetime.strptime(found(r"on (\w+ \d+, \d{4})", text)[1], "%B %d, %Y").date()
        last = datetime.strptime(f"{two[2]}, {day.year}", "%B %d, %Y").date()
        return Decimal(two[1] if day <= last else two[3])
    return Decimal(found(r"conversion factor is (\d+\.\d+)", text)[1])


def day_of(units: Iterable[tuple[str, int]], shown: Prices) -> list[tuple[str, Decimal]]:
    """What each unit of a day is allowed: the one that loses most by the reduction is the one in full."""
    listed = [code for code, count in units for _ in range(count)]
    first = max(listed, key=lambda code: shown[code][0] - shown[code][1])
    listed.remove(first)
    return [(first, shown[first][0]), *((code, shown[code][1]) for code in listed)]


def units_in(text: str) -> list[tuple[str, int]]:
    evaluation = re.search(r"is evaluated \((\d{5})\)", text)
    told = [(code, int(count)) for count, code in re.findall(r"(\d+) units? of (\d{5})", text)]
    return [*([(evaluation[1], 1)] if evaluation else []), *told]


def total(units: Iterable[tuple[str, int]], shown: Prices) -> Decimal:
    return sum((amount for _, amount in day_of(units, shown)), Decimal(0))


def price(text: str) -> Decimal:
    return total(units_in(text), prices(text))


def paid(text: str) -> Decimal:
    """Medicare's part: 80 percent, and of a line with CQ 85 percent of that; the deductible is met."""
    found(r"deductible is met", text)
    of_assistant = found(r"PTA provides \d units? of (\d{5}) [^;.]*CQ", text)[1]
    lines: dict[str, Decimal] = {}
    for code, amount in day_of(units_in(text), prices(text)):
        lines[code] = lines.get(code, Decimal(0)) + amount
    shares = {code: amount * Decimal("0.8") * (Decimal("0.85") if code == of_assistant else 1) for code, amount in lines.items()}
    return sum((cents(amount) for amount in shares.values()), Decimal(0))


def share(text: str) -> Decimal:
    allowed = dollars(found(rf"(?<!he fee schedule )allows {MONEY}|schedule allows {MONEY}", text)[0].rpartition("$")[2])
    still = re.search(r"\$(\d+) of (?:her|the) deductible (?:left )?to meet", text)
    assert still or re.search(r"deductible (?:for the year )?is met", text)
    rest = allowed - (min(allowed, Decimal(still[1])) if still else 0)
    patient = allowed - rest + cents(rest * Decimal("0.2"))
    medicare = cents(rest * Decimal("0.8") * (Decimal("0.85") if "85 percent" in text else 1))
    if re.search(r"2 percent sequestration|sequestration of 2 percent", text):
        medicare = cents(medicare * Decimal("0.98"))
    asked = text[text.rindex(". ") :]
    if "together" in asked:
        return patient + medicare
    return medicare if re.search(r"Medicare (?:pay|send)", asked) else patient


DIFFERENCES: tuple[tuple[str, Callable[..., tuple[Days, Days]]], ...] = (
    (r"visit with (\d) units? of 97112 than for one with (\d)", lambda a, b: ([[a]], [[b]])),
    (r"went out with (\d) units? of 97112, but the minutes support (\d)", lambda a, b: ([[a]], [[b]])),
    (r"for (\w+) visits of (\d) units? than for one visit of (\d)", lambda n, a, b: ([[a]] * n, [[b]])),
    (r"for (\w+) visits of (\d) units? than for (\w+) visits of (\d)", lambda n, a, m, b: ([[a]] * n, [[b]] * m)),
    (r"visit has (\d) units? of 97112. [\w ]+ if the patient needs a (\w+) unit", lambda a, b: ([[b]], [[a]])),
    (r"Instead of (\d) units? [\w ]+, a patient has (\d) units? one day and (\d)", lambda a, b, c: ([[b], [c]], [[a]])),
    (r"had (\d) units? of 97112 and (\d) units? of \d{5}, [\w ]+ left (\d)", lambda a, b, c: ([[a, b]], [[a, b - c]])),
    (r"visit has (\d) units? of 97112. [\w ]+ if (\d) units? of \d{5}", lambda a, b: ([[a, b]], [[a, 0]])),
    (r"has (\d) units? of 97112 in PT and (\d) units? of \d{5} in OT", lambda a, b: ([[a, 0], [0, b]], [[a, b]])),
    (r"a patient has (\d) units? of each. [\w ]+ on two different days", lambda a: ([[a, 0], [0, a]], [[a, a]])),
)
"""How compared visits are told: the units of 97112 and of the other code on each day, of the more and of the less."""


def difference(text: str) -> Decimal:
    shown = prices(text)
    for pattern, days in DIFFERENCES:
        if match := re.search(pattern, text):
            more, less = days(*(int(part) if part.isdigit() else WORDS[part] for part in match.groups()))
            return all_days(more, shown) - all_days(less, shown)
    raise AssertionError(f"what is compared is not told: {text}")


def all_days(days: Days, shown: Prices) -> Decimal:
    codes = sorted(shown, key=lambda code: code != "97112")
    return sum((total(zip(codes, day, strict=False), shown) for day in days), Decimal(0))


def toward_threshold(text: str) -> Decimal:
    own = ("OT",) if "The occupational" in text or "the occupational" in text else ("PT", "speech therapy")
    owed = re.search(r"patient owed \$(\d+)(?: for [\w ]+?)?(?:, part of the deductible included)?\.", text)
    told = text.replace(owed[0], "") if owed else text
    amounts = {name: dollars(amount) for amount, name in re.findall(rf"{MONEY} for (PT|OT|speech therapy)(?! last)", told)}
    if "For OT Medicare paid" in text:
        amounts["OT"] = dollars(found(rf"For OT Medicare paid {MONEY}", text)[1])
    return sum((amounts[name] for name in own), Decimal(int(owed[1]) if owed else 0))


def threshold_room(text: str) -> Decimal:
    return threshold(text) - dollars(found(rf"(?:allowed|stand at) {MONEY}", text)[1])


def threshold(text: str) -> Decimal:
    return dollars(found(rf"threshold(?: of \d{{4}})? (?:is|was|of) {MONEY}", text)[1])


def visits_left(text: str) -> Decimal:
    so_far, each = dollars(found(rf"has allowed {MONEY}", text)[1]), dollars(found(rf"visit is allowed {MONEY}", text)[1])
    return (threshold(text) - so_far) // each


SOLVED: dict[str, Callable[[str], Decimal]] = {
    "price": price,
    "paid": paid,
    "share": share,
    "difference": difference,
    "toward-threshold": toward_threshold,
    "threshold-room": threshold_room,
    "visits-left": visits_left,
}
"""How each ask about an amount is answered by a reader who has the text alone."""


def says_what_it_takes(question: Question, item: Item) -> None:
    """A question about an amount can be worked out from its own text, and comes to its key."""
    ask = question.scenario.ask
    if question.scenario.visit and question.year_to_date:
        text = " ".join(item.full_text.split())
        assert f"{question.year_to_date:,}" in text, text
        assert "far below the threshold" in text or threshold(text) > 0
    check_amount(ask, item)


def check_amount(ask: str, item: Item) -> None:
    """The key of an ask about an amount, found from the text."""
    text = " ".join(item.full_text.split())
    if ask in SOLVED:
        right = [option.text for option in item.options if option.correct] or [str(item.answer)]
        assert SOLVED[ask](text) == dollars(right[0].removeprefix("$")), text
    elif ask == "in-full":
        values = found(r"practice expense are (.*?)\. ", text)[1]
        expense = {code: Decimal(value) for value, code in re.findall(r"and ([\d.]+) for (\d{5})", values)}
        assert [option.text for option in item.options if option.correct] == [max(expense, key=lambda code: expense[code])], text
