"""Jinja for scenario authors, in a sandbox: an unknown name is an error, and nothing can run away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from macros.rules.vocabulary import APPEAL_LEVEL_PHRASES
from macros.rules.what_if import WHAT_IFS
from macros.text.wording import counted, dollars, long_date, sentence_case, with_article


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


def level_in_words(level: str) -> str:
    """`a hearing before a judge` for hearing"""
    return APPEAL_LEVEL_PHRASES.get(level, level)


def days_later(day: str, days: int) -> str:
    """The day so many days after another, written as 2026-03-02."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()


def without(sentences: Sequence[str], place: int) -> str:
    """The sentences as one text, but for the one at a place, counted from 0."""
    return " ".join(sentence for i, sentence in enumerate(sentences) if i != place)


def told(text: str, patient: Mapping[str, Any], minutes: int) -> str:
    """What minutes of a visit went to, told of a patient: {he} and {minutes} filled in."""
    names = {name: str(patient[name]) for name in ("he", "him", "his", "therapist", "assistant")}
    for name, word in {**names, "minutes": counted(minutes, "minute")}.items():
        text = text.replace(f"{{{name}}}", word)
    return text


_SANDBOX.filters.update(
    {
        "told": told,
        "sentence": sentence_case,
        "without": without,
        "days_later": days_later,
        "long_date": long_date,
        "dollars": dollars,
        "a": with_article,
        "units": lambda count: counted(count, "unit"),
        "minutes": lambda count: counted(count, "minute"),
        "level_in_words": level_in_words,
        "what_if": lambda name: WHAT_IFS[name].says,
    }
)


@lru_cache(maxsize=4096)
def text_renderer(source: str) -> Callable[[Mapping[str, Any]], str]:
    """A function that fills in a text; it raises ExpressionFault for an unknown name."""
    try:
        run = _runner(_SANDBOX.from_string(source))
    except TemplateSyntaxError as error:
        raise ExpressionFault(_reason(error)) from None
    one_paragraph = "\n\n" not in source

    def render(names: Mapping[str, Any]) -> str:
        try:
            text = "".join(run(names)[0])
        except _FAULTS as error:
            raise ExpressionFault(_reason(error)) from None
        return text.replace("\n", " ").strip() if one_paragraph else text.strip()

    return render


def condition(source: str) -> Callable[[Mapping[str, Any]], bool]:
    """A function that tells whether a condition holds."""
    evaluate = expression(source)
    return lambda names: bool(evaluate(names))


@lru_cache(maxsize=4096)
def expression(source: str) -> Callable[[Mapping[str, Any]], Any]:
    """A function that computes an expression such as `nmr + 5`."""
    try:
        run = _runner(_SANDBOX.compile_expression(source, undefined_to_none=False)._template)
    except TemplateSyntaxError as error:
        raise ExpressionFault(_reason(error)) from None

    def evaluate(names: Mapping[str, Any]) -> Any:
        try:
            value = run(names)[1]["result"]  # where Jinja leaves the value of a compiled expression
            if isinstance(value, StrictUndefined):
                str(value)  # raises with the name that is unknown
            return value
        except _FAULTS as error:
            raise ExpressionFault(_reason(error)) from None

    return evaluate


_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError)
"""What a sound template can still raise for some names."""


def _runner(template: Any) -> Callable[[Mapping[str, Any]], tuple[list[str], Mapping[str, Any]]]:
    """A function that runs a template: the pieces of its text, and the variables that it has set.

    Jinja makes a new context for each run, which takes ten times as long as filling in a short text. Ours have neither
    blocks nor globals, so one context serves them all, with other names under it each time.
    """
    context = template.new_context({})

    def run(names: Mapping[str, Any]) -> tuple[list[str], Mapping[str, Any]]:
        context.parent = names
        context.vars.clear()
        context.exported_vars.clear()
        return list(template.root_render_func(context)), context.vars

    return run


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
        raise ExpressionFault(_reason(error)) from None


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
