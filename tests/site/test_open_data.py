"""The data as others get it: schemas that fit what contributors write, and JSON that says what the YAML says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from macros.facts.library import DATA_MODELS
from macros.guide import Guide
from macros.reading.files import fill_folder
from macros.scenarios.asks import ASKS
from macros.scenarios.misconceptions import MISCONCEPTIONS
from macros.site.field_texts import FIELD_TEXTS
from macros.site.open_data import CASE, MODELS, OPEN_DATA, PAST, QUIZ, SCHEMAS, data_file, open_data, schema_text
from tests.command import guide
from tests.plain_yaml import plain_yaml
from tests.small_checkout import write_small_checkout

ROOT = Path(__file__).resolve().parents[2]
FILES = [(name, ROOT / "docs" / "data" / f"{name}.yml") for name in DATA_MODELS]
FILES += [("examples", path) for path in sorted((ROOT / "docs/data").glob("examples-*.yml"))]
FILES += [("judgments", path) for path in sorted((ROOT / "docs/data").glob("judgments-*.yml"))]
FILES += [(path.stem, path) for path in sorted((ROOT / "tests/toy/docs/data").glob("*.yml"))]
FILES += [(QUIZ, path) for path in sorted((ROOT / "tests/toy/quizzes").glob("*.yml"))]
FILES += [(QUIZ, path) for path in sorted((ROOT / "quizzes").glob("*.yml"))]
FILES += [(CASE, path) for path in sorted((ROOT / "quizzes/cases").glob("*.yml"))]
FILES += [(PAST, path) for path in sorted((ROOT / "quizzes/past").glob("*.yml"))]
READ_CODES = plain_yaml(ROOT / "tests/worked/examples.yml")


def committed(name: str) -> Any:
    return json.loads((ROOT / SCHEMAS / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", MODELS)
def test_each_schema_is_a_schema_and_up_to_date(name: str) -> None:
    Draft202012Validator.check_schema(committed(name))
    assert (ROOT / SCHEMAS / f"{name}.json").read_text("utf-8") == schema_text(name), "run: guide schema --write"


def test_there_is_no_schema_of_a_file_that_is_gone() -> None:
    assert {path.stem for path in (ROOT / SCHEMAS).glob("*")} == set(MODELS)


@pytest.mark.parametrize(("name", "path"), FILES, ids=lambda each: each if isinstance(each, str) else each.stem)
def test_every_file_fits_the_schema_that_its_first_line_names(name: str, path: Path) -> None:
    text = path.read_text("utf-8")
    named = text.partition("\n")[0].removeprefix("# yaml-language-server: $schema=")
    assert (path.parent / named).resolve() == ROOT / SCHEMAS / f"{name}.json"
    found = list(Draft202012Validator(committed(name)).iter_errors(yaml.safe_load(text)))
    assert not found, found[0].message


def properties(name: str) -> Iterator[tuple[str, str, Any]]:
    """Every field of a schema, with the model that has it."""
    schema = committed(name)
    for model, fields in (*schema.get("$defs", {}).items(), (MODELS[name].__name__, schema)):
        for field, told in fields.get("properties", {}).items():
            yield model, field, told


def is_free_text(told: Any) -> bool:
    """Whether somebody writes words into a field that no list of the schema completes."""
    shapes = [told, *told.get("anyOf", [])]
    return any(shape.get("type") == "string" and "enum" not in shape and "const" not in shape for shape in shapes)


@pytest.mark.parametrize("name", MODELS)
def test_a_schema_teaches_every_field(name: str) -> None:
    """Each has a description, and free text an example; every example is one that the schema lets pass."""
    schema = committed(name)
    fields = list(properties(name))
    assert fields
    for model, field, told in fields:
        where = f"{name}: {model}.{field}"
        description = told.get("description", "")
        assert 10 < len(description) < 140, f"{where} has no description, or a long one; write it in macros/site/field_texts.py"
        assert description.endswith("."), where
        if is_free_text(told) and "enum" not in told:
            assert told.get("examples"), f"{where} is free text without an example"
        for example in told.get("examples", ()):
            validator = Draft202012Validator({"$defs": schema.get("$defs", {}), **told})
            assert validator.is_valid(example), f"{where}: {example!r} is refused"


def test_no_text_is_about_a_field_that_is_gone() -> None:
    known = {text for name in MODELS for model, field, _ in properties(name) for text in (field, f"{model}.{field}")}
    assert set(FIELD_TEXTS) <= known


def test_an_editor_completes_what_can_be_asked_and_the_wrong_methods() -> None:
    of_scenario = committed(QUIZ)["$defs"]["Scenario"]["properties"]
    assert of_scenario["ask"]["enum"] == sorted(ASKS)
    assert of_scenario["wrong"]["items"]["enum"] == sorted(MISCONCEPTIONS)


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("units", lambda data: data["facts"][0].pop("sources")),
        ("units", lambda data: data["facts"][0].update(autority="medicare")),
        ("units", lambda data: data["facts"][0].update(id="u1")),
        ("units", lambda data: data["facts"][0].update({"from": "2 March 2026"})),
        ("codes", lambda data: data["codes"][0].update(timed="yes")),
        (QUIZ, lambda data: data["scenarios"][0].update(level=4)),
        (QUIZ, lambda data: data["scenarios"][0].update(ask="clame")),
        (QUIZ, lambda data: data["scenarios"][0]["wrong"].append("midpiont")),
        (QUIZ, lambda data: data["scenarios"][0]["vary"].update(odd="8 to 40")),
        (CASE, lambda data: data["parts"][0].update(level=4)),
        (CASE, lambda data: data["parts"][0].update(vary={"nmr": "8..40"})),
    ],
)
def test_a_schema_refuses_what_the_guide_refuses(name: str, spoil: Any) -> None:
    data = plain_yaml(next(path for each, path in FILES if each == name))
    validator = Draft202012Validator(committed(name))
    assert validator.is_valid(data)
    spoil(data)
    assert not validator.is_valid(data)


def as_text(value: Any) -> Any:
    """Numbers as their digits, for amounts may be numbers in YAML and exact text in JSON; texts without line ends."""
    if isinstance(value, dict):
        return {str(key): as_text(each) for key, each in value.items()}
    if isinstance(value, list):
        return [as_text(each) for each in value]
    if isinstance(value, str):
        return value.strip()
    return value if isinstance(value, bool) or value is None else str(value)


@pytest.mark.parametrize("name", DATA_MODELS)
def test_the_json_says_what_the_yaml_says(name: str) -> None:
    made = json.loads(json.dumps(data_file(Guide.load(ROOT).library, name)))
    assert as_text(made["data"]) == as_text(plain_yaml(ROOT / "docs" / "data" / f"{name}.yml"))
    assert Draft202012Validator(committed(name)).is_valid(made["data"])
    assert made["license"] == "CC-BY-4.0"
    assert (ROOT / "docs" / made["file"]).is_file()
    assert (ROOT / "docs" / made["schema"]).is_file()


def test_what_is_computed_is_told_apart() -> None:
    made = data_file(Guide.load(ROOT).library, "examples")
    assert made["computed"] == {"codes": READ_CODES}
    assert all("code" not in each for each in made["data"]["examples"])


def test_files_are_written_once_and_old_ones_go(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    folder = root / OPEN_DATA
    folder.mkdir(parents=True)
    (folder / "gone.json").write_text("{}", "utf-8")
    fill_folder(folder, open_data(Guide.load(root)))
    written = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert set(written) == {f"{name}.json" for name in DATA_MODELS}
    fill_folder(folder, open_data(Guide.load(root)))
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == written


def test_the_command_prints_a_schema_and_writes_all(tmp_path: Path) -> None:
    root = write_small_checkout(tmp_path)
    assert guide("schema", root=root).stdout.split() == list(MODELS)
    assert json.loads(guide("schema", QUIZ, root=root).stdout)["title"] == "A file of quizzes/"
    bad = guide("schema", "quizz", root=root)
    assert (bad.returncode, bad.stderr) == (2, "guide: there is no schema `quizz`; did you mean `quiz`?\n")
    assert "quiz" in guide("schema", "--write", root=root).stdout
    assert guide("schema", "--write", root=root).stdout == "Every schema was up to date.\n"
