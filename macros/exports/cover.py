"""The cover of a file: what it tells beside its items, namely its title and the page of the site that teaches each topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from macros.guide import Guide


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


def cover_of(guide: Guide, title: str) -> Cover:
    """The cover of a form of this guide. Addresses are full ones where mkdocs.yml has a `site_url`."""
    from macros.pages.links import Links

    links = Links(guide, site_url(guide.root))
    pages = {}
    for topic in guide.topics:
        written = (guide.root / "docs" / topic.page).is_file()
        pages[topic.id] = TeachingPage(links.title(topic.page) if written else topic.title, links.page(topic.page))
    return Cover(title, pages)


def site_url(root: Path) -> str:
    """The public address of the site, with a slash at its end; empty where mkdocs.yml has none."""
    path = root / "mkdocs.yml"
    if not path.is_file():
        return ""
    settings = yaml.load(path.read_text("utf-8"), Loader=_Settings)
    url = settings.get("site_url") if isinstance(settings, dict) else None
    return f"{url.rstrip('/')}/" if isinstance(url, str) and url.strip() else ""


class _Settings(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags mean nothing here."""


def _untagged(loader: yaml.SafeLoader, suffix: str, node: Any) -> None:
    return None


_Settings.add_multi_constructor("", _untagged)
