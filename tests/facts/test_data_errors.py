"""Every fault of the data is told at its file, line and column, all of them in one run."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.guide import Guide
from macros.reading.problem import Problem, ProblemsFound
from macros.site.check import check_quizzes
from tests.small_checkout import spoil, write_small_checkout


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return write_small_checkout(tmp_path)


def problems_of(root: Path) -> list[Problem]:
    try:
        guide = Guide.load(root)
        check_quizzes(guide, lambda done, total: None)
        return []
    except ProblemsFound as found:
        return list(found.problems)


def test_the_small_checkout_is_sound(checkout: Path) -> None:
    assert problems_of(checkout) == []


DATA = "docs/data/"
FAULTS = {
    "unread in words alone": (
        f"{DATA}scope.yml",
        'text: "The service is one-on-one."',
        'text: "The service is one-on-one. The manual was not read."',
        0,
        11,
        "S-01 says `was not read`, and no field says what was not read",
        "name the method or the case in `unread`",
    ),
    # name: (file, old text, new text, lines below `old`, column, what, fix)
    "unknown field": (
        f"{DATA}scope.yml",
        "    sources: [manual]",
        "    souces: [manual]",
        0,
        5,
        "`souces` is not a field here",
        "did you mean `sources`?",
    ),
    "missing field": (f"{DATA}scope.yml", "    authority: code\n", "", -3, 5, "`authority` is missing", "add `authority:`"),
    "unquoted code": (
        f"{DATA}codes.yml",
        'code: "97112"',
        "code: 97112",
        0,
        11,
        "97112 is a number here",
        'in quotes: "97112"',
    ),
    "unknown source": (
        f"{DATA}scope.yml",
        "[manual]",
        "[manul]",
        0,
        15,
        "there is no source `manul`",
        "did you mean `manual`?",
    ),
    "no source": (f"{DATA}scope.yml", "[manual]", "[]", 0, 14, "a fact without a source", "name at least one"),
    "unknown word of a list": (
        f"{DATA}scope.yml",
        "checked: full",
        "checked: ful",
        0,
        14,
        "`ful` is not a known `checked`",
        "did you mean `full`?",
    ),
    "payer without a name": (
        f"{DATA}scope.yml",
        "authority: code",
        "authority: payer",
        0,
        16,
        "`authority: payer` without `payer` does not say whose rule it is",
        "name the payer in `payer:`, or choose another `authority`",
    ),
    "payer of another authority": (
        f"{DATA}scope.yml",
        "authority: code",
        'authority: code\n    payer: "Aetna"',
        1,
        12,
        "`payer` is given, and `authority` is `code`",
        "write `authority: payer`, or delete `payer`",
    ),
    "bad date": (
        f"{DATA}sources.yml",
        '"2026-11-23"',
        '"23.11.2026"',
        0,
        11,
        "`23.11.2026` is not a date",
        '"2026-03-02"',
    ),
    "from after until": (
        f"{DATA}scope.yml",
        "    checked: full",
        '    checked: full\n    from: "2026-01-02"\n    until: "2026-01-01"',
        -5,
        5,
        "`until` is before `from`",
        "swap",
    ),
    "unknown section": (
        f"{DATA}scope.yml",
        "section: service",
        "section: servise",
        0,
        14,
        "no section `servise`",
        "did you mean `service`?",
    ),
    "unknown code of a neighbour": (
        f"{DATA}examples.yml",
        '{code: "97110"',
        '{code: "97111"',
        0,
        16,
        "no code `97111`",
        "did you mean",
    ),
    "own code as neighbour": (
        f"{DATA}examples.yml",
        '{code: "97110"',
        '{code: "97112"',
        -5,
        5,
        "names a code twice, or the example's own",
        "once",
    ),
    "not an address": (
        f"{DATA}sources.yml",
        '"https://example.org/manual"',
        '"example.org"',
        0,
        10,
        "not a web address",
        "https://",
    ),
    "timed code without minutes": (
        f"{DATA}codes.yml",
        "    unit_minutes: 15\n",
        "",
        -4,
        5,
        "a timed code needs `unit_minutes`",
        "15",
    ),
    "unit of another length": (
        f"{DATA}codes.yml",
        "    unit_minutes: 15\n",
        "    unit_minutes: 16\n",
        -4,
        5,
        "units are counted in blocks of 15 minutes here, and not of 16",
        "write 15",
    ),
    "text that is a list": (
        f"{DATA}scope.yml",
        'text: "The service is one-on-one."',
        "text: [a, b]",
        0,
        11,
        "a list is not valid for `text`",
        "",
    ),
    "unknown document": (
        f"{DATA}documentation.yml",
        "document: treatment-note",
        "document: treatmant-note",
        0,
        15,
        "no document `treatmant-note`",
        "did you mean `treatment-note`?",
    ),
    "require leaves nothing": (
        "quizzes/units.yml",
        "require: not tie and",
        "require: nmr > 50 and",
        0,
        14,
        "leaves nothing to draw",
        "widen it",
    ),
    "too few distractors": (
        "quizzes/units.yml",
        "wrong: [midpoint, drop-remainders, round-each-up, all-on-one-code]",
        "wrong: [drop-remainders]",
        0,
        12,
        "leaves 1 distractor, and 2 are needed",
        "more misconceptions",
    ),
    "ambiguous key": (
        "quizzes/units.yml",
        "require: not tie and nmr % 15 != exercise % 15",
        "require: nmr > 8",
        4 + 4,
        10,
        "2 claims are acceptable",
        "add `tie == false`",
    ),
    "unknown variable in the stem": (
        "quizzes/units.yml",
        "{{ nmr }}",
        "{{ nmrr }}",
        -1,
        11,
        "`nmrr` is not a variable",
        "did you mean `nmr`?",
    ),
    "unknown variable in require": (
        "quizzes/units.yml",
        "not tie and nmr",
        "not tie and nrm",
        0,
        14,
        "`nrm` is not a variable",
        "did you mean `nmr`?",
    ),
    "unknown variable in the minutes": (
        "quizzes/units.yml",
        "minutes: nmr}",
        "minutes: nmm}",
        0,
        36,
        "`nmm` is not a variable",
        "did you mean `nmr`?",
    ),
    "unknown misconception": (
        "quizzes/units.yml",
        "[midpoint,",
        "[midpiont,",
        0,
        13,
        "no misconception `midpiont`",
        "did you mean `midpoint`?",
    ),
    "misconception that is like none": (
        "quizzes/units.yml",
        "[midpoint,",
        "[qqq,",
        0,
        13,
        "no misconception `qqq`",
        "`ask: claim` takes midpoint, pool-minutes, drop-remainders, ",
    ),
    "misconception of another ask": (
        "quizzes/units.yml",
        "[midpoint,",
        "[neighbour-code,",
        0,
        13,
        "gives no answer to `ask: claim`",
        "",
    ),
    "unknown ask": (
        "quizzes/units.yml",
        "ask: claim",
        "ask: clam",
        0,
        10,
        "nothing is known to ask as `clam`",
        "did you mean `claim`?",
    ),
    "unknown payer rule": (
        "quizzes/units.yml",
        "payer_rule: medicare",
        "payer_rule: medicaid",
        0,
        19,
        "`medicaid` is not a payer's rule",
        "did you mean",
    ),
    "unknown code in a visit": (
        "quizzes/units.yml",
        '{code: "97112"',
        '{code: "97113"',
        0,
        18,
        "neither a code nor a variable",
        "did you mean",
    ),
    "minutes below none": (
        "quizzes/units.yml",
        "nmr: 8..40",
        "nmr: -5..40",
        6,
        36,
        "minutes cannot be negative",
        "",
    ),
    "unsettled answer": (
        "quizzes/units.yml",
        "payer_rule: medicare",
        "payer_rule: capped-midpoint",
        6,
        10,
        "no source settles the answer",
        "not unsettled",
    ),
    "range the wrong way round": (
        "quizzes/units.yml",
        "nmr: 8..40",
        "nmr: 40..8",
        0,
        12,
        "holds no number",
        "smaller number first",
    ),
    "braces left open": ("quizzes/units.yml", "{{ nmr }}", "{{ nmr", -1, 11, "cannot be read", "fix the braces"),
    "page that is not there": (
        "quizzes/units.yml",
        "page: index.md",
        "page: indx.md",
        0,
        7,
        "there is no page docs/indx.md",
        "name a page",
    ),
    "code that is compared twice": (
        f"{DATA}neighbours.yml",
        'code: "97110", purpose',
        'code: "97112", purpose',
        1,
        12,
        "97112 is compared twice",
        "keep one row",
    ),
    "comparison without 97112": (
        f"{DATA}neighbours.yml",
        'code: "97112", purpose',
        'code: "97116", purpose',
        -1,
        3,
        "the comparison lacks 97112",
        "write a row for 97112",
    ),
    "compared code without words": (
        f"{DATA}neighbours.yml",
        'contradicts: ["cued"]',
        "contradicts: []",
        0,
        89,
        "no words are listed",
        "name at least one",
    ),
    "neighbour without a case of 97112": (
        f"{DATA}neighbours.yml",
        'code: "97112", because: "It fits here."',
        'code: "97116", because: "It fits here."',
        -4,
        5,
        "two vignettes are required",
        "then one of 97112",
    ),
    "neighbour that no question leads to": (
        f"{DATA}neighbours.yml",
        'codes: ["97116"]',
        'codes: ["97116", "97115"]',
        0,
        22,
        "no question of the decision leads to 97115",
        "name it in a `leads_to`",
    ),
    "question that leads to no neighbour": (
        f"{DATA}neighbours.yml",
        'leads_to: ["97116"]',
        'leads_to: ["97116", "97161"]',
        0,
        58,
        "there is no neighbour `97161`",
        "did you mean `97116`?",
    ),
    "code behind two questions": (
        f"{DATA}neighbours.yml",
        'ask: "Did the patient walk?", leads_to: ["97116"]',
        'ask: "Did the patient walk?", leads_to: ["97110"]',
        -2,
        3,
        "two questions lead to the same code",
        "keep one of them",
    ),
    "decision that ends elsewhere": (
        f"{DATA}neighbours.yml",
        '    - {ask: "Was balance retrained?", leads_to: ["97112"], rests_on: [S-01]}\n',
        "",
        -3,
        3,
        "the last question leads elsewhere",
        "97112 alone",
    ),
    "neighbour that rests on nothing": (
        f"{DATA}neighbours.yml",
        "    rests_on: [S-01]\n",
        "    rests_on: []\n",
        0,
        15,
        "it rests on no fact",
        "name at least one",
    ),
    "unknown fact of a term": (
        f"{DATA}glossary.yml",
        "rests_on: [S-01]",
        "rests_on: [S-98]",
        0,
        16,
        "there is no fact `S-98`",
        "did you mean `S-86`?",
    ),
    "unknown page of a term": (
        f"{DATA}glossary.yml",
        "see: index.md",
        "see: indx.md",
        0,
        10,
        "there is no page docs/indx.md",
        "name a page",
    ),
    "a name of two terms": (
        f"{DATA}glossary.yml",
        'term: "balance"',
        'term: "Billing unit"',
        0,
        11,
        "the name `Billing unit` is already under `unit`",
        "keep it under one term",
    ),
    "unknown verdict": (
        f"{DATA}article.yml",
        "verdict: right",
        "verdict: rigth",
        0,
        58,
        "`rigth` is not a known `verdict`",
        "did you mean `right`?",
    ),
    "unknown page of a topic": (
        f"{DATA}article.yml",
        "pages: [index.md]",
        "pages: [index.html]",
        0,
        53,
        "there is no page docs/index.html",
        "name a page",
    ),
    "goal for no problem": (
        f"{DATA}phrases.yml",
        "id: foam, problem: balance",
        "id: foam, problem: balanc",
        0,
        25,
        "there is no problem `balanc`",
        "did you mean `balance`?",
    ),
    "problem without a goal": (
        f"{DATA}phrases.yml",
        'name: "Balance"}',
        'name: "Balance"}\n  - {id: vestibular, name: "Vestibular"}',
        1,
        5,
        "no goal is for `vestibular`",
        "write one, or delete the problem",
    ),
    "goal without a number": (
        f"{DATA}phrases.yml",
        'start: "4"',
        'start: "poor"',
        0,
        5,
        "`poor` has no number",
        "write the number at the start and the one to reach",
    ),
    "phrase on an unknown fact": (
        f"{DATA}phrases.yml",
        "rests_on: [D-11a]",
        "rests_on: [D-11z]",
        0,
        114,
        "there is no fact `D-11z`",
        "did you mean `D-11a`?",
    ),
    "strong note that lacks an element": (
        f"{DATA}notes.yml",
        ", meets: [date]",
        "",
        -1,
        7,
        "the strong note of `foam` lacks the date (D-23a)",
        "name `date` in its sentence",
    ),
    "strong note whose units do not follow": (
        f"{DATA}notes.yml",
        'billed: {"97112": 2}',
        'billed: {"97112": 3}',
        -3,
        7,
        "the strong note of `foam` is not sound: ",
        "correct its minutes",
    ),
    "weak note that is not weak": (
        f"{DATA}notes.yml",
        '{says: "Neuro."}',
        '{says: "March 2.", meets: [date]}',
        -1,
        7,
        "the weak note of `foam` lacks nothing",
        "or name what is wrong in `faults`",
    ),
    "concept that nobody asks for": (
        f"{DATA}notes.yml",
        "meets: [date]",
        "meets: [dat]",
        0,
        38,
        "neither Medicare nor good practice asks for `dat` in a treatment-note",
        "did you mean `date`?",
    ),
    "minutes under the wrong name": (
        f"{DATA}notes.yml",
        "meets: [date]",
        "meets: [timed-minutes]",
        0,
        11,
        "`timed-minutes` needs its number",
        "`timed_minutes: 30`",
    ),
    "minutes that nobody asks for": (
        f"{DATA}notes.yml",
        '"March 2."',
        '"March 2.", total_minutes: 2',
        0,
        45,
        "neither Medicare nor good practice asks for `total-minutes`",
        "use one of `date`",
    ),
    "minutes that are not in the words": (
        f"{DATA}notes.yml",
        '{"97112": 30}',
        '{"97112": 3}',
        0,
        11,
        "3 minutes are not in the sentence",
        "let words and numbers agree",
    ),
    "minutes below none of a note": (
        f"{DATA}notes.yml",
        '{"97112": 30}',
        '{"97112": -30}',
        0,
        58,
        "-30 cannot be",
        "from 0 to 1440",
    ),
    "unknown code of a sentence": (
        f"{DATA}notes.yml",
        'minutes: {"97112": 30}',
        'minutes: {"97113": 30}',
        0,
        58,
        "there is no code `97113`",
        "did you mean",
    ),
    "unknown code of a note": (
        f"{DATA}notes.yml",
        'billed: {"97112": 2}',
        'billed: {"97113": 2}',
        0,
        25,
        "there is no code `97113`",
        "did you mean",
    ),
    "note without a sentence": (
        f"{DATA}notes.yml",
        '      says:\n        - {says: "Neuro."}\n',
        "      says: []\n",
        0,
        13,
        "the note is empty",
        "write its sentences",
    ),
    "unknown document of a note": (
        f"{DATA}notes.yml",
        "document: treatment-note",
        "document: treatmant-note",
        0,
        15,
        "there is no document `treatmant-note`",
        "did you mean `treatment-note`?",
    ),
    "unknown fact of a note": (
        f"{DATA}notes.yml",
        "rests_on: [D-23a]",
        "rests_on: [D-98]",
        0,
        16,
        "there is no fact `D-98`",
        "did you mean",
    ),
    "unknown fact of a weak note's fault": (
        f"{DATA}notes.yml",
        '      billed: {"97112": 1}\n',
        '      billed: {"97112": 1}\n      faults: [{says: "So.", rests_on: [D-98]}]\n',
        1,
        41,
        "there is no fact `D-98`",
        "did you mean",
    ),
    "edit between codes of nobody": (
        f"{DATA}edit-pairs.yml",
        'column_1: "97112", column_2: "97161"',
        'column_1: "64450", column_2: "97160"',
        0,
        35,
        "there is no code `97160`",
        "did you mean",
    ),
    "run of one table told for the other": (
        f"{DATA}edit-pairs.yml",
        "indicator: 1, until",
        "indicator: 1, hospital_indicator: 0, only_in: practitioner, until",
        0,
        5,
        "the run is only in the practitioner table, and has a `hospital_indicator`",
        "take one of the two out",
    ),
    "run that ends before it begins": (
        f"{DATA}edit-pairs.yml",
        "indicator: 1, until",
        'indicator: 1, from: "2020-01-01", until',
        0,
        5,
        "`until` is before `from`",
        "swap or correct them",
    ),
    "deleted run that lasts": (
        f"{DATA}edit-pairs.yml",
        "indicator: 1, until",
        'indicator: 9, from: "2018-01-01", until',
        0,
        5,
        "a run with indicator 9 ends on its first day",
        "write the same day in `from` and `until`",
    ),
    "run of an unknown reading": (
        f"{DATA}edit-pairs.yml",
        "indicator: 1, until",
        "indicator: 1, reading: second, until",
        0,
        67,
        "there is no reading `second`",
        "use one of `first`",
    ),
    "two runs at once": (
        f"{DATA}edit-pairs.yml",
        'indicator: 1, until: "2019-12-31"}',
        'indicator: 1}\n  - {column_1: "97161", column_2: "97112", indicator: 1}',
        1,
        5,
        "two runs of 97112 with 97161 are in force on one day in one table",
        "keep one of them",
    ),
    "limit twice": (
        f"{DATA}unit-limits.yml",
        "units: 4, indicator: 3}",
        'units: 4, indicator: 3}\n      - {code: "97112", units: 5, indicator: 3}',
        1,
        16,
        "97112 already has a limit in the practitioner table",
        "keep that of the newest table",
    ),
    "other code that is not named": (
        f"{DATA}codes.yml",
        "timed: true",
        "medicare: {pays: other-code}\n    timed: true",
        0,
        15,
        "`instead` and `pays: other-code` belong together",
        "give both or neither",
    ),
    "level 4": ("quizzes/units.yml", "level: 3", "level: 4", 0, 12, "`4` is not a known `level`", ""),
}


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_told_at_its_place(checkout: Path, name: str) -> None:
    file, old, new, below, column, what, fix = FAULTS[name]
    line = spoil(checkout, file, old, new) + below
    found = problems_of(checkout)
    assert found, "the fault was not seen"
    assert (found[0].path, found[0].line, found[0].column) == (file, line, column), str(found[0])
    assert what in found[0].what
    assert fix in found[0].fix
    assert "\n" not in str(found[0])


def test_a_source_that_nobody_uses(checkout: Path) -> None:
    path = checkout / "docs/data/examples.yml"
    path.write_text(path.read_text().replace("[guide]", "[manual]"))
    assert [str(p) for p in problems_of(checkout)] == [
        "docs/data/sources.yml:9:9: no fact uses the source `guide`; use it or delete it"
    ]


def test_an_id_in_two_files(checkout: Path) -> None:
    spoil(checkout, "docs/data/documentation.yml", "id: D-01", "id: S-01")
    found = problems_of(checkout)
    assert [(p.path, p.what) for p in found] == [("docs/data/documentation.yml", "the id S-01 is already in scope.yml, line 4")]


def test_an_id_used_twice_is_told_without_what_follows_from_it(checkout: Path) -> None:
    """The rules cite U-07, and so does whatever rests on it: none of these places is at fault."""
    spoil(checkout, "docs/data/units.yml", "id: U-07", "id: U-06")
    found = problems_of(checkout)
    assert [p.path for p in found] == ["docs/data/units.yml"], [str(p) for p in found]
    assert found[0].what.startswith("the id U-06 is already in units.yml, line ")


def test_twins_are_not_compared_while_an_id_is_used_twice(checkout: Path) -> None:
    (checkout / MORE).write_text(TWINS.replace("id: X-101", "id: X-100"))
    assert [p.what for p in problems_of(checkout)] == ["the id X-100 is already in examples-more.yml, line 2"]


def test_a_fact_that_the_rules_cite_cannot_be_dropped(checkout: Path) -> None:
    spoil(checkout, "docs/data/units.yml", "id: U-07", "id: U-77")
    assert "the rules cite U-07, and no fact has that id" in [p.what for p in problems_of(checkout)]


def test_all_faults_of_all_files_are_told_in_one_run(checkout: Path) -> None:
    spoil(checkout, "docs/data/scope.yml", "checked: full", "checked: ful")
    spoil(checkout, "docs/data/codes.yml", 'code: "97112"', "code: 97112")
    spoil(checkout, "docs/data/codes.yml", "timed: false", "timed: NO")
    spoil(checkout, "quizzes/units.yml", "level: 3", "level: high")
    assert [p.path for p in problems_of(checkout)] == [
        "docs/data/codes.yml", "docs/data/scope.yml", "quizzes/units.yml",
    ]  # fmt: skip


def test_two_faults_of_one_file_are_both_told(checkout: Path) -> None:
    spoil(checkout, "docs/data/scope.yml", "checked: full", "checked: ful")
    spoil(checkout, "docs/data/scope.yml", "section: service", "section: 5")
    assert [p.line for p in problems_of(checkout)] == [5, 9]


def test_a_file_that_the_site_does_not_read_is_told(checkout: Path) -> None:
    (checkout / "docs/data/example.yml").write_text("a: 1\n")
    assert [str(p) for p in problems_of(checkout)] == [
        "docs/data/example.yml:1:1: is not a data file that the site reads; did you mean `examples.yml`?"
    ]


@pytest.mark.parametrize(
    "name",
    [
        "sources",
        "codes",
        "scope",
        "coverage",
        "units",
        "assistants",
        "modifiers",
        "edits",
        "payment",
        "denials",
        "claim-form",
        "other-payers",
        "edit-pairs",
        "thresholds",
        "fees",
        "unit-limits",
        "examples",
        "documentation",
        "notes",
        "patients",
        "stretches",
        "neighbours",
        "glossary",
        "article",
    ],
)
def test_a_missing_file_is_one_line(checkout: Path, name: str) -> None:
    (checkout / f"docs/data/{name}.yml").unlink()
    assert [str(p) for p in problems_of(checkout)] == [
        f"docs/data/{name}.yml:1:1: cannot be read (no such file or directory); check the name and its rights"
    ]


def test_an_unchanged_checkout_is_read_once_and_a_changed_one_again(checkout: Path) -> None:
    first = Guide.load(checkout)
    assert Guide.load(checkout) is first
    spoil(checkout, "docs/data/scope.yml", "one-on-one", "given one-on-one")
    assert Guide.load(checkout).library.facts["S-01"].text == "The service is given one-on-one."


def test_no_model_can_be_changed(checkout: Path) -> None:
    guide = Guide.load(checkout)
    with pytest.raises(Exception, match="frozen"):
        guide.library.facts["S-01"].text = "other"  # type: ignore[misc]


def test_a_fault_of_a_data_file_is_told_there_though_a_topic_has_its_name(checkout: Path) -> None:
    line = spoil(checkout, "docs/data/units.yml", "sources: [manual]", "sources: [manuel]")
    (told,) = problems_of(checkout)
    assert (told.path, told.line) == ("docs/data/units.yml", line)


def test_every_fact_knows_its_line(checkout: Path) -> None:
    guide = Guide.load(checkout)
    for name, fact in guide.library.facts.items():
        path, line = guide.library.place(fact)
        assert f"id: {name}" in (checkout / path).read_text("utf-8").splitlines()[line - 1]


FIXING = """\
  - id: {id}
    section: service
    field: supervision
    text: "So."
    authority: medicare
    sources: [manual]
    checked: full
    {when}
