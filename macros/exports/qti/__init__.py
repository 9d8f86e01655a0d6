"""QTI 2.1 and QTI 3.0: a package of items, a test that holds them all, and a manifest that names every file.

Both are written as QTI 2.1; QTI 3.0 has the same parts under other names (macros/exports/qti/three.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from lxml import etree

from macros.exports.cover import Cover
from macros.exports.format import Format
from macros.exports.pieces import DECLARATION, FORM, TITLE, Document, Frame, Pieces, always, writer
from macros.exports.qti.answers import ANSWERS
from macros.exports.qti.item import assessment_item
from macros.exports.qti.three import as_three
from macros.scenarios.item import Item

MANIFEST, TEST = "imsmanifest.xml", "test.xml"


@dataclass(frozen=True)
class Dialect:
    """What the two versions write differently in a package."""

    name: str
    about: str
    namespace: str
    manifest: str
    schema: str
    version: str
    item_type: str
    test_type: str
    test_head: str
    test_tail: str
    reference: str
    item: Callable[[etree._Element], etree._Element]


TWO = Dialect(
    "qti21",
    "QTI 2.1, a package of items and a test",
    "http://www.imsglobal.org/xsd/imsqti_v2p1",
    "http://www.imsglobal.org/xsd/imscp_v1p1",
    "QTIv2.1 Package",
    "1.0.0",
    "imsqti_item_xmlv2p1",
    "imsqti_test_xmlv2p1",
    '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="form-@form@" title="@title@">\n'
    '<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">\n'
    '<assessmentSection identifier="section" title="@title@" visible="true">\n',
    "</assessmentSection>\n</testPart>\n</assessmentTest>\n",
    '<assessmentItemRef identifier="{id}" href="items/{id}.xml"/>\n',
    lambda element: element,
)

THREE = Dialect(
    "qti30",
    "QTI 3.0, a package of items and a test",
    "http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    "QTI Package",
    "3.0.0",
    "imsqti_item_xmlv3p0",
    "imsqti_test_xmlv3p0",
    '<qti-assessment-test xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="form-@form@" title="@title@">\n'
    '<qti-test-part identifier="part" navigation-mode="nonlinear" submission-mode="individual">\n'
    '<qti-assessment-section identifier="section" title="@title@" visible="true">\n',
    "</qti-assessment-section>\n</qti-test-part>\n</qti-assessment-test>\n",
    '<qti-assessment-item-ref identifier="{id}" href="items/{id}.xml"/>\n',
    as_three,
)


def _frame(dialect: Dialect) -> Frame:
    manifest = (
        f'{DECLARATION}<manifest xmlns="{dialect.manifest}" identifier="package-{FORM}">\n'
        f"<metadata><schema>{dialect.schema}</schema><schemaversion>{dialect.version}</schemaversion></metadata>\n"
        f'<organizations/>\n<resources>\n<resource identifier="test" type="{dialect.test_type}" href="{TEST}">'
        f'<file href="{TEST}"/></resource>\n'
    )
    assert TITLE in dialect.test_head
    return Frame(
        (
            Document(MANIFEST, manifest, "</resources>\n</manifest>\n"),
            Document(TEST, DECLARATION + dialect.test_head, dialect.test_tail),
        )
    )


def _pieces(dialect: Dialect, item: Item, cover: Cover) -> Pieces:
    element = dialect.item(assessment_item(item, cover))
    path = f"items/{item.id}.xml"
    resource = f'<resource identifier="r-{item.id}" type="{dialect.item_type}" href="{path}"><file href="{path}"/></resource>\n'
    root, rest = etree.tostring(element, encoding="unicode").split(" ", 1)
    text = f'{DECLARATION}{root} xmlns="{dialect.namespace}" {rest}\n'
    return Pieces({MANIFEST: resource, TEST: dialect.reference.format(id=item.id)}, {path: text})


def _format(dialect: Dialect) -> Format:
    frame, of_item = always(_frame(dialect)), partial(_pieces, dialect)
    return Format(dialect.name, ".zip", dialect.about, ANSWERS, writer(frame, of_item), frame, of_item)


FORMAT_21, FORMAT_30 = _format(TWO), _format(THREE)
