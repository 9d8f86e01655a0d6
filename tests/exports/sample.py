"""The items that the tests of exports try: three of every scenario and a draw of every case, so every kind of every topic."""

from __future__ import annotations

import html
import re
from pathlib import Path

from macros.guide import Guide
from macros.pages.cover import cover_of
from macros.scenarios.case import drawn_cases
from macros.scenarios.compose import compose, questions
from macros.scenarios.item import Item

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
ITEMS: list[Item] = []
for _topic in GUIDE.quizzes.topics:
    for _scenario in _topic.scenarios:
        _drawn = {question.id: question for question, _ in zip(questions(GUIDE.library, _scenario, 5), range(3), strict=False)}
        ITEMS += [compose(question, _topic.id) for question in _drawn.values()]
for _case in GUIDE.quizzes.cases:
    ITEMS += [item for drawn in drawn_cases(GUIDE.library, _case, 5, 1) for item in drawn.items]
BY_ID = {item.id: item for item in ITEMS}
COVER = cover_of(GUIDE, "A form")


def plain(text: str) -> str:
    """The text of a piece of HTML."""
    bare = re.sub(r"<[^>]+>", " ", text).replace("**", " ")
    return " ".join(html.unescape(bare).replace("\xa0", " ").split())
