"""The files beside the pages that are written before a build: pools with their questions, tables, open data and downloads."""

from __future__ import annotations

from macros.guide import Guide
from macros.pages.assignment import INDEX, index
from macros.pages.case_page import CASES, case_pool
from macros.pages.claim_tables import CLAIM_TABLES, claim_tables
from macros.pages.downloads import DOWNLOADS, downloads_of
from macros.pages.pieces import PIECES, case_pieces, frame_files, frames_of, topic_pieces
from macros.pages.pools import GENERATED, QUESTIONS, pool
from macros.reading.files import fill_folder
from macros.site.open_data import OPEN_DATA, open_data


def write_generated(guide: Guide) -> None:
    """Write everything, each file whole and only where it has changed, and remove what is no longer made."""
    quizzes = guide.quizzes
    topics = [quizzes.topic(topic.id) for topic in quizzes.headings_and_past]
    tables = [] if "fees" in guide.library.absent else [claim_tables(guide.library)]
    pools = [pool(guide, topic) for topic in topics]
    pools_of_cases = [case_pool(guide, case) for case in quizzes.cases]
    questions = {file.name: file.content for made in (*pools, *pools_of_cases) for file in made.questions}
    fill_folder(guide.root / QUESTIONS, questions)
    fill_folder(guide.root / GENERATED, {made.listed.name: made.listed.content for made in pools})
    fill_folder(guide.root / CASES, {made.listed.name: made.listed.content for made in pools_of_cases})
    fill_folder(guide.root / CLAIM_TABLES, {made.name: made.content for made in tables})
    fill_folder(guide.root / OPEN_DATA, open_data(guide))
    files = [topic_pieces(guide, topic) for topic in topics] + [case_pieces(guide, case) for case in quizzes.cases]
    pieces: dict[str, str | bytes] = {file.name: file.content for of in files for file in of.values()}
    frames = [frame_files(frame) for frame in frames_of(guide).values() if frame.files]
    pieces |= {file.name: file.content for file in frames}
    fill_folder(guide.root / PIECES, pieces | {INDEX: index(guide)})
    downloads = [file for topic in topics for file in downloads_of(guide, topic)]
    fill_folder(guide.root / DOWNLOADS, {download.file: download.content for download in downloads})
