"""The macros by the names that pages call them by: one plain table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from macros.facts.library import Library
from macros.guide import Guide
from macros.pages import (
    amounts,
    appeal_letter,
    article,
    assistant_tables,
    bank_table,
    benchmarks,
    calculator,
    case_page,
    checklist,
    citing,
    claim_builder,
    comparison,
    contributing,
    deadline_finder,
    decision,
    denial_table,
    edit_table,
    examples,
    fact_browser,
    figures,
    glossary,
    home,
    hosting,
    lessons,
    method_table,
    neighbours,
    notes,
    phrases,
    practice,
    quiz,
    rates,
    reference,
    registers,
    requirement_table,
    samples,
    third_party,
    values,
    which_code,
    who_matrix,
    who_may_bill,
)
from macros.pages.links import Links
from macros.pages.page_terms import page_terms
from macros.pages.quiz import Ways


@dataclass(frozen=True)
class Making:
    """A page that is being made: its path below docs/, the guide that it is made from, the ways to the top of the site, and the
    public repository."""

    path: str
    guide: Guide
    ways: Ways
    repository: str

    @property
    def library(self) -> Library:
        """The facts of the guide."""
        return self.guide.library

    @cached_property
    def links(self) -> Links:
        """Addresses from this page."""
        return Links(self.guide.library, self.ways.linked, self.repository)

    @cached_property
    def served(self) -> Links:
        """Addresses from this page as a browser takes them, for scripts: no builder rewrites what stands in data."""
        return Links(self.guide.library, self.ways.served, self.repository)


MACROS: dict[str, Callable[..., str]] = {
    # Practice
    "quiz": lambda page, topic, count=5, scenario=None: quiz.quiz(page.guide, topic, count, page.ways, scenario, page.path),
    "case": lambda page, name: case_page.case_page(page.guide, name, page.ways),
    "case_list": lambda page: case_page.case_list(page.guide),
    "practice_tool": lambda page, name: practice.practice_tool(page.guide, name, page.ways),
    "practice_home": lambda page: practice.practice_home(page.guide, page.ways),
    "practice_index": lambda page: practice.practice_index(page.guide),
    "downloads": lambda page, topic: practice.downloads(page.guide, topic, page.ways.linked),
    "proven": lambda page: practice.proven(page.guide),
    "minute_sliders": lambda page, visit: home.minute_sliders(page.library, visit, page.links),
    "note_turned": lambda page, name: home.note_turned(page.library, name, page.links),
    # Facts
    "facts": lambda page, subject, section=None: reference.facts(page.library, subject, section, page.links),
    "facts_from_elsewhere": lambda page, *names: reference.facts_from_elsewhere(page.library, names, page.links),
    "requirements": lambda page, document: requirement_table.requirement_table(page.library, document, page.links),
    "units_table": lambda page, most=8: reference.units_table(page.library, most),
    "day_units": lambda page, minutes: reference.day_units(minutes),
    "worked_visit": lambda page, visit: reference.worked_visit(page.library, visit),
    "examples": lambda page: examples.examples(page.guide, page.links),
    "checklist": lambda page: checklist.checklist(page.library, page.links),
    "notes": lambda page: notes.notes(page.library, page.links),
    "note_list": lambda page: notes.note_list(page.library),
    "phrase_table": lambda page: phrases.phrase_table(page.library, page.links),
    "goal_table": lambda page: phrases.goal_table(page.library),
    "weak_goal_table": lambda page: phrases.weak_goal_table(page.library),
    "samples": lambda page, *names: samples.samples(page.library, names, page.links),
    "comparison": lambda page: comparison.comparison(page.library, page.links),
    "neighbour_pair": lambda page, name: neighbours.neighbour_pair(page.library, name, page.links),
    "neighbour_decision": lambda page: decision.decision_figure(page.library, page.links),
    "glossary": lambda page: glossary.glossary(page.library, page.links),
    "article_count": lambda page, verdict=None: article.article_count(page.library, verdict),
    "article_statements": lambda page: article.article_statements(page.library, page.links),
    "article_omissions": lambda page: article.article_omissions(page.library, page.links),
    "article_topics": lambda page: article.article_topics(page.library, page.links),
    # Running text
    "cite": lambda page, *names: citing.cite(page.library, page.path, names),
    "proof": lambda page, *subjects: citing.proof(page.library, page.path, subjects, page.links),
    "fee": lambda page, code, unit="first", year=None: values.fee(page.library, code, unit, year),
    "factor": lambda page, year=None, qualifying=False: values.factor(page.library, year, qualifying),
    "threshold": lambda page, year=None, discipline="pt": values.threshold(page.library, year, discipline),
    "days": lambda page, period: values.days(page.library, period),
    "unit_limit": lambda page, code, table="practitioner": values.unit_limit(page.library, code, table),
    "newest_year": lambda page: values.newest_year(page.library),
    # Tables and figures
    "edit_neighbors": lambda page, *codes: edit_table.edit_neighbors(page.library, codes, page.links),
    "edit_finder": lambda page: edit_table.edit_finder(page.library, page.links),
    "edit_groups": lambda page: edit_table.edit_groups(page.library),
    "method_table": lambda page, *visits: method_table.method_table(page.library, *visits),
    "shared_minutes_table": lambda page, code, *splits: assistant_tables.shared_minutes_table(page.library, code, *splits),
    "tenth_table": lambda page, *minutes: assistant_tables.tenth_table(page.library, *minutes),
    "unit_ruler": lambda page, most=5: figures.unit_ruler(page.library, most),
    "method_map": lambda page: figures.method_map(page.library),
    "documentation_timeline": lambda page, first: figures.documentation_timeline(page.library, first),
    "thresholds_table": lambda page: amounts.thresholds_table(page.library, page.links),
    "rates_chart": lambda page, code: rates.rates_chart(page.library, code, page.links),
    "rates_by_code": lambda page, codes: rates.rates_by_code(page.library, codes, page.links),
    "rates_by_place": lambda page, code: rates.rates_by_place(page.library, code, page.links),
    "patient_share": lambda page, code, unit="first": rates.patient_share(page.library, code, unit),
    "place_picker": lambda page, code: rates.place_picker(page.library, code, page.links),
    "proposed_rates": lambda page, code: rates.proposed_rates(page.library, code, page.links),
    "limits_table": lambda page: amounts.limits_table(page.library),
    "denial_codes": lambda page: denial_table.denial_codes(page.library, page.links),
    "appeals_table": lambda page: amounts.appeals_table(page.library),
    "worked_price": lambda page, lines, day: amounts.worked_price(page.library, lines, day),
    "worked_claim": lambda page, services, day, **fields: amounts.worked_claim(page.library, services, day, **fields),
    # Tools
    "calculator": lambda page: calculator.calculator(page.library, page.links, page.served),
    "claim_builder": lambda page: claim_builder.claim_builder(page.library, page.links, page.served, page.ways),
    "which_code": lambda page: which_code.which_code(page.guide, page.links, page.served),
    "who_may_bill": lambda page: who_may_bill.who_may_bill(page.library, page.links, page.served),
    "who_table": lambda page: who_matrix.who_table(),
    "supervision_table": lambda page: who_matrix.supervision_table(),
    "deadline_finder": lambda page: deadline_finder.deadline_finder(page.library, page.links, page.served),
    "appeal_letter": lambda page: appeal_letter.appeal_letter(page.library, page.links),
    "deadlines_table": lambda page: deadline_finder.deadlines_table(page.library, page.links),
    # For trainers
    "lesson": lambda page, name: lessons.lesson(page.guide, name, page.path, page.links),
    "lesson_list": lambda page: lessons.lesson_list(page.guide, page.links),
    "handout": lambda page, name: lessons.handout(page.library, name, page.path, page.links),
    "carried": lambda page: hosting.carried(page.guide.root),
    "kept_names": lambda page: hosting.kept_names(page.guide.root),
    "competency_map": lambda page: lessons.competency_map(page.guide, page.links),
    # Registers
    "fact_browser": lambda page: fact_browser.fact_browser(
        page.library, page.links, fact_browser.cited_on(page.guide.root, requirement_table.facts_in_rows(page.library))
    ),
    "sources": lambda page: registers.sources_page(page.library, page.links),
    "changes": lambda page: registers.changes_page(page.library, page.links),
    "unverified": lambda page: registers.unverified_page(page.library, page.links),
    "checked_table": lambda page: registers.checked_table(page.library),
    "next_reviews": lambda page: registers.next_reviews(page.library),
    # For contributors
    "asks_table": lambda page: contributing.asks_table(),
    "misconceptions_table": lambda page: contributing.misconceptions_table(),
    "data_table": lambda page: contributing.data_table(page.library, page.ways.linked),
    "bank_table": lambda page: bank_table.bank_table(page.guide.root),
    "reading_table": lambda page: benchmarks.reading_table(page.guide.root),
    "asset_table": lambda page: benchmarks.asset_table(page.guide.root),
    "feedback_speed": lambda page: benchmarks.feedback(page.guide.root),
    "interaction_speed": lambda page: benchmarks.interaction(page.guide.root),
    "lighthouse_table": lambda page: benchmarks.lighthouse_table(page.guide.root),
    "weight_table": lambda page: benchmarks.weight_table(page.guide.root),
    "speed": lambda page: benchmarks.speed(page.guide.root),
    "written_beside_others": lambda page: benchmarks.written_beside_others(page.guide.root),
    "carried_beside_others": lambda page: benchmarks.carried_beside_others(page.guide.root),
    "growth": lambda page: benchmarks.growth(page.guide.root),
    "third_party": lambda page: third_party.third_party(page.guide.root),
    "other_links": lambda page: third_party.other_links(page.guide.root),
    "third_party_within": lambda page: third_party.third_party_within(page.guide.root),
}
"""A macro gets the page that is being made, then what its braces hold."""

for _name, _function in MACROS.items():
    _function.__qualname__ = _name  # what Python calls it where its arguments are wrong

QUICK = frozenset(["cite", "fee", "factor", "threshold", "days", "unit_limit", "newest_year"])
"""Made anew each time: looking for a kept result would take longer."""

FILTERS: dict[str, Callable[[Making, str], str]] = {
    "terms_linked": lambda page, text: page_terms(citing.marks_kept(text), page.links),
}
"""A filter gets the page that is being made, then the text."""


def page_macros(root: Path, env: Any) -> dict[str, Callable[..., str]]:
    """Every macro, bound to one checkout. `env` tells which page is being made."""
    return {name: partial(_kept, root, env, name) for name in MACROS}


def page_filters(root: Path, env: Any) -> dict[str, Callable[[str], str]]:
    """Every filter by the name that pages call it by."""

    def bound(name: str) -> Callable[[str], str]:
        return lambda text: FILTERS[name](_making(root, env), text)

    return {name: bound(name) for name in FILTERS}


def _kept(root: Path, env: Any, name: str, *arguments: Any, **named: Any) -> str:
    """What the macro gives on this page, from an earlier run where nothing has changed that it rests on."""
    page = _making(root, env)
    if name in QUICK:
        return MACROS[name](page, *arguments, **named)
    what = f"macro {name} {arguments!r} {named!r} on {page.path} {page.ways} for {page.repository}"
    return page.guide.kept.result(what, lambda: MACROS[name](page, *arguments, **named))


def _making(root: Path, env: Any) -> Making:
    return Making(_path(env), Guide.load(root), _ways(env), str(env.conf.get("repo_url") or ""))


def _path(env: Any) -> str:
    """The page's path below docs/."""
    return str(env.page.path if _by_zensical(env) else env.page.file.src_uri)


def _by_zensical(env: Any) -> bool:
    return type(env).__module__.startswith("zensical")


def _ways(env: Any) -> Ways:
    """Both ways from the page being made to the top of the site."""
    url = str(env.page.url or "")
    served = _way_up(url)
    if not _by_zensical(env):
        return Ways(served, served)
    # Zensical takes addresses in HTML as seen from the source file, and rewrites them; MkDocs leaves them alone.
    return Ways(served, _way_up(str(env.page.path).rpartition("/")[0]))


def _way_up(folders: str) -> str:
    return "../" * len([part for part in folders.split("/") if part]) or "./"
