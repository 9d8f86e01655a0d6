"""What a built site still gets before it is put in place: a content security policy on every page, and its offline worker.

Both depend on everything that was built, so no page template can hold them; both builders' sites are finished alike.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_OUTSIDE = re.compile(r"\bsrc\s*=", re.IGNORECASE)
_DATA = re.compile(r"\btype\s*=\s*[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_HEAD = re.compile(r"<meta charset=[^>]*>", re.IGNORECASE)

_SEARCH = re.compile(r'(<div class="?md-search"? data-md-component="?search"? role="?dialog"?)>')

_BUNDLE = re.compile(r'<script (?=src="?[^" >]*/bundle\.[^" >]*\.js)')

_SPACE = re.compile(r"\n\s+")

WORKER = "sw.js"
KEPT_OFFLINE = {".html", ".css", ".js", ".json", ".svg", ".png", ".ico"}
NOT_OFFLINE = ("generated/downloads/", "generated/data/", "data/", "assets/javascripts/lunr/", WORKER)
"""Files to take along, data for programs, and the search of other languages: nobody reads them in the site."""


def finish(site: Path) -> None:
    """Finish a built site in place."""
    for page in sorted(site.rglob("*.html")):
        text = page.read_text("utf-8")
        page.write_text(with_policy(with_late_bundle(with_named_search(without_idle_space(text)))), "utf-8")
    (site / WORKER).write_text(worker(site), "utf-8")


def with_named_search(page: str) -> str:
    """Material's search is a dialog without a name; Zensical's has one, and another form that no override could share."""
    return _SEARCH.sub(r'\1 aria-label="Search">', page)


def with_late_bundle(page: str) -> str:
    """The theme's own script put off until the page is read, so that the first sight of the page does not wait for it."""
    return _BUNDLE.sub("<script defer ", page)


def without_idle_space(page: str) -> str:
    """The theme's frame around the article without its blank lines and indentation: a twentieth of what a quiz page weighs."""
    head, opening, rest = page.partition("<article")
    article, closing, foot = rest.rpartition("</article>")
    if not closing:
        return page
    return _SPACE.sub("\n", head) + opening + article + closing + _SPACE.sub("\n", foot)


def with_policy(page: str) -> str:
    """The page with a content security policy that allows its own inline scripts by their hashes, and no other."""
    hashes = dict.fromkeys(
        base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        for attributes, body in _SCRIPT.findall(page)
        if body.strip() and not _OUTSIDE.search(attributes) and not _DATA.search(attributes)
    )
    scripts = " ".join(["'self'", *(f"'sha256-{each}'" for each in hashes)])
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
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return _HEAD.sub(lambda found: found[0] + meta, page, count=1)


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
