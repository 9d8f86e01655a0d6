"""A checkout as small as can be, that tests may spoil: enough facts for every rule, one topic, one page."""

from __future__ import annotations

from pathlib import Path

from macros.rules.cited import CITED_FACTS
from macros.rules.vocabulary import PeriodName

SOURCES = """\
sources:
  - id: manual
    title: "A manual"
    publisher: CMS
    kind: cms
    url: "https://example.org/manual"
    read: "2026-11-23"
    review_by: "2027-11-23"
  - id: guide
    title: "Our own vignettes"
    publisher: Guide 97112
    kind: ours
    read: "2026-11-23"
    review_by: "2027-11-23"
"""

CODES = "codes:\n" + "".join(
    f"""\
  - code: "{code}"
    name: "{name}"
    plain: "In plain words."
    timed: {timed}
{minutes}    sources: [manual]
    checked: full
"""
    for code, name, timed, minutes in (
        ("97112", "balance retraining", "true", "    unit_minutes: 15\n"),
        ("97110", "strengthening", "true", "    unit_minutes: 15\n"),
        ("97116", "walking practice", "true", "    unit_minutes: 15\n"),
        ("97161", "an evaluation", "false", ""),
    )
)


def _facts(letters: str, section: str = "rules", but: tuple[str, ...] = ()) -> str:
    """The facts that the rules cite under these letters, in one section."""
    names = sorted(name for name in CITED_FACTS if name[0] in letters and name not in but)
    return "".join(
        f"""\
  - id: {fact}
    section: {section}
    text: "A sentence of the manual, within 7 days."
    authority: medicare
    sources: [manual]
    checked: copy
"""
        for fact in names
    )


HEAD = 'sections:\n  - {id: rules, title: "Rules"}\nfacts:\n'
FACT = """\
  - id: F-01
    section: rules
    text: "A sentence of the manual."
    authority: medicare
    sources: [manual]
    checked: copy
"""
SCOPE = """\
sections:
  - {id: service, title: "The service"}
facts:
  - id: S-01
    section: service
    text: "The service is one-on-one."
    authority: code
    sources: [manual]
    checked: full
""" + _facts("ST", "service", but=("S-01",))
UNITS = "page: reference/minutes-and-units.md\n" + HEAD + _facts("U")
ASSISTANTS = HEAD + _facts("A")
MODIFIERS = HEAD + _facts("M")
EDITS = HEAD + _facts("E")
PAYMENT = HEAD + _facts("P")
DENIALS = HEAD + _facts("N")

EDIT_PAIRS = """\
readings:
  - id: first
    tables: [practitioner, hospital]
    as_of: "2024-07-01"
    sources: [manual]
    checked: copy
    pairs:
      - {code: "97112", with: ["97110"]}
rows:
  - {column_1: "97112", column_2: "97161", indicator: 1, until: "2019-12-31"}
"""

EXAMPLES = """\
examples:
""" + "".join(
    f"""\
  - id: X-0{number}
    activity: "{activity}"
    features: {{does: {does}, trains: {trains}}}
    because: "It fits."
    confused_with:
      - {{code: "{first}", because: "It is not that one."}}
      - {{code: "{second}", because: "Nor that one."}}
    rests_on: [S-01]
    setting: home
    region: balance
    condition: stroke
    group: neurologic
    sources: [guide]
    checked: full
"""
    for number, activity, does, trains, first, second in (
        (1, "Standing on foam.", "corrects", "balance", "97110", "97116"),
        (2, "Lifting a weight.", "doses", "strength", "97112", "97116"),
        (3, "Walking in the hall.", "corrects", "walking", "97112", "97110"),
    )
)

DOCUMENTATION = """\
documents:
  - {id: plan-of-care, name: "Plan of care", purpose: "It plans.", when: "Before treatment.", rests_on: [D-11a]}
  - {id: treatment-note, name: "Treatment note", purpose: "It tells.", when: "Every day.", rests_on: [D-23a]}
requirements:
  - id: D-11a
    document: plan-of-care
    element: "the goals"
    concept: goals
    status: required
    text: "Goals are required."
    authority: medicare
    sources: [manual]
    checked: full
  - id: D-23a
    document: treatment-note
    element: "the date"
    concept: date
    status: required
    text: "The date is required."
    authority: medicare
    sources: [manual]
    checked: full
facts:
  - id: D-01
    section: general
    text: "Records may be asked for."
    authority: medicare
    sources: [manual]
    checked: full
""" + _facts("D", "general", but=("D-01", "D-11a", "D-23a"))

