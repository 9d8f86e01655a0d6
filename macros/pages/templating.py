"""The Jinja environment of the page templates, and how their HTML is handed to Markdown untouched."""

from __future__ import annotations

import json
import re
from collections.abc import Sized
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from macros.scenarios.item import TWO_SLIPS, Option, WrongGrid, WrongMatch, WrongNumber, WrongOrder, claim_text
from macros.text.markdown_text import inline, rendered
from macros.text.wording import counted

_NUMBER = re.compile(r"^\d+\. ")
"""Steps stand in a list that numbers them; some come with a number of their own."""


def feedback(answer: Option | WrongNumber | WrongMatch | WrongOrder | WrongGrid) -> Markup:
    """What is said of an answer: of a wrong one its method's name and what its reasoning missed."""
    if not answer.slips:
        return Markup(inline(answer.feedback))
    slips = [Markup(inline(slip)) for slip in answer.slips]
    lead = [Markup("<b>{}.</b>").format(answer.misconception_title), *([TWO_SLIPS] if len(slips) > 1 else [])]
    return Markup(" ").join([*lead, *slips])


_WORD = re.compile(r"\w+")
_NEARLY_ALL = 0.75


def holds(text: str, reason: str) -> bool:
    """Whether a text says what a reason says, so that nobody has to read both."""
    words = {*_WORD.findall(reason.casefold())}
    return len(words & {*_WORD.findall(text.casefold())}) >= _NEARLY_ALL * len(words)


ROUGHLY = (1, 2, 3, 5, 8, 13, 20, 30, 50, 80)
"""So many rows, more or less: guide.css knows each, for the security policy allows no style that is written on an element."""


def roughly(rows: Sized) -> int:
    """How many rows a list has, as guide.css can say it: what is out of sight gets room for so many."""
    return min(ROUGHLY, key=lambda known: abs(known - len(rows)))


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["inline"] = lambda text: Markup(inline(text))
    environment.filters["step"] = lambda text: Markup(inline(_NUMBER.sub("", text)))
    environment.filters["counted"] = counted
    environment.filters["claim_text"] = claim_text
    environment.filters["claim_json"] = lambda lines: json.dumps([line.as_json() for line in lines])
    environment.filters["feedback"] = feedback
    environment.filters["holds"] = holds
    environment.filters["roughly"] = roughly
    environment.filters["px"] = lambda length: f"{length:.1f}".removesuffix(".0")
    environment.filters["markdown"] = lambda text: Markup(rendered(text))
    return environment


def html(template: str, **names: Any) -> str:
    """A template filled in, as one block of HTML: without blank lines, which would let Markdown into it."""
    text = _environment().get_template(template).render(**names)
    return re.sub(r"\n\s*", "\n", text).strip()
