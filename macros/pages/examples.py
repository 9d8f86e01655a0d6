"""The examples page: each example with its features in words and the rule's own step, and the form that filters them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from macros.facts.example import Example, Features
from macros.facts.library import Library
from macros.guide import Guide
from macros.pages.example_questions import PRACTICE, SET, example_questions
from macros.pages.links import Links
from macros.pages.templating import html
from macros.rules.vocabulary import ACTION_NAMES, MODALITY_NAMES, TARGET_NAMES, Target
from macros.text.markdown_text import in_heading
from macros.text.wording import in_words, listed, sentence_case

FILTERS = {
    "setting": ("Setting", "Any setting"),
    "region": ("Body region", "Any region"),
    "group": ("Condition", "Any condition"),
}
"""The fields of an example that readers filter by, besides its code: the label, and the choice that leaves all of them in."""


def examples(guide: Guide, links: Links) -> str:
    """The filters, then every example, those of 97112 first, the rest under the code that they support."""
    codes = list(dict.fromkeys(["97112", *(example.code for example in guide.library.examples)]))
    parts = [_form(guide.library, codes)]
    for code in codes:
        parts.append(f"## {code}: {in_heading(guide.library.codes[code].name)} {{#code-{code.lower()}}}")
        parts += [_example(guide, example, links) for example in guide.library.examples if example.code == code]
    return "\n\n".join(parts)


def _form(library: Library, codes: list[str]) -> str:
    filters = []
    for name, (label, everything) in FILTERS.items():
        used = {getattr(example, name) for example in library.examples}
        known = get_args(Example.model_fields[name].annotation)
        filters.append((name, label, everything, [(value, sentence_case(in_words(value))) for value in known if value in used]))
    filters.append(("code", "Code", "Any code", [(code, f"{code}: {library.codes[code].name}") for code in codes]))
    return html("example_filters.html.j2", filters=filters, total=len(library.examples))


def _example(guide: Guide, example: Example, links: Links) -> str:
    questions = example_questions(guide)
    return html(
        "example.html.j2",
        example=example,
        features=list(features_in_words(example.features)),
        steps=example.features.choice.steps,
        others=listed((other.code for other in example.confused_with), "or"),
        context=f"{sentence_case(example.condition)}, {in_words(example.setting)}",
        links=links,
        practice=links.page(PRACTICE),
        question=links.page(SET, questions[example.id]) if example.id in questions else None,
    )


def features_in_words(features: Features) -> Iterator[tuple[str, str]]:
    """What decides the code, as pairs of a question and its answer."""
    if features.trains is None:
        trained = "nothing"
    elif features.whole_task and features.trains == Target.TASK:
        trained = "a task from start to finish"
    else:
        trained = TARGET_NAMES[features.trains]
        trained += " in a task from start to finish" if features.whole_task else ""
    yield "What was trained", trained
    yield "What the clinician did", ACTION_NAMES[features.does]
    if features.modality is not None:
        moving = ", while the patient moved" if features.moving else ""
        yield "With", MODALITY_NAMES[features.modality] + moving
    if features.in_water:
        yield "Where", "in water"
    if features.shared:
        yield "Attention", "shared among patients"
    if features.device is not None:
        visit = "first visit for it" if features.first_visit else "a later visit for it"
        yield "Device", f"{features.device}, {visit}"
