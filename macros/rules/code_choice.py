"""Which code an activity supports: decided by what was trained and what the clinician did, never by the exercise's name.

Sources: facts S-01, S-02, S-04b, S-07, S-33a, S-34, S-38, S-40, S-41, S-60 to S-62 and S-70 to S-86 state each sentence; the
steps cite them. Where the features allow more than one code each defensible one is given; where they allow none, none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any, ClassVar

from macros.rules.reason import Phrase, Reason, kinds_of_phrases
from macros.rules.vocabulary import (
    ACTION_NAMES,
    DEVICE_NAMES,
    MODALITY_NAMES,
    TARGET_NAMES,
    Action,
    Device,
    Modality,
    Target,
    refuse_unknown,
)

CONTROL = (
    Target.BALANCE,
    Target.COORDINATION,
    Target.POSTURE,
    Target.POSITION_SENSE,
    Target.MOVEMENT_PATTERN,
    Target.GAZE,
    Target.SENSATION,
    Target.MUSCLE_TIMING,
)
"""Targets of the nervous system's control of the body (S-01, S-28, S-29, S-31a)."""

CAPACITY = (Target.STRENGTH, Target.STAMINA, Target.MOTION)
"""Single physical capacities that exercise builds (S-70)."""


@dataclass(frozen=True)
class CodeReason(Reason):
    """A reason for the code or codes of an activity; `codes` are those that it supports."""

    codes: ClassVar[tuple[str, ...]] = ()


class NoSkill(CodeReason):
    """Nobody with a therapist's skill treats."""

    says = "No therapist's skill was used, so nothing is billed."
    cites = ("S-07", "S-62")


class Repositioning(CodeReason):
    """Canalith repositioning."""

    codes = ("95992",)
    says = "The head is moved through set positions to clear crystals: 95992."
    cites = ("S-80",)


class Manipulation(CodeReason):
    """A chiropractor's thrust."""

    codes = ("98940",)
    says = "A chiropractor manipulates the spine: 98940. We did not find which code a therapist's thrust has."
    cites = ("S-85", "S-11a")


class Testing(CodeReason):
    """A test and its report."""

    codes = ("97750",)
    says = "Performance is measured, with a report of its own, and nothing is trained: 97750."
    cites = ("S-83",)


class Biofeedback(CodeReason):
    """A body signal fed back."""

    codes = ("90901",)
    says = "A recorded body signal is fed back, and biofeedback has codes of its own: 90901."
    cites = ("S-33a", "S-86")


class Ultrasound(CodeReason):
    """Ultrasound."""

    codes = ("97035",)
    says = "A physical agent does the work, not the clinician's skill: 97035."
    cites = ("S-82", "S-02")


class Traction(CodeReason):
    """Mechanical traction."""

    codes = ("97012",)
    says = "A physical agent does the work, not the clinician's skill: 97012."
    cites = ("S-82", "S-02")


class UnattendedStimulation(CodeReason):
    """Stimulation that nobody attends."""

    codes = ("G0283",)
    says = "The stimulation runs without a clinician in attendance: G0283 for Medicare."
    cites = ("S-81",)


class AttendedStimulation(CodeReason):
    """Stimulation that the clinician attends."""

    codes = ("97032",)
    says = "The clinician attends the stimulation the whole time: 97032 for Medicare."
    cites = ("S-81",)


class StimulationDuringProcedure(CodeReason):
    """Stimulation while the patient trains; the procedure's own code comes first."""

    codes = ("97032",)
    says = "Stimulation runs during a procedure, and each minute is reported under one of the two, never both."
    cites = ("S-34",)


class GroupTreatment(CodeReason):
    """Several patients at once."""

    codes = ("97150",)
    says = "Attention is shared among two or more patients, which is group treatment and untimed: 97150."
    cites = ("S-04b", "S-76")


class InWater(CodeReason):
    """Work in water."""

    codes = ("97113",)
    says = "The exercise, balance work or walking takes place in water: 97113."
    cites = ("S-75",)


class LaterOrthosisVisit(CodeReason):
    """A later visit for an orthosis."""

    codes = ("97763",)
    says = "A later visit to manage the orthosis or train its use: 97763."
    cites = ("S-84",)


class LaterProsthesisVisit(CodeReason):
    """A later visit for a prosthesis."""

    codes = ("97763",)
    says = "A later visit to manage the prosthesis or train its use: 97763."
    cites = ("S-84",)


