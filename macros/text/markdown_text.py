"""The Markdown of stems, feedback and steps, as HTML.

Most of our texts are one line without markup. Those take a short way, which must lead to the same HTML as Markdown does; the
others share one Markdown instance, since making it costs more than using it.
"""

from __future__ import annotations

import re
from functools import lru_cache

import markdown

_MARKDOWN = markdown.Markdown(extensions=["sane_lists"])
for _name in (
    *("reference", "link", "image_link", "image_reference"),
    *("short_reference", "short_image_ref", "autolink", "automail", "html"),
):
    _MARKDOWN.inlinePatterns.deregister(_name)
_MARKDOWN.parser.blockprocessors.deregister("reference")
_MARKDOWN.preprocessors.deregister("html_block")
"""Our texts hold no links, pictures and HTML. What looks like one is text, wherever it leads."""

_PLAIN = re.compile(r"[$“(]?[^\W_][^*_`\[\]<>&\\#!\x00-\x1f]*")
"""One line in which Markdown has nothing to say."""

_NUMBERED = re.compile(r"^(\s*\d+)([.)])(?=\s)")
_LIST_MARK = re.compile(r"^(\s*)([-+*#>])(?=\s)")
_CODE_AND_UNITS = re.compile(r"\b([A-Z0-9][0-9]{4}) × (?=[0-9])")


@lru_cache(maxsize=16384)
def rendered(text: str) -> str:
    """Paragraphs and lists. HTML in the text is shown, not obeyed: our texts have none."""
    if _PLAIN.fullmatch(text) and not _NUMBERED.match(text):
        return f"<p>{unbroken(text)}</p>"
    return _MARKDOWN.reset().convert(unbroken(text).replace("<", "&lt;"))


@lru_cache(maxsize=16384)
def inline(text: str) -> str:
    """One line of text, without the paragraph around it. A number that it begins with is text, and begins no list."""
    html = rendered(_NUMBERED.sub(r"\1\\\2", text))
    single = html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1
    return html[3:-4] if single else html


@lru_cache(maxsize=16384)
def one_line(text: str) -> str:
    """One line of text, whatever it begins with: a dash, a number sign or an angle bracket is text as well."""
    return inline(_LIST_MARK.sub(r"\1\\\2", text))


def in_heading(text: str) -> str:
    """A text as it stands in a heading that the page's own Markdown reads, to which HTML and links are more than text."""
    return text.replace("<", "&lt;").replace("[", "\\[")


def unbroken(text: str) -> str:
    """Keeps a code and its units, such as 97112 × 2, on one line."""
    return _CODE_AND_UNITS.sub("\\1\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}", text) if "×" in text else text
