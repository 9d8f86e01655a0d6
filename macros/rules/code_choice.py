"""Which code an activity supports: decided by what was trained and what the clinician did, never by the exercise's name.

Sources: facts S-01, S-02, S-04b, S-07, S-33a, S-34, S-38, S-40, S-41, S-60 to S-62 and S-70 to S-86 state each sentence; the
steps cite them. Where the features allow more than one code each defensible one is given; where they allow none, none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from macros.rules.step import Step

CONTROL = ("balance", "coordination", "posture", "position-sense", "movement-pattern", "gaze", "sensation", "muscle-timing")
"""Targets of the nervous system's control of the body (S-01, S-28, S-29, S-31a)."""

CAPACITY = ("strength", "stamina", "motion")
"""Single physical capacities that exercise builds (S-70)."""

OTHER_TARGETS = ("tissue", "relaxation", "walking", "task", "daily-living", "thinking", "sensory-processing", "device-use")
TARGETS = (*CONTROL, *CAPACITY, *OTHER_TARGETS)

ACTIONS = (
    "corrects",  # guides, cues and grades the movement by the patient's response
    "doses",  # sets load, repetitions or time, and checks form
    "handles",  # the hands move a joint or stretch tissue
    "massages",
    "teaches",  # shows a safer way or equipment for daily living
    "fits",  # fits a device, or trains its use
    "attends",  # stays with a modality all the time
    "starts",  # sets up a modality and leaves
    "measures",  # tests, and writes a report of its own
    "repositions",  # moves the head through set positions to clear crystals
    "manipulates",  # thrusts the spine, as a chiropractor
    "watches",  # is present without a therapist's skill being needed, or is an aide
)

MODALITIES = ("stimulation", "ultrasound", "traction", "biofeedback")
DEVICES = ("orthosis", "prosthesis")

CODE_CHOICE_CITED = (
    "S-01", "S-02", "S-04b", "S-07", "S-33a", "S-34", "S-38", "S-41", "S-60", "S-62", "S-70", "S-71", "S-72", "S-73", "S-74",
    "S-75", "S-76", "S-77", "S-78", "S-79", "S-80", "S-81", "S-82", "S-83", "S-84", "S-85", "S-86",
)  # fmt: skip
"""The facts that the steps cite; `guide check` fails when the data lacks one."""