class FirstOrthosisVisit(CodeReason):
    """The first visit for an orthosis."""

    codes = ("97760",)
    says = "The first fitting of the orthosis, or training with it: 97760."
    cites = ("S-84",)


class FirstProsthesisVisit(CodeReason):
    """The first visit for a prosthesis."""

    codes = ("97761",)
    says = "The first fitting of the prosthesis, or training with it: 97761."
    cites = ("S-84",)


class Massage(CodeReason):
    """Massage."""

    codes = ("97124",)
    says = "Soft tissue is worked while the patient is passive: 97124."
    cites = ("S-74",)


class ManualTherapy(CodeReason):
    """The clinician's hands."""

    codes = ("97140",)
    says = "The clinician's hands change how a joint or tissue moves: 97140."
    cites = ("S-73",)


class Thinking(CodeReason):
    """Cognitive function."""

    codes = ("97129",)
    says = "Attention, memory or planning is treated: 97129."
    cites = ("S-78",)


class SensoryProcessing(CodeReason):
    """Sensory integration."""

    codes = ("97533",)
    says = "How the patient takes in sensation and responds to it is treated: 97533."
    cites = ("S-79",)


class DailyLiving(CodeReason):
    """Self-care and home management."""

    codes = ("97535",)
    says = "Safer ways and equipment for daily living are taught: 97535."
    cites = ("S-77",)


class Walking(CodeReason):
    """Gait."""

    codes = ("97116",)
    says = "Walking or stairs are themselves the skill: 97116."
    cites = ("S-71",)


class WholeTask(CodeReason):
    """A task from start to finish."""

    codes = ("97530",)
    says = "A whole task is practiced for a named function: 97530."
    cites = ("S-72",)


class CorrectedTask(CodeReason):
    """A whole task that is corrected as it goes."""

    codes = ("97112",)
    says = "It is also corrected to retrain control: 97112, if that is the documented aim."
    cites = ("S-01", "S-41")


class DosedExercise(CodeReason):
    """Exercise for someone with a deficit of control."""

    codes = ("97110",)
    says = "The deficit is one of control, but what was done is dosed exercise, and a deficit alone never selects 97112: 97110."
    cites = ("S-38", "S-62")


class DeficitAlone(CodeReason):
    """A deficit of control without correction."""

    says = "A deficit of control alone does not select 97112: the skilled correction that retrains it is missing."
    cites = ("S-38", "S-62")


class NoCode(CodeReason):
    """Nothing that this guide knows."""

    says = "What was done matches no code of this guide."
    cites = ("S-01",)


@dataclass(frozen=True)
class CapacityBuilt(CodeReason):
    """Exercise for one physical capacity, one of CAPACITY."""

    capacity: str

    codes = ("97110",)
    says = "One physical capacity, {capacity}, is built: 97110."
    cites = ("S-70", "S-60")


@dataclass(frozen=True)
class ControlRetrained(CodeReason):
    """Skilled correction of one target of control, in words."""

    target: str

    codes = ("97112",)
    says = "Control of the body ({target}) is retrained by skilled correction, one-on-one: 97112."
    cites = ("S-01", "S-38")


@dataclass(frozen=True)
class Activity:
    """What a stretch of treatment was: what it trained, what the clinician did, and the circumstances that decide a code.

    `trains` is a Target, None where nothing is trained; `does` is an Action. `whole_task` marks a task practiced from start to
    finish for a named function. `moving` marks stimulation that runs while the patient moves.
    """

    does: str
    trains: str | None = None
    shared: bool = False
    in_water: bool = False
    whole_task: bool = False
    modality: str | None = None
    moving: bool = False
    device: str | None = None
    first_visit: bool = True

    def __post_init__(self) -> None:
        refuse_unknown("action", self.does, Action)
        for noun, word, words in (
            ("target", self.trains, Target),
            ("modality", self.modality, Modality),
            ("device", self.device, Device),
        ):
            if word is not None:
                refuse_unknown(noun, word, words)


@dataclass(frozen=True)
class CodeChoice:
    """Every defensible code, the best first, and the reasoning; no code where the activity supports none."""

    codes: tuple[str, ...]
    steps: tuple[CodeReason, ...]


@cache
def choose_code(activity: Activity) -> CodeChoice:
    """The codes that an activity supports. What comes first in the order of _ORDER decides."""
    for decide in _ORDER:
        choice = decide(activity)
        if choice is not None:
            return choice
    return _by(DeficitAlone() if activity.trains in CONTROL else NoCode())


