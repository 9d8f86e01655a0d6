"""Asks on situations of a matter that takes judgment: the verdict, its reason, what to do, and what would change it.

Every answer comes of the matter's rows (macros/rules/judgment.py), run on the features of the situation.
"""

from __future__ import annotations

from collections.abc import Iterator

from macros.facts.judgment import JudgedSituation, Matter
from macros.rules.judgment import changes, judge, looked_at
from macros.scenarios.asks.ask import Ask, Key, behind, quoted
from macros.scenarios.draw import stable_hash
from macros.scenarios.item import SINGLE
from macros.scenarios.question import Question, QuestionFault

Change = tuple[str, str]
"""A feature, and the value that it would have."""


def matter_of(question: Question) -> tuple[Matter, JudgedSituation]:
    """The matter and the situation that a question is about."""
    situation: JudgedSituation = question.record(JudgedSituation)
    return question.library.matters[situation.matter], situation


def _walk(question: Question) -> tuple[str, ...]:
    """What is asked of a situation, in the order of the rows, with the answer and the words that show it, up to what decides."""
    matter, situation = matter_of(question)
    asked, left = looked_at(matter.rule, situation.features)
    if matter.rule.by:
        asked = tuple(name for name in matter.rule.features if name in {*asked, *situation.details})
    steps = []
    for name in asked:
        answer, words = matter.here(name, situation.features[name]), situation.details.get(name)
        steps.append(f"{matter.question(name)} {answer}{f': {quoted(words)}' if words else '.'}")
    end = "Nothing else in the scene changes that." if matter.rule.by else "That settles it."
    if left and not matter.rule.by:
        end = "That settles it; nothing more has to be asked."
    return (*steps[:-1], f"{steps[-1]} {end}")


def _key(question: Question, value: object) -> Key:
    matter, situation = matter_of(question)
    ruling = judge(matter.rule, situation.features)
    rules = (fact for fact in situation.rests_on if fact in ruling.cites)
    steps = (*_walk(question), *behind(question.library, rules, ruling.text))
    return Key(value, ruling.text, steps, situation.rests_on, reasons=(ruling,))


def _verdict(question: Question) -> Key:
    return _key(question, matter_of(question)[1].verdict)


def _write_verdict(question: Question, verdict: str) -> str:
    return matter_of(question)[0].verdict(verdict).says


def _write_next(question: Question, verdict: str) -> str:
    then = matter_of(question)[0].verdict(verdict).then
    if then is None:
        raise QuestionFault(f"the verdict `{verdict}` does not say what to do then", "add `then:` to it", ("ask",))
    return then


def _reason(question: Question) -> Key:
    matter, situation = matter_of(question)
    key = _key(question, situation.row)
    verdict = f"{matter.verdict(situation.verdict).says.rstrip('.')}."
    return Key(key.value, " ".join([*_decisive(matter, situation), verdict]), key.explanation, key.cites, reasons=key.reasons)


def _decisive(matter: Matter, situation: JudgedSituation) -> Iterator[str]:
    """What in the scene makes the reason apply: the words for what its row asks, else the last question with its answer.

    A matter that a rule of ours decides weighs all features together, so that no one of them settles it.
    """
    if matter.rule.by:
        return
    asked = [*looked_at(matter.rule, situation.features)[0], *(matter.row(situation.row).when or ())]
    name = next((name for name in reversed(asked) if name in situation.details), asked[-1])
    words = situation.details.get(name)
    answer = matter.here(name, situation.features[name])
    yield f"It applies here: {quoted(words)}" if words else f"{matter.question(name)} {answer}."


def _write_reason(question: Question, row: str) -> str:
    return matter_of(question)[0].row(row).because


def targets(question: Question) -> frozenset[str]:
    """The verdicts of which one is to be reached; raises QuestionFault where no change of one feature reaches any."""
    name, (matter, situation) = question.given("to"), matter_of(question)
    if name not in situation.verdicts_in_reach:
        fix = f"let `to` be one of {', '.join(situation.verdicts_in_reach) or 'the verdicts of another situation'}"
        raise QuestionFault(f"no one change makes `{situation.id}` `{name}`", fix, ("given", "to"))
    return matter.named(name)


def _change(question: Question) -> Key:
    """One of the changes that reach the verdict, by lot: the others are not offered."""
    matter, situation = matter_of(question)
    to = targets(question)
    reaching = [each for each in changes(matter.rule, situation.features) if each[2].verdict in to]
    name, value, then = min(reaching, key=lambda each: stable_hash(question.id, *each[:2]))
    now = judge(matter.rule, situation.features)
    steps = (f"As it stands: {now.text}", f"With the change: {matter.question(name)} {matter.here(name, value)}.")
    return Key(
        (name, value),
        then.text,
        (*steps, *behind(question.library, then.cites, now.text, then.text)),
        tuple(dict.fromkeys((*situation.rests_on, *then.cites))),
        reasons=(now, then),
    )


def _example(question: Question) -> Key:
    _, situation = matter_of(question)
    return _key(question, situation.id)


def _write_situation(question: Question, name: str) -> str:
    return next(each.tells for each in question.library.situations if each.id == name)


def _write_change(question: Question, change: Change) -> str:
    return matter_of(question)[0].if_so(*change)


JUDGMENT_ASKS = (
    Ask("judgment", "how a situation is judged", SINGLE, "judgments", _verdict, _write_verdict, judgment=True),
    Ask("judgment-reason", "the reason that decides a situation", SINGLE, "judgments", _reason, _write_reason, judgment=True),
    Ask("judgment-next", "what to do in a situation", SINGLE, "judgments", _verdict, _write_next, judgment=True),
    Ask(
        "judgment-change",
        "the one change that would make the verdict another",
        SINGLE,
        "judgments",
        _change,
        _write_change,
        judgment=True,
    ),
    Ask("judgment-example", "the situation that a verdict fits", SINGLE, "judgments", _example, _write_situation, judgment=True),
)
