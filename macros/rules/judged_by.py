"""Rules that decide a matter in place of rows of its own, by the name that the matter gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from macros.rules.furnishing import DEPENDS, who_may_furnish
from macros.rules.judgment import Features
from macros.rules.reason import Reason
from macros.rules.vocabulary import Supervision

SCENES_ARE_OF = date(2026, 3, 2)
"""The service date of scenes that tell none."""

INCIDENT_TO, REACHABLE = "incident-to", "reachable"
"""How a scene says that the bill goes out under a physician's number, and that a therapist supervises from somewhere else."""


def _furnishing(features: Features) -> Sequence[Reason]:
    """Who may provide 97112. Where the contract decides, that is the reason, whatever one payer was read to do."""
    furnishing = who_may_furnish(
        features["profession"],
        features["payer"],
        SCENES_ARE_OF,
        features["setting"],
        incident_to=features["billed"] == INCIDENT_TO,
        supervision=Supervision.GENERAL if features["supervision"] == REACHABLE else Supervision.NONE,
    )
    return furnishing.steps[:1] if furnishing.answer == DEPENDS and furnishing.settled else furnishing.steps


DECIDERS: Mapping[str, Callable[[Features], Sequence[Reason]]] = {"furnishing": _furnishing}
