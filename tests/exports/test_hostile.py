"""Text that wants to be more than text is text in every export, whoever put it past the check."""

from __future__ import annotations

import csv
import html
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest
from lxml import etree
from lxml import html as lxml_html
from pypdf import PdfReader

from macros.exports import FORMATS
from macros.exports.anki.deck import COLLECTION
from macros.scenarios.item import Item
from macros.text.markdown_text import inline, one_line, rendered
from tests.exports.sample import COVER, OF_TEXT, notes_in
from tests.exports.test_odd_signs import ONE_OF_EACH_KIND, strict, with_text

HOSTILE = (
    " QQ<script>ran()</script>\"><img src=x onerror='ran()'><svg/onload=ran()>"
    "[a](javascript:ran())![b](https://example.org/b.png)<javascript:ran()></textarea></style></title>]]>{{ 7*7 }}${7*7}"
    "<iframe srcdoc='x'></iframe>\u202eWW"
)
RUNS = {"script", "img", "iframe", "object", "embed", "base", "link", "meta"}
ITEMS: list[Item] = [with_text(item, HOSTILE) for item in ONE_OF_EACH_KIND]
TITLED = replace(COVER, title=f"A form{HOSTILE}")


def read_as_html(name: str, content: bytes) -> Iterator[str]:
    """Every text of a file that its readers take for HTML."""
    if name == "html":
        yield content.decode()
    elif name == "gift":
        # The name of a question is plain text, and so is what belongs to a row of a question to match.
        texts = (re.sub(r"^::.*?::", "", line).partition(" -> ")[0] for line in content.decode().splitlines())
        yield from (re.sub(r"\\([~=#{}:\\])", r"\1", text) for text in texts)
    elif name == "anki-text":
        rows = csv.reader(io.StringIO(content.decode(), newline=""), delimiter="\t")
        yield from (cell for row in rows for cell in row if not row[0].startswith("#"))
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            if COLLECTION in opened.namelist():
                yield from (text for note in notes_in(opened.read(COLLECTION)) for text in note)
                return
            for path in opened.namelist():
                if path.endswith(".html"):
                    yield opened.read(path).decode()
                elif path.endswith(".xml"):
                    yield from _of_xml(opened.read(path))
    elif name != "csv":
        yield from _of_xml(content)


def _of_xml(content: bytes) -> Iterator[str]:
    """The file itself, whose elements may be HTML, and what says of itself that it is: in Moodle's XML and in QTI 1.2."""
    top = strict(content)
    yield etree.tostring(top, encoding="unicode")
    yield from (text.text or "" for text in top.iterfind(".//*[@format='html']/text"))
    yield from (text.text or "" for text in top.iter("{*}mattext") if text.get("texttype") == "text/html")


def what_runs(text: str) -> list[str]:
    """What a browser would run or fetch of a piece of HTML, but for the frame's own."""
    if not text.strip():
        return []
    found = []
    for element in lxml_html.document_fromstring(f"<body>{text}" if "<html" not in text else text).iter():
        if not isinstance(element.tag, str):
            continue
        tag = element.tag.rpartition("}")[2].lower()
        attributes = {name.lower(): value for name, value in element.attrib.items()}
        whole = etree.tostring(element, encoding="unicode")
        if tag in RUNS and ("ran" in whole or "srcdoc" in whole or "example.org/b.png" in whole):
            found.append(whole[:120])
        found += [f"{tag} {name}" for name in attributes if name.startswith("on")]
        found += [f"{tag} {name}" for name, value in attributes.items() if re.match(r"\s*javascript:", value, re.I)]
    return found


@pytest.mark.parametrize("name", OF_TEXT)
def test_nothing_of_it_runs_where_a_reader_takes_the_text_for_html(name: str) -> None:
    content = FORMATS[name].write(ITEMS, TITLED).content
    texts = list(read_as_html(name, content))
    for text in texts:
        assert what_runs(text) == [], text[:300]
    assert name == "csv" or any("QQ" in text for text in texts), "the text itself is there"
    assert "\u202e" not in content.decode("utf-8", "ignore")


def test_the_test_sees_what_would_run() -> None:
    assert len(what_runs("<p><script>ran()</script><img src=x onerror='ran()'><a href=' JavaScript:ran()'>a</a></p>")) == 4


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", " =1+1", "\t=1", "\uff1d1+1", "\r=1"])
def test_no_cell_of_a_table_is_a_formula(text: str) -> None:
    items = [replace(item, stem=text, explanation=(text,)) for item in ONE_OF_EACH_KIND]
    content = FORMATS["csv"].write(items, COVER).content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
    assert sum(cell.lstrip("'").strip() == text.strip() for cell in cells) >= len(items)
    assert [cell for cell in cells if re.match(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]", cell)] == []


def test_a_sheet_to_print_shows_it_and_leads_nowhere() -> None:
    pages = PdfReader(io.BytesIO(FORMATS["pdf"].write(ITEMS[:2], TITLED).content)).pages
    shown = "".join("".join(page.extract_text() for page in pages).split())
    assert "<script>ran()</script>" in shown
    links = [str(note.get_object().get("/A", {}).get("/URI", "")) for page in pages for note in page.get("/Annots") or []]
    assert [link for link in links if "javascript" in link or "b.png" in link] == []


@pytest.mark.parametrize("write", [rendered, inline, one_line])
def test_markdown_makes_no_link_no_picture_and_no_html(write: object) -> None:
    assert callable(write)
    for text in (
        HOSTILE,
        "[a](javascript:ran())",
        "![b](x.png)",
        "<javascript:ran()>",
        "[a]: javascript:ran()\n\n[a]",
        "- <b onclick=x>",
    ):
        made = write(text)
        assert what_runs(made) == []
        assert not re.search(r"<(?:a|img|b)\b", made), made
    assert html.unescape(write("[a](b)")).removeprefix("<p>").startswith("[a](b)")
