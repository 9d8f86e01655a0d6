"""QTI 2.1 and 3.0, answered by a small reader of response processing of our own: what is right here is right there, and alone."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from lxml import etree

from macros.exports import FORMATS
from macros.scenarios.item import CLAIM_LINES, FIND, KINDS, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, GridLine, Item
from tests.exports.sample import BY_ID, COVER, ITEMS, plain

VERSIONS = ("qti21", "qti30")
HTML = {"p", "ol", "ul", "li", "strong", "em", "code", "a", "br", "div", "table", "thead", "tbody", "tr", "th", "td"}
"""What stands in a text without a name of QTI."""


@cache
def package(name: str) -> dict[str, etree._Element]:
    """Every file of a package by its path."""
    return files_of(FORMATS[name].write(ITEMS, COVER).content)


def files_of(content: bytes) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {path: etree.fromstring(opened.read(path)) for path in opened.namelist()}


def items_of(name: str) -> dict[str, etree._Element]:
    """The items of a package by their ids."""
    return {path[len("items/") : -len(".xml")]: root for path, root in package(name).items() if path.startswith("items/")}


def called(element: etree._Element) -> str:
    """The QTI 2.1 name of an element of either version."""
    name = etree.QName(element).localname
    return re.sub(r"-(.)", lambda dash: dash[1].upper(), name.removeprefix("qti-"))


def value_of(element: etree._Element, attribute: str) -> str | None:
    dashed = re.sub(r"([A-Z])", r"-\1", attribute).lower()
    return element.get(attribute) or element.get(dashed)


def parts(element: etree._Element, name: str) -> list[etree._Element]:
    return [each for each in element.iter() if isinstance(each.tag, str) and called(each) == name]


def typed(kind: str | None, text: str) -> Any:
    if kind == "float":
        return float(text)
    return tuple(text.split()) if kind == "directedPair" else text


class Reader:
    """Response processing as the specification has it, as far as our items use it; anything else is an error."""

    def __init__(self, item: etree._Element, responses: dict[str, Any]):
        self.responses = responses
        self.outcomes: dict[str, Any] = {}
        self.declared = {value_of(each, "identifier") for each in parts(item, "outcomeDeclaration")}
        self.correct = {}
        for declaration in parts(item, "responseDeclaration"):
            values = [typed(value_of(declaration, "baseType"), v.text or "") for v in parts(declaration, "value")]
            name = value_of(declaration, "identifier")
            self.correct[name] = {"single": lambda v: v[0], "multiple": set, "ordered": list}[
                value_of(declaration, "cardinality") or ""
            ](values)
        (processing,) = parts(item, "responseProcessing")
        for rule in processing:
            self._do(rule)

    def _do(self, rule: etree._Element) -> None:
        if called(rule) == "setOutcomeValue":
            name = value_of(rule, "identifier") or ""
            assert name in self.declared
            assert name not in self.outcomes, f"{name} is set twice, so what was said first is lost"
            self.outcomes[name] = self._value(rule[0])
            return
        assert called(rule) == "responseCondition"
        for branch in rule:
            rules = list(branch)
            if called(branch) == "responseIf":
                holds, *rules = rules
                if not self._value(holds):
                    continue
            for each in rules:
                self._do(each)
            return

    def _value(self, element: etree._Element) -> Any:
        name = called(element)
        if name == "baseValue":
            return typed(value_of(element, "baseType"), element.text or "")
        if name == "variable":
            variable = value_of(element, "identifier") or ""
            return self.outcomes[variable] if variable in self.outcomes else self.responses.get(variable)
        if name == "correct":
            return self.correct[value_of(element, "identifier")]
        values = [self._value(child) for child in element]
        if name == "ordered":
            return values
        if name == "isNull":
            return values[0] is None
        if name == "not":
            return not values[0]
        if name in {"and", "or"}:
            return all(values) if name == "and" else any(values)
        first, second = values
        if first is None or second is None:
            return False
        if name == "member":
            return first in second
        if name == "match":
            return first == second
        assert name in {"gte", "lte"}
        return first >= second if name == "gte" else first <= second


def said(item: etree._Element, reader: Reader) -> str:
    """The feedback that an answer brings up."""
    shown = [
        each
        for each in parts(item, "modalFeedback")
        if reader.outcomes.get(value_of(each, "outcomeIdentifier") or "") == value_of(each, "identifier")
    ]
    return plain(" ".join(" ".join(each.itertext()) for each in shown))


def cells(root: etree._Element, claim: tuple[GridLine, ...]) -> dict[str, Any]:
    """A claim, filled in: each line goes to the row with its code, and with CQ or CO or without."""
    responses: dict[str, Any] = {}
    for row in parts(root, "tr")[1:]:
        (units,) = parts(row, "textEntryInteraction")
        (modifiers,) = parts(row, "inlineChoiceInteraction")
        label = "".join(row[0].itertext())
        choices = {"".join(each.itertext()): value_of(each, "identifier") for each in parts(modifiers, "inlineChoice")}
        marked = label.endswith("with CQ or CO")
        lines = [
            line for line in claim if label.startswith(line.code) and bool({"CQ", "CO"} & set(line.modifiers.split())) == marked
        ]
        assert len(lines) <= 1
        responses[value_of(units, "responseIdentifier") or ""] = float(lines[0].units if lines else 0)
        chosen = (lines[0].modifiers or "no modifier") if lines else "no line"
        responses[value_of(modifiers, "responseIdentifier") or ""] = choices[chosen]
    return responses


def right_answer(item: Item, root: etree._Element) -> dict[str, Any]:
    """The answer that the rules call right, given by what the reader sees and never by the file's own key."""
    if item.grid is not None:
        return cells(root, item.grid.acceptable[0])
    if item.kind == NUMBER:
        return {"RESPONSE": float(str(item.answer))}
    shown = {plain(" ".join(each.itertext())): value_of(each, "identifier") for each in parts(root, "simpleChoice")}
    if item.kind in {SINGLE, FIND}:
        return {"RESPONSE": shown[plain(next(option.text for option in item.options if option.correct))]}
    if item.kind == MULTIPLE:
        return {"RESPONSE": {shown[plain(option.text)] for option in item.options if option.correct}}
    texts = {option.id: plain(option.text) for option in item.options}
    if item.kind == ORDER:
        assert isinstance(item.answer, tuple)
        return {"RESPONSE": [shown[texts[name]] for name in item.answer]}
    assert item.kind == MATCH
    rows, options = (
        {plain(" ".join(each.itertext())): value_of(each, "identifier") for each in parts(side, "simpleAssociableChoice")}
        for side in parts(root, "simpleMatchSet")
    )
    return {"RESPONSE": {(rows[plain(row.text)], options[texts[row.answer]]) for row in item.rows}}