NOTES = """\
notes:
  - id: foam
    title: "Foam"
    document: treatment-note
    date: "2026-03-02"
    case: "Standing on foam."
    weak:
      says:
        - {says: "Neuro."}
      billed: {"97112": 1}
    strong:
      says:
        - {says: "March 2.", meets: [date]}
        - {says: "Foam, 30 minutes.", minutes: {"97112": 30}}
      billed: {"97112": 2}
    lesson: "Say the date."
    rests_on: [D-23a]
flaws:
  - id: units-for-minutes
    document: treatment-note
    concept: date
    says: "Timed units 1."
    because: "Units are not minutes."
    rests_on: [D-23a]
"""

THRESHOLDS = """\
years:
  - {year: 2025, pt_and_slp: 2400, ot: 2400, medical_review: 3000, sources: [manual], checked: full}
  - {year: 2026, pt_and_slp: 2500, ot: 2600, medical_review: 3000, sources: [manual], checked: full}
appeals:
  - {year: 2026, hearing: 200, court: 1960, sources: [manual], checked: full}
"""

PHRASES = """\
phrases:
  - {id: late-step, supports: "Step late in 3 of 10.", sinks: "Good effort.", because: "No deficit.", rests_on: [D-11a]}
problems:
  - {id: balance, name: "Balance"}
goals:
  - {id: foam, problem: balance, measure: "Foam", start: "4", target: "15 seconds", weeks: 3, so_that: "showers"}
  - {id: reach, problem: balance, measure: "Reach", start: "9", target: "20 cm", weeks: 6, so_that: "cooks"}
weak_goals: []
"""

PERIODS = "periods:\n" + "".join(f"  - {{id: {name}, days: 7, fact: N-05}}\n" for name in PeriodName)

DENIAL_CODES = """\
codes:
  - id: co-50
    code: "CO-50"
    says: "Not necessary."
    cause: "No deficit in numbers."
    check: "The note."
    fix: "Appeal."
    remedies: [redetermination]
    rests_on: [N-05]
"""

APPEAL_LETTER = """\
fields:
  - {id: signer, label: "Your name", blank: "name"}
codes: [co-50]
parts:
  - text: "{signer}"
exhibits: ["The record"]
"""

FEES = """\
conversion_factors:
  - {from: "2025-01-01", until: "2025-12-31", kind: all, amount: 10, sources: [manual], checked: full}
  - {from: "2026-01-01", until: "2026-12-31", kind: other, amount: 20, sources: [manual], checked: full}
  - {from: "2026-01-01", until: "2026-12-31", kind: qualifying, amount: 30, sources: [manual], checked: full}
localities:
  - id: hill
    state: "Hill"
    name: "Hill"
    from: "2026-01-01"
    until: "2026-12-31"
    work: 1
    practice_expense: 2
    malpractice: 1
    sources: [manual]
    checked: full
fees:
  - year: 2026
    sources: [manual]
    checked: full
    values:
      "97112": {work: 0.5, practice_expense: 0.4, malpractice: 0.1}
"""

UNIT_LIMITS = """\
tables:
  - table: practitioner
    as_of: "2024-07-01"
    sources: [manual]
    checked: full
    rows:
      - {code: "97112", units: 4, indicator: 3}
"""

NEIGHBOURS = """\
comparison:
  - {code: "97110", purpose: "Dose.", does: "Doses.", supports: ["dosed"], contradicts: ["cued"]}
  - {code: "97112", purpose: "Control.", does: "Cues.", supports: ["cued"], contradicts: ["dosed"]}
decision:
  steps:
    - {ask: "Was it dosed?", leads_to: ["97110"], rests_on: [S-01]}
    - {ask: "Did the patient walk?", leads_to: ["97116"], rests_on: [S-01]}
    - {ask: "Was balance retrained?", leads_to: ["97112"], rests_on: [S-01]}
  otherwise: "Look again."
neighbours:
""" + "".join(
    f"""\
  - id: {name}
    codes: ["{code}"]
    vignettes:
      - {{does: "One thing.", code: "{code}", because: "It fits."}}
      - {{does: "Another thing.", code: "97112", because: "It fits here."}}
    mistake: "To mix them up."
    rests_on: [S-01]
    sources: [manual]
    checked: quoted
"""
    for name, code in (("dosed", "97110"), ("walking", "97116"))
)

