"""The list of practice topics, made from the topics so that a new one is never forgotten."""

from __future__ import annotations

from macros.downloads import COUNT, DOWNLOADS, OFFERED, download_name
from macros.guide import Guide
from macros.pages.templating import html


def downloads(guide: Guide, name: str, up: str) -> str:
    """Where a topic's form can be had for print, an LMS or a spreadsheet. `up` leads to the top of the site.

    Nothing where the files are not written yet. Raises ValueError for an unknown topic.
    """
    try:
        topic = guide.topic(name)
    except KeyError as error:
        raise ValueError(error.args[0]) from None
    files = [(label, download_name(topic, each)) for each, label in OFFERED.items()]
    if not (guide.root / DOWNLOADS / files[0][1]).is_file():
        return ""
    return html("downloads.html.j2", topic=topic, files=files, count=COUNT, up=up)


def practice_index(guide: Guide) -> str:
    """Every topic that has a page in docs/practice, as Markdown for the page beside them: so the builders check the links."""
    pages = guide.root / "docs" / "practice"
    return "\n".join(
        f"- [{topic.title}]({topic.id}.md): {topic.about[0].lower()}{topic.about[1:]}"
        for topic in guide.topics
        if (pages / f"{topic.id}.md").is_file()
    )
