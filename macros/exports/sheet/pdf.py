"""The sheet as a tagged PDF by WeasyPrint, with the pages of each part counted by themselves."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

from macros.exports.format import Unavailable

NO_PANGO = (
    "a PDF needs the library Pango, which is not on this machine; install it (Debian: `apt install libpango-1.0-0 "
    "libpangoft2-1.0-0`), or take `--format html` and print that from a browser"
)


def pdf(parts: Sequence[str], sheet: Callable[[Mapping[str, int]], str]) -> bytes:
    """The PDF of a sheet. It is laid out twice: first to count the pages of each part, then with their numbers."""
    html = _weasyprint().HTML
    pages = html(string=sheet(dict.fromkeys(parts, 0))).render().pages
    document = html(string=sheet(_totals(parts, pages))).render()
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True))


def _totals(parts: Sequence[str], pages: Sequence[Any]) -> dict[str, int]:
    """How many pages each part has: from the one that it begins on to the one that the next begins on."""
    begins: dict[str, int] = {}
    for place, page in enumerate(pages):
        for name in page.anchors:
            begins.setdefault(name, place)
    ends = [*(begins[name] for name in parts[1:]), len(pages)]
    return {name: end - begins[name] for name, end in zip(parts, ends, strict=True)}


def _weasyprint() -> Any:
    """The library. Without Pango it cannot be imported, and says so at length; that is said in one line here."""
    try:
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            import weasyprint
    except OSError:
        raise Unavailable(NO_PANGO) from None
    return weasyprint
