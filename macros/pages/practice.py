"""The list of practice topics, made from the topics so that a new one is never forgotten."""

from __future__ import annotations

from macros.guide import Guide


def practice_index(guide: Guide) -> str:
    """Every topic that has a page in docs/practice, as Markdown for the page beside them: so the builders check the links."""
    pages = guide.root / "docs" / "practice"
    return "\n".join(
        f"- [{topic.title}]({topic.id}.md): {topic.about[0].lower()}{topic.about[1:]}"
        for topic in guide.topics
        if (pages / f"{topic.id}.md").is_file()
    )
