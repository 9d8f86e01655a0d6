"""The whole of the data: every YAML file read, validated and cross-checked, and then frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from macros.cross_checks import cross_problems, fact_places
from macros.facts.article import ArticleFile
from macros.facts.code import Code, CodesFile
from macros.facts.edit_pair import EditPairsFile
from macros.facts.example import Example, ExamplesFile
from macros.facts.fact import Fact, Record, Section
from macros.facts.fee import FeesFile
from macros.facts.glossary import GlossaryFile, Term
from macros.facts.neighbour import Decision, Neighbour, NeighboursFile
from macros.facts.note import Flaw, NotePair, NotesFile
from macros.facts.period import PeriodsFile
from macros.facts.requirement import Document, DocumentationFile, Requirement
from macros.facts.source import Source, SourcesFile
from macros.facts.subject import SectionFact, SubjectFile
from macros.facts.threshold import ThresholdsFile
from macros.facts.unit_limit import UnitLimitsFile
from macros.note_reading import needed_sentences
from macros.problem import Problem, ProblemsFound
from macros.rules.claim import Tables
from macros.rules.deadlines import AppealAmounts, Periods
from macros.rules.edits import EditAnswer, EditRow, edit_between
from macros.rules.units import UNIT_MINUTES
from macros.rules.visit import Service
from macros.scenarios.case import Case, CaseFile, case_of
from macros.scenarios.edition import Edition
from macros.scenarios.template import COLLECTIONS, Scenario, TopicFile
from macros.tables import appeal_amounts, deadline_periods, rule_tables
from macros.validation import did_you_mean, validated
from macros.yaml_source import YamlSource, read, shown_path

SUBJECTS = ("scope", "units", "assistants", "modifiers", "edits", "payment", "denials", "claim-form", "other-payers")

DATA_MODELS: dict[str, type[Record]] = {
    "sources": SourcesFile,
    "codes": CodesFile,
    **dict.fromkeys(SUBJECTS, SubjectFile),
    "examples": ExamplesFile,
    "documentation": DocumentationFile,
    "notes": NotesFile,
    "edit-pairs": EditPairsFile,
    "thresholds": ThresholdsFile,
    "periods": PeriodsFile,
    "fees": FeesFile,
    "unit-limits": UnitLimitsFile,
    "neighbours": NeighboursFile,
    "glossary": GlossaryFile,
    "article": ArticleFile,
}
"""What each file of docs/data must look like."""
"""Files of docs/data that hold plain facts in sections."""

FileModel = TypeVar("FileModel", bound=BaseModel)


@dataclass(frozen=True)
class Subject:
    """The facts of one page, in the order of its sections."""

    name: str
    sections: tuple[Section, ...]
    facts: tuple[SectionFact, ...]


@dataclass(frozen=True)
class Topic:
    """A topic of quizzes, with the file it was read from so that faults are told in their place."""

    id: str
    title: str
    about: str
    page: str
    place: int
    scenarios: tuple[Scenario, ...]
    source: YamlSource


@dataclass(frozen=True)
class Guide:
    """All facts and all scenarios of one checkout."""

    root: Path
    stamp: tuple[Any, ...]
    sources: Mapping[str, Source]
    codes: Mapping[str, Code]
    subjects: Mapping[str, Subject]
    examples: tuple[Example, ...]
    documents: tuple[Document, ...]
    requirements: tuple[Requirement, ...]
    documentation_facts: tuple[SectionFact, ...]
    notes: tuple[NotePair, ...]
    flaws: tuple[Flaw, ...]
    edit_pairs: EditPairsFile
    thresholds: ThresholdsFile
    periods_file: PeriodsFile
    fees: FeesFile
    unit_limits: UnitLimitsFile
    decision: Decision
    neighbours: tuple[Neighbour, ...]
    terms: tuple[Term, ...]
    article: ArticleFile
    topics: tuple[Topic, ...]
    cases: tuple[Case, ...]
    editions: tuple[Edition, ...]
    places: Mapping[str, tuple[str, int]]
    """Where each fact stands: its file below the checkout, and its line."""

    @classmethod
    def load(cls, root: Path) -> Guide:
        """Read everything below `root`.

        Raises ProblemsFound with every problem of every file. An unchanged checkout is read once in a process.
        """
        files = _input_files(root)
        stamp = tuple((str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files)
        return _loaded(root, stamp)

    @cached_property
    def facts(self) -> Mapping[str, Fact]:
        """Every fact by its id."""
        found: list[Fact] = [fact for subject in self.subjects.values() for fact in subject.facts]
        return {fact.id: fact for fact in (*found, *self.requirements, *self.documentation_facts)}

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return {document.id: document for document in self.documents}

    def case(self, name: str) -> Case:
        """The case of that name. Raises KeyError with a hint where there is none."""
        for case in self.cases:
            if case.id == name:
                return case
        raise KeyError(f"there is no case `{name}`; {did_you_mean(name, (case.id for case in self.cases))}")

    def topic(self, name: str) -> Topic:
        """The topic of that name. Raises KeyError with a hint where there is none."""
        for topic in self.topics:
            if topic.id == name:
                return topic
        hint = did_you_mean(name, (topic.id for topic in self.topics))
        raise KeyError(f"there is no topic `{name}`; {hint}")

    def service(self, number: str, minutes: int, assistant: int = 0, on: date | None = None) -> Service:
        """A service of a code that the rules can count.

        Raises ValueError for any other code, for one that is not in force on the service date, and for impossible minutes.
        """
        code = self.codes.get(number)
        if code is None:
            raise ValueError(f"`{number}` is not a code of this guide; {did_you_mean(number, self.codes)}")
        if on and code.since and on < code.since:
            raise ValueError(f"{number} is in force from {code.since} on, and not on {on}; use another code or day")
        if on and code.until and on > code.until:
            raise ValueError(f"{number} was in force until {code.until}, and not on {on}; use another code or day")
        if code.once_a_day:
            raise ValueError(f"{number} is billed once a day and its add-on code is not counted here; leave it out")
        return Service(code.code, minutes, code.timed, code.unit_minutes or UNIT_MINUTES, assistant)

    def edit(self, first: str, second: str, on: date | None, table: str) -> EditAnswer:
        """What the edits say of two codes on a day; without one, on the day of the table that was read."""
        for number in (first, second):
            if number not in self._edit_codes:
                what = f"`{number}` is not a code of this guide, nor of its edits"
                raise ValueError(f"{what}; {did_you_mean(number, self._edit_codes)}")
        pair = frozenset({first, second})
        as_of = self.edit_pairs.as_of
        return edit_between(self._edit_rows.get(pair, ()), self._unedited, first, second, on or as_of, table, as_of)

    @cached_property
    def _edit_rows(self) -> Mapping[frozenset[str], tuple[EditRow, ...]]:
        rows: dict[frozenset[str], tuple[EditRow, ...]] = {}
        for r in self.edit_pairs.rows:
            row = EditRow(r.column_1, r.column_2, r.indicator, r.since, r.until, r.hospital_indicator, r.inferred, r.only_in)
            pair = frozenset({r.column_1, r.column_2})
            rows[pair] = (*rows.get(pair, ()), row)
        return rows

    @cached_property
    def _edit_codes(self) -> frozenset[str]:
        return frozenset(self.codes).union(*self._edit_rows, *self._unedited)

    @cached_property
    def _unedited(self) -> frozenset[frozenset[str]]:
        return frozenset(frozenset({each.code, other}) for each in self.edit_pairs.unedited for other in each.with_codes)

    def collection(self, name: str) -> Sequence[Any]:
        """The records that a scenario may draw from, by the collection's name in YAML."""
        collections: dict[str, Sequence[Any]] = {
            "examples": self.examples,
            "requirements": self.requirements,
            "statements": self.article.statements,
            "terms": self.terms,
            "notes": self.notes,
            "flaws": self.flaws,
        }
        return collections[name]

    @cached_property
    def record_ids(self) -> frozenset[str]:
        """The ids of all records that a scenario may draw from."""
        return frozenset(record.id for name in COLLECTIONS for record in self.collection(name))

    @cached_property
    def tables(self) -> Tables:
        """What the rules of claims look up."""
        return rule_tables(self)

    @cached_property
    def periods(self) -> Periods:
        """How many days each deadline runs."""
        return deadline_periods(self)

    @cached_property
    def appeal_amounts(self) -> Mapping[int, AppealAmounts]:
        """The amounts in controversy by year."""
        return appeal_amounts(self)

    def document(self, name: str) -> Document:
        """The document of the record with that id."""
        return self._documents[name]

    def required_concepts(self, document: str) -> frozenset[str]:
        """What Medicare requires somewhere in this document, by concept."""
        return frozenset(
            each.concept
            for each in self.requirements
            if each.document == document and each.authority == "medicare" and each.status == "required"
        )

    def described(self, record: BaseModel) -> dict[str, Any]:
        """A record as scenario authors see it: its fields as plain text, and what follows from them."""
        fields: dict[str, Any] = record.model_dump(mode="json")
        if isinstance(record, Example):
            fields["code"] = record.code
            fields["confused_codes"] = [each.code for each in record.confused_with]
            fields["code_name"] = self.codes[record.code].name
        elif isinstance(record, Requirement):
            document = self.document(record.document)
            fields["document_name"] = document.name
            others = dict.fromkeys(
                each.element
                for each in self.requirements
                if each.document == record.document
                and each.authority == "medicare"
                and each.status == "required"
                and each.only_if is None
                and each.concept != record.concept
            )
            fields["others"] = "; ".join(others)
            fields["required_in"] = [each.id for each in self.documents if record.concept in self.required_concepts(each.id)]
            fields["medicare_requires"] = record.concept in self.required_concepts(record.document)
            fields["authorities"] = sorted(
                {
                    each.authority
                    for each in self.requirements
                    if each.document == record.document and each.concept == record.concept and each.status != "not-required"
                }
            )
        elif isinstance(record, NotePair):
            needed = needed_sentences(self.requirements, record)
            fields["needed"], fields["places"] = list(needed), list(needed.values())
            fields["sentences"] = [sentence.says for sentence in record.strong.says]
            fields["document_name"] = self.document(record.document).name
            fields["timed_minutes"], fields["total_minutes"] = record.strong.timed_minutes, record.strong.total_minutes
            fields["timed_units"] = sum(units for code, units in record.strong.billed.items() if self.codes[code].timed)
            counted = [f"{units} {'unit' if units == 1 else 'units'} of {code}" for code, units in record.strong.billed.items()]
            fields["billed"] = " and ".join(counted)
        return fields


