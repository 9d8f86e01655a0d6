"""How our texts write counts, dollars, dates and lists: each in one place, for rules, scenarios, pages and the command."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal


def counted(count: int, noun: str) -> str:
    """`1 unit`, `2 units`; a plural of its own stands after a slash: `loss/losses`."""
    one, _, several = noun.partition("/")
    return f"{count} {one if count == 1 else several or f'{one}s'}"


def dollars(amount: Decimal | int) -> str:
    """$2,480 or $79.82: cents only where there are any."""
    return f"${amount:,.0f}" if amount == int(amount) else f"${amount:,.2f}"


def long_date(day: date | str) -> str:
    """March 2, 2026"""
    found = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{found:%B} {found.day}, {found.year}"


def listed(words: Iterable[object], last: str = "and") -> str:
    """`a`, `a and b`, `a, b, and c`"""
    known = [str(word) for word in words]
    if len(known) < 3:
        return f" {last} ".join(known)
    return f"{', '.join(known[:-1])}, {last} {known[-1]}"


def with_article(words: str) -> str:
    """`an occupational therapist` for occupational-therapist"""
    plain = in_words(words)
    return f"{'an' if plain[0].lower() in 'aeio' else 'a'} {plain}"


def in_words(name: str) -> str:
    """`occupational therapist` for occupational-therapist; what is written with a hyphen, as speech-language is, keeps it."""
    return name.replace("-", " ").replace("speech language", "speech-language")


def sentence_case(words: str) -> str:
    """The words with their first letter capital, and the others as they are."""
    return words[0].upper() + words[1:]
