"""Whose signature a document of the record needs: the profession that a signature names, and the day on which it was given.

Sources: 42 CFR 410.61, Medicare Benefit Policy Manual chapter 15 sections 220 to 240, and accounts of its rules on students, as
facts D-03, D-12a, D-12b, D-22b, D-23e, D-30 to D-32, K-620b, S-06d, S-07, S-08 and S-11a state them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from macros.rules.furnishing import ASSISTANTS, NEVER_THERAPY, PRACTITIONERS, THERAPIST_OF
from macros.rules.reason import NothingRead, Reason
from macros.rules.refused import Refused
from macros.rules.vocabulary import INITIALS, DocumentKind, Profession
from macros.text.wording import with_article

CLINICIANS = PRACTITIONERS.union(THERAPIST_OF.values())
"""Who sets up a plan of care (D-12a) and writes a progress report (D-30)."""


@dataclass(frozen=True)
class WrongSigner(Reason):
    """The signature of somebody whose document it cannot be; `who` with an article."""

    who: str


class PlanByAnother(WrongSigner):
    """A plan of care."""

    says = (
        "The plan is signed by {who}. For Medicare, a physician, the treating therapist or speech-language pathologist, or an "
        "NP, CNS or PA sets up the plan of care: one of them signs it."
    )
    cites = ("D-12a", "D-12b")


class ReportByAssistant(WrongSigner):
    """A progress report of an assistant."""

    says = (
        "The report is signed by {who}. A clinician writes a Medicare progress report; an assistant may write parts of it, and "
        "an assistant's report alone is not a complete one. The clinician's part and signature are missing."
    )
    cites = ("D-30", "D-32")


class ReportByAnother(WrongSigner):
    """A progress report of somebody else who is no clinician."""

    says = "The report is signed by {who}. A clinician writes a Medicare progress report and signs it."
    cites = ("D-30", "D-31c")


class NoteByStudent(WrongSigner):
    """A treatment note of a student."""

    says = "The note is signed by {who}. The therapist, who is present throughout and directs the session, signs the note."
    cites = ("K-620b",)


class NoteByAide(WrongSigner):
    """A treatment note of an aide."""

    says = "The note is signed by {who}, whose work is not therapy. Whoever provided or supervised the therapy signs the note."
    cites = ("S-07", "D-23e")


class NoteByNoTherapist(WrongSigner):
    """A treatment note of a profession that Medicare never pays for therapy."""

    says = (
        "The note is signed by {who}, whose services are not billed to Medicare as therapy. Whoever provided or supervised the "
        "therapy signs the note."
    )
    cites = ("S-08", "D-23e")


class NoteByChiropractor(WrongSigner):
    """A treatment note of a chiropractor."""

    says = (
        "The note is signed by {who}, from whom Medicare covers manipulation of the spine and no therapy. Whoever provided or "
        "supervised the therapy signs the note."
    )
    cites = ("S-11a", "D-23e")


class CertifiedByChiropractor(WrongSigner):
    """A certification of a chiropractor."""

    says = "The plan is approved by {who}, who may not certify a Medicare plan of care for therapy."
    cites = ("D-22b",)


@dataclass(frozen=True)
class SignerNotKnown(NothingRead):
    """A signature that names no profession of which it is known whether it may sign this document."""

    signature: str
    signer: str

    says = (
        "Whether `{signature}` may sign cannot be told from the credentials: this guide knows none of them for this document. "
        "Medicare needs the signature of {signer}."
    )
    cites = ("D-12b", "D-23e", "D-31c", "S-06d")


@dataclass(frozen=True)
class SignedBefore(Reason):
    """A signature that is older than the document."""

    signed: date
    written: date

    says = "The signature of {signed:date} is older than the document, of {written:date}: correct one of them."
    cites = ("D-12c", "D-23e", "D-31c")


@dataclass(frozen=True)
class SignedAfter(NothingRead):
    """A signature that came later than the document."""

    signed: date
    written: date

    says = (
        "The signature of {signed:date} came after the document, of {written:date}. An electronic signature may follow a "
        "dictated note; how much later a signature may come was not read."
    )
    cites = ("D-03",)


@dataclass(frozen=True)
class Signature:
    """What is wrong with a signature, and what is open about it."""

    faults: tuple[Reason, ...] = ()
    open: tuple[Reason, ...] = ()


SIGNERS = {
    DocumentKind.PLAN_OF_CARE: "a physician, the treating therapist, or an NP, CNS or PA",
    DocumentKind.CERTIFICATION: "a physician, NP, CNS or PA",
    DocumentKind.TREATMENT_NOTE: "whoever provided or supervised the treatment, with the professional identity",
    DocumentKind.PROGRESS_REPORT: "a clinician, with credentials, and not of an assistant alone",
}
"""Whose signature each document needs, in words (D-12a, S-06d, D-23e, D-30)."""

_DAY = re.compile(r"\b(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)/(\d\d?)/(\d{4}))\b")


def read_signature(document: str, signature: str, written: date, signed: date | None = None) -> Signature:
    """Judge the signature of a document that was written on a day. A document that nobody has to sign has no fault.

    `signed` is the day of the signature; one that stands in the signature itself counts too. Raises Refused where the two differ,
    and for a day that the calendar does not have.
    """
    if document not in SIGNERS:
        return Signature()
    kind = DocumentKind(document)
    faults: list[Reason] = []
    unread: list[Reason] = []
    signers = professions_in(signature)
    wrong = [fault for who in signers if (fault := _fault(kind, who))]
    if not any(_may_sign(kind, who) for who in signers):
        faults += wrong[:1]
        if signature and not wrong:
            unread.append(SignerNotKnown(signature, SIGNERS[kind]))
    day = _day_of(signature, signed) if kind != DocumentKind.CERTIFICATION else None
    if day and day < written:
        faults.append(SignedBefore(day, written))
    elif day and day > written:
        unread.append(SignedAfter(day, written))
    return Signature(tuple(faults), tuple(unread))


def professions_in(signature: str) -> tuple[Profession, ...]:
    """The professions that a signature names, such as `J. Lee, PT` or `J. Lee, physical therapist`.

    Initials stand after a comma, or are in capitals after the first word, so that no name is taken for them.
    """
    name, comma, after = signature.partition(",")
    credentials = after if comma else " ".join(word for word in name.split()[1:] if word == word.upper())
    words = [word.replace(".", "").lower() for word in re.split(r"[^\w.]+", credentials)]
    found = dict.fromkeys(INITIALS[word] for word in words if word in INITIALS)
    whole = signature.lower().replace("-", " ")
    for profession in sorted(Profession, key=len, reverse=True):
        if re.search(rf"\b{profession.replace('-', ' ')}\b", whole):
            found[profession] = None
            whole = whole.replace(profession.replace("-", " "), "")
    return tuple(found)


def _may_sign(kind: DocumentKind, who: Profession) -> bool:
    if kind == DocumentKind.CERTIFICATION:
        return who in PRACTITIONERS
    return who in CLINICIANS or (kind == DocumentKind.TREATMENT_NOTE and who in ASSISTANTS)


def _fault(kind: DocumentKind, who: Profession) -> Reason | None:
    """Why somebody who may not sign may not; None where no source that was read says so."""
    signed_by = with_article(who)
    if kind == DocumentKind.CERTIFICATION:
        return CertifiedByChiropractor(signed_by) if who == Profession.CHIROPRACTOR else None
    if kind == DocumentKind.PLAN_OF_CARE:
        return PlanByAnother(signed_by)
    if kind == DocumentKind.PROGRESS_REPORT:
        return (ReportByAssistant if who in ASSISTANTS else ReportByAnother)(signed_by)
    kinds: dict[Profession, type[WrongSigner]] = {
        Profession.STUDENT: NoteByStudent,
        Profession.AIDE: NoteByAide,
        Profession.CHIROPRACTOR: NoteByChiropractor,
        **dict.fromkeys(NEVER_THERAPY, NoteByNoTherapist),
    }
    return kinds[who](signed_by) if who in kinds else None


def _day_of(signature: str, signed: date | None) -> date | None:
    """The day of a signature: `signed`, or the one that stands in the signature."""
    written = _DAY.search(signature)
    if not written:
        return signed
    year, month, day, american_month, american_day, american_year = written.groups()
    try:
        inside = date(int(year or american_year), int(month or american_month), int(day or american_day))
    except ValueError:
        raise Refused(f"`{written[0]}` in the signature is no day of the calendar", "correct it") from None
    if signed and signed != inside:
        raise Refused(f"the signature has the day {inside}, and `signed` says {signed}", "correct one of them")
    return inside
