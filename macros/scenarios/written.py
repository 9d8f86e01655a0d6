"""A claim as somebody wrote it, right or wrong: the right claim of the visit with what `given` says was written instead.

`written_units` and `written_marked` are the units of `written_code` (the first code, where it is not named) and those of them on
a line with the assistant's modifier. The modifiers written are `written_therapy`, `written_mark`, `written_kx` and
`written_separate`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macros.rules.modifiers import ASSISTANT_MODIFIER, SEPARATE_MODIFIER, THERAPY_MODIFIER, has_assistant_modifier

if TYPE_CHECKING:
    from macros.scenarios.question import Question

Lines = tuple[tuple[str, int, tuple[str, ...]], ...]

THERAPY = frozenset(THERAPY_MODIFIER.values())
MARKS = frozenset(ASSISTANT_MODIFIER.values())
SEPARATE = frozenset(SEPARATE_MODIFIER.values())


def right_lines(question: Question) -> Lines:
    """The one acceptable claim of the visit."""
    return tuple((line.code, line.units, line.modifiers) for line in question.claim.acceptable[0])


def written_lines(question: Question) -> Lines:
    """The claim as it was written."""
    right = right_lines(question)
    target = question.given("written_code", question.services[0].code)
    units = sum(count for code, count, _ in right if code == target)
    marked = sum(count for code, count, modifiers in right if code == target and has_assistant_modifier(modifiers))
    wrote = question.given_whole("written_units", str(units))
    wrote_marked = question.given_whole("written_marked", str(marked))
    mark = question.given("written_mark", ASSISTANT_MODIFIER.get(question.discipline, ""))
    therapy = question.given("written_therapy", THERAPY_MODIFIER[question.discipline])
    needed = any("KX" in modifiers for _, _, modifiers in right)
    kx = question.given("written_kx", "yes" if needed else "no") == "yes"
    lines: list[tuple[str, int, tuple[str, ...]]] = []
    for code in dict.fromkeys(code for code, _, _ in right):
        own = [(count, modifiers) for each, count, modifiers in right if each == code]
        of_code = sum(count for count, _ in own)
        of_mark = sum(count for count, modifiers in own if has_assistant_modifier(modifiers))
        if code == target:
            of_code, of_mark = wrote, min(wrote, wrote_marked)
        kept = next((m for _, modifiers in own for m in modifiers if m in SEPARATE), "")
        separate = question.given("written_separate", kept) if code == target else kept
        more = (*((separate,) if separate in SEPARATE else ()), *(("KX",) if kx else ()))
        first = (therapy,) if therapy in THERAPY else ()
        lines += [(code, of_code - of_mark, (*first, *more))] if of_code - of_mark else []
        lines += [(code, of_mark, (*first, mark, *more))] if of_mark else []
    return tuple(lines)


class Written:
    """The written claim, as a text names it: `97112 × 2 GP; 97112 × 1 GP CQ`."""

    def __init__(self, question: Question):
        self._question = question

    def __str__(self) -> str:
        lines = written_lines(self._question)
        return "; ".join(f"{code} × {units} {' '.join(modifiers)}".strip() for code, units, modifiers in lines)


def changes(written: Lines, right: Lines) -> tuple[tuple[str, str, str], ...]:
    """What has to change in a written claim: a code (or none, where it is all lines), what, and to what."""
    found: list[tuple[str, str, str]] = []
    for code in dict.fromkeys([*(code for code, _, _ in right), *(code for code, _, _ in written)]):
        before, after = _of_code(written, code), _of_code(right, code)
        if before[0] != after[0]:
            found.append((code, "units", str(after[0])))
        if before[1] != after[1]:
            found.append((code, "marked", f"{after[1]} of {after[0]}"))
        if before[2] != after[2]:
            found.append((code, "separate", " ".join(sorted(after[2]))))
    for kind, among in (("therapy", THERAPY), ("mark", MARKS), ("kx", frozenset({"KX"}))):
        before_all, after_all = _used(written, among), _used(right, among)
        if kind == "mark" and not (before_all and after_all):
            continue  # how many units carry it is said for each code
        if before_all != after_all:
            found.append(("", kind, " ".join(sorted(after_all))))
    return tuple(found)


def _of_code(lines: Lines, code: str) -> tuple[int, int, frozenset[str]]:
    own = [(units, modifiers) for each, units, modifiers in lines if each == code]
    marked = sum(units for units, modifiers in own if has_assistant_modifier(modifiers))
    return sum(units for units, _ in own), marked, frozenset(m for _, modifiers in own for m in modifiers) & SEPARATE


def _used(lines: Lines, among: frozenset[str]) -> frozenset[str]:
    return frozenset(m for _, _, modifiers in lines for m in modifiers) & among
