"""A second check says what a first one would: whatever changes, the kept results that rest on it are made again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import click
import pytest

from macros.cli.main import cli
from macros.exports.cover import TeachingPage
from macros.guide import Guide
from macros.pages.cover import cover_of
from macros.pages.downloads import downloads_of
from macros.pages.pools import pool
from macros.reading.kept import NO_CACHE
from macros.reading.problem import ProblemsFound
from macros.scenarios.review.check import BRIEF, DRAWS, THOROUGH, USUAL
from macros.site.check import check
from macros.site.jobs import job_of_scenario, reviewed
from tests.command import ROOT, guide
from tests.small_checkout import spoil, write_small_checkout


def quiet(done: int, total: int) -> None:
    """Show no progress."""


def problems_of(root: Path) -> list[str]:
    try:
        check(Guide.load(root), quiet)
    except ProblemsFound as found:
        return [str(problem) for problem in found.problems]
    return []


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small checkout that was checked once, and found sound."""
    monkeypatch.chdir(tmp_path)
    write_small_checkout(tmp_path)
    assert problems_of(tmp_path) == []
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        ("quizzes/units.yml", "How is it billed to Medicare?", "How is {{ it }} billed to Medicare?", "`it` is not a variable"),
        ("quizzes/units.yml", "    require: ", "    require: units > 99 and ", "`require` leaves nothing to draw"),
        ("docs/data/units.yml", "checked: copy", "checked: unverified", "which is unverified"),
        ("docs/data/codes.yml", 'code: "97110"', 'code: "97113"', "97110"),
        ("docs/index.md", "# ", "{{ no_such_macro() }}\n\n# ", "there is no macro `no_such_macro`"),
        ("docs/index.md", "# ", "About 4711 units.\n\n# ", "4711 is not a number of the data"),
    ],
    ids=["a stem", "a condition", "a fact", "a code", "a page", "a number on a page"],
)
def test_a_change_is_seen_by_the_next_check(root: Path, file: str, old: str, new: str, problem: str) -> None:
    before = (root / file).read_text("utf-8")
    spoil(root, file, old, new)
    found = problems_of(root)
    assert any(problem in each for each in found), found
    (root / file).write_text(before, "utf-8")
    assert problems_of(root) == []


def test_a_page_that_goes_is_missed(root: Path) -> None:
    topic = Guide.load(root).quizzes.topics[0]
    (root / "docs" / topic.page).unlink()
    guide_of_now = problems_of(root)
    assert any("there is no page" in each for each in guide_of_now), guide_of_now


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("quizzes/units.yml", "How is it billed to Medicare?", "What is billed to Medicare?"),
        ("docs/data/sources.yml", 'title: "A manual"', 'title: "Another manual"'),
    ],
)
def test_a_pool_says_what_the_data_says_now(root: Path, file: str, old: str, new: str) -> None:
    before = pool(Guide.load(root), Guide.load(root).quizzes.topics[0])
    spoil(root, file, old, new)
    after = pool(Guide.load(root), Guide.load(root).quizzes.topics[0])
    assert after.listed != before.listed
    assert after == pool(Guide.load(root, fresh=True), Guide.load(root).quizzes.topics[0])


def test_a_fact_that_a_scenario_does_not_rest_on_leaves_its_review_as_it_is(root: Path) -> None:
    name = Guide.load(root).quizzes.topics[0].scenarios[0].id
    spoil(root, "docs/data/payment.yml", "A sentence of the manual", "Another sentence of the manual")
    assert Guide.load(root).kept.holds(f"scenario-{BRIEF} {name}")
    spoil(root, "docs/data/units.yml", "checked: copy", "checked: unverified")
    assert not Guide.load(root).kept.holds(f"scenario-{BRIEF} {name}")


def test_a_heading_is_what_covers_rest_on_and_a_scenario_is_not(root: Path) -> None:
    def kept_pages() -> Mapping[str, TeachingPage]:
        guide_of_now = Guide.load(root)
        return guide_of_now.kept.result("a cover", lambda: cover_of(guide_of_now, "A form").pages)

    (before,) = kept_pages().values()
    spoil(root, "quizzes/units.yml", "How is it billed to Medicare?", "What is billed to Medicare?")
    assert Guide.load(root).kept.holds("a cover")
    source = (root / "quizzes/units.yml").read_text("utf-8")
    (root / "docs/other.md").write_text("# Another page\n", "utf-8")
    page = re.search(r"(?m)^page: (.*)$", source)
    assert page
    spoil(root, "quizzes/units.yml", page[0], "page: other.md")
    assert not Guide.load(root).kept.holds("a cover")
    (after,) = kept_pages().values()
    assert before.title != after.title == "Another page"


def test_of_a_page_that_teaches_a_topic_its_files_rest_on_the_heading_alone(root: Path) -> None:
    topic = Guide.load(root).quizzes.topics[0]
    page = root / "docs" / topic.page
    text = page.read_text("utf-8")
    before = downloads_of(Guide.load(root), topic)
    page.write_text(f"{text}\nOne more sentence.\n", "utf-8")
    assert Guide.load(root).kept.holds(f"downloads {topic.id}")
    page.write_text(re.sub(r"(?m)^# ", "# All about ", text, count=1), "utf-8")
    assert not Guide.load(root).kept.holds(f"downloads {topic.id}")
    after = downloads_of(Guide.load(root), topic)
    assert b"All about" in after[0].content
    assert b"All about" not in before[0].content


