"""A scenario with one draw filled in: what asks and misconceptions look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from macros.facts.fact import Record
from macros.facts.library import Library
from macros.facts.stretch import StretchOfVisit
from macros.reading.hint import did_you_mean
from macros.reading.lazy import lazy
from macros.rules.claim import ClaimResult, Separate, Visit, claim_for
from macros.rules.modifiers import has_assistant_modifier
from macros.rules.refused import Refused
from macros.rules.treatment_time import Place, TreatmentTimeReason, place_of
from macros.rules.units import RULES, UnitsResult, count_units
from macros.rules.visit import Service
from macros.scenarios.draw import Draw, draw_id
from macros.scenarios.expressions import ExpressionFault, expression, text_renderer
from macros.scenarios.miscounts import Working
from macros.scenarios.records import described
from macros.scenarios.tables import AmountsOfYear, FeesOfDay
from macros.scenarios.template import CLAIM_NAMES, Scenario, Scene, years_in
from macros.scenarios.written import Written

MAX_DOLLARS = 1_000_000
"""Of a patient's year."""

NOT_SEPARATE = "none"
"""What `because` of separate services says where the record does not show that they were separate."""

_NOUNS = {"JudgedSituation": "situation", "NotePair": "note"}
"""What a scenario calls a kind of record, where that is not the name of its class in lower case."""


class QuestionFault(Exception):
    """A draw that makes no sound question: what is wrong, how to fix it, and which field of the scenario says so."""

    def __init__(self, what: str, fix: str, field: tuple[str | int, ...]):
        super().__init__(what)
        self.what, self.fix, self.field = what, fix, field


@dataclass(frozen=True)
class Logged:
    """Minutes of a visit as its log tells of them: the timed code that they would be, where they go, and why."""

    stretch: StretchOfVisit
    minutes: int
    code: str
    place: Place
    reason: TreatmentTimeReason


