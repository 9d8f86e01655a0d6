"""QTI 1.2 as Canvas reads it, and the same in a Common Cartridge: one document that holds every item.

A Common Cartridge knows fewer kinds, and each by its profile. A part of a case has the case's record in its own text, for Canvas
drops text between questions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from lxml import etree

from macros.exports.cover import Cover
from macros.exports.format import Format, not_carried
from macros.exports.pieces import DECLARATION, FORM, TITLE, Document, Frame, Pieces, always, writer
from macros.exports.qti12.answers import Answers, claim_lines, match, multiple, number, single
from macros.exports.qti12.item import item_element
from macros.exports.ticked import ticked
from macros.scenarios.item import CLAIM_LINES, FIND, MATCH, MULTIPLE, NUMBER, ORDER, SINGLE, Item

MANIFEST, ASSESSMENT = "imsmanifest.xml", "form/form.xml"

NO_ORDER = "QTI 1.2 readers have no ordering questions"

CANVAS_KINDS: Mapping[str, Callable[[Item], Answers]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: number,
    CLAIM_LINES: claim_lines,
    MATCH: match,
    ORDER: not_carried(NO_ORDER),
    FIND: single,
}
"""How Canvas asks each kind."""

CARTRIDGE_KINDS: Mapping[str, Callable[[Item], Answers]] = {
    SINGLE: single,
    MULTIPLE: multiple,
    NUMBER: not_carried("a Common Cartridge compares numbers as text"),
    CLAIM_LINES: claim_lines,
    MATCH: not_carried("a Common Cartridge has no matching questions"),
    ORDER: not_carried("a Common Cartridge has no ordering questions"),
    FIND: single,
}
"""How a Common Cartridge asks each kind."""


@dataclass(frozen=True)
class Dialect:
    """What Canvas and a Common Cartridge write differently: the manifest, what is said of the whole, and of each item."""

    kinds: Mapping[str, Callable[[Item], Answers]]
    manifest: str
    about_form: str
    about_item: Callable[[Answers], Mapping[str, str]]


CANVAS = Dialect(
    CANVAS_KINDS,
    f"""{DECLARATION}<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" identifier="package-{FORM}">
<metadata><schema>IMS Content</schema><schemaversion>1.1.3</schemaversion></metadata>
<organizations/>
<resources>
<resource identifier="form" type="imsqti_xmlv1p2" href="{ASSESSMENT}"><file href="{ASSESSMENT}"/></resource>
</resources>
</manifest>
""",
    "",
    lambda answers: {"question_type": answers.canvas_type, "points_possible": "1.0"},
)

CARTRIDGE = Dialect(
    CARTRIDGE_KINDS,
    f"""{DECLARATION}<manifest xmlns="http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" \
xmlns:lom="http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest" identifier="package-{FORM}">
<metadata><schema>IMS Common Cartridge</schema><schemaversion>1.1.0</schemaversion>
<lom:lom><lom:general><lom:title><lom:string language="en-US">{TITLE}</lom:string></lom:title></lom:general></lom:lom></metadata>
<organizations><organization identifier="organization" structure="rooted-hierarchy"><item identifier="root">\
<item identifier="entry" identifierref="form"><title>{TITLE}</title></item></item></organization></organizations>
<resources>
<resource identifier="form" type="imsqti_xmlv1p2/imscc_xmlv1p1/assessment"><file href="{ASSESSMENT}"/></resource>
</resources>
</manifest>
""",
    "<qtimetadata>"
    "<qtimetadatafield><fieldlabel>cc_profile</fieldlabel><fieldentry>cc.exam.v0p1</fieldentry></qtimetadatafield>"
    "<qtimetadatafield><fieldlabel>qmd_assessmenttype</fieldlabel><fieldentry>Examination</fieldentry></qtimetadatafield>"
    "</qtimetadata>\n",
    lambda answers: {"cc_profile": answers.profile},
)


def _frame(dialect: Dialect) -> Frame:
    head = (
        f'{DECLARATION}<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">\n'
        f'<assessment ident="form-{FORM}" title="{TITLE}">\n{dialect.about_form}<section ident="root_section">\n'
    )
    return Frame(
        (
            Document(MANIFEST, dialect.manifest, ""),
            Document(ASSESSMENT, head, "</section>\n</assessment>\n</questestinterop>\n"),
        )
    )


def _pieces(dialect: Dialect, item: Item, cover: Cover) -> Pieces:
    asked = ticked(item)
    answers = dialect.kinds[item.kind](asked)
    element = item_element(asked, answers, dialect.about_item(answers), cover)
    return Pieces({ASSESSMENT: etree.tostring(element, encoding="unicode") + "\n"})


def _format(name: str, suffix: str, about: str, dialect: Dialect) -> Format:
    frame, of_item = always(_frame(dialect)), partial(_pieces, dialect)
    return Format(name, suffix, about, dialect.kinds, writer(frame, of_item), frame, of_item)


FORMAT = _format("qti12", ".zip", "QTI 1.2, as Canvas reads it", CANVAS)
FORMAT_CARTRIDGE = _format("imscc", ".imscc", "a Common Cartridge 1.1", CARTRIDGE)
