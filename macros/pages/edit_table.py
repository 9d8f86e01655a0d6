"""97112 with every code that was looked up beside it: whether Medicare edits the pair, which line denies, what opens it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.facts.neighbour import GUIDED
from macros.pages.data_table import data_table
from macros.pages.links import Links
from macros.rules.edits import HOSPITAL, PRACTITIONER, EditAnswer, EditRow

OUTSIDE_HEAD = ("Active edit", "Beside 97112", "A modifier opens it", "Hospital table")
NO_EDIT = ("none", "")
HEAD = ("Beside 97112", "Active edit", "A modifier opens it", "Hospital table", "Runs that ended")


def edit_table(library: Library, links: Links | None = None) -> str:
    """A row a code, those with an active edit first; every answer is the rule's for the day of the table that was read."""
    looked_up = {code: record for code, record in _looked_up(library) if code in library.codes}
    answers = {code: library.edit(GUIDED, code, None, PRACTITIONER) for code in looked_up}
    order = sorted(looked_up, key=lambda code: (answers[code].active is not True, code))
    rows = []
    for code in order:
        hospital = library.edit(GUIDED, code, None, HOSPITAL)
        named = f"{code}, {library.codes[code].name}"
        rows.append((named, *_compared(_cells(answers[code]), _cells(hospital)), _earlier(answers[code])))
    missing = [code for code in library.codes if code not in looked_up and code != GUIDED]
    return data_table(
        f"97112 with each code that was looked up, in the practitioner and hospital tables of {library.edit_pairs.as_of}",
        HEAD,
        rows,
        sources=[library.sources[name] for name in library.edit_pairs.sources],
        note=f"Not looked up beside 97112: {', '.join(missing)}." if missing else "",
        records=[looked_up[code] for code in order],
        links=links,
    )


def outside_table(library: Library) -> str:
    """The codes that this guide does not describe, together where the rule says the same of them beside 97112."""
    alike: dict[tuple[str, str, str], list[str]] = {}
    over: list[str] = []
    unedited = {code for code, _ in _unedited(library)}
    for code in sorted({code for code, _ in _looked_up(library) if code not in library.codes}):
        cells, hospital = (_of_either(library.edit(GUIDED, code, None, table)) for table in (PRACTITIONER, HOSPITAL))
        if cells == hospital == NO_EDIT and code not in unedited:
            over.append(code)
        else:
            alike.setdefault(_compared(cells, hospital), []).append(code)
    order = sorted(alike, key=lambda cells: (cells[0] == NO_EDIT[0], cells[0] != f"{GUIDED} denies", cells))
    return data_table(
        f"97112 with codes that this guide does not describe, in the tables of {library.edit_pairs.as_of}",
        OUTSIDE_HEAD,
        [(state, ", ".join(alike[state, opens, hospital]), opens, hospital) for state, opens, hospital in order],
        sources=[library.sources[name] for name in library.edit_pairs.sources],
        note=f"Of {len(over)} more codes the tables hold only runs that ended or were deleted." if over else "",
    )


def _looked_up(library: Library) -> Iterator[tuple[str, Record]]:
    """Each code of the data beside 97112, with the record that says so; of several runs the last one wins."""
    yield from _unedited(library)
    for row in library.edit_pairs.rows:
        if GUIDED in {row.column_1, row.column_2}:
            yield row.column_2 if row.column_1 == GUIDED else row.column_1, row


def _unedited(library: Library) -> Iterator[tuple[str, Record]]:
    for row in library.edit_pairs.unedited:
        if row.code == GUIDED:
            yield from ((code, row) for code in row.with_codes)
        elif GUIDED in row.with_codes:
            yield row.code, row


def _cells(answer: EditAnswer) -> tuple[str, str]:
    if answer.active is None:
        return "not settled", ""
    if not answer.active:
        return NO_EDIT
    return f"{answer.denies} denies", "yes, if apt" if answer.modifier_opens else "no"


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


def _earlier(answer: EditAnswer) -> Markup:
    return Markup("; ").join(_ended(row) for row in answer.rows if row.until is not None)


def _ended(row: EditRow) -> Markup:
    how = "deleted back to" if row.indicator == 9 else "until"
    return Markup('{} <span class="day">{}</span>').format(how, row.until)
