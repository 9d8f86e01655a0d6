"""The records of the data that a scenario may draw, as scenario authors see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from macros.facts.example import Example
from macros.facts.fact import Record
from macros.facts.library import Library
from macros.facts.note import NotePair
from macros.facts.patient import NEUROMUSCULAR, Patient
from macros.facts.requirement import Requirement
from macros.facts.stretch import StretchOfVisit
from macros.rules.what_if import WHAT_IFS
from macros.scenarios.miscounts import WORKINGS
from macros.scenarios.template import COLLECTIONS
from macros.text.wording import counted


def collection(library: Library, name: str) -> Sequence[Any]:
    """The records that a scenario may draw from, by the collection's name in YAML."""
    match name:
        case "statements":
            return library.article.statements
        case "denials":
            return library.denial_codes
        case "examples" | "vignettes" | "requirements" | "terms" | "notes" | "flaws" | "patients" | "situations" | "stretches":
            found: Sequence[Any] = getattr(library, name)
            return found
        case "workings":
            return WORKINGS
    raise KeyError(name)


def record_ids(library: Library) -> frozenset[str]:
    """The ids of all records that a scenario may draw from."""
    return library.remember(
        "record ids", lambda: frozenset(record.id for name in COLLECTIONS for record in collection(library, name))
    )


def teachable(library: Library, name: str) -> list[Any]:
    """The records that a question may rest on: verified, read, and still in force, and so is every fact that they rest on."""
    return library.remember(
        ("teachable", name),
        lambda: [
            record
            for record in collection(library, name)
            if _holds(record) and all(_holds(library.standing(fact)) for fact in getattr(record, "rests_on", ()))
        ],
    )


def _holds(record: Any) -> bool:
    verified = getattr(record, "checked", None) != "unverified" and not getattr(record, "unread", None)
    return verified and getattr(record, "until", None) is None


def described(library: Library, record: Record) -> Mapping[str, Any]:
    """A record as scenario authors see it: its fields as plain text, and what follows from them."""
    # Records of two kinds may have one id.
    return library.remember(("described", type(record).__name__, record.id), lambda: _described(library, record))  # type: ignore[attr-defined]


def _described(library: Library, record: Record) -> dict[str, Any]:
    fields: dict[str, Any] = record.model_dump(mode="json")
    if isinstance(record, Example):
        fields |= _of_example(library, record)
    elif isinstance(record, Requirement):
        fields |= _of_requirement(library, record)
    elif isinstance(record, NotePair):
        fields |= _of_note(library, record)
    elif isinstance(record, Patient):
        fields |= _of_patient(library, record)
    elif isinstance(record, StretchOfVisit):
        fields["place"] = record.place.value
    return fields


def _of_example(library: Library, example: Example) -> dict[str, Any]:
    twin = library.vignette(example.twin) if example.twin else None
    return {
        "code": example.code,
        "confused_codes": [each.code for each in example.confused_with],
        "also_codes": [each.code for each in example.also_fits],
        "code_name": library.codes[example.code].name,
        "listed": any(each.id == example.id for each in library.examples),
        "twin_code": twin.code if twin else None,
        **_changes_of(example, twin),
        "shared": [*example.shared_with(twin)] if twin else [],
    }


def _changes_of(example: Example, twin: Example | None) -> dict[str, list[str]]:
    """The changes that can be told of an example, by what they do to its code: none where a second code fits it already."""
    activity = example.features.activity
    told = {
        name: next(iter(what_if.choice(activity).codes), None)
        for name, what_if in WHAT_IFS.items()
        if not example.also_fits and what_if.suits(activity, example.region)
    }
    return {
        "moves": [name for name, code in told.items() if code != example.code],
        "stays": [name for name, code in told.items() if code == example.code],
        "to_twin": [name for name, code in told.items() if twin and code == twin.code],
    }


def _of_requirement(library: Library, requirement: Requirement) -> dict[str, Any]:
    beside = [each for each in library.requirements if each.document == requirement.document]
    always = [each for each in beside if each.authority == "medicare" and each.status == "required" and each.only_if is None]
    return {
        "document_name": library.document(requirement.document).name,
        "others": "; ".join(dict.fromkeys(each.element for each in always if each.concept != requirement.concept)),
        "required_in": [each.id for each in library.documents if requirement.concept in library.required_concepts(each.id)],
        "medicare_requires": requirement.concept in library.required_concepts(requirement.document),
        "authorities": sorted(
            {each.authority for each in beside if each.concept == requirement.concept and each.status != "not-required"}
        ),
    }


def _of_note(library: Library, pair: NotePair) -> dict[str, Any]:
    needed = library.needed_sentences(pair)
    billed = [f"{counted(units, 'unit')} of {code}" for code, units in pair.strong.billed.items()]
    return {
        "needed": list(needed),
        "places": list(needed.values()),
        "sentences": [sentence.says for sentence in pair.strong.says],
        "document_name": library.document(pair.document).name,
        "timed_minutes": pair.strong.timed_minutes,
        "total_minutes": pair.strong.total_minutes,
        "timed_units": sum(units for code, units in pair.strong.billed.items() if library.codes[code].timed),
        "billed": " and ".join(billed),
    }


def _of_patient(library: Library, patient: Patient) -> dict[str, Any]:
    """How a stem tells of a patient. `nmr` is what is done in 97112; `second` and `third` are the other timed codes that the
    patient has, and `beside` the untimed one, each with what is done in it."""
    he, him, his = patient.pronouns
    others = [code for code in patient.does if code != NEUROMUSCULAR]
    timed = [code for code in others if library.codes[code].timed]
    untimed = [code for code in others if not library.codes[code].timed]
    told: dict[str, Any] = {"timed": timed, "untimed": untimed, "nmr": patient.does[NEUROMUSCULAR]}
    for name, code in (("second", timed[:1]), ("third", timed[1:2]), ("beside", untimed[:1])):
        if code:
            told |= {name: code[0], f"{name}_work": patient.does[code[0]]}
    therapist = THERAPISTS[patient.discipline]
    return {
        **told,
        "he": he,
        "him": him,
        "his": his,
        "place": patient.place,
        "therapist": therapist,
        "assistant": ASSISTANTS[patient.discipline],
        "evaluation": FIRST_EVALUATION[patient.discipline],
        "re_evaluation": RE_EVALUATION[patient.discipline],
    }


THERAPISTS = {"PT": "physical therapist", "OT": "occupational therapist"}
ASSISTANTS = {"PT": "physical therapist assistant", "OT": "occupational therapy assistant"}
FIRST_EVALUATION = {"PT": "97161", "OT": "97165"}
RE_EVALUATION = {"PT": "97164", "OT": "97168"}
