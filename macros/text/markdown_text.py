"""The Markdown of stems, feedback and steps, as HTML."""

from __future__ import annotations

import re
from functools import lru_cache

import markdown


@lru_cache(maxsize=16384)
def rendered(text: str) -> str:
    """Paragraphs and lists. HTML in the text is shown, not obeyed: our texts have none."""
    return markdown.markdown(unbroken(text).replace("<", "&lt;"), extensions=["sane_lists"])


def unbroken(text: str) -> str:
    """Keeps a code and its units, such as 97112 × 2, on one line."""
    return re.sub(r"\b([A-Z0-9][0-9]{4}) × (?=[0-9])", "\\1\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}", text)


def inline(text: str) -> str:
    """One line of text, without the paragraph around it. A number that it begins with is text, and begins no list."""
    made = rendered(re.sub(r"^(\s*\d+)([.)])(?=\s)", r"\1\\\2", text))
    single = made.startswith("<p>") and made.endswith("</p>") and made.count("<p>") == 1
    return made[3:-4] if single else made
