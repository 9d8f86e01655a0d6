"""Wrong ideas about a Medicare claim: assistants, KX, therapy modifiers, 59.

Each method takes the question and the right lines, and gives the lines that somebody would write who works that way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from macros.rules.assistants import split_units
from macros.rules.modifiers import ASSISTANT_MODIFIER, THERAPY_MODIFIER
from macros.scenarios.asks.claims import Lines, acceptable_claims, assistant_units, lines_of, settled_claim
from macros.scenarios.misconceptions.misconception import Misconception, WrongAnswer
from macros.scenarios.question import Question

OLD_RULE = date(2021, 12, 31)
"""A day on which the assistant rule of 2020 still held."""


def _minutes(question: Question, code: str) -> tuple[int, int]:
    """The minutes of therapist and assistant for a code."""
    given = [service for service in question.services if service.code == code]
    assistant = sum(service.assistant for service in given)
    return sum(service.minutes for service in given) - assistant, assistant


def _rebuilt(question: Question, lines: Lines, marked: Callable[[str, int], int]) -> Lines:
    """The lines with so many units of each code marked as the assistant's."""
    mark = ASSISTANT_MODIFIER[question.discipline]
    units: dict[str, int] = {}
    plain: dict[str, tuple[str, ...]] = {}
    for code, count, modifiers in lines:
        units[code] = units.get(code, 0) + count
        plain.setdefault(code, tuple(each for each in modifiers if each != mark))
    built = []
    for code, count in units.items():
        with_mark = marked(code, count)
        first, *rest = plain[code]
        built += [(code, count - with_mark, plain[code])] if count - with_mark else []
        built += [(code, with_mark, (first, mark, *rest))] if with_mark else []
    return tuple(built)


