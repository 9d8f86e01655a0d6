"""What sound code has computed does not answer for a mutant."""

from __future__ import annotations

import sys

import pytest

from macros.reading import kept
from macros.rules import workdays
from tests.forgetting import forget_computed


def test_caches_are_empty_and_test_modules_imported_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    monkeypatch.setenv(kept.NO_CACHE, "")
    workdays.days_off(2026)
    assert workdays.days_off.cache_info().currsize
    assert not kept.nothing_kept_counts()
    forget_computed()
    assert workdays.days_off.cache_info().currsize == 0
    assert kept.nothing_kept_counts()
    assert __name__ not in sys.modules
