"""Matters that take judgment, as tables of decisions, and made-up situations to be judged.

The verdict of a situation follows from its features by the rows; it is never written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, model_validator

from macros.facts.fact import FactId, FactIds, Record, Slug, Text
from macros.rules import judgment as rules
from macros.rules.judged_by import DECIDERS
from macros.rules.judgment import UNSETTLED, changes, every_situation, holds, judge
from macros.rules.refused import Refused


def _listed(value: object) -> object:
    return (value,) if isinstance(value, str) else value


OneOrMore = Annotated[
    tuple[Slug, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "minItems": 1, "items": {"type": "string"}}]}),
    PlainSerializer(lambda values: values[0] if len(values) == 1 else values),
]
Named = dict[Slug, Slug]


class Verdict(Record):
    """What can be said of a situation, as an option; `then` is what to do about it, where the matter asks that too.

    Verdicts of one `group`, such as those that allow, can be asked for together: which change would bring about one of them?
    """

    id: Slug
    says: Text
    then: Text | None = None
    group: Slug | None = None


class FeatureValue(Record):
    """One value of a feature: `here` is the answer where a situation has it, in a few words and without a full stop.

    `if_so` tells, as the option of a question, a change that would bring it about.
    """

    id: Slug
    here: Text
    if_so: Text


class Feature(Record):
    """What is looked at in a situation, as a question, and the values that it can have."""

    id: Slug
    asks: Text
    values: tuple[FeatureValue, ...]


class Row(Record):
    """One row: where every feature of `when` has the value named, or one of them, this is the verdict, and why."""

    id: Slug
    when: dict[Slug, OneOrMore] = Field(default_factory=dict)
    verdict: Slug
    because: Text
    rests_on: FactIds


class Slip(Record):
    """A named misconception: where a situation is as `where` says, whoever holds it sees `sees` in place of what is there.

    `missed` says what that overlooks; it must be true wherever `where` holds.
    """

    id: Slug
    title: Text
    where: dict[Slug, OneOrMore] = Field(default_factory=dict)
    sees: Named
    missed: Text

    def is_made(self, features: Mapping[str, str]) -> bool:
        """Whether somebody could make it in a situation with these features."""
        return holds(self.where, features) and any(features[name] != value for name, value in self.sees.items())


class Situation(Record):
    """A made-up scene with the features that decide it; `details` are words of the scene by the feature that they show.

    `rests_on` are facts whose figures the scene tells, beside those of the row that decides it, or the one of the row's facts
    that the scene turns on, which is then cited first.
    """

    id: Slug
    tells: Text
    features: Named
    details: dict[Slug, Text] = Field(default_factory=dict)
    rests_on: tuple[FactId, ...] = ()


class Matter(Record):
    """A matter with its verdicts, features, rows, misconceptions and situations.

    In place of rows, `decided_by` names a rule that settles it already; the verdicts are then called as its reasons.
    """

    id: Slug
    title: Text
    verdicts: tuple[Verdict, ...]
    features: tuple[Feature, ...]
    rows: tuple[Row, ...] = ()
    decided_by: Literal["furnishing"] | None = None
    slips: tuple[Slip, ...]
    situations: tuple[Situation, ...]

    @cached_property
    def rule(self) -> rules.Matter:
        """The rows as the rule takes them."""
        return rules.Matter(
            self.id,
            {feature.id: tuple(value.id for value in feature.values) for feature in self.features},
            tuple(
                rules.Row(
                    row.id, {name: frozenset(values) for name, values in row.when.items()}, row.verdict, row.because, row.rests_on
                )
                for row in self.rows
            ),
            DECIDERS[self.decided_by] if self.decided_by else None,
        )

    def verdict(self, name: str) -> Verdict:
        """The verdict with that id."""
        return next(verdict for verdict in self.verdicts if verdict.id == name)

    def named(self, name: str) -> frozenset[str]:
        """The verdict with that id, or those of the group."""
        return frozenset(verdict.id for verdict in self.verdicts if name in (verdict.id, verdict.group))

    def row(self, name: str) -> Row:
        """The row with that id."""
        return next(row for row in self.rows if row.id == name)

    def question(self, feature: str) -> str:
        """The question that a feature asks."""
        return next(each.asks for each in self.features if each.id == feature)

    def here(self, feature: str, value: str) -> str:
        """The answer to it where a situation has that value."""
        return self._value(feature, value).here

    def if_so(self, feature: str, value: str) -> str:
        """The change that would give a feature a value, in words."""
        return self._value(feature, value).if_so

    def _value(self, feature: str, value: str) -> FeatureValue:
        values = next(each.values for each in self.features if each.id == feature)
        return next(each for each in values if each.id == value)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        """Every name is known, every combination of values has a row, and every row decides some."""
        known = {feature.id: {value.id for value in feature.values} for feature in self.features}
        verdicts = {verdict.id for verdict in self.verdicts}
        if bool(self.rows) == bool(self.decided_by):
            raise Refused(f"the matter `{self.id}` has rows and another rule, or neither", "give it `rows` or `decided_by`")
        for row in self.rows:
            if row.verdict not in verdicts:
                raise Refused(f"the row `{row.id}` has no verdict of the matter: `{row.verdict}`", f"use {_either(verdicts)}")
            _known(known, _each(row.when), f"the row `{row.id}`")
        for slip in self.slips:
            _known(known, [*slip.sees.items(), *_each(slip.where)], f"the slip `{slip.id}`")
        rulings = [judge(self.rule, features) for features in every_situation(self.rule)]
        idle = [row.id for row in self.rows if row.id not in {ruling.row for ruling in rulings}]
        if idle:
            raise Refused(f"the row `{idle[0]}` never decides: rows above it hold before", "move it up, or delete it")
        strange = [ruling.verdict for ruling in rulings if ruling.verdict not in {*verdicts, UNSETTLED}]
        if strange:
            raise Refused(f"the rule gives `{strange[0]}`, and the matter has no such verdict", "add it to `verdicts`")
        for situation in self.situations:
            _known(known, situation.features.items(), f"the situation `{situation.id}`")
            lacking = [name for name in known if name not in situation.features]
            if lacking:
                what = f"the situation `{situation.id}` does not say `{lacking[0]}`"
                raise Refused(what, f"add {lacking[0]}: {_either(known[lacking[0]])}")
            if judge(self.rule, situation.features).verdict == UNSETTLED:
                raise Refused(f"no source that was read settles the situation `{situation.id}`", "change or delete it")
            for name, words in situation.details.items():
                if name not in known:
                    raise Refused(f"the situation `{situation.id}` has a detail of no feature: `{name}`", f"use {_either(known)}")
                if words not in situation.tells:
                    raise Refused(f"`{words}` does not stand in the situation `{situation.id}`", "copy the words from `tells`")
        return self


def _each(when: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Every feature of a condition with every value that it names."""
    return [(name, value) for name, values in when.items() for value in values]


