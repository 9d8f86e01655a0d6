"""The one check: everything that can be wrong in facts, scenarios and pages, of the whole checkout or of a part of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from macros.facts.library import DATA
from macros.guide import Guide
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.progress import Progress
from macros.scenarios.case import Case
from macros.scenarios.review.bank_writing import bank_problems
from macros.scenarios.review.check import BRIEF, USUAL, Review
from macros.scenarios.topic import Topic
from macros.site.jobs import do, job_of_case, job_of_scenario, jobs_of_files
from macros.site.lesson_check import LESSONS, lesson_problems
from macros.site.page_check import pages
from macros.site.page_numbers import stray_numbers
from macros.text.wording import counted


def check(guide: Guide, progress: Progress, draws: int = BRIEF) -> None:
    """Check the whole, with so many draws of each scenario. Raises ProblemsFound with all that is wrong."""
    done = check_quizzes(guide, progress, draws)
    check_pages(guide, done, progress)


def check_quizzes(guide: Guide, progress: Progress, draws: int = BRIEF) -> int:
    """Check every scenario, every case and the bank; returns how many jobs that took.

    Raises ProblemsFound with all that is wrong in them, and with every stray number of the pages.
    """
    whole = [(topic, range(len(topic.scenarios))) for topic in guide.quizzes.topics]
    files = jobs_of_files(guide)
    reviews, problems = _reviewed(
        guide, whole, guide.quizzes.cases, lambda done, total: progress(done, total + len(files)), draws
    )
    problems += stray_numbers(guide)
    if problems:
        raise ProblemsFound(problems)
    before = len(reviews) + len(guide.quizzes.cases)
    do(guide, files, lambda done, total: progress(before + done, before + total))
    problems = [*bank_problems(guide.quizzes, guide.bank, reviews), *lesson_problems(guide)]
    if problems:
        raise ProblemsFound(problems)
    return before + len(files)


def check_pages(guide: Guide, before: int, progress: Progress) -> None:
    """Check that every page can be made, after so many jobs. Raises ProblemsFound with all that is wrong in them."""
    jobs = [("page", page) for page in pages(guide.root)]
    done = do(guide, jobs, lambda count, total: progress(before + count, before + total))
    problems = [problem for result in done.values() for problem in result]
    if problems:
        raise ProblemsFound(problems)


def check_parts(guide: Guide, files: Collection[Path], scenarios: Collection[str], progress: Progress, draws: int = USUAL) -> str:
    """Check some files and some scenarios, with so many draws of each; returns what was checked, in words.

    Of a file whose scenarios are named, these alone are checked.

    Files of data are checked as they are read. Raises ProblemsFound with all that is wrong in them.
    """
    chosen_files = {path.resolve() for path in files}
    topics: list[tuple[Topic, Sequence[int]]] = []
    for topic in guide.quizzes.topics:
        named = [i for i, scenario in enumerate(topic.scenarios) if scenario.id in scenarios]
        whole = topic.source.file.resolve() in chosen_files and not named
        topics.append((topic, range(len(topic.scenarios)) if whole else named))
    cases = [case for case in guide.quizzes.cases if case.source.file.resolve() in chosen_files]
    page_names = [page for page in pages(guide.root) if (guide.root / page).resolve() in chosen_files]
    reviews, problems = _reviewed(guide, topics, cases, progress, draws)
    faulty_pages = do(guide, [("page", page) for page in page_names], progress).values()
    problems += [problem for faults in faulty_pages for problem in faults]
    problems += [problem for problem in stray_numbers(guide) if Path(problem.path).resolve() in chosen_files]
    if (guide.root / DATA / f"{LESSONS}.yml").resolve() in chosen_files:
        problems += lesson_problems(guide)
    if problems:
        raise ProblemsFound(problems)
    questions = sum(review.questions for review in reviews.values())
    counts = [
        counted(len(chosen_files), "file") if chosen_files else "",
        f"{counted(len(reviews), 'scenario')} with {counted(questions, 'question')}" if reviews else "",
        counted(len(cases), "case") if cases else "",
    ]
    return ", ".join(filter(None, counts))


def reviews_of(guide: Guide, topics: Sequence[Topic], progress: Progress) -> dict[str, Review]:
    """What was seen of each scenario of these topics, by its id. Raises ProblemsFound where one gives no sound questions."""
    known = {scenario.id: i for topic in guide.quizzes.topics for i, scenario in enumerate(topic.scenarios)}
    whole = {topic.id: topic for topic in guide.quizzes.topics}
    places = [(whole[topic.id], [known[scenario.id] for scenario in topic.scenarios]) for topic in topics]
    reviews, problems = _reviewed(guide, places, [], progress, USUAL)
    if any(not review.questions for review in reviews.values()):
        raise ProblemsFound(problems)
    return reviews


def _reviewed(
    guide: Guide,
    topics: Iterable[tuple[Topic, Sequence[int]]],
    cases: Iterable[Case],
    progress: Progress,
    draws: int,
) -> tuple[dict[str, Review], list[Problem]]:
    """The reviews of these places of topics' scenarios, by the scenario's id, and what is wrong in them and in these cases."""
    places = [(topic, i) for topic, indexes in topics for i in indexes]
    of_scenarios = [job_of_scenario(guide, topic.scenarios[i].id, draws) for topic, i in places]
    of_cases = [(case, job_of_case(guide, case.id, draws)) for case in cases]
    made = do(guide, [*of_scenarios, *(job for _, job in of_cases)], progress)
    reviews = [made[job] for job in of_scenarios]
    problems = [
        *(fault.in_topic(topic, i) for (topic, i), review in zip(places, reviews, strict=True) for fault in review.faults),
        *(fault.in_case(case) for case, job in of_cases for fault in made[job]),
    ]
    return {topic.scenarios[i].id: review for (topic, i), review in zip(places, reviews, strict=True)}, problems
