"""The bank of questions: what is in it, how one looks, and a start for a new one."""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from macros.cli.bad_input import BadInput, read_input
from macros.cli.progress import progress_bar
from macros.reading.problem import Problem, ProblemsFound
from macros.reading.yaml_source import shown_path

if TYPE_CHECKING:
    from macros.guide import Guide
    from macros.scenarios.case import Case, DrawnCase
    from macros.scenarios.item import Item
    from macros.scenarios.topic import Topic

PROVEN = {
    "notes": "the plain YAML, sentence by sentence",
    "counting": "every claim is listed and the nearest to the minutes taken",
    "claims": "units, splits and prices of the independent method",
    "edits": "the plain rows, compared as text",
    "payment": "each unit tried as the one paid in full",
    "example": "the codes that a person read",
    "vignette": "the codes that a person read, and every feature tried",
    "requirement": "the plain YAML",
    "people": "a table read from the sources",
    "deadlines": "days counted one at a time",
    "knowledge": "the plain YAML",
    "minutes": "the minutes of the log, added up one by one",
    "judgments": "the plain rows of the matter, tried in their order",
    "denials": "the plain YAML",
}
"""How the tests find a key again, by the subject of the ask."""

EDITION_HEAD = """\
# What was drawn for the questions of this edition. Written by `guide edition`, and never changed: links rest on it.
"""

REPORT_HEAD = """\
# Written by `guide bank --report --write`: what the bank asks, by topic, beside the goals. Nothing here is typed.
"""

MOST = 2000
"""Questions that are counted of one scenario; where it has more, the count ends with a plus."""

START = """\
  - id: {id}
    level: 1                    # 1, 2 or 3
    teaches: [total-time]       # short names for what is learned
    vary:
      nmr: 8..40                # minutes of 97112: a whole number from 8 to 40
    visit:
      payer_rule: medicare      # medicare | midpoint | capped-midpoint
      services:
        - {{code: "97112", minutes: nmr}}
    stem: |
      A therapist treats one Medicare patient for {{{{ nmr }}}} minutes of balance retraining (97112), all one-on-one, and gives
      no other timed service that day. How many units does that make?
    ask: total-units            # what the rules compute; docs/contribute/scenarios.md lists them all
    wrong: [boundary-off-by-one, full-fifteen, round-each-up]   # named wrong methods; they compute the distractors
"""

HEAD = """\
# yaml-language-server: $schema=../docs/data/schema/quiz.json
# What this topic is about, in a line. No answer is written here: the rules compute it.
# How to write one: docs/contribute/scenarios.md. Check with: make check
topic: {topic}
title: {title}
about: Say in one sentence what is practiced.
page: reference/minutes-and-units.md
scenarios:
"""


@click.command()
@click.argument("topics", nargs=-1, metavar="[TOPIC...]")
@click.option("--report", "reported", is_flag=True, help="Count different questions, and see how far a guesser comes.")
@click.option("--scenario", "scenarios", multiple=True, metavar="ID", help="Report on this scenario. Can be given several times.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--write", "written", is_flag=True, help="Write the report on the whole bank into docs/contribute/bank.yml.")
@click.pass_obj
def bank(root: Path, topics: tuple[str, ...], reported: bool, scenarios: tuple[str, ...], as_json: bool, written: bool) -> None:
    """Scenarios by topic: what is asked, the level, how many different questions, and how their keys are proven.

    With --report, what they ask beside the goals: different questions once numbers, people and places are masked, different ways
    to a key, how much is judgment, and what a guesser reaches who knows no rule. TOPICs and scenarios narrow the report.
    """
    from macros.guide import Guide
    from macros.scenarios.asks import ASKS
    from macros.scenarios.compose import range_of

    guide = Guide.load(root)
    if written and (topics or scenarios):
        raise BadInput("only the report on the whole bank is written; leave the topics and scenarios out")
    if reported or topics or scenarios or written:
        _report(guide, topics, scenarios, as_json=as_json, written=written)
        return
    rows: list[dict[str, Any]] = []
    listed = [(topic, scenario) for topic in guide.quizzes.topics for scenario in topic.scenarios]
    with click.progressbar(listed, label="Counting questions", file=sys.stderr) as counted:
        for topic, scenario in counted:
            ask = ASKS[scenario.ask]
            count = len(range_of(guide.library, scenario, MOST))
            row = {"topic": topic.id, "scenario": scenario.id, "level": scenario.level, "ask": ask.name, "kind": ask.kind}
            rows.append({**row, "questions": count, "more": count >= MOST, "proven": PROVEN[ask.subject]})
    total = sum(row["questions"] for row in rows)
    cases = [{"case": case.id, "parts": len(case.parts)} for case in guide.quizzes.cases]
    if as_json:
        data = {"topics": len(guide.quizzes.topics), "scenarios": len(rows), "questions": total, "bank": rows, "cases": cases}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for row in rows:
        more = "+" if row["more"] else " "
        click.echo(
            f"{row['topic']:<11} {row['scenario']:<32} level {row['level']}  {row['ask']:<16} {row['kind']:<7} "
            f"{row['questions']:>5}{more} {row['proven']}"
        )
    parts = sum(len(case.parts) for case in guide.quizzes.cases)
    click.echo(f"{len(rows)} scenarios over {len(guide.quizzes.topics)} topics, at least {total} different questions.")
    click.echo(f"{len(cases)} cases with {parts} questions, each drawn as a whole.")


