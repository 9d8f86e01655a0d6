"""The pieces of work that a check or a build is made of, done on all processors, each only where its result is not kept.

A job is named by what it makes, such as `scenario two-timed-codes`. It can be done in any process and in any order, for it
rests on the guide alone; what it makes is kept, so that whoever needs it next finds it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from typing import Any

from macros.guide import Guide
from macros.pages.case_page import case_pool
from macros.pages.downloads import downloads_of
from macros.pages.example_questions import drawing
from macros.pages.pieces import case_pieces, topic_pieces
from macros.pages.pools import pool
from macros.reading.processors import end_with, processors
from macros.reading.progress import Progress
from macros.scenarios.review.check import DRAWS, Review, review_case, review_scenario
from macros.scenarios.review.fault import Fault
from macros.site.page_check import page_problems

FEW = 8
"""So few jobs are done one after the other: to start processes would take longer."""


def reviewed(guide: Guide, name: str, draws: int) -> Review:
    """What the check has to say of a scenario, from so many draws."""

    def made() -> Review:
        home = guide.quizzes.scenario(name)
        assert home is not None
        topic, scenario = home
        return review_scenario(guide.library, topic.id, scenario, draws)

    return guide.kept.result(_name((f"scenario-{draws}", name)), made)


def reviewed_case(guide: Guide, name: str, draws: int) -> tuple[Fault, ...]:
    """What the check has to say of a case, from so many draws."""
    return guide.kept.result(_name((f"case-{draws}", name)), lambda: review_case(guide.library, guide.quizzes.case(name), draws))


JOBS: dict[str, Callable[[Guide, str], Any]] = {
    **{f"scenario-{draws}": partial(reviewed, draws=draws) for draws in DRAWS},
    **{f"case-{draws}": partial(reviewed_case, draws=draws) for draws in DRAWS},
    "pool": lambda guide, name: pool(guide, guide.quizzes.topic(name)),
    "case-pool": lambda guide, name: case_pool(guide, guide.quizzes.case(name)),
    "pieces": lambda guide, name: topic_pieces(guide, guide.quizzes.topic(name)),
    "case-pieces": lambda guide, name: case_pieces(guide, guide.quizzes.case(name)),
    "downloads": lambda guide, name: downloads_of(guide, guide.quizzes.topic(name)),
    "questions-of": drawing,
    "page": page_problems,
}
"""Each kind of job by its name. It is given the guide, and what the job is about."""

Job = tuple[str, str]
"""A kind of job, and what it is about."""


def job_of_scenario(guide: Guide, name: str, draws: int) -> Job:
    """The check of a scenario with so many draws. What is kept of one with more will do."""
    return _of_so_many(guide, "scenario", name, draws)


def job_of_case(guide: Guide, name: str, draws: int) -> Job:
    """The check of a case with so many draws. What is kept of one with more will do."""
    return _of_so_many(guide, "case", name, draws)


def _of_so_many(guide: Guide, kind: str, name: str, draws: int) -> Job:
    wider = [(f"{kind}-{more}", name) for more in DRAWS if more > draws]
    return next((job for job in wider if guide.kept.holds(_name(job))), (f"{kind}-{draws}", name))


def jobs_of_files(guide: Guide) -> list[Job]:
    """The files beside the pages that are made from sound quizzes: pools, further draws of cases, downloads."""
    topics = [topic.id for topic in guide.quizzes.headings_and_past]
    cases = [case.id for case in guide.quizzes.cases]
    return [
        *(("pool", name) for name in topics),
        *(("case-pool", name) for name in cases),
        *(("questions-of", topic.id) for topic in guide.quizzes.headings),
        *(("downloads", name) for name in topics),
    ]


def jobs_of_pieces(guide: Guide) -> list[Job]:
    """What assignments are put together of in the browser: only a build needs it."""
    return [
        *(("pieces", topic.id) for topic in guide.quizzes.headings_and_past),
        *(("case-pieces", case.id) for case in guide.quizzes.cases),
    ]


def do(guide: Guide, jobs: Sequence[Job], progress: Progress) -> dict[Job, Any]:
    """Do all jobs, and return what each made."""
    made: dict[Job, Any] = {}
    for job, result in _results(guide, jobs):
        made[job] = result
        progress(len(made), len(jobs))
    return made


def _results(guide: Guide, jobs: Sequence[Job]) -> Iterator[tuple[Job, Any]]:
    todo: list[Job] = []
    for job in jobs:
        if guide.kept.holds(_name(job)):
            yield job, JOBS[job[0]](guide, job[1])
        else:
            todo.append(job)
    if len(todo) <= FEW or processors() == 1:
        for job in todo:
            yield job, JOBS[job[0]](guide, job[1])
        return
    global _guide
    _guide = guide  # the processes are forked from this one, and find it read
    with ProcessPoolExecutor(
        processors(),
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin_apart,
        initargs=(os.getpid(),),
    ) as pool_of_processes:
        futures = {pool_of_processes.submit(_done_apart, job): job for job in todo}
        try:
            for future in as_completed(futures):
                yield futures[future], future.result()
        finally:
            pool_of_processes.shutdown(cancel_futures=True)


_guide: Guide | None = None


def _begin_apart(parent: int) -> None:
    gc.disable()  # nothing of ours goes in circles
    end_with(parent)


def _done_apart(job: Job) -> Any:
    assert _guide is not None
    return JOBS[job[0]](_guide, job[1])


def _name(job: Job) -> str:
    return " ".join(job)
