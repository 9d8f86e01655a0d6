"""A visit as a YAML file: read strictly, every fault reported at its line, and turned into what the rules take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from macros.facts.code import CodeNumber
from macros.facts.fact import Amount, Day, Flag, Record, Slug, Text, Whole
from macros.facts.library import Library
from macros.inputs.typed import Span, one_clock, read_minutes, read_span
from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.validation import validated
from macros.reading.yaml_source import YamlSource, read
from macros.rules.circumstances import UNSAID, Circumstances
from macros.rules.claim import Separate, Visit
from macros.rules.furnishing import ASSISTANTS
from macros.rules.modifiers import THRESHOLDS
from macros.rules.refused import Refused
from macros.rules.schedule import Block, CoTreatment, read_schedule
from macros.rules.visit import MAX_MINUTES, Service
from macros.rules.vocabulary import Discipline, PayerRule, Profession, SeparateReason, Setting, Stay, Telehealth

ROLES = ("therapist", "assistant")


def _minutes(typed: object) -> object:
    return read_minutes(typed) if isinstance(typed, str) else typed


Minutes = Annotated[Whole, BeforeValidator(_minutes)]
"""Whole minutes, as a number or as `15 min`."""


class VisitService(Record):
    """One service: `minutes`, or the minutes of `therapist` and `assistant`, or a `time` with its clinician and patient.

    `treated_by` is the profession of whoever gave the minutes that are not an assistant's.
    """

    code: CodeNumber
    minutes: Minutes | None = None
    therapist: Minutes | None = None
    assistant: Minutes | None = None
    time: Text | None = None
    clinician: Text | None = None
    patient: Text | None = None
    treated_by: Profession | None = None
    student: Flag | None = None
    discipline: Discipline | None = None


class CoTreatedMinutes(Record):
    """Minutes in which two disciplines treated the patient together, and the discipline whose clinician led."""

    time: Text
    led_by: Discipline


class YearToDate(Record):
    """What Medicare allowed this year before the visit: one `amount`, for the visit's discipline, or one for each discipline."""

    amount: Amount | None = None
    pt: Amount | None = Field(None, alias="PT")
    ot: Amount | None = Field(None, alias="OT")
    slp: Amount | None = Field(None, alias="SLP")

    @model_validator(mode="before")
    @classmethod
    def _one_amount(cls, written: object) -> object:
        return written if isinstance(written, dict) else {"amount": written}

    def of(self, discipline: Discipline, default: Discipline) -> Decimal | None:
        """The amount that counts toward the threshold of a discipline; `default` is the one that a single amount is of."""
        shared = next(shared for shared in THRESHOLDS if discipline in shared)
        named = {Discipline.PT: self.pt, Discipline.OT: self.ot, Discipline.SLP: self.slp}
        own = [amount for name, amount in named.items() if name in shared and amount is not None]
        return own[0] if own else self.amount if default in shared else None


class SeparateCodes(Record):
    """Two codes whose services the record shows to be separate, and why."""

    codes: tuple[CodeNumber, ...]
    because: SeparateReason

    @model_validator(mode="after")
    def _are_two(self) -> Self:
        if len(self.codes) != 2:
            raise Refused(f"{len(self.codes)} codes are listed here", "name two")
        return self


class VisitFile(Record):
    """A visit file. Only `service_date` and `services` must be given.

    `treated_by` is the profession of whoever treated besides an assistant; without it, a therapist of the plan's discipline.
    `discipline` is that of the services that name none of their own.
    """

    service_date: Day
    payer_rule: PayerRule = PayerRule.MEDICARE
    discipline: Discipline = Discipline.PT
    setting: Setting = Setting.PRIVATE_PRACTICE
    year_to_date: YearToDate = Field(default_factory=YearToDate)
    locality: Slug = "national"
    payment_model: Literal["other", "qualifying"] = "other"
    plan_of_care: Literal["therapist", "physician"] = "therapist"
    treated_by: Profession | None = None
    student: Flag = False
    stay: Stay | None = None
    critical_access: Flag = False
    telehealth: Telehealth | None = None
    maintenance: Flag = False
    clinicians: dict[str, Literal["therapist", "assistant"]] = Field(default_factory=dict)
    patient: Text | None = None
    separate: tuple[SeparateCodes, ...] = ()
    co_treatment: tuple[CoTreatedMinutes, ...] = ()
    services: tuple[VisitService, ...]

    @model_validator(mode="after")
    def _has_services(self) -> Self:
        if not self.services:
            raise Refused("the visit has no services", "name at least one")
        return self