def wrong_answers(item: Item, root: etree._Element) -> Iterator[tuple[dict[str, Any], str]]:
    """Every known wrong answer, and what is said to someone who gave it."""
    shown = {plain(" ".join(each.itertext())): value_of(each, "identifier") for each in parts(root, "simpleChoice")}
    texts = {option.id: plain(option.text) for option in item.options}
    if item.kind in {SINGLE, FIND}:
        yield from (({"RESPONSE": shown[plain(o.text)]}, o.feedback) for o in item.options if not o.correct)
    elif item.kind == MULTIPLE:
        right = right_answer(item, root)["RESPONSE"]
        yield from (({"RESPONSE": right | {shown[plain(o.text)]}}, o.feedback) for o in item.options if not o.correct)
        yield from (({"RESPONSE": right - {one}}, "") for one in right)
    elif item.kind == NUMBER:
        yield from (({"RESPONSE": float(wrong.value)}, wrong.feedback) for wrong in item.fields[0].wrong)
        yield {"RESPONSE": float(str(item.answer)) + 0.5}, ""
    elif item.kind == ORDER:
        yield from (({"RESPONSE": [shown[texts[name]] for name in wrong.order]}, wrong.feedback) for wrong in item.orders)
        yield {"RESPONSE": list(reversed(right_answer(item, root)["RESPONSE"]))}, ""
    elif item.kind == CLAIM_LINES:
        assert item.grid is not None
        yield cells(root, ()), ""
        for wrong in item.grid.wrong:
            marks = [(line.code, bool({"CQ", "CO"} & set(line.modifiers.split()))) for line in wrong.lines]
            if len(set(marks)) == len(marks):
                yield cells(root, wrong.lines), wrong.feedback
    yield {}, ""


