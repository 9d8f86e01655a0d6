"""What is said to someone who gave a known answer, with the name of the misconception before it where there is one."""

from __future__ import annotations

from typing import Protocol

from macros.text.markdown_text import one_line


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
