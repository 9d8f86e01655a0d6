"""The web article that this guide began with: its statements in our words, and how each of them holds."""

from __future__ import annotations

from typing import Annotated, Literal

from macros.facts.fact import Checked, Day, FactId, FactIds, Record, Slug, Text, at_least_one

Verdict = Literal["right", "loose", "wrong"]


class Statement(Record):
    """One statement of the article, paraphrased, with our verdict, its reason, and the page that answers it.

    Of an `arguable` one careful readers may judge otherwise: it is shown with its reason, and never asked.
    """

    id: Slug
    says: Text
    verdict: Verdict
    why: Text
    rests_on: FactIds
    page: Text
    arguable: bool = False


class Omission(Record):
    """Something that the article leaves out and a reader needs. It may rest on no fact where it is no rule of billing."""

    missing: Text
    why: Text
    rests_on: tuple[FactId, ...] = ()
    page: Text


class ArticleTopic(Record):
    """A part of the article, and the pages that treat its subject here."""

    part: Text
    about: Text
    pages: Annotated[tuple[Text, ...], at_least_one("no page is named")]


class ArticleFile(Record):
    """docs/data/article.yml"""

    dated: Day
    sources: Annotated[tuple[Slug, ...], at_least_one("the verdicts name no source")]
    checked: Checked
    statements: tuple[Statement, ...]
    omissions: tuple[Omission, ...]
    topics: tuple[ArticleTopic, ...]
