"""What the browser's rules of a claim look up and say, as JSON. The file's name holds a hash of what stands in it.

The rules in docs/assets/calculator/ keep the arithmetic of a visit alone. What can be worked out without the visit stands here:
sentences, constants, what is said of left-over minutes, what a relative value is worth in a place, what the edits say of a pair.
Days are written 2026-03-02, dollars in whole cents.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from macros.facts.library import Library
from macros.facts.rule_tables import edit_readings, edit_rows
from macros.pages.edit_answers import edit_answers
from macros.pages.lookup_table import LookupTable, lookup_table
from macros.pages.pools import GENERATED, Written
from macros.pages.reasons import phrase_as_json, sentences, whole_cents
from macros.rules import assistants, claim, claim_reasons, coverage, edits, furnishing, limits, modifiers, payable, payment, units
from macros.rules.furnishing import Work
from macros.rules.limits import UnitLimit
from macros.rules.modifiers import DISCIPLINES, SEPARATE_MODIFIER, Threshold
from macros.rules.payable import Verdict
from macros.rules.payment import Fee, PriceList, price_lists
from macros.rules.units import UNIT_MINUTES
from macros.rules.vocabulary import Profession, Setting
from macros.scenarios.draw import stable_hash
from macros.text.wording import in_words

CLAIM_TABLES = GENERATED / "claim"

RULES_OF_A_CLAIM = (units, assistants, furnishing, modifiers, edits, limits, payable, coverage, payment, claim_reasons)

TREATED_BY = tuple(profession for profession in Profession if profession not in furnishing.ASSISTANTS)
"""Who may be named as the one who treated; an assistant's minutes have a field of their own."""

VALUE_PLACES, DOLLAR_PLACES = 2, 7
"""The decimal places of a relative value, and of its dollars: those of an index and of a conversion factor."""


def claim_tables(library: Library) -> Written:
    """The tables of a checkout."""
    own = library.tables
    tables = {
        "rules": constants(),
        "whoTreats": who_treats(library),
        "says": sentences(*RULES_OF_A_CLAIM),
        "thresholds": {year: _threshold(threshold) for year, threshold in own.thresholds.items()},
        "limits": {f"{table} {code}": _limit(limit) for (table, code), limit in own.limits.items() if limit.units},
        "places": {place.id: place.name for place in own.schedule.localities},
        "prices": [_price_list(prices) for prices in price_lists(own.schedule)],
        "fees": {year: {code: _fee(fee) for code, fee in fees.items()} for year, fees in own.schedule.fees.items()},
        "edits": edit_answers(list(library.codes), edit_rows(library.edit_pairs), edit_readings(library.edit_pairs)),
        "notAlways": {code: kind.__name__ for code in library.codes if (kind := claim.not_always_therapy(code, own))},
    }
    content = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    return Written(f"{stable_hash(content)[:12]}.json", content)


def constants() -> Mapping[str, Any]:
    """The constants of the rules, which the browser reads and does not repeat."""
    return {
        "modifierAbovePercent": assistants.MODIFIER_ABOVE_PERCENT,
        "lastUnits": [_last_units(since) for since in (assistants.REQUIRED_FROM, assistants.EXCEPTIONS_FROM)],
        "therapyModifier": modifiers.THERAPY_MODIFIER,
        "assistantModifier": modifiers.ASSISTANT_MODIFIER,
        "separateModifier": SEPARATE_MODIFIER,
        "plainSeparate": claim.PLAIN_SEPARATE,
        "modifiersOnALine": claim.MODIFIERS_ON_A_LINE,
        "medicarePercent": int(payment.MEDICARE_SHARE * 100),
        "assistantPercent": int(payment.ASSISTANT_SHARE * 100),
        "assistantPercentFrom": payment.ASSISTANT_SHARE_FROM.isoformat(),
    }


