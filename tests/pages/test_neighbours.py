"""The neighbours and the decision: every entry stands on its page, and figure, description and list tell the same."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from macros.facts.neighbour import GUIDED, Neighbour
from macros.guide import Guide
from macros.pages.decision import BOX, LETTERS, WIDTH, decision_figure
from macros.pages.links import Links
from macros.pages.neighbours import neighbour_pair
from macros.rules.edits import PRACTITIONER
from macros.rules.refused import Refused

ROOT = Path(__file__).resolve().parents[2]
GUIDE = Guide.load(ROOT)
LINKS = Links(GUIDE.library, "../")
PAGE = (ROOT / "docs/reference/neighbours.md").read_text("utf-8")
FIGURE = decision_figure(GUIDE.library, LINKS)
STEPS = GUIDE.library.decision.steps
COMPARED = {row.code for row in GUIDE.library.comparison}

ASKED_FOR = {
    *("97110", "97116", "97530", "97140", "97113", "97150", "97124", "97535", "97129", "97533"),
    *("95992", "90901", "97032", "G0283", "97750", "97760", "97761", "97763", "98940"),
}
"""The neighbours that the page set out to tell from 97112."""

each_neighbour = pytest.mark.parametrize("neighbour", GUIDE.library.neighbours, ids=lambda each: each.id)


@each_neighbour
def test_a_neighbour_has_a_section_that_names_its_codes_and_cites_its_facts(neighbour: Neighbour) -> None:
    (section,) = re.findall(rf"(?ms)^(###? [^\n]*\{{: #{neighbour.id} \}}$.*?)(?=^##)", PAGE)
    heading = section.partition("\n")[0]
    assert all(code in heading for code in neighbour.codes)
    assert section.count(f'neighbour_pair("{neighbour.id}")') == 1
    cited = {name for call in re.findall(r"cite\(([^)]*)\)", section) for name in re.findall(r'"([^"]+)"', call)}
    assert cited & set(neighbour.rests_on)


def test_every_fact_that_a_neighbour_rests_on_is_cited_on_the_page() -> None:
    resting = {name for neighbour in GUIDE.library.neighbours for name in neighbour.rests_on}
    cited = {name for call in re.findall(r"cite\(([^)]*)\)", PAGE) for name in re.findall(r'"([^"]+)"', call)}
    assert resting <= cited


@each_neighbour
def test_a_pair_has_a_case_of_each_code_and_the_mistake(neighbour: Neighbour) -> None:
    text = html.unescape(neighbour_pair(GUIDE.library, neighbour.id, LINKS))
    for words in (neighbour.mistake, *(case.does for case in neighbour.vignettes)):
        assert words in text
    assert re.findall(r'<span class="code[^"]*">(\w+)</span>', text) == [case.code for case in neighbour.vignettes]
    assert ("<details>" in text) == (not COMPARED & set(neighbour.codes)), "what the table shows stands open below it"


def test_a_neighbour_that_is_not_there_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(Refused, match="there is no neighbour `exercises`") as refused:
        neighbour_pair(GUIDE.library, "exercises", LINKS)
    assert "`exercise`" in refused.value.fix


def test_every_neighbour_that_was_asked_for_has_an_entry() -> None:
    assert {code for each in GUIDE.library.neighbours for code in each.codes} == ASKED_FOR


@each_neighbour
def test_what_is_said_of_edits_is_what_the_tables_say(neighbour: Neighbour) -> None:
    text = neighbour_pair(GUIDE.library, neighbour.id, LINKS)
    for code in neighbour.codes:
        sentences = [sentence for sentence in re.findall(rf"{GUIDED} with [^.]*\.", text) if code in sentence]
        assert len(sentences) == (code not in COMPARED), "the comparison says it of its codes"
        answer = GUIDE.library.edit(GUIDED, code, None, PRACTITIONER)
        for said in sentences:
            assert ("was not looked up" in said) == (answer.active is None)
            assert ("has no edit" in said) == (answer.active is False)
            assert (f"{answer.denies} is denied" in said) == (answer.active is True)
            assert ("a modifier that applies bypasses it" in said) == (answer.modifier_opens is True)
            assert answer.as_of is None or f"{answer.as_of:%B %Y}" in said


def test_the_figure_has_a_title_and_a_description_of_the_whole_chain() -> None:
    assert 'role="img" aria-labelledby="decision-title decision-desc"' in FIGURE
    title = re.search(r'<title id="decision-title">([^<]+)</title>', FIGURE)
    described = re.search(r'<desc id="decision-desc">([^<]+)</desc>', FIGURE)
    assert title
    assert f"{len(STEPS)} questions" in title[1]
    assert described
    for step in STEPS:
        assert f"{step.ask} If yes: {' or '.join(step.leads_to)}." in html.unescape(described[1])
    assert GUIDE.library.decision.otherwise in html.unescape(described[1])


def test_the_figure_and_the_list_tell_the_same_in_the_same_order() -> None:
    drawn = re.findall(r'<text class="decision-(ask|code)[^"]*"[^>]*>([^<]+)</text>', FIGURE)
    expected = [word for step in STEPS for word in (*step.ask.split(), *step.leads_to)]
    assert [
        html.unescape(word) for _, text in drawn for word in text.split()
    ] == expected + GUIDE.library.decision.otherwise.split()
    listed = re.findall(r"<li>(.*?)</li>", FIGURE)
    assert len(listed) == len(STEPS)
    for step, told in zip(STEPS, listed, strict=True):
        assert html.unescape(told).startswith(f"{step.ask} If yes: ")
        linked = re.findall(r'<(?:a href="[^"]*/neighbours/#[^"]+"|strong)>(\w+)</', told)
        assert linked == list(step.leads_to)
    anchors = {code: each.id for each in GUIDE.library.neighbours for code in each.codes}
    for code, anchor in anchors.items():
        assert f'/neighbours/#{anchor}">{code}</a>' in FIGURE


def test_nothing_in_the_figure_leaves_its_place() -> None:
    height = int(re.search(r'viewBox="0 0 \d+ (\d+)"', FIGURE)[1])  # type: ignore[index]
    for x, y, width, tall in re.findall(r'<rect[^>]* x="(\d+)" y="(\d+)" width="(\d+)" height="(\d+)"', FIGURE):
        assert int(x) + int(width) <= WIDTH
        assert int(y) + int(tall) <= height
    rows = [int(y) for y in re.findall(r'<rect class="decision-box[^"]*" x="1" y="(\d+)"', FIGURE)]
    assert rows == sorted(rows)
    for text in re.findall(r'class="decision-ask"[^>]*>([^<]+)<', FIGURE):
        assert len(html.unescape(text)) <= LETTERS < BOX / 7.4, "the widest system font takes 7.4 units a letter"


def test_no_colour_is_fixed_in_the_figure() -> None:
    assert not re.search(r"#[0-9a-fA-F]{3,6}\b(?!-)|rgb\(|style=", FIGURE.partition("<figcaption>")[0])
