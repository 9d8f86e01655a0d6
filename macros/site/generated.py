"""The files beside the pages that are written before a build: pools, tables, open data and downloads."""

from __future__ import annotations

from macros.guide import Guide
from macros.pages.case_page import CASES, case_pool
from macros.pages.claim_tables import CLAIM_TABLES, claim_tables
from macros.pages.downloads import DOWNLOADS, downloads_of
from macros.pages.pools import GENERATED, pool
from macros.reading.files import fill_folder
from macros.site.open_data import OPEN_DATA, open_data


def write_generated(guide: Guide) -> None:
    """Write everything, each file whole and only where it has changed, and remove what is no longer made."""
    quizzes = guide.quizzes
    tables = claim_tables(guide.library)
    fill_folder(guide.root / GENERATED, {file.name: file.content for file in (pool(guide, topic) for topic in quizzes.topics)})
    fill_folder(guide.root / CASES, {file.name: file.content for file in (case_pool(guide, case) for case in quizzes.cases)})
    fill_folder(guide.root / CLAIM_TABLES, {tables.name: tables.content})
    fill_folder(guide.root / OPEN_DATA, open_data(guide))
    downloads = [file for topic in quizzes.topics for file in downloads_of(guide, topic)]
    fill_folder(guide.root / DOWNLOADS, {download.file: download.content for download in downloads})
