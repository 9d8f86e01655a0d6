"""Problems that no file shows by itself: an id that is used twice, a name that nothing goes by, facts that contradict each other.

They are looked for once every file is valid by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from macros.facts.article import Omission, Statement
from macros.facts.example import Example
from macros.facts.fact import Fact
from macros.facts.fee import FeesFile
from macros.facts.lesson import points_of
from macros.facts.library import Library, schema_of
from macros.facts.neighbour import GUIDED
from macros.facts.note import Note, NotePair
from macros.facts.requirement import Requirement
from macros.facts.rule_tables import edit_rows
from macros.reading.hint import did_you_mean
from macros.reading.problem import Problem
from macros.reading.uses import exists
from macros.reading.yaml_source import YamlSource
from macros.rules.cited import CITED_FACTS
from macros.rules.vocabulary import Authority, EditTable

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
    "K": "units",
}
"""The file that holds the facts whose ids begin with these letters; of several, the one in which the rules need them."""

_NOT_READ = re.compile(r"\b(?:was not (?:read|seen)|(?:did|have) not read|we found no text)\b", re.IGNORECASE)

_GIVEN_AWAY = re.compile(
    r"\b\d{5}\b|neuromuscular|re-?educat|therapeutic (?:activit|exercise)|gait training|self-care", re.IGNORECASE
)
"""Numbers and names of codes, which a vignette that is asked for its code does not tell."""

LEAST_DETAILS = 3
"""So many details of an activity are quoted at least, so that a learner has to choose among them."""

LEAST_CONFUSED = 2
"""So many other codes of a vignette are argued at least: a question on its code offers them as wrong answers."""

Loc = tuple[str | int, ...]
"""The path to a field of a file: keys, and positions in lists (from 0)."""

FactPlace = tuple[tuple[str, Loc], Fact]
"""Where a fact is (its file and the path to it there), and the fact."""


def inconsistencies(library: Library) -> list[Problem]:
    """Every problem between the files, with the line it is on."""
    checks = _Checks(library)
    checks.whole()
    return checks.problems


def uses_rules(library: Library) -> bool:
    """Whether a guide uses the rules of this engine, which are those of therapy billed to Medicare: it has facts that they cite.

    With one of them all are needed, and every table. A guide on another code has none, and asks only what its own YAML decides.
    """
    return not CITED_FACTS.isdisjoint(library.facts)


def _fact_places(library: Library) -> list[FactPlace]:
    """Every fact, with its file and the path to it in that file."""
    places: list[FactPlace] = []
    for subject in library.subjects.values():
        places += [((subject.name, ("facts", i)), fact) for i, fact in enumerate(subject.facts)]
    places += [(("documentation", ("requirements", i)), fact) for i, fact in enumerate(library.requirements)]
    places += [(("documentation", ("facts", i)), fact) for i, fact in enumerate(library.documentation_facts)]
    return places


class _Checks:
    """One pass over the data, which collects problems as it goes."""

    def __init__(self, library: Library):
        self.library = library
        self.files = library.yaml
        self.problems: list[Problem] = []
        self.repeated: set[str] = set()
        """Ids of facts and examples that are used twice. What only follows from that is not told beside it."""
        self.fact_ids_unsure = False

    def whole(self) -> None:
        sources, codes = self.library.file("sources"), self.library.file("codes")
        self._unique("sources", "sources", [source.id for source in sources.sources])
        self._unique("codes", "codes", [code.code for code in codes.codes], field="code")
        places = _fact_places(self.library)
        self._unique_over_files(places, "give this fact a free id")
        # A fact that took the id of another has left its own: each place that names it would seem to be at fault.
        self.fact_ids_unsure = bool(self.repeated)
        for name in sorted(CITED_FACTS) if uses_rules(self.library) and not self.fact_ids_unsure else ():
            file = FACT_FILES[name.partition("-")[0]]
            if name not in self.library.facts:
                self._say(file, ("facts",), f"the rules cite {name}, and no fact has that id", "give the fact its id back")
        self._no_contradiction(places)
        self._unread_marked(places)
        used: set[str] = set()
        cited = [(*place, fact.sources) for place, fact in places]
        cited += [("codes", ("codes", i), code.sources) for i, code in enumerate(codes.codes)]
        cited += [(file, loc, example.sources) for (file, loc), example in self._example_places()]
        cited += [("edit-pairs", ("readings", i), reading.sources) for i, reading in enumerate(self.library.edit_pairs.readings)]
        cited += [("unit-limits", ("tables", i), table.sources) for i, table in enumerate(self.library.unit_limits.tables)]
        cited += [("thresholds", ("years", i), year.sources) for i, year in enumerate(self.library.thresholds.years)]
        cited += [("thresholds", ("appeals", i), year.sources) for i, year in enumerate(self.library.thresholds.appeals)]
        cited += [
            ("fees", ("conversion_factors", i), factor.sources) for i, factor in enumerate(self.library.fees.conversion_factors)
        ]
        cited += [("fees", ("proposed_factors", i), row.sources) for i, row in enumerate(self.library.fees.proposed_factors)]
        cited += [("fees", ("localities", i), place.sources) for i, place in enumerate(self.library.fees.localities)]
        cited += [("fees", ("fees", i), year.sources) for i, year in enumerate(self.library.fees.fees)]
        cited += [("neighbours", ("neighbours", i), neighbour.sources) for i, neighbour in enumerate(self.library.neighbours)]
        cited += [("glossary", ("terms", i), term.sources) for i, term in enumerate(self.library.terms)]
        cited.append(("article", (), self.library.article.sources))
        for file, loc, names in cited:
            used.update(names)
            for i, name in enumerate(names):
                self._known(file, (*loc, "sources", i), name, self.library.sources, "source")
        for i, source in enumerate(sources.sources):
            if source.id not in used:
                self._say("sources", ("sources", i, "id"), f"no fact uses the source `{source.id}`", "use it or delete it")
        for subject in self.library.subjects.values():
            sections = [section.id for section in subject.sections]
            self._unique(subject.name, "sections", sections)
            for i, fact in enumerate(subject.facts):
                self._known(subject.name, ("facts", i, "section"), fact.section, sections, "section")
        self._examples()
        limited: set[tuple[str, str]] = set()
        for i, table in enumerate(self.library.unit_limits.tables):
            for j, limit in enumerate(table.rows):
                loc = ("tables", i, "rows", j, "code")
                self._known("unit-limits", loc, limit.code, self.library.codes, "code")
                if (table.table, limit.code) in limited:
                    what = f"{limit.code} already has a limit in the {table.table} table"
                    self._say("unit-limits", loc, what, "keep that of the newest table")
                limited.add((table.table, limit.code))
        for i, fee_year in enumerate(self.library.fees.fees):
            for code in fee_year.values:
                self._known("fees", ("fees", i, "values", code), code, self.library.codes, "code")
        for i, period in enumerate(self.library.periods_file.periods):
            loc = ("periods", i, "fact")
            self._known("periods", loc, period.fact, self.library.facts, "fact")
            stated = self.library.facts.get(period.fact)
            if stated and stated.id not in self.repeated and not re.search(rf"\b{period.days}\b", stated.text):
                what = f"{stated.id} does not say {period.days}, and `{period.id}` counts with it"
                self._say("periods", loc, what, "correct the days here, or the fact, so that both say the same")
        self._denials()
        self._in_order("thresholds", "years", [year.year for year in self.library.thresholds.years])
        self._in_order("thresholds", "appeals", [year.year for year in self.library.thresholds.appeals])
        self._in_order("fees", "fees", [year.year for year in self.library.fees.fees])
        self._no_overlap(self.library.fees)
        self._edit_pairs()
        documents = [document.id for document in self.library.documents]
        self._unique("documentation", "documents", documents)
        for i, document in enumerate(self.library.documents):
            self._facts_known("documentation", ("documents", i), document.rests_on)
        for i, requirement in enumerate(self.library.requirements):
            self._known("documentation", ("requirements", i, "document"), requirement.document, documents, "document")
        self._judgments()
        self._notes()
        self._phrases()
        if "neighbours" not in self.library.absent:
            self._neighbours()
        self._glossary()
        self._cast()
        self._article()
        self._lessons()

    def _example_places(self) -> list[tuple[tuple[str, Loc], Example]]:
        """Every example, with its file and the path to it in that file."""
        names = [name for name in self.library.file_names if schema_of(name) == "examples"]
        return [
            ((name, ("examples", i)), example) for name in names for i, example in enumerate(self.library.file(name).examples)
        ]

    def _examples(self) -> None:
        places = self._example_places()
        by_id = {example.id: example for _, example in reversed(places)}
        self._unique_over_files(places, "give it a free id")
        for (file, loc), example in places:
            self._known(file, (*loc, "features"), example.code, self.library.codes, "code")
            for listed, others in (("confused_with", example.confused_with), ("also_fits", example.also_fits)):
                for j, other in enumerate(others):
                    self._known(file, (*loc, listed, j, "code"), other.code, self.library.codes, "code")
            self._facts_known(file, loc, example.rests_on)
            given_away = _GIVEN_AWAY.search(example.activity) if example.twin else None
            if given_away:
                what = f"the activity of {example.id} gives its code away with `{given_away[0]}`"
                self._say(file, (*loc, "activity"), what, "say what is done and seen, without a code and without its name")
            if file != schema_of(file) or example.twin or example.details or example.decided_by:
                self._contrast(file, loc, example, by_id)

    def _contrast(self, file: str, loc: Loc, example: Example, by_id: Mapping[str, Example]) -> None:
        """An example and its twin: each names the other, their codes differ, and the words that decide stand in the activity."""
        lacking = [name for name in ("twin", "details", "decided_by") if not getattr(example, name)]
        if lacking:
            what = f"{example.id} has no {' and no '.join(f'`{name}`' for name in lacking)}"
            self._say(file, loc, what, "name its twin, quote at least three details, and name the one that decides")
            return
        assert example.twin is not None
        if len(example.details) < LEAST_DETAILS:
            what = f"{example.id} quotes too few of its details ({len(example.details)})"
            self._say(file, (*loc, "details"), what, f"quote at least {LEAST_DETAILS}")
        for name, words in example.details.items():
            if words not in example.activity:
                what = f"these words of `{name}` do not stand in the activity of {example.id}"
                self._say(file, (*loc, "details", name), what, "copy them from it, letter by letter")
        if example.decided_by not in example.details:
            what = f"{example.id} has no detail `{example.decided_by}`"
            self._say(file, (*loc, "decided_by"), what, f"name one of {', '.join(example.details)}")
        if len(example.confused_with) < LEAST_CONFUSED:
            what = f"{example.id} is `confused_with` too few codes ({len(example.confused_with)})"
            self._say(file, (*loc, "confused_with"), what, "add a code that somebody might choose, and why it is not that one")
        if not self.repeated.isdisjoint((example.id, example.twin)):
            return
        if example.twin not in by_id:
            self._known(file, (*loc, "twin"), example.twin, by_id, "example")
            return
        twin = by_id[example.twin]
        if twin.twin != example.id:
            what = f"{twin.id} does not name {example.id} as its twin"
            self._say(file, (*loc, "twin"), what, f"write `twin: {example.id}` there, or name another twin here")
        elif twin.code == example.code:
            what = f"{example.id} and its twin {twin.id} are both {example.code}"
            self._say(file, (*loc, "twin"), what, "change the features of one, or choose another twin")
        elif twin.code not in [other.code for other in example.confused_with]:
            what = f"{example.id} is not `confused_with` {twin.code}, the code of its twin"
            self._say(file, (*loc, "confused_with"), what, f"say there why it is not {twin.code}")

    def _judgments(self) -> None:
        """Facts and ids of the matters: an id stands for one matter, one slip or one situation, over all files."""
        first: dict[str, str] = {}
        for file in (name for name in self.library.file_names if schema_of(name) == "judgments"):
            for i, matter in enumerate(self.library.file(file).matters):
                loc = ("matters", i)
                for j, row in enumerate(matter.rows):
                    self._facts_known(file, (*loc, "rows", j), row.rests_on)
                for j, situation in enumerate(matter.situations):
                    self._facts_known(file, (*loc, "situations", j), situation.rests_on)
                places = {"slips": [slip.id for slip in matter.slips], "situations": [each.id for each in matter.situations]}
                for listed, names in (("", [matter.id]), *places.items()):
                    for j, name in enumerate(names):
                        place = (*loc, listed, j, "id") if listed else (*loc, "id")
                        if name in first:
                            self._say(file, place, f"`{name}` is already in {first[name]}", "give it an id of its own")
                        first.setdefault(name, f"{file}.yml")

    def _edit_pairs(self) -> None:
        file = self.library.edit_pairs
        readings = {reading.id: reading for reading in file.readings}
        looked_up = {code for reading in file.readings for code in reading.between}
        looked_up |= {code for reading in file.readings for pair in reading.pairs for code in pair.with_codes}
        self._unique("edit-pairs", "readings", [reading.id for reading in file.readings])
        for i, row in enumerate(file.rows):
            loc = ("rows", i)
            if row.column_1 not in self.library.codes:
                self._known("edit-pairs", (*loc, "column_2"), row.column_2, self.library.codes.keys() | looked_up, "code")
            if row.reading is not None:
                self._known("edit-pairs", (*loc, "reading"), row.reading, readings, "reading")
            if not set(file.reading_of(row).tables) & ({row.only_in} if row.only_in else set(EditTable)):
                what = f"the reading of this run is not of the {row.only_in} table"
                self._say("edit-pairs", (*loc, "only_in"), what, "correct the table or the reading")
        for pair, runs in edit_rows(file).items():
            days = {day for row in runs for day in (row.since, row.until, row.seen) if day}
            here = {table: [row for row in runs if row.only_in in {None, table}] for table in EditTable}
            if any(sum(row.holds_on(day, table) is True for row in here[table]) > 1 for table in here for day in days):
                at = max(i for i, row in enumerate(file.rows) if {row.column_1, row.column_2} == pair)
                what = f"two runs of {' with '.join(sorted(pair))} are in force on one day in one table"
                self._say("edit-pairs", ("rows", at), what, "keep one of them, or correct their days")

    def _notes(self) -> None:
        self._unique("notes", "notes", [pair.id for pair in self.library.notes])
        self._unique("notes", "flaws", [flaw.id for flaw in self.library.flaws])
        documents = [document.id for document in self.library.documents]
        for i, flaw in enumerate(self.library.flaws):
            self._facts_known("notes", ("flaws", i), flaw.rests_on)
            self._known("notes", ("flaws", i, "document"), flaw.document, documents, "document")
            concepts = {element.concept for element in self.library.asked_elements(flaw.document)}
            self._known("notes", ("flaws", i, "concept"), flaw.concept, concepts, "concept")
        for i, pair in enumerate(self.library.notes):
            loc: Loc = ("notes", i)
            before = len(self.problems)
            self._facts_known("notes", loc, pair.rests_on)
            for j, fault in enumerate(pair.weak.faults):
                self._facts_known("notes", (*loc, "weak", "faults", j), fault.rests_on)
            self._known("notes", (*loc, "document"), pair.document, documents, "document")
            asked = {element.concept for element in self.library.asked_elements(pair.document)}
            self._sentences_known((*loc, "weak"), pair, pair.weak, asked)
            self._sentences_known((*loc, "strong"), pair, pair.strong, asked)
            if len(self.problems) > before:
                continue
            strong = self.library.read_note(pair, pair.strong)
            for element in strong.reading.missing:
                what = f"the strong note of `{pair.id}` lacks {element.name} ({element.id}), which Medicare requires"
                self._say("notes", (*loc, "strong"), what, f"write it, and name `{element.concept}` in its sentence")
            for step in strong.against:
                what = f"the strong note of `{pair.id}` is not sound: {step.text.removesuffix('.')}"
                self._say("notes", (*loc, "strong"), what, "correct its minutes, units or day")
            weak = self.library.read_note(pair, pair.weak)
            if not (weak.spoiled or pair.weak.faults):
                what = f"the weak note of `{pair.id}` lacks nothing, and nothing in it is wrong"
                self._say("notes", (*loc, "weak"), what, "take something from it, or name what is wrong in `faults`")

    def _sentences_known(self, loc: Loc, pair: NotePair, note: Note, asked: set[str]) -> None:
        for code in note.billed:
            self._known("notes", (*loc, "billed", code), code, self.library.codes, "code")
        for i, sentence in enumerate(note.says):
            for code in sentence.minutes:
                self._known("notes", (*loc, "says", i, "minutes", code), code, self.library.codes, "code")
            for j, name in enumerate(sentence.concepts):
                if name not in asked:
                    what = f"neither Medicare nor good practice asks for `{name}` in a {pair.document}"
                    place = ("meets", j) if j < len(sentence.meets) else (name.replace("-", "_"),)
                    self._say("notes", (*loc, "says", i, *place), what, did_you_mean(name, asked))

    def _phrases(self) -> None:
        bank = self.library.phrases
        self._unique("phrases", "phrases", [each.id for each in bank.phrases])
        self._unique("phrases", "goals", [goal.id for goal in bank.goals])
        problems = [problem.id for problem in bank.problems]
        self._unique("phrases", "problems", problems)
        for i, each in enumerate(bank.phrases):
            self._facts_known("phrases", ("phrases", i), each.rests_on)
        for i, goal in enumerate(bank.goals):
            self._known("phrases", ("goals", i, "problem"), goal.problem, problems, "problem")
        for i, problem in enumerate(problems):
            if problem not in {goal.problem for goal in bank.goals}:
                self._say("phrases", ("problems", i), f"no goal is for `{problem}`", "write one, or delete the problem")

    def _neighbours(self) -> None:
        compared = [row.code for row in self.library.comparison]
        for i, code in enumerate(compared):
            self._known("neighbours", ("comparison", i, "code"), code, self.library.codes, "code")
            if code in compared[:i]:
                self._say("neighbours", ("comparison", i, "code"), f"{code} is compared twice", "keep one row")
        if GUIDED not in compared:
            self._say("neighbours", ("comparison",), f"the comparison lacks {GUIDED}", f"write a row for {GUIDED}")
        self._unique("neighbours", "neighbours", [neighbour.id for neighbour in self.library.neighbours])
        listed: dict[str, str] = {GUIDED: GUIDED}
        for i, neighbour in enumerate(self.library.neighbours):
            self._facts_known("neighbours", ("neighbours", i), neighbour.rests_on)
            for j, code in enumerate(neighbour.codes):
                loc = ("neighbours", i, "codes", j)
                self._known("neighbours", loc, code, self.library.codes, "code")
                if code in listed:
                    self._say("neighbours", loc, f"{code} is already under `{listed[code]}`", "keep it in one entry")
                listed.setdefault(code, neighbour.id)
        asked: set[str] = set()
        for i, step in enumerate(self.library.decision.steps):
            self._facts_known("neighbours", ("decision", "steps", i), step.rests_on)
            for j, code in enumerate(step.leads_to):
                self._known("neighbours", ("decision", "steps", i, "leads_to", j), code, listed, "neighbour")
                asked.add(code)
        for i, neighbour in enumerate(self.library.neighbours):
            for j, code in enumerate(neighbour.codes):
                if code not in asked:
                    what = f"no question of the decision leads to {code}"
                    self._say("neighbours", ("neighbours", i, "codes", j), what, "name it in a `leads_to` above")

    def _denials(self) -> None:
        codes = [code.id for code in self.library.denial_codes]
        self._unique("denial-codes", "codes", codes)
        for i, code in enumerate(self.library.denial_codes):
            self._facts_known("denial-codes", ("codes", i), code.rests_on)
        letter = self.library.appeal_letter
        self._unique("appeal-letter", "fields", [field.id for field in letter.fields])
        for i, name in enumerate(letter.codes):
            self._known("appeal-letter", ("codes", i), name, codes, "code of a denial")
        for i, part in enumerate(letter.parts):
            self._facts_known("appeal-letter", ("parts", i), part.rests_on)
            for j, name in enumerate(part.codes):
                self._known("appeal-letter", ("parts", i, "codes", j), name, letter.codes, "code of the letter")

    def _glossary(self) -> None:
        self._unique("glossary", "terms", [term.id for term in self.library.terms])
        named: dict[str, str] = {}
        for i, term in enumerate(self.library.terms):
            self._facts_known("glossary", ("terms", i), term.rests_on)
            if term.see is not None:
                self._page_there("glossary", ("terms", i, "see"), term.see)
            for j, name in enumerate(term.names):
                loc = ("terms", i, "term") if j == 0 else ("terms", i, "also", j - 1)
                if name.casefold() in named:
                    what = f"the name `{name}` is already under `{named[name.casefold()]}`"
                    self._say("glossary", loc, what, "keep it under one term")
                named.setdefault(name.casefold(), term.id)

    def _cast(self) -> None:
        patients = self.library.patients
        self._unique("patients", "patients", [patient.id for patient in patients])
        self._unique("patients", "patients", [patient.name for patient in patients], field="name")
        for i, patient in enumerate(patients):
            for code in patient.does:
                self._known("patients", ("patients", i, "does", code), code, self.library.codes, "code")
        stretches = self.library.stretches
        self._unique("stretches", "stretches", [stretch.id for stretch in stretches])
        for i, stretch in enumerate(stretches):
            if stretch.code is not None:
                self._known("stretches", ("stretches", i, "code"), stretch.code, self.library.codes, "code")

    def _article(self) -> None:
        parts: dict[str, tuple[Statement | Omission, ...]] = {
            "statements": self.library.article.statements,
            "omissions": self.library.article.omissions,
        }
        for listed, entries in parts.items():
            for i, entry in enumerate(entries):
                self._facts_known("article", (listed, i), entry.rests_on)
                self._page_there("article", (listed, i, "page"), entry.page)
        for i, topic in enumerate(self.library.article.topics):
            for j, page in enumerate(topic.pages):
                self._page_there("article", ("topics", i, "pages", j), page)

    def _lessons(self) -> None:
        """Ids, pages and facts of the lessons. What they name of the quizzes is looked up once those are read."""
        lessons = self.library.lessons
        self._unique("lessons", "lessons", [lesson.id for lesson in lessons])
        objectives: set[str] = set()
        skills: dict[str, str] = {}
        for i, lesson in enumerate(lessons):
            for j, objective in enumerate(lesson.objectives):
                loc: Loc = ("lessons", i, "objectives", j)
                if objective.id in objectives:
                    self._say("lessons", (*loc, "id"), f"`{objective.id}` is the id of two objectives", "rename one")
                objectives.add(objective.id)
                for k, skill in enumerate(objective.skills):
                    if skill in skills:
                        what = f"the skill `{skill}` is already under `{skills[skill]}`"
                        self._say("lessons", (*loc, "skills", k), what, "keep it under one objective")
                    skills.setdefault(skill, objective.id)
            for j, reading in enumerate(lesson.reading):
                self._page_there("lessons", ("lessons", i, "reading", j, "page"), reading.page)
            for loc, point in points_of(lesson):
                at = ("lessons", i, *loc)
                self._facts_known("lessons", at, point.rests_on)
                known = [name for name in point.rests_on if name in self.library.facts and name not in self.repeated]
                whose = {self.library.facts[name].authority for name in known}
                if len(whose - {Authority.CODE}) > 1:
                    what = f"rests on facts of {' and of '.join(sorted(whose - {Authority.CODE}))}"
                    self._say("lessons", at, what, "write one point for each: whose rule it is is never mixed")

    def _unique_over_files(self, places: Iterable[tuple[tuple[str, Loc], Fact | Example]], fix: str) -> None:
        first: dict[str, str] = {}
        for (file, loc), record in places:
            at = (*loc, "id")
            if record.id in first:
                self.repeated.add(record.id)
                self._say(file, at, f"the id {record.id} is already in {first[record.id]}", fix)
            else:
                first[record.id] = f"{file}.yml, line {self.files[file].place(at)[0]}"

    def _unique(self, file: str, listed: str, names: list[str], field: str = "id") -> None:
        for i, name in enumerate(names):
            if name in names[:i]:
                self._say(file, (listed, i, field), f"`{name}` is in this list twice", "keep one of them")

    def _no_contradiction(self, places: Iterable[FactPlace]) -> None:
        """Two facts of one authority that fix the same thing may not hold on the same day."""
        earlier: dict[tuple[str, ...], list[Fact]] = {}
        for (file, loc), fact in places:
            fixed = [f"{fact.document}: {fact.element}"] if isinstance(fact, Requirement) else []
            for what in [*fixed, fact.field] if fact.field else fixed:
                before = earlier.setdefault((what, fact.payer or fact.authority), [])
                for other in before:
                    if fact.id != other.id and fact.shares_a_day(other):
                        what_contradicts = f"{fact.id} and {other.id} fix the same thing ({what}) for the same days"
                        self._say(file, (*loc, "id"), what_contradicts, "give them dates that do not overlap, or drop one")
                before.append(fact)

    def _unread_marked(self, places: Iterable[FactPlace]) -> None:
        """A fact that says in its text that something was not read says so in a field too, which questions look at."""
        for (file, loc), fact in places:
            said = _NOT_READ.search(fact.text)
            if said and fact.unread is None and fact.checked != "unverified":
                what = f"{fact.id} says `{said[0]}`, and no field says what was not read"
                self._say(file, (*loc, "text"), what, "name the method or the case in `unread`, or say what was read")

    def _in_order(self, file: str, listed: str, years: list[int]) -> None:
        """Years follow one another: none is left out, and none is there twice."""
        for i, (before, year) in enumerate(pairwise(years), start=1):
            if year != before + 1:
                self._say(file, (listed, i, "year"), f"{year} does not follow {before}", "list the years in order, without gaps")

    def _no_overlap(self, fees: FeesFile) -> None:
        """On no day are there two conversion factors of one kind, nor two rows of one place."""
        for listed, rows, key in (
            ("conversion_factors", fees.conversion_factors, [factor.kind for factor in fees.conversion_factors]),
            ("localities", fees.localities, [place.id for place in fees.localities]),
        ):
            for i, row in enumerate(rows):
                for j, earlier in enumerate(rows[:i]):
                    same = key[i] == key[j] or (listed == "conversion_factors" and "all" in {key[i], key[j]})
                    if same and row.since <= earlier.until and earlier.since <= row.until:
                        what = f"`{key[i]}` holds on days on which `{key[j]}` above it holds too"
                        self._say("fees", (listed, i, "from"), what, "let the days of one end before those of the other")

    def _known(self, file: str, loc: Loc, name: str, known: Iterable[str], noun: str) -> None:
        if name not in known and not (noun == "fact" and self.fact_ids_unsure):
            self._say(file, loc, f"there is no {noun} `{name}`", did_you_mean(name, known))

    def _facts_known(self, file: str, loc: Loc, names: Iterable[str]) -> None:
        for i, name in enumerate(names):
            self._known(file, (*loc, "rests_on", i), name, self.library.facts, "fact")

    def _page_there(self, file: str, loc: Loc, page: str) -> None:
        if not exists(self.library.root, f"docs/{page}"):
            self._say(file, loc, f"there is no page docs/{page}", "name a page below docs/")

    def _say(self, file: str, loc: Loc, what: str, fix: str) -> None:
        self._in(self.files[file], loc, what, fix)

    def _in(self, source: YamlSource, loc: Loc, what: str, fix: str) -> None:
        self.problems.append(source.problem(loc, what, fix))