@dataclass(frozen=True)
class ReadVisit:
    """The visits of a file, one for each discipline, the file itself for faults that the rules find, and warnings on group time.

    `clock` says that all minutes were read from clock times.
    """

    visits: tuple[Visit, ...]
    source: YamlSource
    warnings: tuple[str, ...]
    clock: bool


def read_visit(path: Path, library: Library) -> ReadVisit:
    """What a file says of one patient's day.

    Raises ProblemsFound with every fault of the file.
    """
    source = read(path)
    file = validated(VisitFile, source)
    reading = _Reading(source, file, library)
    given = reading.services()
    if reading.problems:
        raise ProblemsFound(reading.problems)
    visits = [
        Visit(
            service_date=file.service_date,
            services=services,
            payer_rule=file.payer_rule,
            discipline=discipline,
            setting=file.setting,
            year_to_date=file.year_to_date.of(discipline, file.discipline),
            locality=file.locality,
            separate=tuple(Separate(frozenset(separate.codes), separate.because) for separate in file.separate),
            therapists_plan=file.plan_of_care == "therapist",
            qualifying=file.payment_model == "qualifying",
            circumstances=Circumstances(file.stay, file.critical_access, file.telehealth, file.maintenance),
        )
        for discipline, services in given.items()
    ]
    if file.payer_rule == PayerRule.MEDICARE and file.stay is None and file.setting in UNSAID:
        reading.warnings.append(UNSAID[file.setting].text)
    clock = all(service.time is not None for service in file.services)
    return ReadVisit(tuple(visits), source, tuple(reading.warnings), clock)


