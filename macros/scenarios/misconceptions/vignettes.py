"""What decides a code, and what only seems to.

Learners code what meets the eye: the name of the exercise, the foam, the diagnosis, how long it took. A vignette and its twin
share all of that. And who has found the code holds on to it when the aim changes, or lets go of it when nothing that matters did.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from macros.facts.example import Example
from macros.rules.code_choice import Activity, choose_code
from macros.rules.what_if import WHAT_IFS, WhatIf
from macros.scenarios.asks.vignettes import (
    NO_CODE,
    code_then,
    scenes_of,
    split,
    steps_then,
    twin_of,
    under,
    vignette_of,
    what_if_of,
)
from macros.scenarios.draw import stable_hash
from macros.scenarios.misconceptions.misconception import Answers, WrongAnswer, family
from macros.scenarios.question import Question

_SHARED_SAYS: Mapping[str, str] = {
    "people": "The other scene says the same of its patient. Who is treated decided neither code.",
    "problem": "The other scene has the same problem. A deficit alone selects no code.",
    "place": "The other scene has the same setting. Neither the place nor the position decided.",
    "intervention": "The other scene says the same of what is done, and has another code.",
    "dose": "The other scene has the same dose. Time and counts did not decide.",
    "cue": "The other scene has the same cues, and another code.",
    "aim": "The other scene has the same aim, and another code.",
}

NEEDS: Mapping[str, str] = {
    "97112": "skilled correction of balance, posture, coordination or position sense",
    "97110": "a dose for strength, stamina or range",
    "97116": "walking or stairs as the skill that is trained",
    "97530": "a whole task, practiced for a named function",
    "97140": "hands that move a joint or stretch tissue",
    "97535": "daily living that is taught",
    "97150": "a clinician whose attention is shared",
    "97124": "soft tissue that is kneaded or stroked",
    "97750": "a test with a report of its own",
    "97113": "work that is done in water",
    "97761": "a prosthesis that is fitted or trained with for the first time",
}
"""What a code needs that learners reach for, the most tempting first."""


def _shared(name: str) -> Callable[[Question, str], Iterable[WrongAnswer]]:
    def answers(question: Question, ask: str) -> Iterable[WrongAnswer]:
        words = vignette_of(question).shared_with(twin_of(question)).get(name)
        if words is not None:
            yield WrongAnswer(words, _SHARED_SAYS[name])

    return answers


def by_the_patient(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by who is treated, such as by the diagnosis."""
    return _shared("people")(question, ask)


