"""Codes on a remittance and the appeal letter: what is in the data is on the page, with the facts that it rests on."""

from __future__ import annotations

import html as escaping
import re

import pytest

from macros.facts.appeal_letter import AppealLetterFile
from macros.facts.denial_code import Remedy
from macros.guide import Guide
from macros.pages.appeal_letter import appeal_letter
from macros.pages.denial_table import denial_codes
from macros.pages.links import Links
from tests.pages.rendering import ROOT
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../../")
CODES = plain_yaml(ROOT / "docs/data/denial-codes.yml")["codes"]
LETTER = plain_yaml(ROOT / "docs/data/appeal-letter.yml")
PAGE = denial_codes(GUIDE.library, LINKS)
TOOL = appeal_letter(GUIDE.library, LINKS)

# Typed by hand, from the facts on filing, reopenings and appeals.
BY_WHEN = {
    "new-claim": "New claim: one year from the service date",
    "reopening": "Reopening: one year, for any reason",
    "redetermination": "Appeal: 120 days from receipt",
    "other-payer": "The other payer's own time limit",
    "none": "Nothing is due",
}


def plain(html: str) -> str:
    return escaping.unescape(" ".join(re.sub(r"<[^>]+>", " ", html).split()))


@pytest.mark.parametrize("code", CODES, ids=lambda code: code["id"])
def test_a_code_has_its_row_its_facts_and_what_is_due(code: dict[str, object]) -> None:
    row = re.search(rf'<tr id="{code["id"]}">.*?</tr>', PAGE)
    assert row
    text = plain(row[0])
    for field in ("code", "says", "cause", "check", "fix"):
        assert code[field] in text  # type: ignore[operator]
    assert f'href="#{code["id"]}"' in PAGE
    for name in code["rests_on"]:  # type: ignore[attr-defined]
        assert name in GUIDE.library.facts
        assert f'href="{LINKS.fact(name)}"' in row[0]
    for remedy, words in BY_WHEN.items():
        assert (words in text) == (remedy in code["remedies"])  # type: ignore[operator]


def test_a_code_on_the_page_is_named_by_one_of_its_facts() -> None:
    """The number of the code, and of each remark beside it, stands in the text of a fact that the row rests on."""
    for code in CODES:
        texts = " ".join(GUIDE.library.facts[name].text for name in code["rests_on"])
        for written in (code["code"], *code.get("remarks", ())):
            number = written.removeprefix("CO-")
            assert re.search(rf"\b{number}\b", texts), f"{written} of {code['id']}"


def test_an_unprocessable_claim_is_never_appealed_or_reopened() -> None:
    (ma130,) = [code for code in GUIDE.library.denial_codes if code.id == "ma130"]
    assert ma130.remedies == (Remedy.NEW_CLAIM,)


def test_the_letter_has_every_part_with_a_place_for_each_field_and_its_facts() -> None:
    letter = TOOL[TOOL.index("<article") :]
    text = plain(letter)
    for part in LETTER["parts"]:
        for piece in re.split(r"\{[a-z-]+\}", part["text"]):
            assert " ".join(piece.split()) in text
    for field in LETTER["fields"]:
        assert f'data-slot="{field["id"]}">[{field["blank"]}]<' in escaping.unescape(letter)
        assert f'name="{field["id"]}"' in TOOL
    for exhibit in LETTER["exhibits"]:
        assert exhibit in text


def test_a_part_that_names_an_authority_rests_on_a_fact_that_names_its_source() -> None:
    authority = re.compile(r"\b(?:Medicare|manual|chapter|section|statute|regulation|CFR|LCD)\b", re.IGNORECASE)
    stated = [part for part in GUIDE.library.appeal_letter.parts if authority.search(part.text)]
    assert stated
    for part in stated:
        assert part.rests_on, part.text
        assert all(GUIDE.library.facts[name].checked != "unverified" for name in part.rests_on)
        assert "plan" not in part.kinds, "another plan has rules of its own"
        assert part.kinds
    (manual,) = [part for part in stated if "220.2" in part.text]
    sources = {name for fact in manual.rests_on for name in GUIDE.library.facts[fact].sources}
    assert any("220.2" in GUIDE.library.sources[name].title for name in sources)


def test_the_letter_without_a_script_is_one_for_the_first_choice() -> None:
    shown = re.findall(r"<p((?: data-[a-z]+(?:=\"[^\"]*\")?)*)( hidden)?>", TOOL[TOOL.index("<article") :])
    assert sum(not hidden for _, hidden in shown) > len(shown) // 2
    for attributes, hidden in shown:
        kinds = re.search(r'data-kinds="([^"]*)"', attributes)
        codes = re.search(r'data-codes="([^"]*)"', attributes)
        first = (not kinds or "redetermination" in kinds[1].split()) and (not codes or LETTER["codes"][0] in codes[1].split())
        assert bool(hidden) == (not first or "data-needs" in attributes)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"parts": [{"text": "{nobody}"}]}, "no field has that id"),
        ({"parts": [{"text": "Dear reader"}]}, "the letter has no place for"),
    ],
)
def test_a_letter_whose_places_and_fields_do_not_meet_is_refused(change: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        AppealLetterFile.model_validate({**LETTER, **change})
