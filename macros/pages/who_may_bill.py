"""The tool that says who may provide 97112 for a payer. The browser looks every answer up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.lookup_table import lookup_table
from macros.pages.reasons import phrase_as_json, sentences
from macros.pages.templating import html
from macros.rules import furnishing
from macros.rules.cited import cited_by
from macros.rules.furnishing import ANSWER_NAMES, CHANGES, Furnishing, who_may_furnish
from macros.rules.vocabulary import PAYER_NAMES, PROFESSION_NAMES, SETTING_NAMES, Payer, Profession, Setting, Supervision
from macros.text.wording import long_date


def who_may_bill(library: Library, links: Links, served: Links) -> str:
    """The form, the table of every answer, and the way to each fact that a reason cites."""
    return html(
        "who_may_bill.html.j2",
        linked=links.top,
        professions=PROFESSION_NAMES,
        payers=PAYER_NAMES,
        settings=SETTING_NAMES,
        supervisions=list(Supervision),
        first=_first(library).isoformat(),
        tables=json.dumps(who_tables(library), ensure_ascii=False, separators=(",", ":")),
        facts=json.dumps({name: served.fact(name) for name in sorted(cited_by(furnishing))}),
    )


def who_tables(library: Library) -> dict[str, Any]:
    """What the browser looks up: the answers by who, for whom, where and since when, and how they are worded."""
    spans = _spans(_first(library))
    features: Mapping[str, tuple[Any, ...]] = {
        "profession": tuple(Profession),
        "payer": tuple(Payer),
        "setting": tuple(Setting),
        "since": tuple(span["since"] for span in spans),
        "incident_to": (False, True),
        "supervision": (None, *Supervision),
    }

    def answered(values: Any) -> Furnishing:
        profession, payer, setting, since = values.profession, values.payer, values.setting, date.fromisoformat(values.since)
        return who_may_furnish(profession, payer, since, setting, incident_to=values.incident_to, supervision=values.supervision)

    def written(answer: Furnishing) -> dict[str, Any]:
        steps = [phrase_as_json(step) for step in answer.steps]
        return {"answer": answer.answer, "settled": answer.settled, "supervision": answer.supervision, "steps": steps}

    return {
        "table": lookup_table(features, answered).as_json(written),
        "names": ANSWER_NAMES,
        "spans": spans,
        "says": sentences(furnishing),
    }


def _first(library: Library) -> date:
    """The first day of the data."""
    return date(library.thresholds.years[0].year, 1, 1)


def _spans(first: date) -> list[dict[str, str | None]]:
    """The days from which on the answers stay the same, each with its first and last day in words."""
    starts = [first, *(day for day in CHANGES if day > first)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), None]
    return [
        {"since": start.isoformat(), "from": long_date(start), "to": long_date(end) if end else None}
        for start, end in zip(starts, ends, strict=True)
    ]
