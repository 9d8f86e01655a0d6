"""Wrong verdicts on statements, and terms taken for one another: the family of knowledge."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.knowledge import KNOWLEDGE
from macros.scenarios.question import Question
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, rows, wrong_values

TERMS = rows("glossary", "terms")


def verdict_on(statement: str) -> Question:
    return made_up("verdict", draw={"said": next(each for each in LIBRARY.article.statements if each.id == statement)})


def about_term(ask: str, name: str) -> Question:
    return made_up(ask, draw={"term": next(term for term in LIBRARY.terms if term.id == name)})


VERDICTS = [
    # In docs/data/article.yml statement-03 is right, statement-01 loose, and statement-04 wrong.
    ("read-too-kindly", "statement-03", []),
    ("read-too-kindly", "statement-01", ["right"]),
    ("read-too-kindly", "statement-04", ["right", "loose"]),
    ("read-too-harshly", "statement-03", ["loose", "wrong"]),
    ("read-too-harshly", "statement-01", ["wrong"]),
    ("read-too-harshly", "statement-04", []),
]


@pytest.mark.parametrize(("name", "statement", "verdicts"), VERDICTS)
def test_the_wrong_verdicts(name: str, statement: str, verdicts: list[str]) -> None:
    assert wrong_values(name, verdict_on(statement)) == verdicts


def test_terms_of_one_page_and_form_are_taken_for_one_another() -> None:
    # GP shares a fact, its page and its form with GO (S-05a), CO and CQ: 4 + 4 + 3, and 1 for the subject. GN has
    # another page.
    assert set(wrong_values("neighbouring-term", about_term("term", "gp"))[:3]) == {"go", "co", "cq"}
    # PTA and OTA rest on the same two facts and stand on one page.
    assert "ota" in wrong_values("neighbouring-term", about_term("meaning", "pta"))
    # Five terms come equally near to this one (8): four by S-01 or S-29, in small letters, and one by its page, in small letters.
    near = {"neuromuscular-reeducation", "kinesthetic-sense", "proprioception", "motor-control", "desensitization"}
    assert set(wrong_values("neighbouring-term", about_term("term", "proprioceptive"))) < near


def kinship(one: str, other: str) -> int:
    """The weights of two terms, from YAML: 4 for a fact in common, 4 for the page, 3 for the form, 1 for the subject."""
    first, second = TERMS[one], TERMS[other]
    facts = [set(term.get("rests_on", ())) for term in (first, second)]
    letters = [{fact.partition("-")[0] for fact in each} for each in facts]
    capitals = [not any(sign.islower() for sign in term["term"]) for term in (first, second)]
    points = 4 if facts[0] & facts[1] else 0
    points += 4 if first["see"] == second["see"] else 0
    points += 3 if capitals[0] == capitals[1] else 0
    return points + (1 if letters[0] & letters[1] else 0)


@pytest.mark.parametrize("ask", ["term", "meaning"])
def test_the_four_nearest_terms_are_the_wrong_ones(ask: str) -> None:
    for name in TERMS:
        nearest = wrong_values("neighbouring-term", about_term(ask, name))
        assert len(set(nearest)) == 4
        assert name not in nearest
        near = [kinship(name, other) for other in nearest]
        assert near == sorted(near, reverse=True)
        assert near[-1] >= max(kinship(name, other) for other in TERMS if other not in {name, *nearest})


def test_every_wrong_answer_on_knowledge_has_a_case() -> None:
    assert {name for name, *_ in VERDICTS} | {"neighbouring-term"} == set(KNOWLEDGE)
