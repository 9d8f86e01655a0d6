"""A whole page with the terms of the glossary linked where the page first uses them, in prose and in what macros wrote.

In two steps, for a page is text while its macros are filled in and HTML only later. The filter `terms_linked` adds the
glossary to the end of the page, as a comment. The Markdown extension of this module, which mkdocs.yml names, finds it in the
finished HTML, takes it away and links the terms in a tree of the page. So the page's text holds all that its HTML depends on,
and a builder that keeps HTML by the text of the page makes it again when the glossary changes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from lxml import etree
from lxml import html as lxml_html
from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor

from macros.pages.links import Links
from macros.pages.term_links import TermFinder, TermLinks

LEFT_ALONE = frozenset(
    {
        *("a", "button", "caption", "code", "form", "h1", "h2", "h3", "h4", "h5", "h6", "kbd", "label", "nav", "pre"),
        *("script", "select", "small", "style", "summary", "svg", "template", "thead"),
    }
)
"""Elements in which no term is linked: what is a link or a control already, headings, figures and code."""

LABELS = ("badge", "code", "modifier", "verdict", "note__marks", "sources")
"""How the class of a mark or of the list of sources begins, in which a term is only a label."""

LABELLED = frozenset(["span", "ul", "details"])
TOOLS = frozenset(["quiz", "tool"])

_BEGIN, _END = "<!-- terms of the glossary: ", " -->"


def page_terms(page: str, links: Links) -> str:
    """The page's text with the glossary at its end, for the Markdown extension."""
    terms = TermLinks(links)
    glossary = json.dumps({name: terms.address(term) for name, term in terms.names.items()}, ensure_ascii=False)
    glossary = glossary.replace("-", "\\u002d")  # no comment may hold its own end
    return f"{page}\n\n{_BEGIN}{glossary}{_END}\n"


class _LinkTerms(Postprocessor):
    """Links the terms of a page that ends with the glossary. A page without it stays as it is."""

    def run(self, text: str) -> str:
        page, begin, rest = text.rpartition(_BEGIN)
        if not begin:
            return text
        glossary, _, after = rest.partition(_END)
        return terms_linked(page.rstrip(), json.loads(glossary)) + after.strip()


def terms_linked(page: str, addresses: Mapping[str, str]) -> str:
    """The HTML of a page, with each term linked once: one that the page links by itself counts as linked from there on.

    `addresses` holds the address of its term in the glossary for every name of a term.
    """
    tree = lxml_html.fragment_fromstring(page, create_parent="div")
    _PageLinker(addresses).link(tree)
    return str(etree.tostring(tree, encoding="unicode", method="html"))[len("<div>") : -len("</div>")]


class _PageLinker:
    """Walks the tree of one page in reading order."""

    def __init__(self, addresses: Mapping[str, str]):
        self._addresses = addresses
        self._finder = TermFinder.of(tuple(addresses))
        self._anchors = {_anchor(address): address for address in addresses.values()}
        self._linked: set[str] = set()

    def link(self, element: etree._Element) -> None:
        """Link what stands in an element, and not what follows it."""
        if not isinstance(element.tag, str):
            return  # a comment
        if _left_alone(element):
            self._linked.update(self._links_of(element))
            return
        children = list(element)
        if element.text:
            element.text = self._insert(element.text, partial(element.insert, 0))
        for child in children:
            self.link(child)
            if child.tail:
                text, child.tail = child.tail, None
                child.tail = self._insert(text, child.addnext)

    def _insert(self, text: str, place: Callable[[etree._Element], None]) -> str:
        """Insert the links of a text, each followed by the text up to the next. The text before the first is given back."""
        before, end = text, 0
        link: etree._Element | None = None
        for name, start, stop in self._finder.found(text):
            address = self._addresses[name]
            if address in self._linked:
                continue
            self._linked.add(address)
            following = etree.Element("a", {"class": "term-link", "href": address})
            following.text = text[start:stop]
            if link is None:
                before = text[:start]
                place(following)
            else:
                link.addnext(following)
                link.tail = text[end:start]
            link, end = following, stop
        if link is not None:
            link.tail = text[end:]
        return before

    def _links_of(self, element: etree._Element) -> Iterator[str]:
        """The terms that an element links by itself, by their addresses in the glossary."""
        for link in element.iter("a"):
            page, _, anchor = (link.get("href") or "").rpartition("#")
            if page.rstrip("/").removesuffix(".md").endswith("glossary") and anchor in self._anchors:
                yield self._anchors[anchor]


def _anchor(address: str) -> str:
    return address.rpartition("#")[2]


def _left_alone(element: etree._Element) -> bool:
    if element.tag in LEFT_ALONE:
        return True
    classes = element.get("class", "")
    return (element.tag in LABELLED and classes.startswith(LABELS)) or (element.tag == "div" and classes in TOOLS)


class TermExtension(Extension):
    """Links the terms of the glossary in the finished HTML of a page."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        """Come after all other changes of the HTML."""
        md.postprocessors.register(_LinkTerms(md), "terms_linked", -10)


def makeExtension(**settings: object) -> TermExtension:  # noqa: N802 (Markdown's own name)
    """What Markdown calls to load the extension."""
    return TermExtension(**settings)