@dataclass(frozen=True)
class Change:
    """One feature of an activity with another value."""

    feature: str
    value: str | bool | None


@dataclass(frozen=True)
class Difference(Phrase):
    """Other values of a feature, in words; `together` where several of them share a phrase."""

    values: tuple[str, ...]

    together: ClassVar[bool] = False
    says = "{values:or}"


class OtherAction(Difference):
    """What else the clinician did."""

    says = "the clinician {values:or}"


class OtherTarget(Difference):
    """What else was trained."""

    together = True
    says = "{values:or} was trained"


class OtherUse(Difference):
    """What else was used."""

    together = True
    says = "{values:or} was used"


@dataclass(frozen=True)
class NearMiss:
    """Codes that an activity would support if one of these changes alone were true of it."""

    codes: tuple[str, ...]
    changes: tuple[Change, ...]


def near_misses(activity: Activity) -> tuple[NearMiss, ...]:
    """Every other answer that is one feature away, no code last."""
    own = choose_code(activity).codes
    by_codes: dict[tuple[str, ...], list[Change]] = {}
    for change in _changes(activity):
        codes = choose_code(_changed(activity, change)).codes
        if codes != own:
            by_codes.setdefault(codes, []).append(change)
    return tuple(NearMiss(codes, tuple(by_codes[codes])) for codes in sorted(by_codes, key=lambda codes: not codes))


def changes_text(changes: Sequence[Change]) -> str:
    """What would be different, in words; several values of what was trained or used share a phrase."""
    parts: list[Difference] = []
    for feature in dict.fromkeys(change.feature for change in changes):
        names = [VALUE_NAMES[feature][change.value] for change in changes if change.feature == feature]
        kind = DIFFERENCES[feature]
        parts += [kind(tuple(names))] if kind.together else [kind((name,)) for name in names]
    return "; or if ".join(part.text for part in parts)


def known_codes() -> list[str]:
    """Every code that the rule can answer."""
    return sorted({number for kind in kinds_of_phrases(CodeReason) for number in getattr(kind, "codes", ())})


def missing_feature(activity: Activity) -> str | None:
    """The feature that decides the code of such an activity and was left out; None where nothing more would decide it."""
    if choose_code(activity).steps != (NoCode(),):
        return None
    if activity.does == Action.FITS and activity.device is None:
        return "device"
    if activity.does in {Action.ATTENDS, Action.STARTS} and activity.modality is None:
        return "modality"
    return "trains" if activity.trains is None else None


def without_effect(activity: Activity) -> tuple[str, ...]:
    """The features that are marked, and without which the answer would be the same."""
    choice = choose_code(activity)
    plain = Activity(activity.does)
    marked = [field.name for field in fields(activity) if getattr(activity, field.name) != getattr(plain, field.name)]
    return tuple(name for name in marked if choose_code(_changed(activity, Change(name, getattr(plain, name)))) == choice)


FEATURES: Mapping[str, tuple[str | bool | None, ...]] = {
    "whole_task": (False, True),
    "shared": (False, True),
    "in_water": (False, True),
    "does": tuple(Action),
    "trains": (None, *Target),
    "modality": (None, *Modality),
    "moving": (False, True),
    "device": (None, *Device),
    "first_visit": (False, True),
}
"""Every feature of an activity with its values, in the order in which changes of them are named."""


VALUE_NAMES: Mapping[str, Mapping[Any, str]] = {
    "does": ACTION_NAMES,
    "trains": {None: "nothing", **TARGET_NAMES},
    "modality": {None: "no modality", **MODALITY_NAMES},
    "device": {None: "no device", **DEVICE_NAMES},
    "whole_task": {True: "a whole task was practiced for a named function", False: "no whole task was practiced"},
    "shared": {True: "attention was shared among patients", False: "it was one-on-one"},
    "in_water": {True: "the patient was in water", False: "the patient was not in water"},
    "moving": {
        True: "the patient moved while the stimulation ran",
        False: "the patient did not move while the stimulation ran",
    },
    "first_visit": {True: "it was the first visit for the device", False: "it was a later visit for the device"},
}
"""How each value of a feature is named where it would be a change."""

DIFFERENCES: Mapping[str, type[Difference]] = {
    **dict.fromkeys(FEATURES, Difference),
    "does": OtherAction,
    "trains": OtherTarget,
    "modality": OtherUse,
    "device": OtherUse,
}
"""The phrase in which other values of each feature are named."""


