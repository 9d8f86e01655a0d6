"""What ships smaller says the same: no space that means something is left out."""

from __future__ import annotations

import pytest

from macros.text.shortened import shortened_script, shortened_style

STYLES = {
    "/* A table. */\n.lines :is(th, td) {\n  color: red;\n}\n": ".lines :is(th, td) { color: red; }",
    "@container (max-width: 16em) {\n  .lines :is(th, td)  {\n    padding: 0;\n  }\n}": (
        "@container (max-width: 16em) { .lines :is(th, td) { padding: 0; } }"
    ),
    "p {\n  width: calc(100% - (2em + 1px)); /* so */\n}": "p { width: calc(100% - (2em + 1px)); }",
    'p::before {\n  content: "a  /* b */";\n}': 'p::before { content: "a  /* b */"; }',
}


@pytest.mark.parametrize(("style", "shortened"), STYLES.items())
def test_a_style_sheet_loses_its_comments_and_indentation(style: str, shortened: str) -> None:
    assert shortened_style(style) == shortened


def test_a_script_keeps_the_spaces_of_its_texts() -> None:
    script = "// Says how many.\nconst said = `${count}  units, /* all */ of them`;\n"
    assert shortened_script(script) == "const said=`${count}  units, /* all */ of them`;"
