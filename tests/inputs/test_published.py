"""The published worked examples against the rules, and what `guide verify` says of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from macros.inputs.published import AGREE, DIFFER, DISPUTED, NOT_COVERED, summary, verify
from macros.reading.problem import ProblemsFound
from tests.command import guide

PUBLISHED = Path(__file__).parents[1] / "published"
FILES = sorted(PUBLISHED.glob("*.yml"))

ONE = """\
- id: an-example
  rule: cms_total_time
  services:
  - {code: "97112", minutes: 24, timed: true, unit_minutes: 15}
  - {code: "97110", minutes: 23, timed: true, unit_minutes: 15}
  total_timed_minutes: 47
  expected: {"97112": 2, "97110": 1}
  source: A manual
  url: https://example.org
  kind: primary
  retrieval: full
  confidence: high
"""


def test_there_are_published_examples() -> None:
    assert [path.stem for path in FILES] == ["assistants", "scenarios", "units"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_published_example_differs_and_none_is_recalled(path: Path) -> None:
    outcomes = verify(path)
    assert [f"{each.example.id}: {each.said}" for each in outcomes if each.verdict == DIFFER] == []
    assert all(each.example.retrieval != "recalled" for each in outcomes)


@pytest.mark.parametrize(("name", "agree", "disputed"), [("units", 40, 5), ("assistants", 6, 4), ("scenarios", 6, 0)])
def test_every_published_example_is_covered(name: str, agree: int, disputed: int) -> None:
    verdicts = Counter(each.verdict for each in verify(PUBLISHED / f"{name}.yml"))
    assert verdicts[NOT_COVERED] == 0
    assert verdicts[AGREE] >= agree
    assert verdicts[DISPUTED] >= disputed


def test_verify_prints_the_counts() -> None:
    done = guide("verify", *FILES)
    assert done.returncode == 0
    last = done.stdout.splitlines()[-1]
    assert last == summary([each for path in FILES for each in verify(path)])
    assert " agree, 0 differ, " in last
    assert last.endswith(" disputed, 0 not covered")


# What each disputed example must come out as instead, typed from the reason that stands with it.
REASONS = {
    "accountmatters-20-10": "97110 × 2, 97116 × 1 with printed, 97110 × 1, 97116 × 1 with counted",
    "systems4pt-q2": "97110 × 1 with printed, 97110 × 1 counted",
    "systems4pt-q3": "97110 × 1 with printed, 97110 × 1 counted",
    "ptpn-60-with-7-side-by-side": "ANY15 × 4 with printed, ANY15 × 4 counted",
    "augmedix-g0283-as-timed": "107 timed minutes printed, 62 counted; 7 units printed, 5 counted",
    "millennial-12": "ANY15 × 2 printed, ANY15 × 1 counted",
    "codingahead-table-23": "ANY15 × 1 printed, ANY15 × 2 counted",
    "codingahead-table-08": "nothing printed, ANY15 × 1 counted; 0 units printed, 1 counted",
    "otdude-eval-3units": "OT-EVAL × 3 printed, OT-EVAL × 1 counted",
}


def test_a_disputed_example_differs_for_the_reason_given() -> None:
    said = {each.example.id: each.said for path in FILES for each in verify(path) if each.verdict == DISPUTED}
    assert said.keys() == REASONS.keys()
    for name, reason in REASONS.items():
        assert said[name].endswith(reason), name
    assert {each.example.id for path in FILES for each in verify(path) if each.example.dispute_reason} == REASONS.keys()


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "examples.yml"
    path.write_text(text)
    return path


BY = """\
- id: an-example
  rule: cq_co
  rule_year: 2022
  services:
  - {{code: "97110", minutes: 28, timed: true, unit_minutes: 15, by: {{therapist: {therapist}, assistant: {assistant}}}}}
  expected: {{"97110": 2}}
  expected_modifiers:
  - {{code: "97110", units: 1, modifiers: []}}
  - {{code: "97110", units: 1, modifiers: {rest}}}
