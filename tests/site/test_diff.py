"""What moves when the YAML changes: old YAML, new YAML, expected moves. Git is in test_diff_of_revisions.py."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from macros.cli.diff_report import escaped, pair_in_words, summary
from macros.guide import Guide
from macros.site.diff.answers import answers, plain
from macros.site.diff.folder import snapshot_of
from macros.site.diff.moves import NEVER_PUBLISHED, NOT_SHOWN, Cause, CauseKind, Moves, PageMove, moves
from macros.site.diff.revision import TODAY
from macros.site.diff.snapshot import Question, Row, Snapshot
from tests.command import guide
from tests.scenarios.test_cases import SOUND
from tests.small_checkout import spoil, write_small_checkout

NEAR_THRESHOLD = """\
  - id: near-threshold
    level: 3
    teaches: [kx]
    vary:
      paid: [2000, 2550]
      nmr: [23, 24, 25, 26]
      exercise: [30, 31, 32]
    visit:
      payer_rule: medicare
      service_date: "2026-03-02"
      year_to_date: paid
      services:
        - {code: "97112", minutes: nmr}
        - {code: "97110", minutes: exercise}
    stem: |
      Medicare has allowed {{ paid }} dollars of PT this year. Today {{ nmr }} minutes of 97112 and {{ exercise }} of 97110
      follow. How is it billed?
    ask: claim-grid
    wrong: [kx-forgotten, kx-always, therapy-modifier-forgotten]
"""


def a_checkout(folder: Path) -> Path:
    """The small checkout, with a second scenario whose keys rest on a table, and a page that cites a fact."""
    write_small_checkout(folder)
    topic = folder / "quizzes/units.yml"
    topic.write_text(topic.read_text("utf-8") + NEAR_THRESHOLD, "utf-8")
    (folder / "docs/reference").mkdir(parents=True)
    (folder / "docs/reference/edits.md").write_text('# Edits\n\nIt holds. {{ cite("F-01") }}\n\n{{ proof() }}\n', "utf-8")
    return folder


def snapshot(root: Path) -> Snapshot:
    return snapshot_of(root, answers(Guide.load(root)), TODAY)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout as it was."""
    return a_checkout(tmp_path_factory.mktemp("before"))


@pytest.fixture
def now(before: Path, tmp_path: Path) -> Path:
    """A copy of it to be changed."""
    shutil.copytree(before, tmp_path / "now", ignore=shutil.ignore_patterns(".cache"))
    return tmp_path / "now"


Edit = tuple[str, str, str]
"""A file, what stands in it, and what stands there after the edit."""


@dataclass(frozen=True)
class Case:
    """Edits of the checkout, and what must be said of them. What is not named must not be reported.

    `moved`, `added`, `withdrawn` and `reworded` are a part of the stem of the questions meant: all of them, and no other.
    """

    name: str
    edits: tuple[Edit, ...]
    rows: tuple[str, ...] = ()
    moved: str = ""
    causes: tuple[Cause, ...] = ()
    added: str = ""
    withdrawn: str = ""
    why: str = ""
    reworded: str = ""
    parts: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()


FACTOR = '  - {{from: "2026-01-01", until: "2026-12-31", kind: {}, amount: {}, sources: [manual], checked: full}}\n'
OTHER, QUALIFYING = FACTOR.format("other", 20), FACTOR.format("qualifying", 30)
YEAR_2026 = "  - {year: 2026, pt_and_slp: 2500, ot: 2600, medical_review: 3000, sources: [manual], checked: full}\n"
TURNED = "  - {checked: full, sources: [manual], medical_review: 3000, ot: 2600, pt_and_slp: 2500, year: 2026}\n"
THRESHOLDS = "docs/data/thresholds.yml"
FACTS = "docs/data/claim-form.yml"
TOPIC = "quizzes/units.yml"
CITED = ("docs/reference/edits.md: FACTS F-01",)
STEPS = ("worked steps",)

NOTHING = (
    Case("a comment", ((THRESHOLDS, "years:", "# Read again.\nyears:"),)),
    Case("an empty line", ((TOPIC, "scenarios:", "\nscenarios:"),)),
    Case("another order of keys", ((THRESHOLDS, YEAR_2026, TURNED),)),
    Case("another order of rows", (("docs/data/fees.yml", OTHER + QUALIFYING, QUALIFYING + OTHER),)),
    Case("another way to quote", (("docs/data/patients.yml", "name: Mr. Kim", 'name: "Mr. Kim"'),)),
    Case("another way to write a list", ((FACTS, "sources: [manual]", "sources:\n      - manual"),)),
    Case("another way to wrap a stem", ((TOPIC, "97110\n      follow", "97110 follow"),)),
)
"""Edits after which everything is as it was."""

