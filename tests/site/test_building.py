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

from tests.built_sites import built_sites, copy_checkout, write_small_site
from tests.command import Outcome, guide_process
from tests.plain_yaml import plain_yaml
from tests.small_checkout import spoil

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.builds


BUILDERS = ("mkdocs", "zensical")
"""Those that the whole site is built with; properdocs builds it with `make proof`, and the small one always."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of each builder."""
    return built_sites(BUILDERS, tmp_path_factory)


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


def alike(mine: Path, theirs: Path, quizzes: int) -> None:
    """Two sites have the same pages, the same texts and the same quizzes, on so many pages at least."""
    assert pages(mine) == pages(theirs)
    count = 0
    for name in sorted(pages(mine) - {"404.html"}):
        one, two = content(mine / name), content(theirs / name)
        assert one.quiz == two.quiz, f"{name}: the quiz differs"
        assert one.text == two.text, f"{name}: the text differs"
        count += bool(one.quiz)
    assert count >= quizzes


def test_the_builders_give_the_same_pages_and_the_same_quizzes(built: dict[str, Path]) -> None:
    alike(built["mkdocs"], built["zensical"], 4)


@pytest.mark.proof
def test_properdocs_gives_the_same_pages_and_the_same_quizzes(tmp_path_factory: pytest.TempPathFactory) -> None:
    mine, theirs = built_sites(("mkdocs", "properdocs"), tmp_path_factory).values()
    alike(mine, theirs, 4)


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
                if target.suffix in {".yml", ".json", ".xml", ".gift", ".csv", ".txt"}:
                    assert (target.is_file(), anchor) == (True, ""), f"{name}: {link}"
                    continue
                page = (target / "index.html" if target.is_dir() else target).resolve().relative_to(site.resolve()).as_posix()
                assert page in anchors, f"{name}: {link}"
                if "=" in anchor:
                    continue  # what a script of the page reads, such as the questions of a set
                assert not anchor or anchor in anchors[page], f"{name}: {link}"


def test_the_old_address_of_every_fact_still_leads_to_it(built: dict[str, Path]) -> None:
    """A page that cites lists the facts that it does not cite too: folded, with their anchors."""
    addresses = plain_yaml(ROOT / "tests/site/fact_addresses.yml")
    assert sum(map(len, addresses.values())) > 600
    for builder in ("mkdocs", "zensical"):
        for page, facts in addresses.items():
            text = (built[builder] / page / "index.html").read_text("utf-8")
            anchors = set(re.findall(r"""\bid=["']?([^"'\s>]+)""", text))
            assert set(facts) - anchors == set(), f"{builder}: {page}"


def test_the_data_is_published_as_it_is(built: dict[str, Path]) -> None:
    for site in built.values():
        for path in (ROOT / "docs/data").glob("*.yml"):
            assert (site / "data" / path.name).read_bytes() == path.read_bytes()


def test_the_search_is_for_pages_and_holds_no_questions(built: dict[str, Path]) -> None:
    for builder, name in (("mkdocs", "search/search_index.json"), ("zensical", "search.json")):
        index = (built[builder] / name).read_text("utf-8")
        assert index.count("Worked answer") == 0, builder  # to show where in a text this long would take hours
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


WRITERS: dict[str, Callable[[Path], Path]] = {"small": write_small_site, "whole": copy_checkout}


def checkouts(*, zensical_in_proof: bool = False) -> list[object]:
    """What a test breaks and then fixes, with each builder. `make proof` uses the whole project too.

    The tests of one builder share a checkout that was built once, on one worker.
    """

    def marks(size: str, builder: str) -> list[pytest.MarkDecorator]:
        proof = size == "whole" or (zensical_in_proof and builder == "zensical")
        return [pytest.mark.xdist_group(f"the {size} site of {builder}"), *([pytest.mark.proof] if proof else [])]

    return [
        pytest.param((size, builder), marks=marks(size, builder), id=f"{size}-{builder}")
        for size in WRITERS
        for builder in ("mkdocs", "zensical")
    ]


Built = tuple[Path, str]
"""A checkout, and the builder that has built it once. A test leaves every file but those of the site as it was."""


def build(root: Path, builder: str) -> Outcome:
    return guide_process("build", "--builder", builder, root=root, cwd=root)