@dataclass(eq=False)
class Question:
    """One draw of one scenario, with the visit that it describes and what the rule makes of it."""

    library: Library
    scenario: Scenario
    draw: Draw

    @lazy
    def id(self) -> str:
        """The id of the item that comes of it."""
        return draw_id(self.scenario, self.draw)

    @lazy
    def stem(self) -> str:
        """The stem, filled in. Raises ExpressionFault where the text cannot be."""
        return text_renderer(self.scenario.stem)(self.names)

    @lazy
    def services(self) -> tuple[Service, ...]:
        """The services of the visit, in the order of the visit."""
        if self.scenario.visit is None:
            raise QuestionFault("this asks about a visit, and there is none", "add `visit:` to the scenario", ("ask",))
        return tuple(self.with_log(self.planned, {entry.stretch.id: entry.place for entry in self.log}))

    @lazy
    def planned(self) -> tuple[Service, ...]:
        """The services as the visit names them, without the minutes of the log."""
        assert self.scenario.visit is not None
        return tuple(self._service(i) for i in range(len(self.scenario.visit.services)))

    @lazy
    def log(self) -> tuple[Logged, ...]:
        """The minutes of the visit that may count or not, each with where the rule puts them."""
        entries = self.scenario.visit.log if self.scenario.visit else ()
        logged = []
        for i, entry in enumerate(entries):
            stretch = self.draw.get(entry.stretch)
            if not isinstance(stretch, StretchOfVisit):
                fix = f"let `{entry.stretch}` be drawn with from: stretches"
                raise QuestionFault(f"`{entry.stretch}` is no stretch", fix, ("visit", "log", i, "stretch"))
            minutes = self._minutes(entry.minutes, ("visit", "log", i, "minutes"))
            logged.append(Logged(stretch, minutes, self._value(entry.code), *place_of(stretch.stretch, minutes)))
        return tuple(logged)

    def with_log(self, services: Sequence[Service], places: Mapping[str, Place]) -> list[Service]:
        """Services and the minutes of the log that go with them, where each stretch of the log has its place by its id."""
        added = list(services)
        for entry in self.log:
            code = entry.code if places[entry.stretch.id] is Place.TIMED else entry.stretch.code
            if places[entry.stretch.id] is Place.NEITHER or code is None:
                continue
            same = next((i for i, service in enumerate(added) if service.code == code), None)
            minutes = entry.minutes + (0 if same is None else added[same].minutes)
            service = self.library.service(code, minutes, 0)
            added = [*added, service] if same is None else [*added[:same], service, *added[same + 1 :]]
        return added

    @lazy
    def timed(self) -> dict[str, int]:
        """The minutes of each timed code, services of one code added up."""
        minutes: dict[str, int] = {}
        for service in self.services:
            if service.timed:
                minutes[service.code] = minutes.get(service.code, 0) + service.minutes
        return minutes

    @lazy
    def rule(self) -> str:
        """The payer's rule for counting the visit."""
        assert self.scenario.visit is not None
        rule = self._value(self.scenario.visit.payer_rule)
        if rule not in RULES:
            raise QuestionFault(f"`{rule}` is not a payer's rule", did_you_mean(rule, RULES), ("visit", "payer_rule"))
        return rule

    @lazy
    def counted(self) -> UnitsResult:
        """The visit's units, with every acceptable claim and the steps."""
        try:
            return count_units(self.services, self.rule)
        except ValueError as error:
            raise QuestionFault(str(error), "fix the visit or what varies", ("visit",)) from None

    @lazy
    def day(self) -> date:
        """The service date, or the day that `given.day` names."""
        if self.scenario.visit is not None:
            return self.day_of(self._value(self.scenario.visit.service_date))
        return self.day_of(self.given("day"))

    @lazy
    def years(self) -> frozenset[int]:
        """The years of every day that the question rests on: of its visit, of what was drawn and of what is given."""
        scenes = [value for value in self.draw.values() if isinstance(value, Scene)]
        texts = [value for value in self.draw.values() if isinstance(value, str)]
        texts += [field for scene in scenes for _, field in scene.fields if isinstance(field, str)]
        texts += [self.given(name) for name in self.scenario.given]
        of_visit = [self.day.year] if self.scenario.visit else []
        return frozenset([*of_visit, *(year for text in texts for year in years_in(text))])

    def is_past(self, before: int) -> bool:
        """Whether it is set wholly before a year. A question that names no day is set in no year."""
        return self.scenario.may_be_past(before) and max(self.years, default=before) < before

    def day_of(self, text: str) -> date:
        """The day of a text such as 2026-03-02."""
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise QuestionFault(f"`{text}` is not a day", 'write it as "2026-03-02"', ("given",)) from None

    @property
    def discipline(self) -> str:
        """The visit's discipline; without a visit, the one that is given."""
        if self.scenario.visit is None:
            return self.given("discipline", "PT")
        return self._value(self.scenario.visit.discipline)

    @lazy
    def year_to_date(self) -> Decimal | None:
        """Dollars that Medicare allowed this calendar year before the visit."""
        assert self.scenario.visit is not None
        amount = self.scenario.visit.year_to_date
        if amount is None:
            return None
        dollars = self._number(amount, ("visit", "year_to_date"))
        if not 0 <= dollars < MAX_DOLLARS:
            raise QuestionFault(
                f"{dollars} dollars are no amount of a year", "correct it, or what varies", ("visit", "year_to_date")
            )
        return Decimal(str(dollars))

    def _number(self, text: str | int, place: tuple[str | int, ...]) -> int | float:
        """A number of the visit, or what an expression makes of the variables."""
        if isinstance(text, int):
            return text
        try:
            number = expression(text)(self.draw)
        except ExpressionFault as fault:
            raise QuestionFault(str(fault), "correct the expression", place) from None
        if isinstance(number, bool) or not isinstance(number, int | float):
            raise QuestionFault(f"`{text}` gives `{number}`, which is no number", "correct the expression", place)
        return number

    def _minutes(self, text: str | int, place: tuple[str | int, ...]) -> int:
        minutes = self._number(text, place)
        if not isinstance(minutes, int):
            raise QuestionFault(f"`{text}` gives {minutes} minutes", "let it give whole minutes", place)
        return minutes

    @lazy
    def claim(self) -> ClaimResult:
        """The visit as a claim."""
        try:
            return claim_for(self.visit, self.library.tables)
        except Refused as refused:
            raise QuestionFault(refused.what, refused.fix or "fix the visit", ("visit",)) from None

    @lazy
    def visit(self) -> Visit:
        """The visit as the rules take it."""
        template = self.scenario.visit
        services = self.services
        assert template is not None
        return Visit(
            service_date=self.day,
            services=services,
            payer_rule=self.rule,
            discipline=self.discipline,
            setting=self._value(template.setting),
            year_to_date=self.year_to_date,
            separate=tuple(
                Separate(
                    frozenset(self._value(code) for code in separate.codes),
                    because,
                )
                for separate in template.separate
                if (because := self._value(separate.because)) != NOT_SEPARATE
            ),
        )

    def given(self, name: str, otherwise: str | None = None) -> str:
        """What `given` says under a name, filled in; raises QuestionFault where it is missing and has no default."""
        text = self.scenario.given.get(name, otherwise)
        if text is None:
            raise QuestionFault(
                f"`given` lacks `{name}`", f"add `{name}:` to `given`", ("given",) if self.scenario.given else ("ask",)
            )
        if text in self.draw or self._of_scene(text) is not None:
            return self._value(text)
        try:
            return text_renderer(text)(self.names)
        except ExpressionFault as fault:
            raise QuestionFault(str(fault), "fix the text", ("given", name)) from None

    def given_whole(self, name: str, otherwise: str | None = None) -> int:
        """The whole number that `given` says under a name."""
        text = self.given(name, otherwise)
        if not re.fullmatch(r"-?[0-9]{1,7}", text.strip()):
            raise QuestionFault(f"`{text}` is not a whole number", "write digits alone, or what varies", ("given", name))
        return int(text)

    def given_places(self, name: str, highest: int, otherwise: str | None = None) -> tuple[int, ...]:
        """The whole numbers from 1 to `highest` that `given` says under a name, such as "3 6"."""
        text = self.given(name, otherwise)
        numbers = tuple(int(number) for number in text.split() if re.fullmatch(r"[0-9]{1,7}", number))
        if len(numbers) != len(text.split()) or not all(1 <= number <= highest for number in numbers):
            what = f"`{text}` is not a list of whole numbers from 1 to {highest}"
            raise QuestionFault(what, 'write such numbers with spaces between them, such as "3 6"', ("given", name))
        return numbers

    def given_dollars(self, name: str, otherwise: str | None = None) -> Decimal:
        """The dollars that `given` says under a name."""
        text = self.given(name, otherwise)
        if not re.fullmatch(r"-?[0-9]{1,7}(\.[0-9]{1,4})?", text.strip()):
            raise QuestionFault(f"`{text}` is not an amount", "write digits, such as 2480 or 33.40", ("given", name))
        return Decimal(text.strip())

    @lazy
    def names(self) -> Mapping[str, Any]:
        """What texts may name: the variables, records and scenes by their fields, and the tables of the day."""
        names: dict[str, Any] = {
            name: described(self.library, value) if isinstance(value, Record) else value for name, value in self.draw.items()
        }
        names |= {"fees": FeesOfDay(self), "year": AmountsOfYear(self), "written": Written(self)}
        for name, value in self.draw.items():
            if isinstance(value, Working):
                names[name] = {**names[name], **self._claimed(value)}
            if isinstance(value, Scene):
                names[name] = {"id": value.id, **dict(value.fields)}
        for name, value in self.draw.items():
            if isinstance(value, Scene):
                names[name] = {
                    field: text_renderer(text)(names) if isinstance(text, str) and "{{" in text else text
                    for field, text in names[name].items()
                }
        return names

    def _of_scene(self, text: str) -> str | int | bool | None:
        name, _, field = text.partition(".")
        scene = self.draw.get(name)
        return dict(scene.fields).get(field) if isinstance(scene, Scene) else None

    def _claimed(self, working: Working) -> dict[str, str]:
        """What a colleague who works so claims for the timed services of this visit."""
        units = working.units(self.timed) or {}
        lines = [f"{code} × {units[code]}" for code in self.timed if units.get(code)]
        return {"claim": ", ".join(lines) or "nothing"}

    @lazy
    def names_for_require(self) -> Mapping[str, Any]:
        """What `require` may name: the variables, and what was counted."""
        if self.scenario.visit is None:
            return self.names
        counted = self.counted
        totals = {sum(claim.values()) for claim in counted.acceptable}
        of_claim: dict[str, Any] = {}
        conditions = " ".join([self.scenario.require or "", *self.scenario.strata.values()])
        if any(name in conditions for name in CLAIM_NAMES):
            claims = self.claim.acceptable
            of_claim = {
                "claim_unsettled": self.claim.unsettled is not None,
                "crosses": self.claim.crosses,
                "claims": len(claims),
                "needs_kx": any("KX" in line.modifiers for lines in claims for line in lines),
                "denied": any(line.denied_by for lines in claims for line in lines),
                "marked": sum(line.units for lines in claims[:1] for line in lines if has_assistant_modifier(line.modifiers)),
            }
        return {
            **self.names,
            **of_claim,
            "tie": counted.tie,
            "total": counted.total_timed_minutes,
            "claims_listed": len(counted.acceptable),
            "units": totals.pop() if len(totals) == 1 else None,
            "unsettled": counted.unsettled is not None,
        }

    def record(self, kind: type[Any]) -> Any:
        """The one record of this kind that was drawn; of several, the one whose variable `given` names: `example: later`."""
        noun = _noun(kind)
        named = self.draw.get(self.scenario.given.get(noun, ""))
        drawn = [named] if isinstance(named, kind) else [value for value in self.draw.values() if isinstance(value, kind)]
        if len(drawn) != 1:
            fix = f"let one variable of `vary` be drawn with from: {noun}s, or name one of them as `{noun}` in `given`"
            raise QuestionFault(f"this asks about one {noun}, and {len(drawn)} are drawn", fix, ("ask",))
        return drawn[0]

    def records(self, kind: type[Any]) -> list[Any]:
        """Every record of this kind that was drawn, in the order of `vary`."""
        drawn = [value for value in self.draw.values() if isinstance(value, kind)]
        if len(drawn) < 3:
            noun = _noun(kind)
            fix = f"let three variables of `vary` or more be drawn with from: {noun}s"
            raise QuestionFault(f"this asks about several {noun}s, and {len(drawn)} are drawn", fix, ("ask",))
        return drawn

    def _value(self, text: str) -> str:
        """What a text of the visit stands for: a variable, a field of a record or a scene such as `who.second`, or itself."""
        if text in self.draw:
            return str(self.draw[text])
        field = self._of_scene(text)
        if field is not None:
            return str(field)
        variable, dot, _ = text.partition(".")
        record = self.draw.get(variable)
        if not dot or not isinstance(record, Record):
            return text
        try:
            return str(expression(text)({variable: described(self.library, record)}))
        except ExpressionFault as fault:
            raise QuestionFault(str(fault), "let `where` draw only records that have it", ("vary", variable)) from None

    def _service(self, index: int) -> Service:
        assert self.scenario.visit is not None
        template = self.scenario.visit.services[index]
        place = ("visit", "services", index)
        number = self._value(template.code)
        if number not in self.library.codes:
            known = [*self.library.codes, *self.draw]
            raise QuestionFault(f"`{number}` is neither a code nor a variable", did_you_mean(number, known), (*place, "code"))
        minutes, assistant = (self._minutes(getattr(template, name), (*place, name)) for name in ("minutes", "assistant"))
        try:
            return self.library.service(number, minutes, assistant)
        except Refused as refused:
            raise QuestionFault(refused.what, refused.fix or "fix the minutes or what varies", (*place, "minutes")) from None


def _noun(kind: type[Any]) -> str:
    return _NOUNS.get(kind.__name__, kind.__name__.lower())
