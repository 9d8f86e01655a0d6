"""The tables of who may provide 97112 say what the oracle says of each profession, payer and setting, and what lists name."""

from __future__ import annotations

import re
from itertools import product

import pytest
from lxml import html as lxml_html

from macros.guide import Guide
from macros.pages import who_matrix
from macros.rules.vocabulary import PROFESSION_NAMES, SETTING_NAMES, Payer, Profession, Setting
from tests import oracle
from tests.pages.rendering import ROOT

FACTS = Guide.load(ROOT).library.facts
PAGE = (ROOT / "docs/reference/who-may-bill.md").read_text("utf-8")
TODAY = "2026-03-02"
NOTHING_READ = {"Not read": "depends", "Yes": "allowed", "Yes, supervised": "allowed", "No": "not allowed"}


def table(html: str) -> dict[str, dict[str, str]]:
    """The cells of a table by the head of their row and of their column."""
    return {
        row.xpath("string(th)").lower(): {str(cell.get("data-label")): cell.text_content() for cell in row.iterfind("td")}
        for row in lxml_html.fromstring(html).iterfind(".//tbody/tr")
    }


MATRIX = table(who_matrix.who_table())


def cells_of(profession: Profession) -> dict[str, str]:
    """The row that names a profession: one, and only one."""
    name = PROFESSION_NAMES[profession].lower()
    (row,) = [cells for head, cells in MATRIX.items() if name in re.split(r", and |, | and ", head)]
    return row


def in_setting(cell: str, setting: Setting) -> str:
    """What a cell says of one setting: the answer that names it, else the one for all others."""
    parts = [re.fullmatch(r"([^(]+?)(?: \((.+)\))?", part) for part in cell.split("; ")]
    found = {match[2]: match[1] for match in parts if match}
    assert len(found) == len(parts)
    name = SETTING_NAMES[setting].lower()
    for where, answer in found.items():
        if where and name in where:
            return answer
    return found.get(None) or found["elsewhere"]


@pytest.mark.parametrize("profession", list(Profession))
def test_medicare_and_tricare_answer_as_the_oracle_does(profession: Profession) -> None:
    cells = cells_of(profession)
    for payer, setting in product((Payer.MEDICARE, Payer.TRICARE), Setting):
        says = in_setting(cells["Medicare" if payer == Payer.MEDICARE else "TRICARE"], setting)
        assert NOTHING_READ[says] == oracle.may_treat(profession, payer, TODAY, setting, False, None, ["PT", "OT"], False)
        assert ("supervised" in says) == (profession.endswith("assistant") and "therap" in profession and says != "Not read")


# What the lists of two payers call each profession, read from the facts by hand; no other is named.
VERMONT = {
    Profession.PHYSICAL_THERAPIST: "physical therapists",
    Profession.PHYSICIAN: "physicians",
    Profession.CHIROPRACTOR: "chiropractors",
    Profession.ATHLETIC_TRAINER: "athletic trainers",
    Profession.NURSE_PRACTITIONER: "advanced practice nurses",
    Profession.CLINICAL_NURSE_SPECIALIST: "advanced practice nurses",
    Profession.NATUROPATH: "naturopaths",
}
MICHIGAN = {
    Profession.PHYSICIAN: ("Yes", "S-12c", "medicine"),
    Profession.CHIROPRACTOR: ("Yes", "S-12c", "chiropractic"),
    Profession.PHYSICAL_THERAPIST: ("Yes", "S-12c", "physical"),
    Profession.OCCUPATIONAL_THERAPIST: ("Yes", "S-12c", "occupational therapists"),
    Profession.PHYSICAL_THERAPIST_ASSISTANT: ("Yes, supervised", "S-12d", "PTA"),
    Profession.MASSAGE_THERAPIST: ("No", "S-12e", "massage therapist"),
}


@pytest.mark.parametrize("profession", list(Profession))
def test_a_payers_list_is_kept_to(profession: Profession) -> None:
    *_, vermont, michigan = cells_of(profession).values()
    assert vermont == ("Yes" if profession in VERMONT else "Not named")
    assert VERMONT.get(profession, "") in FACTS["S-12a"].text
    says, fact, word = MICHIGAN.get(profession, ("Not named", "S-12c", ""))
    assert (michigan, word in FACTS[fact].text) == (says, True)


def test_each_row_leads_to_the_heading_that_speaks_of_it() -> None:
    anchors = set(re.findall(r"^## .*\{: #([a-z-]+) \}$", PAGE, re.MULTILINE))
    assert set(re.findall(r'href="#([a-z-]+)"', who_matrix.who_table())) == set(who_matrix.SECTIONS.values()) <= anchors
    assert set(who_matrix.SECTIONS) == set(Profession)


def test_the_supervision_of_an_assistant_is_the_least_that_the_oracle_allows() -> None:
    found = table(who_matrix.supervision_table())
    for (day, column), setting in product((("2024-12-31", "Until December 31, 2024"), (TODAY, "Since January 1, 2025")), Setting):
        (cells,) = [cells for head, cells in found.items() if SETTING_NAMES[setting].lower() in head]
        asked = ("physical-therapist-assistant", "medicare", day, setting, False)
        levels = ("none", "general", "direct", "personal")
        enough = [level for level in levels if oracle.may_treat(*asked, level, ["PT"], False) == "allowed"]
        assert cells[column].lower() == (enough[0] if enough else "not read")


def test_the_page_cites_the_facts_behind_every_answer_of_its_tables() -> None:
    behind = "S-06a S-07 S-08 S-10a S-10b S-11a S-12a S-12b S-12c S-12e S-13 S-13b S-14a S-14e"
    assert set(behind.split()) <= set(re.findall(r'"([A-Z]-[0-9]+[a-z]?)"', PAGE))
