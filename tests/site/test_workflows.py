"""The workflows: nothing is published that has not passed the tests, no job may do more than it needs, every action is pinned."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = {path.name: path for path in (ROOT / ".github" / "workflows").glob("*.yml")}
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v[0-9.]+")


def _workflow(name: str) -> dict[str, Any]:
    content: dict[str, Any] = plain_yaml(WORKFLOWS[name])
    return content


def _needed(jobs: dict[str, Any], name: str) -> set[str]:
    """Every job that a job waits for, by however many steps."""
    direct = jobs[name].get("needs", [])
    names = {direct} if isinstance(direct, str) else set(direct)
    return names.union(*(_needed(jobs, above) for above in names))


@pytest.mark.parametrize(("workflow", "step"), [("pages.yml", "deploy-pages"), ("release.yml", "gh release create")])
def test_publishing_waits_for_the_tests(workflow: str, step: str) -> None:
    jobs = _workflow(workflow)["jobs"]
    publishing = [name for name, job in jobs.items() if step in str(job.get("steps"))]
    tests = {name for name, job in jobs.items() if job.get("uses") == "./.github/workflows/test.yml"}
    assert publishing
    assert tests
    assert all(tests <= _needed(jobs, name) for name in publishing)
    assert not any("always()" in str(job.get("if")) for job in jobs.values()), "a job with always() runs after a failure too"


def test_the_workflow_that_is_waited_for_runs_the_tests() -> None:
    steps = [step for job in _workflow("test.yml")["jobs"].values() for step in job["steps"]]
    assert "make test" in [step.get("run") for step in steps]
    assert not any("continue-on-error" in step for step in steps)


WRITES = {
    ("pages.yml", "deploy"): {"pages": "write", "id-token": "write"},
    ("weekly.yml", "issue"): {"issues": "write"},
    ("release.yml", "publish"): {"actions": "read", "contents": "write"},
}
"""Every job that may write, and what. All others may read the repository, and nothing else."""


def _jobs() -> list[tuple[str, str, dict[str, Any]]]:
    return [(name, job, content) for name in sorted(WORKFLOWS) for job, content in _workflow(name)["jobs"].items()]


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_a_workflow_allows_nothing_that_a_job_does_not_ask_for(name: str) -> None:
    assert _workflow(name)["permissions"] == {}


@pytest.mark.parametrize(("name", "job", "content"), [pytest.param(*each, id="-".join(each[:2])) for each in _jobs()])
def test_a_job_may_do_what_it_needs_and_no_more(name: str, job: str, content: dict[str, Any]) -> None:
    assert content["permissions"] == WRITES.get((name, job), {"contents": "read"})
    if (name, job) in WRITES:
        ran = [step for step in content["steps"] if "actions/checkout" in step.get("uses", "") or "make" in step.get("run", "")]
        assert ran == [], "a job that may write runs nothing of the repository, which a pull request can change"
    else:
        text = json.dumps(content)
        assert "secrets" not in text
        assert "github.token" not in text


def test_a_pull_request_never_runs_with_the_rights_of_the_repository() -> None:
    """`pull_request` of a fork has a token that reads, and no secret; `pull_request_target` and `workflow_run` have both."""
    for name in WORKFLOWS:
        workflow: dict[Any, Any] = _workflow(name)
        triggers = workflow[True]  # what YAML 1.1 makes of `on`
        assert set(triggers) <= {"pull_request", "workflow_call", "workflow_dispatch", "push", "schedule"}, name
        if "pull_request" in triggers:
            assert not [job for at, job in WRITES if at == name], name
            assert "secrets" not in WORKFLOWS[name].read_text("utf-8"), name


def test_no_checkout_leaves_its_token_behind() -> None:
    steps = [step for _, _, job in _jobs() for step in job.get("steps", []) if "actions/checkout" in step.get("uses", "")]
    assert len(steps) >= 8
    assert all(step["with"]["persist-credentials"] is False for step in steps)


def test_no_step_puts_words_of_others_into_its_script() -> None:
    """A branch may be called `$(anything)`: what stands in braces is put into the script before a shell reads it."""
    scripts = [step["run"] for _, _, job in _jobs() for step in job.get("steps", []) if "run" in step]
    assert len(scripts) >= 10
    assert [script for script in scripts if "${{" in script] == []


def test_every_target_that_a_workflow_makes_is_there() -> None:
    targets = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
    scripts = "\n".join(step["run"] for _, _, job in _jobs() for step in job.get("steps", []) if "run" in step)
    made = set(re.findall(r"\bmake ([a-z-]+)", scripts))
    assert {"check", "build", "test", "proof", "release", "audit", "firefox"} <= made
    assert made <= targets


def test_a_pull_request_shows_what_it_changes_and_a_preview() -> None:
    steps = _workflow("test.yml")["jobs"]["changes"]["steps"]
    summary = next(step for step in steps if "GITHUB_STEP_SUMMARY" in step.get("run", ""))
    assert 'guide diff "origin/$BASE..." --format markdown' in summary["run"]
    assert summary["env"] == {"BASE": "${{ github.base_ref }}"}
    assert steps[0]["with"]["fetch-depth"] == 0, "the base is compared with, so its commits are needed"
    assert [step["with"]["path"] for step in steps if "upload-artifact" in step.get("uses", "")] == ["site"]


def _issue_after(tmp_path: Path, report: str, existing: str) -> list[str]:
    """What the job on facts past their review asks of GitHub; a script stands in for its command."""
    step = _workflow("weekly.yml")["jobs"]["issue"]
    written = tmp_path / "asked.txt"
    (tmp_path / "gh").write_text(
        f"#!/bin/sh\necho \"$1 $2 $3\" >> '{written}'\n[ \"$2\" = list ] && printf '%s' '{existing}'\n"
        f'[ "$2" = edit ] || [ "$2" = create ] && cat >> \'{written}\'\nexit 0\n',
        "utf-8",
    )
    (tmp_path / "gh").chmod(0o755)
    environment = {"PATH": f"{tmp_path}:/usr/bin:/bin", "TITLE": step["env"]["TITLE"], "REPORT": report}
    done = subprocess.run(
        ["bash", "-e", "-c", step["steps"][0]["run"]], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return written.read_text("utf-8").splitlines()[1:]


def test_facts_past_their_review_are_one_issue(tmp_path: Path) -> None:
    assert _issue_after(tmp_path, "2 facts are past", "") == ["issue create --title", "2 facts are past"]
    for existing, report, asked in (
        ("7", "3 facts are past", ["issue edit 7", "3 facts are past"]),
        ("7", "", ["issue close 7"]),
        ("", "", []),
    ):
        (tmp_path / "asked.txt").unlink()
        assert _issue_after(tmp_path, report, existing) == asked


@pytest.mark.parametrize("name", sorted(WORKFLOWS))
def test_every_action_is_pinned_by_its_hash(name: str) -> None:
    uses = re.findall(r"uses: (.*)", WORKFLOWS[name].read_text("utf-8"))
    own = [action for action in uses if action.startswith("./")]
    assert all((ROOT / action.partition(" ")[0]).is_file() for action in own)
    assert [action for action in uses if action not in own and not PINNED.fullmatch(action)] == []


def test_an_action_has_one_version_in_all_workflows() -> None:
    """A newer version comes to all at once, so an old one is not forgotten somewhere."""
    uses = {action for path in WORKFLOWS.values() for action in re.findall(r"uses: ([^.\n]\S+@.*)", path.read_text("utf-8"))}
    assert len({action.partition("@")[0] for action in uses}) == len(uses)


def test_updates_are_proposed_for_everything_that_is_locked() -> None:
    updates = plain_yaml(ROOT / ".github/dependabot.yml")["updates"]
    assert {(each["package-ecosystem"], each["directory"]) for each in updates} == {
        ("pip", "/requirements"),
        ("npm", "/tests/browser/node"),
        ("github-actions", "/"),
    }
    assert list((ROOT / "requirements").glob("*.txt"))
    assert (ROOT / "tests/browser/node/package-lock.json").is_file()


def test_nobody_is_named_as_an_owner_before_a_fork_does() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    assert [line for line in lines if line.strip() and not line.startswith("#")] == []
    named = [line.split()[1] for line in lines if re.match(r"# [/*]", line)]
    assert len(named) >= 4
    assert all(place == "*" or (ROOT / place.lstrip("/")).exists() for place in named)


def test_the_container_for_contributors_uses_the_projects_own_targets() -> None:
    text = (ROOT / ".devcontainer/devcontainer.json").read_text("utf-8")
    settings = json.loads("\n".join(line for line in text.splitlines() if not line.startswith("//")))
    assert settings["postCreateCommand"] == "make lint && .venv/bin/pre-commit install"
    assert re.fullmatch(r"mcr\.microsoft\.com/devcontainers/python:3\.1\d-\w+", settings["image"])
