"""Pages as a builder would show them, without building the whole site."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import markdown
from jinja2 import Environment, StrictUndefined

from macros.pages.page_macros import page_filters, page_macros

ROOT = Path(__file__).resolve().parents[2]
EXTENSIONS = [
    *("attr_list", "md_in_html", "tables", "toc", "pymdownx.superfences"),
    *("macros.pages.labelled_cells", "macros.pages.page_terms"),
]
"""What mkdocs.yml loads, as far as it changes what readers read."""

READ = ("index.md", "reference", "trainers", "practice")
"""Pages below docs/ that speak to readers about billing."""


def pages() -> list[Path]:
    """Every page for readers."""
    docs = ROOT / "docs"
    return [page for name in READ for page in (sorted((docs / name).rglob("*.md")) or [docs / name])]


def rendered(page: Path, repository: str = "") -> str:
    """The page's Markdown with its macros filled in, and without its front matter."""
    relative = page.relative_to(ROOT / "docs")
    folder = relative.parent if relative.stem == "index" else relative.with_suffix("")
    url = "" if folder == Path(".") else f"{folder.as_posix()}/"
    env = SimpleNamespace(
        conf={"repo_url": repository}, page=SimpleNamespace(url=url, file=SimpleNamespace(src_uri=relative.as_posix()))
    )
    jinja = Environment(undefined=StrictUndefined)
    jinja.filters.update(page_filters(ROOT, env))
    text = page.read_text("utf-8")
    body = text.partition("\n---\n")[2] if text.startswith("---\n") else text
    return jinja.from_string(body).render(page_macros(ROOT, env))


def shown(page: Path) -> str:
    """The page as HTML."""
    return markdown.markdown(rendered(page), extensions=EXTENSIONS)