def _known(known: dict[str, set[str]], features: Iterable[tuple[str, str]], whose: str) -> None:
    for name, value in features:
        if name not in known:
            raise Refused(f"{whose} names a feature that the matter has not: `{name}`", f"use {_either(known)}")
        if value not in known[name]:
            raise Refused(f"{whose} gives `{name}` a value that it has not: `{value}`", f"use {_either(known[name])}")


def _either(names: Any) -> str:
    return "one of " + ", ".join(sorted(names))


class JudgmentsFile(Record):
    """docs/data/judgments.yml, and each docs/data/judgments-*.yml"""

    matters: tuple[Matter, ...]


class JudgedSituation(Record):
    """A situation as questions draw it, with what the rows say of it."""

    id: Slug
    tells: Text
    features: Named
    details: dict[Slug, Text]
    matter: Slug
    verdict: Slug
    row: Slug
    rests_on: FactIds
    verdicts_in_reach: tuple[Slug, ...]
    """Other verdicts, and groups of verdicts, that a change of one feature would bring about."""


def judged(matter: Matter, situation: Situation) -> JudgedSituation:
    """A situation with its verdict."""
    ruling = judge(matter.rule, situation.features)
    mine = matter.verdict(ruling.verdict)
    reached = [matter.verdict(then.verdict) for _, _, then in changes(matter.rule, situation.features)]
    groups = [verdict.group for verdict in reached if verdict.group and verdict.group != mine.group]
    first = [fact for fact in situation.rests_on if fact in ruling.cites]
    others = [*(verdict.id for verdict in reached), *groups]
    return JudgedSituation(
        **situation.model_dump(exclude={"rests_on"}),
        matter=matter.id,
        verdict=ruling.verdict,
        row=ruling.row,
        rests_on=tuple(dict.fromkeys((*first, *ruling.cites, *situation.rests_on))),
        verdicts_in_reach=tuple(dict.fromkeys(verdict for verdict in others if verdict != ruling.verdict)),
    )
