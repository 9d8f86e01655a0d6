"""The format of a receipt: read as it was written, after every way through mail and chat, and harmless whatever it holds."""

from __future__ import annotations

import hashlib
import random
import re
import textwrap
from typing import Any

import pytest

from tests.command import ROOT
from tests.receipts import paper
from tests.receipts.conftest import Ask

RECEIPT: dict[str, Any] = {
    "name": "Ana Ruiz",
    "title": "Week 3",
    "bank": 2,
    "ended": 1_795_000_000,
    "spent": 754,
    "right": 2,
    "items": [
        ["units:two-timed-codes-4a57a086", [["answer", "b"], 1, 0]],
        ["codes:match-0a1b2c3d", [["row-a", "2", "row-b", "1"], 3, 1]],
        ["case-numb-feet:numb-feet-1c2d3e4f", [["code-1", "97112", "units-1", "2", "modifiers-1", "GP KX"], 1, 0], [[], 0, 0]],
    ],
}


def any_receipt(chance: random.Random) -> dict[str, Any]:
    """A receipt by chance, with names of people from everywhere."""

    def response() -> list[Any]:
        rows = range(chance.randrange(6))
        fields = [text for row in rows for text in (f"row-{row}", chance.choice("abcdefgh") * chance.randrange(1, 9))]
        return [fields, chance.randrange(5), chance.randrange(2)]

    return {
        "name": chance.choice(["", "Ana Ruiz", "Łukasz Żak", "李小龍", "محمد", "O'Neil & <b>Co</b>", "👩🏽‍⚕️ Nur"]),
        "title": chance.choice(["", "Week 3", "Minutes | units"]),
        "bank": chance.randrange(1, 9),
        "ended": chance.randrange(2**31),
        "spent": chance.randrange(9000),
        "right": chance.randrange(9),
        "items": [
            [f"topic-{number}:item-{chance.randrange(16**8):08x}", *(response() for _ in range(chance.choice([1, 1, 7])))]
            for number in range(chance.randrange(1, 60))
        ],
    }


def test_what_is_written_is_read_by_both(ask: Ask) -> None:
    chance = random.Random(97112)
    receipts = [RECEIPT, *(any_receipt(chance) for _ in range(200))]
    codes = [ask("line", receipt) for receipt in receipts]
    assert [paper.read(code) for code in codes] == receipts
    assert all("\n" not in code for code in codes)
    read = [ask("read", paper.written(receipt)) for receipt in receipts]
    assert [[found["receipt"] for found in each] for each in read] == [[receipt] for receipt in receipts]


def test_the_words_before_the_code_say_who_what_and_how_well(ask: Ask) -> None:
    text = ask("line", RECEIPT)
    score = "2 of 4 right at the first answer, 1 with a hint, 1 answered again, in 13 minutes"
    assert text.startswith(f"Guide 97112 receipt | Ana Ruiz | Week 3 | {score} | 97112r1.")
    assert len(ask("line", RECEIPT | {"name": "", "title": "a | 97112r1.x"}).split(" | ")) == 4


CODE = paper.written(RECEIPT)
HEAD, BODY, CHECK = CODE.split(".")


@pytest.mark.parametrize(
    "text",
    [
        CODE,
        f"Hi, here it is: {CODE}. Thanks!",
        f"https://example.org/trainers/results/#{CODE}",
        f"https://example.org/trainers/results/#{CODE.replace('+', '%2B').replace('/', '%2F')}",
        "\r\n".join(textwrap.wrap(CODE, 40)),
        "\n".join(f"> > {part}" for part in textwrap.wrap(CODE, 76)),
        "=\r\n".join(textwrap.wrap(CODE, 72)),
        CODE.replace(BODY, "\u200b".join(textwrap.wrap(BODY, 30))),
        f"{HEAD} .{BODY} . {CHECK}",
        f"<{CODE}>",
    ],
)
def test_a_code_survives_mail_and_chat(text: str, ask: Ask) -> None:
    assert [found.get("receipt") for found in ask("read", text)] == [RECEIPT]


def test_any_number_stand_in_one_text_and_a_spoiled_one_spoils_no_other(ask: Ask) -> None:
    others = [paper.written(RECEIPT | {"name": name}) for name in ("Bo", "Cy")]
    found = ask("read", f"{others[0]}\n{CODE[: len(CODE) // 2]}\n{others[1]} and that is all")
    assert [each["receipt"]["name"] if "receipt" in each else "" for each in found] == ["Bo", "", "Cy"]
    assert "cut short" in found[1]["fault"]
    assert ask("read", "no receipt in here, though 97112 is") == []


def faults(found: list[list[dict[str, Any]]]) -> list[str]:
    return [each["fault"] for one in found for each in one if "fault" in each]


def test_a_code_that_lost_or_changed_any_letter_is_not_read(ask: Ask) -> None:
    short = [CODE[:length] for length in range(len(HEAD), len(CODE))]
    other = [CODE[:at] + ("A" if CODE[at] != "A" else "B") + CODE[at + 1 :] for at in range(len(HEAD) + 1, len(CODE))]
    gone = [CODE[:at] + CODE[at + 1 :] for at in range(len(HEAD) + 1, len(CODE) - 8)]
    found = [ask("read", text) for text in [*short, *other, *gone]]
    assert not [each for one in found for each in one if "receipt" in each]
    said = faults(found)
    assert len(said) == len(found)
    assert {re.sub(r"\d+", "N", each) for each in said} == {
        "is cut short. Ask for all of it, or for the file.",
        "was changed on its way. Ask for it again, or for the file.",
    }


