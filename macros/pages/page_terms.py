"""A whole page with the terms of the glossary linked where the page first uses them.

Pages pass their text through this as a filter, once their macros are filled in. So it sees Markdown and HTML at once, and
changes only what a reader reads as running text.
"""

from __future__ import annotations

import re

from macros.pages.links import Links
from macros.pages.term_links import TermLinks

LEFT_ALONE = "a|button|caption|code|form|h[1-6]|kbd|label|nav|pre|script|select|style|summary|svg|template|thead"
"""Elements in which no term is linked: what is a link or a control already, headings, figures and code."""

OUR_OWN = 'badge[^"]*|code[^"]*|modifier|verdict[^"]*|note__marks|sources'
"""Classes of marks and of the list of sources, in which a term is only a label."""

_NOT_TEXT = re.compile(
    r"^(?P<fence>`{3,}|~{3,}).*?^(?P=fence)[^\n]*$"
    r"|^\#{1,6}[ ][^\n]*$"
    r"|`[^`\n]+`"
    r"|!?\[[^\]]*\]\([^)]*\)"
    r"|\{[:#][^}\n]*\}"
    r"|<!--.*?-->"
    # What a macro returns is one block without blank lines: so that of questions ends with the next one.
    r'|^<div class="(?:quiz|tool)"(?:(?!\n[ ]*\n).)*'
    rf"|<(?P<element>{LEFT_ALONE})\b[^>]*>.*?</(?P=element)>"
    rf'|<(?P<own>span|ul|details) class="(?:{OUR_OWN})"[^>]*>.*?</(?P=own)>'
    r"|<[a-zA-Z/][^>]*>",
    re.MULTILINE | re.DOTALL,
)
_TO_A_TERM = re.compile(r"glossary(?:\.md|/)#([a-z0-9-]+)")


def page_terms(page: str, links: Links) -> str:
    """The page's text, each term linked once: a term that the page links by itself counts as linked from there on."""
    terms = TermLinks(links)
    made = []
    end = 0
    for found in _NOT_TEXT.finditer(page):
        made.append(terms.in_html(page[end : found.start()]))
        made.append(found[0])
        terms.count_as_linked(_TO_A_TERM.findall(found[0]))
        end = found.end()
    made.append(terms.in_html(page[end:]))
    return "".join(made)