def _last_units(since: date) -> dict[str, Any]:
    """What is said of one and of two units left, by the left-over minutes of each person, and how many units are marked."""
    rest = range(UNIT_MINUTES)
    kinds = {left: [[assistants.last_units(left, own, other, since) for other in rest] for own in rest] for left in (1, 2)}
    return {
        "since": since.isoformat(),
        "kinds": {left: [[kind.__name__ for kind in row] for row in rows] for left, rows in kinds.items()},
        "marked": {kind.__name__: kind.marked for rows in kinds.values() for row in rows for kind in row},
    }


def who_treats(library: Library) -> dict[str, Any]:
    """What Medicare makes of each code by the plan, the setting and who treats ("" for a therapist of the plan).

    They hold on any day: only an assistant's supervision changed by date.
    """
    works = library.tables.works

    def written(answer: Verdict) -> dict[str, Any]:
        return {
            "refusal": answer.refusal and answer.refusal.__name__,
            "why": [phrase_as_json(reason) for reason in answer.why],
            "assistantStays": answer.assistant_stays,
            "byAnother": answer.by_another,
        }

    return {
        "words": {who: in_words(who) for who in TREATED_BY},
        "verdicts": _verdicts(tuple(works.items())).as_json(written),
        "evaluations": [code for code, work in works.items() if work.evaluation],
        "assistantMayNot": phrase_as_json(furnishing.EvaluationIsTheTherapists()),
        "assistantWithout": phrase_as_json(payable.AssistantWithoutTherapist()),
    }


@cache
def _verdicts(works: tuple[tuple[str, Work], ...]) -> LookupTable[Verdict]:
    """The verdicts on every code, made once for the same codes."""
    of_code = dict(works)
    features = {"code": tuple(of_code), "discipline": DISCIPLINES, "treatedBy": ("", *TREATED_BY), "setting": tuple(Setting)}

    def verdict(values: Any) -> Verdict:
        code, plan, who = values.code, values.discipline, values.treatedBy or None
        setting = values.setting if who else Setting.PRIVATE_PRACTICE  # a therapist of the plan may treat in every setting
        return payable.verdict_on(code, plan, date.max, setting, of_code[code], who)

    return lookup_table(features, verdict)


def _threshold(threshold: Threshold) -> dict[str, Any]:
    return {
        discipline: {
            "amount": whole_cents(threshold.amount(discipline)),
            "review": whole_cents(threshold.medical_review),
            "step": phrase_as_json(modifiers.kx_for(threshold, discipline, Decimal(0), Decimal(0)).steps[0]),
        }
        for discipline in DISCIPLINES
    }


def _limit(limit: UnitLimit) -> dict[str, Any]:
    over = limits.over_limit(limit.units + 1, limit)
    assert over is not None
    return phrase_as_json(over, without=["units"])


def _price_list(prices: PriceList) -> dict[str, Any]:
    return {
        "since": prices.since.isoformat(),
        "until": prices.until.isoformat(),
        "place": prices.place,
        "qualifying": prices.qualifying,
        "factor": phrase_as_json(prices.given[0], without=["day"]),
        "indices": [phrase_as_json(step) for step in prices.given[1:]],
        "dollars": [_whole(dollars, DOLLAR_PLACES) for dollars in (prices.work, prices.expense, prices.malpractice)],
    }


def _fee(fee: Fee) -> dict[str, Any]:
    values = (fee.work, fee.practice_expense, fee.malpractice)
    said = phrase_as_json(
        payment.UnitFee(fee.code, *values, whole=Decimal(0), halved=Decimal(0)), without=["code", "whole", "halved"]
    )
    return {"code": fee.code, "values": [_whole(value, VALUE_PLACES) for value in values], "step": said}


def _whole(amount: Decimal, places: int) -> int:
    """The amount as a whole number of its last decimal place, so that the browser multiplies without a fraction."""
    whole = amount.scaleb(places)
    if whole != int(whole):
        raise ValueError(f"{amount} has more than {places} decimal places")
    return int(whole)