DEEP = "[" * 50_000 + "]" * 50_000
FORGED: dict[str, Any] = {
    "nothing": None,
    "a list": [],
    "a text": "receipt",
    "no items": RECEIPT | {"items": []},
    "too many items": RECEIPT | {"items": [[f"a:b-{number}", [[], 0, 0]] for number in range(61)]},
    "one item twice": RECEIPT | {"items": [RECEIPT["items"][0]] * 2},
    "a name that is none": RECEIPT | {"items": [["<img src=x>", [[], 0, 0]]]},
    "a way out of the folder": RECEIPT | {"items": [["../..:x", [[], 0, 0]]]},
    "an item without an answer": RECEIPT | {"items": [["a:b-1"]]},
    "an answer of numbers": RECEIPT | {"items": [["a:b-1", [[1, 2], 0, 0]]]},
    "a field without a value": RECEIPT | {"items": [["a:b-1", [["answer"], 0, 0]]]},
    "a long field": RECEIPT | {"items": [["a:b-1", [["answer", "x" * 81], 0, 0]]]},
    "many fields": RECEIPT | {"items": [["a:b-1", [["a", "b"] * 500, 0, 0]]]},
    "many parts": RECEIPT | {"items": [["a:b-1", *([[[], 0, 0]] * 99)]]},
    "a score below none": RECEIPT | {"right": -1},
    "half a score": RECEIPT | {"right": 1.5},
    "no score": {name: value for name, value in RECEIPT.items() if name != "right"},
    "a time after all times": RECEIPT | {"ended": 1e300},
    "a name of numbers": RECEIPT | {"name": 7},
    "a hint of another kind": RECEIPT | {"items": [["a:b-1", [[], 0, "yes"]]]},
    "a prototype": {"__proto__": RECEIPT},
}


@pytest.mark.parametrize("forged", FORGED)
def test_what_is_no_receipt_gets_one_line(forged: str, ask: Ask) -> None:
    (found,) = ask("read", paper.written(FORGED[forged]))
    assert found["fault"] == "does not say what a receipt says. It was not made by this site."


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        (paper.packed(b"\0" * 10_000_000), "is too long"),
        (paper.packed(b"\0" * 8_000_000), "unpacks to more than a receipt can hold."),
        (paper.packed(b"[" * 100_000), "cannot be unpacked."),
        (paper.packed(DEEP.encode()), "does not say"),
        (paper.packed(b"\xff\xfe\xfd"), "cannot be unpacked."),
        (f"97112r1.AAAA.{paper.fnv('AAAA'):08x}", "cannot be unpacked."),
        (f"97112r1.A.{paper.fnv('A'):08x}", "cannot be unpacked."),
        (f"97112r1..{paper.fnv(''):08x}", "is cut short."),
        (f"97112r1.{'A' * 20_000}.00000000", "is too long"),
        (f"97112r1.{'A' * 2_000_000}", "is too long"),
        ("97112r2.AAAA.00000000", "is of version 2, which this site does not read"),
        ("97112r0.AAAA.00000000", "is of version 0"),
    ],
)
def test_a_hostile_code_gets_one_line(code: str, fault: str, ask: Ask) -> None:
    (found,) = ask("read", code)
    assert found["fault"].startswith(fault)
    assert len(found["code"]) <= 12


def test_names_are_text_on_one_line_without_what_nobody_sees(ask: Ask) -> None:
    odd = RECEIPT | {"name": "  <script>alert(1)</script>\u202e\u0000\n\tx\u2066" + "y" * 500, "title": "a\u0007b\nc"}
    (found,) = ask("read", paper.written(odd))
    assert found["receipt"]["name"] == ("<script>alert(1)</script> x" + "y" * 500)[:60]
    assert found["receipt"]["title"] == "ab c"


def test_a_long_assignment_fits(ask: Ask) -> None:
    cells = {"code": "97112", "units": "2", "modifiers": "CQ GP KX"}
    claim = [text for row in range(1, 9) for name, cell in cells.items() for text in (f"{name}-{row}", cell)]
    chance = random.Random(1)

    def named(home: str, number: int) -> str:
        return f"{home}-{number}:a-question-of-a-long-name-{chance.randrange(16**8):08x}"

    cases = [[named("case-a-long-name", number), *([[claim, 2, 1]] * 8)] for number in range(20)]
    many = [[named("modifiers", number), [claim, 2, 1]] for number in range(40)]
    receipt = RECEIPT | {"items": [*cases, *many]}
    text = ask("line", receipt)
    assert [found.get("receipt") for found in ask("read", text)] == [receipt]
    assert len(text) < 6000


def test_the_library_that_draws_squares_is_its_file_as_published() -> None:
    vendor = ROOT / "docs/assets/vendor"
    digest = hashlib.sha256((vendor / "lean-qr.js").read_bytes()).hexdigest()
    assert digest == "0ce41cd6f92cc23cf057a1df7e1b3876767d678665dd65af4e1d22b4fad967dc"
    assert "MIT License" in (vendor / "lean-qr.LICENSE.txt").read_text("utf-8")
