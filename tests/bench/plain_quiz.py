"""Questions as other tools read them: plain text, a paragraph a line."""

from __future__ import annotations

from collections.abc import Iterable

from macros.scenarios.item import Item


def as_mkdocs_quiz(title: str, items: Iterable[Item]) -> str:
    """The questions as mkdocs-quiz reads them, with what is said of each option."""
    lines = [f"# {title}", ""]
    for item in items:
        lines += ["<quiz>", _stem(item)]
        for option in item.options:
            lines += [f"- [{'x' if option.correct else ' '}] {_line(option.text)}", f"  > {_line(option.feedback)}"]
        lines += ["</quiz>", ""]
    return "\n".join(lines)


def as_text2qti(title: str, items: Iterable[Item]) -> str:
    """The questions as text2qti reads them, with what is said of each option."""
    lines = [f"Quiz title: {title}", ""]
    for number, item in enumerate(items, 1):
        lines.append(f"{number}. {_stem(item)}")
        for letter, option in zip("abcdefghij", item.options, strict=False):
            lines += [f"{'*' if option.correct else ''}{letter}) {_line(option.text)}", f"... {_line(option.feedback)}"]
        lines.append("")
    return "\n".join(lines)


def _stem(item: Item) -> str:
    """The question with its id, for text2qti refuses two that are asked in the same words of other options."""
    return f"{_line(item.full_text)} ({item.id})"


def _line(text: str) -> str:
    """A text on one line, and without a dollar sign, which text2qti reads as LaTeX."""
    return " ".join(text.replace("$", "USD ").split())