def assistant_forgotten(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Leaves the assistant's modifier out."""
    did = "left the assistant's modifier out. Units that the assistant furnished in whole or in part are marked."
    return _rebuilt(question, lines, lambda code, count: 0), did


def assistant_marks_the_code(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Marks every unit of a code in which the assistant had any part."""
    did = "marked every unit of a code in which the assistant had a part. Each unit is looked at by itself."
    return _rebuilt(question, lines, lambda code, count: count if _minutes(question, code)[1] else 0), did


def more_minutes_decide(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Lets whoever gave more minutes of the code have all of its units."""

    def marked(code: str, count: int) -> int:
        therapist, assistant = _minutes(question, code)
        return count if assistant > therapist else 0

    did = "gave all units of a code to whoever had more minutes of it. Full blocks go to each, and the rest is compared."
    return _rebuilt(question, lines, marked), did


def ten_percent_of_the_code(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Takes the 10 percent test over all minutes of the code."""

    def marked(code: str, count: int) -> int:
        therapist, assistant = _minutes(question, code)
        return count if 10 * assistant > therapist + assistant else 0

    did = "took the 10 percent of all minutes of the code. The test looks at each 15-minute unit by itself."
    return _rebuilt(question, lines, marked), did


def eight_minutes_ignored(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Works by the rule of 2020, without the exceptions that came in 2022."""

    def marked(code: str, count: int) -> int:
        timed = next(service.timed for service in question.services if service.code == code)
        if not timed:
            return 0
        parted = split_units(count, *_minutes(question, code), OLD_RULE)
        return count if parted.with_modifier is None else parted.with_modifier

    did = "worked by the rule of 2020. Since 2022 the last unit is unmarked when the therapist gave 8 minutes or more of it."
    return _rebuilt(question, lines, marked), did


def assistants_minutes_apart(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Counts the assistant's minutes as a service of their own, and rounds them by the 8-minute rule."""

    def marked(code: str, count: int) -> int:
        return min(count, (_minutes(question, code)[1] + 7) // 15)

    did = "counted the assistant's minutes by themselves. The units of the code come first; then each unit is looked at."
    return _rebuilt(question, lines, marked), did


def kx_forgotten(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Leaves KX out above the threshold."""
    did = "left KX out. Above the threshold a line without it denies."
    return tuple((code, units, tuple(m for m in modifiers if m != "KX")) for code, units, modifiers in lines), did


def kx_always(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Puts KX on every line, as a habit."""
    did = "put KX on every line. It belongs there only above the threshold, and says that the record shows the need."
    return tuple((code, units, (*(m for m in modifiers if m != "KX"), "KX")) for code, units, modifiers in lines), did


def other_discipline(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Takes the therapy modifier of another discipline."""
    right = THERAPY_MODIFIER[question.discipline]
    other = "GO" if right != "GO" else "GP"
    did = f"took {other}, which stands for another discipline's plan. This plan is {question.discipline}: {right}."
    return tuple((code, units, (other, *modifiers[1:])) for code, units, modifiers in lines), did


def therapy_modifier_forgotten(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Leaves the modifier of the plan out."""
    right = THERAPY_MODIFIER[question.discipline]
    did = f"left {right} out. Every line under this plan carries it, beside any other modifier."
    return tuple((code, units, modifiers[1:]) for code, units, modifiers in lines), did


def fifty_nine_by_habit(question: Question, lines: Lines) -> tuple[Lines, str]:
    """Puts 59 on the second code, whether or not the pair is edited."""
    codes = list(dict.fromkeys(code for code, _, _ in lines))
    if len(codes) < 2 or any("59" in modifiers for _, _, modifiers in lines):
        return lines, ""
    did = "added 59 by habit. It is for an edited pair alone, and only where the services were separate."
    return tuple((code, units, (*modifiers, "59") if code == codes[1] else modifiers) for code, units, modifiers in lines), did


_METHODS: dict[str, tuple[str, Callable[[Question, Lines], tuple[Lines, str]]]] = {
    "assistant-forgotten": ("Forgets the assistant's modifier", assistant_forgotten),
    "assistant-marks-the-code": ("Marks all units of a code the assistant touched", assistant_marks_the_code),
    "more-minutes-decide": ("Lets the longer share decide", more_minutes_decide),
    "ten-percent-of-the-code": ("Takes 10 percent of all minutes", ten_percent_of_the_code),
    "eight-minutes-ignored": ("Works by the assistant rule of 2020", eight_minutes_ignored),
    "assistants-minutes-apart": ("Counts the assistant's minutes apart", assistants_minutes_apart),
    "kx-forgotten": ("Forgets KX", kx_forgotten),
    "kx-always": ("Puts KX on everything", kx_always),
    "other-discipline": ("Takes another discipline's modifier", other_discipline),
    "therapy-modifier-forgotten": ("Forgets GP, GO or GN", therapy_modifier_forgotten),
    "fifty-nine-by-habit": ("Adds 59 by habit", fifty_nine_by_habit),
}

OF_ASSISTANTS = {
    "assistant-forgotten", "assistant-marks-the-code", "more-minutes-decide", "ten-percent-of-the-code", "eight-minutes-ignored",
    "assistants-minutes-apart",
}  # fmt: skip
"""The methods that come to another number of marked units."""


def _misconception(name: str, title: str, method: Callable[[Question, Lines], tuple[Lines, str]]) -> Misconception:
    def answers(question: Question, ask: str) -> list[WrongAnswer]:
        if ask == "claim-grid":
            tried = [method(question, lines_of(lines)) for lines in acceptable_claims(question)]
            return [WrongAnswer(wrong, did) for wrong, did in tried if did]
        wrong, did = method(question, lines_of(settled_claim(question)))
        return [WrongAnswer(wrong if ask == "claim-lines" else assistant_units(wrong), did)] if did else []

    def upon(question: Question, lines: Any) -> WrongAnswer | None:
        wrong, did = method(question, lines)
        return WrongAnswer(wrong, did) if did else None

    asks = {"claim-lines", "claim-grid"} | ({"assistant-units"} if name in OF_ASSISTANTS else set())
    return Misconception(name, title, frozenset(asks), answers, method, upon if name not in OF_ASSISTANTS else None)


def kx_at_the_review_line(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the line of targeted review for the threshold of KX, or the other way round."""
    if ask == "threshold-room":
        before = question.year_to_date
        assert before is not None
        review = question.library.tables.thresholds[question.day.year].medical_review
        did = f"counted up to ${review:,}, the line of targeted review. KX begins at the year's threshold, which is lower."
        yield WrongAnswer(int(review - before), did)
        return
    did = "waited for the line of targeted review, which is another, higher amount. KX begins at the year's threshold."
    yield WrongAnswer("review-line", did)


def kx_by_habit(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Puts KX on every therapy line."""
    did = "put KX on every line. It says that a service above the threshold is needed and that the record shows it."
    yield WrongAnswer("always", did)


def threshold_misjudged(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Compares the wrong total with the threshold, or leaves the visit itself out."""
    before = question.year_to_date
    assert before is not None
    limit = question.library.tables.thresholds[question.day.year].amount(question.discipline)
    for answer in ("needed", "not-needed"):
        above = "above" if before > limit else "not above"
        side = "above" if answer == "needed" else "below"
        yield WrongAnswer(
            answer, f"put the total {side} the threshold. The threshold is ${limit:,}, and ${before:,} is {above} it."
        )


def last_years_threshold(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Reckons with the threshold of the year before."""
    before = question.year_to_date
    earlier = question.library.tables.thresholds.get(question.day.year - 1)
    if before is not None and earlier is not None and earlier.amount(question.discipline) > before:
        did = f"took the threshold of {earlier.year}. The amount rises each year."
        yield WrongAnswer(int(earlier.amount(question.discipline) - before), did)


CLAIMS = {
    **{name: _misconception(name, title, method) for name, (title, method) in _METHODS.items()},
    "kx-at-the-review-line": Misconception(
        "kx-at-the-review-line",
        "Takes $3,000 for the threshold",
        frozenset({"kx", "threshold-room"}),
        kx_at_the_review_line,
        kx_at_the_review_line,
    ),
    "kx-by-habit": Misconception("kx-by-habit", "Wants KX on every line", frozenset({"kx"}), kx_by_habit, kx_by_habit),
    "threshold-misjudged": Misconception(
        "threshold-misjudged", "Misjudges the year's total", frozenset({"kx"}), threshold_misjudged, threshold_misjudged
    ),
    "last-years-threshold": Misconception(
        "last-years-threshold",
        "Takes last year's threshold",
        frozenset({"threshold-room"}),
        last_years_threshold,
        last_years_threshold,
    ),
}