class _Reading:
    """One reading of a visit file: collects problems as it goes."""

    def __init__(self, source: YamlSource, file: VisitFile, library: Library):
        self.source = source
        self.file = file
        self.library = library
        self.problems: list[Problem] = []
        self.warnings: list[str] = []

    def services(self) -> dict[Discipline, tuple[Service, ...]]:
        """The services of the patient whose claim it is by discipline, with the minutes of their blocks added up."""
        self._coherent()
        timed = [i for i, entry in enumerate(self.file.services) if entry.time is not None]
        given: dict[Discipline, list[Service]] = {}
        for i, entry in enumerate(self.file.services):
            if i not in timed and (service := self._counted(i, entry)):
                given.setdefault(self._discipline(i), []).append(service)
        if self.problems:
            return {}
        for discipline, service in self._from_blocks(timed):
            given.setdefault(discipline, []).append(service)
        return {discipline: tuple(given[discipline]) for discipline in Discipline if discipline in given}

    def _discipline(self, i: int) -> Discipline:
        return self.file.services[i].discipline or self.file.discipline

    def _coherent(self) -> None:
        """What cannot be, whatever the minutes are."""
        known = {place.id for place in self.library.fees.localities} | {"national"}
        if self.file.locality not in known:
            self._say(("locality",), f"there is no locality `{self.file.locality}`", did_you_mean(self.file.locality, known))
        first = self.library.thresholds.years[0].year
        if self.file.service_date.year < first:
            what = f"{self.file.service_date} is before the data begins"
            self._say(("service_date",), what, f"use a service date from {first}-01-01 on")
        self._treated_by(("treated_by",), self.file.treated_by)
        for i, service in enumerate(self.file.services):
            self._treated_by(("services", i, "treated_by"), service.treated_by)
            if service.treated_by is not None and service.time is not None:
                what = "`treated_by` is written beside a `time`, and blocks of one code are added up"
                self._say(("services", i, "treated_by"), what, "write it once for the visit, or give minutes in place of times")
        if self._several() and self.file.payer_rule != PayerRule.MEDICARE:
            what = "the day has two disciplines, and how another payer than Medicare counts such a day was not read"
            self._say(("payer_rule",), what, "write a file for each discipline")
        if None not in (self.file.year_to_date.pt, self.file.year_to_date.slp) and (
            self.file.year_to_date.pt != self.file.year_to_date.slp
        ):
            self._say(("year_to_date",), "PT and SLP share a threshold, and have two amounts", "write their sum for one of them")
        self._circumstances()
        codes = {service.code for service in self.file.services}
        for i, pair in enumerate(self.file.separate):
            for j, code in enumerate(pair.codes):
                if code not in codes:
                    self._say(("separate", i, "codes", j), f"{code} is not among the services", did_you_mean(code, codes))
            if len(set(pair.codes)) == 1:
                self._say(("separate", i, "codes", 1), f"{pair.codes[0]} is listed twice", "name two different codes")

    def _circumstances(self) -> None:
        if self.file.critical_access and self.file.setting != Setting.HOSPITAL_OUTPATIENT:
            self._say(("critical_access",), "a critical access hospital is a hospital", "write `setting: hospital-outpatient`")
        of_medicare = ("stay", "critical_access", "telehealth", "maintenance", "student")
        for name in of_medicare if self.file.payer_rule != PayerRule.MEDICARE else ():
            if getattr(self.file, name):
                what = f"`{name}` changes a Medicare claim, and the payer rule is {self.file.payer_rule}"
                self._say((name,), what, "delete it: what the payer makes of it is not in this guide")
        for i, service in enumerate(self.file.services):
            if service.student is not None and service.time is not None:
                what = "`student` is written beside a `time`, and blocks of one code are added up"
                self._say(("services", i, "student"), what, "write it once for the visit, or give minutes in place of times")
            if service.student is not None and self.file.payer_rule != PayerRule.MEDICARE:
                what = f"`student` changes a Medicare claim, and the payer rule is {self.file.payer_rule}"
                self._say(("services", i, "student"), what, "delete it: what the payer makes of it is not in this guide")

    def _treated_by(self, loc: tuple[str | int, ...], profession: Profession | None) -> None:
        if profession in ASSISTANTS:
            what = f"an assistant's minutes are written as `assistant:`, and `treated_by` says {profession}"
            self._say(loc, what, "give the minutes to the assistant, and delete `treated_by`")

    def _counted(self, i: int, service: VisitService) -> Service | None:
        """A service whose minutes are given as numbers."""
        for name in ("clinician", "patient"):
            if getattr(service, name) is not None:
                self._say(("services", i, name), f"`{name}` belongs to a block", 'give its `time` too, such as "10:00-10:25"')
                return None
        if service.minutes is not None and (service.therapist is not None or service.assistant is not None):
            self._say(
                ("services", i, "minutes"),
                "`minutes` is written beside who gave them",
                "keep `therapist` and `assistant`, or `minutes`",
            )
            return None
        for name in ("minutes", "therapist", "assistant"):
            given = getattr(service, name)
            if given is not None and not 0 <= given <= MAX_MINUTES:
                what = "minutes cannot be negative" if given < 0 else "more minutes than a day holds"
                self._say(
                    ("services", i, name), f"{service.code}: {what} ({given})", f"write whole minutes from 0 to {MAX_MINUTES}"
                )
                return None
        if service.minutes is None and service.therapist is None and service.assistant is None and self._is_timed(service.code):
            self._say(
                ("services", i), f"{service.code} is timed and has no minutes", "add `minutes:`, or `therapist:` and `assistant:`"
            )
            return None
        assistant = service.assistant or 0
        total = service.minutes if service.minutes is not None else (service.therapist or 0) + assistant
        return self._service(i, service.code, total, assistant)

    def _is_timed(self, code: str) -> bool:
        known = self.library.codes.get(code)
        return known is not None and known.timed

    def _service(self, i: int, code: str, minutes: int, assistant: int) -> Service | None:
        place = ("services", i, "assistant") if assistant else ("services", i)
        if assistant and self.file.plan_of_care != "therapist":
            what = f"{code}: an assistant works under a therapist's plan"
            self._say(place, what, "write `plan_of_care: therapist`, or give no minutes to an assistant")
            return None
        if assistant and self._discipline(i) == Discipline.SLP:
            self._say(place, f"{code}: Medicare knows assistants of PT and OT only", "correct the discipline, or who treated")
            return None
        try:
            service = self.library.service(code, minutes, assistant, self.file.service_date)
            own = self.file.services[i]
            return replace(
                service,
                treated_by=own.treated_by or self.file.treated_by,
                student=self.file.student if own.student is None else own.student,
            )
        except Refused as refused:
            self._say(("services", i, "code"), refused.what, refused.fix or f"write whole minutes from 0 to {MAX_MINUTES}")
            return None

    def _from_blocks(self, places: list[int]) -> list[tuple[Discipline, Service]]:
        if not places:
            if self.file.co_treatment:
                self._say(("co_treatment",), "`co_treatment` is given, and no service has a time", "give times, or delete it")
            if self.file.patient is not None:
                self._say(("patient",), "`patient` is named, and no service has a time", "give blocks, or delete the field")
            return []
        spans = self._spans(places)
        blocks = [self._block(i, self.file.services[i], spans) for i in places]
        self._of_somebody(places)
        self._one_plan_each(places)
        if self.problems:
            return []
        timed_blocks = [block for block in blocks if block]
        patient = self._patient(timed_blocks)
        if patient is None:
            return []
        own = [block for block in timed_blocks if block.patient == patient]
        together = self._co_treatment(own, spans.values())
        disciplines = {Discipline(block.discipline): None for block in own}
        schedules = {name: read_schedule(timed_blocks, patient, name, together) for name in disciplines}
        schedule = next(iter(schedules.values()))
        for clash in schedule.clashes:
            second = places[clash.second]
            self._say(("services", second, "time"), clash.text, f"{clash.rule}: {clash.fix}")
        several = len({block.patient for block in timed_blocks}) > 1
        if several:
            self.warnings += [
                f"97150 for {timed_blocks[i].patient or 'the patient'}: no other patient is in the group at that time."
                for i in schedule.alone
            ]
        self._by_different_clinicians(own)
        if self.problems:
            return []
        where = {
            (block.discipline, block.code): i for block, i in zip(timed_blocks, places, strict=True) if block.patient == patient
        }
        services = [
            (discipline, self._service(where[discipline, code], code, given.minutes, given.assistant))
            for discipline, schedule in schedules.items()
            for code, given in schedule.given.items()
        ]
        return [(discipline, service) for discipline, service in services if service]

    def _one_plan_each(self, places: list[int]) -> None:
        """A clinician treats under the plans of one discipline (S-15)."""
        plans: dict[str, Discipline] = {}
        for i in places:
            name = self.file.services[i].clinician
            if name is None or name in ROLES:
                continue
            if plans.setdefault(name, self._discipline(i)) != self._discipline(i):
                what = f"{name} treats under {plans[name]} and under {self._discipline(i)}"
                self._say(("services", i, "clinician"), what, "correct the discipline, or who treated")

    def _co_treatment(self, blocks: list[Block], spans: Iterable[Span]) -> list[CoTreatment]:
        """The minutes of which it is said who led. All of them are minutes of the leading discipline and of another one."""
        rows: list[CoTreatment] = []
        for i, row in enumerate(self.file.co_treatment):
            place = ("co_treatment", i, "time")
            with self._refusals_at(place):
                span = read_span(row.time)
                one_clock(span, spans)
                led = CoTreatment(span.start, span.end, row.led_by)
                minutes = range(span.start, span.end)
                there = [{b.discipline for b in blocks if b.start <= minute < b.end} for minute in minutes]
                if not all(row.led_by in disciplines for disciplines in there):
                    raise Refused(f"{row.led_by} does not treat the whole of `{row.time}`", "correct the time, or who led")
                if not all(len(disciplines) > 1 for disciplines in there):
                    raise Refused(f"no other discipline treats the whole of `{row.time}`", "keep to the minutes together")
                if any(other.start < led.end and led.start < other.end for other in rows):
                    raise Refused(f"`{row.time}` overlaps another row", "write each minute once")
                rows.append(led)
        return rows

    def _spans(self, places: list[int]) -> Mapping[int, Span]:
        """The times of the blocks, without those that cannot be read."""
        spans: dict[int, Span] = {}
        for i in places:
            with self._refusals_at(("services", i, "time")):
                spans[i] = read_span(self.file.services[i].time or "")
        for i, span in spans.items():
            with self._refusals_at(("services", i, "time")):
                one_clock(span, spans.values())
        return spans

    def _of_somebody(self, places: list[int]) -> None:
        """Once a patient is named, a block without one would be nobody's."""
        if self.file.patient is None and not any(self.file.services[i].patient for i in places):
            return
        for i in places:
            if self.file.services[i].patient is None:
                what = f"{self.file.services[i].code}: this block is nobody's, and others name a patient"
                self._say(("services", i), what, "add `patient:`")

    def _by_different_clinicians(self, blocks: list[Block]) -> None:
        """Services that are separate because of the practitioner were not given by one and the same."""
        for i, pair in enumerate(self.file.separate):
            gave = [{block.clinician for block in blocks if block.code == code} for code in pair.codes]
            if pair.because == SeparateReason.PRACTITIONER and len(gave[0]) == 1 and gave[0] == gave[1]:
                what = f"{gave[0].pop()} gave both {' and '.join(pair.codes)}, so the practitioner is not what parts them"
                self._say(("separate", i, "because"), what, "correct the reason, or who gave which block")

    def _patient(self, blocks: list[Block]) -> str | None:
        """The patient whose claim it is: the one named, or the only one there is."""
        patients = list(dict.fromkeys(block.patient for block in blocks))
        if self.file.patient is not None:
            if self.file.patient not in patients:
                self._say(("patient",), f"no block is of `{self.file.patient}`", did_you_mean(self.file.patient, patients))
                return None
            return self.file.patient
        if len(patients) > 1:
            self._say(
                ("services",), f"there are blocks of {len(patients)} patients", "name the one whose claim you want in `patient:`"
            )
            return None
        return patients[0]

    def _block(self, i: int, service: VisitService, spans: Mapping[int, Span]) -> Block | None:
        for name in ("minutes", "therapist", "assistant"):
            if getattr(service, name) is not None:
                self._say(("services", i, name), f"`{name}` is written beside a `time`", "keep one of them")
                return None
        span = spans.get(i)
        if span is None:
            return None
        if service.code not in self.library.codes:
            what = f"`{service.code}` is not a code of this guide"
            self._say(("services", i, "code"), what, self.library.code_hint(service.code))
            return None
        roles = self._roles()
        if service.clinician is None and self.library.codes[service.code].attended:
            self._say(("services", i), f"{service.code}: nobody gave it", "add `clinician:`")
            return None
        if service.clinician is not None and service.clinician not in roles:
            self._say(
                ("services", i, "clinician"),
                f"`{service.clinician}` has no role",
                "add the name to `clinicians:` as therapist or assistant",
            )
            return None
        assistant = service.clinician is not None and roles[service.clinician] == "assistant"
        discipline = self._discipline(i)
        clinician = f"{discipline} {service.clinician}" if service.clinician in ROLES and self._several() else service.clinician
        return Block(service.code, span.start, span.end, service.patient or "", clinician, assistant, discipline)

    def _several(self) -> bool:
        """Whether the file has services of several disciplines."""
        return len({self._discipline(i) for i in range(len(self.file.services))}) > 1

    def _roles(self) -> Mapping[str, str]:
        return {**{role: role for role in ROLES}, **self.file.clinicians}

    @contextmanager
    def _refusals_at(self, loc: tuple[str | int, ...]) -> Iterator[None]:
        """What is refused in this block is a problem at `loc`."""
        try:
            yield
        except Refused as refused:
            self._say(loc, refused.what, refused.fix)

    def _say(self, loc: tuple[str | int, ...], what: str, fix: str) -> None:
        self.problems.append(self.source.problem(loc, what, fix))
