"""What is said to someone who answered: of a known answer, with the name of its misconception, and the worked answer."""

from __future__ import annotations

from html import escape
from typing import Protocol

from macros.exports.cover import Cover
from macros.scenarios.item import Item
from macros.text.markdown_text import one_line

COPYRIGHT = "CPT copyright 2026 American Medical Association. All rights reserved."


def rights(cover: Cover) -> str:
    """What a file says of itself in which only the questions would have it."""
    return f"{COPYRIGHT} Our own text: CC BY 4.0, {cover.guide}."


class KnownAnswer(Protocol):
    """An answer that is known, with what is said to someone who gave it."""

    @property
    def feedback(self) -> str: ...

    @property
    def misconception_title(self) -> str: ...


def feedback_html(answer: KnownAnswer) -> str:
    """The feedback as HTML."""
    title = answer.misconception_title
    return (f"<strong>{one_line(title)}.</strong> " if title else "") + one_line(answer.feedback)


def feedback_text(answer: KnownAnswer) -> str:
    """The feedback as plain text."""
    return f"{answer.misconception_title}. {answer.feedback}" if answer.misconception_title else answer.feedback


def wrong_orders_html(item: Item) -> list[str]:
    """What is said of each known wrong order, after the order itself."""
    texts = {option.id: one_line(option.text) for option in item.options}
    return [f"{' → '.join(texts[name] for name in wrong.order)}: {feedback_html(wrong)}" for wrong in item.orders]


def worked_html(item: Item, cover: Cover) -> str:
    """The worked steps, the page that teaches them, the sources, and the copyright, as HTML."""
    return steps_html(item) + page_html(item, cover)


def steps_html(item: Item) -> str:
    """The worked steps as a list."""
    return f"<ol>{''.join(f'<li>{one_line(step)}</li>' for step in item.explanation)}</ol>"


def page_html(item: Item, cover: Cover) -> str:
    """The page that teaches an item, its sources, and the copyright, as HTML."""
    sources = "; ".join(escape(source.title, quote=False) for source in item.sources)
    return f"<p>Taught on: {cover.pages[item.topic].html}.</p><p>Sources: {sources}. {COPYRIGHT}</p>"
