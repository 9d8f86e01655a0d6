"""A case on its page: the record on one side, its questions one after another on the other."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from macros.guide import Guide
from macros.pages.item_form import TOP, item_form
from macros.pages.pools import GENERATED, write_whole
from macros.pages.quiz import PAGE_SEED, Ways
from macros.pages.templating import html
from macros.scenarios.case import Case, DrawnCase, drawn_cases
from macros.scenarios.draw import stable_hash

CASES = GENERATED / "cases"
DRAWS = 8
"""Draws of a case beside the one on its page."""


def case_page(guide: Guide, name: str, ways: Ways) -> str:
    """The case of that name, with its first draw. Raises ValueError for an unknown one."""
    try:
        case = guide.case(name)
    except KeyError as error:
        raise ValueError(error.args[0]) from None
    [drawn] = drawn_cases(guide, case, PAGE_SEED, 1)
    file = case_pool_name(guide, case)
    pool = f"{ways.served}generated/cases/{file}" if (guide.root / CASES / file).is_file() else None
    shown = html("case_page.html.j2", case=case, drawn=case_html(guide, drawn), pool=pool, up=ways.served, linked=ways.linked)
    return shown.replace(TOP, ways.linked)


def case_html(guide: Guide, drawn: DrawnCase) -> str:
    """One draw of a case. Addresses within the site begin with TOP."""
    parts = [(item, item_form(guide, guide.topic(item.topic), item)) for item in drawn.items]
    return html("case.html.j2", drawn=drawn, parts=parts)


def case_pool_name(guide: Guide, case: Case) -> str:
    """The file name of a case's further draws; it holds a hash of what stands in it."""
    return f"{case.id}-{stable_hash(case_pool(guide.root, guide.stamp, case.id))[:12]}.json"


def write_case_pools(guide: Guide, folder: Path) -> None:
    """Write every case's further draws, each file whole, and remove those of other data."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for case in guide.cases:
        name = case_pool_name(guide, case)
        write_whole(folder / name, case_pool(guide.root, guide.stamp, case.id))
        kept.add(name)
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()


@cache
def case_pool(root: Path, stamp: tuple[object, ...], name: str) -> str:
    """A case's further draws as JSON text. `stamp` tells the data of one moment from those of another."""
    guide = Guide.load(root)
    drawn = drawn_cases(guide, guide.case(name), PAGE_SEED, DRAWS + 1)[1:]
    shown = [{"id": each.id, "html": case_html(guide, each)} for each in drawn]
    return json.dumps({"case": name, "items": shown}, ensure_ascii=False)


def case_list(guide: Guide) -> str:
    """Every case that has a page beside this one, as Markdown."""
    pages = guide.root / "docs" / "practice" / "cases"
    return "\n".join(
        f"- [{case.title}]({case.id}.md). {case.about} {len(case.parts)} questions."
        for case in guide.cases
        if (pages / f"{case.id}.md").is_file()
    )
