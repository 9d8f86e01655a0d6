"""A document of the record as a YAML file: read strictly, and compared with what is asked of such a document."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from macros.facts.code import CodeNumber
from macros.facts.fact import Day, Record, Slug, Text, Whole
from macros.facts.library import Library
from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.validation import validated
from macros.reading.yaml_source import YamlSource, read
from macros.rules.deadlines import Certified, Deadline, Periods, certified, plan_written, progress_report_due, recertification_due
from macros.rules.reason import Reason
from macros.rules.records import Element, Reading, contradictions, read_record
from macros.rules.refused import Refused
from macros.rules.vocabulary import DocumentKind


class RecordFile(Record):
    """A record file. `holds` names what the document holds, by concept; an empty value counts as missing.

    The days are those that deadlines rest on; each is needed only by the documents that it matters to.
    """

    document: Slug
    date: Day
    payer: Text | None = None
    holds: dict[str, Any] = Field(default_factory=dict)
    billed: dict[CodeNumber, Whole] = Field(default_factory=dict)
    first_treatment: Day | None = None
    signed: Day | None = None
    spoken: Day | None = None
    order: Day | None = None
    sent: Day | None = None
    plan_ends: Day | None = None
    treatment_days: tuple[Day, ...] = ()
    last_report: Day | None = None


@dataclass(frozen=True)
class RecordAnswer:
    """What a document lacks, where its numbers contradict each other, and what its deadlines say."""

    document: str
    date: date
    reading: Reading
    contradictions: tuple[Reason, ...]
    certified: Certified | None = None
    due: Deadline | None = None
    late: bool | None = None
    steps: tuple[Reason, ...] = field(default=())


def elements(library: Library) -> tuple[Element, ...]:
    """What each document is required to contain, as the rules take it."""
    return tuple(requirement.as_element() for requirement in library.requirements)


def read_record_file(path: Path, library: Library) -> RecordAnswer:
    """Read a record file and judge it. Raises ProblemsFound with every fault of the file."""
    source = read(path)
    file = validated(RecordFile, source)
    problems = _problems(source, file, library)
    if problems:
        raise ProblemsFound(problems)
    contained = {concept for concept, value in file.holds.items() if value not in (None, "", [], {}, False)}
    reading = read_record(elements(library), file.document, contained, file.date, file.payer)
    timed, total = (
        value if isinstance(value := file.holds.get(name), int) else None for name in ("timed-minutes", "total-minutes")
    )
    units = {code: count for code, count in file.billed.items() if library.codes[code].timed}
    against = contradictions(timed, total, units) if file.document == DocumentKind.TREATMENT_NOTE else ()
    answer = RecordAnswer(file.document, file.date, reading, against)
    try:
        return _with_deadlines(answer, file, library.periods)
    except Refused as refused:
        raise ProblemsFound([source.problem(("first_treatment",), refused.what, refused.fix)]) from None


def _with_deadlines(answer: RecordAnswer, file: RecordFile, periods: Periods) -> RecordAnswer:
    certification: Certified | None = None
    due: Deadline | None = None
    late: bool | None = None
    if file.document == DocumentKind.CERTIFICATION and file.first_treatment is not None:
        certification = certified(
            file.first_treatment,
            file.date,
            file.signed,
            periods=periods,
            spoken=file.spoken,
            order=file.order,
            sent=file.sent,
        )
        due = recertification_due(file.first_treatment, file.plan_ends, periods=periods)
        # The days decide what the list of elements cannot: a certification is met by a signature or, since 2025, by an order.
        answer = RecordAnswer(answer.document, answer.date, _without_dated(answer.reading), answer.contradictions)
    elif file.document == DocumentKind.PROGRESS_REPORT and file.treatment_days:
        due = progress_report_due(file.treatment_days, file.last_report, periods=periods)
        late = due.due is not None and file.date > due.due
    elif file.document == DocumentKind.PLAN_OF_CARE and file.first_treatment is not None:
        late = file.date > file.first_treatment
        step = plan_written(file.date, file.first_treatment)
        return RecordAnswer(answer.document, answer.date, answer.reading, answer.contradictions, late=late, steps=(step,))
    steps = (*(certification.steps if certification else ()), *(due.steps if due else ()))
    return RecordAnswer(answer.document, answer.date, answer.reading, answer.contradictions, certification, due, late, steps)


def _without_dated(reading: Reading) -> Reading:
    dated = {"signature", "proof-of-sending", "renewed-approval", "late-reason"}
    return Reading(
        tuple(element for element in reading.missing if element.concept not in dated),
        tuple(element for element in reading.missing_if if element.concept not in dated),
        reading.advised,
    )


def _problems(source: YamlSource, file: RecordFile, library: Library) -> list[Problem]:
    documents = [document.id for document in library.documents]
    if file.document not in documents:
        what = f"there is no document `{file.document}`"
        return [source.problem(("document",), what, did_you_mean(file.document, documents))]
    problems = []
    concepts = {requirement.concept for requirement in library.requirements if requirement.document == file.document}
    for name, value in file.holds.items():
        if name not in concepts:
            what = f"nothing called `{name}` is asked of a {file.document}"
            problems.append(source.problem(("holds", name), what, did_you_mean(name, concepts), of_key=True))
        elif (
            name.endswith("-minutes")
            and value is not None
            and (isinstance(value, bool) or not isinstance(value, int) or value < 0)
        ):
            problems.append(
                source.problem(("holds", name), f"`{value}` is not a number of minutes", "write whole minutes, 0 or more")
            )
    payers = {requirement.payer for requirement in library.requirements if requirement.payer}
    if file.payer is not None and file.payer not in payers:
        what = f"nothing is known of the payer `{file.payer}`"
        problems.append(source.problem(("payer",), what, f"{did_you_mean(file.payer, payers)}, or leave it out for Medicare"))
    for code, units in file.billed.items():
        if code not in library.codes:
            what = f"`{code}` is not a code of this guide"
            problems.append(source.problem(("billed", code), what, did_you_mean(code, library.codes), of_key=True))
        elif units < 0:
            problems.append(source.problem(("billed", code), f"{units} units cannot be", "write 0 or more"))
    return problems