CASES = (
    *NOTHING,
    Case(
        "a note that no key rests on",
        (("docs/data/notes.yml", 'case: "Standing on foam."', 'case: "Standing on a cushion."'),),
        rows=("changed notes foam: case",),
    ),
    Case(
        "a number that no key reaches",
        ((THRESHOLDS, "pt_and_slp: 2400", "pt_and_slp: 2410"),),
        rows=("changed years 2025: pt_and_slp",),
    ),
    Case(
        "a fact in other words, which a page cites",
        ((FACTS, 'text: "A sentence of the manual."', 'text: "Another sentence."'),),
        rows=("changed facts F-01: text",),
        pages=CITED,
    ),
    Case(
        "how far a fact was checked",
        ((FACTS, "checked: copy", "checked: full"),),
        rows=("changed facts F-01: checked",),
        pages=CITED,
    ),
    Case(
        "a fact that moves to another file",
        ((FACTS, "  - id: F-01", "  - id: F-99"), ("docs/data/other-payers.yml", "  - id: O-01", "  - id: F-01")),
        rows=("added facts F-99", "changed facts F-01: file", "removed facts O-01"),
        pages=CITED,
    ),
    Case(
        "a fact that its page cites no more",
        (
            (FACTS, "  - id: F-01", "  - id: F-99"),
            ("docs/reference/edits.md", 'cite("F-01")', 'cite("F-99")'),
        ),
        rows=("added facts F-99", "removed facts F-01"),
        pages=("docs/reference/edits.md: BOTH F-99",),
    ),
    Case(
        "a number of a rule table",
        ((THRESHOLDS, "pt_and_slp: 2500", "pt_and_slp: 2700"),),
        rows=("changed years 2026: pt_and_slp",),
        moved="2550 dollars",
        causes=(Cause(CauseKind.DATA, "years 2026", THRESHOLDS),),
        reworded="2000 dollars",
        parts=STEPS,
    ),
    Case(
        "a row within a row",
        (("docs/data/unit-limits.yml", "units: 4", "units: 5"),),
        rows=("changed tables practitioner 2024-07-01: rows",),
    ),
    Case(
        "the words of a stem",
        ((TOPIC, "How is it billed to Medicare?", "How is it billed, under Medicare?"),),
        rows=("changed scenarios two-codes: stem",),
        reworded="A visit of",
        parts=("stem",),
    ),
    Case(
        "the words of an answer",
        (("docs/data/codes.yml", 'name: "strengthening"', 'name: "resistance"'),),
        rows=("changed codes 97110: name",),
        reworded="dollars of PT",
        parts=("options",),
    ),
    Case(
        "the title of a source",
        (("docs/data/sources.yml", 'title: "A manual"', 'title: "The manual"'),),
        rows=("changed sources manual: title",),
        reworded=" ",
        parts=("sources",),
    ),
    Case(
        "a level",
        ((TOPIC, "  - id: two-codes\n    level: 3", "  - id: two-codes\n    level: 2"),),
        rows=("changed scenarios two-codes: level",),
        reworded="A visit of",
        parts=("level",),
    ),
    Case(
        "a scenario with other answers",
        ((TOPIC, "year_to_date: paid", "year_to_date: paid\n      discipline: OT"),),
        rows=("changed scenarios near-threshold: visit.discipline",),
        moved="dollars of PT",
        causes=(Cause(CauseKind.SCENARIO, "near-threshold", TOPIC),),
    ),
    Case(
        "a scenario removed",
        ((TOPIC, NEAR_THRESHOLD, ""),),
        rows=("removed scenarios near-threshold",),
        withdrawn="dollars of PT",
        why=NEVER_PUBLISHED,
    ),
    Case(
        "a scenario added",
        ((TOPIC, "scenarios:\n", "scenarios:\n" + NEAR_THRESHOLD.replace("near-threshold", "nearer").replace("Today", "Now")),),
        rows=("added scenarios nearer",),
        added="Now",
    ),
    Case(
        "a scenario that goes by another name",
        ((TOPIC, "id: near-threshold", "id: nearer"), (TOPIC, "Today", "Now")),
        rows=("added scenarios nearer", "removed scenarios near-threshold"),
        added="Now",
        withdrawn="Today",
        why=NEVER_PUBLISHED,
    ),
    Case("the text of a page", (("docs/index.md", "A page.", "The page."),), pages=("docs/index.md: TEXT",)),
)


def rows_of(found: Moves) -> list[str]:
    """The rows that moved, each in one line."""
    lines = []
    for rows in (found.facts, found.rows, found.scenarios, found.cases):
        lines += [f"added {row.collection} {row.id}" for row in rows.added]
        for changed in rows.changed:
            fields = ", ".join(change.field for change in changed.fields)
            lines.append(f"changed {changed.row.collection} {changed.row.id}: {fields}")
        lines += [f"removed {row.collection} {row.id}" for row in rows.removed]
    return lines


