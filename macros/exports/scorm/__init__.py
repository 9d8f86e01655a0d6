"""A package for an LMS, by SCORM 1.2 or by SCORM 2004 (4th edition): the site's own practice session, with the LMS as its memory.

Both hold the same page, script and style, and differ in the manifest and in how the script speaks to the LMS
(docs/assets/scorm/). What is reported of a question is an interaction, of a type for each kind.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape

from macros.exports.cover import Cover
from macros.exports.format import Format, printable
from macros.exports.pieces import DECLARATION, FORM, PASSING, SHARE, TITLE, Document, Frame, Pieces, writer
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item

MANIFEST, PAGE = "imsmanifest.xml", "index.html"

MOST = 60
"""Questions that a package holds: as a session of the site. Their answers fit into the 4,096 characters of SCORM 1.2."""


def reported_as(interaction: str) -> Callable[[Item], str]:
    """The cell of a kind whose answers are reported as an interaction of this type."""
    return lambda item: interaction


KINDS: Mapping[str, Callable[[Item], str]] = {
    SINGLE: reported_as("choice"),
    MULTIPLE: reported_as("choice"),
    NUMBER: reported_as("numeric"),
    CLAIM_LINES: reported_as("fill-in"),
    MATCH: reported_as("matching"),
    ORDER: reported_as("sequencing"),
    FIND: reported_as("choice"),
}
"""The type of the interaction by which an LMS learns of each kind."""


@dataclass(frozen=True)
class Dialect:
    """What the versions write differently in the manifest: its head, how it names a score to pass, and its resource."""

    version: str
    head: str
    to_pass: str
    resource: str


OLD = Dialect(
    "1.2",
    '<manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" '
    f'identifier="guide97112-{FORM}" version="1.0">\n'
    "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>\n",
    f"<adlcp:masteryscore>{PASSING}</adlcp:masteryscore>",
    'adlcp:scormtype="sco"',
)

NEW = Dialect(
    "2004",
    '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" '
    f'xmlns:imsss="http://www.imsglobal.org/xsd/imsss" identifier="guide97112-{FORM}" version="1.0">\n'
    "<metadata><schema>ADL SCORM</schema><schemaversion>2004 4th Edition</schemaversion></metadata>\n",
    '<imsss:sequencing><imsss:objectives><imsss:primaryObjective objectiveID="practice-passed" satisfiedByMeasure="true">'
    f"<imsss:minNormalizedMeasure>{SHARE}</imsss:minNormalizedMeasure></imsss:primaryObjective></imsss:objectives>"
    '<imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/></imsss:sequencing>',
    'adlcp:scormType="sco"',
)


def _frame(dialect: Dialect, cover: Cover) -> Frame:
    files = cover.practice.files()
    before, after = cover.practice.page(dialect.version)
    listed = "".join(f'<file href="{escape(path)}"/>' for path in (PAGE, *files))
    manifest = (
        f"{DECLARATION}{dialect.head}"
        f'<organizations default="guide97112"><organization identifier="guide97112"><title>{TITLE}</title>\n'
        f'<item identifier="practice" identifierref="session"><title>{TITLE}</title>{dialect.to_pass}</item>\n'
        "</organization></organizations>\n"
        f'<resources>\n<resource identifier="session" type="webcontent" {dialect.resource} href="{PAGE}">{listed}</resource>\n'
        "</resources>\n</manifest>\n"
    )
    return Frame((Document(MANIFEST, manifest, ""), Document(PAGE, before, after)), files)


def _pieces(item: Item, cover: Cover) -> Pieces:
    KINDS[item.kind](item)
    return Pieces({PAGE: printable(cover.practice.question(item, cover.pages[item.topic])) + "\n"})


def _format(name: str, about: str, dialect: Dialect) -> Format:
    frame = partial(_frame, dialect)
    return Format(name, ".zip", about, KINDS, writer(frame, _pieces, MOST), frame, _pieces, MOST, passes=True)


FORMAT_12 = _format("scorm12", "a practice session as a SCORM 1.2 package", OLD)
FORMAT_2004 = _format("scorm2004", "a practice session as a SCORM 2004 package, 4th edition", NEW)
