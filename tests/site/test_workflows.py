"""The workflows: nothing is published that has not passed the tests, no job may do more than it needs, every action is pinned."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.plain_yaml import plain_yaml

WORKFLOWS = {path.name: path for path in (Path(__file__).parents[2] / ".github" / "workflows").glob("*.yml")}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9.]+")


def _workflow(name: str) -> dict[str, Any]:
    content: dict[str, Any] = plain_yaml(WORKFLOWS[name])
    return content


def _needed(jobs: dict[str, Any], name: str) -> set[str]:
    """Every job that a job waits for, by however many steps."""
    direct = jobs[name].get("needs", [])
    names = {direct} if isinstance(direct, str) else set(direct)
    return names.union(*(_needed(jobs, above) for above in names))


def test_publishing_waits_for_the_tests() -> None:
    jobs = _workflow("pages.yml")["jobs"]
    publishing = [name for name, job in jobs.items() if "deploy-pages" in str(job.get("steps"))]
    tests = {name for name, job in jobs.items() if job.get("uses") == "./.github/workflows/test.yml"}
    assert publishing
    assert tests
    assert all(tests <= _needed(jobs, name) for name in publishing)
    assert not any("always()" in str(job.get("if")) for job in jobs.values()), "a job with always() runs after a failure too"


def test_the_workflow_that_is_waited_for_runs_the_tests() -> None:
    steps = [step for job in _workflow("test.yml")["jobs"].values() for step in job["steps"]]
    assert "make test" in [step.get("run") for step in steps]
    assert not any("continue-on-error" in step for step in steps)


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_only_the_job_that_publishes_may_write(name: str) -> None:
    workflow = _workflow(name)
    assert "permissions" in workflow, "without this, every job may do whatever the repository's settings allow"
    assert "write" not in str(workflow["permissions"])
    for job in workflow["jobs"].values():
        assert "write" not in str(job.get("permissions", {})) or "deploy-pages" in str(job["steps"])


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_every_action_is_pinned_by_its_hash(name: str) -> None:
    uses = re.findall(r"uses: (.*)", WORKFLOWS[name].read_text("utf-8"))
    assert uses
    assert [action for action in uses if not action.startswith("./") and not PINNED.fullmatch(action)] == []
