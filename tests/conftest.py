"""For all tests: none fails for being slow on a busy machine, the longest begin first, and the seed of the day is printed."""

import os

import pytest
from hypothesis import settings

from tests.built_sites import builder_of
from tests.forgetting import forget_computed
from tests.seeds import SEED, daily_seed

settings.register_profile("guide", deadline=None)
settings.load_profile("guide")

FIRST = (
    "tests/site/test_building.py",
    "tests/rules/test_claim.py",
    "tests/scenarios/test_every_question.py",
    "tests/browser/",
    "tests/site/",
    "tests/scenarios/",
    "tests/exports/",
)
"""What takes longest, in the order in which it is begun; all else fills up what a worker has left at the end."""


def pytest_configure() -> None:
    """Workers inherit the seed, so that all of a run share it even around midnight; a mutant is judged by what it computes."""
    daily_seed()
    if os.environ.get("MUTANT_UNDER_TEST"):
        forget_computed()


def pytest_report_header() -> str:
    """The seed, so that a failure can be repeated on another day."""
    return f"random tests begin at {SEED}={os.environ[SEED]}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share what takes long to make run on one worker, file by file; the longest files come first."""
    items.sort(key=lambda item: next((place for place, name in enumerate(FIRST) if item.nodeid.startswith(name)), len(FIRST)))
    for item in items:
        if not isinstance(item, pytest.Function) or item.get_closest_marker("xdist_group"):
            continue
        names = set(item.fixturenames)
        if names & {"browser", "site", "built"}:
            item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} on the site of {builder_of(item)}"))