def by_the_problem(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by the deficit alone."""
    return _shared("problem")(question, ask)


def by_the_place(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by the room or the surface."""
    return _shared("place")(question, ask)


def by_the_exercise(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by the exercise, which the twin has too."""
    return _shared("intervention")(question, ask)


def by_the_dose(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by minutes and counts."""
    return _shared("dose")(question, ask)


def by_the_cue(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by a cue that the twin is given too."""
    return _shared("cue")(question, ask)


def by_the_aim(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Decides by an aim that the twin has too."""
    return _shared("aim")(question, ask)


def answers_another_code(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Says why it is not some other code than the one that was asked about."""
    twin = twin_of(question)
    for other in vignette_of(question).confused_with:
        if other.code != twin.code:
            yield WrongAnswer(other.because, f"That argues against {other.code}, and the reviewer named {twin.code}.")


def argues_by_diagnosis(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Defends the code with the diagnosis."""
    example = vignette_of(question)
    said = f"The diagnosis is {example.condition}, which calls for {example.code}."
    yield WrongAnswer(said, "A diagnosis selects no code. The same diagnosis can come with another code.")


def tells_the_twin(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives the reason that is true of the twin."""
    example, twin = vignette_of(question), twin_of(question)
    against = next(other.because for other in twin.confused_with if other.code == example.code)
    for said, missed in (
        (twin.because, f"Nothing in the scene says so; that describes a patient whose minutes are {twin.code}."),
        (against, f"That argues against {example.code}, which is the code on the claim."),
    ):
        if _persons(said) <= _persons(example.activity):
            yield WrongAnswer(said, missed)


def _persons(words: str) -> set[str]:
    """Whether a text speaks of a woman or of a man."""
    return {
        "she" if word in {"she", "her", "hers"} else "he"
        for word in re.findall(r"\b(?:she|her|hers|he|his|him)\b", words.lower())
    }


def keeps_the_code(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Keeps the code because the exercise is still the same."""
    example = vignette_of(question)
    yield WrongAnswer(example.code, "That was the code before the change, and the change takes away what it rested on.")


def codes_the_aim_alone(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Codes the new aim and overlooks who else is there, or the water."""
    example, what_if = vignette_of(question), what_if_of(question)
    then = what_if.changed(example.features.activity)
    if then.shared or then.in_water:
        alone = choose_code(Activity(then.does, then.trains, whole_task=then.whole_task)).codes
        if len(alone) == 1:
            where = "Several patients still share the clinician" if then.shared else "It still takes place in water"
            yield WrongAnswer(alone[0], f"{where}, and that comes before the aim.")


def codes_as_the_twin(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Moves to the code that the scene is most often taken for."""
    twin = twin_of(question)
    needs = NEEDS.get(twin.code)
    if needs:
        yield WrongAnswer(twin.code, f"{twin.code} needs {needs}. The change does not bring that.")


def codes_the_familiar(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Falls back on a code that is billed often."""
    example = vignette_of(question)
    order = sorted(NEEDS, key=lambda code: stable_hash(question.id, "familiar", code))
    tempting = [code for code in order if code in {"97112", "97110", "97116", "97530", "97140"} and code != example.code]
    for code in tempting:
        yield WrongAnswer(code, f"{code} needs {NEEDS[code]}.")


def nothing_left_to_bill(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Bills nothing, as if the change took the skill away."""
    yield WrongAnswer(NO_CODE, "A clinician's skill is still used, so the minutes have a code.")


def _changes(
    question: Question, fits: Callable[[Example, WhatIf], bool], says: Callable[[Example, WhatIf], str]
) -> list[WrongAnswer]:
    """The changes that suit the vignette and fit, in an order of the question's own."""
    example = vignette_of(question)
    return [
        WrongAnswer(name, says(example, what_if))
        for name, what_if in sorted(WHAT_IFS.items(), key=lambda pair: stable_hash(question.id, "change", pair[0]))
        if what_if.suits(example.features.activity, example.region) and fits(example, what_if)
    ]


def counts_what_decides_nothing(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes the name, the diagnosis, the place, the time or a mirror for what decides."""
    return _changes(question, lambda example, what_if: what_if.because is not None, lambda example, what_if: str(what_if.because))


def overlooks_what_comes_first(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes another aim for another code where the code stays: the same capacity, control, group or pool."""
    return _changes(
        question,
        lambda example, what_if: what_if.because is None and code_then(example, what_if) == example.code,
        lambda example, what_if: f"The code stays. {steps_then(example, what_if)[0].text}",
    )


def overlooks_what_decides(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Takes a change that decides for one that does not matter."""
    return _changes(
        question,
        lambda example, what_if: code_then(example, what_if) != example.code,
        lambda example, what_if: f"That moves it. {steps_then(example, what_if)[0].text}",
    )


def all_as_it_began(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Puts the whole visit under the code it began with."""
    unskilled = code_then(vignette_of(question), what_if_of(question)) == NO_CODE
    said = "After the change no clinician's skill is used." if unskilled else "The minutes after the change are another service."
    yield WrongAnswer(split(question, vignette_of(question).code), said)


def all_as_it_ended(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Puts the whole visit under the code it ended with."""
    ((_, before), *rest) = split(question)
    if rest:
        ((then, after),) = rest
        if then != NO_CODE:
            yield WrongAnswer(under((then, before), (then, after)), "The minutes before the change are a service of their own.")
        else:
            yield WrongAnswer(under((NO_CODE, before), (NO_CODE, after)), "The minutes before the change were skilled treatment.")


def second_part_elsewhere(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Sees that something changed, and puts the rest under a code that it only resembles."""
    example = vignette_of(question)
    right = code_then(example, what_if_of(question))
    codes = dict.fromkeys([*(other.code for other in example.confused_with), "97110", "97530", "97112", "97116"])
    for code in codes:
        if code not in {right, example.code} and code in NEEDS and code != "97150":
            yield WrongAnswer(split(question, code), f"{code} needs {NEEDS[code]}, and the last minutes have none of that.")


def nothing_after_it(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Bills nothing after the change, as if it took the skill away."""
    yield WrongAnswer(split(question, NO_CODE), "A clinician's skill is still used in the last minutes.")


def code_of_the_twin(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives each of two twins the code of the other."""
    twins = scenes_of(question)[:2]
    for example, other in (twins, twins[::-1]):
        said = next(each.because for each in example.confused_with if each.code == other.code)
        yield WrongAnswer((example.activity, other.code), said)


def code_like_a_twin(question: Question, ask: str) -> Iterable[WrongAnswer]:
    """Gives a scene the code of another neighbor that it looks like."""
    examples = scenes_of(question)
    twins = {example.code for example in examples[:2]}
    for place, example in enumerate(examples):
        for neighbor in example.confused_with:
            if place > 1 or neighbor.code not in twins:
                yield WrongAnswer((example.activity, neighbor.code), neighbor.because)


_CHANGED = {"code-then"}
_METHODS: dict[str, tuple[str, set[str], Answers]] = {
    "by-the-patient": ("Decides by who is treated", {"deciding-words"}, by_the_patient),
    "by-the-problem": ("Decides by the deficit alone", {"deciding-words"}, by_the_problem),
    "by-the-place": ("Decides by the place or the surface", {"deciding-words"}, by_the_place),
    "by-the-exercise": ("Decides by the exercise", {"deciding-words"}, by_the_exercise),
    "by-the-dose": ("Decides by the dose", {"deciding-words"}, by_the_dose),
    "by-the-cue": ("Decides by a cue that both have", {"deciding-words"}, by_the_cue),
    "by-the-aim": ("Decides by an aim that both have", {"deciding-words"}, by_the_aim),
    "answers-another-code": ("Answers another question", {"why-not"}, answers_another_code),
    "argues-by-diagnosis": ("Argues by the diagnosis", {"why-not"}, argues_by_diagnosis),
    "tells-the-twin": ("Tells of another patient", {"why-not"}, tells_the_twin),
    "keeps-the-code": ("Keeps the code of the exercise", _CHANGED, keeps_the_code),
    "codes-the-aim-alone": ("Codes the aim alone", _CHANGED, codes_the_aim_alone),
    "codes-as-the-twin": ("Codes by the look of the activity", _CHANGED, codes_as_the_twin),
    "codes-the-familiar": ("Falls back on a familiar code", _CHANGED, codes_the_familiar),
    "nothing-left-to-bill": ("Bills nothing", _CHANGED, nothing_left_to_bill),
    "counts-what-decides-nothing": ("Counts what decides nothing", {"moving-change"}, counts_what_decides_nothing),
    "overlooks-what-comes-first": ("Overlooks what comes first", {"moving-change"}, overlooks_what_comes_first),
    "overlooks-what-decides": ("Overlooks what decides", {"harmless-change"}, overlooks_what_decides),
    "all-as-it-began": ("Codes the whole visit as it began", {"split-minutes"}, all_as_it_began),
    "all-as-it-ended": ("Codes the whole visit as it ended", {"split-minutes"}, all_as_it_ended),
    "second-part-elsewhere": ("Codes the rest by its look", {"split-minutes"}, second_part_elsewhere),
    "nothing-after-it": ("Bills nothing after the change", {"split-minutes"}, nothing_after_it),
    "code-of-the-twin": ("Takes one for the other", {"match-twins"}, code_of_the_twin),
    "code-like-a-twin": ("Codes one by its look", {"match-twins"}, code_like_a_twin),
}

VIGNETTES = family(_METHODS)
