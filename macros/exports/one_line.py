"""One line of text as HTML: an option, a step, a feedback."""

from __future__ import annotations

import re
from typing import Protocol

from macros.text.markdown_text import inline, unbroken


class Said(Protocol):
    """An answer that is known, with what is said to someone who gave it."""

    @property
    def feedback(self) -> str: ...

    @property
    def misconception_title(self) -> str: ...


_PLAIN = re.compile(r"[^\W_][^*_`\[\]<>&\\#!\n]*")
"""Text in which Markdown has nothing to say, and that is most of it."""

_LIST_MARK = re.compile(r"^(\s*)(?:(\d+)\.(?=\s)|([-+*#>])(?=\s))")


def one_line(text: str) -> str:
    """The text with its emphasis. A number or a dash at its start stays text: a line is no list, whatever it begins with."""
    if _PLAIN.fullmatch(text) and not _LIST_MARK.match(text):
        return unbroken(text).strip()
    return inline(_LIST_MARK.sub(_kept, text))


def feedback(said: Said) -> str:
    """What is said to someone who gave an answer, with the name of the wrong method before it where there is one."""
    title = said.misconception_title
    return (f"<strong>{one_line(title)}.</strong> " if title else "") + one_line(said.feedback)


def _kept(found: re.Match[str]) -> str:
    space, number, mark = found.groups()
    return f"{space}{number}\\." if number else f"{space}\\{mark}"