def ids_of(snapshot: Snapshot, part: str) -> set[str]:
    """The questions of a snapshot whose stems hold a part, which may be none."""
    return {question.id for question in snapshot.questions.values() if part and part in question.stem}


@pytest.fixture(scope="module")
def old(before: Path) -> Snapshot:
    """What the checkout said before."""
    return snapshot(before)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_an_edit_moves(old: Snapshot, now: Path, case: Case) -> None:
    for edit in case.edits:
        spoil(now, *edit)
    new = snapshot(now)
    found = moves(old, new)
    assert sorted(rows_of(found)) == sorted(case.rows)
    assert {moved.question.id for moved in found.moved} == ids_of(new, case.moved)
    assert {moved.causes for moved in found.moved} <= {case.causes}
    assert {question.id for question in found.added} == ids_of(new, case.added)
    assert {gone.question.id for gone in found.withdrawn} == ids_of(old, case.withdrawn)
    assert {gone.why for gone in found.withdrawn} <= {case.why}
    assert {each.question.id for each in found.reworded} == ids_of(new, case.reworded)
    assert {each.parts for each in found.reworded} <= {case.parts}
    assert [f"{page.path}: {' '.join([page.move.name, *page.facts])}" for page in found.pages] == list(case.pages)
    assert found.none == (case in NOTHING)
    assert not found.python
    questions = {count.what: (count.before, count.after) for count in found.counts}["questions on units"]
    assert questions == (len(old.questions), len(new.questions))


def test_what_an_edition_published_is_withdrawn_with_the_reason_of_the_bank(now: Path) -> None:
    assert guide("edition", root=now).returncode == 0
    published = snapshot(now)
    assert {question.edition for question in published.questions.values()} == {1}
    spoil(now, TOPIC, "paid: [2000, 2550]", "paid: [2000, 2560]")
    found = moves(published, snapshot(now))
    assert {gone.question.id for gone in found.withdrawn} == ids_of(published, "2550 dollars")
    assert {gone.why for gone in found.withdrawn} == {"`paid` can no longer be 2550"}
    assert not found.moved
    back = moves(snapshot(now), published)
    assert {question.id for question in back.added} == ids_of(published, "2550 dollars")


def test_a_case_moves_with_its_story_and_its_parts(old: Snapshot, now: Path) -> None:
    (now / "quizzes/cases").mkdir()
    (now / "quizzes/cases/a-case.yml").write_text(SOUND, "utf-8")
    with_case = snapshot(now)
    added = moves(old, with_case)
    assert rows_of(added) == ["added cases a-case"]
    of_case = ids_of(with_case, "A Medicare patient is treated for")
    assert {question.id for question in added.added} == of_case
    assert len(of_case) == 9 * 5  # five parts of every draw on its page
    spoil(now, "quizzes/cases/a-case.yml", "is treated for", "is seen for")
    retold = moves(with_case, snapshot(now))
    assert rows_of(retold) == ["changed cases a-case: story"]
    assert {(each.question.id, each.parts) for each in retold.reworded} == {(name, ("stem",)) for name in of_case}
    spoil(now, "quizzes/cases/a-case.yml", "nmr: 8..37", "nmr: 38..67")
    drawn = moves(with_case, snapshot(now))
    assert {(gone.question.id, gone.why) for gone in drawn.withdrawn} == {(name, NOT_SHOWN) for name in of_case}
    assert len(drawn.added) == len(of_case)


def test_pages_that_come_that_go_and_that_are_renamed(old: Snapshot, now: Path) -> None:
    (now / "docs/reference/edits.md").rename(now / "docs/reference/denials.md")
    (now / "docs/new.md").write_text("# New\n", "utf-8")
    found = {page.path: (page.move, page.was) for page in moves(old, snapshot(now)).pages}
    assert found == {
        "docs/new.md": (PageMove.ADDED, ""),
        "docs/reference/denials.md": (PageMove.RENAMED, "docs/reference/edits.md"),
    }
    back = moves(snapshot(now), old).pages
    assert [page.path for page in back if page.move is PageMove.REMOVED] == ["docs/new.md"]


