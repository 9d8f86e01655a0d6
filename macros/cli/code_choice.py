"""From what was done to the code, with the reasons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import BadInput
from macros.cli.reasoning import cited_facts, facts_as_json, print_facts, print_reasons, reasons_as_json, word_table
from macros.rules.vocabulary import ACTION_NAMES, MODALITY_NAMES, TARGET_NAMES, Action, Device, Modality, Target

if TYPE_CHECKING:
    from macros.facts.example import Confusion, Example
    from macros.facts.fact import Fact
    from macros.rules.code_choice import Activity, CodeChoice, NearMiss

OTHER_NAMES: Mapping[str, str] = {
    "gait": Target.WALKING,
    "stairs": Target.WALKING,
    "proprioception": Target.POSITION_SENSE,
    "endurance": Target.STAMINA,
    "rom": Target.MOTION,
    "cognition": Target.THINKING,
    "memory": Target.THINKING,
    "adl": Target.DAILY_LIVING,
    "adls": Target.DAILY_LIVING,
    "estim": Modality.STIMULATION,
    "splint": Device.ORTHOSIS,
    "brace": Device.ORTHOSIS,
}
"""What clinicians say, and the word for it here."""


class Word(click.ParamType[StrEnum]):
    """One of the words of a list, whatever its case."""

    def __init__(self, noun: str, words: type[StrEnum]):
        self.name = noun
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> StrEnum:
        """The word. Raises BadInput for any other, with the one that was meant."""
        from macros.reading.hint import did_you_mean

        word = "-".join(str(value).lower().replace("_", " ").split())
        if word in list(self.words):
            return self.words(word)
        meant = OTHER_NAMES.get(word)
        hint = f"write `{meant}`" if meant in list(self.words) else did_you_mean(word, self.words)
        listed = "" if "`" in hint else "; guide code --help lists the words"
        raise BadInput(f"there is no {self.name} `{value}`; {hint}{listed}")


HELP = f"""Which code an activity supports, from what was trained and what the clinician did.

\b
guide code --does corrects --trains balance
guide code --does doses --trains task --whole-task
guide code --does starts --modality stimulation

\b
--does: the clinician
{word_table(ACTION_NAMES)}

\b
--trains: what was trained
{word_table(TARGET_NAMES)}

\b
--modality: what was used
{word_table(MODALITY_NAMES)}
"""


@click.command("code", help=HELP)
@click.option("--does", type=Word("action", Action), help="What the clinician did.")
@click.option("--trains", type=Word("target", Target), help="What was trained.")
@click.option("--whole-task", is_flag=True, help="A whole task was practiced, for a named function.")
@click.option("--shared", is_flag=True, help="Attention was shared among patients; else it was one-on-one.")
@click.option("--in-water", is_flag=True, help="The patient was in water.")
@click.option("--modality", type=Word("modality", Modality), help="An agent or an instrument was used.")
@click.option("--moving", is_flag=True, help="The patient moved while the stimulation ran.")
@click.option("--device", type=Word("device", Device), help="orthosis or prosthesis, which was fitted or trained with.")
@click.option("--later-visit", is_flag=True, help="A later visit for the device; else the first one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def code(root: Path, /, does: Action | None, as_json: bool, later_visit: bool, **features: Any) -> None:
    """Print the code or codes, the reasons, and what would have made it another."""
    from macros.guide import Guide
    from macros.rules.code_choice import changes_text, choose_code, known_codes, near_misses, without_effect

    activity = activity_of(does, first_visit=not later_visit, **features)
    choice, near = choose_code(activity), near_misses(activity)
    library = Guide.load(root).library
    also = [
        (example, other) for example in library.examples if example.features.activity == activity for other in example.also_fits
    ]
    idle = () if also else without_effect(activity)
    facts = cited_facts(library, choice.steps)
    facts += [library.facts[name] for example, _ in also for name in example.rests_on if library.facts[name] not in facts]
    if as_json:
        click.echo(json.dumps(_as_json(choice, near, idle, also, facts), ensure_ascii=False, indent=2))
        return
    for number in choice.codes:
        click.echo(f"{number}  {library.codes[number].name}")
    if not choice.codes:
        click.echo("No code of this guide.")
    if len(choice.codes) > 1:
        click.echo("It depends: each of these codes is defensible, and the reasons say on what.")
    print_reasons(choice.steps)
    for example, other in also:
        click.echo(f"It depends: {other.code} fits too in {example.id} ({example.activity}) {other.because}")
    if idle:
        click.echo(f"Of no effect here: {', '.join(map(_option, idle))}")
    if not choice.codes:
        click.echo(f"Not read: any code but {', '.join(known_codes())}")
    click.echo("Another answer, if one thing were different:")
    for miss in near:
        click.echo(f"  {' or '.join(miss.codes) or 'no code of this guide'}: if {changes_text(miss.changes)}")
    print_facts(facts)


MISSING: Mapping[str, str] = {
    "device": "the device decides the code here; add --device orthosis or --device prosthesis",
    "modality": "what was used decides the code here; add --modality, such as --modality stimulation",
    "trains": "what was trained decides the code here; add --trains, such as --trains balance",
}
"""What to add where an activity leaves out the feature that decides its code."""


def activity_of(does: Action | None, **features: Any) -> Activity:
    """The activity that the options describe. Raises BadInput where they leave out what decides the code."""
    from macros.rules.code_choice import Activity, missing_feature

    if does is None:
        raise BadInput("say what the clinician did, such as --does corrects; guide code --help lists the words")
    activity = Activity(does, **features)
    missing = missing_feature(activity)
    if missing is not None:
        raise BadInput(MISSING[missing])
    return activity


def _as_json(
    choice: CodeChoice,
    near: Iterable[NearMiss],
    idle: Iterable[str],
    also: Sequence[tuple[Example, Confusion]],
    facts: Iterable[Fact],
) -> dict[str, Any]:
    return {
        "codes": list(choice.codes),
        "depends": len(choice.codes) > 1 or bool(also),
        "reasons": reasons_as_json(choice.steps),
        "also_fits": [{"code": other.code, "example": example.id, "because": other.because} for example, other in also],
        "of_no_effect": list(idle),
        "another_answer": [
            {"codes": list(miss.codes), "if": [{"feature": change.feature, "value": change.value} for change in miss.changes]}
            for miss in near
        ],
        "facts": facts_as_json(facts),
    }


def _option(feature: str) -> str:
    return "--later-visit" if feature == "first_visit" else f"--{feature.replace('_', '-')}"
