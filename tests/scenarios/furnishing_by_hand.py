"""Who may provide 97112, written a second time from the facts: it shares no code with macros/rules/furnishing.py."""

from __future__ import annotations

from collections.abc import Mapping

ASSISTANTS = {"physical-therapist-assistant", "occupational-therapy-assistant"}
THERAPISTS = {"physical-therapist", "occupational-therapist"}
PRACTITIONERS = {"physician", "nurse-practitioner", "physician-assistant"}

MEDICARE = {
    "aide": "aide-is-no-therapy",  # S-07
    "student": "student-takes-part",  # K-620a
    "chiropractor": "manipulation-only",  # S-11a
    **dict.fromkeys(("athletic-trainer", "massage-therapist"), "never-billed-as-therapy"),  # S-08
    **dict.fromkeys(("recreation-therapist", "kinesiotherapist"), "never-billed-as-therapy"),  # S-08
    "naturopath": "unsettled",  # no fact names them under Medicare
}
TRICARE = {
    **dict.fromkeys(("chiropractor", "naturopath"), "no-chiropractors-or-naturopaths"),  # S-12b
    **dict.fromkeys(THERAPISTS, "therapists-under-tricare"),  # S-13b
}


def verdict_by_hand(scene: Mapping[str, str]) -> str:
    """The verdict on a scene of March 2026."""
    who, under_a_physician = scene["profession"], scene["billed"] == "incident-to"
    if scene["payer"] == "other":
        return "payers-differ"  # S-14e
    if scene["payer"] == "tricare":
        if who not in ASSISTANTS:
            return TRICARE.get(who, "unsettled")
        if under_a_physician:
            return "never-incident-to-under-tricare"  # S-09b
        return "unsupervised-under-tricare" if scene["supervision"] == "nobody" else "assistants-recognized"  # S-13
    if who in ASSISTANTS:
        if under_a_physician:
            return "never-incident-to"  # S-09a
        if scene["supervision"] == "nobody":
            return "unsupervised"  # S-06a
        return "unsettled" if scene["setting"] == "physician-office" else "general-supervision"  # S-10b
    if who in THERAPISTS:
        return "standards-of-a-therapist" if under_a_physician else "therapist-may"  # S-06b, S-06a
    if who in PRACTITIONERS:
        offices = {"private-practice", "physician-office"}
        alone = "only-therapists-in-an-agency" if scene["setting"] == "rehab-agency" else "unsettled"  # S-06h
        return "practitioner-conditions" if scene["setting"] in offices else alone  # S-06e
    return MEDICARE[who]
