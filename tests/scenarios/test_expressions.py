"""Scenario texts run in a sandbox: unknown names are errors, and nothing can run away or reach out."""

from __future__ import annotations

import pytest

from macros.scenarios.expressions import ExpressionFault, condition, expression, names_in_expression, text_renderer

HOSTILE = {
    "class of a value": "{{ ''.__class__.__mro__ }}",
    "globals of a function": "{{ cycler.__init__.__globals__ }}",
    "power": "{{ 9 ** 9 ** 9 }}",
    "repeated text": "{{ 'x' * 1000000000 }}",
    "repeated list": "{{ [1] * 1000000000 }}",
    "huge range": "{% for i in range(1000000000) %}x{% endfor %}",
    "include": "{% include '/etc/passwd' %}",
    "import": "{% import 'os' as os %}",
    "unknown name": "{{ nmrr }}",
    "unknown filter": "{{ nmr | nofilter }}",
    "division by zero": "{{ nmr / 0 }}",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_is_refused(text: str) -> None:
    with pytest.raises(ExpressionFault) as caught:
        text_renderer(text)({"nmr": 24})
    assert "\n" not in str(caught.value)


def test_a_text_is_filled_in_as_one_paragraph() -> None:
    render = text_renderer("{{ nmr }} minutes of 97112\nand {{ nmr + 1 }} of 97110.\n")
    assert render({"nmr": 24}) == "24 minutes of 97112 and 25 of 97110."


def test_paragraphs_and_lists_are_kept() -> None:
    assert text_renderer("One.\n\n- two\n- three\n")({}) == "One.\n\n- two\n- three"


def test_conditions_read_as_in_python() -> None:
    holds = condition("tie == false and nmr % 15 != exercise % 15 and not unsettled")
    assert holds({"tie": False, "nmr": 24, "exercise": 23, "unsettled": False})
    assert not holds({"tie": False, "nmr": 24, "exercise": 39, "unsettled": False})


def test_an_unknown_name_in_a_condition_is_an_error_and_not_false() -> None:
    with pytest.raises(ExpressionFault, match="nrm"):
        condition("nrm > 5")({"nmr": 24})
    with pytest.raises(ExpressionFault, match="nrm"):
        expression("nrm")({"nmr": 24})


def test_names_of_a_condition() -> None:
    assert names_in_expression("code == '97112' and confused_codes | length > 1") == {"code", "confused_codes"}
