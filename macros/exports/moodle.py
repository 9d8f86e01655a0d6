"""Moodle XML, for Moodle 4.3 and later. What its importer asks for is told beside each line that heeds it.

Fractions must be Moodle's own grade options, or the whole file is refused. HTML stands in CDATA only. Options are never shuffled
by Moodle: numbers and dates keep their order, and other options are shuffled already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape, quoteattr

from macros.exports.exported import Exported, Format, LeftOut, by_topic
from macros.markdown_text import inline, rendered
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, GridLine, Item

GRADES = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10"}
"""Moodle's own grade options for one of so many right answers."""

SEVERAL_CLAIMS = "several claims are acceptable, and a Moodle grid knows one"
ORDERING = "ordering questions exist from Moodle 4.4 on; use --format moodle-4.4"


def _write(items: Sequence[Item], title: str, *, ordering: bool) -> Exported:
    parts, left_out, topic = [], [], None
    for item in by_topic(items):
        why = _why_not(item, ordering=ordering)
        if why:
            left_out.append(LeftOut(item.id, item.kind, why))
            continue
        if item.topic != topic:
            topic = item.topic
            parts.append(_category(f"$course$/top/Guide 97112/{topic}"))
        parts.append(_question(item))
    text = '<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n' + "\n".join(parts) + "\n</quiz>\n"
    return Exported(text.encode(), tuple(left_out))


def _why_not(item: Item, *, ordering: bool) -> str | None:
    if item.kind == ORDER and not ordering:
        return ORDERING
    if item.grid is not None and len(item.grid.acceptable) > 1:
        return SEVERAL_CLAIMS
    if item.kind == MATCH and len(item.options) < 3:
        return "a Moodle matching question needs three answers"
    return None


def _category(path: str) -> str:
    return f'<question type="category"><category><text>{escape(path)}</text></category></question>'


def _question(item: Item) -> str:
    kind, body = _KINDS[item.kind](item)
    stem = rendered(item.told) + (_cloze(item) if kind == "cloze" else "")
    steps = "".join(f"<li>{inline(step)}</li>" for step in item.explanation)
    sources = "; ".join(escape(source.title) for source in item.sources)
    worked = f"<ol>{steps}</ol><p>Sources: {sources}. CPT copyright 2026 American Medical Association. All rights reserved.</p>"
    head = [
        f'<question type="{kind}">',
        f"<name><text>{escape(item.id)}</text></name>",
        _html("questiontext", stem),
        _html("generalfeedback", worked),
        *(() if kind == "cloze" else ("<defaultgrade>1</defaultgrade>",)),
        "<penalty>0</penalty>",
        "<hidden>0</hidden>",
        f"<idnumber>{escape(item.id)}</idnumber>",
    ]
    tags = f"<tags><tag><text>level {item.level}</text></tag><tag><text>{escape(item.topic)}</text></tag></tags>"
    return "\n".join([*head, *body, tags, "</question>"])


def _html(tag: str, html: str, attributes: str = "") -> str:
    # A CDATA section may not hold its own end.
    return f'<{tag} format="html"{attributes}><text><![CDATA[{html.replace("]]>", "]]&gt;")}]]></text></{tag}>'


def _answer(text: str, fraction: str, feedback: str) -> str:
    said = _html("feedback", inline(feedback))
    return f'<answer fraction={quoteattr(fraction)} format="html"><text><![CDATA[{inline(text)}]]></text>{said}</answer>'


def _choices(item: Item) -> tuple[str, list[str]]:
    right = sum(option.correct for option in item.options)
    several = item.kind == MULTIPLE
    # A wrong choice takes away what a right one gives: ticking everything earns nothing.
    wrong = f"-{GRADES[right]}" if several else "0"
    answers = [_answer(o.text, GRADES[right] if o.correct else wrong, o.feedback) for o in item.options]
    single = "false" if several else "true"
    return "multichoice", [
        f"<single>{single}</single>",
        "<shuffleanswers>false</shuffleanswers>",
        "<answernumbering>abc</answernumbering>",
        *answers,
    ]


