"""The cover of a file that is handed out: its title, and the pages of the site that teach its topics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from macros.exports.cover import Cover, TeachingPage
from macros.guide import Guide
from macros.pages.links import Links
from macros.reading.uses import exists, note


def cover_of(guide: Guide, title: str) -> Cover:
    """The cover of a form of this guide. Addresses are full ones where mkdocs.yml has a `site_url`."""
    links = Links(guide.library, site_url(guide.root))
    pages = {}
    for topic in guide.quizzes.headings:
        written = exists(guide.root, f"docs/{topic.page}")
        pages[topic.id] = TeachingPage(links.title(topic.page) if written else topic.title, links.page(topic.page))
    return Cover(title, pages)


def site_url(root: Path) -> str:
    """The public address of the site, with a slash at its end; empty where mkdocs.yml has none."""
    path = root / "mkdocs.yml"
    note("mkdocs.yml")
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
