"""Rendering every page's macros without a builder, so that a fault is reported with its file and line.

The builders' own messages count lines without the front matter, or name no file.
"""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError, UndefinedError, nodes

import macros
from macros.facts.fact import Fact
from macros.guide import Guide
from macros.pages.citing import citing_pages, readers_pages
from macros.pages.pools import GENERATED
from macros.pages.requirement_table import facts_in_rows
from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.uses import note
from macros.reading.yaml_source import shown_path
from macros.rules.refused import Refused


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


def pages(root: Path) -> list[str]:
    """Every page below docs/, by its path in the checkout."""
    generated = root / GENERATED
    markdown_files = sorted((root / "docs").rglob("*.md"))
    return [path.relative_to(root).as_posix() for path in markdown_files if generated not in path.parents]


def uncited_facts(guide: Guide) -> list[Fact]:
    """The facts that no page for readers cites, in the order of the data. They stand folded at the end of their pages."""
    cited = citing_pages(guide.root, readers_pages(guide.root), facts_in_rows(guide.library))
    return [fact for name, fact in guide.library.facts.items() if name not in cited]


def page_problems(guide: Guide, page: str) -> list[Problem]:
    """Everything that is wrong with the macros of a page, each at its line."""
    faults = guide.kept.result(f"page {page}", lambda: _faults(guide.root, page))
    return [Problem(shown_path(guide.root / page), *fault) for fault in faults]


_Fault = tuple[int, int, str, str]
"""Line, column, what is wrong, and how to fix it."""


def _faults(root: Path, page: str) -> list[_Fault]:
    note(page)
    path = root / page
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return [(1, 1, "is not UTF-8 text", "save the file as UTF-8")]
    env, jinja = _prepared(root, page)
    names = {**env.variables, **env.macros, "page": env.page}
    try:
        named = list(jinja.parse(text).find_all(nodes.Name))
        template = jinja.from_string(text)
    except TemplateSyntaxError as error:
        return [(error.lineno, 1, f"cannot be read ({error.message})", "fix the braces of the macro")]
    known = {*names, *jinja.globals, *(node.name for node in named if node.ctx == "store")}
    faults = [
        (node.lineno, 1, f"there is no macro `{node.name}`", did_you_mean(node.name, names))
        for node in named
        if node.name not in known
    ]
    cites = [node.lineno for node in named if node.name == "cite"]
    if cites and not any(node.name == "proof" for node in named):
        faults.append((cites[0], 1, "the page cites facts and has no `proof`", "write {{ proof() }} before the end of the page"))
    if faults:
        return faults
    caught = {name: partial(_caught, template, faults, function) for name, function in env.macros.items()}
    try:
        template.render({**names, **caught})
    except UndefinedError as error:
        faults.append((_line(error), 1, str(error), "correct the name"))
    return faults


def filled_in(root: Path, page: str) -> str:
    """The page's text with what its macros give in their place. Raises what they raise."""
    env, jinja = _prepared(root, page)
    return jinja.from_string((root / page).read_text("utf-8")).render({**env.variables, **env.macros, "page": env.page})


def _prepared(root: Path, page: str) -> tuple[_Env, Environment]:
    """What a builder would have ready for a page: its macros, and the Jinja environment."""
    env = _Env(root)
    relative = Path(page).relative_to("docs")
    folder = relative.parent if relative.stem == "index" else relative.with_suffix("")
    url = "" if folder == Path(".") else f"{folder.as_posix()}/"
    file = SimpleNamespace(src_path=relative.as_posix(), src_uri=relative.as_posix(), url=url)
    env.page = SimpleNamespace(url=url, file=file, title=relative.stem, meta={})
    macros.define_env(env)
    jinja = Environment(undefined=StrictUndefined)
    jinja.filters.update(env.filters)
    return env, jinja


def _caught(template: Template, faults: list[_Fault], function: Callable[..., str], *arguments: Any, **named: Any) -> str:
    """What the macro gives; what it refuses becomes a fault of the page at its line, and the page goes on without it."""
    try:
        return function(*arguments, **named)
    except ProblemsFound:
        raise
    except Exception as error:  # whatever a macro raises is a fault of the page that calls it
        what = error.what if isinstance(error, Refused) else " ".join(str(error).split()) or type(error).__name__
        fix = error.fix if isinstance(error, Refused) else ""
        faults.append((_line_of_call(template), 1, what, fix or "fix the macro's arguments"))
        return ""


def _line_of_call(template: Template) -> int:
    """The line of the page whose macro is running now."""
    frame = inspect.currentframe()
    while frame is not None:
        if frame.f_code.co_filename == "<template>":
            return template.get_corresponding_lineno(frame.f_lineno)
        frame = frame.f_back
    return 1


def _line(error: BaseException) -> int:
    """The line of the page on which the innermost template frame stood."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == "<template>" and frame.lineno]
    return lines[-1] if lines else 1