def test_a_row_beside_a_drawn_record_is_a_cause_and_one_of_another_matter_is_none() -> None:
    """A situation is judged by the rows of its matter, which no question draws."""
    situation = Row("s-1", "matters.situations", "docs/data/judgments.yml", {}, "here")

    def at(value: int, *rows: Row) -> Snapshot:
        # The last of the drawn words is the name of a row by chance.
        asked = replace(QUESTION, value=value, key=f"Units: {value}", draws=frozenset({"s-1", "row elsewhere"}))
        return replace(of_questions(asked), rows={row.id: row for row in (situation, *rows)})

    here, elsewhere = (Row(f"row {home}", "matters.rows", "docs/data/judgments.yml", {}, home) for home in ("here", "elsewhere"))
    [moved] = moves(at(2), at(3, here, elsewhere)).moved
    assert moved.causes == (Cause(CauseKind.DATA, "matters.rows row here", "docs/data/judgments.yml"),)


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Two.", "Three.", ("Two.", "Three.")),
        (None, ["a"], ("nothing", "a")),
        (f"{'word ' * 40}two {'more ' * 40}", f"{'word ' * 40}three {'more ' * 40}", ("two", "three")),
        (f"{'word ' * 40}", f"{'word ' * 40}end", ("word", "word end")),
    ],
    ids=["short", "a list that came", "the middle of a long one", "the end of a long one"],
)
def test_of_long_texts_the_part_that_differs_is_shown(old: object, new: object, shown: tuple[str, str]) -> None:
    pair = pair_in_words(old, new)
    assert all(part in text for part, text in zip(shown, pair, strict=True))
    assert max(map(len, pair)) < 100
    assert pair[0] != pair[1]


QUESTION = Question("q-1", "q", "units", 1, 1, "How many?", "Units: 2", 2, frozenset({"U-01"}))


def of_questions(question: Question | None, *, row: Row | None = None, python: str = "a") -> Snapshot:
    questions = {} if question is None else {question.id: question}
    facts = {row.id: row} if row else {}
    return Snapshot(facts, {}, {}, {}, questions, {}, {"macros/rules/units.py": python})


def fact(text: str) -> Row:
    return Row("U-01", "facts", "docs/data/units.yml", {"text": text})


DATA, PYTHON = CauseKind.FACT, CauseKind.PYTHON


@pytest.mark.parametrize(
    ("between", "kinds"),
    [(None, [DATA, PYTHON]), (2, [DATA]), (3, [PYTHON]), (4, [DATA, PYTHON])],
    ids=["not known", "the data alone", "the Python alone", "both"],
)
def test_the_data_and_the_python_are_told_apart_as_causes(between: int | None, kinds: list[CauseKind]) -> None:
    """`between` is what the new Python makes of the old data: as before, as now, or a third thing."""

    def answering(value: int) -> Question:
        return replace(QUESTION, value=value, key=f"Units: {value}")

    old = of_questions(answering(2), row=fact("Two."), python="a")
    new = of_questions(answering(3), row=fact("Three."), python="b")
    [moved] = moves(old, new, None if between is None else {"q-1": answering(between)}).moved
    assert (moved.old_key, moved.question.key) == ("Units: 2", "Units: 3")
    assert [cause.kind for cause in moved.causes] == kinds


@pytest.mark.parametrize(
    ("value", "key", "moved"),
    [(2, "Units: 2", False), (2, "Two units", False), ("two", "Units: 2", False), (3, "Units: 3", True)],
    ids=["the same", "other words", "another name for the same words", "another answer"],
)
def test_a_key_is_another_one_only_where_answer_and_words_are(value: object, key: str, moved: bool) -> None:
    found = moves(of_questions(QUESTION), of_questions(replace(QUESTION, value=value, key=key)))
    assert bool(found.moved) == moved
    assert bool(found.reworded) == (key == "Two units")


def test_a_key_that_nothing_moved_says_so() -> None:
    [moved] = moves(of_questions(QUESTION), of_questions(replace(QUESTION, value=3, key="Units: 3"))).moved
    assert [cause.kind for cause in moved.causes] == [CauseKind.UNKNOWN]


def test_nothing_moves_between_empty_snapshots() -> None:
    empty = of_questions(None)
    assert moves(empty, empty).none
    assert summary(moves(empty, empty)) == "Nothing moved."


def test_values_of_keys_are_plain_whatever_holds_them() -> None:
    assert plain(("97112", 2, frozenset({"KX", "GP"}))) == ["97112", 2, ["GP", "KX"]]
    assert plain(CauseKind.FACT) == "fact"
    assert plain({"a": (1, None, True)}) == {"a": [1, None, True]}
    assert plain(Cause(CauseKind.DATA, "x", "y")) == ["data", "x", "y"]


def test_hostile_text_stays_text_in_markdown() -> None:
    """A pull request's summary shows what the pull request's author wrote."""
    shown = escaped("a | b\n\n# c <img src=x onerror=y> [d](https://e) `f` @somebody &lt; \u202eright")
    assert "\n" not in shown
    for mark in "|#<>[]`":
        assert shown.count(mark) == shown.count(f"\\{mark}")
    assert "@s" not in shown
    assert "&lt;" not in shown
    assert "\u202e" not in shown
