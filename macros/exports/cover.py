"""The cover of a file: what it says besides its items, namely its title and the page of the site that teaches each topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape


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


@dataclass(frozen=True)
class Cover:
    """A form's title, and by topic the page that teaches it."""

    title: str
    pages: Mapping[str, TeachingPage]
