"""The library: all the facts of a checkout, read and validated, and what the rules are given of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, cast

from macros.facts.appeal_letter import AppealLetterFile
from macros.facts.article import ArticleFile
from macros.facts.code import Code, CodesFile
from macros.facts.countable import Countable, CountingTables, service_of
from macros.facts.denial_code import DenialCode, DenialCodesFile
from macros.facts.edit_pair import EditPairsFile
from macros.facts.example import Example, ExamplesFile
from macros.facts.fact import Fact, Record, Section
from macros.facts.fee import FeesFile
from macros.facts.glossary import GlossaryFile, Term
from macros.facts.judgment import JudgedSituation, JudgmentsFile, Matter, judged
from macros.facts.lesson import Lesson, LessonsFile
from macros.facts.neighbour import ComparedCode, Decision, Neighbour, NeighboursFile
from macros.facts.note import Flaw, Note, NotePair, NotesFile
from macros.facts.note_reading import NoteReading, asked_elements, needed_sentences, read_note
from macros.facts.patient import Patient, PatientsFile
from macros.facts.period import PeriodsFile
from macros.facts.phrase import PhrasesFile
from macros.facts.requirement import Document, DocumentationFile, Requirement
from macros.facts.rule_tables import (
    appeal_amounts,
    deadline_periods,
    edit_readings,
    edit_rows,
    fee_schedule,
    thresholds_by_year,
    unit_limits,
    works_by_code,
)
from macros.facts.source import Source, SourcesFile
from macros.facts.stretch import StretchesFile, StretchOfVisit
from macros.facts.subject import SectionFact, SubjectFile
from macros.facts.threshold import ThresholdsFile
from macros.facts.unit_limit import UnitLimitsFile
from macros.reading.hint import code_hint, did_you_mean
from macros.reading.uses import Remembering, derived, digest, note
from macros.reading.yaml_source import Loc, YamlSource
from macros.rules.claim import Tables
from macros.rules.deadlines import AppealAmounts, Periods
from macros.rules.edits import EditAnswer, EditRow, Reading, edit_between
from macros.rules.records import Element
from macros.rules.refused import Refused
from macros.rules.visit import Service

DATA = "docs/data"

SUBJECTS = ("scope", "coverage", "units", "assistants", "modifiers", "edits", "payment", "denials", "claim-form", "other-payers")
"""Files of docs/data that hold plain facts in sections."""

PAGE_OF_ALL_FACTS = "reference/facts.md"
"""The page that shows the facts of a subject that names none."""

NEEDED = ("sources", "codes")
"""Files without which there is no guide. The others are those of the rules: a guide that has none of the facts that the rules of
this engine cite, for it is on another code, does without."""

DATA_MODELS: dict[str, type[Record]] = {
    "sources": SourcesFile,
    "codes": CodesFile,
    **dict.fromkeys(SUBJECTS, SubjectFile),
    "examples": ExamplesFile,
    "judgments": JudgmentsFile,
    "documentation": DocumentationFile,
    "notes": NotesFile,
    "phrases": PhrasesFile,
    "patients": PatientsFile,
    "stretches": StretchesFile,
    "edit-pairs": EditPairsFile,
    "thresholds": ThresholdsFile,
    "periods": PeriodsFile,
    "fees": FeesFile,
    "unit-limits": UnitLimitsFile,
    "neighbours": NeighboursFile,
    "glossary": GlossaryFile,
    "article": ArticleFile,
    "denial-codes": DenialCodesFile,
    "appeal-letter": AppealLetterFile,
    "lessons": LessonsFile,
}
"""What each file of docs/data must look like."""


MORE = {"examples-": "examples", "judgments-": "judgments"}
"""How the name of a file begins that holds more of what another file holds, and the name of that file: both have one schema."""


def schema_of(name: str) -> str:
    """The name of the schema that a file of docs/data follows."""
    return next((whole for begins, whole in MORE.items() if name.startswith(begins)), name)


@dataclass(frozen=True)
class Subject:
    """The facts of one subject, in the order of its sections. `page` shows them, but those of a section that names another."""

    name: str
    title: str
    page: str
    sections: tuple[Section, ...]
    facts: tuple[SectionFact, ...]

    def page_of(self, section: str) -> str:
        """The page that shows the facts of a section."""
        return next((each.page for each in self.sections if each.id == section and each.page), self.page)


@dataclass(frozen=True)
class Standing:
    """What a question must know of a fact that it rests on: how far it was checked and what of it was not read, until when it
    holds, and its sources."""

    checked: str
    unread: str | None
    until: date | None
    sources: tuple[str, ...]


class Library(Remembering):
    """Every fact, table and example. `files` holds the content of each file of DATA_MODELS by its name. One that is `absent`, as
    guides may have it that use no rule of this engine, holds no record.

    Whoever reads from it is heard (macros/reading/uses.py): a file by its path, a single fact as `fact U-04`, its standing as
    `standing U-04`, a single source as `source NAME`. `digests` tells all of these apart from what they were before.
    """

    def __init__(self, root: Path, files: Mapping[str, Record], sources: Mapping[str, YamlSource]):
        super().__init__()
        self.root = root
        self.yaml = sources
        self.absent = frozenset(DATA_MODELS).difference(files)
        self._files = {**{name: _absent(DATA_MODELS[name]) for name in self.absent}, **files}

    def file(self, name: str) -> Any:
        """The content of a file of docs/data, by its name."""
        note(f"{DATA}/{name}.yml")
        return self._files[name]

    @property
    def file_names(self) -> tuple[str, ...]:
        """The name of every file of docs/data, those with more examples or judgments last."""
        note(f"{DATA}/")
        there = (name for name in DATA_MODELS if name not in self.absent)
        return (*there, *sorted(name for name in self._files if schema_of(name) != name))

    def with_file(self, name: str, content: Record) -> Library:
        """The same library with other content of one file."""
        there = {known: each for known, each in self._files.items() if known not in self.absent}
        return Library(self.root, {**there, name: content}, self.yaml)

    @cached_property
    def digests(self) -> dict[str, str]:
        """What each fact and each source of the library says, as a hash by its noted name."""
        return {
            **{f"fact {name}": digest(fact.model_dump_json()) for name, fact in self._fact_by_id.items()},
            **{f"standing {name}": digest(repr(standing)) for name, standing in self._standings.items()},
            **{f"source {name}": digest(source.model_dump_json()) for name, source in self._source_by_id.items()},
        }

    def _all_facts(self) -> Iterator[Fact]:
        for name in SUBJECTS:
            yield from cast(SubjectFile, self._files[name]).facts
        documentation = cast(DocumentationFile, self._files["documentation"])
        yield from documentation.requirements
        yield from documentation.facts

    @cached_property
    def _fact_by_id(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self._all_facts()}

    @derived
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        for name in (*SUBJECTS, "documentation"):
            self.file(name)
        return self._fact_by_id

    def fact(self, name: str) -> Fact:
        """One fact. Raises KeyError where there is none."""
        note(f"fact {name}")
        return self._fact_by_id[name]

    def has_fact(self, name: str) -> bool:
        """Whether there is a fact of that id: the rules cite facts that a guide on another code may not have."""
        note(f"fact {name}")
        return name in self._fact_by_id

    def standing(self, name: str) -> Standing:
        """How one fact stands. Raises KeyError where there is none."""
        note(f"standing {name}")
        return self._standings[name]

    @cached_property
    def _standings(self) -> Mapping[str, Standing]:
        return {name: _standing(fact) for name, fact in self._fact_by_id.items()}

    @derived
    def sources(self) -> Mapping[str, Source]:
        """Every source by its id."""
        self.file("sources")
        return self._source_by_id

    def source(self, name: str) -> Source:
        """One source. Raises KeyError where there is none."""
        note(f"source {name}")
        return self._source_by_id[name]

    @cached_property
    def _source_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in cast(SourcesFile, self._files["sources"]).sources}

    @derived
    def codes(self) -> Mapping[str, Code]:
        """Every code that the guide knows."""
        return {code.code: code for code in self.file("codes").codes}

    @derived
    def subjects(self) -> Mapping[str, Subject]:
        """The plain facts, by the name of their file."""
        return {name: _subject(name, self.file(name)) for name in SUBJECTS}

    @property
    def examples(self) -> tuple[Example, ...]:
        """The vignettes of the examples page, each with what was trained and what the clinician did."""
        return cast(ExamplesFile, self.file("examples")).examples

    @derived
    def vignettes(self) -> tuple[Example, ...]:
        """Every vignette: those of the examples page, and those for practice."""
        return tuple(
            example
            for name in self.file_names
            if schema_of(name) == "examples"
            for example in cast(ExamplesFile, self.file(name)).examples
        )

    @derived
    def matters(self) -> Mapping[str, Matter]:
        """The matters that take judgment, by id."""
        files = [cast(JudgmentsFile, self.file(name)) for name in self.file_names if schema_of(name) == "judgments"]
        return {matter.id: matter for file in files for matter in file.matters}

    @derived
    def situations(self) -> tuple[JudgedSituation, ...]:
        """Every situation, with what the rows of its matter say of it."""
        return tuple(judged(matter, situation) for matter in self.matters.values() for situation in matter.situations)

    def vignette(self, name: str) -> Example:
        """The vignette with that id. Raises KeyError where there is none."""
        return self._vignettes[name]

    @derived
    def _vignettes(self) -> Mapping[str, Example]:
        return {example.id: example for example in self.vignettes}

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents of the record."""
        return cast(DocumentationFile, self.file("documentation")).documents

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What each document must hold, and by whose rule."""
        return cast(DocumentationFile, self.file("documentation")).requirements

    @property
    def documentation_facts(self) -> tuple[SectionFact, ...]:
        """The facts on documents that name no element of one."""
        return cast(DocumentationFile, self.file("documentation")).facts

    @property
    def notes(self) -> tuple[NotePair, ...]:
        """The pairs of a weak and a strong note."""
        return cast(NotesFile, self.file("notes")).notes

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """Sentences that spoil a note."""
        return cast(NotesFile, self.file("notes")).flaws

    @property
    def patients(self) -> tuple[Patient, ...]:
        """The cast: made-up patients of whom scenarios tell."""
        return cast(PatientsFile, self.file("patients")).patients

    @property
    def stretches(self) -> tuple[StretchOfVisit, ...]:
        """What minutes of a visit go to."""
        return cast(StretchesFile, self.file("stretches")).stretches

    @property
    def phrases(self) -> PhrasesFile:
        """Sentences for the record, and goals."""
        return cast(PhrasesFile, self.file("phrases"))

    @property
    def edit_pairs(self) -> EditPairsFile:
        """The runs of the edits, and the pairs without one."""
        return cast(EditPairsFile, self.file("edit-pairs"))

    @property
    def thresholds(self) -> ThresholdsFile:
        """The KX thresholds and the amounts in controversy."""
        return cast(ThresholdsFile, self.file("thresholds"))

    @property
    def periods_file(self) -> PeriodsFile:
        """The days of each deadline, with the fact that states them."""
        return cast(PeriodsFile, self.file("periods"))

    @property
    def fees(self) -> FeesFile:
        """The physician fee schedule, as far as it was read."""
        return cast(FeesFile, self.file("fees"))

    @property
    def unit_limits(self) -> UnitLimitsFile:
        """The medically unlikely edits."""
        return cast(UnitLimitsFile, self.file("unit-limits"))

    @property
    def decision(self) -> Decision:
        """The chain of questions from what was done to the code."""
        return cast(NeighboursFile, self.file("neighbours")).decision

    @property
    def comparison(self) -> tuple[ComparedCode, ...]:
        """The rows of the comparison of 97112 and its nearest neighbours."""
        return cast(NeighboursFile, self.file("neighbours")).comparison

    @property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """The codes that 97112 is confused with."""
        return cast(NeighboursFile, self.file("neighbours")).neighbours

    @property
    def terms(self) -> tuple[Term, ...]:
        """The glossary."""
        return cast(GlossaryFile, self.file("glossary")).terms

    @property
    def denial_codes(self) -> tuple[DenialCode, ...]:
        """Codes on a remittance, in the order of their page."""
        return cast(DenialCodesFile, self.file("denial-codes")).codes

    @property
    def appeal_letter(self) -> AppealLetterFile:
        """The fields and the text of the appeal letter."""
        return cast(AppealLetterFile, self.file("appeal-letter"))

    @property
    def lessons(self) -> tuple[Lesson, ...]:
        """The lessons for trainers, in the order of their pages."""
        return cast(LessonsFile, self.file("lessons")).lessons

    def lesson(self, name: str) -> Lesson:
        """The lesson with that id. Raises Refused with a hint where there is none."""
        known = {lesson.id: lesson for lesson in self.lessons}
        if name not in known:
            raise Refused(f"there is no lesson `{name}`", did_you_mean(name, known))
        return known[name]

    @property
    def article(self) -> ArticleFile:
        """The article that was checked, statement by statement."""
        return cast(ArticleFile, self.file("article"))

    def document(self, name: str) -> Document:
        """The document of the record with that id."""
        return self._documents[name]

    @derived
    def _documents(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    def asked_elements(self, document: str) -> tuple[Element, ...]:
        """What Medicare and good practice ask of a document, in the order of the data."""
        return self.remember(("asked elements", document), lambda: asked_elements(self.requirements, document))

    def needed_sentences(self, pair: NotePair) -> Mapping[str, int]:
        """The place of the one sentence of the strong note that meets a required concept, by concept."""
        return self.remember(("needed sentences", pair.id), lambda: needed_sentences(self.asked_elements(pair.document), pair))

    def read_note(self, pair: NotePair, note: Note) -> NoteReading:
        """What one note of a pair lacks, and where it contradicts itself. Every code that it names must be known."""
        return read_note(self.asked_elements(pair.document), self.codes, self.periods, pair, note)

    def required_concepts(self, document: str) -> frozenset[str]:
        """What Medicare requires somewhere in this document, by concept."""
        return self._required_concepts.get(document, frozenset())

    @derived
    def _required_concepts(self) -> Mapping[str, frozenset[str]]:
        required = [
            requirement
            for requirement in self.requirements
            if requirement.authority == "medicare" and requirement.status == "required"
        ]
        return {
            document.id: frozenset(requirement.concept for requirement in required if requirement.document == document.id)
            for document in self.documents
        }

    @derived
    def countable(self) -> Mapping[str, Countable]:
        """Every code as the rules count it."""
        return {
            number: Countable(
                number,
                code.name,
                code.timed,
                code.unit_minutes,
                code.once_a_day,
                code.attended,
                code.evaluation,
                code.adds_to,
                code.by_period,
                code.since,
                code.until,
            )
            for number, code in self.codes.items()
        }

    def service(self, number: str, minutes: int, assistant: int = 0, on: date | None = None) -> Service:
        """A service of a code that the rules can count.

        Raises ValueError for any other code, for one that is not in force on the service date, and for impossible minutes.
        """
        return service_of(self.countable, number, minutes, assistant, on, self.edit_codes)

    def code_hint(self, number: str) -> str:
        """What to do with a billing code that this guide does not describe."""
        return code_hint(number, {known: code.name for known, code in self.codes.items()}, self.edit_codes)

    def edit(self, first: str, second: str, on: date | None, table: str) -> EditAnswer:
        """What the edits say of two codes on a day; without one, on the day of the newest table that was read for them."""
        for number in (first, second):
            if number not in self.edit_codes:
                raise Refused(f"`{number}` is not a code of this guide, nor of its edits", self.code_hint(number))
        pair = frozenset({first, second})
        return edit_between(self._edit_rows.get(pair, ()), self._edit_readings.get(pair, ()), first, second, on, table)

    @derived
    def _edit_rows(self) -> Mapping[frozenset[str], tuple[EditRow, ...]]:
        return edit_rows(self.edit_pairs)

    @derived
    def _edit_readings(self) -> Mapping[frozenset[str], tuple[Reading, ...]]:
        return edit_readings(self.edit_pairs)

    @property
    def edit_pairs_read(self) -> Collection[frozenset[str]]:
        """Every pair of codes that was looked up in a table of edits."""
        return self._edit_readings.keys()

    @derived
    def edit_codes(self) -> frozenset[str]:
        """The codes of this guide and of the edits that were read."""
        return frozenset(self.codes).union(*self._edit_rows, *self._edit_readings)

    @derived
    def tables(self) -> Tables:
        """What the rules of claims look up."""
        self.edit_codes  # noqa: B018 (what `edit` reads later counts as read now)
        always_therapy = frozenset(code for year in self.fees.fees for code in year.values)
        return Tables(
            thresholds=thresholds_by_year(self.thresholds),
            limits=unit_limits(self.unit_limits),
            schedule=fee_schedule(self.fees),
            edit=self.edit,
            always_therapy=always_therapy,
            works=works_by_code(self.codes.values(), always_therapy),
            sometimes_therapy=frozenset(number for number, code in self.codes.items() if code.sometimes_therapy),
        )

    @property
    def counting(self) -> CountingTables:
        """What counting the units of typed codes needs."""
        return CountingTables(self.countable, self.edit_codes, self.tables.limits, self.tables.not_paid_as_is)

    @derived
    def periods(self) -> Periods:
        """How many days each deadline runs."""
        return deadline_periods(self.periods_file)

    @derived
    def appeal_amounts(self) -> Mapping[int, AppealAmounts]:
        """The amounts in controversy by year."""
        return appeal_amounts(self.thresholds)

    def place(self, record: Record) -> tuple[str, int]:
        """The record's file below the checkout, and its line. Raises KeyError for a record that no file lists."""
        # Records of two kinds may share a name, and some have none: so a record is found by its identity.
        file, loc = self._places[id(record)]
        note(f"{DATA}/{file}.yml")
        return f"{DATA}/{file}.yml", self.yaml[file].place(loc)[0]

    @cached_property
    def _places(self) -> Mapping[int, tuple[str, Loc]]:
        places: dict[int, tuple[str, Loc]] = {}
        for file, content in self._files.items():
            places |= {id(record): (file, loc) for record, loc in _records_in(content)}
            for matter, loc in _records_in(content) if isinstance(content, JudgmentsFile) else ():
                places |= {id(record): (file, (*loc, *within)) for record, within in _records_in(matter)}
        return places

    def __getstate__(self) -> dict[str, Any]:
        computed = {"digests", "_fact_by_id", "_standings", "_source_by_id", "_places"}
        return {name: value for name, value in super().__getstate__().items() if name not in computed}


def _subject(name: str, file: SubjectFile) -> Subject:
    return Subject(
        name, file.title or name.replace("-", " ").capitalize(), file.page or PAGE_OF_ALL_FACTS, file.sections, file.facts
    )


def _absent(model: type[Record]) -> Record:
    """What a file would hold that is not there: no record of any kind."""
    empty: dict[str, Any] = {name: () for name, field in model.model_fields.items() if field.is_required()}
    return model.model_construct(None, **empty)


def _records_in(content: Record) -> Iterator[tuple[Record, Loc]]:
    """The records that a file or a record lists, each with its key and its place in the list."""
    for key in type(content).model_fields:
        listed = getattr(content, key)
        for i, record in enumerate(listed if isinstance(listed, tuple) else ()):
            if isinstance(record, Record):
                yield record, (key, i)


def _standing(fact: Fact) -> Standing:
    return Standing(fact.checked, fact.unread, fact.until, tuple(fact.sources))
