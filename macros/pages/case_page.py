"""A case on its page: the record on one side, its questions one after another on the other."""

from __future__ import annotations

from macros.guide import Guide
from macros.pages.item_form import TOP, item_form
from macros.pages.pools import GENERATED, Pool, Pooled, pool_of
from macros.pages.quiz import PAGE_SEED, Ways
from macros.pages.templating import html
from macros.pages.written import written
from macros.reading.uses import exists
from macros.scenarios.case import Case, DrawnCase, drawn_cases

CASES = GENERATED / "cases"
DRAWS = 8
"""Draws of a case beside the one on its page."""


def case_page(guide: Guide, name: str, ways: Ways) -> str:
    """The case of that name, with its first draw. Raises ValueError for an unknown one."""
    case = guide.quizzes.case(name)
    [drawn] = drawn_cases(guide.library, case, PAGE_SEED, 1)
    file = case_pool(guide, case).listed.name
    pool = f"{ways.served}generated/cases/{file}" if exists(guide.root, f"{CASES}/{file}") else None
    shown = html("case_page.html.j2", case=case, drawn=case_html(guide, drawn), pool=pool, up=ways.served, linked=ways.linked)
    return shown.replace(TOP, ways.linked)


def case_html(guide: Guide, drawn: DrawnCase) -> str:
    """One draw of a case. Addresses within the site begin with TOP."""
    parts = [
        (item, item_form(guide.library, guide.quizzes.heading(item.topic), item, written(guide, item))) for item in drawn.items
    ]
    return html("case.html.j2", drawn=drawn, parts=parts)


def draws_shown(guide: Guide, case: Case) -> list[DrawnCase]:
    """The draw on the page of a case, and after it those that the page can show instead."""
    return drawn_cases(guide.library, case, PAGE_SEED, DRAWS + 1)


def case_pool(guide: Guide, case: Case) -> Pool:
    """A case's further draws."""
    return guide.kept.result(f"case-pool {case.id}", lambda: _case_pool(guide, case.id))


def _case_pool(guide: Guide, name: str) -> Pool:
    further = draws_shown(guide, guide.quizzes.case(name))[1:]
    return pool_of(name, "../questions/", (Pooled(name, drawn.id, {}, case_html(guide, drawn)) for drawn in further))


def case_list(guide: Guide) -> str:
    """Every case that has a page beside this one, as Markdown."""
    return "\n".join(
        f"- [{case.title}]({case.id}.md). {case.about} {len(case.parts)} questions."
        for case in guide.quizzes.cases
        if exists(guide.root, f"docs/practice/cases/{case.id}.md")
    )