def _number(item: Item) -> tuple[str, list[str]]:
    (field,) = item.fields

    def answer(value: int, fraction: str, feedback: str) -> str:
        said = _html("feedback", inline(feedback))
        exact = "<tolerance>0</tolerance>"
        return f'<answer fraction="{fraction}" format="moodle_auto_format"><text>{value}</text>{said}{exact}</answer>'

    right = answer(int(str(item.answer)), "100", "Right.")
    return "numerical", [right, *(answer(each.value, "0", each.feedback) for each in field.wrong)]


def _match(item: Item) -> tuple[str, list[str]]:
    texts = {option.id: option.text for option in item.options}
    # Answers are plain text; one without a question is a distractor.
    pairs = [(inline(row.text), texts[row.answer]) for row in item.rows]
    pairs += [("", option.text) for option in item.options if option.id not in {row.answer for row in item.rows}]
    subquestions = [
        f'<subquestion format="html"><text><![CDATA[{question}]]></text>'
        f"<answer><text>{escape(answer)}</text></answer></subquestion>"
        for question, answer in pairs
    ]
    return "matching", ["<shuffleanswers>false</shuffleanswers>", *subquestions]


def _order(item: Item) -> tuple[str, list[str]]:
    texts = {option.id: option.text for option in item.options}
    assert isinstance(item.answer, tuple)
    answers = [
        f'<answer fraction="{place}" format="html"><text><![CDATA[{inline(texts[name])}]]></text></answer>'
        for place, name in enumerate(item.answer, start=1)
    ]
    return "ordering", [
        "<layouttype>VERTICAL</layouttype>",
        "<selecttype>ALL</selecttype>",
        "<selectcount>0</selectcount>",
        "<gradingtype>ABSOLUTE_POSITION</gradingtype>",
        "<showgrading>SHOW</showgrading>",
        "<numberingstyle>none</numberingstyle>",
        "<shownumcorrect/>",  # without it the import fails
        *answers,
    ]


def _claim(item: Item) -> tuple[str, list[str]]:
    return "cloze", []


def _cloze(item: Item) -> str:
    """The grid as embedded answers: a row a line, in the order of the services, and the rows to spare."""
    assert item.grid is not None
    (claim,) = item.grid.acceptable
    codes = [code for code, _ in item.grid.codes]
    modifiers = [each for each in item.grid.modifiers if each]
    head = "<tr><th>Line</th><th>Code</th><th>Units</th><th>Modifiers</th></tr>"
    rows = []
    lines: list[GridLine | None] = [*claim, *[None] * (item.grid.rows - len(claim))]
    for number, line in enumerate(lines, start=1):
        code = _pick(codes, line.code if line else "")
        units = f"{{1:NUMERICAL:={line.units if line else 0}:0}}"
        marks = _pick(modifiers, line.modifiers if line else "")
        rows.append(f"<tr><td>{number}</td><td>{code}</td><td>{units}</td><td>{marks}</td></tr>")
    how = (
        "Give the lines in the order in which the services are told, a line without CQ or CO before one with it. "
        "In a row that is not needed choose none and write 0."
    )
    return f"<p>{how}</p><table>{head}{''.join(rows)}</table>"


def _pick(choices: Sequence[str], right: str) -> str:
    told = [("none", right == ""), *((each, each == right) for each in choices)]
    return "{1:MULTICHOICE:" + "~".join(f"{'=' if correct else ''}{text}" for text, correct in told) + "}"


_KINDS: dict[str, Callable[[Item], tuple[str, list[str]]]] = {
    SINGLE: _choices,
    FIND: _choices,
    MULTIPLE: _choices,
    NUMBER: _number,
    MATCH: _match,
    ORDER: _order,
    CLAIM_LINES: _claim,
}

FORMAT = Format(
    "moodle", ".xml", "Moodle XML, for Moodle 4.3 and later", lambda items, title: _write(items, title, ordering=False)
)
FORMAT_44 = Format(
    "moodle-4.4", ".xml", "Moodle XML with ordering questions, from 4.4", lambda items, title: _write(items, title, ordering=True)
)
