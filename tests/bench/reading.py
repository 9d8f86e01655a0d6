"""The reading grade of a page: its sentences, without figures, forms, code, marks of facts and the small print of sources."""

from __future__ import annotations

from html.parser import HTMLParser

import textstat

SENTENCES = {"p", "li", "dd", "td"}
LEFT_OUT = {"svg", "form", "code", "pre", "details", "script", "style", "header", "nav"}
FEWEST_WORDS = 6


class _Prose(HTMLParser):
    """The texts of an article that are sentences."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self._in_article = False
        self._left_out = 0
        self._spans: list[bool] = []  # of those that are open, which hold the marks of facts
        self._open: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self._in_article = True
        elif tag == "span":
            self._spans.append(("class", "cites") in attrs)
            self._left_out += self._spans[-1]
        elif tag in LEFT_OUT:
            self._left_out += 1
        elif tag in SENTENCES:
            self._open.append([])

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._in_article = False
        elif tag == "span" and self._spans:
            self._left_out -= self._spans.pop()
        elif tag in LEFT_OUT:
            self._left_out -= 1
        elif tag in SENTENCES and self._open:
            text = " ".join("".join(self._open.pop()).split())
            if len(text.split()) >= FEWEST_WORDS and text[-1] in ".?!":
                self.texts.append(text)

    def handle_data(self, data: str) -> None:
        if self._in_article and not self._left_out and self._open:
            self._open[-1].append(data)


def prose(page: str) -> str:
    """The sentences of a page's article."""
    parser = _Prose()
    parser.feed(page)
    return " ".join(parser.texts)


def grade(text: str) -> float:
    """The automated readability index: about the year of school in which the text is read with ease."""
    return round(float(textstat.automated_readability_index(text)), 1)
