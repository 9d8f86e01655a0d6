"""The glossary: sorted, complete, and found by every name; its terms are linked in facts, once a section."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from macros.facts.glossary import Term
from macros.guide import Guide
from macros.pages import reference
from macros.pages.glossary import glossary
from macros.pages.links import Links
from macros.pages.term_links import TermLinks, linked_names

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
LINKS = Links(GUIDE.library, "../")
PAGE = glossary(GUIDE.library, LINKS)

WANTED = {
    *("timed-code", "unit", "total-timed-minutes", "8-minute-rule", "midpoint-method", "remainder", "tie", "kx"),
    *("cq", "co", "gp", "go", "gn", "modifier-59", "x-modifiers", "mue", "mai", "ncci", "ptp-edit", "column-1-and-column-2"),
    *("modifier-indicator", "mppr", "rvu", "conversion-factor", "gpci", "plan-of-care", "certification", "recertification"),
    *("progress-report", "treatment-day", "treatment-note", "always-therapy", "one-on-one", "group-treatment"),
    *("de-minimis", "pta", "ota", "npp", "incident-to", "general-supervision", "direct-supervision", "abn", "lcd"),
    *("mac", "cert", "tpe", "oig", "adr", "remittance", "carc", "rarc", "redetermination", "qic", "alj", "proprioception"),
    *("proprioceptive", "vestibular", "neuropathy", "pnf"),
}
"""The terms that a reader of this site cannot do without."""


@pytest.mark.parametrize("term", GUIDE.library.terms, ids=lambda term: term.id)
def test_a_term_stands_under_a_heading_of_its_own_with_all_its_names(term: Term) -> None:
    assert PAGE.count(f"\n### {term.term} {{#{term.id}}}\n") == 1
    text = html.unescape(PAGE.partition(f" {{#{term.id}}}\n")[2].partition("\n##")[0])
    assert term.means in text
    assert ("Not verified." in text) == (term.checked == "unverified")
    if term.also:
        assert f"Also seen as: {', '.join(term.also)}" in text
    if term.see:
        assert f'href="{LINKS.page(term.see)}"' in text
    for fact in term.rests_on:
        assert f'href="{LINKS.fact(fact)}">{fact}</a>' in text


def test_the_terms_that_readers_need_are_there() -> None:
    assert {term.id for term in GUIDE.library.terms} >= WANTED


def test_the_terms_are_sorted_under_their_letters() -> None:
    letters = re.findall(r"(?m)^## (\S+) \{#(letter-\w+)\}$", PAGE)
    assert re.findall(r'<a href="#(letter-\w+)">([^<]+)</a>', PAGE) == [(anchor, letter) for letter, anchor in letters]
    assert letters[0][0] == "0–9"
    assert [letter for letter, _ in letters[1:]] == sorted(
        {term.term[0].upper() for term in GUIDE.library.terms} - set("0123456789")
    )
    seen = []
    for block in re.split(r"(?m)^## ", PAGE)[1:]:
        terms = re.findall(r"(?m)^### (.+) \{#", block)
        assert terms == sorted(terms, key=str.casefold)
        assert all(name[0].isdigit() if block.startswith("0–9") else name[0].upper() == block[0] for name in terms)
        seen += terms
    assert sorted(seen) == sorted(term.term for term in GUIDE.library.terms)


def test_the_file_stands_in_the_order_of_the_page() -> None:
    """Not needed by the page, but by whoever looks for a term in the file."""
    in_file = [term.term.casefold() for term in GUIDE.library.terms if not term.term[0].isdigit()]
    assert in_file == sorted(in_file)


def links_in(text: str) -> list[tuple[str, str]]:
    return re.findall(r'<a class="term-link" href="\.\./reference/glossary/#([^"]+)">([^<]+)</a>', text)


LINKED = [
    ("Medicare wants GP, GO or GN.", [("gp", "GP"), ("gn", "GN")]),  # a link that reads "GO" leads nowhere
    ("Go on with two timed codes.", [("timed-code", "timed codes")]),
    ("Total timed minutes come first.", [("total-timed-minutes", "Total timed minutes")]),
    ("An OTA and two PTAs.", [("ota", "OTA"), ("pta", "PTAs")]),
    ("Add 59 to the line, or 97150.", []),
    ("Policies tie each code to a goal.", []),
    ("A unit, and a unit again, and units.", [("unit", "unit")]),
    ("An untimed code is not a timed code.", [("untimed-code", "untimed code"), ("timed-code", "timed code")]),
]


@pytest.mark.parametrize(("text", "expected"), LINKED, ids=[text for text, _ in LINKED])
def test_a_term_is_linked_where_it_is_first_used(text: str, expected: list[tuple[str, str]]) -> None:
    made = TermLinks(LINKS)(text)
    assert links_in(made) == expected
    assert html.unescape(re.sub(r"<[^>]*>", "", made)) == text


def test_a_text_stays_what_it_is_but_for_the_links() -> None:
    terms = TermLinks(LINKS)
    made = terms('under <b>8</b> & a unit\'s "end"')
    assert html.unescape(re.sub(r'<a class="term-link"[^>]*>|</a>', "", made)) == 'under <b>8</b> & a unit\'s "end"'
    assert "<b>" not in made
    assert links_in(terms("another unit")) == [], "once a section"
    for fact in GUIDE.library.facts.values():
        assert html.unescape(re.sub(r"<[^>]*>", "", TermLinks(LINKS)(fact.text))) == fact.text


def test_a_fact_page_links_each_term_once_a_section_and_only_to_terms_there_are() -> None:
    known = {term.id for term in GUIDE.library.terms}
    for page in [reference.facts(GUIDE.library, name, None, LINKS) for name in GUIDE.library.subjects]:
        assert links_in(page)
        for section in re.split(r"(?m)^## ", page):
            ids = [term for term, _ in links_in(section)]
            assert len(ids) == len(set(ids))
            assert set(ids) <= known
    assert not links_in(reference.facts(GUIDE.library, "units")), "without a page to link from there are no links"


def test_a_bare_number_and_an_everyday_word_are_never_linked() -> None:
    for term in GUIDE.library.terms:
        assert not any(name.lstrip("-").isdigit() for name in linked_names(term))
        assert term.linked or not linked_names(term)


def test_every_subject_has_a_page_that_shows_its_facts() -> None:
    for name, subject in GUIDE.library.subjects.items():
        page = (GUIDE.root / "docs" / subject.page).read_text("utf-8")
        assert re.search(rf'\{{\{{ (facts|proof)\([^)]*"{name}"[^)]*\) \}}\}}', page)


ADDRESSES = [
    ("reference/edits.md", "", "../reference/edits/"),
    ("reference/edits.md", "E-01", "../reference/edits/#E-01"),
    ("practice/index.md", "", "../practice/"),
    ("index.md", "", "../"),
]


@pytest.mark.parametrize(("page", "anchor", "address"), ADDRESSES, ids=[address for *_, address in ADDRESSES])
def test_an_address_leads_to_the_page(page: str, anchor: str, address: str) -> None:
    assert LINKS.page(page, anchor) == address
