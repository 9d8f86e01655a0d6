"""The macros by the names that pages call them by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from macros.guide import Guide
from macros.pages import amounts, article, benchmarks, contributing, figures, practice, reference, registers
from macros.pages import calculator as calculator_page
from macros.pages import case_page as case_pages
from macros.pages import checklist as checklist_page
from macros.pages import claim_builder as claim_page
from macros.pages import edit_table as edit_tables
from macros.pages import examples as examples_page
from macros.pages import glossary as glossary_page
from macros.pages import method_table as method_tables
from macros.pages import neighbours as neighbour_page
from macros.pages import notes as note_page
from macros.pages.decision import decision_figure
from macros.pages.links import Links
from macros.pages.page_terms import page_terms
from macros.pages.quiz import Ways
from macros.pages.quiz import quiz as quiz_html


def page_macros(root: Path, env: Any) -> dict[str, Callable[..., str]]:
    """Every macro, bound to one checkout. `env` tells which page is being made."""

    def links() -> Links:
        return _links(root, env)

    def quiz(topic: str, count: int = 5, scenario: str | None = None) -> str:
        """A form of questions on a topic, or from one scenario of it."""
        guide = Guide.load(root)
        try:
            found = guide.topic(topic)
        except KeyError as error:
            raise ValueError(error.args[0]) from None
        return quiz_html(guide, found, count, _ways(env), scenario)

    def facts(subject: str, section: str | None = None) -> str:
        """The facts of a subject, or of one section of it."""
        return reference.facts(Guide.load(root), subject, section, links())

    def facts_from_elsewhere(*names: str) -> str:
        """Facts that another page holds and this one needs too."""
        return reference.facts_from_elsewhere(Guide.load(root), names, links())

    def edit_table() -> str:
        """97112 with each code that was looked up beside it."""
        return edit_tables.edit_table(Guide.load(root), links())

    def edits_outside() -> str:
        """97112 with the codes that this guide does not describe."""
        return edit_tables.outside_table(Guide.load(root))

    def method_table(*visits: str) -> str:
        """Days counted by the three payer methods side by side."""
        return method_tables.method_table(Guide.load(root), *visits)

    def examples() -> str:
        """Every example, and the form that filters them."""
        return examples_page.examples(Guide.load(root), links())

    def documents() -> str:
        """Each document of the record and what it must hold."""
        return reference.documents(Guide.load(root), links())

    def checklist() -> str:
        """Every element of every document, with a box to tick."""
        return checklist_page.checklist(Guide.load(root), links())

    def notes() -> str:
        """Pairs of weak and strong notes."""
        return note_page.notes(Guide.load(root), links())

    def note_list() -> str:
        """The pairs of notes by title, each with its document."""
        return note_page.note_list(Guide.load(root))

    def neighbours() -> str:
        """Every code that 97112 is confused with."""
        return neighbour_page.neighbours(Guide.load(root), links())

    def neighbour_decision() -> str:
        """The chain of questions from what was done to the code."""
        return decision_figure(Guide.load(root), links())

    def glossary() -> str:
        """Every term, by letter."""
        return glossary_page.glossary(Guide.load(root), links())

    def article_count(verdict: str | None = None) -> str:
        """How many statements the article makes, or how many of them have one verdict."""
        return article.article_count(Guide.load(root), verdict)

    def article_statements() -> str:
        """The statements of the article with our verdicts."""
        return article.article_statements(Guide.load(root), links())

    def article_omissions() -> str:
        """What the article leaves out."""
        return article.article_omissions(Guide.load(root), links())

    def article_topics() -> str:
        """Where each part of the article is answered here."""
        return article.article_topics(Guide.load(root), links())

    def units_table(most: int = 8) -> str:
        """The Medicare table of minutes and units."""
        return reference.units_table(Guide.load(root), most)

    def worked_visit(visit: str) -> str:
        """A visit worked under the three rules."""
        return reference.worked_visit(Guide.load(root), visit)

    def calculator() -> str:
        """The units calculator."""
        return calculator_page.calculator(Guide.load(root), links())

    def claim_builder() -> str:
        """The claim builder."""
        return claim_page.claim_builder(Guide.load(root), links(), _ways(env))

    def sources() -> str:
        """Every source and what rests on it."""
        return registers.sources_page(Guide.load(root), links())

    def changes() -> str:
        """What changed by year."""
        return registers.changes_page(Guide.load(root), links())

    def unverified() -> str:
        """Every fact that was not checked."""
        return registers.unverified_page(Guide.load(root), links())

    def checked_table() -> str:
        """How far the facts were checked."""
        return registers.checked_table(Guide.load(root))

    def next_reviews() -> str:
        """When the facts are to be looked at again."""
        return registers.next_reviews(Guide.load(root))

    def unit_ruler(most: int = 5) -> str:
        """A ruler from minutes to units."""
        return figures.unit_ruler(Guide.load(root), most)

    def method_map() -> str:
        """Where Medicare and the midpoint give different units."""
        return figures.method_map(Guide.load(root))

    def documentation_timeline(first: str) -> str:
        """When the documents of an episode are due."""
        return figures.documentation_timeline(Guide.load(root), first)

    def thresholds_table() -> str:
        """The KX thresholds by year."""
        return amounts.thresholds_table(Guide.load(root), links())

    def fees_table(code: str) -> str:
        """A code's fee by year."""
        return amounts.fees_table(Guide.load(root), code, links())

    def limits_table() -> str:
        """The unit limits (MUE)."""
        return amounts.limits_table(Guide.load(root), links())

    def appeals_table() -> str:
        """The levels of appeal."""
        return amounts.appeals_table(Guide.load(root))

    def worked_price(lines: str, day: str) -> str:
        """Units priced for a day."""
        return amounts.worked_price(Guide.load(root), lines, day)

    def worked_claim(services: str, day: str, **fields: object) -> str:
        """A visit as claim lines."""
        return amounts.worked_claim(Guide.load(root), services, day, **fields)

    def downloads(topic: str) -> str:
        """A topic's questions to take along."""
        return practice.downloads(Guide.load(root), topic, _ways(env).linked)

    def case(name: str) -> str:
        """A case with its questions."""
        return case_pages.case_page(Guide.load(root), name, _ways(env))

    def case_list() -> str:
        """The cases, each with its page and what it is about."""
        return case_pages.case_list(Guide.load(root))

    def practice_tool(name: str) -> str:
        """A set of one's own, review, an exam, or progress."""
        return practice.practice_tool(Guide.load(root), name, _ways(env))

    def practice_index() -> str:
        """The practice topics, each with its page and what it is about."""
        return practice.practice_index(Guide.load(root))

    def proven() -> str:
        """How many scenarios and facts there are, counted."""
        guide = Guide.load(root)
        scenarios = sum(len(topic.scenarios) for topic in guide.topics)
        return f"{scenarios} scenarios in {len(guide.topics)} topics, {len(guide.facts)} facts, {len(guide.sources)} sources"

    def asks_table() -> str:
        """What a scenario can ask."""
        return contributing.asks_table()

    def data_table() -> str:
        """The data files, each as YAML, as JSON and with its schema."""
        return contributing.data_table(Guide.load(root), _ways(env).linked)

    def reading_table() -> str:
        """The reading grade of each page, as measured."""
        return benchmarks.reading_table(root)

    def asset_table() -> str:
        """What a page of questions loads of ours."""
        return benchmarks.asset_table(root)

    def feedback_speed() -> str:
        """How long a verdict takes."""
        return benchmarks.feedback(root)

    def lighthouse_table() -> str:
        """Lighthouse's scores."""
        return benchmarks.lighthouse_table(root)

    def weight_table() -> str:
        """The weight of each page of questions, as measured."""
        return benchmarks.weight_table(root)

    def speed() -> str:
        """How fast questions are made, as measured."""
        return benchmarks.speed(root)

    def misconceptions_table() -> str:
        """The named wrong methods."""
        return contributing.misconceptions_table()

    return {
        function.__name__: function
        for function in (
            quiz,
            facts,
            facts_from_elsewhere,
            edit_table,
            edits_outside,
            method_table,
            examples,
            documents,
            checklist,
            notes,
            note_list,
            neighbours,
            neighbour_decision,
            glossary,
            article_count,
            article_statements,
            article_omissions,
            article_topics,
            units_table,
            worked_visit,
            calculator,
            claim_builder,
            sources,
            changes,
            unverified,
            checked_table,
            next_reviews,
            unit_ruler,
            method_map,
            documentation_timeline,
            thresholds_table,
            fees_table,
            limits_table,
            appeals_table,
            worked_price,
            worked_claim,
            case,
            case_list,
            practice_tool,
            practice_index,
            downloads,
            proven,
            asks_table,
            misconceptions_table,
            reading_table,
            asset_table,
            feedback_speed,
            lighthouse_table,
            weight_table,
            speed,
            data_table,
        )
    }


def page_filters(root: Path, env: Any) -> dict[str, Callable[[str], str]]:
    """Every filter by the name that pages call it by."""

    def terms_linked(page: str) -> str:
        """The page with the terms of the glossary linked where it first uses them."""
        return page_terms(page, _links(root, env))

    return {"terms_linked": terms_linked}


def _links(root: Path, env: Any) -> Links:
    return Links(Guide.load(root), _ways(env).linked, str(env.conf.get("repo_url") or ""))


def _ways(env: Any) -> Ways:
    """Both ways from the page being made to the top of the site."""
    url = str(env.page.url or "")
    served = _way_up(url)
    if not type(env).__module__.startswith("zensical"):
        return Ways(served, served)
    # Zensical takes addresses in HTML as seen from the source file, and rewrites them; MkDocs leaves them alone.
    return Ways(served, _way_up(str(env.page.path).rpartition("/")[0]))


def _way_up(folders: str) -> str:
    return "../" * len([part for part in folders.split("/") if part]) or "./"
