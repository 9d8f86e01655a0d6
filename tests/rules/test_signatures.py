"""Whose signature a document may carry: each answer read from D-12a, D-22b, D-30, D-32, K-620b, S-07, S-08 and S-11a by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.rules.signatures import SignedAfter, SignedBefore, SignerNotKnown, professions_in, read_signature
from macros.rules.vocabulary import INITIALS, DocumentKind

DAY = date(2026, 3, 2)
FAULTS: list[tuple[str, str, str | None]] = [
    ("progress-report", "C. Vale, PTA", "D-32"),
    ("progress-report", "C. Vale, COTA/L", "D-32"),
    ("progress-report", "C. Vale, physical therapist assistant", "D-32"),
    ("progress-report", "C. Vale, PTA; J. Lee, PT", None),
    ("progress-report", "J. Lee, P.T., D.P.T.", None),
    ("progress-report", "R. Ames, MS, CCC-SLP", None),
    ("progress-report", "R. Ames, PA-C", None),
    ("progress-report", "J. Lee, SPT", "D-30"),
    ("progress-report", "B. Roe, aide", "D-30"),
    ("treatment-note", "C. Vale, PTA", None),
    ("treatment-note", "C. Vale, OTA", None),
    ("treatment-note", "J. Lee, SPT", "K-620b"),
    ("treatment-note", "J. Lee, SPT, with A. Roe, PT", None),
    ("treatment-note", "B. Roe, rehab tech", "S-07"),
    ("treatment-note", "B. Roe, ATC", "S-08"),
    ("treatment-note", "B. Roe, DC", "S-11a"),
    ("treatment-note", "J. Lee PT", None),
    ("plan-of-care", "C. Vale, PTA", "D-12a"),
    ("plan-of-care", "J. Lee, SPT", "D-12a"),
    ("plan-of-care", "B. Roe, DC", "D-12a"),
    ("plan-of-care", "R. Ames, OTR/L", None),
    ("plan-of-care", "R. Ames, FNP", None),
    ("certification", "B. Roe, DC", "D-22b"),
    ("certification", "R. Ames, MD", None),
    ("evaluation", "C. Vale, PTA", None),
]


@pytest.mark.parametrize(("document", "signature", "fact"), FAULTS)
def test_the_credential_decides_whose_document_it_can_be(document: str, signature: str, fact: str | None) -> None:
    found = read_signature(document, signature, DAY)
    assert [fact in fault.cites for fault in found.faults] == ([True] if fact else [])
    assert found.open == ()


@pytest.mark.parametrize("signature", ["J. Lee", "J. Lee, DPT", "J. Lee, RN", "Pa Do", "J. Lee, ND"])
@pytest.mark.parametrize("document", ["treatment-note", "progress-report"])
def test_a_credential_that_is_not_known_is_not_called_wrong(document: str, signature: str) -> None:
    found = read_signature(document, signature, DAY)
    if signature == "J. Lee, ND" and document == "progress-report":
        assert [fault.cites for fault in found.faults] == [("D-30", "D-31c")]
        return
    assert found.faults == ()
    assert [type(reason) for reason in found.open] == [SignerNotKnown]
    assert signature in found.open[0].text


def test_nothing_is_said_of_a_signature_that_is_missing() -> None:
    for document in DocumentKind:
        assert read_signature(document, "", DAY) == read_signature(document, "", DAY, DAY)
        assert not read_signature(document, "", DAY).open


@pytest.mark.parametrize("document", ["treatment-note", "progress-report", "plan-of-care"])
@pytest.mark.parametrize(
    ("signature", "signed"),
    [("J. Lee, PT", date(2026, 3, 1)), ("J. Lee, PT (signed 3/1/2026)", None), ("J. Lee, PT, 2026-03-01", date(2026, 3, 1))],
)
def test_a_signature_is_not_older_than_its_document(document: str, signature: str, signed: date | None) -> None:
    assert read_signature(document, signature, DAY, signed).faults == (SignedBefore(date(2026, 3, 1), DAY),)


def test_how_late_a_signature_may_be_was_not_read() -> None:
    found = read_signature("treatment-note", "J. Lee, PT, 2026-03-09", DAY)
    assert (found.faults, found.open) == ((), (SignedAfter(date(2026, 3, 9), DAY),))
    assert read_signature("treatment-note", "J. Lee, PT", DAY, DAY).open == ()


@pytest.mark.parametrize(("signature", "what"), [("J. Lee, PT, 2026-02-30", "calendar"), ("J. Lee, PT 3/1/2026", "signed")])
def test_a_day_that_cannot_be_is_refused(signature: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        read_signature("treatment-note", signature, DAY, DAY)


@given(st.sampled_from(sorted(INITIALS)), st.booleans(), st.sampled_from(["{}", "{}.", "{}/L", "MS, {}", "{}, DPT"]))
def test_initials_are_read_after_a_comma_in_any_case(initials: str, capitals: bool, form: str) -> None:
    written = form.format(initials.upper() if capitals else initials)
    assert INITIALS[initials] in professions_in(f"K. Do, {written}")


@given(st.sampled_from(["Do", "Pa", "Pt", "Ot", "Nd"]))
def test_a_name_is_no_credential(name: str) -> None:
    assert professions_in(f"Kim {name}") == ()
    assert professions_in(f"{name}, Kim") == ()
