"""The one check: everything that can be wrong in facts, scenarios and pages, of the whole checkout or of a part of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from macros.guide import Guide
from macros.reading.problem import Problem, ProblemsFound
from macros.scenarios.case import Case
from macros.scenarios.review.bank_writing import bank_problems
from macros.scenarios.review.check import Review
from macros.scenarios.review.fault import Fault
from macros.scenarios.topic import Topic
from macros.site.jobs import Progress, do, job_of_case, job_of_scenario, jobs_of_files
from macros.site.page_check import pages
from macros.site.page_numbers import stray_numbers
from macros.text.wording import counted


def check(guide: Guide, progress: Progress, *, thorough: bool = False) -> None:
    """Check the whole, a thorough check with more draws of each scenario. Raises ProblemsFound with all that is wrong."""
    done = check_quizzes(guide, progress, thorough=thorough)
    check_pages(guide, done, progress)


def check_quizzes(guide: Guide, progress: Progress, *, thorough: bool = False) -> int:
    """Check every scenario, every case and the bank; returns how many jobs that took.

    Raises ProblemsFound with all that is wrong in them, and with every stray number of the pages.
    """
    topics, cases = guide.quizzes.topics, guide.quizzes.cases
    scenarios = {
        scenario.id: job_of_scenario(guide, scenario.id, thorough=thorough) for topic in topics for scenario in topic.scenarios
    }
    of_cases = {case.id: job_of_case(guide, case.id, thorough=thorough) for case in cases}
    jobs, further = [*scenarios.values(), *of_cases.values()], jobs_of_files(guide)
    made = do(guide, jobs, lambda done, total: progress(done, total + len(further)))
    reviews = {name: made[job] for name, job in scenarios.items()}
    problems = [
        *_of_scenarios(reviews, ((topic, range(len(topic.scenarios))) for topic in topics)),
        *_of_cases({name: made[job] for name, job in of_cases.items()}, cases),
        *stray_numbers(guide),
    ]
    if problems:
        raise ProblemsFound(problems)
    do(guide, further, lambda done, total: progress(len(jobs) + done, len(jobs) + total))
    problems = list(bank_problems(guide.quizzes, guide.bank, reviews))
    if problems:
        raise ProblemsFound(problems)
    return len(jobs) + len(further)


def check_pages(guide: Guide, before: int, progress: Progress) -> None:
    """Check that every page can be made, after so many jobs. Raises ProblemsFound with all that is wrong in them."""
    jobs = [("questions-of", "examples"), *(("page", page) for page in pages(guide.root))]
    done = do(guide, jobs, lambda count, total: progress(before + count, before + total))
    problems = [problem for (kind, _), result in done.items() if kind == "page" for problem in result]
    if problems:
        raise ProblemsFound(problems)


def check_parts(guide: Guide, files: Collection[Path], scenarios: Collection[str], progress: Progress) -> str:
    """Check some files and some scenarios; returns what was checked, in words.

    Files of data are checked as they are read. Raises ProblemsFound with all that is wrong in them.
    """
    chosen_files = {path.resolve() for path in files}
    topics: list[tuple[Topic, Sequence[int]]] = []
    for topic in guide.quizzes.topics:
        whole = topic.source.file.resolve() in chosen_files
        topics.append((topic, [i for i, scenario in enumerate(topic.scenarios) if whole or scenario.id in scenarios]))
    cases = [case for case in guide.quizzes.cases if case.source.file.resolve() in chosen_files]
    page_names = [page for page in pages(guide.root) if (guide.root / page).resolve() in chosen_files]
    of_scenarios = {
        topic.scenarios[i].id: job_of_scenario(guide, topic.scenarios[i].id) for topic, indexes in topics for i in indexes
    }
    of_cases = {case.id: job_of_case(guide, case.id) for case in cases}
    of_pages = [("page", page) for page in page_names]
    made = do(guide, [*of_scenarios.values(), *of_cases.values(), *of_pages], progress)
    reviews = {name: made[job] for name, job in of_scenarios.items()}
    problems = [
        *_of_scenarios(reviews, topics),
        *_of_cases({name: made[job] for name, job in of_cases.items()}, cases),
        *(problem for job in of_pages for problem in made[job]),
        *(problem for problem in stray_numbers(guide) if Path(problem.path).resolve() in chosen_files),
    ]
    if problems:
        raise ProblemsFound(problems)
    questions = sum(review.questions for review in reviews.values())
    counts = [
        counted(len(chosen_files), "file") if chosen_files else "",
        f"{counted(len(reviews), 'scenario')} with {counted(questions, 'question')}" if reviews else "",
        counted(len(cases), "case") if cases else "",
    ]
    return ", ".join(filter(None, counts))


def _of_scenarios(reviews: Mapping[str, Review], topics: Iterable[tuple[Topic, Sequence[int]]]) -> Iterator[Problem]:
    for topic, indexes in topics:
        for i in indexes:
            for fault in reviews[topic.scenarios[i].id].faults:
                yield fault.in_topic(topic, i)


def _of_cases(faults: Mapping[str, Iterable[Fault]], cases: Iterable[Case]) -> Iterator[Problem]:
    for case in cases:
        for fault in faults[case.id]:
            yield fault.in_case(case)