def _input_files(root: Path) -> list[Path]:
    return sorted([*(root / "docs" / "data").glob("*.yml"), *(root / "quizzes").rglob("*.yml")])


@lru_cache(maxsize=4)
def _loaded(root: Path, stamp: tuple[Any, ...]) -> Guide:
    return _Loading(root, stamp).guide()


def _file_key(path: Path) -> str:
    """The short name of a file: a topic may be called as a data file is."""
    return path.stem if path.parent.name == "data" else f"{path.parent.name}/{path.stem}"


class _Loading:
    """One reading of a checkout: collects problems as it goes, and yields a Guide only if there are none."""

    def __init__(self, root: Path, stamp: tuple[Any, ...]):
        self.root = root
        self.stamp = stamp
        self.problems: list[Problem] = []
        self.files: dict[str, YamlSource] = {}

    def guide(self) -> Guide:
        data = self.root / "docs" / "data"
        sources = self._file(data / "sources.yml", SourcesFile)
        codes = self._file(data / "codes.yml", CodesFile)
        subjects = {name: self._file(data / f"{name}.yml", SubjectFile) for name in SUBJECTS}
        examples = self._file(data / "examples.yml", ExamplesFile)
        documentation = self._file(data / "documentation.yml", DocumentationFile)
        notes = self._file(data / "notes.yml", NotesFile)
        edit_pairs = self._file(data / "edit-pairs.yml", EditPairsFile)
        thresholds = self._file(data / "thresholds.yml", ThresholdsFile)
        periods = self._file(data / "periods.yml", PeriodsFile)
        fees = self._file(data / "fees.yml", FeesFile)
        unit_limits = self._file(data / "unit-limits.yml", UnitLimitsFile)
        neighbours = self._file(data / "neighbours.yml", NeighboursFile)
        glossary = self._file(data / "glossary.yml", GlossaryFile)
        article = self._file(data / "article.yml", ArticleFile)
        topics = [self._topic(path) for path in sorted((self.root / "quizzes").glob("*.yml"))]
        if not topics:
            where = shown_path(self.root / "quizzes")
            self.problems.append(Problem(where, 1, 1, "there is no topic", "add a file such as units.yml"))
        cases = [self._case(path) for path in sorted((self.root / "quizzes" / "cases").glob("*.yml"))]
        known = [f"{name}.yml" for name in DATA_MODELS]
        for path in sorted(data.glob("*.y*ml")):
            if path.name not in known:
                hint = did_you_mean(path.name, known)
                self.problems.append(Problem(shown_path(path), 1, 1, "is not a data file that the site reads", hint))
        whole = not self.problems and all(subjects.values())
        if not (whole and sources and codes and examples and documentation and notes and edit_pairs):
            raise ProblemsFound(self.problems)
        if not (thresholds and periods and fees and unit_limits and neighbours and glossary and article):
            raise ProblemsFound(self.problems)
        guide = Guide(
            root=self.root,
            stamp=self.stamp,
            sources={source.id: source for source in sources.sources},
            codes={code.code: code for code in codes.codes},
            subjects={n: Subject(n, s.sections, s.facts) for n, s in subjects.items() if s},
            examples=examples.examples,
            documents=documentation.documents,
            requirements=documentation.requirements,
            documentation_facts=documentation.facts,
            notes=notes.notes,
            flaws=notes.flaws,
            edit_pairs=edit_pairs,
            thresholds=thresholds,
            periods_file=periods,
            fees=fees,
            unit_limits=unit_limits,
            decision=neighbours.decision,
            neighbours=neighbours.neighbours,
            terms=glossary.terms,
            article=article,
            topics=tuple(sorted((topic for topic in topics if topic), key=lambda topic: (topic.place, topic.id))),
            cases=tuple(case for case in cases if case),
            editions=self._editions(),
            places={},
        )
        self.problems += cross_problems(guide, sources, codes, self.files)
        if self.problems:
            raise ProblemsFound(self.problems)
        places = {fact.id: (f"docs/data/{file}.yml", self.files[file].place(loc)[0]) for (file, loc), fact in fact_places(guide)}
        return replace(guide, places=places)

    def _file(self, path: Path, model: type[FileModel]) -> FileModel | None:
        try:
            source = read(path)
            self.files[_file_key(path)] = source
            return validated(model, source)
        except ProblemsFound as found:
            self.problems.extend(found.problems)
            return None

    def _topic(self, path: Path) -> Topic | None:
        topic = self._file(path, TopicFile)
        if topic is None:
            return None
        return Topic(topic.topic, topic.title, topic.about, topic.page, topic.place, topic.scenarios, self.files[_file_key(path)])

    def _editions(self) -> tuple[Edition, ...]:
        """The editions in their order: each file is called as its number, and none is left out."""
        paths = sorted((self.root / "quizzes" / "editions").glob("*.yml"), key=lambda path: (len(path.stem), path.stem))
        found = []
        for number, path in enumerate(paths, start=1):
            edition = self._file(path, Edition)
            if edition is None:
                continue
            if not path.stem == str(edition.edition) == str(number):
                what = f"this is edition {edition.edition} in {path.name}, and edition {number} is the next"
                mend = "an edition is never renamed or removed: take it back"
                self.problems.append(self.files[_file_key(path)].problem(("edition",), what, mend))
            found.append(edition)
        return tuple(found)

    def _case(self, path: Path) -> Case | None:
        file = self._file(path, CaseFile)
        return case_of(file, self.files[_file_key(path)]) if file else None