"""


def test_facts_that_fix_the_same_thing_may_not_overlap(checkout: Path) -> None:
    path = checkout / "docs/data/scope.yml"
    whole = path.read_text("utf-8")
    later = FIXING.format(id="S-99", when='from: "2025-01-01"')
    path.write_text(whole + FIXING.format(id="S-98", when='until: "2024-12-31"') + later, "utf-8")
    assert not problems_of(checkout)
    path.write_text(whole + FIXING.format(id="S-98", when='until: "2025-01-01"') + later, "utf-8")
    (told,) = problems_of(checkout)
    assert told.what == "S-99 and S-98 fix the same thing (supervision) for the same days"


def test_a_source_is_looked_at_again_later_than_it_was_read(checkout: Path) -> None:
    spoil(checkout, "docs/data/sources.yml", 'review_by: "2027-11-23"', 'review_by: "2026-01-01"')
    (told,) = problems_of(checkout)
    assert str(told).endswith("`review_by` is before `read`; name a later day")


TWINS = """\
examples:
""" + "".join(
    f"""\
  - id: X-{number}
    twin: X-{twin}
    activity: "Ms. Roe sways on foam. {does} For {aim}."
    features: {features}
    details: {{problem: "sways on foam", intervention: "{does}", aim: "For {aim}"}}
    decided_by: aim
    because: "It fits."
    confused_with: [{{code: "{other}", because: "It is not that one."}}, {{code: "97116", because: "Nor that one."}}]
    rests_on: [S-01]
    setting: home
    region: balance
    condition: stroke
    group: neurologic
    sources: [guide]
    checked: full
