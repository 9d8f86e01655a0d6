"""The site's own practice as a package for an LMS takes it along: a page, one script and one style.

The script is made of the modules that the site loads, put into one file, for a page that is opened from a folder may load no
modules. Each stays a function of its own, which runs when another module first asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import files as files_of
from importlib.resources import files
from pathlib import Path

from macros.exports.cover import Practice, TeachingPage
from macros.guide import Guide
from macros.pages.item_form import TOP, item_form
from macros.pages.policy import element_of, policy, trusted_types
from macros.pages.templating import html
from macros.scenarios.item import Item
from macros.text.shortened import shortened_script, shortened_style

CHECKOUT = Path(__file__).parents[2]
ASSETS = CHECKOUT / "docs" / "assets"

ENTRY = "scorm/package.js"
ALSO = ("quiz.js", "quiz/session_end.js", "quiz/casebook.js")
"""Modules that are loaded when they are wanted. No other is: a package holds none of the tools of the practice pages."""

STYLES = ("guide.css", "case.css", "scorm.css")

RIGHTS = ("NOTICE", "LICENSE", "LICENSE-CONTENT")
"""The files of the checkout that say whose the guide is."""

SCRIPT, STYLE, NOTICE = "session.js", "session.css", "notice.txt"


def practice_of(guide: Guide) -> Practice:
    """The practice of a guide."""

    def question(item: Item, page: TeachingPage) -> str:
        form = item_form(guide.library, guide.quizzes.heading(item.topic), item)
        form = PAGE_LINK.sub(lambda _: f"Taught on: {page.html}", form)
        assert TOP not in form, f"{item.id} leads to a page of the site"
        return html("case_part.html.j2", drawn=None, item=item, form=form) if item.case else form

    return Practice(question, _page, _files)


PAGE_LINK = re.compile(r'<a class="item__page".*?</a>')


def _page(version: str) -> tuple[str, str]:
    """What stands before the questions and after them."""
    before, _, after = html(
        "package.html.j2", version=version, script=SCRIPT, style=STYLE, policy=element_of(policy())
    ).partition("@questions@")
    return before, after


@cache
def _files() -> Mapping[str, str]:
    return {SCRIPT: script(), STYLE: _style(), NOTICE: _notice()}


def script() -> str:
    """The modules as one script, without their comments."""
    names = sorted(_reached([ENTRY, *ALSO]))
    modules = ",".join(f'"{name}":(load,given)=>{{{_as_function(name, frozenset(names))}\n}}' for name in names)
    whole: str = shortened_script(f'(()=>{{"use strict";const modules={{{modules}}};\n{LOADER}load("{ENTRY}")}})();')
    return f"{trusted_types()}\n{whole}\n"


LOADER = """const loaded={};
const load=name=>{if(!(name in loaded)){loaded[name]={};modules[name](load,loaded[name])}return loaded[name]};"""

IMPORT = re.compile(r'^import(?:\s*\{([^}]*)\}\s*from)?\s*"([^"]+)";?', re.MULTILINE)
LATER = re.compile(r'\bimport\("([^"]+)"\)')
EXPORT = re.compile(r"^export\s+(?=(?:const|(?:async )?function|class)\s*\*?\s*([A-Za-z_$][\w$]*))", re.MULTILINE)


@cache
def _module(name: str) -> str:
    return (ASSETS / name).read_text("utf-8")


def _named(name: str, address: str) -> str:
    """The module that an address in another one leads to."""
    return (ASSETS / name).parent.joinpath(address).resolve().relative_to(ASSETS.resolve()).as_posix()


def _reached(names: list[str]) -> set[str]:
    """Modules, and all that they import."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name not in found:
            found.add(name)
            names += [_named(name, address) for _, address in IMPORT.findall(_module(name))]
    return found


def _as_function(name: str, held: frozenset[str]) -> str:
    """A module as the body of a function that is given what loads others, and what it exports into."""
    text = _module(name)
    exported = EXPORT.findall(text)
    given = "".join(f"{each}:{{get:()=>{each}}}," for each in exported)

    def loaded(found: re.Match[str]) -> str:
        names = re.sub(r"\s+as\s+", ":", found[1] or "").replace("\n", "")
        return f'const{{{names}}}=load("{_named(name, found[2])}");'

    def loaded_later(found: re.Match[str]) -> str:
        wanted = _named(name, found[1])
        if wanted in held:
            return f'Promise.resolve().then(()=>load("{wanted}"))'
        return f'Promise.reject(new Error("this package has no {wanted}"))'

    text = LATER.sub(loaded_later, EXPORT.sub("", IMPORT.sub(loaded, text)))
    if re.search(r"^(?:import|export)\b", text, re.MULTILINE):
        raise ValueError(f"docs/assets/{name} imports or exports in a way that a package cannot follow")
    return f"Object.defineProperties(given,{{{given}}});{text}"


def _style() -> str:
    """The style of the theme, and ours."""
    theme = next((Path(str(files("material"))) / "templates" / "assets" / "stylesheets").glob("main.*.min.css"))
    whole = re.sub(r"\s*/\*# sourceMappingURL=.*?\*/\s*", "\n", theme.read_text("utf-8"))
    return "\n".join([whole, *(shortened_style((ASSETS / name).read_text("utf-8")) for name in STYLES)])


def _notice() -> str:
    """Whose the parts of a package are, and under which licenses."""
    ours = [(CHECKOUT / name).read_text("utf-8") for name in RIGHTS]
    theme = next(path for path in files_of("mkdocs-material") or () if path.name == "LICENSE")
    return "\n\n".join([*ours, f"The style of the theme, Material for MkDocs:\n\n{theme.read_text('utf-8')}"])
