"""What the tables of a page say is in the facts that each row cites; no sentence mixes Medicare's rules with a payer's."""

from __future__ import annotations

import re

import pytest

from macros.facts.fact import Fact
from macros.guide import Guide
from macros.pages.citing import CALL, cited_in
from macros.rules.vocabulary import Authority
from tests.pages.rendering import ROOT

FACTS = Guide.load(ROOT).library.facts
CODE = re.compile(r"\b[A-Z][0-9]{2}(?:\.[0-9A-Z]{1,4})?\b")
"""A code of ICD-10-CM; the number of a coverage policy has five digits and is none."""
POLICY = re.compile(r"\b[AL][0-9]{5}\b")
_END_OF_SENTENCE = re.compile(r"([.?!])((?:\s*\{\{ cite\([^}]*\) \}\})+)")


def text_of(page: str) -> str:
    return (ROOT / f"docs/reference/{page}.md").read_text("utf-8")


def rows(page: str) -> list[list[str]]:
    """The cells of each row of the page's tables in Markdown."""
    lines = [line.strip().strip("|").split("|") for line in text_of(page).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in cells] for cells in lines]


def facts_of(text: str) -> list[Fact]:
    return [FACTS[name] for name in cited_in(text)]


@pytest.mark.parametrize("written", [CODE, POLICY], ids=["diagnoses", "policies"])
def test_each_code_of_a_row_is_in_a_fact_that_the_row_cites(written: re.Pattern[str]) -> None:
    found = 0
    for cells in rows("coverage"):
        row = " ".join(cells)
        said = " ".join(fact.text for fact in facts_of(row))
        for code in written.findall(CALL.sub("", row)):
            assert code in said, row
            found += 1
    assert found >= 7


def payer_rows() -> dict[str, list[str]]:
    table = rows("other-payers")
    return {cells[0]: cells[1:] for cells in table if facts_of(" ".join(cells))}


SAME = {
    "Blue Cross of": "Blue Cross Blue Shield of",
    "HNS network": "Health Network Solutions (HNS)",
    "VA community care": "Veterans Affairs community care",
    "Pinnacol (Colorado injuries)": "Pinnacol",
    "Washington L&I (injuries)": "Washington State Department of Labor & Industries",
    "California injuries": "California workers' compensation",
    "Michigan injuries": "Michigan workers' compensation",
    "UnitedHealthcare, commercial": "UnitedHealthcare",
    "UnitedHealthcare, Medicare Advantage": "UnitedHealthcare Medicare Advantage",
}


@pytest.mark.parametrize("payer", payer_rows())
def test_a_payers_row_rests_on_that_payer_alone(payer: str) -> None:
    name = payer
    for short, long in SAME.items():
        name = long if name == short else name.replace(short, long) if short.endswith(" of") else name
    for fact in facts_of(" ".join(payer_rows()[payer])):
        if fact.authority == Authority.PAYER:
            assert fact.payer is not None
            assert fact.payer.startswith(name), (payer, fact.id)
            assert ("Medicare Advantage" in fact.payer) == ("Medicare Advantage" in name)


@pytest.mark.parametrize("payer", payer_rows())
def test_a_row_says_no_more_than_how_far_its_facts_were_checked(payer: str) -> None:
    *_, how_far = payer_rows()[payer]
    checked = {fact.checked for fact in facts_of(" ".join(payer_rows()[payer]))}
    said = CALL.sub("", how_far)
    if said.startswith("In full"):
        assert checked == {"full"}
    elif "in full" in said:
        assert "full" in checked
    else:
        assert "full" not in checked
    assert ("unverified" in checked) == ("not verified" in said.lower() or "headline" in said)


@pytest.mark.parametrize("page", ["coverage", "who-may-bill", "other-payers"])
def test_no_sentence_mixes_medicares_rules_with_a_payers(page: str) -> None:
    text = _END_OF_SENTENCE.sub(r"\2\1", text_of(page))
    sentences = [sentence for sentence in re.split(r"(?<=[.?!;])\s|\n\n|\||\n- |\n[0-9]", text) if cited_in(sentence)]
    assert len(sentences) > 10
    for sentence in sentences:
        found = {fact.authority for fact in facts_of(sentence)}
        assert not {Authority.MEDICARE, Authority.PAYER} <= found, sentence
