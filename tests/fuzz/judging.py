"""What must hold for every file, however hostile: no traceback, little time, no change, each problem in one line at its place."""

from __future__ import annotations

import re
import signal
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any
from unicodedata import category

import yaml
from pydantic import BaseModel

from macros.facts.consistency import inconsistencies
from macros.facts.library import DATA, DATA_MODELS, Library, schema_of
from macros.guide import QUIZ_MODELS, Guide
from macros.pages.lessons import filled
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.validation import validated
from macros.reading.yaml_source import read
from macros.rules.refused import Refused
from macros.scenarios.case import CaseFile, case_of
from macros.scenarios.review.check import review_case, review_scenario
from macros.scenarios.review.names import unknown_names, unknown_names_of_case
from macros.scenarios.template import TopicFile
from tests.command import ROOT, guide
from tests.fuzz.mutations import mutated
from tests.small_checkout import FILES, write_small_checkout

SECONDS = 2.0
"""Processor time for one file."""

LONGEST = 1_200
"""Characters in a line that a person is to read."""

FEW_DRAWS = 20

_LINE = re.compile(r"(?P<path>[^:]+):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): \S.*; \S.*\Z")
_COUNT = re.compile(r"\d+ errors? found\.\Z")

Way = Callable[[Path], list[str]]
"""Puts a file through what a person would have done with it; returns what should not be."""


@dataclass(frozen=True)
class Subject:
    """A file of ours that is mutated, and what is done with it. `name` is its path below the folder that the way works in."""

    name: str
    original: bytes
    way: Way
    path: Path


class TookTooLong(BaseException):
    """No handler of the project catches this one."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: FrameType | None) -> None:
        raise TookTooLong(" < ".join(f"{each.name}:{each.lineno}" for each in reversed(traceback.extract_stack(frame)[-6:])))

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def judged(subject: Subject, data: bytes, seconds: float = SECONDS) -> list[str]:
    """What should not be, when this stands in the subject's file."""
    subject.path.write_bytes(data)
    faults: list[str] = []
    begin = time.process_time()
    try:
        with time_limit(2 * seconds):
            faults += subject.way(subject.path)
    except TookTooLong as late:
        faults.append(f"more than {2 * seconds:.0f} s of processor time: {late}")
    except Exception as error:
        frames = traceback.extract_tb(error.__traceback__)
        where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-9:]))
        faults.append(f"{type(error).__name__}: {str(error)[:200]} ({where})")
    spent = time.process_time() - begin
    if spent > SECONDS and not faults:
        faults.append(f"{spent:.1f} s of processor time")
    if subject.path.read_bytes() != data:
        faults.append("the file was changed")
    subject.path.write_bytes(subject.original)
    return faults


def mutation(subjects: list[Subject], seed: int, number: int) -> tuple[Subject, str, bytes]:
    """The mutation of this number, the same for the same seed."""
    random = Random(f"fuzz {seed} {number}")
    subject = random.choice(subjects)
    name, data = mutated(random, subject.original)
    return subject, name, data


