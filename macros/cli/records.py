"""What a document of the record lacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import read_input
from macros.rules.vocabulary import DocumentKind
from macros.text.wording import counted, long_date

if TYPE_CHECKING:
    from datetime import date

    from macros.inputs.record_file import RecordAnswer
    from macros.rules.records import Element


@click.command()
@click.argument("record_file", metavar="NOTE.yml", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def record(root: Path, record_file: Path, as_json: bool) -> None:
    """What a note, plan, certification or report lacks, by whom it is required, and since when."""
    from macros.guide import Guide
    from macros.inputs.record_file import read_record_file

    guide = Guide.load(root)
    answer = read_input(record_file, lambda path: read_record_file(path, guide.library))
    if as_json:
        click.echo(json.dumps(_as_json(answer), ensure_ascii=False, indent=2))
        return
    for step in (*answer.steps, *answer.contradictions, *answer.signature.faults):
        click.echo(f"  {step.text}")
    for element in answer.reading.missing:
        click.echo(f"Missing: {element.name} ({_asked_by(element)})")
    for element in answer.reading.advised:
        click.echo(f"Advised: {element.name} ({_asked_by(element)})")
    if answer.certified is not None:
        verdict = {True: "in time", False: "not in time", None: "still open"}[answer.certified.met]
        click.echo(f"First certification: {verdict}; the last day for it: {long_date(answer.certified.due)}.")
    if answer.due is not None:
        click.echo(_when(answer, answer.due))
    if answer.next_due is not None:
        click.echo(f"Next {_SUBJECTS[DocumentKind(answer.document)].lower()}: due by {long_date(answer.next_due)}.")
    for reason in answer.signature.open:
        click.echo(f"Mind: {reason}")
    if not answer.reading.missing and not answer.contradictions and not answer.signature.faults:
        click.echo("Nothing that is always required is missing.")
    for element in answer.reading.missing_if:
        click.echo(f"Only if {element.only_if}: {element.name} ({_asked_by(element)})")


_SUBJECTS = {
    DocumentKind.CERTIFICATION: "Recertification",
    DocumentKind.PROGRESS_REPORT: "Progress report",
    DocumentKind.PLAN_OF_CARE: "Plan of care",
}
"""What the last day of a document is about."""


def _when(answer: RecordAnswer, due: date) -> str:
    """The last day, and whether it was kept, is still to come, or is past."""
    subject, last = _SUBJECTS[DocumentKind(answer.document)], long_date(due)
    if answer.days_late and not answer.done:
        past = counted(answer.days_late, "day")
        return f"{subject}: was due by {last}, {past} ago, if treatment went on; none is recorded."
    if answer.days_late:
        return f"{subject}: was due by {last}; late by {counted(answer.days_late, 'day')}."
    return f"{subject}: due by {last}{'; in time' if answer.done else ''}."


def _asked_by(element: Element) -> str:
    whose = {"medicare": "Medicare", "good-practice": "good practice"}.get(element.by, element.by)
    return f"{whose}{f', since {long_date(element.since)}' if element.since else ''}; {element.id}"


def _as_json(answer: RecordAnswer) -> dict[str, Any]:
    return {
        "document": answer.document,
        "date": answer.date.isoformat(),
        "missing": [_element_as_json(element) for element in answer.reading.missing],
        "missing_if": [_element_as_json(element) for element in answer.reading.missing_if],
        "assumed": [_element_as_json(element) for element in answer.reading.assumed],
        "advised": [_element_as_json(element) for element in answer.reading.advised],
        "contradictions": [step.text for step in answer.contradictions],
        "signature": {
            "faults": [reason.text for reason in answer.signature.faults],
            "open": [reason.text for reason in answer.signature.open],
        },
        "certified": None if answer.certified is None else {"met": answer.certified.met, "due": answer.certified.due.isoformat()},
        "due": answer.due and answer.due.isoformat(),
        "late": None if answer.days_late is None else answer.days_late > 0,
        "days_late": answer.days_late,
        "next_due": answer.next_due and answer.next_due.isoformat(),
        "steps": [step.text for step in answer.steps],
    }


def _element_as_json(element: Element) -> dict[str, Any]:
    return {
        "id": element.id,
        "element": element.name,
        "concept": element.concept,
        "by": element.by,
        "since": element.since.isoformat() if element.since else None,
        "only_if": element.only_if,
        "if_unstated": element.if_unstated,
    }
