"""Scripts and styles without their comments and indentation, as they ship: a third lighter when compressed."""

from __future__ import annotations

from typing import Any

import rjsmin
import tinycss2


def shortened_script(script: str) -> str:
    """A script without its comments and indentation. No template may stand in a template: ESLint holds that."""
    shortened: str = rjsmin.jsmin(script)
    return shortened


def shortened_style(style: str) -> str:
    """A style sheet without its comments and indentation.

    It goes token by token and leaves no space out: between two parts of a selector a space means *somewhere within*.
    """
    shortened: str = tinycss2.serialize(_spaced(tinycss2.parse_component_value_list(style, skip_comments=True))).strip()
    return shortened


def _spaced(tokens: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for token in tokens:
        if token.type == "whitespace":
            token.value = " "
            if kept and kept[-1].type == "whitespace":
                continue
        for held in (getattr(token, "content", None), getattr(token, "arguments", None)):
            if held:
                held[:] = _spaced(held)
        kept.append(token)
    return kept
