"""A problem is one line that a person can read, whatever stands in the file that it is about."""

from __future__ import annotations

from macros.reading.problem import Problem


def test_what_was_written_is_shown_on_one_line_with_every_character_seen() -> None:
    problem = Problem("a\x1b.yml", 1, 1, "`x\ny\u202e\x00` is not known", "write\tit")
    assert str(problem) == "a<U+001B>.yml:1:1: `x y<U+202E><U+0000>` is not known; write it"


def test_of_what_has_no_end_beginning_and_end_are_shown() -> None:
    for length in (500, 1_000, 1_000_000):
        problem = Problem("a.yml", 1, 1, f"`{'x' * length}` is not a date", "write it as " + "y" * length)
        assert len(str(problem)) < 1_220
        assert problem.what.startswith("`xxx")
        assert problem.what.endswith("x` is not a date")
    assert Problem("a.yml", 1, 1, "w" * 600, "f" * 600).what == "w" * 600
