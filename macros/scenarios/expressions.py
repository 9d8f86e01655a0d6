"""Jinja for scenario authors, in a sandbox: an unknown name is an error, and nothing can run away."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from macros.rules.vocabulary import APPEAL_LEVEL_PHRASES
from macros.text.wording import counted, dollars, long_date, with_article

_ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_ONE = re.compile(r"(?<![\d.,])1 (minute|unit|month|day)s\b")


class ExpressionFault(Exception):
    """What is wrong with a text or condition that an author wrote. `name` is set when a name is unknown."""

    def __init__(self, what: str, name: str | None = None):
        super().__init__(what)
        self.name = name


class _Sandbox(ImmutableSandboxedEnvironment):
    """No attribute that begins with an underscore, no power, no repeated text: a template cannot fill the memory."""

    intercepted_binops = frozenset(["**", "*", "<<"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        plain = isinstance(left, int | float) and isinstance(right, int | float)
        if operator != "*" or not plain or abs(left) > 1e9 or abs(right) > 1e9:
            raise TemplateError(f"`{operator}` is not allowed between these values")
        return left * right


_SANDBOX = _Sandbox(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
_SANDBOX.globals.clear()


def as_options_write(text: str) -> str:
    """A text of the rules as options write it: March 2, 2026 for 2026-03-02, and 1 minute for 1 minutes."""
    return _ONE.sub(r"1 \1", _ISO_DAY.sub(lambda found: long_date(found[0]), text))


def level_in_words(level: str) -> str:
    """`a hearing before a judge` for hearing"""
    return APPEAL_LEVEL_PHRASES.get(level, level)


def days_later(day: str, days: int) -> str:
    """The day so many days after another, written as 2026-03-02."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def without(sentences: Sequence[str], place: int) -> str:
    """The sentences as one text, but for the one at a place, counted from 0."""
    return " ".join(sentence for i, sentence in enumerate(sentences) if i != place)


_SANDBOX.filters.update(
    {
        "without": without,
        "days_later": days_later,
        "long_date": long_date,
        "dollars": dollars,
        "a": with_article,
        "units": lambda count: counted(count, "unit"),
        "minutes": lambda count: counted(count, "minute"),
        "level_in_words": level_in_words,
    }
)


def text_renderer(source: str) -> Callable[[Mapping[str, Any]], str]:
    """A function that fills in a text; it raises ExpressionFault for an unknown name."""
    template = _compiled_text(source)

    def render(names: Mapping[str, Any]) -> str:
        try:
            return (
                " ".join(template.render(names).split("\n")).strip() if "\n\n" not in source else template.render(names).strip()
            )
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise ExpressionFault(_told(error)) from None

    return render


def condition(source: str) -> Callable[[Mapping[str, Any]], bool]:
    """A function that tells whether a condition holds."""
    evaluate = expression(source)
    return lambda names: bool(evaluate(names))


def expression(source: str) -> Callable[[Mapping[str, Any]], Any]:
    """A function that computes an expression such as `nmr + 5`."""
    compiled = _compiled_expression(source)

    def evaluate(names: Mapping[str, Any]) -> Any:
        try:
            value = compiled(**names)
            if isinstance(value, StrictUndefined):
                str(value)  # raises with the name that is unknown
            return value
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise ExpressionFault(_told(error)) from None

    return evaluate


@lru_cache(maxsize=4096)
def _compiled_text(source: str) -> Any:
    try:
        return _SANDBOX.from_string(source)
    except TemplateSyntaxError as error:
        raise ExpressionFault(_told(error)) from None


@lru_cache(maxsize=4096)
def _compiled_expression(source: str) -> Any:
    try:
        return _SANDBOX.compile_expression(source, undefined_to_none=False)
    except TemplateSyntaxError as error:
        raise ExpressionFault(_told(error)) from None


def names_in_text(source: str) -> set[str]:
    """The names that a text asks for."""
    return _names(source)


def names_in_expression(source: str) -> set[str]:
    """The names that an expression asks for."""
    return _names("{{ (" + source + ") }}")


def _names(source: str) -> set[str]:
    try:
        return set(meta.find_undeclared_variables(_SANDBOX.parse(source)))
    except TemplateSyntaxError as error:
        raise ExpressionFault(_told(error)) from None


def _told(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
