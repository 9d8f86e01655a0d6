"""The engine carries another code: a guide of three made-up facts and two scenarios, from YAML alone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.command import guide_process
from tests.toy_guide import SETTINGS, TOY, write_toy_guide


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_toy_guide(tmp_path_factory.mktemp("toy"))


def test_the_toy_is_three_facts_and_two_scenarios_and_no_python() -> None:
    files = sorted(path.relative_to(TOY).as_posix() for path in TOY.rglob("*") if path.is_file())
    assert {Path(name).suffix for name in files} == {".yml", ".md"}
    assert len(files) <= 8, "what forces the toy to have more is a fault of the engine"
    facts = yaml.safe_load((TOY / "docs/data/scope.yml").read_text("utf-8"))["facts"]
    assert len(facts) == 3
    assert all(fact["text"].startswith("Made up:") for fact in facts)
    assert len(yaml.safe_load((TOY / "quizzes/blocks.yml").read_text("utf-8"))["scenarios"]) == 2
    assert not any("97112" in (TOY / name).read_text("utf-8") for name in files)


def test_the_check_of_the_toy_is_green(toy: Path) -> None:
    done = guide_process("check", root=toy, cwd=toy)
    assert done.returncode == 0, done.stderr
    assert "3 facts, 0 examples, 1 source, 2 scenarios in 1 topic, 0 cases: no error." in done.stdout


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_a_builder_makes_the_toys_pages_and_a_session(toy: Path, builder: str) -> None:
    site = toy / f"site-{builder}"
    done = guide_process("build", "--builder", builder, "--site", site, root=toy, cwd=toy)
    assert done.returncode == 0, done.stderr
    pages = {name: (site / name / "index.html").read_text("utf-8") for name in (".", "reference/facts", "practice/blocks")}
    for page in pages.values():
        assert 'property="og:site_name" content="Guide 00000"' in page
        assert "97112" not in page
    assert pages["reference/facts"].count("Made up:") == 3
    assert json.loads((site / "manifest.webmanifest").read_text("utf-8"))["name"] == SETTINGS["site_name"]
    # A session draws from the pool that the page names, and fetches the files of questions that the pool names.
    named = re.search(r'data-pool="?[^"> ]*generated/(blocks-[0-9a-f]+\.json)', pages["practice/blocks"])
    assert named
    pool = json.loads((site / "generated" / named[1]).read_text("utf-8"))
    assert [each["scenario"] for each in pool["scenarios"]] == ["is-it-a-stack", "what-next"]
    questions = [
        json.loads((site / "generated" / name).read_text("utf-8")) for each in pool["scenarios"] for name in each["files"]
    ]
    assert all(questions)
    # Each question leads to the line of its scenario and of its situation.
    for name, html in (each for those in questions for each in those.items()):
        for path, line in re.findall(r"blob/main/([^#]+)#L(\d+)", html):
            text = (toy / path).read_text("utf-8").splitlines()[int(line) - 1]
            assert re.search(r"\bid: ([\w-]+)", text)[1] in (name.rpartition("-")[0], "stack-01", "stack-02", "stack-03")  # type: ignore[index]
        assert html.count("blob/main/") == 2


def test_a_question_of_a_rule_that_the_toy_has_no_facts_for_is_refused_at_its_line(toy: Path, tmp_path: Path) -> None:
    path = toy / "quizzes/blocks.yml"
    codes = toy / "docs/data/codes.yml"
    sound = {each: each.read_text("utf-8") for each in (path, codes)}
    scenario = """
  - id: needs-a-rule
    level: 1
    teaches: [blocks]
    vary: {nmr: 8..40}
    visit: {payer_rule: medicare, services: [{code: "00000", minutes: nmr}]}
    stem: "{{ nmr }} minutes of 00000. How is it billed?"
    ask: claim
    wrong: [midpoint, round-each-up]
"""
    path.write_text(sound[path] + scenario, "utf-8")
    codes.write_text(sound[codes].replace("timed: false", "timed: true\n    unit_minutes: 15"), "utf-8")
    done = guide_process("check", "quizzes/blocks.yml", root=toy, cwd=toy)
    for each, text in sound.items():
        each.write_text(text, "utf-8")
    line = path.read_text("utf-8").count("\n") + scenario.partition("ask:")[0].count("\n") + 1
    assert done.returncode == 1
    assert re.match(rf"quizzes/blocks\.yml:{line}:\d+: needs-a-rule: the rule behind `claim` cites U-\d+, ", done.stderr)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["units", "glossary", "fees"])
def test_a_guide_that_uses_the_rules_needs_every_file_of_them(tmp_path: Path, name: str) -> None:
    """What a guide on another code may leave out is no gap that opens in this one."""
    from tests.small_checkout import write_small_checkout

    root = write_small_checkout(tmp_path)
    (root / f"docs/data/{name}.yml").unlink()
    done = guide_process("check", root=root, cwd=root)
    assert done.returncode == 1
    assert f"docs/data/{name}.yml:1:1: cannot be read" in done.stderr
