"""Both builders give the same site; a fault stops the build, is named, and leaves the last good site in place."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.built_sites import built_site, copy_checkout, write_small_site
from tests.command import Outcome, guide_process
from tests.small_checkout import spoil

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.builds


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of each builder."""
    return {builder: built_site(builder, tmp_path_factory) for builder in ("mkdocs", "zensical", "properdocs")}


class _Content(HTMLParser):
    """The text of the page's article, and its quiz forms tag by tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.quiz: list[str] = []
        self._article = 0
        self._form = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article" or self._article:
            self._article += tag == "article"
        if tag == "form" and self._article:
            self._form += 1
        if self._form:
            self.quiz.append(f"<{tag} {sorted((name, value or '') for name, value in attrs)}>")

    def handle_endtag(self, tag: str) -> None:
        if self._form:
            self.quiz.append(f"</{tag}>")
        self._form -= tag == "form" and self._form > 0
        self._article -= tag == "article" and self._article > 0

    def handle_data(self, data: str) -> None:
        if self._article and data.strip():
            self.text.append(" ".join(data.split()))
            if self._form:
                self.quiz.append(" ".join(data.split()))


def content(page: Path) -> _Content:
    parser = _Content()
    parser.feed(page.read_text("utf-8"))
    return parser


def pages(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


@pytest.mark.parametrize("other", ["zensical", "properdocs"])
def test_the_builders_give_the_same_pages_and_the_same_quizzes(built: dict[str, Path], other: str) -> None:
    mine, theirs = built["mkdocs"], built[other]
    assert pages(mine) == pages(theirs)
    quizzes = 0
    for name in sorted(pages(mine) - {"404.html"}):
        one, two = content(mine / name), content(theirs / name)
        assert one.quiz == two.quiz, f"{name}: the quiz differs"
        assert one.text == two.text, f"{name}: the text differs"
        quizzes += bool(one.quiz)
    assert quizzes >= 4


def test_every_link_within_the_site_leads_somewhere(built: dict[str, Path]) -> None:
    """Also the links in our own HTML, which no builder checks: the page is there, and so is the place on it."""
    for site in built.values():
        anchors = {name: set(re.findall(r"""\bid=["']?([^"'\s>]+)""", (site / name).read_text("utf-8"))) for name in pages(site)}
        for name in sorted(pages(site) - {"404.html"}):
            for link in re.findall(r"""<a\b[^>]*?\bhref=["']?([^"'\s>]+)""", (site / name).read_text("utf-8")):
                address, _, anchor = html.unescape(link).partition("#")
                if re.match(r"[a-z]+:", address) or anchor.startswith("__"):
                    continue
                target = (site / name).parent / address if address else site / name
                if target.suffix in {".yml", ".json", ".xml", ".gift", ".csv"}:
                    assert (target.is_file(), anchor) == (True, ""), f"{name}: {link}"
                    continue
                page = (target / "index.html" if target.is_dir() else target).resolve().relative_to(site.resolve()).as_posix()
                assert page in anchors, f"{name}: {link}"
                if "=" in anchor:
                    continue  # what a script of the page reads, such as the questions of a set
                assert not anchor or anchor in anchors[page], f"{name}: {link}"


def test_the_data_is_published_as_it_is(built: dict[str, Path]) -> None:
    for site in built.values():
        for path in (ROOT / "docs/data").glob("*.yml"):
            assert (site / "data" / path.name).read_bytes() == path.read_bytes()


def test_the_search_is_for_pages_and_holds_no_questions(built: dict[str, Path]) -> None:
    for builder, name in (("mkdocs", "search/search_index.json"), ("zensical", "search.json")):
        index = (built[builder] / name).read_text("utf-8")
        assert "Worked answer" not in index, builder
        assert '"reference/facts/' not in index, builder
        assert len(index) < 800_000, "the search is loaded by whoever searches on a phone"


def test_the_notice_stands_on_every_page(built: dict[str, Path]) -> None:
    for site in built.values():
        for name in pages(site):
            assert "registered trademark of the American Medical Association" in (site / name).read_text("utf-8"), name


def test_no_page_asks_another_host_for_anything(built: dict[str, Path]) -> None:
    loads = re.compile(
        r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?(?:src|data)=["']?(?:https?:)?//""", re.I
    )
    links = re.compile(
        r"""<link\b(?=[^>]*rel=["']?(?:stylesheet|preload|preconnect|icon|modulepreload))[^>]*href=["']?(?:https?:)?//""", re.I
    )
    for site in built.values():
        for path in site.rglob("*.html"):
            text = path.read_text("utf-8")
            assert not loads.search(text), path
            assert not links.search(text), path
        for path in site.rglob("*.css"):
            assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", path.read_text("utf-8")), path


def test_addresses_that_are_not_set_are_left_out(built: dict[str, Path]) -> None:
    for site in built.values():
        text = (site / "index.html").read_text("utf-8")
        assert 'rel="canonical"' not in text
        assert "/edit/" not in text


@pytest.fixture(params=[write_small_site, pytest.param(copy_checkout, marks=pytest.mark.proof)], ids=["small", "whole"])
def checkout(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A checkout to break and then fix; `make proof` uses the whole project too."""
    writes: Callable[[Path], Path] = request.param
    return writes(tmp_path)


def build(root: Path, builder: str) -> Outcome:
    return guide_process("build", "--builder", builder, root=root, cwd=root)


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_addresses_that_are_set_appear(checkout: Path, builder: str) -> None:
    path = checkout / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://guide.example.org/", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^repo_url:.*$", "repo_url: https://github.com/example/guide", text))
    done = build(checkout, builder)
    assert done.returncode == 0, done.stderr
    page = (checkout / "site/practice/units/index.html").read_text("utf-8")
    assert re.search(r'rel="?canonical"? href="?https://guide\.example\.org/practice/units/', page)
    assert "https://github.com/example/guide/edit/main/docs/practice/units.md" in page


FAULTS = {
    # name: (file, old, new, what the message names)
    "broken macro": ("docs/practice/units.md", 'quiz("units"', 'quiz("unitz"', "docs/practice/units.md:{line}:"),
    "undefined name": ("docs/practice/units.md", "{{ quiz(", "{{ qiz(", "docs/practice/units.md:{line}:"),
    "bad YAML": ("docs/data/units.yml", "authority: medicare", "authority: medicar", "docs/data/units.yml:{line}:"),
}


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_a_fault_is_named_and_leaves_the_last_good_site(checkout: Path, builder: str) -> None:
    """Break, see the build refuse and the old site stand; correct it, see it build again."""
    assert build(checkout, builder).returncode == 0
    good = {path: path.read_bytes() for path in (checkout / "site").rglob("*.html")}
    assert good
    for name, (file, old, new, named) in FAULTS.items():
        sound = (checkout / file).read_text("utf-8")
        line = spoil(checkout, file, old, new)
        done = build(checkout, builder)
        assert done.returncode == 1, name
        assert done.stderr.startswith(named.format(line=line)), f"{name}: {done.stderr}"
        assert "Traceback" not in done.stderr
        assert {path: path.read_bytes() for path in (checkout / "site").rglob("*.html")} == good, name
        (checkout / file).write_text(sound, "utf-8")
    assert build(checkout, builder).returncode == 0


def build_bare(root: Path, builder: str, *options: str) -> Outcome:
    """Call the builder without `guide`."""
    command = [sys.executable, "-m", builder, "build", "--strict", *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("builder", "options"), [("mkdocs", ()), ("zensical", ("--clean",))], ids=["mkdocs", "zensical"])
def test_the_bare_builder_builds_the_site_and_refuses_a_broken_page(
    checkout: Path, builder: str, options: tuple[str, ...]
) -> None:
    """Whoever calls the builder without `guide` gets a site, and never a page of errors with exit 0."""
    assert build_bare(checkout, builder, *options).returncode == 0
    assert (checkout / "site/index.html").is_file()
    for name, (file, old, new, _) in FAULTS.items():
        sound = (checkout / file).read_text("utf-8")
        spoil(checkout, file, old, new)
        assert build_bare(checkout, builder, *options).returncode != 0, name
        (checkout / file).write_text(sound, "utf-8")


def showing(site: Path, text: str) -> set[str]:
    return {name for name in pages(site) if text in (site / name).read_text("utf-8")}


@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_a_changed_scenario_and_a_changed_rule_reach_every_page(checkout: Path, builder: str) -> None:
    """Also on a warm rebuild, for which zensical keeps a cache."""

    def rebuilt() -> Path:
        done = build_bare(checkout, builder)
        assert done.returncode == 0, done.stdout + done.stderr
        return checkout / "site"

    path = checkout / "quizzes/units.yml"
    source = path.read_text("utf-8")
    rebuilt()
    details = re.findall(r"\bdetail: ([^{}\n]+)\n", source)
    words = next(each for each in ["How is it billed to Medicare?", *details] if showing(checkout / "site", each))
    before = showing(checkout / "site", words)
    path.write_text(source.replace(words, "What may Medicare be billed?"), "utf-8")
    assert showing(rebuilt(), "What may Medicare be billed?") == before
    assert not showing(checkout / "site", words)
    old = showing(checkout / "site", "Add up the timed minutes")
    assert old
    spoil(checkout, "macros/rules/units.py", "Add up the timed minutes", "Sum all timed minutes")
    assert showing(rebuilt(), "Sum all timed minutes") == old
    assert not showing(checkout / "site", "Add up the timed minutes")


@pytest.mark.parametrize("builder", ["mkdocs", "zensical", "properdocs"])
def test_no_script_keeps_the_first_sight_of_a_page_waiting(built: dict[str, Path], builder: str) -> None:
    pages = [page for page in built[builder].rglob("*.html") if "downloads" not in page.parts]
    assert len(pages) > 50
    for page in pages:
        outside = re.findall(r"<script\b[^>]*\bsrc=[^>]*>", page.read_text("utf-8"))
        assert len(outside) >= 2, page
        assert all("defer" in tag or 'type="module"' in tag or "type=module" in tag for tag in outside), page
