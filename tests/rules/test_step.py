"""A step is a sentence that rests on facts, or it is refused."""

from __future__ import annotations

import pytest

from macros.rules.step import Step


@pytest.mark.parametrize("text", ["47 minutes make 3 units.", "Signed on 2026-03-02: in time.", "$32.73 + $24.88 = $57.61."])
def test_a_sentence_stands(text: str) -> None:
    assert str(Step(text, ("U-01", "D-23a"))) == text


@pytest.mark.parametrize("text", ["", "no capital.", "No end", "SHOUTED.", "XX.", "It makes None units.", None])
def test_what_is_no_sentence_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a sentence"):
        Step(text, ("U-01",))


@pytest.mark.parametrize("cites", [(), ("u-01",), ("U-1",), ("U-01", "XXU-01XX"), None, "U-01"])
def test_a_step_rests_on_facts(cites: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="are not the facts that a step rests on"):
        Step("A sentence.", cites)
