"""A scenario with one draw filled in: what asks and misconceptions look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from macros.facts.example import Example
from macros.facts.requirement import Requirement
from macros.rules.units import RULES, UnitsResult, count_units
from macros.rules.visit import Service
from macros.scenarios.draw import Draw, draw_id
from macros.scenarios.expressions import expression
from macros.scenarios.template import Scenario
from macros.validation import did_you_mean

if TYPE_CHECKING:
    from macros.guide import Guide


class QuestionFault(Exception):
    """A draw that makes no sound question: what is wrong, how to mend it, and which field of the scenario says so."""

    def __init__(self, what: str, mend: str, field: tuple[str | int, ...]):
        super().__init__(what)
        self.what, self.mend, self.field = what, mend, field


@dataclass(frozen=True)
class Question:
    """One draw of one scenario, with the visit that it describes and what the rule makes of it."""

    guide: Guide
    scenario: Scenario
    draw: Draw

    @cached_property
    def id(self) -> str:
        """The id of the item that comes of it."""
        return draw_id(self.scenario, self.draw)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        """The services of the visit, in the order told."""
        if self.scenario.visit is None:
            raise QuestionFault("this asks about a visit, and there is none", "add `visit:` to the scenario", ("ask",))
        return tuple(self._service(i) for i in range(len(self.scenario.visit.services)))

    @cached_property
    def rule(self) -> str:
        """The payer's rule for counting the visit."""
        assert self.scenario.visit is not None
        name = self.scenario.visit.payer_rule
        rule = str(self.draw.get(name, name))
        if rule not in RULES:
            raise QuestionFault(f"`{rule}` is not a payer's rule", did_you_mean(rule, RULES), ("visit", "payer_rule"))
        return rule

    @cached_property
    def counted(self) -> UnitsResult:
        """The visit's units, with every acceptable claim and the steps."""
        try:
            return count_units(self.services, self.rule)
        except ValueError as error:
            raise QuestionFault(str(error), "mend the visit or what varies", ("visit",)) from None

    @cached_property
    def names(self) -> Mapping[str, Any]:
        """What texts may name: the variables, records by their fields."""
        return {
            name: self.guide.described(value) if isinstance(value, Example | Requirement) else value
            for name, value in self.draw.items()
        }

    @cached_property
    def names_for_require(self) -> Mapping[str, Any]:
        """What `require` may name: the variables, and what was counted."""
        if self.scenario.visit is None:
            return self.names
        counted = self.counted
        totals = {sum(claim.values()) for claim in counted.acceptable}
        return {
            **self.names,
            "tie": counted.tie,
            "total": counted.total_timed_minutes,
            "units": totals.pop() if len(totals) == 1 else None,
            "unsettled": counted.unsettled is not None,
        }

    def record(self, kind: type[Any]) -> Any:
        """The one record of this kind that was drawn."""
        found = [value for value in self.draw.values() if isinstance(value, kind)]
        if len(found) != 1:
            noun = kind.__name__.lower()
            mend = f"let one variable of `vary` be drawn with from: {noun}s"
            raise QuestionFault(f"this asks about one {noun}, and {len(found)} are drawn", mend, ("ask",))
        return found[0]

    def _service(self, index: int) -> Service:
        assert self.scenario.visit is not None
        template = self.scenario.visit.services[index]
        place = ("visit", "services", index)
        number = str(self.draw.get(template.code, template.code))
        if number not in self.guide.codes:
            known = [*self.guide.codes, *self.draw]
            raise QuestionFault(f"`{number}` is neither a code nor a variable", did_you_mean(number, known), (*place, "code"))
        minutes = template.minutes if isinstance(template.minutes, int) else expression(template.minutes)(self.draw)
        try:
            return self.guide.service(number, minutes)
        except ValueError as error:
            what, _, mend = str(error).partition("; ")
            raise QuestionFault(what, mend or "mend the minutes or what varies", (*place, "minutes")) from None
