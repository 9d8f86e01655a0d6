"""A page with one question or one case, for whoever writes it: the look and the player of the site, served from a folder."""

from __future__ import annotations

import shutil
import webbrowser
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

from macros.guide import Guide
from macros.pages.case_page import case_html
from macros.pages.item_form import TOP, item_form
from macros.pages.templating import html
from macros.scenarios.case import DrawnCase
from macros.scenarios.item import Item


def write_preview(guide: Guide, shown: Item | DrawnCase, folder: Path) -> None:
    """Write the page and what it loads into an empty folder."""
    if isinstance(shown, DrawnCase):
        title, made = shown.case.title, case_html(guide, shown)
    else:
        title, made = shown.id, item_form(guide.library, guide.quizzes.topic(shown.topic), shown)
    page = html("preview.html.j2", title=title, items=[made]).replace(TOP, "./")
    (folder / "index.html").write_text(page, "utf-8")
    shutil.copytree(guide.root / "docs" / "assets", folder / "assets")
    styles = Path(str(files("material"))) / "templates" / "assets" / "stylesheets"
    shutil.copy(next(styles.glob("main.*.min.css")), folder / "assets" / "material.css")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing is said of each request."""


def serve_preview(folder: Path) -> ThreadingHTTPServer:
    """A server of the folder on loopback, bound to a free port and not yet running."""
    return ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))


def show_preview(server: ThreadingHTTPServer) -> None:
    """Open the browser on the page, and serve it until Ctrl+C."""
    webbrowser.open(f"http://127.0.0.1:{server.server_address[1]}/")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
