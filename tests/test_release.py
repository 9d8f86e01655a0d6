"""What a release holds, its bill of materials, and what an audit makes of a registry that says nothing."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from macros.exports import FORMATS
from macros.pages.third_party import libraries
from tests import audit, release, sbom
from tests.built_sites import write_small_site
from tests.command import ROOT
from tests.small_checkout import spoil


@pytest.fixture(scope="module")
def bill() -> dict[str, Any]:
    return sbom.bill(ROOT)


def test_the_bill_of_materials_follows_the_schema_of_cyclonedx(bill: dict[str, Any]) -> None:
    validation = pytest.importorskip("cyclonedx.validation.json", reason="NO CYCLONEDX: make lint installs it")
    from cyclonedx.schema import SchemaVersion

    schema = validation.JsonStrictValidator(SchemaVersion.V1_6)
    assert schema.validate_str(json.dumps(bill)) is None
    assert schema.validate_str(json.dumps(bill | {"components": [{"name": "nothing"}]})) is not None, "it can fail"


def test_the_bill_names_every_locked_package_with_its_hashes(bill: dict[str, Any]) -> None:
    lock = (ROOT / "requirements/runtime.txt").read_text("utf-8")
    locked = re.findall(r"(?m)^([\w.-]+)==([\w.]+)", lock)
    assert len(locked) >= 50
    listed = [each for each in bill["components"] if not each["bom-ref"].startswith("in the browser")]
    assert sorted((each["name"], each["version"]) for each in listed) == sorted(locked)
    digests = [each["value"] for package in listed for each in package["properties"] if each["name"].endswith("sha256")]
    assert sorted(digests) == sorted(re.findall(r"sha256:(\w+)", lock))
    assert [each["name"] for each in listed if not each["licenses"]] in ([], ["brotlicffi"]), "what is not for this machine alone"


def test_the_bill_names_what_a_browser_gets_of_others(bill: dict[str, Any]) -> None:
    shipped = {each["name"]: each for each in bill["components"] if each["bom-ref"].startswith("in the browser")}
    assert set(shipped) == {library.name for library in libraries(ROOT)}
    done = subprocess.run(["sha256sum", ROOT / "docs/assets/vendor/fflate.js"], capture_output=True, text=True, check=True)
    assert [each["content"] for each in shipped["fflate"]["hashes"]] == [done.stdout.split()[0]]
    assert {each["name"] for each in shipped["Zensical"]["components"]} >= {"RxJS", "Lucide"}


def test_the_bill_is_the_same_each_time(bill: dict[str, Any]) -> None:
    assert sbom.bill(ROOT) == bill


def test_an_archive_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("b", "a/c"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    first = release.zipped(tmp_path, date(2026, 11, 23))
    (tmp_path / "b").touch()
    assert release.zipped(tmp_path, date(2026, 11, 23)) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.namelist() == ["a/c", "b"]
        assert archive.read("a/c") == b"a/c"


@pytest.mark.proof
def test_a_release_holds_site_data_and_every_format_with_checksums_that_hold(tmp_path: Path) -> None:
    root = write_small_site(tmp_path / "checkout")
    for name in ("pyproject.toml", "CHANGELOG.md", "requirements/runtime.txt", "docs/contribute/third-party.yml"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes((ROOT / name).read_bytes())
    folder = tmp_path / "release"
    release.make(root, folder, questions=3, on_a_sheet=1)
    names = {path.name for path in folder.iterdir()}
    assert {f"guide-97112-{name}{format.suffix}" for name, format in FORMATS.items()} <= names
    assert {"guide-97112-site.zip", "guide-97112-data.zip", "guide-97112-sbom.cdx.json", "NOTES.md", "SHA256SUMS"} <= names
    check = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    done = subprocess.run(check, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert len(done.stdout.splitlines()) == len(names) - 1
    with zipfile.ZipFile(folder / "guide-97112-data.zip") as data:
        assert {"data/units.yml", "generated/data/units.json", "quizzes/units.yml", "LICENSE-CONTENT"} <= set(data.namelist())
    with zipfile.ZipFile(folder / "guide-97112-site.zip") as site:
        assert {"index.html", "sw.js", "practice/units/index.html"} <= set(site.namelist())
    (folder / "NOTES.md").write_text("changed", "utf-8")
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 1
    spoil(root, "docs/data/units.yml", "authority: medicare", "authority: medicar")
    with pytest.raises(SystemExit, match=r"docs/data/units\.yml:\d+:\d+"):
        release.make(root, folder)


def test_the_notes_of_a_release_are_the_newest_part_of_the_changelog(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0\n\n- New.\n\n## 1.1.0\n\n- Old.\n", "utf-8")
    notes = release.notes(tmp_path)
    assert notes.startswith("- New.\n")
    assert "Old" not in notes


def test_an_audit_tells_faults_apart_from_a_registry_that_says_nothing() -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    faulty = {"name": "a", "version": "1.0", "vulns": [fault]}
    report = {"dependencies": [faulty, {"name": "b", "version": "1.0", "vulns": []}, {"name": "c", "skip_reason": "not found"}]}
    assert audit.python_faults(report) == (["a 1.0: PYSEC-1, fixed in 2.0"], 1)
    assert audit.node_faults({"vulnerabilities": {"x": {"severity": "high", "range": "<2"}}}) == ["x: high, <2"]


@pytest.mark.parametrize(
    ("answer", "by_itself", "in_ci"), [(([], None), 0, 0), (([], "no answer"), 0, 1), ((["a 1.0: PYSEC-1"], None), 1, 1)]
)
def test_a_registry_that_says_nothing_fails_the_workflow_alone(
    monkeypatch: pytest.MonkeyPatch, answer: tuple[list[str], str | None], by_itself: int, in_ci: int
) -> None:
    monkeypatch.setattr(audit, "ask_python", lambda lock: answer)
    monkeypatch.setattr(audit, "ask_node", lambda: ([], None))
    for ci, code in (("", by_itself), ("true", in_ci)):
        monkeypatch.setenv("CI", ci)
        assert audit.main() == code