def test_lines_above_a_scenario_do_not_change_its_review_but_the_line_of_its_faults(root: Path) -> None:
    spoil(root, "quizzes/units.yml", "    require: ", "    require: units > 99 and ")
    (first,) = problems_of(root)
    path = root / "quizzes/units.yml"
    path.write_text("# One more line.\n" + path.read_text("utf-8"), "utf-8")
    name = Guide.load(root).quizzes.topics[0].scenarios[0].id
    assert Guide.load(root).kept.holds(f"scenario-{BRIEF} {name}")
    (second,) = problems_of(root)
    assert int(second.split(":")[1]) == int(first.split(":")[1]) + 1


def test_no_cache_makes_everything_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name = Guide.load(root).quizzes.topics[0].scenarios[0].id
    times = []
    monkeypatch.setattr("macros.site.jobs.review_scenario", lambda *_: times.append(1))
    reviewed(Guide.load(root), name, BRIEF)
    assert times == []
    monkeypatch.setenv(NO_CACHE, "1")
    reviewed(Guide.load(root), name, BRIEF)
    assert times == [1]


def test_a_review_with_more_draws_does_for_one_with_fewer_and_never_the_other_way(root: Path) -> None:
    name = Guide.load(root).quizzes.topics[0].scenarios[0].id
    reviewed(Guide.load(root), name, USUAL)
    jobs = [job_of_scenario(Guide.load(root), name, draws)[0] for draws in (BRIEF, USUAL, THOROUGH)]
    assert jobs == [f"scenario-{USUAL}", f"scenario-{USUAL}", f"scenario-{THOROUGH}"]


def test_a_copy_of_a_checkout_and_of_what_it_kept_is_a_checkout_of_its_own(root: Path, tmp_path: Path) -> None:
    Guide.load(root)
    copy = Path(shutil.copytree(root, tmp_path / "copy"))
    guide_of_copy = Guide.load(copy)
    files = [guide_of_copy.root, *(topic.source.file for topic in guide_of_copy.quizzes.topics)]
    files += [source.file for source in guide_of_copy.library.yaml.values()]
    assert {file.relative_to(copy).is_absolute() for file in files} == {False}


def test_the_draws_that_the_command_offers_are_those_that_a_check_keeps() -> None:
    (offered,) = (option.type for option in cli.commands["check"].params if option.name == "draws")
    assert isinstance(offered, click.Choice)
    assert tuple(map(int, offered.choices)) == DRAWS


def test_of_a_file_whose_scenario_is_named_that_one_alone_is_checked() -> None:
    done = guide("check", ROOT / "quizzes/units.yml", "--scenario", "two-timed-codes", root=ROOT)
    assert done.stdout == "1 file, 1 scenario with 400 questions: no error.\n"


def test_check_takes_files_and_scenarios(root: Path) -> None:
    name = Guide.load(root).quizzes.topics[0].scenarios[0].id
    assert guide("check", "--scenario", name, root=root).stdout == "1 scenario with 400 questions: no error.\n"
    assert guide("check", root / "quizzes/units.yml", root=root).returncode == 0
    assert guide("check", root / "docs/index.md", root=root).stdout == "1 file: no error.\n"
    unknown = guide("check", "--scenario", f"{name}x", root=root)
    assert (unknown.returncode, unknown.stderr) == (2, f"guide: there is no scenario `{name}x`; did you mean `{name}`?\n")
    spoil(root, "docs/index.md", "# ", "{{ facts('none') }}\n\n{{ quiz('none') }}\n\n# ")
    assert guide("check", root / "quizzes/units.yml", root=root).returncode == 0
    faulty = guide("check", root / "docs/index.md", root=root)
    assert faulty.returncode == 1
    assert faulty.stderr.count("docs/index.md:") == 2  # both calls, each at its line


MISTAKES = (
    ("    ask: claim", "    ask: clam", "nothing is known to ask as `clam`; did you mean `claim`?"),
    ("wrong: [midpoint", "wrong: [midpiont", "there is no misconception `midpiont`; did you mean `midpoint`?"),
    ("{{ nmr }}", "{{ nmrr }}", "`nmrr` is not a variable of this scenario; did you mean `nmr`?"),
)


@pytest.mark.parametrize("command", ["check", "check-file", "preview", "quiz"])
def test_every_command_reports_all_mistakes_at_their_lines(root: Path, command: str) -> None:
    lines = [spoil(root, "quizzes/units.yml", old, new) for old, new, _ in MISTAKES]
    lines[-1] -= 1  # a text of several lines is named by the line on which it begins
    file = root / "quizzes/units.yml"
    arguments = {
        "check": ("check",),
        "check-file": ("check", file),
        "preview": ("preview", file, "two-codes"),
        "quiz": ("quiz", "units"),
    }[command]
    done = guide(*arguments, root=root)
    assert done.returncode in {1, 2}
    for line, (_, _, message) in zip(lines, MISTAKES, strict=True):
        assert any(f"units.yml:{line}:" in each and message in each for each in done.stderr.splitlines()), done.stderr
    assert "Python" not in done.stderr


def test_a_scenario_that_cannot_be_read_does_not_hide_the_mistakes_of_the_next(root: Path) -> None:
    path = root / "quizzes/units.yml"
    head, first = path.read_text("utf-8").split("scenarios:\n")
    broken = first.replace("id: two-codes", "id: broken").replace("    level: 3\n", "    level: 9\n")
    wrong = first.replace("    ask: claim", "    ask: clam")
    path.write_text(f"{head}scenarios:\n{broken}{wrong}", "utf-8")
    done = guide("check", path, root=root)
    assert "is not a known `level`" in done.stderr
    assert "nothing is known to ask as `clam`" in done.stderr
