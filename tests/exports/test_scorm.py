"""SCORM packages as files: the manifest, what is in the package, and what is left out of it."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from macros.exports import FORMATS
from macros.exports.scorm import KINDS as TOLD
from macros.exports.scorm import MOST
from macros.pages.package import script
from macros.scenarios.item import KINDS, Item
from tests.command import ROOT, guide
from tests.exports.sample import COVER, GUIDE, ITEMS

NAMESPACES = {
    "scorm12": ("http://www.imsproject.org/xsd/imscp_rootv1p1p2", "http://www.adlnet.org/xsd/adlcp_rootv1p2"),
    "scorm2004": ("http://www.imsglobal.org/xsd/imscp_v1p1", "http://www.adlnet.org/xsd/adlcp_v1p3"),
}
IN_CASES = [item for item in ITEMS if item.case]
ALONE = [item for item in ITEMS if not item.case]


def package(name: str, items: list[Item], title: str, passing: int) -> dict[str, str]:
    content = FORMATS[name].write(items, replace(COVER, title=title, passing=passing)).content
    with zipfile.ZipFile(io.BytesIO(content)) as opened:
        return {path: opened.read(path).decode() for path in opened.namelist()}


@pytest.mark.parametrize("name", NAMESPACES)
def test_the_manifest_lists_every_file_and_names_the_score_that_passes(name: str) -> None:
    files = package(name, ALONE[:3], title="Minutes & <units>", passing=65)
    manifest = etree.fromstring(files["imsmanifest.xml"].encode())
    imscp, adlcp = NAMESPACES[name]
    assert manifest.tag == f"{{{imscp}}}manifest"
    assert [etree.QName(child).localname for child in manifest] == ["metadata", "organizations", "resources"]
    (resource,) = manifest.iter(f"{{{imscp}}}resource")
    listed = [file.get("href", "") for file in resource.iter(f"{{{imscp}}}file")]
    assert sorted([*listed, "imsmanifest.xml"]) == sorted(files)
    assert resource.get("href") == listed[0] == "index.html"
    assert resource.get(f"{{{adlcp}}}{'scormtype' if name == 'scorm12' else 'scormType'}") == "sco"
    (item,) = manifest.iter(f"{{{imscp}}}item")
    assert item.get("identifierref") == resource.get("identifier")
    titles = [title.text for title in manifest.iter(f"{{{imscp}}}title")]
    assert titles == ["Minutes & <units>"] * 2
    for element in manifest.iter():
        for attribute in ("identifier", "default"):
            assert re.fullmatch(r"[A-Za-z][\w-]*", element.get(attribute, "a"))
    if name == "scorm12":
        assert [each.text for each in manifest.iter(f"{{{adlcp}}}masteryscore")] == ["65"]
    else:
        assert [each.text for each in manifest.iter("{http://www.imsglobal.org/xsd/imsss}minNormalizedMeasure")] == ["0.65"]


@pytest.mark.parametrize("name", NAMESPACES)
def test_the_page_asks_the_questions_in_their_order_and_leads_nowhere_else(name: str) -> None:
    asked = [*ALONE[5:9], *IN_CASES[:20], *ALONE[:2]]
    files = package(name, asked, title="A form", passing=100)
    page = html.fromstring(files["index.html"])
    assert [form.get("id") for form in page.iter("form")] == [item.id for item in asked]
    assert page.xpath("//*[contains(@class, 'package__goal')]")[0].text.startswith("You need 100% right to pass.")
    assert [*page.xpath("//script/@src"), *page.xpath("//link/@href")] == ["session.js", "session.css"]
    assert not page.xpath("//img | //style | //script[text()]")
    assert all(re.match("https?://", link) for link in page.xpath("//a/@href"))
    assert len(page.xpath("//div[@class='casebook']")) == len({item.case.id for item in IN_CASES[:20] if item.case})
    assert "url(http" not in files["session.css"]
    assert "@import" not in files["session.css"]
    for mark in ("@top@", "@passing@", "@form@", "@title@", "@share@"):
        assert mark not in files["index.html"] + files["imsmanifest.xml"]


def test_a_package_holds_as_many_questions_as_a_session_and_whole_cases() -> None:
    parts = next(item.case.parts for item in IN_CASES if item.case)
    asked = [*ALONE[: MOST - 1], *IN_CASES[:parts], *ALONE[MOST : MOST + 3]]
    made = FORMATS["scorm12"].write(asked, COVER)
    assert [each.item for each in made.left_out] == [item.id for item in asked[MOST - 1 :]]
    assert {each.why for each in made.left_out} == {"a session holds 60 questions at most"}
    assert not FORMATS["scorm12"].write(asked[: MOST - 1], COVER).left_out


def test_every_kind_is_told_and_every_id_is_one_sign() -> None:
    """SCORM 1.2 names an option and a row by one letter or digit."""
    assert set(TOLD) == set(KINDS)
    for topic in GUIDE.quizzes.headings_and_past:
        for entry in GUIDE.bank.entries(topic.id):
            if entry.item:
                assert all(re.fullmatch("[a-z]", option.id) for option in entry.item.options)
                assert all(re.fullmatch("[a-z0-9]", row.id) for row in entry.item.rows)
                assert re.fullmatch("[a-z][a-z0-9-]*", entry.item.id)


def test_the_script_holds_what_the_session_needs_and_nothing_of_the_tools() -> None:
    text = script()
    assert '"quiz/session_end.js":' in text
    for tool in ("quiz/exam.js", "quiz/review.js", "assignment/builder.js", "vendor/"):
        assert f'"{tool}":' not in text
    assert "/**" not in text


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--format", "scorm12", "--passing", "0"], "--passing 0 is no score of a hundred"),
        (["--format", "scorm2004", "--passing", "101"], "--passing 101 is no score of a hundred"),
        (["--format", "gift", "--passing", "80"], "--passing is for scorm12 and scorm2004"),
    ],
)
def test_a_score_that_is_none_is_one_line(arguments: list[str], says: str, tmp_path: Path) -> None:
    done = guide("export", *arguments, "--topics", "units", "-o", tmp_path / "out", root=ROOT)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()
