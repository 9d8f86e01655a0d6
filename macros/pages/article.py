"""The article, checked: its statements with our verdicts, what it leaves out, and where its subjects are treated here."""

from __future__ import annotations

from macros.facts.library import Library
from macros.pages.links import Links
from macros.pages.reference import CHECKED
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.rules.refused import Refused

VERDICTS = {
    "right": "true as it stands, if not always complete",
    "loose": "partly true, or misleading",
    "wrong": "not true, or not true of Medicare",
}
"""The verdicts in the order in which the page shows them, with their meaning."""


def article_count(library: Library, verdict: str | None = None) -> str:
    """How many statements there are, or how many have one verdict."""
    if verdict is not None and verdict not in VERDICTS:
        raise Refused(f"there is no verdict `{verdict}`", f"{did_you_mean(verdict, VERDICTS)}")
    return str(sum(verdict in {None, statement.verdict} for statement in library.article.statements))


def article_statements(library: Library, links: Links) -> str:
    """Every statement, numbered, with its verdict and why."""
    word, meaning = CHECKED[library.article.checked]
    return html(
        "article_statements.html.j2",
        article=library.article,
        counts=[(verdict, article_count(library, verdict), means) for verdict, means in VERDICTS.items()],
        checked=word,
        meaning=meaning,
        sources=[library.sources[name] for name in library.article.sources],
        links=links,
    )


def article_omissions(library: Library, links: Links) -> str:
    """What the article leaves out."""
    return html("article_omissions.html.j2", omissions=library.article.omissions, links=links)


def article_topics(library: Library, links: Links) -> str:
    """Where each part of the article is answered on this site."""
    return html("article_topics.html.j2", topics=library.article.topics, links=links)