def shrunk(subject: Subject, data: bytes, fault: str, tries: int = 120) -> bytes:
    """Fewer lines with a fault of the same kind."""
    kind = fault[:24]
    lines = data.split(b"\n")
    size = max(1, len(lines) // 2)
    while tries > 0:
        at = 0
        while at < len(lines) and tries > 0:
            shorter = lines[:at] + lines[at + size :]
            tries -= 1
            if any(each.startswith(kind) for each in judged(subject, b"\n".join(shorter))):
                lines = shorter
            else:
                at += size
        if size == 1:
            break
        size //= 2
    return b"\n".join(lines)


def faulty_line(text: str) -> str | None:
    """What is wrong with a line that a person is to read; None where nothing is."""
    odd = next((each for each in text if category(each) in {"Cc", "Cf", "Cs", "Zl", "Zp"}), None)
    if odd is not None:
        return f"holds U+{ord(odd):04X}: {text[:200]!r}"
    return f"has {len(text)} characters: {text[:200]!r}" if len(text) > LONGEST else None


def faults_of_problems(problems: Iterable[Problem], data: bytes) -> list[str]:
    """What is wrong with what a person is told."""
    faults = []
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xc2\x85") + data.count(b"\xe2\x80") + 2
    for problem in problems:
        if not (problem.path and 1 <= problem.line <= lines and problem.column >= 1):
            faults.append(f"no place: {str(problem)[:300]!r}")
        if not problem.what.strip() or not problem.fix.strip():
            faults.append(f"nothing is said: {str(problem)[:300]!r}")
        wrong = faulty_line(str(problem))
        if wrong:
            faults.append(f"a line that {wrong}")
    return faults


def faults_of_command(*arguments: object, root: Path) -> list[str]:
    """Runs `guide` and says what is wrong with what it prints where it refuses."""
    outcome = guide(*arguments, root=root)
    faults = []
    for line in outcome.stderr.split("\n") if outcome.returncode else ():
        wrong = faulty_line(line)
        if wrong:
            faults.append(f"a line that {wrong}")
        elif line and not _COUNT.match(line) and not _LINE.match(line):
            faults.append(f"no place: {line[:300]!r}")
        elif "fix the Python" in line:
            faults.append(f"Python: {line[:300]}")
    if outcome.returncode and not (outcome.stderr + outcome.stdout).strip():
        faults.append(f"exit {outcome.returncode} without a word")
    return faults


def subjects(folder: Path) -> list[Subject]:
    """Every file that is mutated, copied below `folder`."""
    return [*_small(folder / "small"), *_real(folder / "real"), *_handed_in(folder / "in")]


def _small(root: Path) -> list[Subject]:
    """Each file of a small checkout, which `guide check FILE` reads whole."""
    write_small_checkout(root)
    way: Way = lambda path: faults_of_command("check", path, root=root)  # noqa: E731
    return [Subject(name, text.encode(), way, root / name) for name, text in FILES.items() if name.endswith(".yml")]


def _real(folder: Path) -> list[Subject]:
    """Single records of each file of the guide, read, validated, and held together with everything else."""
    whole = Guide.load(ROOT)
    found = []
    for file in sorted([*(ROOT / DATA).glob("*.yml"), *(ROOT / "quizzes").rglob("*.yml")]):
        name = file.relative_to(ROOT).as_posix()
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        way = _way_of_data(whole, file.stem) if file.parent.name == "data" else _way_of_quiz(whole, file.parent)
        found += [Subject(name, data, way, path) for data in _records(file)]
    return found


def _records(file: Path) -> Iterator[bytes]:
    """The file with one record of each of its lists alone, for several places of the lists."""
    content = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
    longest = max((len(value) for value in content.values() if isinstance(value, list)), default=1)
    for at in range(0, longest, max(1, longest // 4)):
        one = {
            name: value[at % len(value) :][:1] if isinstance(value, list) and value else value for name, value in content.items()
        }
        yield yaml.dump(one, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=120).encode()


def _way_of_data(whole: Guide, name: str) -> Way:
    library = whole.library
    model = DATA_MODELS[schema_of(name)]

    def way(path: Path) -> list[str]:
        try:
            source = read(path)
            content = validated(model, source)
        except ProblemsFound as found:
            return faults_of_problems(found.problems, path.read_bytes())
        changed = Library(library.root, {**_contents(library), name: content}, {**library.yaml, name: source})
        problems = inconsistencies(changed)
        for lesson in getattr(content, "lessons", ()):
            for text in _texts(lesson):
                try:
                    filled(library, text)
                except Refused as refused:
                    problems.append(source.problem(("lessons",), refused.what, refused.fix))
        return faults_of_problems([each for each in problems if Path(each.path) == path], path.read_bytes())

    return way


def _contents(library: Library) -> dict[str, Any]:
    return {name: library.file(name) for name in library.file_names}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _texts(getattr(value, name))
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)


def _way_of_quiz(whole: Guide, folder: Path) -> Way:
    library = whole.library
    model = QUIZ_MODELS[folder.relative_to(ROOT).as_posix()]

    def way(path: Path) -> list[str]:
        try:
            source = read(path)
            content = validated(model, source)
        except ProblemsFound as found:
            return faults_of_problems(found.problems, path.read_bytes())
        problems: list[Problem] = []
        if isinstance(content, TopicFile):
            for i, scenario in enumerate(content.scenarios[:3]):
                faults = tuple(unknown_names(library, scenario))
                faults = faults or review_scenario(library, content.topic, scenario, FEW_DRAWS).faults
                problems += [source.problem(("scenarios", i, *fault.field), fault.what, fault.fix) for fault in faults]
        if isinstance(content, CaseFile):
            case = case_of(content, source)
            faults = tuple(unknown_names_of_case(library, case)) or review_case(library, case, FEW_DRAWS)
            problems += [source.problem(fault.field, fault.what, fault.fix) for fault in faults]
        return faults_of_problems(problems, path.read_bytes())

    return way


VISIT = b"""\
service_date: "2026-03-02"
payer_rule: medicare
discipline: OT
setting: rehab-agency
year_to_date: 2400.10
locality: ohio
separate:
  - {codes: ["97112", "97150"], because: encounter}
services:
  - {code: "97112", therapist: 15, assistant: 13}
  - {code: "97140", minutes: 22}
  - {code: "97150"}
"""
BLOCKS = b"""\
service_date: "2026-03-02"
payer_rule: medicare
discipline: PT
setting: private-practice
clinicians: {Kim: therapist, Lee: assistant}
plan_of_care: therapist
services:
  - {code: "97112", time: "9:00-9:24", clinician: Kim}
  - {code: "97110", time: "9:24-9:47", clinician: Lee}
  - {code: "97530", time: "10:00 AM-10:20 AM", clinician: Kim}
"""
PUBLISHED = b"""\
- id: two-codes
  rule: cms_total_time
  services:
    - {code: "97112", minutes: 24, timed: true}
    - {code: "97110", minutes: 23, timed: true}
  total_timed_minutes: 47
  expected:
    - {"97112": 2, "97110": 1}
  source: "A manual"
  kind: primary
"""


def _handed_in(folder: Path) -> list[Subject]:
    """Files that are named on the command line: visits, records, published examples."""
    folder.mkdir(parents=True)
    samples = sorted((ROOT / "docs/reference/samples").glob("*.yml"))

    def by(command: str, *more: str) -> Way:
        return lambda path: faults_of_command(command, path, *more, root=ROOT)

    handed: list[tuple[str, bytes, Way]] = [
        *(
            (name, data, by("claim", *more))
            for name, data in (("visit", VISIT), ("blocks", BLOCKS))
            for more in ((), ("--json",))
        ),
        *((sample.stem, sample.read_bytes(), by("record")) for sample in samples),
        ("published", PUBLISHED, by("verify")),
    ]
    return [Subject(f"{name}.yml", data, way, folder / f"{name}.yml") for name, data, way in handed for _ in range(4)]