"""

CASES = {
    "right": (ONE, AGREE, ""),
    "wrong units": (ONE.replace('"97112": 2', '"97112": 3'), DIFFER, "97110 × 1, 97112 × 3 printed"),
    "one claim of a tie": (
        ONE.replace("minutes: 24", "minutes: 20").replace("minutes: 23", "minutes: 20").replace("47", "40"),
        DIFFER, "97110 × 1, 97112 × 2 or 97110 × 2, 97112 × 1 counted",
    ),
    "wrong minutes": (ONE.replace("47", "48"), DIFFER, "48 timed minutes printed, 47 counted"),
    "wrong total": (ONE.replace("  source", "  expected_total_units: 4\n  source"), DIFFER, "4 units printed, 3 counted"),
    "total alone": (ONE.replace('expected: {"97112": 2, "97110": 1}', "expected_total_units: 3"), AGREE, ""),
    "disputed and wrong": (
        ONE.replace('"97112": 2', '"97112": 3').replace("  source", "  disputed: true\n  source"), DISPUTED, "printed",
    ),
    "disputed but right": (ONE.replace("  source", "  disputed: true\n  source"), DIFFER, "the rule agrees with it"),
    "modifier on the assistant's unit": (BY.format(therapist=15, assistant=13, rest="[CQ]"), AGREE, ""),
    "modifier left out": (BY.format(therapist=15, assistant=13, rest="[]"), DIFFER, "97110 × 1 with counted"),
    "the eight-minute exception": (
        BY.format(therapist=8, assistant=15, rest="[CQ]").replace("minutes: 28", "minutes: 23"),
        AGREE,
        "",
    ),
    "both disciplines share the units": (
        ONE.replace("cms_total_time", "scenario")
        .replace(', "97110": 1', "")
        .replace('"97112": 2', '"PT:97112": 1, "OT:97112": 1')
        .replace("  - {code: \"97110\", minutes: 23, timed: true, unit_minutes: 15}\n", "").replace("47", "24"),
        DIFFER, "OT:97112 × 2",
    ),
    "midpoint": (ONE.replace("cms_total_time", "ama_midpoint").replace('"97110": 1', '"97110": 2'), AGREE, ""),
}  # fmt: skip


@pytest.mark.parametrize(("text", "verdict", "said"), CASES.values(), ids=CASES)
def test_an_example_is_compared(tmp_path: Path, text: str, verdict: str, said: str) -> None:
    (outcome,) = verify(written(tmp_path, text))
    assert outcome.verdict == verdict
    assert said in outcome.said


def test_verify_exits_1_when_one_differs_and_names_it(tmp_path: Path) -> None:
    done = guide("verify", written(tmp_path, ONE.replace('"97112": 2', '"97112": 3')))
    assert done.returncode == 1
    assert done.stdout.splitlines()[0].startswith("an-example: ")
    assert done.stdout.splitlines()[-1] == "0 agree, 1 differ, 0 disputed, 0 not covered"


FAULTS = {
    "unknown field": (ONE.replace("kind:", "kid:"), 10, "`kid` is not a field"),
    "unknown rule": (ONE.replace("cms_total_time", "cms_total"), 2, "`cms_total` is not a known `rule`"),
    "fractional minutes": (ONE.replace("minutes: 24", "minutes: 24.5"), 4, "24.5"),
    "negative minutes": (ONE.replace("minutes: 24", "minutes: -4"), 4, "cannot be negative"),
    "nothing expected": (ONE.replace('  expected: {"97112": 2, "97110": 1}\n', ""), 1, "nothing is expected"),
    "no example": ("[]\n", 1, "holds no example"),
    "the same id twice": (ONE + ONE, 13, "is used twice"),
}


@pytest.mark.parametrize(("text", "line", "said"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_is_not_sound_is_told_at_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(ProblemsFound) as caught:
        verify(written(tmp_path, text))
    problem = caught.value.problems[0]
    assert problem.line == line, str(problem)
    assert said in problem.what
