"""Addresses within the site, from the page that is being made to another page, or to a fact on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from macros.facts.fact import Fact, Record
from macros.facts.library import Library
from macros.pages.repository import Place, repository_at
from macros.reading.uses import page_title

DOCUMENTATION = "reference/documentation.md"


@dataclass(frozen=True)
class Links:
    """Addresses as the builder wants them in links; `top` leads from the page being made to the top of the site.

    `repository` is the public address of the project's repository, empty where it has none.
    """

    library: Library
    top: str
    repository: str = ""

    def page(self, page: str, anchor: str = "") -> str:
        """The address of a page, given by its path below docs/."""
        folder = page.removesuffix("index.md").removesuffix(".md")
        return f"{self.top}{folder if folder.endswith('/') or not folder else f'{folder}/'}" + (f"#{anchor}" if anchor else "")

    def title(self, page: str) -> str:
        """What the page calls itself: its first heading."""
        return page_title(self.library.root, f"docs/{page}") or page

    def fact(self, name: str) -> str:
        """The address of a fact on the page that shows it."""
        return self.page(self._fact_pages[name], name)

    def fact_page(self, name: str) -> str:
        """The page that shows a fact, by its path below docs/."""
        return self._fact_pages[name]

    def edit(self, record: Record) -> str | None:
        """The address at which a record's line of YAML can be read and corrected; None without a repository."""
        repository = repository_at(self.repository)
        return repository.line(self.written(record)) if repository else None

    def written(self, record: Record) -> Place:
        """The file and the line in which a record is written."""
        return Place(*self.library.place(record))

    def report(self, fact: Fact) -> str | None:
        """The address of the form that reports a wrong fact; None without a repository."""
        repository = repository_at(self.repository)
        return repository.report_fact(fact.id, self.written(fact)) if repository else None

    @cached_property
    def _fact_pages(self) -> Mapping[str, str]:
        pages = {fact.id: DOCUMENTATION for fact in (*self.library.requirements, *self.library.documentation_facts)}
        for subject in self.library.subjects.values():
            pages |= {fact.id: subject.page_of(fact.section) for fact in subject.facts}
        return pages