def _report(guide: Guide, topics: tuple[str, ...], scenarios: tuple[str, ...], *, as_json: bool, written: bool) -> None:
    import yaml

    from macros.reading.files import write_whole
    from macros.reading.hint import did_you_mean
    from macros.scenarios.form import narrowed
    from macros.scenarios.review.bank_report import bank_count, report_lines, written_report
    from macros.site.check import reviews_of

    known = {topic.id: topic for topic in guide.quizzes.topics}
    for name in topics:
        if name not in known:
            raise BadInput(f"there is no topic `{name}`; {did_you_mean(name, known)}")
    all_scenarios = [scenario.id for topic in known.values() for scenario in topic.scenarios]
    for name in scenarios:
        if name not in all_scenarios:
            raise BadInput(f"there is no scenario `{name}`; {did_you_mean(name, all_scenarios)}")
    chosen = narrowed([topic for topic in known.values() if not topics or topic.id in topics], scenarios=scenarios)
    if not chosen:
        raise BadInput("these topics have none of these scenarios; leave one of the two out")
    with progress_bar("Counting") as progress:
        reviews = reviews_of(guide, chosen, progress)
    count = bank_count(chosen, guide.bank, reviews)
    if written:
        path = guide.root / "docs" / "contribute" / "bank.yml"
        write_whole(path, REPORT_HEAD + yaml.safe_dump(written_report(count), sort_keys=False, width=120))
        click.echo(f"{path}: written.")
        return
    if as_json:
        click.echo(json.dumps(count.as_json(), ensure_ascii=False, indent=2))
        return
    for line in report_lines(count, whole=not topics and not scenarios):
        click.echo(line)


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("scenario", metavar="SCENARIO", required=False)
@click.option("--seed", default=0, show_default=True, help="Another seed gives another question.")
@click.pass_obj
@click.option("--open", "in_browser", is_flag=True, help="Show it as a page in the browser, too.")
def preview(root: Path, file: Path, scenario: str | None, seed: int, in_browser: bool) -> None:
    """One question of SCENARIO in FILE as a learner sees it, with its key, the steps, and why each distractor is wrong.

    FILE may be a case, which is shown whole.
    """
    from macros.cli.item_text import item_text
    from macros.guide import Guide
    from macros.pages.preview import serve_preview, show_preview, write_preview
    from macros.reading.problem import BadFile
    from macros.scenarios.case import DrawnCase

    guide = read_input(file, lambda path: Guide.load(root))
    here = file.resolve()
    case = next((known for known in guide.quizzes.cases if known.source.file.resolve() == here), None)
    topic = next((known for known in guide.quizzes.topics if known.source.file.resolve() == here), None)
    shown: DrawnCase | Item | None
    if case is not None:
        shown = next(iter(_drawn_cases(guide, case, seed)), None)
        problems = _problems(guide, [file], [])
    elif topic is not None:
        scenario = _known_scenario(topic, file, scenario)
        shown = next(_composed(guide, topic, scenario, seed), None)
        problems = _problems(guide, [], [scenario])
    else:
        raise BadInput(f"{file} is no topic or case of this checkout; name a file of quizzes/ or quizzes/cases/")
    if shown is not None:
        click.echo("\n\n".join(item_text(item) for item in (shown.items if isinstance(shown, DrawnCase) else [shown])))
    if problems:
        raise BadFile(problems)
    if in_browser and shown is not None:
        with tempfile.TemporaryDirectory() as folder:
            write_preview(guide, shown, Path(folder))
            server = serve_preview(Path(folder))
            click.echo(f"Shown at http://127.0.0.1:{server.server_address[1]}/ until Ctrl+C.", err=True)
            show_preview(server)


def _problems(guide: Guide, files: list[Path], scenarios: list[str]) -> Sequence[Problem]:
    """What `guide check` says of these files and scenarios."""
    from macros.site.check import check_parts

    try:
        with progress_bar("Checking") as progress:
            check_parts(guide, files, scenarios, progress)
    except ProblemsFound as error:
        return error.problems
    return ()


