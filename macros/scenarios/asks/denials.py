"""The ask on a code of a remittance: where to look first. That stands in docs/data/denial-codes.yml, with the usual cause."""

from __future__ import annotations

from macros.facts.denial_code import DenialCode
from macros.scenarios.asks.ask import Ask, Key
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question


def _check(question: Question) -> Key:
    denial: DenialCode = question.record(DenialCode)
    says = f"{denial.code}: {denial.says}"
    return Key(denial.id, f"What is usually behind it: {denial.cause}", (says, denial.fix), denial.rests_on)


def _write_check(question: Question, name: str) -> str:
    return next(denial.check for denial in question.library.denial_codes if denial.id == name)


DENIAL_ASKS = (
    Ask(
        "denial-check",
        "where to look first when a code comes back",
        SINGLE,
        "denials",
        _check,
        _write_check,
        judgment=True,
    ),
)
