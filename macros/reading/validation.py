"""From plain YAML values to models: every error of a model is reported at its line and column, in words for contributors."""

from __future__ import annotations

import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel, ValidationError

from macros.reading.hint import did_you_mean
from macros.reading.problem import MOST_PROBLEMS, Problem, ProblemsFound
from macros.reading.yaml_source import YamlSource

Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], source: YamlSource) -> Model:
    """The file as a model.

    Raises ProblemsFound with every error of the file, at the value that it is about.
    """
    try:
        return model.model_validate(source.plain())
    except ValidationError as error:
        details = error.errors()[:MOST_PROBLEMS]
        misspelt = {meant for detail in details if (meant := _meant(model, detail))}
        raise ProblemsFound(
            _problem(model, source, detail) for detail in details if detail["type"] != "missing" or detail["loc"] not in misspelt
        ) from None


def _meant(model: type[BaseModel], detail: Any) -> tuple[str | int, ...] | None:
    """Where an unknown field is nearly a known one: the place of that one, which is then not missing as well."""
    if detail["type"] != "extra_forbidden":
        return None
    *parent, name = detail["loc"]
    near = difflib.get_close_matches(str(name), _fields_at(model, tuple(parent)), n=1, cutoff=0.6)
    return (*parent, near[0]) if near else None


def _problem(model: type[BaseModel], source: YamlSource, detail: Any) -> Problem:
    kind, loc, given = detail["type"], detail["loc"], detail["input"]
    name = str(loc[-1]) if loc else "the file"
    context = detail.get("ctx", {})
    if kind == "missing":
        return source.problem(loc[:-1], f"`{name}` is missing", f"add `{name}:` here")
    if kind == "extra_forbidden":
        known = _fields_at(model, loc[:-1])
        return source.problem(loc, f"`{name}` is not a field here", did_you_mean(name, known), of_key=True)
    if kind == "string_type" and isinstance(given, int | float) and not isinstance(given, bool):
        return source.problem(loc, f"{given} is a number here, and text is required", f'write it in quotes: "{given}"')
    if kind in {"literal_error", "enum"}:
        choices = [choice.strip("' ") for choice in str(context.get("expected", "")).replace(" or ", ", ").split(",")]
        return source.problem(loc, f"{_shown(given)} is not a known `{_field_name(loc)}`", did_you_mean(str(given), choices))
    if kind == "value_error":
        error = context["error"]  # a Refused carries both; a plain ValueError says what is wrong alone
        at = (*loc, field) if (field := getattr(error, "field", "")) else loc
        return source.problem(at, getattr(error, "what", str(error)), getattr(error, "fix", "") or "correct it")
    if kind == "model_type" or kind == "dict_type":
        return source.problem(loc, f"{_shown(given)} is not a set of fields", "write `name: value` lines, indented below")
    if kind in {"tuple_type", "list_type"}:
        return source.problem(loc, f"{_shown(given)} is not a list", "write `- ` before every entry")
    if kind in {"int_type", "int_from_float"}:
        return source.problem(loc, f"{_shown(given)} is not a whole number", "write digits alone, such as 15")
    message = str(detail["msg"])
    return source.problem(
        loc, f"{_shown(given)} is not valid for `{_field_name(loc)}`", message[0].lower() + message[1:].replace("Input", "it")
    )


def _field_name(loc: tuple[str | int, ...]) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str)), "the file")


def _shown(given: object) -> str:
    if given is None:
        return "nothing"
    if isinstance(given, dict | list):
        return "a list" if isinstance(given, list) else "a group of fields"
    text = " ".join(str(given).split())
    return f"`{text[:50]}…`" if len(text) > 51 else f"`{text}`"


def _fields_at(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The field names that are allowed at `loc`, according to the model's annotations."""
    inner: Any = _model_in(model.model_fields["root"].annotation) if issubclass(model, RootModel) else model
    for step in loc:
        if isinstance(step, int):
            continue
        fields = getattr(inner, "model_fields", {})
        name = next((n for n, f in fields.items() if (f.alias or n) == step), None)
        if name is None:
            return []
        inner = _model_in(fields[name].annotation)
    return [f.alias or n for n, f in getattr(inner, "model_fields", {}).items()]


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        inner = _model_in(argument)
        if inner is not None:
            return inner
    return None
