"""The whole of the data: every YAML file read, validated and cross-checked, and then frozen."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from macros.facts.article import ArticleFile, Omission, Statement
from macros.facts.code import Code, CodesFile
from macros.facts.edit_pair import EditPairsFile
from macros.facts.example import Example, ExamplesFile
from macros.facts.fact import Fact, Record, Section
from macros.facts.fee import FeesFile
from macros.facts.glossary import GlossaryFile, Term
from macros.facts.neighbour import GUIDED, Decision, Neighbour, NeighboursFile
from macros.facts.note import Flaw, Note, NotePair, NotesFile
from macros.facts.period import PeriodsFile
from macros.facts.requirement import Document, DocumentationFile, Requirement
from macros.facts.source import Source, SourcesFile
from macros.facts.subject import SectionFact, SubjectFile
from macros.facts.threshold import ThresholdsFile
from macros.facts.unit_limit import UnitLimitsFile
from macros.note_reading import asked_elements, needed_sentences, read_note
from macros.problem import Problem, ProblemsFound
from macros.rules.cited import CITED_FACTS
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

FACT_FILES = {
    "S": "scope",
    "T": "scope",
    "U": "units",
    "A": "assistants",
    "M": "modifiers",
    "E": "edits",
    "P": "payment",
    "N": "denials",
    "F": "claim-form",
    "O": "other-payers",
    "D": "documentation",
}
"""The file in which facts with these letters stand."""

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
            if number not in self.codes:
                raise ValueError(f"`{number}` is not a code of this guide; {did_you_mean(number, self.codes)}")
        pair = frozenset({first, second})
        as_of = self.edit_pairs.as_of
        return edit_between(self._edit_rows.get(pair, ()), self._unedited, first, second, on or as_of, table, as_of)

    @cached_property
    def _edit_rows(self) -> Mapping[frozenset[str], tuple[EditRow, ...]]:
        rows: dict[frozenset[str], tuple[EditRow, ...]] = {}
        for r in self.edit_pairs.rows:
            row = EditRow(r.column_1, r.column_2, r.indicator, r.since, r.until, r.hospital_indicator, r.inferred)
            pair = frozenset({r.column_1, r.column_2})
            rows[pair] = (*rows.get(pair, ()), row)
        return rows

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
        self._cross_check(guide, sources, codes)
        if self.problems:
            raise ProblemsFound(self.problems)
        places = {
            fact.id: (f"docs/data/{file}.yml", self.files[file].place(loc)[0]) for (file, loc), fact in self._fact_places(guide)
        }
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
                self._in(self.files[_file_key(path)], ("edition",), what, "an edition is never renamed or removed: take it back")
            found.append(edition)
        return tuple(found)

    def _case(self, path: Path) -> Case | None:
        file = self._file(path, CaseFile)
        return case_of(file, self.files[_file_key(path)]) if file else None

    def _cross_check(self, guide: Guide, sources: SourcesFile, codes: CodesFile) -> None:
        self._unique("sources", "sources", [source.id for source in sources.sources])
        self._unique("codes", "codes", [code.code for code in codes.codes], field="code")
        places = self._fact_places(guide)
        self._unique_over_files(places)
        for name in sorted(CITED_FACTS):
            file = FACT_FILES[name.partition("-")[0]]
            if name not in guide.facts:
                self._say(file, ("facts",), f"the rules cite {name}, and no fact has that id", "give the fact its id back")
        self._no_contradiction(places)
        used: set[str] = set()
        cited = [(*place, fact.sources) for place, fact in places]
        cited += [("codes", ("codes", i), code.sources) for i, code in enumerate(codes.codes)]
        cited += [("examples", ("examples", i), example.sources) for i, example in enumerate(guide.examples)]
        cited.append(("edit-pairs", (), guide.edit_pairs.sources))
        cited.append(("unit-limits", (), guide.unit_limits.sources))
        cited += [("thresholds", ("years", i), year.sources) for i, year in enumerate(guide.thresholds.years)]
        cited += [("thresholds", ("appeals", i), year.sources) for i, year in enumerate(guide.thresholds.appeals)]
        cited += [("fees", ("conversion_factors", i), each.sources) for i, each in enumerate(guide.fees.conversion_factors)]
        cited += [("fees", ("localities", i), each.sources) for i, each in enumerate(guide.fees.localities)]
        cited += [("fees", ("fees", i), each.sources) for i, each in enumerate(guide.fees.fees)]
        cited += [("neighbours", ("neighbours", i), each.sources) for i, each in enumerate(guide.neighbours)]
        cited += [("glossary", ("terms", i), term.sources) for i, term in enumerate(guide.terms)]
        cited.append(("article", (), guide.article.sources))
        for file, loc, names in cited:
            used.update(names)
            for i, name in enumerate(names):
                self._known(file, (*loc, "sources", i), name, guide.sources, "source")
        for i, source in enumerate(sources.sources):
            if source.id not in used:
                self._say("sources", ("sources", i, "id"), f"no fact uses the source `{source.id}`", "use it or delete it")
        for subject in guide.subjects.values():
            sections = [section.id for section in subject.sections]
            self._unique(subject.name, "sections", sections)
            for i, fact in enumerate(subject.facts):
                self._known(subject.name, ("facts", i, "section"), fact.section, sections, "section")
        for i, example in enumerate(guide.examples):
            self._known("examples", ("examples", i, "features"), example.code, guide.codes, "code")
            for j, confusion in enumerate(example.confused_with):
                self._known("examples", ("examples", i, "confused_with", j, "code"), confusion.code, guide.codes, "code")
            for j, name in enumerate(example.rests_on):
                self._known("examples", ("examples", i, "rests_on", j), name, guide.facts, "fact")
        for i, limit in enumerate(guide.unit_limits.rows):
            self._known("unit-limits", ("rows", i, "code"), limit.code, guide.codes, "code")
        for i, fee_year in enumerate(guide.fees.fees):
            for code in fee_year.values:
                self._known("fees", ("fees", i, "values", code), code, guide.codes, "code")
        for i, period in enumerate(guide.periods_file.periods):
            loc = ("periods", i, "fact")
            self._known("periods", loc, period.fact, guide.facts, "fact")
            stated = guide.facts.get(period.fact)
            if stated and not re.search(rf"\b{period.days}\b", stated.text):
                what = f"{stated.id} does not say {period.days}, and `{period.id}` counts with it"
                self._say("periods", loc, what, "correct the days here, or the fact, so that both say the same")
        self._in_order("thresholds", "years", [year.year for year in guide.thresholds.years])
        self._in_order("thresholds", "appeals", [year.year for year in guide.thresholds.appeals])
        self._in_order("fees", "fees", [year.year for year in guide.fees.fees])
        self._no_overlap(guide.fees)
        for i, row in enumerate(guide.edit_pairs.rows):
            self._known("edit-pairs", ("rows", i, "column_1"), row.column_1, guide.codes, "code")
            self._known("edit-pairs", ("rows", i, "column_2"), row.column_2, guide.codes, "code")
        documents = [document.id for document in guide.documents]
        self._unique("documentation", "documents", documents)
        for i, document in enumerate(guide.documents):
            for j, name in enumerate(document.rests_on):
                self._known("documentation", ("documents", i, "rests_on", j), name, guide.facts, "fact")
        for i, requirement in enumerate(guide.requirements):
            self._known("documentation", ("requirements", i, "document"), requirement.document, documents, "document")
        self._cross_check_notes(guide)
        self._cross_check_neighbours(guide)
        self._cross_check_glossary(guide)
        self._cross_check_article(guide)
        self._cross_check_topics(guide)

    def _cross_check_notes(self, guide: Guide) -> None:
        self._unique("notes", "notes", [pair.id for pair in guide.notes])
        self._unique("notes", "flaws", [flaw.id for flaw in guide.flaws])
        documents = [document.id for document in guide.documents]
        for i, flaw in enumerate(guide.flaws):
            self._facts_known("notes", ("flaws", i), flaw.rests_on, guide)
            self._known("notes", ("flaws", i, "document"), flaw.document, documents, "document")
            concepts = {each.concept for each in asked_elements(guide.requirements, flaw.document)}
            self._known("notes", ("flaws", i, "concept"), flaw.concept, concepts, "concept")
        for i, pair in enumerate(guide.notes):
            loc: tuple[str | int, ...] = ("notes", i)
            before = len(self.problems)
            self._facts_known("notes", loc, pair.rests_on, guide)
            for j, fault in enumerate(pair.weak.faults):
                self._facts_known("notes", (*loc, "weak", "faults", j), fault.rests_on, guide)
            self._known("notes", (*loc, "document"), pair.document, documents, "document")
            asked = {each.concept for each in asked_elements(guide.requirements, pair.document)}
            self._sentences_known((*loc, "weak"), pair, pair.weak, asked, guide)
            self._sentences_known((*loc, "strong"), pair, pair.strong, asked, guide)
            if len(self.problems) > before:
                continue
            strong = read_note(guide.requirements, guide.codes, guide.periods, pair, pair.strong)
            for each in strong.reading.missing:
                what = f"the strong note of `{pair.id}` lacks {each.name} ({each.id}), which Medicare requires"
                self._say("notes", (*loc, "strong"), what, f"write it, and name `{each.concept}` in its sentence")
            for step in strong.against:
                what = f"the strong note of `{pair.id}` is not sound: {step.text.rstrip('.')}"
                self._say("notes", (*loc, "strong"), what, "correct its minutes, units or day")
            if not (read_note(guide.requirements, guide.codes, guide.periods, pair, pair.weak).spoiled or pair.weak.faults):
                what = f"the weak note of `{pair.id}` lacks nothing and has no fault"
                self._say("notes", (*loc, "weak"), what, "take something from it, or name what is wrong in `faults`")

    def _sentences_known(self, loc: tuple[str | int, ...], pair: NotePair, note: Note, asked: set[str], guide: Guide) -> None:
        for code in note.billed:
            self._known("notes", (*loc, "billed", code), code, guide.codes, "code")
        for i, sentence in enumerate(note.says):
            for code in sentence.minutes:
                self._known("notes", (*loc, "says", i, "minutes", code), code, guide.codes, "code")
            for j, name in enumerate(sentence.concepts):
                if name not in asked:
                    what = f"neither Medicare nor good practice asks `{name}` of a {pair.document}"
                    place = ("meets", j) if j < len(sentence.meets) else (name.replace("-", "_"),)
                    self._say("notes", (*loc, "says", i, *place), what, did_you_mean(name, asked))

    def _cross_check_neighbours(self, guide: Guide) -> None:
        self._unique("neighbours", "neighbours", [each.id for each in guide.neighbours])
        listed: dict[str, str] = {GUIDED: GUIDED}
        for i, each in enumerate(guide.neighbours):
            self._facts_known("neighbours", ("neighbours", i), each.rests_on, guide)
            for j, code in enumerate(each.codes):
                loc = ("neighbours", i, "codes", j)
                self._known("neighbours", loc, code, guide.codes, "code")
                if code in listed:
                    self._say("neighbours", loc, f"{code} is already under `{listed[code]}`", "keep it in one entry")
                listed.setdefault(code, each.id)
        asked: set[str] = set()
        for i, step in enumerate(guide.decision.steps):
            self._facts_known("neighbours", ("decision", "steps", i), step.rests_on, guide)
            for j, code in enumerate(step.leads_to):
                self._known("neighbours", ("decision", "steps", i, "leads_to", j), code, listed, "neighbour")
                asked.add(code)
        for i, each in enumerate(guide.neighbours):
            for j, code in enumerate(each.codes):
                if code not in asked:
                    what = f"no question of the decision leads to {code}"
                    self._say("neighbours", ("neighbours", i, "codes", j), what, "name it in a `leads_to` above")

    def _cross_check_glossary(self, guide: Guide) -> None:
        self._unique("glossary", "terms", [term.id for term in guide.terms])
        named: dict[str, str] = {}
        for i, term in enumerate(guide.terms):
            self._facts_known("glossary", ("terms", i), term.rests_on, guide)
            if term.see is not None:
                self._page_there("glossary", ("terms", i, "see"), term.see)
            for j, name in enumerate(term.names):
                loc = ("terms", i, "term") if j == 0 else ("terms", i, "also", j - 1)
                if name.casefold() in named:
                    what = f"the name `{name}` is already under `{named[name.casefold()]}`"
                    self._say("glossary", loc, what, "keep it under one term")
                named.setdefault(name.casefold(), term.id)

    def _cross_check_article(self, guide: Guide) -> None:
        parts: dict[str, tuple[Statement | Omission, ...]] = {
            "statements": guide.article.statements,
            "omissions": guide.article.omissions,
        }
        for listed, entries in parts.items():
            for i, each in enumerate(entries):
                self._facts_known("article", (listed, i), each.rests_on, guide)
                self._page_there("article", (listed, i, "page"), each.page)
        for i, topic in enumerate(guide.article.topics):
            for j, page in enumerate(topic.pages):
                self._page_there("article", ("topics", i, "pages", j), page)

    def _cross_check_topics(self, guide: Guide) -> None:
        topics: dict[str, str] = {}
        scenarios: dict[str, str] = {}
        for topic in guide.topics:
            if topic.id in topics:
                self._in(topic.source, ("topic",), f"the topic `{topic.id}` is already in {topics[topic.id]}", "rename one")
            topics[topic.id] = topic.source.path
            if not (self.root / "docs" / topic.page).is_file():
                self._in(topic.source, ("page",), f"there is no page docs/{topic.page}", "name a page below docs/")
            for i, scenario in enumerate(topic.scenarios):
                loc = ("scenarios", i, "id")
                if scenario.id in scenarios:
                    what = f"the scenario `{scenario.id}` is already in {scenarios[scenario.id]}"
                    self._in(topic.source, loc, what, "rename one: ids are unique over all topics")
                scenarios[scenario.id] = topic.source.path
        for case in guide.cases:
            named: list[tuple[str, tuple[str | int, ...]]] = [(case.id, ("case",))]
            named += [(part.scenario.id, ("parts", i, "id")) for i, part in enumerate(case.parts)]
            for name, place in named:
                if name in scenarios:
                    self._in(case.source, place, f"the id `{name}` is already in {scenarios[name]}", "rename one: ids are unique")
                scenarios[name] = case.source.path
            for i, part in enumerate(case.parts):
                if part.topic not in topics:
                    what = f"there is no topic `{part.topic}`"
                    self._in(case.source, ("parts", i, "topic"), what, did_you_mean(part.topic, topics))

    @staticmethod
    def _fact_places(guide: Guide) -> list[tuple[tuple[str, tuple[str | int, ...]], Fact]]:
        places: list[tuple[tuple[str, tuple[str | int, ...]], Fact]] = []
        for subject in guide.subjects.values():
            places += [((subject.name, ("facts", i)), fact) for i, fact in enumerate(subject.facts)]
        places += [(("documentation", ("requirements", i)), fact) for i, fact in enumerate(guide.requirements)]
        places += [(("documentation", ("facts", i)), fact) for i, fact in enumerate(guide.documentation_facts)]
        return places

    def _unique_over_files(self, places: Iterable[tuple[tuple[str, tuple[str | int, ...]], Fact]]) -> None:
        first: dict[str, str] = {}
        for (file, loc), fact in places:
            if fact.id in first:
                self._say(file, (*loc, "id"), f"the id {fact.id} is already in {first[fact.id]}", "give this fact a free id")
            first.setdefault(fact.id, f"{file}.yml")

    def _unique(self, file: str, listed: str, names: list[str], field: str = "id") -> None:
        for i, name in enumerate(names):
            if name in names[:i]:
                self._say(file, (listed, i, field), f"`{name}` stands twice in this list", "keep one of them")

    def _no_contradiction(self, places: Iterable[tuple[tuple[str, tuple[str | int, ...]], Fact]]) -> None:
        """Two facts of one authority that fix the same thing may not hold on the same day."""
        earlier: dict[tuple[str, ...], list[Fact]] = {}
        for (file, loc), fact in places:
            fixed = [f"{fact.document}: {fact.element}"] if isinstance(fact, Requirement) else []
            for what in [*fixed, fact.field] if fact.field else fixed:
                before = earlier.setdefault((what, fact.payer or fact.authority), [])
                for other in before:
                    if fact.shares_a_day(other):
                        told = f"{fact.id} and {other.id} fix the same thing ({what}) for the same days"
                        self._say(file, (*loc, "id"), told, "give them dates that do not overlap, or drop one")
                before.append(fact)

    def _in_order(self, file: str, listed: str, years: list[int]) -> None:
        """Years stand one after the other, each once and none left out."""
        for i, (before, year) in enumerate(pairwise(years), start=1):
            if year != before + 1:
                self._say(file, (listed, i, "year"), f"{year} does not follow {before}", "give each year once, in order")

    def _no_overlap(self, fees: FeesFile) -> None:
        """On no day are there two conversion factors of one kind, nor two rows of one place."""
        for listed, rows, key in (
            ("conversion_factors", fees.conversion_factors, [each.kind for each in fees.conversion_factors]),
            ("localities", fees.localities, [each.id for each in fees.localities]),
        ):
            for i, row in enumerate(rows):
                for j, earlier in enumerate(rows[:i]):
                    same = key[i] == key[j] or (listed == "conversion_factors" and "all" in {key[i], key[j]})
                    if same and row.since <= earlier.until and earlier.since <= row.until:
                        what = f"`{key[i]}` holds on days on which `{key[j]}` above it holds too"
                        self._say("fees", (listed, i, "from"), what, "let the days of one end before those of the other")

    def _known(self, file: str, loc: tuple[str | int, ...], name: str, known: Iterable[str], noun: str) -> None:
        if name not in known:
            self._say(file, loc, f"there is no {noun} `{name}`", did_you_mean(name, known))

    def _facts_known(self, file: str, loc: tuple[str | int, ...], names: Iterable[str], guide: Guide) -> None:
        for i, name in enumerate(names):
            self._known(file, (*loc, "rests_on", i), name, guide.facts, "fact")

    def _page_there(self, file: str, loc: tuple[str | int, ...], page: str) -> None:
        if not (self.root / "docs" / page).is_file():
            self._say(file, loc, f"there is no page docs/{page}", "name a page below docs/")

    def _say(self, file: str, loc: tuple[str | int, ...], what: str, mend: str) -> None:
        self._in(self.files[file], loc, what, mend)

    def _in(self, source: YamlSource, loc: tuple[str | int, ...], what: str, mend: str) -> None:
        self.problems.append(source.problem(loc, what, mend))
