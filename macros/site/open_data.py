"""The data for others to use: each YAML file as JSON, and the JSON Schema that both follow.

The schemas are committed in docs/data/schema/, where an editor finds them by the first line of each YAML file. The JSON is
written before a build. Neither holds anything that is not in the YAML, except what is marked as `computed`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from macros.facts.fact import Record
from macros.facts.library import DATA_MODELS, Library, schema_of
from macros.guide import Guide
from macros.pages.pools import GENERATED
from macros.pages.settings import settings
from macros.reading.files import write_whole
from macros.scenarios.asks import ASKS
from macros.scenarios.case import CaseFile
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.scenarios.template import PastFile, TopicFile
from macros.site.field_texts import FIELD_TEXTS

OPEN_DATA = GENERATED / "data"
SCHEMAS = Path("docs") / "data" / "schema"
QUIZ, CASE, PAST = "quiz", "case", "past"
MODELS: dict[str, type[Record]] = {**DATA_MODELS, QUIZ: TopicFile, CASE: CaseFile, PAST: PastFile}
"""What a file must look like, by its name; `quiz` is for every file of quizzes/, `case` for every one of
quizzes/cases/, `past` for that of quizzes/past/."""

LICENSE = "CC-BY-4.0"
NOTICE = (
    "Codes are CPT codes, named by bare number and in our own plain words. CPT copyright 2026 American Medical "
    "Association. All rights reserved. CPT is a registered trademark of the American Medical Association. The license covers our "
    "own text and data, not the codes."
)


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a data file, or of a file of quizzes/. Raises KeyError for an unknown name."""
    made = MODELS[name].model_json_schema(by_alias=True, mode="validation")
    title = {QUIZ: "A file of quizzes/", CASE: "A file of quizzes/cases/", PAST: "The file of quizzes/past/"}.get(
        name, f"docs/data/{name}.yml"
    )
    for model, fields in {**made.get("$defs", {}), MODELS[name].__name__: made}.items():
        for field, told in fields.get("properties", {}).items():
            told |= _told(model, field)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made, "title": title}


def _told(model: str, field: str) -> dict[str, Any]:
    """What an editor shows of a field, and the words that it completes."""
    key = f"{model}.{field}" if f"{model}.{field}" in FIELD_TEXTS else field
    described, *examples = FIELD_TEXTS.get(key, ("",))
    told = {"description": described, **({"examples": examples} if examples else {})}
    if key.endswith(".ask"):
        return {**told, "enum": sorted(ASKS)}
    return {**told, "items": {"type": "string", "enum": sorted(MISCONCEPTIONS)}} if key == "wrong" else told


def schema_text(name: str) -> str:
    """The schema as it is written to the file."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def data_file(library: Library, name: str) -> dict[str, Any]:
    """A data file for JSON: its content under `data`, what the rules make of it under `computed`, and the license."""
    content = library.file(name).model_dump(mode="json", by_alias=True, exclude_unset=True)
    whole = {"file": f"data/{name}.yml", "schema": f"data/schema/{schema_of(name)}.json", "license": LICENSE}
    whole |= {"notice": f"{settings(library.root).name}. {NOTICE}"}
    computed = _computed(library, name)
    return {**whole, "data": content, **({"computed": computed} if computed else {})}


def _computed(library: Library, name: str) -> Mapping[str, Any]:
    if schema_of(name) == "examples":
        return {"codes": {example.id: example.code for example in library.file(name).examples}}
    if schema_of(name) == "judgments":
        matters = {matter.id for matter in library.file(name).matters}
        return {"verdicts": {situation.id: situation.verdict for situation in library.situations if situation.matter in matters}}
    return {}


def open_data(guide: Guide) -> dict[str, str]:
    """Every data file as JSON, by its file name."""
    return {
        f"{name}.json": guide.kept.result(f"open data {name}", partial(_as_json, guide.library, name))
        for name in guide.library.file_names
    }


def _as_json(library: Library, name: str) -> str:
    return json.dumps(data_file(library, name), ensure_ascii=False, indent=1) + "\n"


def write_schemas(root: Path) -> list[str]:
    """Write every schema; the names of those that have changed."""
    folder = root / SCHEMAS
    folder.mkdir(parents=True, exist_ok=True)
    changed = []
    for name in MODELS:
        path, text = folder / f"{name}.json", schema_text(name)
        if not path.is_file() or path.read_text("utf-8") != text:
            write_whole(path, text)
            changed.append(name)
    return changed
