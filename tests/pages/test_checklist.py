"""The checklist against the plain YAML."""

from __future__ import annotations

import html
import re
from pathlib import Path

from macros.guide import Guide
from macros.pages.checklist import checklist
from macros.pages.links import Links
from tests.plain_yaml import plain_yaml

ROOT = Path(__file__).resolve().parents[2]
RAW = plain_yaml(ROOT / "docs/data/documentation.yml")


def blocks() -> dict[str, str]:
    """Each document's block by its id."""
    page = html.unescape(checklist(Guide.load(ROOT).library, Links(Guide.load(ROOT).library, "../", "")))
    found = re.split(r"^## .*\{#(.+)\}$", page, flags=re.MULTILINE)
    return dict(zip(found[1::2], found[2::2], strict=True))


def test_every_verified_element_stands_once_under_its_document() -> None:
    shown = blocks()
    for each in RAW["requirements"]:
        kept = each["checked"] != "unverified" and "until" not in each
        for document, text in shown.items():
            assert text.count(f">{each['id']}</a>") == int(kept and document == each["document"]), each["id"]


def test_only_what_somebody_asks_for_has_a_box_and_stands_under_its_authority() -> None:
    kinds = {
        ("medicare", "required"): "Medicare requires",
        ("medicare", "recommended"): "Medicare recommends, and does not require",
        ("medicare", "not-required"): "Medicare does not require",
    }
    others = {"payer": "Other payers ask for", "good-practice": "Good practice"}
    by_id = {each["id"]: each for each in RAW["requirements"]}
    seen = 0
    for text in blocks().values():
        for group in text.split('<p class="checklist__whose">')[1:]:
            title = group.partition("<")[0]
            for entry in re.findall(r"<li>.*?</li>", group):
                each = by_id[re.findall(r">(D-\w+)</a>", entry)[0]]
                assert title == kinds.get((each["authority"], each["status"]), others.get(each["authority"], "none"))
                assert ("checklist__box" in entry) == (title != "Medicare does not require")
                assert each["element"][1:] in entry
                assert (each.get("payer") or "") in entry
                seen += 1
    assert seen > 40
