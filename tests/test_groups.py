"""What shares a fixture that takes long to make runs on one worker; a runner that forgets the groups makes each fixture twice."""

import os

import pytest


@pytest.mark.xdist_group("one worker")
def test_a_group_is_known_to_the_runner(request: pytest.FixtureRequest) -> None:
    """pytest-xdist keeps tests together by the group that it writes after their id."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        assert request.node.nodeid.endswith("@one worker")
