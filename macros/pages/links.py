"""Addresses within the site, from the page that is being made to another page, or to a fact on its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.reading.uses import page_title
from macros.rules.refused import Refused

DOCUMENTATION = "reference/documentation.md"

FACT_PAGES = {
    "scope": "reference/what-97112-covers.md",
    "coverage": "reference/coverage.md",
    "units": "reference/minutes-and-units.md",
    "assistants": "reference/assistants.md",
    "edits": "reference/edits.md",
    "modifiers": "reference/modifiers.md",
    "payment": "reference/payment.md",
    "denials": "reference/denials.md",
    "claim-form": "reference/claim-form.md",
    "other-payers": "reference/other-payers.md",
}
"""The page that shows the facts of each subject."""

SECTION_PAGES = {
    ("modifiers", "more-pairs"): "reference/edits.md",
    ("modifiers", "year-2020"): "reference/edits.md",
    ("payment", "patients"): "reference/patients.md",
}
"""Sections that another page shows than that of their subject."""


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
        if not self.repository:
            return None
        path, line = self.library.place(record)
        return f"{self.repository.rstrip('/')}/blob/main/{path}#L{line}"

    @cached_property
    def _fact_pages(self) -> Mapping[str, str]:
        pages = {fact.id: DOCUMENTATION for fact in (*self.library.requirements, *self.library.documentation_facts)}
        for subject in self.library.subjects.values():
            if subject.name not in FACT_PAGES:
                raise Refused(f"no page is known for the facts of {subject.name}.yml", "name it in macros/pages/links.py")
            for fact in subject.facts:
                pages[fact.id] = SECTION_PAGES.get((subject.name, fact.section), FACT_PAGES[subject.name])
        return pages
