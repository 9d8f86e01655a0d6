"""The guide of a checkout, whole: its facts, its quizzes and its bank. Only the command and the face of the macros load one."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from macros.facts.consistency import inconsistencies
from macros.facts.library import DATA, DATA_MODELS, MORE, NEEDED, Library, schema_of
from macros.facts.subject import SubjectFile
from macros.reading.hint import did_you_mean
from macros.reading.kept import Kept, nothing_kept_counts
from macros.reading.markup import refuse_markup
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.uses import exists, note
from macros.reading.validation import validated
from macros.reading.yaml_source import YamlSource, read, shown_path
from macros.rules.cited import CITED_FACTS
from macros.scenarios.bank import Bank
from macros.scenarios.case import CaseFile
from macros.scenarios.edition import Edition
from macros.scenarios.loading import CASES, EDITIONS, PAST, TOPICS, Quizzes
from macros.scenarios.review.names import unknown_names_of_broken, unknown_names_of_quizzes
from macros.scenarios.template import PastFile, TopicFile

Model = TypeVar("Model", bound=BaseModel)

QUIZ_MODELS: dict[str, type[TopicFile | CaseFile | Edition | PastFile]] = {
    TOPICS: TopicFile,
    CASES: CaseFile,
    EDITIONS: Edition,
    PAST: PastFile,
}
"""What the files of each folder of quizzes/ must look like."""


class Guide:
    """All facts and all quizzes of one checkout, and the bank that is made of them."""

    def __init__(self, library: Library, quizzes: Quizzes, kept: Kept):
        self.root = library.root
        self.library = library
        self.quizzes = quizzes
        self.kept = kept

    @cached_property
    def bank(self) -> Bank:
        """Every question that can be practiced."""
        return Bank(self.library, self.quizzes, self.kept)

    @classmethod
    def load(cls, root: Path, *, fresh: bool = False) -> Guide:
        """Read everything below `root`; with `fresh`, or where NO_CACHE is set, without what an earlier run has kept.

        Raises ProblemsFound with every problem of every file. An unchanged checkout is read once in a process.
        """
        fresh = fresh or nothing_kept_counts()
        guide = _loaded(root, fresh)
        if not guide.kept.holds(_whole(root)):
            _loaded.cache_clear()
            guide = _loaded(root, fresh)
        return guide


@lru_cache(maxsize=4)
def _loaded(root: Path, fresh: bool) -> Guide:
    kept = Kept(root, reading=not fresh)
    library, quizzes = kept.result(_whole(root), lambda: _read_all(root, kept))
    kept.named = cache(lambda: {**library.digests, **quizzes.digests})
    return Guide(library, quizzes, kept)


def _whole(root: Path) -> str:
    """What library and quizzes are kept as. They know where their files are: a copy of a checkout has its own."""
    return f"library and quizzes of {root}"


def _read_all(root: Path, kept: Kept) -> tuple[Library, Quizzes]:
    """Read, validate and hold together. Raises ProblemsFound with all that is wrong in any file, or between the files."""
    problems: list[Problem] = []

    def file(path: str, model: type[Model]) -> tuple[Model, YamlSource] | None:
        def read_and_validated() -> tuple[Model, YamlSource]:
            note(path)
            source = read(root / path)
            refuse_markup(source)
            return validated(model, source), source

        try:
            return kept.result(f"file {root / path}", read_and_validated)
        except ProblemsFound as found:
            problems.extend(found.problems)
            return None

    models = {**DATA_MODELS, **{name: DATA_MODELS[schema_of(name)] for name in _more_files(root)}}
    absent = [name for name in DATA_MODELS if name not in NEEDED and not exists(root, f"{DATA}/{name}.yml")]
    data = {name: file(f"{DATA}/{name}.yml", model) for name, model in models.items() if name not in absent}
    subjects = [each[0] for each in data.values() if each and isinstance(each[0], SubjectFile)]
    if problems or any(fact.id in CITED_FACTS for subject in subjects for fact in subject.facts):
        for name in absent:
            file(f"{DATA}/{name}.yml", DATA_MODELS[name])  # says that it is not there
    problems += _unknown_files(root)
    sound = not problems
    quizzes: dict[str, Any] = {}
    broken: list[Path] = []
    for folder, model in QUIZ_MODELS.items():
        note(f"{folder}/")
        for path in sorted((root / folder).glob("*.yml")):
            name = f"{folder}/{path.name}"
            content = file(name, model)
            if content:
                quizzes[name] = content
            elif model is TopicFile:
                broken.append(path)
    if not sound:
        raise ProblemsFound(problems)
    whole = {name: each for name, each in data.items() if each}
    library = Library(
        root, {name: content for name, (content, _) in whole.items()}, {name: source for name, (_, source) in whole.items()}
    )
    problems += inconsistencies(library)
    if problems and not broken:
        raise ProblemsFound(problems)
    shown = Quizzes(root, quizzes)
    problems += [*unknown_names_of_quizzes(library, shown), *unknown_names_of_broken(library, broken)]
    if not problems:
        problems += shown.problems()
    if problems:
        raise ProblemsFound(problems)
    return library, shown


def _more_files(root: Path) -> list[str]:
    """The names of the files with more of what another file holds."""
    note(f"{DATA}/")
    return [path.stem for begins in MORE for path in sorted((root / DATA).glob(f"{begins}*.yml"))]


def _unknown_files(root: Path) -> list[Problem]:
    note(f"{DATA}/")
    known = [f"{name}.yml" for name in (*DATA_MODELS, *_more_files(root))]
    return [
        Problem(shown_path(path), 1, 1, "is not a data file that the site reads", did_you_mean(path.name, known))
        for path in sorted((root / DATA).glob("*.y*ml"))
        if path.name not in known
    ]
