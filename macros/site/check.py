"""The one check: everything that can be wrong in facts, scenarios and pages, of the whole checkout or of a part of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from macros.guide import Guide
from macros.reading.problem import Problem, ProblemsFound
from macros.scenarios.case import Case
from macros.scenarios.review.bank_writing import bank_problems
from macros.scenarios.topic import Topic
from macros.site.jobs import Job, Progress, do, jobs_of_files, jobs_of_quizzes
from macros.site.page_check import pages
from macros.site.page_numbers import stray_numbers


def check(guide: Guide, progress: Progress) -> None:
    """Check the whole. Raises ProblemsFound with all that is wrong."""
    made = check_quizzes(guide, progress)
    check_pages(guide, made, progress)


def check_quizzes(guide: Guide, progress: Progress) -> Mapping[Job, Any]:
    """Check every scenario, every case and the bank; returns what was made, for the pages to use.

    Raises ProblemsFound with all that is wrong in them, and with every stray number of the pages.
    """
    jobs, further = jobs_of_quizzes(guide), jobs_of_files(guide)
    made = do(guide, jobs, lambda done, total: progress(done, total + len(further)))
    problems = [
        *_of_scenarios(made, ((topic, range(len(topic.scenarios))) for topic in guide.quizzes.topics)),
        *_of_cases(made, guide.quizzes.cases),
        *stray_numbers(guide),
    ]
    if problems:
        raise ProblemsFound(problems)
    made |= do(guide, further, lambda done, total: progress(len(jobs) + done, len(jobs) + total))
    reviews = {name: result for (kind, name), result in made.items() if kind == "scenario"}
    problems = list(bank_problems(guide.quizzes, guide.bank, reviews))
    if problems:
        raise ProblemsFound(problems)
    return made


def check_pages(guide: Guide, made: Mapping[Job, Any], progress: Progress) -> None:
    """Check that every page can be made. Raises ProblemsFound with all that is wrong in them."""
    jobs = [("questions-of", "examples"), *(("page", page) for page in pages(guide.root))]
    done = do(guide, jobs, lambda count, total: progress(len(made) + count, len(made) + total))
    problems = [problem for (kind, _), result in done.items() if kind == "page" for problem in result]
    if problems:
        raise ProblemsFound(problems)


def check_parts(guide: Guide, files: Collection[Path], scenarios: Collection[str], progress: Progress) -> str:
    """Check some files and some scenarios; returns what was checked, in words.

    Files of data are checked as they are read. Raises ProblemsFound with all that is wrong in them.
    """
    wanted = {path.resolve() for path in files}
    topics: list[tuple[Topic, Sequence[int]]] = []
    for topic in guide.quizzes.topics:
        whole = topic.source.file.resolve() in wanted
        topics.append((topic, [i for i, each in enumerate(topic.scenarios) if whole or each.id in scenarios]))
    cases = [case for case in guide.quizzes.cases if case.source.file.resolve() in wanted]
    page_names = [page for page in pages(guide.root) if (guide.root / page).resolve() in wanted]
    jobs = [
        *(("scenario", topic.scenarios[i].id) for topic, indexes in topics for i in indexes),
        *(("case", case.id) for case in cases),
        *(("page", page) for page in page_names),
    ]
    made = do(guide, jobs, progress)
    problems = [
        *_of_scenarios(made, topics),
        *_of_cases(made, cases),
        *(problem for page in page_names for problem in made["page", page]),
        *(problem for problem in stray_numbers(guide) if Path(problem.path).resolve() in wanted),
    ]
    if problems:
        raise ProblemsFound(problems)
    questions = sum(result.questions for (kind, _), result in made.items() if kind == "scenario")
    counts = {
        f"{len(wanted)} file{'s' * (len(wanted) != 1)}": len(wanted),
        f"{sum(len(indexes) for _, indexes in topics)} scenarios with {questions} questions": questions,
        f"{len(cases)} cases": len(cases),
    }
    return ", ".join(words for words, count in counts.items() if count)


def _of_scenarios(made: Mapping[Job, Any], topics: Iterable[tuple[Topic, Sequence[int]]]) -> Iterator[Problem]:
    for topic, indexes in topics:
        for i in indexes:
            for fault in made["scenario", topic.scenarios[i].id].faults:
                yield fault.in_topic(topic, i)


def _of_cases(made: Mapping[Job, Any], cases: Iterable[Case]) -> Iterator[Problem]:
    for case in cases:
        for fault in made["case", case.id]:
            yield fault.in_case(case)
