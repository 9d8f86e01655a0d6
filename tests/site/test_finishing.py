"""What a page gets beside what its builder made: a policy for its scripts, less idle space, and two changes of the theme."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from macros.pages.policy import hashed, trusted_types
from macros.site.build import COMMANDS
from macros.site.finishing import (
    AMBIGUOUS_KEY,
    INDEX,
    ON_DEMAND,
    finish,
    inline_scripts,
    styles_in_scripts,
    with_policy,
    without_idle_space,
)

ROOT = Path(__file__).resolve().parents[2]
HEAD = '<!doctype html><html><head><meta charset="utf-8"></head><body>'

SETTINGS = """\
site_name: A page
theme: {name: material, custom_dir: theme, font: false}
extra_javascript: [{path: assets/guide.js, type: module}]
plugins: [search]
"""


@pytest.fixture(scope="module", params=["mkdocs", "zensical"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of two pages with the project's theme."""
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "docs/deep/assets").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# One\n", "utf-8")
    (folder / "docs/deep/page.md").write_text("# Two\n\n    code\n      kept\n", "utf-8")
    (folder / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    shutil.copytree(ROOT / "theme", folder / "theme")
    command = [sys.executable, "-m", *(word for word in COMMANDS[request.param] if word != "--strict")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) == 3
    return found


def test_the_search_has_a_name_and_the_theme_waits_for_the_page(site: Path) -> None:
    for page in pages(site):
        text = page.read_text("utf-8")
        (search,) = re.findall(r'<div class="md-search"[^>]*>', text)
        assert search.count('aria-label="Search"') == 1
        (bundle,) = re.findall(r"<script[^>]*/bundle\.[^>]*>", text)
        assert bundle.startswith("<script defer src=")
        (ours,) = re.findall(r"<script[^>]*guide\.js[^>]*>", text)
        assert 'type="module"' in ours
        assert "&lt;script" not in text


HASH = re.compile(r"'sha256-[^']+'")


def sent_headers(site: Path) -> dict[str, str]:
    """The headers that a host sends with every file, as Netlify and Cloudflare Pages read them."""
    first, *lines = (site / "_headers").read_text("utf-8").splitlines()
    assert first == "/*"
    assert max(map(len, lines)) <= 2000, "Cloudflare Pages ignores a longer line"
    pairs = [line.split(": ", 1) for line in lines]
    assert all(name.startswith("  ") for name, _ in pairs)
    return {name.strip(): value for name, value in pairs}


def test_hosts_that_send_headers_are_told_the_policy_and_what_no_page_can_say(site: Path, tmp_path: Path) -> None:
    finished = tmp_path / "site"
    shutil.copytree(site, finished)
    finish(finished)
    sent = sent_headers(finished)
    rules = dict(rule.split(" ", 1) for rule in sent["Content-Security-Policy"].split("; "))
    assert rules["frame-ancestors"] == "'self'"
    assert (
        rules["default-src"] == rules["object-src"] == rules["base-uri"] == rules["form-action"] == rules["frame-src"] == "'none'"
    )
    assert rules["connect-src"] == "'self'"
    assert "unsafe" not in sent["Content-Security-Policy"]
    assert sent["X-Content-Type-Options"] == "nosniff"
    assert sent["Referrer-Policy"] == "no-referrer"
    assert "camera=()" in sent["Permissions-Policy"]
    (finished / "_headers").write_text("/*\n  X-Own: 1\n", "utf-8")
    finish(finished)
    assert sent_headers(finished) == {"X-Own": "1"}, "a file of its own stays"


class _Read(HTMLParser):
    """A page's inline scripts, its policies, and its tags and words, by another parser than the one that is tried."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.scripts: list[str] = []
        self.policies: list[str] = []
        self.read: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._script = tag == "script" and "src" not in given and given.get("type") != "application/json"
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(given["content"] or "")
        else:
            self.read.append(f"<{tag} {attrs}>")

    def handle_endtag(self, tag: str) -> None:
        self.read.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if self._script and data.strip():
            self.scripts.append(data)
        self.read += data.split()


def read(text: str) -> _Read:
    parser = _Read()
    parser.feed(text)
    return parser


def test_each_page_allows_its_own_scripts_and_is_otherwise_what_it_was(site: Path, tmp_path: Path) -> None:
    finished = tmp_path / "site"
    shutil.copytree(site, finished)
    finish(finished)
    assert (finished / "sw.js").is_file()
    sent = sent_headers(finished)
    for page in pages(site):
        before, after = read(page.read_text("utf-8")), read((finished / page.relative_to(site)).read_text("utf-8"))
        assert after.scripts.pop(0) == trusted_types(), "the first script of a page"
        first = ["<script []>", *trusted_types().split(), "</script>"]
        at = after.read.index("<meta [('charset', 'utf-8')]>") + 1
        assert after.read[at : at + len(first)] == first
        del after.read[at : at + len(first)]
        assert [part.replace("<pre [('tabindex', '0')]>", "<pre []>") for part in after.read] == before.read
        after.scripts.insert(0, trusted_types())
        (policy,) = after.policies
        assert len(after.scripts) >= 2
        for script in after.scripts:
            assert f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" in policy
        assert policy.partition("style-src")[0].count("sha256-") == len(set(after.scripts))
        assert set(HASH.findall(policy)) <= set(HASH.findall(sent["Content-Security-Policy"]))
    for search in site.glob("assets/javascripts/workers/search.*.js"):
        if "lunr" in search.read_text("utf-8"):
            assert AMBIGUOUS_KEY in search.read_text("utf-8"), "the theme's search has changed"
            assert AMBIGUOUS_KEY not in (finished / search.relative_to(site)).read_text("utf-8")
    (bundle,) = site.glob("assets/javascripts/bundle.*.js")
    of_search = 'C("style",{},' in bundle.read_text("utf-8")  # Zensical's search stands in a shadow with a style of its own
    assert len(styles_in_scripts(site)) == of_search
    assert all(hashed(style) in sent["Content-Security-Policy"] for style in styles_in_scripts(site))
    assert len(INDEX.findall(bundle.read_text("utf-8"))) == 1, "the theme asks for the search's index in another way"
    assert ON_DEMAND.partition("\n")[0] in (finished / bundle.relative_to(site)).read_text("utf-8")
    code = (finished / "deep/page/index.html").read_text("utf-8")
    assert "code\n  kept" in code, "space within an article is kept"
    assert code.count("<pre") == code.count('<pre tabindex="0">') == 1


ODD_SCRIPTS = ["a < b && c", "'&amp;'", "x = '<b>é — \u00a0</b>'", "\n  y = 1\n", "z = '<!-- no comment'"]


@pytest.mark.parametrize("script", ODD_SCRIPTS)
def test_the_hash_is_of_the_script_as_it_is_written(script: str) -> None:
    page = f"{HEAD}<p>é</p><SCRIPT>{script}</script></body></html>"
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' {hashed(trusted_types())} 'sha256-{digest}'; " in with_policy(page)


def test_scripts_from_files_and_data_need_no_hash() -> None:
    page = f'{HEAD}<script src=a.js>not run</script><script type="application/json">{{}}</script><script> </script></body></html>'
    assert inline_scripts(page) == []
    assert f"script-src 'self' {hashed(trusted_types())}; " in with_policy(page)


def test_a_page_without_scripts_gets_none() -> None:
    page = with_policy(f"{HEAD}<p>Read it.</p></body></html>")
    assert "script-src 'self'; " in page
    assert "<script" not in page


def test_the_policy_stands_before_every_script() -> None:
    page = with_policy(f"{HEAD}<script>1</script></body></html>")
    assert page.startswith('<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy"')


def test_a_page_without_a_place_for_its_policy_is_an_error() -> None:
    with pytest.raises(ValueError, match="no place for its security policy"):
        with_policy("<!doctype html><html><head></head><body></body></html>")


def test_idle_space_goes_from_the_frame_alone() -> None:
    page = (
        "<body>\n\n   <nav>\n     a\n  b</nav>\n  <article>\n\n  <pre>\n   x\n\n  y</pre></article>\n   <p>\n\n  z</p>\n</body>\n"
    )
    kept = "<article>\n\n  <pre>\n   x\n\n  y</pre></article>"
    assert without_idle_space(page.replace("@", kept)) == f"<body>\n<nav>\na\nb</nav>\n{kept}\n<p>\nz</p>\n</body>\n"
    assert without_idle_space("<body>\n\n  x") == "<body>\n\n  x", "a page without an article stays as it is"