@pytest.fixture(scope="module")
def checkout(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A checkout whose addresses are set, as `guide build` has built it."""
    size, builder = request.param
    root = WRITERS[size](tmp_path_factory.mktemp("checkout"))
    path = root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://guide.example.org/x/", path.read_text("utf-8"))
    path.write_text(re.sub(r"(?m)^repo_url:.*$", "repo_url: https://github.com/example/guide", text))
    done = build(root, builder)
    assert done.returncode == 0, done.stderr
    return root, builder


@pytest.fixture(scope="module")
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A checkout as the builder alone, without `guide`, has built it."""
    size, builder = request.param
    root = WRITERS[size](tmp_path_factory.mktemp("bare"))
    done = build_bare(root, builder)
    assert done.returncode == 0, done.stdout + done.stderr
    return root, builder


@pytest.mark.parametrize("checkout", checkouts(), indirect=True)
def test_addresses_that_are_set_appear(checkout: Built) -> None:
    page = (checkout[0] / "site/practice/units/index.html").read_text("utf-8")
    assert re.search(r'rel="?canonical"? href="?https://guide\.example\.org/x/practice/units/', page)
    assert '<meta property="og:url" content="https://guide.example.org/x/practice/units/">' in page
    assert '<meta property="og:image" content="https://guide.example.org/x/assets/card.png">' in page
    lost = (checkout[0] / "site/404.html").read_text("utf-8")
    inner = [address for address in re.findall(r'(?:href|src)="?([^"#> ]+)', lost) if not address.startswith(("data:", "https:"))]
    assert len(inner) >= 10
    assert [address for address in inner if not address.startswith("/x/")] == [], "it is shown at any depth below the top"
    assert "https://github.com/example/guide/edit/main/docs/practice/units.md" in page
    assert "md-source" in page
    assert not re.search(r'data-md-component="?source\b', page), "the theme would ask GitHub for its stars"


@pytest.mark.parametrize("checkout", checkouts(zensical_in_proof=True)[:1], indirect=True)
def test_properdocs_builds_the_small_site_alike(checkout: Built, tmp_path: Path) -> None:
    root = checkout[0]
    done = guide_process("build", "--builder", "properdocs", "--site", tmp_path / "site", root=root, cwd=root)
    assert done.returncode == 0, done.stderr
    alike(root / "site", tmp_path / "site", 1)


FAULTS = {
    # name: (file, old, new, what the message names)
    "broken macro": ("docs/practice/units.md", 'quiz("units"', 'quiz("unitz"', "docs/practice/units.md:{line}:"),
    "undefined name": ("docs/practice/units.md", "{{ quiz(", "{{ qiz(", "docs/practice/units.md:{line}:"),
    "bad YAML": ("docs/data/units.yml", "authority: medicare", "authority: medicar", "docs/data/units.yml:{line}:"),
}


@pytest.mark.parametrize("checkout", checkouts(zensical_in_proof=True), indirect=True)
def test_a_fault_is_named_and_leaves_the_last_good_site(checkout: Built) -> None:
    """Break, see the build refuse and the old site stand; correct it, see it build again."""
    root, builder = checkout
    good = {path: path.read_bytes() for path in (root / "site").rglob("*.html")}
    assert good
    for name, (file, old, new, named) in FAULTS.items():
        sound = (root / file).read_text("utf-8")
        line = spoil(root, file, old, new)
        done = build(root, builder)
        assert done.returncode == 1, name
        assert done.stderr.startswith(named.format(line=line)), f"{name}: {done.stderr}"
        assert "Traceback" not in done.stderr
        assert {path: path.read_bytes() for path in (root / "site").rglob("*.html")} == good, name
        (root / file).write_text(sound, "utf-8")
    assert build(root, builder).returncode == 0


def build_bare(root: Path, builder: str, *options: str) -> Outcome:
    """Call the builder without `guide`."""
    command = [sys.executable, "-m", builder, "build", "--strict", *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def showing(site: Path, text: str) -> set[str]:
    return {name for name in pages(site) if text in (site / name).read_text("utf-8")}


@pytest.mark.parametrize("bare", checkouts(), indirect=True)
def test_a_changed_scenario_and_a_changed_rule_reach_every_page(bare: Built) -> None:
    """Also on a warm rebuild, for which zensical keeps a cache."""
    root, builder = bare

    def rebuilt() -> Path:
        done = build_bare(root, builder)
        assert done.returncode == 0, done.stdout + done.stderr
        return root / "site"

    scenarios, rule = root / "quizzes/units.yml", root / "macros/rules/units.py"
    before = {path: path.read_text("utf-8") for path in (scenarios, rule)}
    details = re.findall(r"\bdetail: ([^{}\n]+)\n", before[scenarios])
    words = next(each for each in ["How is it billed to Medicare?", *details] if showing(root / "site", each))
    pages_of_scenario = showing(root / "site", words)
    pages_of_rule = showing(root / "site", "Add up the timed minutes")
    assert pages_of_rule
    scenarios.write_text(before[scenarios].replace(words, "What may Medicare be billed?"), "utf-8")
    assert showing(rebuilt(), "What may Medicare be billed?") == pages_of_scenario
    assert not showing(root / "site", words)
    spoil(root, "macros/rules/units.py", "Add up the timed minutes", "Sum all timed minutes")
    assert showing(rebuilt(), "Sum all timed minutes") == pages_of_rule
    assert not showing(root / "site", "Add up the timed minutes")
    for path, text in before.items():
        path.write_text(text, "utf-8")


@pytest.mark.parametrize("bare", checkouts(), indirect=True)
def test_the_bare_builder_builds_the_site_and_refuses_a_broken_page(bare: Built) -> None:
    """Whoever calls the builder without `guide` gets a site, and never a page of errors with exit 0.

    The last test of its checkout, for a builder that refuses may leave half a site.
    """
    root, builder = bare
    options = ["--clean"] if builder == "zensical" else []
    assert (root / "site/index.html").is_file()
    for name, (file, old, new, _) in FAULTS.items():
        sound = (root / file).read_text("utf-8")
        spoil(root, file, old, new)
        assert build_bare(root, builder, *options).returncode != 0, name
        (root / file).write_text(sound, "utf-8")


@pytest.mark.parametrize("builder", BUILDERS)
def test_no_script_keeps_the_first_sight_of_a_page_waiting(built: dict[str, Path], builder: str) -> None:
    pages = [page for page in built[builder].rglob("*.html") if "downloads" not in page.parts]
    assert len(pages) > 50
    for page in pages:
        outside = re.findall(r"<script\b[^>]*\bsrc=[^>]*>", page.read_text("utf-8"))
        assert len(outside) >= 2, page
        assert all("defer" in tag or 'type="module"' in tag or "type=module" in tag for tag in outside), page