def _drawn_cases(guide: Guide, case: Case, seed: int) -> list[DrawnCase]:
    """One draw of the case; none where it has a fault, which the check reports."""
    from macros.scenarios.case import drawn_cases
    from macros.scenarios.question import QuestionFault

    try:
        return drawn_cases(guide.library, case, seed, 1)
    except QuestionFault:
        return []


def _known_scenario(topic: Topic, file: Path, scenario: str | None) -> str:
    from macros.reading.hint import did_you_mean

    names = [known.id for known in topic.scenarios]
    if scenario is None:
        raise BadInput(f"name a scenario of {file}: {', '.join(names)}")
    if scenario not in names:
        raise BadInput(f"{file} has no scenario `{scenario}`; {did_you_mean(scenario, names)}")
    return scenario


def _composed(guide: Guide, topic: Topic, name: str, seed: int) -> Iterator[Item]:
    """One question of the scenario; none where it has a fault, which the check reports."""
    from macros.scenarios.compose import compose, questions
    from macros.scenarios.expressions import ExpressionFault
    from macros.scenarios.question import QuestionFault

    scenario = next(known for known in topic.scenarios if known.id == name)
    try:
        question = next(questions(guide.library, scenario, seed), None)
        if question is not None:
            yield compose(question, topic.id)
    except (QuestionFault, ExpressionFault):
        return


@click.command()
@click.option("--published", help="The day of publication.  [default: today]")
@click.pass_obj
def edition(root: Path, published: str | None) -> None:
    """Publish what the bank holds beyond the last edition: a file of quizzes/editions, never changed again.

    A link to a form names an edition, so what is added later changes nobody's form.
    """
    from datetime import date

    import yaml

    from macros.cli.bad_input import day_of
    from macros.guide import Guide
    from macros.reading.files import write_whole
    from macros.scenarios.asks import ASKS

    day = day_of(published) if published else date.today()
    guide = Guide.load(root)
    number = guide.bank.last_edition + 1
    drafts = [entry for topic in guide.quizzes.topics for entry in guide.bank.entries(topic.id) if entry.edition == number]
    if not drafts:
        raise BadInput(f"edition {number - 1} holds the whole bank; there is nothing new to publish")
    scenarios: dict[str, dict[str, Any]] = {}
    for entry in drafts:
        family = {"family": entry.family} if entry.family else {}
        begun = {"id": entry.scenario, "topic": entry.topic, "level": entry.level, **family, "draws": []}
        scenarios.setdefault(entry.scenario, begun)["draws"].append(dict(entry.draw))
    path = root / "quizzes" / "editions" / f"{number}.yml"
    path.parent.mkdir(exist_ok=True)
    judgment = [s.id for topic in guide.quizzes.topics for s in topic.scenarios if ASKS[s.ask].judgment]
    content = {"edition": number, "published": day.isoformat(), "scenarios": list(scenarios.values())}
    content |= {"judgment": judgment} if judgment else {}
    content |= {"before": guide.quizzes.before} if guide.quizzes.before else {}
    write_whole(
        path, EDITION_HEAD + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=120, default_flow_style=None)
    )
    click.echo(f"{path}: edition {number}, {len(drafts)} questions of {len(scenarios)} scenarios. Commit it; never change it.")


@click.group()
def new() -> None:
    """Write a commented start for something new."""


@new.command(name="scenario")
@click.argument("topic", metavar="TOPIC")
@click.argument("name", metavar="ID")
@click.pass_obj
def new_scenario(root: Path, topic: str, name: str) -> None:
    """A scenario ID in quizzes/TOPIC.yml, commented, to be changed; the file is made where there is none."""
    from macros.facts.fact import SLUG
    from macros.reading.files import write_whole

    for word in (topic, name):
        if not SLUG.match(word):
            raise BadInput(f"`{word}` is not a plain id; use small letters, digits and dashes, such as two-timed-codes")
    for path in sorted((root / "quizzes").glob("*.yml")):
        if re.search(rf"^  - id: {re.escape(name)}$", path.read_text("utf-8"), re.MULTILINE):
            raise BadInput(f"the scenario `{name}` is already in {path.name}; choose another id")
    path = root / "quizzes" / f"{topic}.yml"
    begun = (
        path.read_text("utf-8").rstrip() + "\n\n"
        if path.is_file()
        else HEAD.format(topic=topic, title=topic.replace("-", " ").capitalize())
    )
    write_whole(path, begun + START.format(id=name))
    place = shown_path(path)
    click.echo(f"{place}: begun. Change it, then look: guide preview {place} {name}")
