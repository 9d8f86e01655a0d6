"""The cover of a file that is handed out: its title, and the pages of the site that teach its topics."""

from __future__ import annotations

from macros.exports.cover import PASSING, Cover, TeachingPage
from macros.guide import Guide
from macros.pages.links import Links
from macros.pages.package import practice_of
from macros.pages.settings import settings
from macros.reading.uses import exists


def cover_of(guide: Guide, title: str, passing: int = PASSING) -> Cover:
    """The cover of a form of this guide. Addresses are full ones where mkdocs.yml has a `site_url`."""
    site = settings(guide.root)
    links = Links(guide.library, site.address)
    pages = {}
    for topic in guide.quizzes.headings_and_past:
        written = exists(guide.root, f"docs/{topic.page}")
        pages[topic.id] = TeachingPage(links.title(topic.page) if written else topic.title, links.page(topic.page))
    return Cover(title, pages, practice_of(guide), passing, guide=site.name)
