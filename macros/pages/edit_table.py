"""97112 with every code that was looked up beside it: whether Medicare edits the pair, which line denies, what opens it.

Each table is shown as it was last read for the pair, with the day of that table.
"""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.facts.neighbour import GUIDED
from macros.facts.source import Source
from macros.pages.data_table import data_table
from macros.pages.links import Links
from macros.rules.edits import HOSPITAL, PRACTITIONER, TABLES, EditAnswer, EditRow

OUTSIDE_HEAD = ("Active edit", "Beside 97112", "A modifier opens it", "Hospital table")
NO_EDIT = ("none", "")
NOT_READ = ("not read", "")
HEAD = ("Beside 97112", "Practitioner table", "A modifier opens it", "As of", "Hospital table", "As of", "Runs that ended")


def edit_table(library: Library, links: Links | None = None) -> str:
    """A row a code, those with an active edit first; every answer is the rule's for the newest table that was read."""
    looked_up = {code: record for code, record in _looked_up(library) if code in library.codes}
    answers = {code: [library.edit(GUIDED, code, None, table) for table in TABLES] for code in looked_up}
    order = sorted(looked_up, key=lambda code: (not any(answer.active for answer in answers[code]), code))
    rows = []
    for code in order:
        practitioner, hospital = answers[code]
        named = f"{code}, {library.codes[code].name}"
        state, opens, there = _compared(_cells(practitioner), _cells(hospital))
        ended = Markup("; ").join(
            dict.fromkeys(_ended(row) for row in (*practitioner.rows, *hospital.rows) if row.until is not None)
        )
        rows.append((named, state, opens, practitioner.as_of or "", there, hospital.as_of or "", ended))
    missing = [code for code in library.codes if code not in looked_up and code != GUIDED]
    return data_table(
        "97112 with each code that was looked up, in the newest practitioner and hospital tables that were read for the pair",
        HEAD,
        rows,
        sources=_sources(library),
        note=f"Not looked up beside 97112: {', '.join(missing)}." if missing else "",
        records=[looked_up[code] for code in order],
        links=links,
    )


def _sources(library: Library) -> list[Source]:
    return [library.sources[name] for reading in library.edit_pairs.readings for name in reading.sources]


def outside_table(library: Library) -> str:
    """The codes that this guide does not describe, together where the rule says the same of them beside 97112."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    over: list[str] = []
    listed = {code for code, _ in _listed(library)}
    for code in sorted({code for code, _ in _looked_up(library) if code not in library.codes}):
        cells, hospital = (_of_either(library.edit(GUIDED, code, None, table)) for table in (PRACTITIONER, HOSPITAL))
        if {cells, hospital} <= {NO_EDIT, NOT_READ} and code not in listed:
            over.append(code)
        else:
            alike.setdefault(_compared(cells, hospital), []).append(code)
    order = sorted(alike, key=lambda cells: (cells[0] == NO_EDIT[0], cells[0] != f"{GUIDED} denies", cells))
    return data_table(
        "97112 with codes that this guide does not describe, in the newest tables that were read for the pair",
        OUTSIDE_HEAD,
        [(state, ", ".join(alike[state, opens, hospital]), opens, hospital) for state, opens, hospital in order],
        sources=_sources(library),
        note=f"Of {len(over)} more codes the tables hold only runs that ended or were deleted." if over else "",
    )


def _looked_up(library: Library) -> Iterator[tuple[str, Record]]:
    """Each code of the data beside 97112, with the record that says so; of several runs the last one wins."""
    yield from _listed(library)
    for row in library.edit_pairs.rows:
        if GUIDED in {row.column_1, row.column_2}:
            yield row.column_2 if row.column_1 == GUIDED else row.column_1, row


def _listed(library: Library) -> Iterator[tuple[str, Record]]:
    """The codes of which a reading says that they were looked up with 97112."""
    for reading in library.edit_pairs.readings:
        if GUIDED in reading.between:
            yield from ((code, reading) for code in reading.between if code != GUIDED)
        yield from ((code, reading) for pair in reading.pairs if pair.code == GUIDED for code in pair.with_codes)


def _cells(answer: EditAnswer) -> tuple[str, str]:
    if answer.active is None:
        return NOT_READ
    if not answer.active:
        return NO_EDIT
    return f"{answer.denies} denies", "only if separate" if answer.modifier_opens else "no"


def _of_either(answer: EditAnswer) -> tuple[str, str]:
    """The cells, with no number where the line beside 97112 denies."""
    state, opens = _cells(answer)
    return (state if answer.denies in {None, GUIDED} else "the other code denies"), opens


def _compared(practitioner: tuple[str, str], hospital: tuple[str, str]) -> tuple[str, str, str]:
    """The cells of the practitioner table, and what the hospital table says where it differs."""
    if hospital == practitioner:
        return (*practitioner, "the same")
    state, opens = hospital
    return (*practitioner, f"{state}; a modifier opens it: {opens}" if opens else state)


def _ended(row: EditRow) -> Markup:
    how = "deleted back to" if row.indicator == 9 else "until"
    return Markup('{} <span class="day">{}</span>').format(how, row.until)
