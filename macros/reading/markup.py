"""Texts of facts and questions are words: what a browser or a reader of an export could take for more than that is refused.

Everything that shows a text escapes it as well. But no text of ours means a tag, and one that is shown says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from macros.reading.problem import Problem, ProblemsFound
from macros.reading.yaml_source import Node, YamlSource

MARKUP = {
    re.compile(r"<[A-Za-z/!?][^\s<>]{0,20}"): ("holds HTML: `{}`", "say it in words, or with Markdown's * and _"),
    re.compile(r"\]\([^\s)]{0,20}|(?m:^[ ]*\[[^\]\n]+\]:)"): (
        "holds a link or a picture: `{}`",
        "name the source or the fact instead",
    ),
    re.compile(r"(?i:\b(?:javascript|vbscript)\s*:\S{0,10}|\bdata:text/\w+)"): ("holds an address that runs: `{}`", "delete it"),
}
"""What is no text, what to say of it, and the fix."""


def refuse_markup(source: YamlSource) -> None:
    """Raises ProblemsFound with every text of the file that holds HTML, a link or an address that runs."""
    problems = list(_problems(source, source.top))
    if problems:
        raise ProblemsFound(problems)


def _problems(source: YamlSource, node: Node) -> Iterator[Problem]:
    if isinstance(node.value, str):
        for pattern, (what, fix) in MARKUP.items():
            match = pattern.search(node.value)
            if match:
                yield Problem(source.path, node.line, node.column, what.format(match[0].strip()), fix)
    elif isinstance(node.value, dict | list):
        for child in node.value.values() if isinstance(node.value, dict) else node.value:
            yield from _problems(source, child)
