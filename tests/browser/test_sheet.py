"""The sheet that the command writes, printed from Chromium."""

from __future__ import annotations

import io
import re
from pathlib import Path

from playwright.sync_api import Browser
from pypdf import PdfReader

from macros.exports import FORMATS
from macros.exports.sheet import VERSIONS
from tests.exports.sample import COVER, ITEMS

FOOT = re.compile(r"(Version [A-D]|Answer sheet, version [A-D]|Key) · page (\d+)")


def test_each_version_counts_its_pages_anew_and_names_itself(browser: Browser, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.html"
    sheet.write_bytes(FORMATS["html"].write(ITEMS[:25], COVER).content)
    page = browser.new_page()
    page.goto(sheet.as_uri())
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    parts: dict[str, list[int]] = {}
    for text in (each.extract_text() for each in printed):
        (foot,) = FOOT.finditer(text)
        parts.setdefault(foot[1], []).append(int(foot[2]))
    assert set(parts) == {
        "Key",
        *(f"Version {name}" for name in VERSIONS),
        *(f"Answer sheet, version {name}" for name in VERSIONS),
    }
    assert len(parts["Version B"]) > 1
    for numbers in parts.values():
        assert numbers == list(range(1, len(numbers) + 1))
