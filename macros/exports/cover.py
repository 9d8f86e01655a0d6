"""The cover of a file: what it says besides its items, such as its title and the page of the site that teaches each topic."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from html import escape

from macros.scenarios.item import Item


@dataclass(frozen=True)
class TeachingPage:
    """A page as it is named outside the site: a full address where the site has one, else its path on the site."""

    title: str
    address: str

    @property
    def text(self) -> str:
        """The page in plain text."""
        return f"{self.title}, {self.address}"

    @property
    def html(self) -> str:
        """The page as HTML: a link only where it leads somewhere from outside the site."""
        if "://" in self.address:
            return f'<a href="{escape(self.address)}">{escape(self.title, quote=False)}</a>'
        return f"{escape(self.title, quote=False)} ({escape(self.address, quote=False)})"


FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True)
class Practice:
    """Practice as the site offers it, for a format that takes it along.

    `question` is what an item adds to the page, `page` what stands before the questions and after them in a version of SCORM, and
    `files` are the script, the style and the notices of rights by their paths.
    """

    question: Callable[[Item, TeachingPage], str]
    page: Callable[[str], tuple[str, str]]
    files: Callable[[], Mapping[str, str]]


NAME = "Guide 97112"
"""The name of the guide where no settings say another; mkdocs.yml has the name of a fork."""

PASSING = 80
"""The score that passes, of a hundred, where a trainer names no other."""


@dataclass(frozen=True)
class Cover:
    """A form's title, by topic the page that teaches it, the site's practice, and the score that passes, of a hundred.

    `day` is that on which the newest source was read. It tells a reader such as Anki which of two files is the newer one, and
    never comes from the clock. `guide` is the name of the guide, which files give as where they come from.
    """

    title: str
    pages: Mapping[str, TeachingPage]
    practice: Practice
    passing: int = PASSING
    day: date = FIRST_DAY
    guide: str = NAME
