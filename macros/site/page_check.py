"""Rendering every page's macros without a builder, so that a fault is told with its file and line.

The builders' own messages count lines without the front matter, or name no file.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateSyntaxError, UndefinedError

import macros
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.validation import did_you_mean
from macros.reading.yaml_source import shown_path


class _Env:
    """As much of the macros plugin's environment as both builders give."""

    def __init__(self, root: Path):
        self.project_dir = str(root)
        self.variables: dict[str, Any] = {}
        self.macros: dict[str, Any] = {}
        self.filters: dict[str, Any] = {}
        self.conf: dict[str, Any] = {
            "config_file_path": str(root / "mkdocs.yml"),
            "docs_dir": str(root / "docs"),
            "site_dir": str(root / "site"),
        }
        self.config = self.conf
        self.page: Any = None

    def macro(self, function: Any, name: str = "") -> Any:
        self.macros[name or function.__name__] = function
        return function

    def filter(self, function: Any, name: str = "") -> Any:
        self.filters[name or function.__name__] = function
        return function


def page_problems(root: Path) -> list[Problem]:
    """Every page below docs/ whose macros cannot be rendered, one problem a page."""
    env = _Env(root)
    macros.define_env(env)
    jinja = Environment(undefined=StrictUndefined)
    jinja.filters.update(env.filters)
    names = {**env.variables, **env.macros}
    problems = []
    for path in sorted((root / "docs").rglob("*.md")):
        relative = path.relative_to(root / "docs")
        is_index = relative.stem == "index"
        folder = relative.parent if is_index else relative.with_suffix("")
        url = "" if folder == Path(".") else f"{folder.as_posix()}/"
        file = SimpleNamespace(src_path=relative.as_posix(), src_uri=relative.as_posix(), url=url)
        env.page = SimpleNamespace(url=url, file=file, title=relative.stem, meta={})
        problem = _problem_of(path, jinja, {**names, "page": env.page})
        if problem:
            problems.append(problem)
    return problems


def _problem_of(path: Path, jinja: Environment, names: dict[str, Any]) -> Problem | None:
    name = shown_path(path)
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return Problem(name, 1, 1, "is not UTF-8 text", "save the file as UTF-8")
    try:
        jinja.from_string(text).render(names)
    except TemplateSyntaxError as error:
        return Problem(name, error.lineno, 1, f"cannot be read ({error.message})", "fix the braces of the macro")
    except UndefinedError as error:
        said = str(error)
        unknown = said.split("'")[1] if said.count("'") >= 2 else ""
        return Problem(name, _line(error), 1, said, did_you_mean(unknown, names))
    except ProblemsFound:
        raise
    except Exception as error:  # whatever a macro raises is the page's fault to tell, at its line
        what, _, fix = " ".join(str(error).strip("'\"").split()).partition("; ")
        return Problem(name, _line(error), 1, what or type(error).__name__, fix or "fix the macro's arguments")
    return None


def _line(error: BaseException) -> int:
    """The line of the page on which the innermost template frame stood."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>" and frame.lineno]
    return lines[-1] if lines else 1