@dataclass(frozen=True)
class Activity:
    """What a stretch of treatment was: what it trained, what the clinician did, and the circumstances that decide a code.

    `trains` is one of TARGETS, None where nothing is trained; `does` is one of ACTIONS. `whole_task` marks a task practiced from
    start to finish for a named function. `moving` marks stimulation that runs while the patient moves.
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
        for name, value, known in (
            ("action", self.does, ACTIONS),
            ("target", self.trains, (*TARGETS, None)),
            ("modality", self.modality, (*MODALITIES, None)),
            ("device", self.device, (*DEVICES, None)),
        ):
            if value not in known:
                raise ValueError(f"there is no {name} `{value}`; use one of {', '.join(each for each in known if each)}")


@dataclass(frozen=True)
class CodeChoice:
    """Every defensible code, the best first, and the reasoning; no code where the activity supports none."""

    codes: tuple[str, ...]
    steps: tuple[Step, ...]


def choose_code(activity: Activity) -> CodeChoice:
    """The codes that an activity supports. What comes first in the order of _ORDER decides."""
    for decide in _ORDER:
        found = decide(activity)
        if found is not None:
            return found
    if activity.trains in CONTROL:
        text = "A deficit of control alone does not select 97112: the skilled correction that retrains it is missing."
        return CodeChoice((), (Step(text, ("S-38", "S-62")),))
    return CodeChoice((), (Step("What was done matches no code of this guide.", ("S-01",)),))


def _unskilled(activity: Activity) -> CodeChoice | None:
    if activity.does != "watches":
        return None
    return CodeChoice((), (Step("No therapist's skill was used: nothing is billed.", ("S-07", "S-62")),))


def _separate_procedures(activity: Activity) -> CodeChoice | None:
    """Procedures that are what they are, whatever they are meant to train."""
    alone = {
        "repositions": ("95992", "The head is moved through set positions to clear crystals.", "S-80"),
        "manipulates": ("98940", "The spine is manipulated.", "S-85"),
        "measures": ("97750", "Performance is measured, with a report of its own; nothing is trained.", "S-83"),
    }
    return _one(*alone[activity.does]) if activity.does in alone else None


def _modality(activity: Activity) -> CodeChoice | None:
    if activity.modality is None:
        return None
    if activity.modality == "biofeedback":
        return _one("90901", "A recorded body signal is fed back; biofeedback has codes of its own.", "S-33a", "S-86")
    if activity.modality in {"ultrasound", "traction"}:
        code = "97035" if activity.modality == "ultrasound" else "97012"
        return _one(code, "A physical agent does the work, not the clinician's skill.", "S-82", "S-02")
    if activity.does == "starts":
        return _one("G0283", "The stimulation runs without a clinician in attendance.", "S-81")
    if activity.moving and activity.does != "attends":
        procedure = choose_code(Activity(activity.does, activity.trains, activity.shared, activity.in_water, activity.whole_task))
        steps = (
            Step("Stimulation runs during a procedure: the minutes are reported as the one or the other, never both.", ("S-34",)),
            *procedure.steps,
        )
        return CodeChoice((*procedure.codes, "97032"), steps)
    return _one("97032", "The clinician attends the stimulation the whole time.", "S-81")


def _shared(activity: Activity) -> CodeChoice | None:
    if not activity.shared:
        return None
    return _one("97150", "Attention is shared among two or more patients: group treatment, untimed.", "S-04b", "S-76")


def _in_water(activity: Activity) -> CodeChoice | None:
    if not activity.in_water:
        return None
    return _one("97113", "The exercise, balance work or walking takes place in water.", "S-75")


def _device(activity: Activity) -> CodeChoice | None:
    if activity.device is None or activity.does not in {"fits", "teaches"}:
        return None
    if not activity.first_visit:
        return _one("97763", f"A later visit to manage or train the {activity.device}.", "S-84")
    code = "97760" if activity.device == "orthosis" else "97761"
    return _one(code, f"First fitting or training with the {activity.device}.", "S-84")


def _hands(activity: Activity) -> CodeChoice | None:
    if activity.does == "massages":
        return _one("97124", "Soft tissue is worked while the patient is passive.", "S-74")
    if activity.does == "handles":
        return _one("97140", "The clinician's hands change how a joint or tissue moves.", "S-73")
    return None


def _mind_and_life(activity: Activity) -> CodeChoice | None:
    if activity.trains == "thinking":
        return _one("97129", "Attention, memory or planning is treated.", "S-78")
    if activity.trains == "sensory-processing":
        return _one("97533", "How the patient takes in sensation and answers it is treated.", "S-79")
    if activity.trains == "daily-living":
        return _one("97535", "Safer ways and equipment for daily living are taught.", "S-77")
    return None


def _walking(activity: Activity) -> CodeChoice | None:
    if activity.trains != "walking":
        return None
    return _one("97116", "Walking or stairs are themselves the skill.", "S-71")


def _whole_task(activity: Activity) -> CodeChoice | None:
    if activity.trains != "task" and not activity.whole_task:
        return None
    if activity.trains in CONTROL and activity.does == "corrects":
        steps = (
            Step("A whole task is practiced for a named function: 97530.", ("S-72",)),
            Step("It is also corrected to retrain control: 97112, if that is the documented aim.", ("S-01", "S-41")),
        )
        return CodeChoice(("97530", "97112"), steps)
    return _one("97530", "A whole task is practiced for a named function.", "S-72")


def _capacity(activity: Activity) -> CodeChoice | None:
    if activity.trains in CAPACITY:
        return _one("97110", f"One physical capacity, {activity.trains}, is built.", "S-70", "S-60")
    if activity.trains in CONTROL and activity.does == "doses":
        text = "The deficit is one of control, but what was done is dosed exercise: a deficit alone never selects 97112."
        return _one("97110", text, "S-38", "S-62")
    return None


def _control(activity: Activity) -> CodeChoice | None:
    if activity.trains not in CONTROL or activity.does != "corrects":
        return None
    target = activity.trains.replace("-", " ")
    return _one("97112", f"Control of the body ({target}) is retrained by skilled correction, one-on-one.", "S-01", "S-38")


_ORDER: tuple[Callable[[Activity], CodeChoice | None], ...] = (
    _unskilled,
    _separate_procedures,
    _modality,
    _shared,
    _in_water,
    _device,
    _hands,
    _mind_and_life,
    _walking,
    _whole_task,
    _capacity,
    _control,
)


def _one(code: str, text: str, *cites: str) -> CodeChoice:
    return CodeChoice((code,), (Step(f"{text.removesuffix('.')}: {code}.", cites),))
