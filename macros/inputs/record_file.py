"""A document of the record as a YAML file: read strictly, and compared with what is asked of such a document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from macros.facts.code import CodeNumber
from macros.facts.fact import Day, Flag, Record, Slug, Text, Whole
from macros.facts.library import Library
from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.validation import validated
from macros.reading.yaml_source import YamlSource, read
from macros.rules.deadline_reasons import EvaluationServesAsPlan
from macros.rules.deadlines import (
    Certified,
    Deadline,
    Periods,
    certified,
    days_late,
    evaluation_certified,
    next_recertification_due,
    plan_written,
    progress_report_due,
    recertification_due,
    report_delayed,
)
from macros.rules.reason import Reason
from macros.rules.records import DefaultAssumed, Element, Reading, contradictions, read_record
from macros.rules.refused import Refused
from macros.rules.signatures import Signature, read_signature
from macros.rules.vocabulary import DocumentKind
from macros.text.wording import long_date

DATED = frozenset({"signature", "proof-of-sending", "renewed-approval", "late-reason"})
"""What the days of a certification decide, and the list of elements cannot."""

IMPLIED = frozenset({"goals", "frequency", "duration"})
"""What an evaluation that was the only service implies, so that it serves as the plan without it (D-17c)."""


class RecordFile(Record):
    """A record file. `holds` names what the document holds, by concept; an empty value counts as missing.

    The days are those that deadlines rest on; each is needed only by the documents that it matters to. `recertified` is the
    day on which a plan was approved anew; `evaluation_only` says that the evaluation was the only service of the episode.
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
    recertified: Day | None = None
    evaluation_only: Flag = False
    plan_ends: Day | None = None
    treatment_days: tuple[Day, ...] = ()
    last_report: Day | None = None


@dataclass(frozen=True)
class RecordAnswer:
    """What a document lacks, where its numbers contradict each other, who signed it, and what its deadlines say.

    `due` is the last day of what the document is about (of the recertification, for a certification), `done` whether that was
    done by now, `days_late` how many days after `due` it was done, or how many have passed. `next_due` is what comes after it.
    """

    document: str
    date: date
    reading: Reading
    contradictions: tuple[Reason, ...]
    signature: Signature
    certified: Certified | None = None
    due: Day | None = None
    done: bool = False
    days_late: int | None = None
    next_due: Day | None = None
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
    try:
        signature = _signature(file)
    except Refused as refused:
        raise ProblemsFound([source.problem(("holds", "signature"), refused.what, refused.fix)]) from None
    answer = RecordAnswer(file.document, file.date, reading, against, signature)
    try:
        return _with_deadlines(answer, file, library.periods)
    except Refused as refused:
        raise ProblemsFound([source.problem(("first_treatment",), refused.what, refused.fix)]) from None
    except OverflowError:
        raise ProblemsFound([source.problem(("date",), "a day is beyond the calendar", "correct the days")]) from None


def _signature(file: RecordFile) -> Signature:
    """What Medicare makes of the signature; a value such as `true` says only that there is one."""
    if file.payer is not None:
        return Signature()
    signature = file.holds.get("signature")
    return read_signature(file.document, signature if isinstance(signature, str) else "", file.date, file.signed)


def _with_deadlines(answer: RecordAnswer, file: RecordFile, periods: Periods) -> RecordAnswer:
    match file.document:
        case DocumentKind.CERTIFICATION if file.evaluation_only:
            # The order or signature decides here, and whether there is one is a step of its own.
            reading = Reading((), (), answer.reading.advised)
            return replace(answer, reading=reading, steps=(evaluation_certified(file.order, file.signed),))
        case DocumentKind.CERTIFICATION if file.first_treatment is not None:
            return _certification(answer, file, file.first_treatment, periods)
        case DocumentKind.PROGRESS_REPORT if file.treatment_days:
            return _report(answer, file, periods)
        case DocumentKind.PLAN_OF_CARE:
            return _plan(answer, file)
    return answer


def _certification(answer: RecordAnswer, file: RecordFile, first_treatment: date, periods: Periods) -> RecordAnswer:
    """The first certification, and the recertification that follows: done, still to come, or missed by the file's day."""
    first = certified(
        first_treatment, file.date, file.signed, periods=periods, spoken=file.spoken, order=file.order, sent=file.sent
    )
    again = recertification_due(first_treatment, file.plan_ends, periods=periods)
    assert again.due is not None
    steps = (*first.steps, *again.steps)
    following: Deadline | None = None
    if file.recertified is not None:
        if file.recertified < first_treatment:
            what = f"the recertification of {long_date(file.recertified)} is before the first treatment"
            raise Refused(what, "correct one of them")
        following = next_recertification_due(file.recertified, periods=periods)
        steps = (*steps, *following.steps)
    return replace(
        answer,
        reading=_without(answer.reading, DATED),
        certified=first,
        due=again.due,
        done=file.recertified is not None,
        days_late=days_late(again.due, file.recertified or file.date),
        next_due=following.due if following else None,
        steps=steps,
    )


def _report(answer: RecordAnswer, file: RecordFile, periods: Periods) -> RecordAnswer:
    """This progress report and, where enough treatment days after it are known, the next."""
    this = progress_report_due(file.treatment_days, file.last_report, periods=periods)
    following = progress_report_due(file.treatment_days, file.date, periods=periods)
    late = report_delayed(this.due, file.date, periods=periods) if this.due is not None else ()
    return replace(
        answer,
        due=this.due,
        done=True,
        days_late=days_late(this.due, file.date) if this.due is not None else None,
        next_due=following.due,
        steps=(*this.steps, *late),
    )


def _plan(answer: RecordAnswer, file: RecordFile) -> RecordAnswer:
    """What a plan leaves to the manual, and whether it was written by the first treatment."""
    steps: list[Reason] = []
    reading = answer.reading
    if file.evaluation_only:
        steps.append(EvaluationServesAsPlan())
        reading = _without(reading, IMPLIED)
    steps += [DefaultAssumed(element.name, element.if_unstated) for element in reading.assumed if element.if_unstated]
    if file.first_treatment is None:
        return replace(answer, reading=reading, steps=tuple(steps))
    steps.append(plan_written(file.date, file.first_treatment))
    late = days_late(file.first_treatment, file.date)
    return replace(answer, reading=reading, due=file.first_treatment, done=True, days_late=late, steps=tuple(steps))


def _without(reading: Reading, concepts: frozenset[str]) -> Reading:
    """The reading without what is decided elsewhere."""
    return Reading(
        tuple(element for element in reading.missing if element.concept not in concepts),
        tuple(element for element in reading.missing_if if element.concept not in concepts),
        reading.advised,
        tuple(element for element in reading.assumed if element.concept not in concepts),
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
            problems.append(source.problem(("billed", code), what, library.code_hint(code), of_key=True))
        elif units < 0:
            problems.append(source.problem(("billed", code), f"{units} units cannot be", "write 0 or more"))
    return problems
