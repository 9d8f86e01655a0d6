"""QTI 1.2, answered by a small reader of its conditions: what is right here earns everything there, and nothing else does."""

from __future__ import annotations

import io
import zipfile
from functools import cache

import pytest
from lxml import etree

from macros.exports import FORMATS
from macros.exports.format import KIND_NAMES
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item
from tests.exports.sample import BY_ID, COVER, ITEMS, lines_in_words, plain

NS = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
LEFT_OUT = {"qti12": {ORDER}, "imscc": {ORDER, NUMBER, MATCH}}
CANVAS = {
    SINGLE: "multiple_choice_question",
    FIND: "multiple_choice_question",
    MULTIPLE: "multiple_answers_question",
    CLAIM_LINES: "multiple_answers_question",
    NUMBER: "numerical_question",
    MATCH: "matching_question",
}
PROFILES = {SINGLE: "cc.multiple_choice.v0p1", FIND: "cc.multiple_choice.v0p1", MULTIPLE: "cc.multiple_response.v0p1"}
PROFILES[CLAIM_LINES] = PROFILES[MULTIPLE]

Responses = dict[str, set[str]]


@cache
def items_of(name: str) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(FORMATS[name].write(ITEMS, COVER).content)) as opened:
        root = etree.fromstring(opened.read("form/form.xml"))
        manifest = etree.fromstring(opened.read("imsmanifest.xml"))
        files = [each.get("href") for each in manifest.iter() if etree.QName(each).localname == "file"]
        assert files == ["form/form.xml"]
    return {str(item.get("ident")): item for item in root.iterfind(".//q:item", NS)}


def score(item: etree._Element, responses: Responses) -> tuple[float, str]:
    """What an answer earns in percent, and what is said of it."""
    earned, names = 0.0, []
    for condition in item.iterfind(".//q:respcondition", NS):
        (holds,) = condition.iterfind("q:conditionvar/*", NS)
        if not true(holds, responses):
            continue
        for change in condition.iterfind("q:setvar", NS):
            earned = float(change.text or "x") + (earned if change.get("action") == "Add" else 0.0)
        names += [each.get("linkrefid") for each in condition.iterfind("q:displayfeedback", NS)]
        if condition.get("continue") == "No":
            break
    feedback = [each for each in item.iterfind("q:itemfeedback", NS) if each.get("ident") in names]
    return earned, plain(" ".join(text for each in feedback for text in each.itertext()))


def true(condition: etree._Element, responses: Responses) -> bool:
    name = etree.QName(condition).localname
    if name in {"and", "or", "not"}:
        values = [true(child, responses) for child in condition]
        return {"and": all(values), "or": any(values), "not": not values[0]}[name]
    if name == "other":
        return True
    given = responses.get(str(condition.get("respident")), set())
    if name == "varequal":
        return condition.text in given
    numbers = [float(value) for value in given]
    bound = float(condition.text or "x")
    return any(number >= bound if name == "vargte" else number <= bound for number in numbers)


def right_answer(item: Item, root: etree._Element) -> Responses:
    if item.kind == CLAIM_LINES:
        labels = {str(label.get("ident")): plain("".join(label.itertext())) for label in root.iterfind(".//q:response_label", NS)}
        return {"response1": {name for name, text in labels.items() if text in lines_in_words(item)}}
    if item.kind == MATCH:
        return {f"response_{row.id}": {row.answer} for row in item.rows}
    return {"response1": set(item.answer) if isinstance(item.answer, tuple) else {str(item.answer)}}


@pytest.mark.parametrize("name", LEFT_OUT)
def test_every_item_is_in_it_or_said_to_be_left_out(name: str) -> None:
    left_out = {each.item for each in FORMATS[name].write(ITEMS, COVER).left_out}
    several = {each for each in left_out if (grid := BY_ID[each].grid) and len(grid.acceptable) > 1}
    assert {BY_ID[each].kind for each in left_out - several} == LEFT_OUT[name] <= set(KIND_NAMES)
    assert set(items_of(name)) == set(BY_ID) - left_out
    for each, root in items_of(name).items():
        fields = [field.text for field in root.iterfind(".//q:qtimetadata/q:qtimetadatafield/q:fieldentry", NS)]
        assert fields[0] == (CANVAS if name == "qti12" else PROFILES)[BY_ID[each].kind]
        shown = plain(root.findtext("q:presentation/q:material/q:mattext", namespaces=NS) or "")
        told = shown.removesuffix(" Tick every line of the claim, and no other.")
        assert told == plain(BY_ID[each].full_text), "a part of a case has the case's record with it"


@pytest.mark.parametrize("name", LEFT_OUT)
def test_the_right_answer_earns_a_hundred_and_every_other_less(name: str) -> None:
    for each, root in items_of(name).items():
        item = BY_ID[each]
        earned, said = score(root, right_answer(item, root))
        assert round(earned, 1) == 100.0, each
        assert all(plain(step) in said for step in item.explanation)
        assert score(root, {})[0] == 0.0
        if item.kind in {SINGLE, FIND, MULTIPLE}:
            for option in item.options:
                chosen = {option.id} if item.kind != MULTIPLE else set(item.answer) ^ {option.id}  # type: ignore[arg-type]
                earned, said = score(root, {"response1": chosen})
                assert earned == (100.0 if option.correct and item.kind != MULTIPLE else 0.0), f"{each} {chosen}"
                assert option.id not in chosen or plain(option.feedback) in said
        elif item.kind == CLAIM_LINES:
            right = right_answer(item, root)["response1"]
            assert len(right) == len(lines_in_words(item))
            every = {str(label.get("ident")) for label in root.iterfind(".//q:response_label", NS)}
            assert all(score(root, {"response1": right ^ {one}})[0] == 0.0 for one in every)
        elif item.kind == NUMBER:
            for wrong in (*(each.value for each in item.fields[0].wrong), int(str(item.answer)) + 0.5):
                assert score(root, {"response1": {str(wrong)}})[0] == 0.0
            assert score(root, {"response1": {f"{item.answer}.0"}})[0] == 100.0
        else:
            for row in item.rows:
                other = next(option.id for option in item.options if option.id != row.answer)
                mixed_up = {**right_answer(item, root), f"response_{row.id}": {other}}
                assert round(score(root, mixed_up)[0]) == round(100 - 100 / len(item.rows))
