"""Facts on pages: each with its anchor, whose rule it is, how it was checked, and its sources."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from macros.facts.fact import Fact
from macros.guide import Guide
from macros.pages import reference
from macros.pages.page_macros import page_macros
from tests.pages.rendering import rendered
from tests.plain_yaml import plain_yaml

GUIDE = Guide.load(Path(__file__).resolve().parents[2])
FACTS = [fact for subject in GUIDE.library.subjects.values() for fact in subject.facts]
REQUIREMENTS = list(GUIDE.library.requirements)

CMS_ROWS = [(8, 22, 1), (23, 37, 2), (38, 52, 3), (53, 67, 4), (68, 82, 5), (83, 97, 6), (98, 112, 7), (113, 127, 8)]
"""The table of the Medicare Claims Processing Manual, chapter 5, section 20.2, typed from the manual."""


def test_a_fact_stands_with_its_anchor_authority_check_and_sources() -> None:
    assert FACTS
    assert REQUIREMENTS
    for fact in (*FACTS, *REQUIREMENTS):
        try:
            stands_whole(fact)
        except AssertionError as error:
            error.add_note(f"The fact is {fact.id}.")
            raise


def stands_whole(fact: Fact) -> None:
    shown = reference.fact_html(GUIDE.library, fact)
    assert shown.startswith('<div class="fact')
    assert f'id="{fact.id}"' in shown
    assert f'href="#{fact.id}"' in shown
    assert f'class="badge badge--{fact.authority}"' in shown
    assert reference.CHECKED[fact.checked][0] in shown
    assert ("fact--unverified" in shown) == (fact.checked == "unverified")
    assert shown.count("<li>") == len(fact.sources)
    for name in fact.sources:
        url = GUIDE.library.sources[name].url
        assert url is None or f'href="{url.replace("&", "&amp;")}"' in shown
    for day in (fact.since, fact.until):
        assert day is None or day.isoformat() in shown


def test_a_payers_rule_carries_the_payers_name() -> None:
    payers = [fact for fact in (*FACTS, *REQUIREMENTS) if fact.authority == "payer"]
    assert payers
    for fact in payers:
        assert re.search(r'badge--payer">[^<]+<', reference.fact_html(GUIDE.library, fact))
        assert ">Medicare<" not in reference.fact_html(GUIDE.library, fact)


def test_every_fact_of_a_subject_is_on_its_page_once_under_its_heading() -> None:
    for name, subject in GUIDE.library.subjects.items():
        page = reference.facts(GUIDE.library, name)
        sections = [section for section in subject.sections if section.page is None]
        assert re.findall(r'class="fact[^"]*" id="([^"]+)"', page) == [
            fact.id for section in sections for fact in subject.facts if fact.section == section.id
        ]
        headings = [f"## {section.title} {{#{section.id}}}" for section in sections]
        assert re.findall(r"(?m)^## .*$", page) == headings


ELSEWHERE = {
    (name, section.id): section.page
    for name, subject in GUIDE.library.subjects.items()
    for section in subject.sections
    if section.page
}


@pytest.mark.parametrize(("subject", "section"), ELSEWHERE)
def test_a_section_that_another_page_shows_is_there_whole(subject: str, section: str) -> None:
    page = rendered(GUIDE.root / "docs" / ELSEWHERE[subject, section])
    facts = [fact.id for fact in GUIDE.library.subjects[subject].facts if fact.section == section]
    assert facts
    assert all(page.count(f'id="{fact}"') == 1 for fact in facts)
    title = next(each.title for each in GUIDE.library.subjects[subject].sections if each.id == section)
    assert f"## {title} {{: #{section} }}" in page or "{#proof}" in page, "a page that cites has its own headings"


def test_the_assistants_page_works_its_example_and_cites_the_rule() -> None:
    page = rendered(GUIDE.root / "docs/reference/assistants.md")
    for name in ("T-04", "T-04a", "T-05", "T-06", "A-08"):
        assert f'id="{name}"' in page
    lines = re.findall(r'<span class="code">(\w+)</span></th><td>(.*?)</td><td>(\d)</td>', page)
    told = [(code, " ".join(re.findall(r">(\w+)</span>", modifiers)), int(units)) for code, modifiers, units in lines]
    assert told == [("97112", "GP", 1), ("97112", "GP CQ", 2)]


READ = [
    page
    for page in sorted((GUIDE.root / "docs/reference").glob("*.md"))
    if page.stem not in {"facts", "sources", "changes", "not-verified", "glossary", "patients", "appeal-letter"}
]
"""Every page of the reference but the lists that are looked up and not read through, the page for patients, and the letter."""


@pytest.mark.parametrize("page", READ, ids=lambda page: page.stem)
def test_every_reference_page_ends_with_three_questions(page: Path) -> None:
    end = page.read_text("utf-8").partition("\n## Check yourself\n")[2]
    assert re.fullmatch(r"\s*\{\{ quiz\(\"[a-z]+\", count=3\) \}\}\s*(\{\{ proof\([^)]*\) \}\}\s*)?(\{% endfilter %\}\s*)?", end)


def test_the_examples_of_the_manual_are_on_the_page_in_their_order() -> None:
    """As tests/published has them; the fifth was read nowhere, and the page says so."""
    text = (GUIDE.root / "docs/reference/minutes-and-units.md").read_text("utf-8")
    published = plain_yaml(GUIDE.root / "tests/published/units.yml")
    of_cms = {each["id"]: each["services"] for each in published if each["id"].startswith("cms-ch5-20-2-ex")}
    assert sorted(of_cms) == [f"cms-ch5-20-2-ex{number}" for number in range(1, 5)]
    read = [" ".join(f"{each['code']}={each['minutes']}" for each in of_cms[name]) for name in sorted(of_cms)]
    asked = re.findall(r'"([^"]+)"', text.partition("method_table(")[2].partition(")")[0])
    assert asked[:5] == [*read, "97112=7 97110=7 97140=7"]
    assert "We read the first four;" in text


def test_the_units_table_has_the_rows_of_the_manual() -> None:
    cells = re.findall(r"<tr><td>(\d+)–(\d+)</td><td>(\d+)</td></tr>", reference.units_table(GUIDE.library, 8))
    assert [tuple(map(int, row)) for row in cells] == CMS_ROWS


def test_the_units_of_a_total_are_those_of_the_manuals_table() -> None:
    assert all(reference.day_units(minutes) == str(units) for low, high, units in CMS_ROWS for minutes in (low, high))


def test_a_worked_visit_shows_every_acceptable_claim() -> None:
    shown = reference.worked_visit(GUIDE.library, "97112=20 97110=20").replace("\N{NO-BREAK SPACE}", " ")
    assert "97112 × 2, 97110 × 1 <em>or</em> 97112 × 1, 97110 × 2" in shown
    assert "Unsettled" in reference.worked_visit(GUIDE.library, "97112=24 97110=23")


ENV = SimpleNamespace(conf={}, page=SimpleNamespace(url="practice/", file=SimpleNamespace(src_uri="practice/index.md")))
"""As much of a builder's environment as the macros ask for."""


