"""The claim builder's form, and the tables that its code in docs/assets/calculator/ looks up. A test holds it to macros/rules."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from macros.facts.code import Code
from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.pools import GENERATED, Written
from macros.pages.quiz import Ways
from macros.pages.reasons import phrase_as_json, sentences
from macros.pages.templating import html
from macros.rules import assistants, claim, coverage, edits, furnishing, limits, modifiers, payable, payment, units
from macros.rules.cited import cited_by
from macros.rules.claim import SETTINGS
from macros.rules.modifiers import SEPARATE_MODIFIER
from macros.rules.units import UNIT_MINUTES
from macros.rules.vocabulary import (
    DISCIPLINE_NAMES,
    PAYER_RULE_NAMES,
    PROFESSION_NAMES,
    SEPARATE_REASON_NAMES,
    SETTING_NAMES,
    Discipline,
    PayerRule,
    Profession,
    SeparateReason,
    Setting,
)
from macros.scenarios.draw import stable_hash

CLAIM_TABLES = GENERATED / "claim"

RULES_OF_A_CLAIM = (units, assistants, furnishing, modifiers, edits, limits, payable, coverage, payment, claim)

TREATED_BY = tuple(profession for profession in Profession if profession not in furnishing.ASSISTANTS)
"""Who may be named as the one who treated; an assistant's minutes have a field of their own."""

RULES: Mapping[str, Any] = {
    "assistantRequiredFrom": assistants.REQUIRED_FROM.isoformat(),
    "assistantExceptionsFrom": assistants.EXCEPTIONS_FROM.isoformat(),
    "modifierAbovePercent": assistants.MODIFIER_ABOVE_PERCENT,
    "therapistMinutesOfTheLastUnit": assistants.THERAPIST_MINUTES_OF_THE_LAST_UNIT,
    "eachInTheException": assistants.EACH_IN_THE_EXCEPTION,
    "togetherInTheException": assistants.TOGETHER_IN_THE_EXCEPTION,
    "therapyModifier": modifiers.THERAPY_MODIFIER,
    "assistantModifier": modifiers.ASSISTANT_MODIFIER,
    "separateModifier": SEPARATE_MODIFIER,
    "plainSeparate": claim.PLAIN_SEPARATE,
    "modifiersOnALine": claim.MODIFIERS_ON_A_LINE,
    "eitherLineFrom": edits.EITHER_LINE_FROM.isoformat(),
    "rewritten": [day.isoformat() for day in edits.REWRITTEN],
    "meaningOfLimit": limits.MEANING,
    "halved": str(payment.HALF),
    "medicareShare": str(payment.MEDICARE_SHARE),
    "assistantShare": str(payment.ASSISTANT_SHARE),
    "assistantShareFrom": payment.ASSISTANT_SHARE_FROM.isoformat(),
}
"""The constants of the rules, which the browser reads and does not repeat."""


def claim_builder(library: Library, links: Links, ways: Ways) -> str:
    """The form, with the codes that can be counted and the way to each fact that a step cites."""
    return html(
        "claim_builder.html.j2",
        linked=links.top,
        codes=list(countable(library)),
        tables=f"{ways.served}generated/claim/{claim_tables(library).name}",
        facts=json.dumps({name: links.fact(name) for name in sorted(cited_by(*RULES_OF_A_CLAIM))}),
        disciplines=DISCIPLINE_NAMES,
        treated_by=[(who, PROFESSION_NAMES[who]) for who in TREATED_BY],
        settings=[(setting, SETTING_NAMES[setting], SETTINGS[setting]) for setting in Setting],
        reasons=[(reason, SEPARATE_REASON_NAMES[reason], SEPARATE_MODIFIER[reason]) for reason in SeparateReason],
        localities=list({place.id: place.name for place in library.fees.localities}.items()),
        rules=[(rule, PAYER_RULE_NAMES[rule]) for rule in (PayerRule.MIDPOINT, PayerRule.CAPPED_MIDPOINT)],
        first=f"{library.thresholds.years[0].year}-01-01",
    )


def countable(library: Library) -> Iterator[Code]:
    """The codes whose units the rules of a day can count."""
    return (
        code
        for code in library.codes.values()
        if not (code.once_a_day or code.adds_to or code.by_period) and code.unit_minutes in {None, UNIT_MINUTES}
    )


