"""What a built site still gets before it is put in place: a content security policy on every page and in a file for hosts that
send headers, scripts and styles without their comments, a search that knows all of its words and loads when it is wanted, and
its offline worker.

Policy and worker depend on everything that was built, so no page template can hold them; what a template can hold is in
theme/. Both builders' sites are finished alike. lxml reads the pages, to find their scripts, and does not write them: a
page written again from its tree would be another text in a hundred places, and the hash of a script holds for one text
alone. So what is added stands at one place that is known, and a page without that place is an error.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path

from lxml import html as lxml_html

from macros.pages.policy import element_of, headers, policy, trusted_types
from macros.text.shortened import shortened_script, shortened_style

CHARSET = '<meta charset="utf-8">'
"""How the head of every page begins, in both builders' themes and in our own files. The policy comes right after it."""

DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Types of scripts that are data: a browser runs none of them."""

OF_OTHERS = frozenset({"javascripts", "stylesheets", "vendor"})
"""Folders of assets that come from the theme or from a library: they stay as they came, with their licenses."""

HEADERS = "_headers"
"""What some hosts read to know which headers to send."""

OTHER_LANGUAGES = "assets/javascripts/lunr"
"""What the theme's search needs for languages other than English: 32 scripts by several makers."""

WORKER = "sw.js"
KEPT_OFFLINE = {".html", ".css", ".js", ".json", ".svg", ".png", ".ico"}
NOT_OFFLINE = (
    *("generated/downloads/", "generated/data/", "data/", f"{OTHER_LANGUAGES}/"),
    *("assets/card.png", "assets/screenshot.png", WORKER),
)
"""Files to take along, data for programs, the search of other languages, pictures for other sites: no page shows them."""


def finish(site: Path) -> None:
    """Finish a built site in place."""
    scripts: dict[str, None] = {trusted_types(): None}
    themes_styles = styles_in_scripts(site)
    styles: dict[str, None] = dict.fromkeys(themes_styles)
    for page in sorted(site.rglob("*.html")):
        text = with_code_in_reach(without_idle_space(page.read_text("utf-8")))
        page.write_text(with_policy(text, themes_styles), "utf-8")
        scripts |= dict.fromkeys(inline_scripts(text))
        styles |= dict.fromkeys(inline_styles(text))
    if not (site / HEADERS).exists():  # docs/ may have one of its own
        (site / HEADERS).write_text(headers(policy(scripts, styles)), "utf-8")
    for ending, shortened in ((".js", shortened_script), (".css", shortened_style)):
        for path in sorted(site.glob(f"assets/**/*{ending}")):
            if path.relative_to(site).parts[1] not in OF_OTHERS:
                path.write_text(shortened(path.read_text("utf-8")), "utf-8")
    for bundle in sorted(site.glob("assets/javascripts/bundle.*.js")):
        bundle.write_text(with_search_on_demand(bundle.read_text("utf-8")), "utf-8")
    for script in sorted(site.glob("assets/javascripts/workers/search.*.js")):
        script.write_text(with_words_told_apart(script.read_text("utf-8")), "utf-8")
    if only_english(site):
        shutil.rmtree(site / OTHER_LANGUAGES)
    (site / WORKER).write_text(worker(site), "utf-8")


def only_english(site: Path) -> bool:
    """Whether the site has scripts to search in other languages, and its search asks for none of them."""
    index = site / "search" / "search_index.json"
    if not (site / OTHER_LANGUAGES).is_dir() or not index.is_file():
        return False
    languages: list[str] = json.loads(index.read_text("utf-8"))["config"]["lang"]
    return languages == ["en"]


AMBIGUOUS_KEY = "e=e+s+o.id}"


def with_words_told_apart(script: str) -> str:
    """The theme's search script without a fault of lunr, which in an index with numbers may refuse a search for one letter.

    lunr shares the ends of words among words. It knows equal ends by a key: the next letters, each with the number of what
    follows it, with nothing in between. So 1 followed by 234 has the key of 1 followed by 2 and 3 followed by 4.
    """
    return script.replace(AMBIGUOUS_KEY, 'e=e+s+o.id+" "}')


INDEX = re.compile(r'\w+\(new URL\("search(?:/search_index)?\.json",\w+\.base\)\)')

