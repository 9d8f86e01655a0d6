"""For all tests: none fails for being slow on a busy machine, and those of one built site run on one worker."""

import pytest
from hypothesis import settings

settings.register_profile("guide", deadline=None)
settings.load_profile("guide")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The tests that read one site run on one worker, so that none waits while another builds it."""
    for item in items:
        if not isinstance(item, pytest.Function):
            continue
        builder = item.callspec.params.get("site") if hasattr(item, "callspec") else None
        if builder is not None:
            item.add_marker(pytest.mark.xdist_group(f"site of {builder}"))
        elif {"built", "site"} & set(item.fixturenames):
            item.add_marker(pytest.mark.xdist_group("built sites"))
