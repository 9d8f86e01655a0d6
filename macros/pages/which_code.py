"""The tool that goes from what was done to the code. Every answer is in its table; the browser looks it up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from macros.facts.library import Library
from macros.guide import Guide
from macros.pages.example_questions import PRACTICE, SET, example_questions
from macros.pages.links import Links
from macros.pages.lookup_table import lookup_table
from macros.pages.reasons import phrase_as_json, sentences
from macros.pages.templating import html
from macros.rules import code_choice
from macros.rules.cited import cited_by
from macros.rules.code_choice import (
    CAPACITY,
    CONTROL,
    DIFFERENCES,
    FEATURES,
    VALUE_NAMES,
    Activity,
    CodeChoice,
    choose_code,
    known_codes,
    missing_feature,
)
from macros.rules.vocabulary import ACTION_NAMES, DEVICE_NAMES, MODALITY_NAMES, TARGET_NAMES

EXAMPLES_PAGE = "reference/examples.md"

MISSING = {
    "device": "The device decides the code here. Choose it under “A modality or a device”.",
    "modality": "What was used decides the code here. Choose it under “A modality or a device”.",
    "trains": "What was trained decides the code here. Choose it above.",
}
"""What to choose where the answer lacks the feature that decides it."""


def which_code(guide: Guide, links: Links, served: Links) -> str:
    """The form, the table of every answer, the way to each fact that a reason cites, and to a question on each code."""
    library = guide.library
    others = [target for target in TARGET_NAMES if target not in {*CONTROL, *CAPACITY}]
    facts = {*cited_by(code_choice), *(name for example in library.examples if example.also_fits for name in example.rests_on)}
    return html(
        "which_code.html.j2",
        linked=links.top,
        actions=ACTION_NAMES,
        targets={
            "Control of movement": {target: TARGET_NAMES[target] for target in CONTROL},
            "One physical capacity": {target: TARGET_NAMES[target] for target in CAPACITY},
            "Something else": {target: TARGET_NAMES[target] for target in others},
        },
        modalities=MODALITY_NAMES,
        devices=DEVICE_NAMES,
        tables=json.dumps(code_tables(library, served, example_questions(guide)), ensure_ascii=False, separators=(",", ":")),
        facts=json.dumps({name: served.fact(name) for name in sorted(facts)}),
    )


def code_tables(library: Library, links: Links, questions: Mapping[str, str]) -> dict[str, Any]:
    """What the browser looks up: the answers by feature, how changes are worded, the codes, the examples, and where to practice.

    `questions` has what follows the # in the address of a question on each example.
    """
    asked = {example.id: links.page(SET, questions[example.id]) for example in library.examples if example.id in questions}

    def answered(values: Any) -> tuple[CodeChoice, str | None]:
        return choose_code(values), missing_feature(values)

    def written(answer: tuple[CodeChoice, str | None]) -> dict[str, Any]:
        choice, missing = answer
        return {"codes": choice.codes, "steps": [phrase_as_json(step) for step in choice.steps], "missing": missing}

    return {
        "table": lookup_table(FEATURES, answered).as_json(written),
        "plain": {field.name: field.default for field in fields(Activity) if field.name != "does"},
        "differences": {
            name: {
                "kind": kind.__name__,
                "together": kind.together,
                "names": [VALUE_NAMES[name][value] for value in FEATURES[name]],
            }
            for name, kind in DIFFERENCES.items()
        },
        "missing": MISSING,
        "says": sentences(code_choice),
        "codes": {number: library.codes[number].name for number in known_codes()},
        "examples": [
            {
                "id": example.id,
                "activity": example.activity,
                "at": links.page(EXAMPLES_PAGE, example.id),
                "question": asked.get(example.id),
                "features": [getattr(example.features, name) for name in FEATURES],
                "alsoFits": [{"code": other.code, "because": other.because} for other in example.also_fits],
                "restsOn": example.rests_on if example.also_fits else (),
            }
            for example in library.examples
        ],
        "questions": {example.code: asked[example.id] for example in reversed(library.examples) if example.id in asked},
        "practice": links.page(PRACTICE),
    }
