"""Who may provide a service for a payer, with the reasons."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import BadInput, day_of, told_in_one_line
from macros.cli.reasoning import cited_facts, facts_as_json, print_facts, print_reasons, reasons_as_json, word_table
from macros.rules.vocabulary import INITIALS, PROFESSION_NAMES, SETTING_NAMES, Payer, Profession, Supervision

if TYPE_CHECKING:
    from macros.facts.fact import Fact
    from macros.rules.furnishing import Furnishing

HELP = f"""Whether a profession may provide a service for a payer, and under what supervision.

\b
guide who nurse-practitioner --setting rehab-agency
guide who PTA --on 2024-12-31 --supervision general
guide who chiropractor --payer other
guide who PTA --code 97161

\b
The profession, or its initials (PT, PTA, NP, SLP, DC and so on):
{word_table(PROFESSION_NAMES)}

\b
--setting:
{word_table(SETTING_NAMES)}
"""


@click.command("who", help=HELP)
@click.argument("profession")
@click.option("--payer", default=Payer.MEDICARE.value, show_default=True, help="medicare, tricare or other.")
@click.option("--setting", default="private-practice", show_default=True, help="Where the patient is treated.")
@click.option("--on", "day", help="The service date, such as 2026-03-02.  [default: today]")
@click.option("--supervision", help=f"What supervision there is: {', '.join(Supervision)}.  [default: what is required]")
@click.option("--incident-to", is_flag=True, help="It is to be billed under a physician's number.")
@click.option("--code", default="97112", show_default=True, help="The code of the service.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def who(
    root: Path,
    profession: str,
    payer: str,
    setting: str,
    day: str | None,
    supervision: str | None,
    incident_to: bool,
    code: str,
    as_json: bool,
) -> None:
    """Print whether it is allowed, the supervision that is required, and the reasons with their facts."""
    from macros.guide import Guide
    from macros.rules.furnishing import ANSWER_NAMES, who_may_furnish

    library = Guide.load(root).library
    member, number = _profession(profession), code.upper()
    if number not in library.codes:
        raise BadInput(f"`{number}` is not a code of this guide; {library.code_hint(number)}")
    on = day_of(day) if day else date.today()
    first = library.thresholds.years[0].year
    if on.year < first:
        raise BadInput(f"{on} is before the data begins; use a service date from {first}-01-01 on")
    with told_in_one_line("guide who --help lists the words"):
        answer = who_may_furnish(
            member,
            payer.lower(),
            on,
            setting.lower(),
            incident_to=incident_to,
            supervision=supervision.lower() if supervision else None,
            work=library.tables.works[number],
        )
    facts = cited_facts(library, answer.steps)
    if as_json:
        click.echo(json.dumps(_as_json(member, answer, facts), ensure_ascii=False, indent=2))
        return
    open_ = "" if answer.settled else " (no source that was read settles it)"
    click.echo(f"{ANSWER_NAMES[answer.answer]}: {PROFESSION_NAMES[member]}, {number}{open_}")
    print_reasons(answer.steps)
    if answer.supervision:
        click.echo(f"Supervision required: {answer.supervision}")
    print_facts(facts)


def _profession(text: str) -> str:
    """The profession that was typed, by its name or its initials. Raises BadInput for any other."""
    from macros.reading.hint import did_you_mean

    word = "-".join(text.lower().replace("_", " ").split())
    known = INITIALS.get(word, word)
    if known not in list(Profession):
        hint = did_you_mean(word, list(Profession))
        listed = "" if "`" in hint else "; guide who --help lists them"
        raise BadInput(f"there is no profession `{text}`; {hint}{listed}")
    return known


def _as_json(profession: str, answer: Furnishing, facts: list[Fact]) -> dict[str, Any]:
    return {
        "profession": profession,
        "answer": answer.answer,
        "settled": answer.settled,
        "supervision": answer.supervision,
        "reasons": reasons_as_json(answer.steps),
        "facts": facts_as_json(facts),
    }
