"""The sheet as a PDF, read back with pypdf, and the foot of its pages in Chromium."""

from __future__ import annotations

import builtins
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from macros.exports import FORMATS, Unavailable
from macros.exports.sheet import VERSIONS, key, version
from macros.scenarios.item import CLAIM_LINES, KINDS, Item
from tests.exports.sample import COVER, ITEMS, ROOT, plain

CASE = next(item.case.id for item in ITEMS if item.case)
OF_CASE = [item for item in ITEMS if item.case and item.case.id == CASE]
FORM: list[Item] = [*(next(item for item in ITEMS if item.kind == kind and not item.case) for kind in KINDS), *OF_CASE]
FOOT = re.compile(r"(Version [A-D]|Answer sheet, version [A-D]|Key) · page (\d+)(?: of (\d+))?")


def squeezed(text: str) -> str:
    """Text without the spaces, which a PDF does not keep at the ends of lines."""
    return "".join(text.split())


@pytest.fixture(scope="module")
def content() -> bytes:
    try:
        return FORMATS["pdf"].write(FORM, COVER).content
    except Unavailable as lacking:
        pytest.skip(f"NO PDF: {lacking}")


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def parts_of(pages: list[str]) -> dict[str, list[tuple[int, int | None, str]]]:
    """The pages of each part: the number at the foot, how many the foot says there are, and the text."""
    parts: dict[str, list[tuple[int, int | None, str]]] = {}
    for page in pages:
        (foot,) = FOOT.finditer(page)
        parts.setdefault(foot[1], []).append((int(foot[2]), int(foot[3]) if foot[3] else None, page))
    return parts


def test_it_is_tagged_and_says_its_title_and_language(reader: PdfReader) -> None:
    root: Any = reader.trailer["/Root"]
    assert reader.metadata is not None
    assert reader.metadata.title == "A form"
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (
        b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().replace(b"'", b'"')
        or b'part="1"' in root["/Metadata"].get_data()
    )
    tags = set()

    def walk(node: Any) -> None:
        node = node.get_object()
        if not hasattr(node, "get"):
            return
        tags.add(node.get("/S"))
        children = node.get("/K", [])
        for child in children if isinstance(children, list) else [children]:
            if not isinstance(child, int):
                walk(child)

    walk(root["/StructTreeRoot"])
    assert {"/Document", "/H1", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/P"} <= tags


def test_every_part_counts_its_pages_anew_and_names_itself(reader: PdfReader) -> None:
    parts = parts_of([page.extract_text() for page in reader.pages])
    assert list(parts) == [*(f"{kind}ersion {name}" for name in VERSIONS for kind in ("V", "Answer sheet, v")), "Key"]
    assert len(parts["Version A"]) > 1
    for pages in parts.values():
        assert [(number, total) for number, total, _ in pages] == [(at, len(pages)) for at in range(1, len(pages) + 1)]


def test_each_version_has_every_question_and_the_key_every_answer(reader: PdfReader) -> None:
    parts = parts_of([page.extract_text() for page in reader.pages])
    text = {name: squeezed(FOOT.sub("", " ".join(page for _, _, page in pages))) for name, pages in parts.items()}
    for name in VERSIONS:
        for item in FORM:
            assert squeezed(plain(item.stem)) in text[f"Version {name}"], (name, item.id)
        assert item.id not in text[f"Version {name}"]
    for item in version("A", FORM).items:
        assert squeezed(key(item)) in text["Key"]
        assert all(squeezed(plain(step))[:40] in text["Key"] for step in item.explanation)


def test_the_story_of_a_case_is_told_once_in_a_version(reader: PdfReader) -> None:
    parts = parts_of([page.extract_text() for page in reader.pages])
    assert OF_CASE[0].case is not None
    told = [squeezed(plain(text)) for text in (OF_CASE[0].case.story, *OF_CASE[-1].case.record) if text]  # type: ignore[union-attr]
    assert len(told) > 1
    for name in VERSIONS:
        text = squeezed(FOOT.sub("", " ".join(page for _, _, page in parts[f"Version {name}"])))
        assert [text.count(paragraph) for paragraph in told] == [1] * len(told)


def test_the_rows_of_a_claim_give_nothing_away() -> None:
    claims = [item for item in ITEMS if item.kind == CLAIM_LINES and item.grid]
    of_length = {len(item.grid.acceptable[0]): item for item in claims if item.grid}
    assert len(of_length) > 1
    for item in of_length.values():
        pages = PdfReader(io.BytesIO(FORMATS["pdf"].write([item], COVER).content)).pages
        text = "\n".join(page for _, _, page in parts_of([page.extract_text() for page in pages])["Version A"])
        table = text.partition("Line Code Units Modifiers\n")[2]
        assert re.findall(r"(?m)^\d$", table) == [str(row) for row in range(1, 7)]


def test_another_process_writes_the_same_bytes(content: bytes, tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tests.exports.test_pdf import *; "
        "Path(sys.argv[1]).write_bytes(FORMATS['pdf'].write(FORM, COVER).content)"
    )
    file = tmp_path / "again.pdf"
    subprocess.run([sys.executable, "-c", program, str(file)], cwd=ROOT, check=True)
    assert file.read_bytes() == content


def test_a_machine_without_pango_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    imported = builtins.__import__

    def without_pango(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            print("WeasyPrint could not import some external libraries.")
            raise OSError("cannot load library 'libpango-1.0-0'")
        return imported(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(Unavailable, match=r"Pango.*--format html") as lacking:
        FORMATS["pdf"].write(FORM[:1], COVER)
    assert "\n" not in str(lacking.value)
    assert capfd.readouterr() == ("", "")


def test_weasyprint_and_genanki_are_loaded_only_where_they_are_needed() -> None:
    program = "import sys, macros.cli.main, macros.exports; sys.exit(bool({'weasyprint', 'genanki'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0