WRONG = [
    ("quiz", ("unit",), "there is no topic `unit`; did you mean `units`?"),
    ("quiz", ("units", 1, "two-timed-code"), "units has no scenario `two-timed-code`; did you mean `two-timed-codes`?"),
    ("facts", ("scop",), "there is no subject `scop`; did you mean `scope`?"),
    ("facts_from_elsewhere", ("T-4",), "there is no fact `T-4`; did you mean `T-04`?"),
    ("method_table", ("97112",), "`97112` is not a service; write the code, = and its minutes, such as 97112=24"),
    ("facts", ("scope", "servise"), "there is no section `servise` of scope; did you mean `service`?"),
    ("worked_visit", ("97112",), "`97112` is not a service; write the code, = and its minutes, such as 97112=24"),
    (
        "worked_visit",
        ("971122=20",),
        "`971122` is not a code of this guide; if it is a typo, did you mean `97112` (neuromuscular reeducation)?",
    ),
]


@pytest.mark.parametrize(("macro", "arguments", "said"), WRONG, ids=[said for *_, said in WRONG])
def test_a_macro_called_wrongly_says_so_in_one_line(macro: str, arguments: tuple[object, ...], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}$"):
        page_macros(GUIDE.root, ENV)[macro](*arguments)


def test_the_practice_page_lists_every_topic() -> None:
    listed = page_macros(GUIDE.root, ENV)["practice_index"]()
    assert re.findall(r"\]\((\S+)\.md\)", listed) == [*(topic.id for topic in GUIDE.quizzes.topics), "how-it-was"]
    for topic in GUIDE.quizzes.headings_and_past:
        assert f"[{topic.title}]" in listed
