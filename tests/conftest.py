"""For all tests: none fails for being slow on a busy machine, and those of one built site run on one worker."""

import pytest
from hypothesis import settings

settings.register_profile("guide", deadline=None)
settings.load_profile("guide")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A site is built once for all the tests that open it."""
    for item in items:
        builder = item.callspec.params.get("site") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None
        if builder is not None:
            item.add_marker(pytest.mark.xdist_group(f"site of {builder}"))
