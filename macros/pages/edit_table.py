"""Edits as pages show them: the neighbors that people ask about, every code beside 97112, and any pair that was looked up.

Every answer is the rule's, for the newest table that was read for the pair. The browser only looks it up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from macros.facts.library import Library
from macros.facts.neighbour import GUIDED
from macros.facts.source import Source
from macros.pages.data_table import behind, data_table
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.edits import HOSPITAL, PRACTITIONER, EditAnswer, EditRow
from macros.rules.refused import Refused
from macros.text.wording import sentence_case

NEIGHBOR_HEAD = ("Code", "Edit with 97112?", "Modifier allowed?", "Dates", "Tables read")
GROUP_HEAD = ("Edit with 97112?", "Codes", "Modifier allowed?", "Tables read")

NONE_NEEDED = "None needed"
IF_DISTINCT = "59 or X, if distinct"
NEVER = "Never"


@dataclass(frozen=True)
class Pair:
    """Two codes, and what each table says of them."""

    first: str
    second: str
    practitioner: EditAnswer
    hospital: EditAnswer

    @property
    def read(self) -> list[tuple[str, EditAnswer]]:
        """The tables that were read for the pair, by name."""
        both = ((PRACTITIONER.value, self.practitioner), (HOSPITAL.value, self.hospital))
        return [(name, answer) for name, answer in both if answer.active is not None]

    @property
    def agrees(self) -> bool:
        """Whether the tables that were read say the same."""
        return len({(answer.active, answer.denies, answer.modifier_opens) for _, answer in self.read}) == 1

    @property
    def tables(self) -> str:
        """Which tables were read, of which quarter."""
        months = {name: _month(answer.as_of) for name, answer in self.read if answer.as_of}
        if len(months) == 2 and len(set(months.values())) == 1:
            return f"both, {months[PRACTITIONER]}"
        listed = [f"{name} {months[name]}" if name in months else f"{name} not read" for name in (PRACTITIONER, HOSPITAL)]
        return "; ".join(listed)

    @property
    def modifier(self) -> str:
        """Whether a modifier is allowed on the pair."""
        return self._of_tables(_modifier)

    def edit(self, beside: str | None = None) -> str:
        """Whether the pair is edited, and which code is in which column; the code `beside` 97112 may stand for several."""
        return self._of_tables(lambda answer: _edit(answer, self, beside))

    @property
    def dates(self) -> str:
        """Since when the edit holds, or when earlier ones ended."""
        said = dict.fromkeys(text for name, answer in self.read for text in _dates(answer, name))
        return "; ".join(said) or "No earlier edit found"

    def _of_tables(self, of: Callable[[EditAnswer], str]) -> str:
        if len(self.read) == 2 and self.agrees:
            return of(self.practitioner)
        return "; ".join(f"{name} table: {of(answer)}" for name, answer in self.read)


def edit_neighbors(library: Library, codes: Sequence[str], links: Links) -> str:
    """A row for each of these codes beside 97112, in the order in which they are named."""
    pairs = []
    for code in codes:
        pair = _pair(library, GUIDED, code)
        if code not in library.codes or not pair.read:
            raise Refused(f"{code} was not looked up beside {GUIDED}", "name one that docs/data/edit-pairs.yml has")
        pairs.append(pair)
    rows = [
        (
            f"{pair.second}, {library.codes[pair.second].name}",
            pair.edit(),
            pair.modifier,
            sentence_case(pair.dates),
            sentence_case(pair.tables),
        )
        for pair in pairs
    ]
    return data_table("97112 with the codes that people ask about", NEIGHBOR_HEAD, rows, sources=_sources(library), links=links)


def edit_groups(library: Library) -> str:
    """Every code that was looked up beside 97112, those of one answer together; codes with runs that ended alone are counted."""
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for code in sorted(library.edit_codes - {GUIDED}):
        pair = _pair(library, GUIDED, code)
        if pair.read:
            order = "0" if any(answer.active for _, answer in pair.read) else "1"
            alike.setdefault((order, pair.edit(beside=code), pair.modifier, pair.tables), []).append(code)
    rows = [
        (edit, ", ".join(codes), modifier, tables)
        for (_, edit, modifier, tables), codes in sorted(alike.items(), key=lambda found: (found[0][0], found[1]))
    ]
    counted = sum(len(codes) for codes in alike.values())
    missing = [code for code in library.codes if code != GUIDED and not _pair(library, GUIDED, code).read]
    note = f"Not looked up beside 97112: {', '.join(missing)}." if missing else ""
    table = data_table(f"97112 with each of {counted} codes", GROUP_HEAD, rows, note=note)
    return behind(f"All {counted} codes beside 97112, by what the tables say", table)


def edit_finder(library: Library, links: Links) -> str:
    """The form that looks a pair up, and every answer that it can give."""
    tables = edit_tables(library)
    return html("edit_finder.html.j2", linked=links.top, tables=json.dumps(tables, ensure_ascii=False, separators=(",", ":")))


def edit_tables(library: Library) -> dict[str, Any]:
    """Each answer once, with the pairs that have it: `97110 97112 97113` is 97110 with 97112 and with 97113.

    In what is said, {1} is the code of the lower number and {2} the other one. An answer names its lines by their places.
    """
    alike: dict[tuple[str, str, tuple[str, ...]], dict[str, list[str]]] = {}
    for first, second in sorted(tuple(sorted(pair)) for pair in library.edit_pairs_read):
        pair = _pair(library, first, second)
        if pair.read:
            alike.setdefault(_answered(pair), {}).setdefault(first, []).append(second)
    lines = list(dict.fromkeys(line for _, _, said in alike for line in said))
    return {
        "names": {code: described.name for code, described in library.codes.items()},
        "lines": lines,
        "answers": [
            {
                "kind": kind,
                "says": says,
                "lines": [lines.index(line) for line in said],
                "pairs": ";".join(" ".join((first, *others)) for first, others in pairs.items()),
            }
            for (kind, says, said), pairs in alike.items()
        ],
    }


def _answered(pair: Pair) -> tuple[str, str, tuple[str, ...]]:
    """How the answer is marked, its headline, and a line for each table; one for both where they say the same."""
    lines = {name: _line(answer, name) for name, answer in pair.read}
    when = {name: _month(answer.as_of) for name, answer in pair.read if answer.as_of}
    if len(set(lines.values())) == 1 and len(set(when.values())) == 1 and len(lines) == 2:
        said = [f"Practitioner and hospital tables of {when[PRACTITIONER]}: {lines[PRACTITIONER]}"]
    else:
        said = [
            f"{sentence_case(name)} table of {when[name]}: {lines[name]}" if name in lines else f"The {name} table was not read."
            for name in (PRACTITIONER.value, HOSPITAL.value)
        ]
    kind, says = _headline(pair)
    return kind, _numbered(says, pair), tuple(_numbered(line, pair) for line in said)


def _numbered(text: str, pair: Pair) -> str:
    lower, higher = sorted((pair.first, pair.second))
    return text.replace(lower, "{1}").replace(higher, "{2}")


def _headline(pair: Pair) -> tuple[str, str]:
    """How the answer is marked, and what it comes to. Where one table was not read, nothing is said to be allowed."""
    if not pair.agrees:
        return "depends", "The two tables differ."
    name, answer = pair.read[0]
    alone = f" in the {name} table, the only one read" if len(pair.read) == 1 else ""
    if not answer.active:
        said = f"No edit{alone}." if alone else "No edit: no modifier needed."
        return "depends" if alone else "allowed", said
    if answer.modifier_opens:
        return "depends", f"Edited{alone}: {answer.denies} denies unless the services were distinct and marked so."
    return "not allowed", f"Edited{alone}: {answer.denies} denies, and no modifier is allowed."


def _line(answer: EditAnswer, table: str) -> str:
    dates = "; ".join(_dates(answer, table))
    if not answer.active:
        return f"no edit in force ({dates})." if dates else "no edit."
    paid = next(row.column_1 for row in answer.rows if row.column_2 == answer.denies)
    columns = f"column 1 is {paid} and column 2 {answer.denies}, {dates}."
    if answer.modifier_opens:
        return f"{columns} Indicator 1: a modifier is allowed where the services were distinct and the record shows it."
    return f"{columns} Indicator 0: no modifier is allowed."


def _pair(library: Library, first: str, second: str) -> Pair:
    practitioner, hospital = (library.edit(first, second, None, table) for table in (PRACTITIONER, HOSPITAL))
    return Pair(first, second, practitioner, hospital)


def _sources(library: Library) -> list[Source]:
    return [library.sources[name] for reading in library.edit_pairs.readings for name in reading.sources]


def _edit(answer: EditAnswer, pair: Pair, beside: str | None) -> str:
    if not answer.active:
        return "No"
    columns = [pair.second, pair.first] if answer.denies == pair.first else [pair.first, pair.second]
    column_1, column_2 = ("the other code" if code == beside else code for code in columns)
    return f"Yes: column 1 is {column_1}, column 2 {column_2}"


def _modifier(answer: EditAnswer) -> str:
    if not answer.active:
        return NONE_NEEDED
    return IF_DISTINCT if answer.modifier_opens else NEVER


def _dates(answer: EditAnswer, table: str) -> list[str]:
    """Of an edit in force its first day; of one that is not, how its runs ended."""
    if not answer.active:
        return [_ended(row) for row in answer.rows]
    assert answer.as_of is not None
    return [_began(next(row for row in answer.rows if row.holds_on(answer.as_of, table)))]


def _began(row: EditRow) -> str:
    if row.since is None:
        return "from a day not known"
    return f"from {row.since} (worked out)" if row.inferred else f"from {row.since}"


def _ended(row: EditRow) -> str:
    if row.indicator == 9:
        return f"an edit of {row.since} was deleted" if row.since else f"deleted back to {row.until}"
    return f"ended {row.until}"


def _month(day: date | None) -> str:
    return f"{day:%B %Y}" if day else ""
