"""The list of practice topics, made from the topics so that a new one is never forgotten."""

from __future__ import annotations

from macros.guide import Guide
from macros.pages.downloads import DOWNLOADS, downloads_of
from macros.pages.pools import pool
from macros.pages.quiz import Ways
from macros.pages.templating import html
from macros.reading.hint import did_you_mean
from macros.reading.uses import exists
from macros.rules.refused import Refused


def downloads(guide: Guide, name: str, up: str) -> str:
    """Where a topic's form can be had for print, an LMS or a spreadsheet. `up` leads to the top of the site.

    Nothing where the files are not written yet. Raises ValueError for an unknown topic.
    """
    topic = guide.quizzes.topic(name)
    written = [download for download in downloads_of(guide, topic) if exists(guide.root, f"{DOWNLOADS}/{download.file}")]
    return html("downloads.html.j2", downloads=written, up=up) if written else ""


def practice_index(guide: Guide) -> str:
    """Every topic that has a page in docs/practice, as Markdown for the page beside them: so the builders check the links."""
    return "\n".join(
        f"- [{topic.title}]({topic.id}.md): {topic.about[0].lower()}{topic.about[1:]}"
        for topic in guide.quizzes.headings
        if exists(guide.root, f"docs/practice/{topic.id}.md")
    )


TOOLS = ("set", "across", "review", "exam", "progress")
LEVELS = ("Basics", "Usual", "Hard")
"""What the levels 1 to 3 are called wherever a learner meets them."""


def practice_tool(guide: Guide, name: str, ways: Ways) -> str:
    """A page that draws from all topics, or tells of them. Raises ValueError for an unknown one."""
    if name not in TOOLS:
        raise Refused(f"there is no tool `{name}`", f"{did_you_mean(name, TOOLS)}")
    topics = [(topic, f"{ways.served}generated/{pool(guide, topic).name}") for topic in guide.quizzes.headings]
    edition = guide.bank.current_edition
    ways_up = {"up": ways.served, "linked": ways.linked}
    return html("practice_tool.html.j2", name=name, topics=topics, levels=LEVELS, edition=edition, **ways_up)


def proven(guide: Guide) -> str:
    """How many scenarios and facts there are, counted."""
    scenarios = sum(len(topic.scenarios) for topic in guide.quizzes.topics)
    facts, sources = len(guide.library.facts), len(guide.library.sources)
    return f"{scenarios} scenarios in {len(guide.quizzes.topics)} topics, {facts} facts, {sources} sources"
