"""What a built site still gets before it is put in place: a content security policy on every page, a search that knows all of
its words, and its offline worker.

Policy and worker depend on everything that was built, so no page template can hold them; what a template can hold is in
theme/. Both builders' sites are finished alike. lxml reads the pages, to find their scripts, and does not write them: a
page written again from its tree would be another text in a hundred places, and the hash of a script holds for one text
alone. So what is added stands at one place that is known, and a page without that place is an error.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from lxml import html as lxml_html

CHARSET = '<meta charset="utf-8">'
"""How the head of every page begins, in both builders' themes and in our own files. The policy comes right after it."""

DATA_TYPES = frozenset({"application/json", "application/ld+json"})
"""Types of scripts that are data: a browser runs none of them."""

WORKER = "sw.js"
KEPT_OFFLINE = {".html", ".css", ".js", ".json", ".svg", ".png", ".ico"}
NOT_OFFLINE = ("generated/downloads/", "generated/data/", "data/", "assets/javascripts/lunr/", WORKER)
"""Files to take along, data for programs, and the search of other languages: nobody reads them in the site."""


def finish(site: Path) -> None:
    """Finish a built site in place."""
    for page in sorted(site.rglob("*.html")):
        text = page.read_text("utf-8")
        page.write_text(with_policy(without_idle_space(text)), "utf-8")
    for script in sorted(site.glob("assets/javascripts/workers/search.*.js")):
        script.write_text(with_words_told_apart(script.read_text("utf-8")), "utf-8")
    (site / WORKER).write_text(worker(site), "utf-8")


AMBIGUOUS_KEY = "e=e+s+o.id}"


def with_words_told_apart(script: str) -> str:
    """The theme's search script without a fault of lunr, which in an index with numbers may refuse a search for one letter.

    lunr shares the ends of words among words. It knows equal ends by a key: the next letters, each with the number of what
    follows it, with nothing in between. So 1 followed by 234 has the key of 1 followed by 2 and 3 followed by 4.
    """
    return script.replace(AMBIGUOUS_KEY, 'e=e+s+o.id+" "}')


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


def with_policy(page: str) -> str:
    """The page with a content security policy that allows its own inline scripts by their hashes, and no other.

    Raises ValueError for a page that does not declare UTF-8 as both themes do, and for an inline script that would not run
    because its hash was taken of another text than the page holds.
    """
    hashes = []
    for script in inline_scripts(page):
        if f">{script}</script>" not in page:
            raise ValueError(f"an inline script was read otherwise than it is written: {script[:80]}")
        hashes.append(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode())
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in dict.fromkeys(hashes))])
    policy = "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
        ]
    )
    head, charset, rest = page.partition(CHARSET)
    if not charset:
        raise ValueError(f"a page without {CHARSET} has no place for its security policy")
    return f'{head}{charset}<meta http-equiv="Content-Security-Policy" content="{policy}">{rest}'


def inline_scripts(page: str) -> list[str]:
    """The scripts that are written in a page itself and that a browser runs, as they are written there."""
    return [
        script.text
        for script in lxml_html.document_fromstring(page).iter("script")
        if script.text and script.text.strip() and script.get("src") is None and script.get("type") not in DATA_TYPES
    ]


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