def _changes(activity: Activity) -> Iterable[Change]:
    return (Change(name, value) for name, values in FEATURES.items() for value in values if value != getattr(activity, name))


def _changed(activity: Activity, change: Change) -> Activity:
    features: dict[str, Any] = {change.feature: change.value}
    return replace(activity, **features)


def _unskilled(activity: Activity) -> CodeChoice | None:
    return _by(NoSkill()) if activity.does == Action.WATCHES else None


_SEPARATE: dict[str, CodeReason] = {
    Action.REPOSITIONS: Repositioning(),
    Action.MANIPULATES: Manipulation(),
    Action.MEASURES: Testing(),
}
"""Procedures that are what they are, whatever they are meant to train."""


def _separate_procedures(activity: Activity) -> CodeChoice | None:
    reason = _SEPARATE.get(activity.does)
    return _by(reason) if reason else None


_MODALITIES: dict[str, CodeReason] = {
    Modality.BIOFEEDBACK: Biofeedback(),
    Modality.ULTRASOUND: Ultrasound(),
    Modality.TRACTION: Traction(),
}


def _modality(activity: Activity) -> CodeChoice | None:
    if activity.modality is None:
        return None
    if activity.modality in _MODALITIES:
        return _by(_MODALITIES[activity.modality])
    if activity.does == Action.STARTS:
        return _by(UnattendedStimulation())
    if activity.moving and activity.does != Action.ATTENDS:
        procedure = choose_code(Activity(activity.does, activity.trains, activity.shared, activity.in_water, activity.whole_task))
        both = StimulationDuringProcedure()
        return CodeChoice((*procedure.codes, *both.codes), (both, *procedure.steps))
    return _by(AttendedStimulation())


def _shared(activity: Activity) -> CodeChoice | None:
    return _by(GroupTreatment()) if activity.shared else None


def _in_water(activity: Activity) -> CodeChoice | None:
    return _by(InWater()) if activity.in_water else None


def _device(activity: Activity) -> CodeChoice | None:
    if activity.device is None or activity.does not in {Action.FITS, Action.TEACHES}:
        return None
    orthosis = activity.device == Device.ORTHOSIS
    if not activity.first_visit:
        return _by(LaterOrthosisVisit() if orthosis else LaterProsthesisVisit())
    return _by(FirstOrthosisVisit() if orthosis else FirstProsthesisVisit())


_HANDS: dict[str, CodeReason] = {Action.MASSAGES: Massage(), Action.HANDLES: ManualTherapy()}


def _hands(activity: Activity) -> CodeChoice | None:
    reason = _HANDS.get(activity.does)
    return _by(reason) if reason else None


_BY_TARGET: dict[str | None, CodeReason] = {
    Target.THINKING: Thinking(),
    Target.SENSORY_PROCESSING: SensoryProcessing(),
    Target.DAILY_LIVING: DailyLiving(),
    Target.WALKING: Walking(),
}


def _mind_life_and_walking(activity: Activity) -> CodeChoice | None:
    reason = _BY_TARGET.get(activity.trains)
    return _by(reason) if reason else None


def _whole_task(activity: Activity) -> CodeChoice | None:
    if activity.trains != Target.TASK and not activity.whole_task:
        return None
    corrected = activity.trains in CONTROL and activity.does == Action.CORRECTS
    return _by(WholeTask(), CorrectedTask()) if corrected else _by(WholeTask())


def _capacity(activity: Activity) -> CodeChoice | None:
    if activity.trains in CAPACITY:
        return _by(CapacityBuilt(activity.trains))
    return _by(DosedExercise()) if activity.trains in CONTROL and activity.does == Action.DOSES else None


def _control(activity: Activity) -> CodeChoice | None:
    if activity.trains not in CONTROL or activity.does != Action.CORRECTS:
        return None
    return _by(ControlRetrained(activity.trains.replace("-", " ")))


_ORDER: tuple[Callable[[Activity], CodeChoice | None], ...] = (
    _unskilled,
    _separate_procedures,
    _modality,
    _shared,
    _in_water,
    _device,
    _hands,
    _mind_life_and_walking,
    _whole_task,
    _capacity,
    _control,
)


def _by(*reasons: CodeReason) -> CodeChoice:
    return CodeChoice(tuple(code for reason in reasons for code in reason.codes), reasons)
