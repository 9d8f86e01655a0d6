"""Scenario texts run in a sandbox: unknown names are errors, and nothing can run away or reach out."""

from __future__ import annotations

import contextlib
import time
import tracemalloc

import pytest

from macros.scenarios.expressions import (
    ExpressionFault,
    condition,
    expression,
    filled_in,
    names_in_expression,
    names_in_text,
    text_renderer,
)
from tests.fuzz.mutations import BLOCKS, ESCAPES

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


@pytest.mark.parametrize("what", [*ESCAPES, *BLOCKS], ids=lambda what: what[:30])
def test_no_known_way_out_of_the_sandbox_is_open(what: str) -> None:
    """Each is refused in words or gives a short text, within the time and the memory of any other text."""
    tracemalloc.start()
    given: list[object] = []
    for fill in (
        lambda: text_renderer(what if what in BLOCKS else "{{ " + what + " }}")({"nmr": 24}),
        lambda: filled_in(what if what in BLOCKS else "{{ " + what + " }}", {"nmr": 24}),
        lambda: expression(what)({"nmr": 24}),
        lambda: names_in_text("{{ " + what + " }}"),
        lambda: names_in_expression(what),
    ):
        begin = time.process_time()
        with contextlib.suppress(ExpressionFault):
            given.append(fill())
        assert time.process_time() - begin < 2
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()
    assert all(len(str(value)) < 1_000 for value in given)
    assert not any(
        word in str(value) for value in given for word in ("<class", "<built-in", "<function", "object at 0x", "root:")
    )


def test_what_texts_name_cannot_be_made_to_grow() -> None:
    """A value that is long already, multiplied by a loop, by `replace` and by `join`."""
    names = {"long": "x " * 9_000, "words": ["x" * 1_000] * 20}
    for text in (
        "{% for word in long.split() %}{{ long }}{% endfor %}",
        "{{ long | replace('x', long) }}",
        "{{ long | replace('x', 'xxxx') | replace('x', 'xxxx') | replace('x', 'xxxx') }}",
        "{% for word in words %}{% for other in words %}x{% endfor %}{% endfor %}",
    ):
        with pytest.raises(ExpressionFault):
            text_renderer(text)(names)


NAMES = {
    "{{ nmr | minutes }} of {{ codes[0].name }}": {"nmr", "codes"},
    "{% if late %}after {{ day }}{% elif soon %}{{ hour }}{% else %}now{% endif %}": {"late", "day", "soon", "hour"},
    "{% for code in codes %}{{ code }} {{ minutes }}{% endfor %}": {"codes", "minutes"},
    "{% raw %}{{ nmr }}{% endraw %} and plain words": set(),
}


@pytest.mark.parametrize(("text", "names"), NAMES.items())
def test_the_names_that_a_text_asks_for(text: str, names: set[str]) -> None:
    assert names_in_text(text) == names


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
