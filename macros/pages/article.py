"""The article, checked: its statements with our verdicts, what it leaves out, and where its subjects are treated here."""

from __future__ import annotations

from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.reference import CHECKED
from macros.pages.templating import html
from macros.validation import did_you_mean

VERDICTS = {
    "right": "true as it stands, if not always complete",
    "loose": "partly true, or misleading",
    "wrong": "not true, or not true of Medicare",
}
"""The verdicts in the order in which they are told, and what each means."""


def article_count(guide: Guide, verdict: str | None = None) -> str:
    """How many statements there are, or how many have one verdict."""
    if verdict is not None and verdict not in VERDICTS:
        raise ValueError(f"there is no verdict `{verdict}`; {did_you_mean(verdict, VERDICTS)}")
    return str(sum(verdict in {None, each.verdict} for each in guide.article.statements))


def article_statements(guide: Guide, links: Links) -> str:
    """Every statement, numbered, with its verdict and why."""
    word, meaning = CHECKED[guide.article.checked]
    return html(
        "article_statements.html.j2",
        article=guide.article,
        counts=[(verdict, article_count(guide, verdict), means) for verdict, means in VERDICTS.items()],
        checked=word,
        meaning=meaning,
        sources=[guide.sources[name] for name in guide.article.sources],
        links=links,
    )


def article_omissions(guide: Guide, links: Links) -> str:
    """What the article leaves out."""
    return html("article_omissions.html.j2", omissions=guide.article.omissions, links=links)


def article_topics(guide: Guide, links: Links) -> str:
    """Where each part of the article is answered on this site."""
    return html("article_topics.html.j2", topics=guide.article.topics, links=links)
