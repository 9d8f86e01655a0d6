"""What is proposed instead of a name that nobody knows."""

from __future__ import annotations

from macros.reading.hint import did_you_mean


def test_a_fact_without_its_zero_is_that_with_it() -> None:
    assert did_you_mean("M-4", ["M-74", "M-40", "M-04"]) == "did you mean `M-04`?"


def test_a_number_that_has_no_fact_with_a_zero_is_the_nearest() -> None:
    assert did_you_mean("M-4", ["M-74", "U-04"]) == "did you mean `M-74`?"
