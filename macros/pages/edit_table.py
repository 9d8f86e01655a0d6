"""97112 with every code that was looked up beside it: whether Medicare edits the pair, which line denies, what opens it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.facts.fact import Record
from macros.facts.neighbour import GUIDED
from macros.guide import Guide
from macros.pages.data_table import data_table
from macros.pages.links import Links
from macros.rules.edits import HOSPITAL, PRACTITIONER, EditAnswer, EditRow

HEAD = ("Beside 97112", "Active edit", "A modifier opens it", "Hospital table", "Runs that ended")


def edit_table(guide: Guide, links: Links | None = None) -> str:
    """A row a code, those with an active edit first; every answer is the rule's for the day of the table that was read."""
    looked_up = {code: record for code, record in _looked_up(guide) if code in guide.codes}
    answers = {code: guide.edit(GUIDED, code, None, PRACTITIONER) for code in looked_up}
    order = sorted(looked_up, key=lambda code: (answers[code].active is not True, code))
    rows = []
    for code in order:
        hospital = guide.edit(GUIDED, code, None, HOSPITAL)
        same = _cells(hospital) == _cells(answers[code])
        named = f"{code}, {guide.codes[code].name}"
        rows.append((named, *_cells(answers[code]), "the same" if same else _sentence(hospital), _earlier(answers[code])))
    missing = [code for code in guide.codes if code not in looked_up and code != GUIDED]
    return data_table(
        f"97112 with each code that was looked up, in the practitioner and hospital tables of {guide.edit_pairs.as_of}",
        HEAD,
        rows,
        sources=[guide.sources[name] for name in guide.edit_pairs.sources],
        note=f"Not looked up beside 97112: {', '.join(missing)}." if missing else "",
        records=[looked_up[code] for code in order],
        links=links,
    )


def _looked_up(guide: Guide) -> Iterator[tuple[str, Record]]:
    """Each code of the data beside 97112, with the record that says so; of several runs the last one wins."""
    for each in guide.edit_pairs.unedited:
        if each.code == GUIDED:
            yield from ((code, each) for code in each.with_codes)
        elif GUIDED in each.with_codes:
            yield each.code, each
    for row in guide.edit_pairs.rows:
        if GUIDED in {row.column_1, row.column_2}:
            yield row.column_2 if row.column_1 == GUIDED else row.column_1, row


def _cells(answer: EditAnswer) -> tuple[str, str]:
    if answer.active is None:
        return "not settled", ""
    if not answer.active:
        return "none", ""
    return f"{answer.denies} denies", "yes, if apt" if answer.modifier_opens else "no"


def _sentence(answer: EditAnswer) -> str:
    state, opens = _cells(answer)
    return f"{state}; a modifier opens it: {opens}" if answer.active else state


def _earlier(answer: EditAnswer) -> Markup:
    return Markup("; ").join(_ended(row) for row in answer.rows if row.until is not None)


def _ended(row: EditRow) -> Markup:
    how = "deleted back to" if row.indicator == 9 else "until"
    return Markup('{} <span class="day">{}</span>').format(how, row.until)