ON_DEMAND = """(index=>new index.constructor(reader=>{
let wanted=()=>{for(let name of names)removeEventListener(name,look,true);index.subscribe(reader)},
look=event=>{let at=event.target;
if(event.type=="keydown"?/^[fks/]$/i.test(event.key)&&!at.closest?.("input,select,textarea"):at.closest?.("[class*=md-search],[for=__search],#__search"))wanted()},
names=["focusin","pointerdown","change","keydown"];
if(/[?&][hq]=/.test(location.search))index.subscribe(reader);
else for(let name of names)addEventListener(name,look,true)}))(@)"""
"""Ask for the index once somebody turns to the search, or comes from it to a page whose words are marked."""


def with_search_on_demand(script: str) -> str:
    """The theme's script, which asks for the search's index with every page, so that it waits until somebody searches.

    The index weighs more than all else on a page together.
    """
    return INDEX.sub(lambda asked: ON_DEMAND.replace("\n", "").replace("@", asked[0]), script)


def with_code_in_reach(page: str) -> str:
    """The page with its blocks of code in reach of the keyboard, for on a narrow screen they scroll."""
    return page.replace("<pre><", '<pre tabindex="0"><')


def without_idle_space(page: str) -> str:
    """The theme's frame around the article without its blank lines and indentation: a twentieth of what a quiz page weighs."""
    head, opening, rest = page.partition("<article")
    article, closing, foot = rest.rpartition("</article>")
    if not closing:
        return page
    return _unindented(head) + opening + article + closing + _unindented(foot)


def _unindented(frame: str) -> str:
    first, *lines = frame.split("\n")
    texts = [text for line in lines if (text := line.lstrip())]
    return "\n".join([first, *texts, *([""] if lines and not lines[-1].strip() else [])])


def with_policy(page: str, styles: Iterable[str] = ()) -> str:
    """The page with a content security policy that allows its own inline scripts and styles by their hashes, these `styles` of
    the theme's script, and no other.

    Raises ValueError for a page that does not declare UTF-8 as both themes do, and for a script or style that would not count
    because its hash was taken of another text than the page holds.
    """
    head, charset, rest = page.partition(CHARSET)
    if not charset:
        raise ValueError(f"a page without {CHARSET} has no place for its security policy")
    scripts = inline_scripts(page)
    first = f"<script>{trusted_types()}</script>" if RUNS_SCRIPTS.search(page) else ""
    if first:
        scripts.insert(0, trusted_types())
    return f"{head}{charset}{element_of(policy(scripts, [*inline_styles(page), *styles]))}{first}{rest}"


RUNS_SCRIPTS = re.compile(r"<script\b", re.IGNORECASE)


def inline_scripts(page: str) -> list[str]:
    """The scripts that are written in a page itself and that a browser runs, as they are written there."""
    scripts = lxml_html.document_fromstring(page).iter("script")
    return _as_written(
        page, "script", (each for each in scripts if each.get("src") is None and each.get("type") not in DATA_TYPES)
    )


def inline_styles(page: str) -> list[str]:
    """The styles that are written in a page itself, as they are written there."""
    return _as_written(page, "style", lxml_html.document_fromstring(page).iter("style"))


STYLE_IN_SCRIPT = re.compile(r"""'([.:@][^'\\\n]{1000,}\})'""")


def styles_in_scripts(site: Path) -> list[str]:
    """The styles that the theme's script puts on a page itself: Zensical's has that of its search."""
    bundles = sorted(site.glob("assets/javascripts/bundle.*.js"))
    return [style for bundle in bundles for style in STYLE_IN_SCRIPT.findall(bundle.read_text("utf-8"))]


def _as_written(page: str, name: str, elements: Iterable[lxml_html.HtmlElement]) -> list[str]:
    texts = [each.text for each in elements if each.text and each.text.strip()]
    for text in texts:
        if f">{text}</{name}>" not in page:
            raise ValueError(f"an inline {name} was read otherwise than it is written: {text[:80]}")
    return texts


def worker(site: Path) -> str:
    """The offline worker of this very build: its version changes with any file that it keeps."""
    kept = {}
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if file.is_file() and file.suffix in KEPT_OFFLINE and not name.startswith(NOT_OFFLINE):
            kept[name.removesuffix("index.html") or "./"] = hashlib.sha256(file.read_bytes()).hexdigest()
    version = hashlib.sha256(json.dumps(kept).encode()).hexdigest()[:16]
    template = (Path(__file__).parents[1] / "pages" / "templates" / "worker.js").read_text("utf-8")
    return template.replace('"@version@"', json.dumps(version)).replace('["@files@"]', json.dumps(list(kept)))
