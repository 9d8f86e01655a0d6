"""What a learner reads of deadlines, people, codes, records and notes: every kind of reason, word for word, with its facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from importlib import import_module
from pkgutil import iter_modules

import pytest

import macros.rules
from macros.facts import note_reading
from macros.facts.note_reading import BilledUnits, MinutesDoNotAddUp, NothingBilled, UnitsNotOfCodes
from macros.rules import code_choice, deadline_reasons, deadlines, furnishing, records, signatures
from macros.rules.cited import CITED_FACTS
from macros.rules.code_choice import Activity, choose_code
from macros.rules.reason import Reason, kinds_of_phrases

FIRST, LATER = date(2026, 3, 2), date(2026, 4, 1)

SENTENCES: list[tuple[Reason, str, tuple[str, ...]]] = [
    (
        deadline_reasons.PlanInTime(FIRST, FIRST),
        "The plan of March 2, 2026 was written by the first treatment on March 2, 2026.",
        ("D-12a",),
    ),
    (
        deadline_reasons.PlanTooLate(LATER, FIRST),
        "The plan of April 1, 2026 was written after the first treatment on March 2, 2026.",
        ("D-12a",),
    ),
    (
        deadline_reasons.CertificationDue(FIRST, 30, LATER),
        "The first certification is due within 30 days of the first treatment on March 2, 2026: by April 1, 2026.",
        ("D-17a",),
    ),
    (deadline_reasons.SignedInTime(LATER), "The plan was signed on April 1, 2026, in time.", ("D-17a",)),
    (
        deadline_reasons.SpokenApproval(FIRST, LATER),
        "The plan was approved by verbal order on March 2, 2026, so the last day for the signature is April 1, 2026.",
        ("D-17b",),
    ),
    (
        deadline_reasons.VerbalOrderChangesNothing(FIRST, LATER),
        "The verbal order of March 2, 2026 changes nothing here: the last day for the signature is still April 1, 2026.",
        ("D-17a", "D-17b"),
    ),
    (deadline_reasons.ConfirmedInTime(LATER), "The plan was signed on April 1, 2026, in time.", ("D-17b",)),
    (
        deadline_reasons.OrderStandsIn(FIRST, LATER),
        "A signed order of March 2, 2026 is on file and the plan was sent on April 1, 2026: "
        "together they count as the signature on the first plan.",
        ("D-18a", "D-18b"),
    ),
    (
        deadline_reasons.StillOpen(LATER),
        "There is no signature yet, and the last day, April 1, 2026, has not passed.",
        ("D-17a",),
    ),
    (deadline_reasons.OrderCameTooEarly(), "Before 2025, an order on file did not replace the signature.", ("D-18a",)),
    (
        deadline_reasons.SignedLate(LATER, FIRST),
        "The plan was signed on April 1, 2026, after March 2, 2026, so it is late. A late certification must give the reason.",
        ("D-21",),
    ),
    (
        deadline_reasons.NeverSigned(LATER),
        "The last day, April 1, 2026, has passed without a signature. A late certification must give the reason.",
        ("D-21",),
    ),
    (
        deadline_reasons.RecertificationDue(FIRST, 90, date(2026, 5, 31)),
        "The next certification is due within 90 days of the first treatment on March 2, 2026: by May 31, 2026.",
        ("D-20",),
    ),
    (
        deadline_reasons.OrderDoesNotRecertify(),
        "This one needs a signature: by one account, an order on file counts for the first certification only.",
        ("D-19",),
    ),
    (
        deadline_reasons.NextRecertification(FIRST, 90, date(2026, 5, 31)),
        "The plan was recertified on March 2, 2026; the next recertification is due within 90 days: by May 31, 2026.",
        ("D-20",),
    ),
    (
        deadline_reasons.EvaluationServesAsPlan(),
        "The evaluation was the only service, so it serves as the plan of care if it gives a diagnosis.",
        ("D-17c",),
    ),
    (
        deadline_reasons.OrderCertifiesEvaluation(FIRST),
        "The evaluation was the only service, and the order of March 2, 2026 certifies it: there is no plan to certify.",
        ("D-17c",),
    ),
    (
        deadline_reasons.SignatureCertifiesEvaluation(FIRST),
        "The evaluation was the only service, and the signature of March 2, 2026 certifies it: there is no plan to certify.",
        ("D-17d",),
    ),
    (
        deadline_reasons.EvaluationNeedsOrder(),
        "The evaluation was the only service: there is no plan to certify, but payment still takes an order or a certification "
        "of the evaluation.",
        ("D-17d",),
    ),
    (
        deadline_reasons.ReportLate(LATER, FIRST, 30),
        "The report of April 1, 2026 is late by 30 days: it was due by March 2, 2026.",
        ("D-30",),
    ),
    (
        deadline_reasons.DelayedReport(7, LATER),
        "By one account of Medicare's manual, a delayed report is made up within 7 days, here by April 1, 2026, and the record "
        "says why it was missed.",
        ("D-30a",),
    ),
    (
        deadline_reasons.DelayedTooLong(7, LATER),
        "By one account of Medicare's manual, a delayed report is made up within 7 days; this one came after April 1, 2026, the "
        "last of them.",
        ("D-30a",),
    ),
    (
        deadline_reasons.RecordsRequestDue(FIRST, 45, LATER),
        "Contractors read here give 45 days from the date of the request, March 2, 2026: until April 1, 2026. The letter names "
        "the days that you have, and the letter decides.",
        ("N-42",),
    ),
    (
        records.DefaultAssumed("the planned frequency of treatment", "one treatment"),
        "Not stated: the planned frequency of treatment. Medicare's manual then assumes one treatment; the regulation still asks "
        "for it.",
        ("D-14", "D-14a"),
    ),
    (deadline_reasons.PlanEndsSooner(LATER), "The plan ends sooner, on April 1, 2026.", ("D-20",)),
    (
        deadline_reasons.ReportDue(10, deadline_reasons.SinceEpisodeBegan(FIRST), LATER),
        "Treatment day 10 since the episode began on March 2, 2026 is April 1, 2026.",
        ("D-30",),
    ),
    (
        deadline_reasons.ReportNotYetDue(6, deadline_reasons.SinceReport(FIRST), 10),
        "6 treatment days since the report of March 2, 2026; the report is due by treatment day 10.",
        ("D-30",),
    ),
    (
        deadline_reasons.ReportNotYetDue(1, deadline_reasons.SinceReport(FIRST), 10),
        "1 treatment day since the report of March 2, 2026; the report is due by treatment day 10.",
        ("D-30",),
    ),
    (
        deadline_reasons.FilingYear(FIRST, date(2027, 3, 2)),
        "The claim is due within one calendar year of March 2, 2026: by March 2, 2027.",
        ("N-01", "N-02"),
    ),
    (
        deadline_reasons.LeapDay(date(2025, 2, 28)),
        "The year after a February 29 ends on February 28, here February 28, 2025.",
        ("N-03",),
    ),
    (
        deadline_reasons.FiledNextWorkday(date(2026, 1, 11), date(2026, 1, 12)),
        "January 11, 2026 is not a federal workday; a claim filed on the next one, January 12, 2026, still counts as on time.",
        ("N-03a",),
    ),
    (
        deadline_reasons.AppealNotSettled(date(2026, 5, 2)),
        "May 2, 2026 is not a federal workday; no source that was read says whether the time for an appeal runs on.",
        ("N-11a",),
    ),
    *(
        (
            kind(FIRST, 60, date(2026, 5, 1)),
            "The decision was received on March 2, 2026, and this level is open for 60 days: until May 1, 2026.",
            (fact,),
        )
        for kind, fact in (
            (deadline_reasons.RedeterminationDue, "N-05"),
            (deadline_reasons.ReconsiderationDue, "N-06"),
            (deadline_reasons.HearingDue, "N-07"),
            (deadline_reasons.CouncilDue, "N-08"),
            (deadline_reasons.CourtDue, "N-09"),
        )
    ),
    (
        deadline_reasons.AmountInDispute(2026, Decimal(1960)),
        "A request made in 2026 needs $1,960 in dispute.",
        ("N-10",),
    ),
    (
        deadline_reasons.AmountNotKnown(2027),
        "The amount that a request made in 2027 needs in dispute is not in the data.",
        ("N-10",),
    ),
    (
        deadline_reasons.CountsFromLine(date(2026, 3, 3)),
        "On a professional claim the year counts from the from date of each line, here March 3, 2026.",
        ("N-02",),
    ),
    (
        deadline_reasons.CountsFromThrough(date(2026, 3, 24)),
        "On an institutional claim the year counts from the through date, here March 24, 2026.",
        ("N-02",),
    ),
    (
        deadline_reasons.AskedInTime(date(2026, 5, 1), date(2026, 5, 1)),
        "The request of May 1, 2026 is in time: the last day is May 1, 2026.",
        ("N-07", "N-09"),
    ),
    (
        deadline_reasons.AskedTooLate(date(2026, 5, 4), date(2026, 5, 1)),
        "The request of May 4, 2026 is too late: the last day was May 1, 2026.",
        ("N-07", "N-09"),
    ),
    (
        deadline_reasons.EnoughInDispute(2026, Decimal(200), Decimal(200)),
        "A request made in 2026 requires $200 in dispute, and $200 is enough.",
        ("N-07", "N-09", "N-10"),
    ),
    (
        deadline_reasons.TooLittleInDispute(2026, Decimal(199), Decimal(200)),
        "A request made in 2026 requires $200 in dispute, and $199 is too little.",
        ("N-07", "N-09", "N-10"),
    ),
    (
        furnishing.PayersDiffer(),
        "Payers differ: the contract and the state's scope of practice decide who may bill it.",
        ("S-14e",),
    ),
    (
        furnishing.AcceptedInVermont(),
        "One policy that was read, of Blue Cross Blue Shield of Vermont, accepts this profession for physical therapy.",
        ("S-12a",),
    ),
    (
        furnishing.ListedByTheAssociation(),
        "The association of speech-language pathologists has listed 97112 among codes used in vestibular rehabilitation.",
        ("S-14b",),
    ),
    (
        furnishing.CodeElsewhereNotRead(),
        "Payers differ. What was read on who may bill outside Medicare is about 97112, and names no other code.",
        ("S-14e",),
    ),
    (
        furnishing.WorkOfPtAndOt(),
        "Medicare's coding edits manual, as quoted in 2018 and 2019, counts the code as work of PT and OT.",
        ("S-14a",),
    ),
    (
        furnishing.EvaluationOfDiscipline("OT"),
        "An evaluation is the therapist's own, and Medicare takes this one under a plan of care of OT.",
        ("M-02a", "S-06f"),
    ),
    (
        furnishing.CaregiversTrainer(),
        "Since 2024, Medicare pays PTs, OTs and SLPs for training caregivers under the therapy plan.",
        ("N-147",),
    ),
    (
        furnishing.AcceptedInMichigan(),
        "Michigan's workers' compensation accepts this profession for physical treatment, as far as the license allows.",
        ("S-12c",),
    ),
    (
        furnishing.SupervisedInMichigan(),
        "Michigan's law on workers' compensation accepts a PTA under a licensed physical therapist.",
        ("S-12d",),
    ),
    (
        furnishing.NotByMassageTherapistsInMichigan(),
        "Michigan's Court of Appeals held in 2020 that workers' compensation need not pay for a massage therapist's treatment.",
        ("S-12e",),
    ),
    (
        furnishing.TherapistsUnderTricare(),
        "TRICARE covers therapy by a licensed physical or occupational therapist whom it has authorized.",
        ("S-13b",),
    ),
    (
        furnishing.TherapyUnderThePlan(),
        "Medicare's regulation on outpatient therapy names no codes: a physical or occupational therapist may provide what is "
        "always therapy, under a written plan and within the state's scope of practice.",
        ("S-06j", "S-05a", "S-05b"),
    ),
    (
        furnishing.AssistantUnderThePlan(),
        "Medicare's regulation on outpatient therapy names no codes: an assistant may provide what is always therapy, under a "
        "therapist's supervision and plan and within the state's scope of practice.",
        ("S-06j", "S-05a", "S-05b"),
    ),
    (
        furnishing.CodeNotNamed(),
        "What was read on who may provide a service names 97112, and not this code.",
        ("S-06a",),
    ),
    (
        furnishing.PractitionerMayTreat(),
        "A physician, PA, NP or CNS may provide therapy where state law allows.",
        ("S-06d",),
    ),
    (
        furnishing.ManipulationIsNoTherapy(),
        "The code is that of a chiropractor's manipulation of the spine, and not therapy under a plan of care. How a "
        "chiropractor bills it to Medicare, and the code of a therapist's thrust, were not read.",
        ("S-11a",),
    ),
    (furnishing.NeverIncidentTo(), "An assistant's services are never billed incident to a physician's.", ("S-09a",)),
    (
        furnishing.NeverIncidentToUnderTricare(),
        "An assistant's services are never billed incident to a physician's.",
        ("S-09b",),
    ),
    (furnishing.EvaluationNotByOtasUnderTricare(), "Under TRICARE, an OTA does not evaluate.", ("S-13a",)),
    (
        furnishing.EvaluationByPtasUnderTricareNotRead(),
        "TRICARE's text on what a PTA may not do was not read; an OTA may not evaluate.",
        ("S-13a",),
    ),
    (furnishing.Unsupervised(), "An assistant does not work without supervision.", ("S-06a",)),
    (furnishing.UnsupervisedUnderTricare(), "An assistant does not work without supervision.", ("S-13",)),
    (furnishing.AssistantsNotYetRecognized(), "On that day, TRICARE did not recognize assistants yet.", ("S-13",)),
    (furnishing.AssistantsRecognized(), "TRICARE recognizes assistants who are supervised.", ("S-13",)),
    (furnishing.SupervisedAssistant(), "An assistant may provide it under supervision.", ("S-06a",)),
    (
        furnishing.OfficeSupervisionNotRead(),
        "No source that was read covers the supervision of an assistant in a physician's office.",
        ("S-10b",),
    ),
    (furnishing.DirectSupervision(), "In private practice before 2025, the supervision had to be direct.", ("S-10a",)),
    (furnishing.GeneralSupervision(), "General supervision is enough, unless the state requires more.", ("S-10b",)),
    (furnishing.TherapistMay(), "A physical or occupational therapist may provide it.", ("S-06a",)),
    (furnishing.PractitionerMay(), "A physician, PA, NP or CNS may provide it where state law allows.", ("S-06a",)),
    (
        furnishing.PractitionerConditions(),
        "It is billed under the practitioner's own number or meets every condition of incident-to, and it keeps the rules of all "
        "therapy: plan of care, therapy modifier, record.",
        ("S-06e",),
    ),
    (
        furnishing.StandardsOfATherapist(),
        "Whoever provides therapy incident to a physician's service meets the standards for a therapist, except the license; "
        "physicians, PAs, CNSs and NPs need not.",
        ("S-06b", "S-06c"),
    ),
    (
        furnishing.OnlyTherapistsInAnAgency(),
        "In a rehabilitation agency, therapy is provided by a therapist, or by an assistant under one. A physician, PA, NP or "
        "CNS is neither there. That this means no is this guide's own conclusion: no source says it in so many words.",
        ("S-06g", "S-06h"),
    ),
    (
        furnishing.PractitionerInSettingNotRead(),
        "No source that was read covers therapy by a physician, PA, NP or CNS in this setting.",
        ("S-06d", "S-06e"),
    ),
    (
        furnishing.EvaluationIsTheTherapists(),
        "An evaluation is the therapist's own: an assistant may not evaluate.",
        ("S-06f", "S-06i"),
    ),
    (
        furnishing.SupervisionTooFar("general", "direct"),
        "Medicare requires direct supervision of an assistant here; general supervision is less.",
        ("S-06a",),
    ),
    (
        furnishing.SpeechPathologyNotRead(),
        "No source that was read says whether speech-language pathologists report this code to Medicare.",
        ("S-14a",),
    ),
    (
        furnishing.StudentAlone(),
        "A student's services alone are not paid under Medicare Part B. What is paid is the therapist's own service.",
        ("K-620a",),
    ),
    (
        furnishing.StudentTakesPart(),
        "A student may take part in the therapist's session: the therapist is present throughout, directs it, makes the skilled "
        "judgments, treats nobody else meanwhile, and signs the note.",
        ("K-620b",),
    ),
    (furnishing.AideIsNoTherapy(), "What an aide does is not therapy, no matter who supervises.", ("S-07",)),
    (
        furnishing.NeverBilledAsTherapy(),
        "This profession's services cannot be billed to Medicare as therapy, no matter what state law allows.",
        ("S-08",),
    ),
    (furnishing.ManipulationOnly(), "From a chiropractor, Medicare covers only manual manipulation of the spine.", ("S-11a",)),
    (
        furnishing.ManipulationNotBuilt(),
        "From a chiropractor this is manipulation of the spine. The rules by which Medicare covers it are not in this guide.",
        ("S-11a",),
    ),
    (furnishing.WorkOfOneDiscipline("OT"), "Medicare takes this code only under a plan of care of OT.", ("M-02a",)),
    (
        furnishing.NoWorkOfSpeechPathologists(),
        "Medicare's coding edits manual, as quoted in 2018 and 2019, leaves it to PT and OT: speech-language pathologists do "
        "not report it, unless the contractor's own text allows it.",
        ("S-14a", "S-14c"),
    ),
    (furnishing.ProfessionNotRead(), "No Medicare source on this profession was read.", ("S-06a",)),
    (
        furnishing.NoChiropractorsOrNaturopaths(),
        "TRICARE does not cover physical therapy by chiropractors or naturopaths.",
        ("S-12b",),
    ),
    (furnishing.TricareNotRead(), "No TRICARE source on this profession was read.", ("S-12b",)),
    (
        records.TimedOverTotal(41, 40),
        "The timed total, 41 minutes, is more than the 40 minutes of the whole treatment.",
        ("D-23a", "D-23b"),
    ),
    (
        records.UnitsNotOfTotal(22, 1, 2, 23, 37),
        "The timed total of 22 minutes makes 1 timed unit, not 2; 2 timed units take 23 to 37 minutes.",
        ("D-24c",),
    ),
    (
        records.UnitsNotOfTotal(7, 0, 1, 8, 22),
        "The timed total of 7 minutes makes 0 timed units, not 1; 1 timed unit takes 8 to 22 minutes.",
        ("D-24c",),
    ),
    (
        MinutesDoNotAddUp(38, 40),
        "The minutes of the timed codes add up to 38, but the note's timed total is 40.",
        ("D-23a",),
    ),
    (
        UnitsNotOfCodes((BilledUnits(2, "97112"), BilledUnits(1, "97110"))),
        "The minutes of each code do not support the units billed: 2 of 97112, 1 of 97110.",
        ("D-24c",),
    ),
    (NothingBilled(), "The minutes of each code support units, but none is billed.", ("D-24c",)),
    (
        signatures.PlanByAnother("a student"),
        "The plan is signed by a student. For Medicare, a physician, the treating therapist or speech-language pathologist, or "
        "an NP, CNS or PA sets up the plan of care: one of them signs it.",
        ("D-12a", "D-12b"),
    ),
    (
        signatures.ReportByAssistant("an occupational therapy assistant"),
        "The report is signed by an occupational therapy assistant. A clinician writes a Medicare progress report; an "
        "assistant may write parts of it, and an assistant's report alone is not a complete one. The clinician's part and "
        "signature are missing.",
        ("D-30", "D-32"),
    ),
    (
        signatures.ReportByAnother("a student"),
        "The report is signed by a student. A clinician writes a Medicare progress report and signs it.",
        ("D-30", "D-31c"),
    ),
    (
        signatures.NoteByStudent("a student"),
        "The note is signed by a student. The therapist, who is present throughout and directs the session, signs the note.",
        ("K-620b",),
    ),
    (
        signatures.NoteByAide("an aide"),
        "The note is signed by an aide, whose work is not therapy. Whoever provided or supervised the therapy signs the note.",
        ("S-07", "D-23e"),
    ),
    (
        signatures.NoteByNoTherapist("an athletic trainer"),
        "The note is signed by an athletic trainer, whose services are not billed to Medicare as therapy. Whoever provided or "
        "supervised the therapy signs the note.",
        ("S-08", "D-23e"),
    ),
    (
        signatures.NoteByChiropractor("a chiropractor"),
        "The note is signed by a chiropractor, from whom Medicare covers manipulation of the spine and no therapy. Whoever "
        "provided or supervised the therapy signs the note.",
        ("S-11a", "D-23e"),
    ),
    (
        signatures.CertifiedByChiropractor("a chiropractor"),
        "The plan is approved by a chiropractor, who may not certify a Medicare plan of care for therapy.",
        ("D-22b",),
    ),
    (
        signatures.SignerNotKnown("J. Lee, RN", "a clinician"),
        "Whether `J. Lee, RN` may sign cannot be told from the credentials: this guide knows none of them for this document. "
        "Medicare needs the signature of a clinician.",
        ("D-12b", "D-23e", "D-31c", "S-06d"),
    ),
    (
        signatures.SignedBefore(FIRST, LATER),
        "The signature of March 2, 2026 is older than the document, of April 1, 2026: correct one of them.",
        ("D-12c", "D-23e", "D-31c"),
    ),
    (
        signatures.SignedAfter(LATER, FIRST),
        "The signature of April 1, 2026 came after the document, of March 2, 2026. An electronic signature may follow a dictated "
        "note; how much later a signature may come was not read.",
        ("D-03",),
    ),
]


@pytest.mark.parametrize(("reason", "sentence", "cites"), SENTENCES, ids=lambda value: type(value).__name__)
def test_a_reason_is_one_sentence_that_rests_on_facts(reason: Reason, sentence: str, cites: tuple[str, ...]) -> None:
    assert (reason.text, reason.cites) == (sentence, cites)


READ_HERE = (deadlines, deadline_reasons, furnishing, records, signatures, note_reading, code_choice)


def test_no_kind_of_reason_goes_unread() -> None:
    modules = {module.__name__ for module in READ_HERE}
    kinds = {kind for kind in kinds_of_phrases(Reason) if kind.__module__ in modules}
    read = {type(reason) for reason, _, _ in SENTENCES}
    read |= {type(step) for activity, _, _ in REASONS.values() for step in choose_code(activity).steps}
    read |= {code_choice.StimulationDuringProcedure, code_choice.CorrectedTask, deadline_reasons.AppealDue}
    assert kinds == read


def test_what_any_rule_cites_is_asked_of_the_data() -> None:
    for module in iter_modules(macros.rules.__path__, "macros.rules."):
        import_module(module.name)
    cited = {fact for kind in kinds_of_phrases() if kind.__module__.startswith("macros.rules.") for fact in kind.cites}
    assert cited <= CITED_FACTS


REASONS = {
    "no skill": (Activity("watches"), "No therapist's skill was used, so nothing is billed.", ("S-07", "S-62")),
    "traction": (
        Activity("starts", modality="traction"),
        "A physical agent does the work, not the clinician's skill: 97012.",
        ("S-82", "S-02"),
    ),
    "prosthesis": (
        Activity("fits", device="prosthesis"),
        "The first fitting of the prosthesis, or training with it: 97761.",
        ("S-84",),
    ),
    "orthosis again": (
        Activity("fits", device="orthosis", first_visit=False),
        "A later visit to manage the orthosis or train its use: 97763.",
        ("S-84",),
    ),
    "prosthesis again": (
        Activity("teaches", device="prosthesis", first_visit=False),
        "A later visit to manage the prosthesis or train its use: 97763.",
        ("S-84",),
    ),
    "crystals": (Activity("repositions"), "The head is moved through set positions to clear crystals: 95992.", ("S-80",)),
    "spine": (
        Activity("manipulates"),
        "A chiropractor manipulates the spine: 98940. We did not find which code a therapist's thrust has.",
        ("S-85", "S-11a"),
    ),
    "testing": (
        Activity("measures"),
        "Performance is measured, with a report of its own, and nothing is trained: 97750.",
        ("S-83",),
    ),
    "biofeedback": (
        Activity("corrects", "muscle-timing", modality="biofeedback"),
        "A recorded body signal is fed back, and biofeedback has codes of its own: 90901.",
        ("S-33a", "S-86"),
    ),
    "ultrasound": (
        Activity("attends", modality="ultrasound"),
        "A physical agent does the work, not the clinician's skill: 97035.",
        ("S-82", "S-02"),
    ),
    "unattended": (
        Activity("starts", modality="stimulation"),
        "The stimulation runs without a clinician in attendance: G0283 for Medicare.",
        ("S-81",),
    ),
    "attended": (
        Activity("attends", "balance", modality="stimulation", moving=True),
        "The clinician attends the stimulation the whole time: 97032 for Medicare.",
        ("S-81",),
    ),
    "attended at rest": (
        Activity("corrects", "balance", modality="stimulation"),
        "The clinician attends the stimulation the whole time: 97032 for Medicare.",
        ("S-81",),
    ),
    "group": (
        Activity("corrects", "balance", shared=True),
        "Attention is shared among two or more patients, which is group treatment and untimed: 97150.",
        ("S-04b", "S-76"),
    ),
    "water": (
        Activity("corrects", "balance", in_water=True),
        "The exercise, balance work or walking takes place in water: 97113.",
        ("S-75",),
    ),
    "taught device": (
        Activity("teaches", "device-use", device="orthosis"),
        "The first fitting of the orthosis, or training with it: 97760.",
        ("S-84",),
    ),
    "massage": (Activity("massages"), "Soft tissue is worked while the patient is passive: 97124.", ("S-74",)),
    "hands": (Activity("handles"), "The clinician's hands change how a joint or tissue moves: 97140.", ("S-73",)),
    "thinking": (Activity("teaches", "thinking"), "Attention, memory or planning is treated: 97129.", ("S-78",)),
    "senses": (
        Activity("corrects", "sensory-processing"),
        "How the patient takes in sensation and responds to it is treated: 97533.",
        ("S-79",),
    ),
    "daily living": (
        Activity("teaches", "daily-living"),
        "Safer ways and equipment for daily living are taught: 97535.",
        ("S-77",),
    ),
    "walking": (Activity("corrects", "walking"), "Walking or stairs are themselves the skill: 97116.", ("S-71",)),
    "task": (Activity("corrects", "task"), "A whole task is practiced for a named function: 97530.", ("S-72",)),
    "strength": (Activity("doses", "strength"), "One physical capacity, strength, is built: 97110.", ("S-70", "S-60")),
    "dosed balance": (
        Activity("doses", "balance"),
        "The deficit is one of control, but what was done is dosed exercise, and a deficit alone never selects 97112: 97110.",
        ("S-38", "S-62"),
    ),
    "position sense": (
        Activity("corrects", "position-sense"),
        "Control of the body (position sense) is retrained by skilled correction, one-on-one: 97112.",
        ("S-01", "S-38"),
    ),
    "nothing": (Activity("teaches", "relaxation"), "What was done matches no code of this guide.", ("S-01",)),
    "a deficit alone": (
        Activity("teaches", "balance"),
        "A deficit of control alone does not select 97112: the skilled correction that retrains it is missing.",
        ("S-38", "S-62"),
    ),
}


@pytest.mark.parametrize(("activity", "told", "cites"), REASONS.values(), ids=REASONS)
def test_the_reason_for_a_code_is_told(activity: Activity, told: str, cites: tuple[str, ...]) -> None:
    (step,) = choose_code(activity).steps
    assert step.text == told
    assert step.cites == cites


def test_a_whole_task_that_retrains_control_supports_either_code() -> None:
    found = choose_code(Activity("corrects", "balance", whole_task=True))
    assert found.codes == ("97530", "97112")
    while_stimulated = choose_code(Activity("corrects", "balance", whole_task=True, modality="stimulation", moving=True))
    assert while_stimulated.codes == ("97530", "97112", "97032")
    assert choose_code(Activity("doses", "balance", whole_task=True)).codes == ("97530",)


def test_two_codes_are_told_with_both_reasons() -> None:
    found = choose_code(Activity("corrects", "balance", whole_task=True, modality="stimulation", moving=True))
    assert [(step.text, step.cites) for step in found.steps] == [
        (
            "Stimulation runs during a procedure, and each minute is reported under one of the two, never both.",
            ("S-34",),
        ),
        ("A whole task is practiced for a named function: 97530.", ("S-72",)),
        ("It is also corrected to retrain control: 97112, if that is the documented aim.", ("S-01", "S-41")),
    ]