GLOSSARY = """\
terms:
  - id: unit
    term: "unit"
    also: ["billing unit"]
    means: "What is counted."
    see: index.md
    rests_on: [S-01]
    sources: [manual]
    checked: full
  - id: balance
    term: "balance"
    means: "Staying upright."
    sources: [manual]
    checked: unverified
"""

ARTICLE = """\
dated: "2026-04-22"
sources: [manual]
checked: own-arithmetic
statements:
  - {id: one-on-one, says: "It is one-on-one.", verdict: right, why: "It is.", rests_on: [S-01], page: index.md}
omissions:
  - {missing: "Much", why: "It matters.", rests_on: [S-01], page: index.md}
topics:
  - {part: "The code", about: "What it is", pages: [index.md]}
"""

TOPIC = """\
topic: units
title: From minutes to units
about: Count.
page: index.md
scenarios:
  - id: two-codes
    level: 3
    teaches: [total-time]
    vary:
      nmr: 8..40
      exercise: 8..40
    require: not tie and nmr % 15 != exercise % 15
    visit:
      payer_rule: medicare
      services:
        - {code: "97112", minutes: nmr}
        - {code: "97110", minutes: exercise}
    stem: |
      A visit of {{ nmr }} minutes of 97112 and {{ exercise }} minutes of 97110. How is it billed to Medicare?
    ask: claim
    wrong: [midpoint, drop-remainders, round-each-up, all-on-one-code]
"""

PATIENTS = """\
patients:
  - id: kim
    name: Mr. Kim
    age: 70
    discipline: PT
    setting: private-practice
    insured_by: medicare
    group: neurologic
    diagnosis: stroke
    history: had a stroke in May
    found: He leans to the left.
    goal: stand at his stove
    does:
      "97112": finding the middle in sitting
      "97110": leg presses
"""

STRETCHES = """\
stretches:
  - id: rests
    text: "{he} rests for {minutes}"
    features: {doing: resting}
"""

FILES = {
    "docs/data/sources.yml": SOURCES,
    "docs/data/codes.yml": CODES,
    "docs/data/scope.yml": SCOPE,
    "docs/data/units.yml": UNITS,
    "docs/data/assistants.yml": ASSISTANTS,
    "docs/data/modifiers.yml": MODIFIERS,
    "docs/data/edits.yml": EDITS,
    "docs/data/payment.yml": PAYMENT,
    "docs/data/denials.yml": DENIALS,
    "docs/data/claim-form.yml": HEAD + FACT + _facts("F"),
    "docs/data/other-payers.yml": HEAD + FACT.replace("F-01", "O-01"),
    "docs/data/coverage.yml": HEAD + FACT.replace("F-01", "K-01") + _facts("K"),
    "docs/data/edit-pairs.yml": EDIT_PAIRS,
    "docs/data/thresholds.yml": THRESHOLDS,
    "docs/data/periods.yml": PERIODS,
    "docs/data/denial-codes.yml": DENIAL_CODES,
    "docs/data/appeal-letter.yml": APPEAL_LETTER,
    "docs/data/fees.yml": FEES,
    "docs/data/unit-limits.yml": UNIT_LIMITS,
    "docs/data/examples.yml": EXAMPLES,
    "docs/data/judgments.yml": "matters: []\n",
    "docs/data/documentation.yml": DOCUMENTATION,
    "docs/data/notes.yml": NOTES,
    "docs/data/phrases.yml": PHRASES,
    "docs/data/patients.yml": PATIENTS,
    "docs/data/stretches.yml": STRETCHES,
    "docs/data/neighbours.yml": NEIGHBOURS,
    "docs/data/glossary.yml": GLOSSARY,
    "docs/data/article.yml": ARTICLE,
    "docs/data/lessons.yml": "lessons: []\n",
    "quizzes/units.yml": TOPIC,
    "docs/index.md": "# Home\n\nA page.\n",
}


def write_small_checkout(folder: Path) -> Path:
    """Write the files below `folder`, and give it back."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def spoil(folder: Path, name: str, old: str, new: str) -> int:
    """Replace the first `old` in a file; returns the line on which it stood, from 1."""
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), "utf-8")
    return text[: text.index(old)].count("\n") + 1
