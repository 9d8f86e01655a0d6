"""Jinja for authors of YAML, in a sandbox: an unknown name is an error, and nothing can get out or run away.

What may be written is listed: the parts of Jinja in `_ALLOWED`, the filters of ours and a few of Jinja's own, `split` as the only
method, one loop at a time, arithmetic of numbers. There are no macros, no `set`, no inclusion of files, and no repeated text, so
what a text makes is never much longer than the text and what it names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from math import inf
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.filters import FILTERS
from jinja2.parser import Parser
from jinja2.sandbox import ImmutableSandboxedEnvironment

from macros.rules.refused import Refused
from macros.rules.vocabulary import APPEAL_LEVEL_PHRASES
from macros.rules.what_if import WHAT_IFS
from macros.text.wording import counted, dollars, long_date, sentence_case, with_article


class ExpressionFault(Exception):
    """What is wrong with a text or condition that an author wrote; `unknown` where it names what is not there."""

    def __init__(self, what: str, *, unknown: bool = False):
        super().__init__(what)
        self.unknown = unknown


MAX_CHARACTERS = 10_000
"""Of the source of a text or condition. Ours have about a thousand."""

MAX_DEPTH = 60
"""Parts within parts of an expression: Python itself ends where it meets a hundred brackets within each other."""

MAX_MADE = 200_000
"""Characters of a text that was filled in."""

MAX_NUMBER = 1e9
"""Of numbers that are multiplied."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """No attribute that begins with an underscore; numbers alone multiplied or divided: `*` repeats a text, `%` fills one in."""

    intercepted_binops = frozenset(["*", "%", "/", "//"])

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        plain = isinstance(left, int | float) and isinstance(right, int | float)
        if not plain or abs(left) > MAX_NUMBER or abs(right) > MAX_NUMBER:
            raise TemplateError(f"`{operator}` is not allowed between these values")
        return super().call_binop(context, operator, left, right)


_SANDBOX = _Sandbox(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=False)
_SANDBOX.globals.clear()


def replaced(text: str, old: str, new: str) -> str:
    """The text with `new` for each `old`, unless that would make it endless."""
    made = str(text)
    if len(made) + made.count(str(old)) * len(str(new)) > MAX_CHARACTERS:
        raise TemplateError("`replace` makes the text too long")
    return made.replace(str(old), str(new))


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


_JINJAS = (
    "abs",
    "capitalize",
    "first",
    "join",
    "last",
    "length",
    "lower",
    "max",
    "min",
    "reject",
    "select",
    "sort",
    "title",
    "upper",
)
"""Filters of Jinja itself that may be used. Others fill the memory (`center`), fetch attributes (`attr`) or make HTML."""

_SANDBOX.filters = {name: FILTERS[name] for name in _JINJAS}
_SANDBOX.filters.update(
    {
        "replace": replaced,
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


_ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.CondExpr, nodes.Filter, nodes.Test),
    *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Getattr, nodes.Getitem, nodes.Slice),
    *(nodes.Call, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Concat),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Keyword),
)
"""The parts of Jinja that authors may write."""

_WORDS = {
    nodes.Macro: "{% macro %}",
    nodes.CallBlock: "{% call %}",
    nodes.FilterBlock: "{% filter %}",
    nodes.Assign: "{% set %}",
    nodes.AssignBlock: "{% set %}",
    nodes.Block: "{% block %}",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.FromImport: "{% from %}",
    nodes.Extends: "{% extends %}",
    nodes.Pow: "**",
}
"""How other parts of Jinja are written."""


def _text_tree(source: str) -> nodes.Template:
    return _looked_at(source, lambda: _SANDBOX.parse(source))


def _expression_tree(source: str) -> nodes.Template:
    """The expression as a template that names its value `result`, which is how Jinja itself compiles one."""

    def parsed() -> nodes.Template:
        parser = Parser(_SANDBOX, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError("something stands after the expression", parser.stream.current.lineno)
        whole = nodes.Template([nodes.Output([tree], lineno=1)], lineno=1)
        whole.set_environment(_SANDBOX)
        return whole

    whole = _looked_at(source, parsed)
    (output,) = whole.body
    assert isinstance(output, nodes.Output)
    named = nodes.Template([nodes.Assign(nodes.Name("result", "store", lineno=1), output.nodes[0], lineno=1)], lineno=1)
    named.set_environment(_SANDBOX)
    return named


def _looked_at(source: str, parsed: Callable[[], nodes.Template]) -> nodes.Template:
    """The tree of a source in which nothing stands but what authors may write. Raises ExpressionFault otherwise."""
    if len(source) > MAX_CHARACTERS:
        raise ExpressionFault(f"it has {len(source)} characters, and {MAX_CHARACTERS} are the most")
    try:
        tree = parsed()
    except TemplateSyntaxError as error:
        raise ExpressionFault(_reason(error)) from None
    except RecursionError:
        raise ExpressionFault("its brackets or blocks are nested too deeply") from None
    except (ValueError, ArithmeticError):
        raise ExpressionFault("a number in it is too large") from None
    level: list[tuple[nodes.Node, bool]] = [(tree, False)]
    for _ in range(MAX_DEPTH):
        for node, in_loop in level:
            _refuse_unknown(node, in_loop)
        level = [(child, in_loop or isinstance(node, nodes.For)) for node, in_loop in level for child in node.iter_child_nodes()]
        if not level:
            return tree
    raise ExpressionFault(f"it is nested deeper than {MAX_DEPTH} levels")


def _refuse_unknown(node: nodes.Node, in_loop: bool) -> None:
    if not isinstance(node, _ALLOWED):
        raise ExpressionFault(f"`{_WORDS.get(type(node), type(node).__name__)}` is not allowed here")
    if isinstance(node, nodes.For) and (in_loop or node.recursive):
        raise ExpressionFault("a loop within a loop is not allowed here")
    if isinstance(node, nodes.Const) and node.value in (inf, -inf):
        raise ExpressionFault("a number in it is too large")
    if isinstance(node, nodes.Name) and node.name == "self":
        raise ExpressionFault("`self` is not allowed here")
    if isinstance(node, nodes.Call) and not (
        (isinstance(node.node, nodes.Getattr) and node.node.attr == "split") or isinstance(node.node, nodes.Name)
    ):
        raise ExpressionFault("no method but `split` can be called here")


def _compiled(tree: nodes.Template) -> Template:
    try:
        return _SANDBOX.from_string(tree)
    except TemplateSyntaxError as error:
        raise ExpressionFault(_reason(error)) from None
    except (RecursionError, MemoryError, SyntaxError):  # what Python's own compiler raises where it is asked for too much
        raise ExpressionFault("it is nested too deeply") from None


@lru_cache(maxsize=4096)
def text_renderer(source: str) -> Callable[[Mapping[str, Any]], str]:
    """A function that fills in a text; it raises ExpressionFault for an unknown name."""
    run = _runner(_compiled(_text_tree(source)))
    one_paragraph = "\n\n" not in source

    def render(names: Mapping[str, Any]) -> str:
        try:
            text = "".join(run(names)[0])
        except _FAULTS as error:
            raise _fault(error) from None
        return text.replace("\n", " ").strip() if one_paragraph else text.strip()

    return render


def filled_in(source: str, names: Mapping[str, Any]) -> str:
    """A text filled in, every space as it stands. Raises ExpressionFault, and Refused where a function among the names does."""
    run = _runner(_compiled(_text_tree(source)))
    try:
        return "".join(run(names)[0])
    except Refused:
        raise
    except _FAULTS as error:
        raise _fault(error) from None


def condition(source: str) -> Callable[[Mapping[str, Any]], bool]:
    """A function that tells whether a condition holds."""
    evaluate = expression(source)
    return lambda names: bool(evaluate(names))


@lru_cache(maxsize=4096)
def expression(source: str) -> Callable[[Mapping[str, Any]], Any]:
    """A function that computes an expression such as `nmr + 5`."""
    run = _runner(_compiled(_expression_tree(source)))

    def evaluate(names: Mapping[str, Any]) -> Any:
        try:
            value = run(names)[1]["result"]  # where Jinja leaves the value of a compiled expression
            if isinstance(value, StrictUndefined):
                str(value)  # raises with the name that is unknown
            return value
        except _FAULTS as error:
            raise _fault(error) from None

    return evaluate


_FAULTS = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError)
"""What a sound template can still raise for some names."""


def _fault(error: Exception) -> ExpressionFault:
    return ExpressionFault(_reason(error), unknown=isinstance(error, UndefinedError))


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
        pieces, length = [], 0
        for piece in template.root_render_func(context):
            pieces.append(piece)
            length += len(piece)
            if length > MAX_MADE:
                raise TemplateError("it makes the text too long")
        return pieces, context.vars

    return run


def names_in_text(source: str) -> set[str]:
    """The names that a text asks for."""
    return _names(_text_tree(source))


def names_in_expression(source: str) -> set[str]:
    """The names that an expression asks for."""
    return _names(_expression_tree(source))


def _names(tree: nodes.Template) -> set[str]:
    if not any(isinstance(statement, nodes.For) for statement in tree.find_all(nodes.Stmt)):
        return {name.name for name in tree.find_all(nodes.Name) if name.ctx == "load"}
    return set(meta.find_undeclared_variables(tree))  # knows what a loop names, and takes three times as long


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
