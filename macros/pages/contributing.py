"""Tables for scenario authors, taken from the code so that they cannot be out of date."""

from __future__ import annotations

import inspect

from macros.facts.library import DATA_MODELS, Library, schema_of
from macros.pages.templating import html
from macros.reading.uses import note
from macros.scenarios.asks import ASKS
from macros.scenarios.misconceptions import MISCONCEPTIONS

KINDS = {
    "single": "one choice",
    "multiple": "every right choice",
    "number": "a number",
    "claim-lines": "the lines of a claim",
    "match": "a match for each",
    "order": "an order",
    "find": "a sentence of a note",
}


def asks_table() -> str:
    """What can be asked: its name, its kind, and what the scenario must hold for it."""
    needs = {
        "counting": "a `visit`",
        "minutes": "a `visit` with its `log`",
        "example": "one variable drawn `from: examples` or `from: vignettes`",
        "vignette": "one variable drawn `from: vignettes`, with `where: twin`; `given`: `change` where one thing is different",
        "requirement": "one variable drawn `from: requirements`",
        "notes": "a variable drawn `from: notes`, and one `from: flaws` or what `given` needs",
        "claims": "a `visit` under Medicare",
        "edits": "`given`: `first`, `second` and `day`; `table` if it is the hospital's",
        "payment": '`given`: `lines` such as "97112=2 97110=1" and `day`; `locality` where it matters',
        "people": "`given`: `profession` (or `among`, several) and `day`; `payer`, `setting` and `incident_to` where they matter",
        "judgments": "one variable drawn `from: situations`; a change needs `given`: `to`",
        "denials": "one variable drawn `from: denials`",
        "deadlines": "`given`: `what` (or `level`) and `day`",
        "knowledge": "one variable drawn `from: statements`, `from: terms` or `from: requirements`",
    }
    rows = [(ask.name, ask.meaning, KINDS[ask.kind], needs[ask.subject]) for ask in ASKS.values()]
    return html("name_table.html.j2", heads=("ask", "asks for", "answer", "needs"), rows=rows)


def data_table(library: Library, up: str) -> str:
    """Each data file: what it holds, and where it is as YAML, as JSON and with its schema. `up` leads to the top of the site."""
    rows = []
    for name in library.file_names:
        note(f"docs/data/{name}.yml")
        text = (library.root / "docs" / "data" / f"{name}.yml").read_text("utf-8")
        about = " ".join(line[1:].strip() for line in text.splitlines()[1:4] if line.startswith("#"))
        records = ", ".join(field.replace("_", " ") for field in DATA_MODELS[schema_of(name)].model_fields)
        rows.append((name, schema_of(name), about.partition(". ")[0].rstrip(".") + "." if about else "", records))
    return html("open_data.html.j2", rows=rows, up=up)


def misconceptions_table() -> str:
    """The named wrong methods, and the asks that each can answer."""
    rows = [
        (
            misconception.name,
            inspect.getdoc(misconception.method) or misconception.title,
            ", ".join(name for name in ASKS if name in misconception.asks),
            "",
        )
        for misconception in MISCONCEPTIONS.values()
    ]
    return html("name_table.html.j2", heads=("wrong", "what it does", "for `ask`"), rows=[row[:3] for row in rows])
