"""The pages for trainers: plain language, numbers that add up, and what the browser keeps, told by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from macros.facts.lesson import points_of
from macros.guide import Guide
from macros.pages.hosting import KEPT, carried, kept_names, names_in_scripts
from macros.pages.lessons import competency_map, filled, skill_in_words
from macros.pages.links import Links
from macros.pages.practice import skills_of
from macros.rules.refused import Refused
from tests.bench.reading import grade, prose
from tests.pages.rendering import ROOT, shown

GUIDE = Guide.load(ROOT)
PAGES = sorted((ROOT / "docs/trainers").rglob("*.md"))
HARDEST, ENOUGH_WORDS = 10, 100


def name(page: Path) -> str:
    return page.relative_to(ROOT / "docs").as_posix()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_a_page_for_trainers_is_plain(page: Path) -> None:
    text = prose(f"<article>{shown(page)}</article>")
    if len(text.split()) >= ENOUGH_WORDS:
        assert grade(text) <= HARDEST, text


def test_answers_and_handouts_are_plain() -> None:
    for lesson in GUIDE.library.lessons:
        text = " ".join(filled(GUIDE.library, point.says) for _, point in points_of(lesson))
        assert grade(text) <= HARDEST, text


def test_each_page_for_trainers_has_a_description_of_its_own() -> None:
    described = {name(page): yaml.safe_load(page.read_text("utf-8").split("---\n", 2)[1])["description"] for page in PAGES}
    assert len(set(described.values())) == len(described) >= 16
    assert [page for page, text in described.items() if not 50 <= len(text) <= 160] == []


def test_the_map_has_every_skill_once() -> None:
    links = Links(GUIDE.library, "../../")
    covered, _, left = competency_map(GUIDE, links).partition("## Skills that no objective has")
    every = [skill for topic in GUIDE.quizzes.headings for skill in skills_of(GUIDE, topic)]
    in_objectives = {skill for lesson in GUIDE.library.lessons for objective in lesson.objectives for skill in objective.skills}
    for skill in every:
        words = re.compile(rf"(?:[>;:] ?|; )\s*{re.escape(skill_in_words(skill))}\s*(?:;|<)")
        assert bool(words.search(covered)) == (skill in in_objectives), skill
        assert bool(words.search(left)) == (skill not in in_objectives), skill
    assert f"{len(in_objectives)} of the {len(every)} skills" in covered


def measured(root: Path, files: int, raw: int, packed: int) -> None:
    folder = root / "docs/contribute"
    folder.mkdir(parents=True)
    (folder / "benchmarks.yml").write_text(f"whole: {{files: {files}, raw: {raw}, gzip: {packed}}}\n")


def test_what_students_load_adds_up(tmp_path: Path) -> None:
    """Worked by hand: 2 MB a student are 60 MB a class, 2 GB a thousand, and 50,000 students to 100 GB."""
    measured(tmp_path, 10, 20_000_000, 2_000_000)
    text = re.sub(r"<[^>]*>", " ", carried(tmp_path))
    for said in (
        "10 files, each compressed 2.0 MB",
        "30 × 2.0 MB 60 MB",
        "1,000 × 2.0 MB 2.0 GB",
        "÷ 2.0 MB 50,000",
        "÷ 100 5 seconds",
    ):
        assert said in " ".join(text.split()), said
    assert "unpacked 20 MB" in " ".join(text.split())


def test_the_arithmetic_that_is_shown_gives_what_is_shown() -> None:
    text = " ".join(re.sub(r"<[^>]*>", " ", carried(ROOT)).split())
    (loaded,) = set(re.findall(r"× ([\d.]+) MB", text))
    assert f"30 × {loaded} MB {30 * float(loaded):,.0f} MB" in text
    assert f"÷ {loaded} MB {100_000 / float(loaded):,.0f}" in text


def test_what_the_browser_keeps_is_told_by_name(tmp_path: Path) -> None:
    assert set(names_in_scripts(ROOT)) == set(KEPT)
    assets = tmp_path / "docs/assets"
    assets.mkdir(parents=True)
    (assets / "store.js").write_text("".join(f'const k{i} = "{kept}";\n' for i, kept in enumerate(KEPT)))
    told = kept_names(tmp_path)
    assert all(kept in told for kept in KEPT)
    (assets / "more.js").write_text('localStorage.setItem("guide97112.spy", "1");\n')
    with pytest.raises(Refused, match=r"guide97112\.spy"):
        kept_names(tmp_path)
    (assets / "more.js").write_text("")
    (assets / "store.js").write_text('const key = "guide97112";\n')
    with pytest.raises(Refused, match="no script keeps"):
        kept_names(tmp_path)


def test_no_script_keeps_anything_elsewhere_or_sends_anything() -> None:
    """Cookies, session storage, databases, beacons and sockets would be news for the page for IT."""
    spies = re.compile(
        r"sessionStorage|indexedDB|document\.cookie|sendBeacon|XMLHttpRequest|WebSocket|EventSource|method: *[\"']POST"
    )
    scripts = [path for path in (ROOT / "docs/assets").rglob("*.js") if "vendor" not in path.parts]
    assert len(scripts) > 40
    assert {name(path): spies.findall(path.read_text("utf-8")) for path in scripts if spies.search(path.read_text("utf-8"))} == {}