"""
    for number, twin, does, aim, features, other in (
        (100, 101, "Her sway is corrected.", "steadiness", "{does: corrects, trains: balance}", "97110"),
        (101, 100, "She rises ten times.", "strong legs", "{does: doses, trains: strength}", "97112"),
    )
)
DETAILS = '{problem: "sways on foam", intervention: "Her sway is corrected.", aim: "For steadiness"}'
MORE = "docs/data/examples-more.yml"


def test_more_examples_are_read(checkout: Path) -> None:
    (checkout / MORE).write_text(TWINS)
    assert not problems_of(checkout)
    library = Guide.load(checkout).library
    assert [example.id for example in library.vignettes][-2:] == ["X-100", "X-101"]
    assert [example.id for example in library.examples] == ["X-01", "X-02", "X-03"]


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("X-100\n", "X-01\n", (2, 9), "the id X-01 is already in examples.yml, line 2; give it a free id"),
        ("    twin: X-101\n", "", (2, 5), "X-100 has no `twin`; name its twin"),
        (DETAILS, "{}", (2, 5), "X-100 has no `details`"),
        ("    decided_by: aim\n", "", (2, 5), "X-100 has no `decided_by`"),
        ('problem: "sways on foam", ', "", (6, 14), "X-100 quotes too few of its details (2); quote at least 3"),
        ('problem: "sways on foam"', 'problem: "sways on Foam"', (6, 24), "do not stand in the activity of X-100"),
        ("decided_by: aim", "decided_by: dose", (7, 17), "X-100 has no detail `dose`; name one of problem, intervention, aim"),
        ("decided_by: aim", "decided_by: goal", (7, 17), "`goal` is not a known"),
        ("twin: X-101", "twin: X-111", (3, 11), "no example `X-111`; did you mean `X-101`?"),
        ("twin: X-101", "twin: X-02", (3, 11), "X-02 does not name X-100 as its twin"),
        (', {code: "97116", because: "Nor that one."}', "", (9, 20), "X-100 is `confused_with` too few codes (1); add a code"),
        ('code: "97110"', 'code: "97530"', (9, 20), "X-100 is not `confused_with` 97110, the code of its twin"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_twin_is_told_at_its_place(
    checkout: Path, old: str, new: str, place: tuple[int, int], said: str
) -> None:
    assert old in TWINS
    (checkout / MORE).write_text(TWINS.replace(old, new, 1))
    found = problems_of(checkout)
    assert found, "the fault was not seen"
    assert said in str(found[0])
    assert (found[0].path, found[0].line, found[0].column) == (MORE, *place), str(found[0])


def test_twins_of_one_code_are_told(checkout: Path) -> None:
    same = TWINS.replace("{does: corrects, trains: balance}", "{does: doses, trains: stamina}")
    (checkout / MORE).write_text(same.replace('code: "97110"', 'code: "97530"'))
    first = problems_of(checkout)[0]
    assert (first.line, first.column) == (3, 11)
    assert first.what == "X-100 and its twin X-101 are both 97110"
