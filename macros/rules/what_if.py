"""What if one thing about a treatment were different: would its code be another one?

A learner who knows what decides can answer that before the rule does. Each change is written once, with the features that it
sets. Some set none: the name of the exercise, the diagnosis, the place and the time decide no code.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, ClassVar

from macros.rules.code_choice import CAPACITY, CONTROL, Activity, CodeChoice, choose_code
from macros.rules.reason import Reason
from macros.rules.vocabulary import Action, Modality, Target


class NothingDecided(Reason):
    """A change that decides no code."""

    label: ClassVar[str] = ""


class NameAlone(NothingDecided):
    """Another name."""

    label = "the name"
    says = "The name of an exercise or a method decides no code."
    cites = ("S-41", "S-26")


class DiagnosisAlone(NothingDecided):
    """Another diagnosis."""

    label = "the diagnosis"
    says = "The diagnosis decides no code; what is trained, and how, does."
    cites = ("S-37a", "S-41")


class MinutesAlone(NothingDecided):
    """More time."""

    label = "the time"
    says = "Minutes are counted once the code is known; they decide no code."
    cites = ("S-41",)


class PlaceAlone(NothingDecided):
    """Another place."""

    label = "the place"
    says = "The same work at home, in a clinic or in a hospital has the same code."
    cites = ("S-16a", "S-41")


class MirrorAlone(NothingDecided):
    """A mirror."""

    label = "the mirror"
    says = "A mirror is feedback within the treatment; what is trained stays the same."
    cites = ("K-943", "S-41")


ANYWHERE = frozenset({"balance", "trunk", "arm", "hand", "leg", "neck", "vestibular", "whole-body"})
UPRIGHT = frozenset({"balance", "trunk", "leg", "whole-body"})
LIMBS = frozenset({"arm", "hand", "leg", "neck"})
TRAINED = frozenset({Action.CORRECTS, Action.DOSES})
ACTIVE = TRAINED | {Action.TEACHES, Action.HANDLES}
IN_VIEW = frozenset({Target.POSTURE, Target.MOVEMENT_PATTERN, Target.MUSCLE_TIMING, Target.COORDINATION, Target.STRENGTH})
DRILLED = frozenset({*CONTROL, *CAPACITY, Target.WALKING})


@dataclass(frozen=True)
class WhatIf:
    """One thing that is different, in words, and the features that it sets: none where it decides nothing, which `because` says.

    It makes sense only of what the clinician `does`, of what is `trains` and for the regions of the body that are named, and only
    where neither a modality nor a device is used; one that is `plain`, only on land and of one patient.
    """

    says: str
    sets: Mapping[str, Any] = field(default_factory=dict)
    does: Collection[str] = ACTIVE
    trains: Collection[str | None] = frozenset({None, *Target})
    regions: Collection[str] = ANYWHERE
    plain: bool = False
    because: NothingDecided | None = None

    def changed(self, activity: Activity) -> Activity:
        """The activity with that one thing different."""
        return _with(activity, tuple(self.sets.items()))

    def choice(self, activity: Activity) -> CodeChoice:
        """What the rule says of it then."""
        return choose_code(self.changed(activity))

    def suits(self, activity: Activity, region: str) -> bool:
        """Whether it can be told of such an activity, would make it another one, and leaves no two codes to choose from."""
        if activity.modality or activity.device or activity.does not in self.does or activity.trains not in self.trains:
            return False
        if self.plain and (activity.shared or activity.in_water):
            return False
        if region not in self.regions or (self.because is None and self.changed(activity) == activity):
            return False
        return len(self.choice(activity).codes) <= 1


@cache
def _with(activity: Activity, changes: tuple[tuple[str, Any], ...]) -> Activity:
    return replace(activity, **dict(changes))


def _aim(says: str, does: str, trains: str, regions: Collection[str], *, whole_task: bool = False, plain: bool = True) -> WhatIf:
    """Another aim, and what the clinician does for it."""
    return WhatIf(says, {"does": does, "trains": trains, "whole_task": whole_task}, regions=regions, plain=plain)


WHAT_IFS: Mapping[str, WhatIf] = {
    "strength": _aim(
        "the therapist sets a load for three sets of ten, to build strength",
        Action.DOSES,
        Target.STRENGTH,
        ANYWHERE - {"vestibular"},
        plain=False,
    ),
    "stamina": _aim(
        "the therapist sets the pace by pulse for 20 minutes, to build stamina",
        Action.DOSES,
        Target.STAMINA,
        UPRIGHT - {"trunk"},
        plain=False,
    ),
    "motion": _aim("the therapist times a stretch that the patient holds, to gain degrees", Action.DOSES, Target.MOTION, LIMBS),
    "hands": _aim("the therapist glides a stiff joint by hand while the patient relaxes", Action.HANDLES, Target.MOTION, LIMBS),
    "massage": _aim("the therapist kneads sore muscles by hand until they let go", Action.MASSAGES, Target.RELAXATION, LIMBS),
    "steps": _aim("the therapist corrects the patient's steps down a hallway", Action.CORRECTS, Target.WALKING, UPRIGHT),
    "transfer": _aim(
        "the therapist has the patient move from bed to chair, start to end", Action.DOSES, Target.TASK, UPRIGHT, whole_task=True
    ),
    "chore": _aim(
        "the therapist has the patient put away groceries, start to end",
        Action.DOSES,
        Target.TASK,
        {"arm", "hand"},
        whole_task=True,
    ),
    "daily-living": _aim(
        "the therapist teaches a safer way to wash, dress and put on shoes",
        Action.TEACHES,
        Target.DAILY_LIVING,
        ANYWHERE - {"neck"},
    ),
    "balance": _aim(
        "the therapist corrects losses of balance with cues that fade",
        Action.CORRECTS,
        Target.BALANCE,
        UPRIGHT | {"vestibular"},
        plain=False,
    ),
    "coordination": _aim(
        "the therapist corrects misses of the hand with cues that fade",
        Action.CORRECTS,
        Target.COORDINATION,
        {"arm", "hand"},
    ),
    "group": WhatIf(
        "the therapist treats two other patients in the same minutes", {"shared": True}, TRAINED, DRILLED, plain=True
    ),
    "alone": WhatIf("the therapist treats this patient alone, while the others wait", {"shared": False}, TRAINED, DRILLED),
    "water": WhatIf(
        "the therapist moves the same work to a pool, in waist-deep water",
        {"in_water": True},
        TRAINED,
        {Target.BALANCE, *CAPACITY, Target.WALKING, Target.MOVEMENT_PATTERN},
        UPRIGHT,
        plain=True,
    ),
    "land": WhatIf("the therapist moves the same work to dry land, on the gym floor", {"in_water": False}, TRAINED, DRILLED),
    "scored": WhatIf(
        "the therapist scores the skill by a standard test with its own report",
        {"does": Action.MEASURES},
        TRAINED,
        DRILLED - {Target.SENSATION, Target.MUSCLE_TIMING},
        plain=True,
    ),
    "relative": WhatIf(
        "the therapist leaves, and a relative goes on with the same work",
        {"does": Action.WATCHES},
        TRAINED,
        DRILLED,
        plain=True,
    ),
    "screen": WhatIf(
        "the therapist records the muscle and shows its signal on a screen",
        {"modality": Modality.BIOFEEDBACK},
        {Action.CORRECTS},
        {Target.MUSCLE_TIMING, Target.MOVEMENT_PATTERN},
        LIMBS,
        plain=True,
    ),
    "name": WhatIf("the therapist gives the exercise another name in the day's note", because=NameAlone()),
    "diagnosis": WhatIf("the therapist treats the same problem after another disease or injury", because=DiagnosisAlone()),
    "longer": WhatIf("the therapist goes on with the same work for ten more minutes", because=MinutesAlone()),
    "place": WhatIf("the therapist moves the visits to a rented gym down the street", plain=True, because=PlaceAlone()),
    "mirror": WhatIf(
        "the therapist sets up a mirror in which the patient sees the movement",
        does=TRAINED,
        trains=IN_VIEW,
        because=MirrorAlone(),
    ),
}
"""Every change by its name."""
