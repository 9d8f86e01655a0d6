"""Texts of the checkout hold no HTML, no links and no address that runs: each is refused where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from macros.reading.markup import refuse_markup
from macros.reading.problem import ProblemsFound
from macros.reading.yaml_source import read
from tests.command import guide
from tests.small_checkout import spoil, write_small_checkout

REFUSED = {
    "<script>alert(1)</script>": "holds HTML: `<script`",
    '"><img src=x onerror=alert(1)>': "holds HTML: `<img`",
    "</textarea>": "holds HTML: `</textarea`",
    "<!-- -->": "holds HTML: `<!--`",
    "<?xml?>": "holds HTML: `<?xml?`",
    "[a](javascript:alert(1))": "holds a link or a picture: `](javascript:alert(1`",
    "![a](https://example.org/a.png)": "holds a link or a picture: `](https://example.org/`",
    "See it.\n\n[a]: https://example.org": "holds a link or a picture: `[a]:`",
    "JavaScript : alert(1)": "holds an address that runs: `JavaScript :`",
    "data:text/html,x": "holds an address that runs: `data:text/html`",
}

ALLOWED = (
    *("fewer than < 8 minutes", "2<3 and 5>4", "a -> b", "[ ] a box", "f(x)", "the data: text and numbers", "97112 & 97110"),
    *("]]>", "{{ 7 * 7 }}", "=cmd|' /C calc'!A0", "+1", "-1", "@home"),
)
"""What is shown as it is."""


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_more_than_text_is_refused_where_it_stands(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yml"
    indented = text.replace("\n", "\n      ")
    path.write_text(f"facts:\n  - id: one\n    text: |\n      {indented}\n", "utf-8")
    with pytest.raises(ProblemsFound) as found:
        refuse_markup(read(path))
    problem = found.value.problems[0]
    assert (problem.line, problem.column, problem.what) == (3, 11, REFUSED[text])


@pytest.mark.parametrize("text", ALLOWED)
def test_what_is_text_is_allowed(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.yml"
    path.write_text(f"text: |\n  {text}\n", "utf-8")
    refuse_markup(read(path))


PLACES = {
    "a fact": ("docs/data/scope.yml", "The service is one-on-one."),
    "the title of a section": ("docs/data/scope.yml", "The service"),
    "a source": ("docs/data/sources.yml", "A manual"),
    "a term": ("docs/data/glossary.yml", "What is counted."),
    "a stem": ("quizzes/units.yml", "How is it billed to Medicare?"),
    "the title of a topic": ("quizzes/units.yml", "From minutes to units"),
    "a patient": ("docs/data/patients.yml", "had a stroke in May"),
    "a note": ("docs/data/notes.yml", "Neuro."),
    "a letter": ("docs/data/appeal-letter.yml", "Your name"),
}


@pytest.mark.parametrize("place", PLACES)
def test_the_check_refuses_it_in_every_file(tmp_path: Path, place: str) -> None:
    write_small_checkout(tmp_path)
    file, old = PLACES[place]
    line = spoil(tmp_path, file, old, f"{old} <script>alert(1)</script>")
    done = guide("check", root=tmp_path, cwd=tmp_path)
    assert done.returncode == 1
    first = done.stderr.splitlines()[0]
    assert first.startswith(f"{file}:{line - (place == 'a stem') * 1}:"), first
    assert "holds HTML: `<script`; say it in words" in first
