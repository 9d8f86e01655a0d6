"""Facts cited in running text: small numbered marks, and at the end of the page what each of them says and rests on.

The number of a fact on a page is its place among the facts that the page cites, in the order of the page's Markdown. It is read
from the page's file, so that a mark needs to know nothing of the marks before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros.facts.fact import Fact
from macros.facts.lesson import points_of
from macros.facts.library import Library
from macros.facts.requirement import Requirement
from macros.pages.links import DOCUMENTATION, Links
from macros.pages.reference import CHECKED, whose
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.reading.uses import note
from macros.rules.refused import Refused
from macros.rules.vocabulary import Authority

CALL = re.compile(r"\bcite\(\s*((?:[\"'][^\"'()]*[\"']\s*,?\s*)+)\)")
"""A call of `cite` in a page's Markdown, with the ids that it names."""

TABLE = re.compile(r"\brequirements\(\s*[\"']([^\"'()]*)[\"']\s*\)")
"""A call of `requirements` in a page's Markdown, with the document that it names."""

LESSON = re.compile(r"\b(?P<part>lesson|handout)\(\s*[\"'](?P<name>[^\"'()]*)[\"']\s*\)")
"""A call of `lesson` or `handout` in a page's Markdown, with the lesson that it names: the data of the lesson cite."""

READERS = ("index.md", "reference/**/*.md", "practice/**/*.md", "trainers/**/*.md")

_BEFORE_MARKS = re.compile(r'\s<span class="cites"')
_ID = re.compile(r"[\"']([^\"']*)[\"']")


def cited_in(text: str) -> list[str]:
    """The ids that a text cites, in its order, as often as it cites them."""
    return [name for call in CALL.findall(text) for name in _ID.findall(call)]


def _markdown(root: Path, page: str) -> str:
    note(f"docs/{page}")
    return (root / "docs" / page).read_text("utf-8")


def cited_by(library: Library, page: str) -> tuple[str, ...]:
    """The ids that a page cites, each once, in the order of the page, its lesson first; `page` is its path below docs/."""
    text = _markdown(library.root, page)
    lessons = (name for call in LESSON.finditer(text) for name in _cited_in_lesson(library, **call.groupdict()))
    return tuple(dict.fromkeys([*lessons, *cited_in(text)]))


def _cited_in_lesson(library: Library, part: str, name: str) -> Iterator[str]:
    """What the page of a lesson cites, or that of its handout; nothing of a lesson that there is not, which its macro reports."""
    for lesson in library.lessons:
        if lesson.id == name:
            here = [point for loc, point in points_of(lesson) if (loc[0] == "handout") == (part == "handout")]
            yield from (fact for point in here for fact in point.rests_on)


def readers_pages(root: Path) -> list[str]:
    """The pages that state facts to readers, by their paths below docs/; those for contributors show made-up examples."""
    docs = root / "docs"
    return sorted({path.relative_to(docs).as_posix() for place in READERS for path in docs.glob(place)})


def citing_pages(
    root: Path, pages: Iterable[str], rows: Mapping[str, Sequence[str]] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """The pages that cite each fact, by its id; the pages by their paths below docs/.

    `rows` are the facts of the table that `requirements` makes, by the id of its document: each row cites its fact.
    """
    by_fact: dict[str, list[str]] = {}
    for page in pages:
        text = _markdown(root, page)
        in_rows = [name for document in TABLE.findall(text) for name in (rows or {}).get(document, ())]
        for name in dict.fromkeys([*cited_in(text), *in_rows]):
            by_fact.setdefault(name, []).append(page)
    return {name: tuple(cited) for name, cited in by_fact.items()}


def marks_kept(text: str) -> str:
    """The text of a page, in which no line may begin with a mark."""
    return _BEFORE_MARKS.sub('\N{NO-BREAK SPACE}<span class="cites"', text)


def cite(library: Library, page: str, names: Sequence[str]) -> str:
    """The marks of these facts on this page, each leading to its fact at the end. A wide screen's margin says whose it is."""
    if not names:
        raise Refused("`cite` names no fact", 'write the id of a fact, such as cite("U-04")')
    numbers = {name: number for number, name in enumerate(cited_by(library, page), start=1)}
    marks = []
    for name in names:
        if name not in numbers:
            raise Refused(f"`{name}` is not cited in plain words", 'write the id in quotes, such as cite("U-04")')
        marks.append((numbers[name], _fact(library, name)))
    return html("cite.html.j2", marks=marks, whose=_whose(library, marks)).replace("\n", "")


def _whose(library: Library, marks: Sequence[tuple[int, Fact]]) -> list[tuple[str, str]]:
    """For the margin: the numbers of the marks by who says it, such as `4, 5` and `CMS`."""
    by_name: dict[str, list[int]] = {}
    for number, fact in marks:
        by_name.setdefault(_says(library, fact), []).append(number)
    return [(", ".join(map(str, numbers)), name) for name, numbers in by_name.items()]


def _says(library: Library, fact: Fact) -> str:
    if fact.checked == "unverified":
        return "not verified"
    source = library.source(fact.sources[0])
    if fact.authority == Authority.GOOD_PRACTICE and source.kind != "ours":
        return f"good practice, {source.publisher}"
    return source.publisher


def proof(library: Library, page: str, subjects: Sequence[str], links: Links) -> str:
    """What each mark of the page stands for, under its number, and folded the other facts of these files of docs/data.

    Every fact has its id as its anchor, wherever on the page it stands.
    """
    cited = cited_by(library, page)
    rest = [fact for subject in subjects for fact in _facts_of(library, subject, page) if fact.id not in cited]
    if not cited and not rest:
        raise Refused("the page cites no fact", "cite one, or delete `proof`")
    listed = [library.fact(name) for name in cited if name in library.facts]  # what is unknown, its mark reports
    return "\n\n".join(
        [
            "## Where this stands {#proof}",
            html(
                "proof.html.j2",
                listed=[_shown(library, fact, links) for fact in listed],
                rest=[_shown(library, fact, links) for fact in rest],
                links=links,
            ),
        ]
    )


def _facts_of(library: Library, subject: str, page: str) -> Sequence[Fact]:
    """The facts of a file whose place is this page."""
    if subject == "documentation":
        facts: Sequence[Fact] = (*library.requirements, *library.documentation_facts)
        return facts if page == DOCUMENTATION else ()
    if subject not in library.subjects:
        raise Refused(f"there is no subject `{subject}`", did_you_mean(subject, [*library.subjects, "documentation"]))
    content = library.subjects[subject]
    return [fact for fact in content.facts if content.page_of(fact.section) == page]


def _shown(library: Library, fact: Fact, links: Links) -> dict[str, object]:
    requirement = fact if isinstance(fact, Requirement) else None
    return {
        "fact": fact,
        "requirement": requirement,
        "whose": whose(fact),
        "checked": CHECKED[fact.checked][0],
        "sources": [library.source(name) for name in fact.sources],
        "edit": links.edit(fact),
        "report": links.report(fact),
        "all": links.page("reference/facts.md", fact.id),
    }


def _fact(library: Library, name: str) -> Fact:
    try:
        return library.fact(name)
    except KeyError:
        raise Refused(f"there is no fact `{name}`", did_you_mean(name, library.facts)) from None
