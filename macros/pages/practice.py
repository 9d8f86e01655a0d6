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
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE
from macros.scenarios.topic import Topic


def downloads(guide: Guide, name: str, up: str) -> str:
    """Where a topic's form can be had for print, an LMS or a spreadsheet. `up` leads to the top of the site.

    Nothing where the files are not written yet. Raises ValueError for an unknown topic.
    """
    topic = guide.quizzes.topic(name)
    written = [download for download in downloads_of(guide, topic) if exists(guide.root, f"{DOWNLOADS}/{download.file}")]
    return html("downloads.html.j2", downloads=written, up=up) if written else ""


def practice_home(guide: Guide, ways: Ways) -> str:
    """What to do first on the page of all practice: the browser knows, and without a script the first topic."""
    return html("practice_home.html.j2", first=guide.quizzes.headings[0], up=ways.served, linked=ways.linked)


def practice_index(guide: Guide) -> str:
    """Every topic that has a page in docs/practice, as Markdown for the page beside them: so the builders check the links.

    Each says how many skills it asks for, which are its scenarios; the browser adds how it stands.
    """
    return "\n".join(
        f"- [{topic.title}]({topic.id}.md){{ data-topic={topic.id} data-skills={len(skills_of(guide, topic))} }} "
        f'<span class="skills__about">{topic.about}</span>'
        for topic in guide.quizzes.headings_and_past
        if exists(guide.root, f"docs/practice/{topic.id}.md")
    )


def skills_of(guide: Guide, topic: Topic) -> list[str]:
    """The scenarios of a topic of which a question can be asked, in the order of the bank."""
    return list(dict.fromkeys(entry.scenario for entry in guide.bank.entries(topic.id) if entry.item and not entry.past))


TOOLS = ("set", "across", "review", "exam", "progress", "builder", "results")
KINDS_ASKED = {
    SINGLE: "One right answer",
    MULTIPLE: "Several right answers",
    FIND: "Find it in a note",
    NUMBER: "A number",
    CLAIM_LINES: "Fill in a claim",
    MATCH: "Match",
    ORDER: "Put in order",
}
"""What each kind of question is called where a trainer chooses among them."""

LEVELS = ("Basics", "Usual", "Hard")
"""What the levels 1 to 3 are called wherever a learner meets them."""


def practice_tool(guide: Guide, name: str, ways: Ways) -> str:
    """A page that draws from all topics, or tells of them. Raises ValueError for an unknown one."""
    if name not in TOOLS:
        raise Refused(f"there is no tool `{name}`", f"{did_you_mean(name, TOOLS)}")
    topics = [(topic, f"{ways.served}generated/{pool(guide, topic).listed.name}") for topic in guide.quizzes.headings_and_past]
    edition = guide.bank.current_edition
    ways_up = {"up": ways.served, "linked": ways.linked}
    offered = {"kinds": KINDS_ASKED, "cases": guide.quizzes.cases if name == "builder" else ()}
    return html("practice_tool.html.j2", name=name, topics=topics, levels=LEVELS, edition=edition, **offered, **ways_up)


def proven(guide: Guide) -> str:
    """How many scenarios and facts there are, counted."""
    scenarios = sum(len(topic.scenarios) for topic in guide.quizzes.topics)
    facts, sources = len(guide.library.facts), len(guide.library.sources)
    return f"{scenarios} scenarios in {len(guide.quizzes.topics)} topics, {facts} facts, {sources} sources"
