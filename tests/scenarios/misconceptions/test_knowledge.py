"""Wrong verdicts on statements, and terms taken for one another: the family of knowledge."""

from __future__ import annotations

import pytest

from macros.scenarios.misconceptions.knowledge import KNOWLEDGE
from macros.scenarios.question import Question
from macros.scenarios.records import teachable
from tests.scenarios.misconceptions.made_up import LIBRARY, made_up, rows, wrong_values

TERMS = rows("glossary", "terms")
TAUGHT = {term.id for term in teachable(LIBRARY, "terms")}


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
    # GP shares a fact, its page, its subject and its form with GO (S-05a), CO and CQ: 4 + 4 + 4 + 3, and 2 for facts near
    # each other. GN has another page.
    assert set(wrong_values("neighbouring-term", about_term("term", "gp"))[:3]) == {"go", "co", "cq"}
    # PTA and OTA rest on the same two facts and stand on one page.
    assert "ota" in wrong_values("neighbouring-term", about_term("meaning", "pta"))
    # Five terms come equally near to this one (13), all in small letters: four by S-01 or S-29, and one by its page.
    near = {"neuromuscular-reeducation", "kinesthetic-sense", "proprioception", "motor-control", "desensitization"}
    assert set(wrong_values("neighbouring-term", about_term("term", "proprioceptive"))) < near


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        # A term of payment is mistaken for another term of payment, and not for a sense of the body.
        ("conversion-factor", {"gpci", "mppr", "remittance"}),
        ("gpci", {"conversion-factor", "rvu", "mppr"}),
    ],
)
def test_a_term_of_payment_is_taken_for_another_of_payment(name: str, wrong: set[str]) -> None:
    assert wrong <= set(wrong_values("neighbouring-term", about_term("term", name)))


SUBJECT = {
    "rates": "pay", "payment": "pay", "denials": "pay review", "documentation": "review", "modifiers": "claim",
    "assistants": "claim", "edits": "claim", "minutes-and-units": "claim", "what-97112-covers": "care",
    "neighbours": "care", "examples": "care",
}  # fmt: skip


def number(fact: str) -> int:
    return int(fact.partition("-")[2].rstrip("abcdefg"))


def kinship(one: str, other: str) -> int:
    """The weights of two terms, from YAML: 4 for a fact in common, the page, the subject; 3 for the form, 2 for near facts."""
    first, second = TERMS[one], TERMS[other]
    facts = [set(term.get("rests_on", ())) for term in (first, second)]
    pages = [term["see"].rpartition("/")[2].removesuffix(".md") for term in (first, second)]
    subjects = [set(SUBJECT[page].split()) for page in pages]
    capitals = [not any(sign.islower() for sign in term["term"]) for term in (first, second)]
    points = 4 if facts[0] & facts[1] else 0
    points += 4 if first["see"] == second["see"] else 0
    points += 3 if capitals[0] == capitals[1] else 0
    points += 4 if subjects[0] & subjects[1] else 0
    return points + (2 if any(a[0] == b[0] and abs(number(a) - number(b)) <= 8 for a in facts[0] for b in facts[1]) else 0)


@pytest.mark.parametrize("ask", ["term", "meaning"])
def test_the_four_nearest_terms_are_the_wrong_ones(ask: str) -> None:
    for name in TERMS:
        nearest = wrong_values("neighbouring-term", about_term(ask, name))
        assert len(set(nearest)) == 4
        assert name not in nearest
        near = [kinship(name, other) for other in nearest]
        assert near == sorted(near, reverse=True)
        assert near[-1] >= max(kinship(name, other) for other in TAUGHT - {name, *nearest})


def test_every_wrong_answer_on_knowledge_has_a_case() -> None:
    assert {name for name, *_ in VERDICTS} | {"neighbouring-term"} == set(KNOWLEDGE)