@pytest.mark.parametrize("name", VERSIONS)
def test_every_item_is_in_it_and_every_file_in_the_manifest(name: str) -> None:
    left_out = {each.item: each.why for each in FORMATS[name].write(ITEMS, COVER).left_out}
    assert all(BY_ID[each].kind == CLAIM_LINES and "two lines of one code" in why for each, why in left_out.items())
    shown = items_of(name)
    assert set(shown) == set(BY_ID) - set(left_out)
    assert {BY_ID[each].kind for each in shown} == set(KINDS)
    manifest, test = package(name)["imsmanifest.xml"], package(name)["test.xml"]
    listed = [value_of(each, "href") for each in parts(manifest, "file")]
    assert set(listed) == {"test.xml", *(f"items/{each}.xml" for each in shown)}
    assert len(set(listed)) == len(listed)
    assert [value_of(each, "href") for each in parts(test, "assessmentItemRef")] == [f"items/{each}.xml" for each in shown]
    assert list(shown) == [item.id for item in ITEMS if item.id not in left_out]


@pytest.mark.parametrize("name", VERSIONS)
def test_the_right_answer_earns_all_and_every_other_nothing(name: str) -> None:
    for each, root in items_of(name).items():
        item = BY_ID[each]
        reader = Reader(root, right_answer(item, root))
        assert reader.outcomes["SCORE"] == 1.0, each
        told = said(root, reader)
        assert all(plain(step) in told for step in item.explanation), each
        assert COVER.pages[item.topic].title in told
        if item.grid is not None:
            assert all(Reader(root, cells(root, claim)).outcomes["SCORE"] == 1.0 for claim in item.grid.acceptable)
        for responses, feedback in wrong_answers(item, root):
            reader = Reader(root, responses)
            assert reader.outcomes["SCORE"] == 0.0, f"{each}: {responses}"
            assert plain(feedback) in said(root, reader), f"{each}: {responses}"


@pytest.mark.parametrize("name", VERSIONS)
def test_every_text_stands_in_an_element_that_may_hold_it(name: str) -> None:
    """Loose text in the body, styles, and ids that begin with a figure are each known to break a reader."""
    for each, root in items_of(name).items():
        (body,) = parts(root, "itemBody")
        assert not (body.text or "").strip()
        assert not any((child.tail or "").strip() for child in body)
        assert plain(BY_ID[each].stem) in plain(" ".join(body.itertext()))
        for element in root.iter():
            tag = etree.QName(element).localname
            assert (name == "qti21") or tag.startswith("qti-") or tag in HTML, tag
            assert not any(key.startswith(("style", "data-")) for key in map(str, element.attrib))
            assert element.get("class") in {None, "qti-match-tabular"}, "a word of QTI 3.0's own, and of no other"
            assert element.get("class") is None or tag == "qti-match-interaction"
            identifier = value_of(element, "identifier")
            assert identifier is None or re.match(r"[A-Za-z_][A-Za-z0-9_.-]*$", identifier)


def test_braces_that_a_reader_of_three_would_fill_in_are_left_out_and_said() -> None:
    odd = replace(next(item for item in ITEMS if item.kind == SINGLE), stem="What is {{ this }}?")
    assert not FORMATS["qti21"].write([odd], COVER).left_out
    (left,) = FORMATS["qti30"].write([odd], COVER).left_out
    assert "two braces" in left.why
    assert not any(path.startswith("items/") for path in files_of(FORMATS["qti30"].write([odd], COVER).content))