def claim_tables(library: Library) -> Written:
    """What the rules of a claim look up and say, as JSON: yearly dollars in cents, all other decimals as text.

    The file's name holds a hash of what stands in it.
    """
    schedule = library.tables.schedule
    tables = {
        "thresholds": {
            year: {name: _cents(getattr(row, name)) for name in ("pt_and_slp", "ot", "medical_review")}
            for year, row in library.tables.thresholds.items()
        },
        "limits": {
            f"{table} {code}": {"most": limit.units, "indicator": limit.indicator, "asOf": limit.as_of.isoformat()}
            for (table, code), limit in library.tables.limits.items()
        },
        "rules": RULES,
        "whoTreats": who_treats(library),
        "says": sentences(*RULES_OF_A_CLAIM),
        "alwaysTherapy": sorted(library.tables.always_therapy),
        "sometimesTherapy": sorted(library.tables.sometimes_therapy),
        "notPaidAsIs": {code: phrase_as_json(reason) for code, reason in library.tables.not_paid_as_is.items()},
        "schedule": {
            "fees": {year: {code: _values(fee) for code, fee in fees.items()} for year, fees in schedule.fees.items()},
            "factors": [{**_days(each), "amount": str(each.amount), "qualifying": each.qualifying} for each in schedule.factors],
            "localities": {
                id: [{"name": each.name, **_days(each), **_values(each)} for each in schedule.localities if each.id == id]
                for id in dict.fromkeys(place.id for place in schedule.localities)
            },
        },
        "edits": _edits(library),
    }
    content = json.dumps(tables, ensure_ascii=False, separators=(",", ":"))
    return Written(f"{stable_hash(content)[:12]}.json", content)


def who_treats(library: Library) -> dict[str, Any]:
    """What Medicare makes of whoever treated, and of a plan under which it does not take a code: the verdicts of the rules."""
    works = library.tables.works
    own = dict(furnishing.THERAPIST_OF)
    return {
        "own": own,
        "others": {who: _verdicts(who) for who in TREATED_BY},
        "ofCode": {
            code: {
                Profession.CHIROPRACTOR: _verdict(Profession.CHIROPRACTOR, Discipline.PT, Setting.PRIVATE_PRACTICE, works[code])
            }
            for code in sorted(furnishing.MANIPULATION & works.keys())
        },
        "otherPlan": {
            code: {
                discipline: phrase_as_json(payable.other_discipline(code, discipline, work.disciplines))
                for discipline in Discipline
                if discipline not in work.disciplines
            }
            for code, work in works.items()
            if work.disciplines
        },
        "evaluations": [code for code, work in works.items() if work.evaluation],
        "assistantMayNot": phrase_as_json(furnishing.EvaluationIsTheTherapists()),
    }


def _verdicts(who: str) -> dict[str, Any]:
    """For a therapist by the discipline of another's plan, for anybody else by the setting."""
    plans = [discipline for discipline, own in furnishing.THERAPIST_OF.items() if own != who]
    if len(plans) < len(furnishing.THERAPIST_OF):
        return {discipline: _verdict(who, discipline, Setting.PRIVATE_PRACTICE) for discipline in plans}
    return {setting: _verdict(who, Discipline.PT, setting) for setting in Setting}


def _verdict(who: str, discipline: str, setting: str, work: furnishing.Work = furnishing.OF_97112) -> dict[str, Any]:
    """The answer for somebody else than the plan's own therapist, on any day: only an assistant's supervision changed by date."""
    answer, why = payable.answered(who, discipline, date.max, setting, work)
    return {"answer": answer, "why": [phrase_as_json(reason) for reason in why]}


def _edits(library: Library) -> dict[str, Any]:
    """The readings and runs of the codes that a visit may hold; a run names its reading by its place."""
    codes, file = library.codes.keys(), library.edit_pairs
    return {
        "readings": [
            {
                "tables": reading.tables,
                "asOf": reading.as_of.isoformat(),
                "inForceOnly": reading.in_force_only,
                "between": [code for code in reading.between if code in codes],
                "pairs": [
                    [pair.code, other] for pair in reading.pairs for other in pair.with_codes if {pair.code, other} <= codes
                ],
            }
            for reading in file.readings
        ],
        "rows": [
            {
                "column1": row.column_1,
                "column2": row.column_2,
                "indicator": row.indicator,
                "hospital": row.indicator if row.hospital_indicator is None else row.hospital_indicator,
                "onlyIn": row.only_in,
                **_days(row),
                "inferred": row.inferred,
                "reading": file.readings.index(file.reading_of(row)),
            }
            for row in file.rows
            if {row.column_1, row.column_2} <= codes
        ],
    }


def _cents(amount: Decimal) -> int:
    return int(amount * 100)


def _values(record: Any) -> dict[str, str]:
    return {name: str(getattr(record, name)) for name in ("work", "practice_expense", "malpractice")}


def _days(record: Any) -> dict[str, str | None]:
    days: dict[str, date | None] = {"since": record.since, "until": record.until}
    return {name: day.isoformat() if day else None for name, day in days.items()}
