"""The bill of materials, in CycloneDX JSON: every library that building the site takes, and what a browser gets of others.

`make sbom` writes it, from the locks and docs/contribute/third-party.yml alone: the same commit gives the same bytes. Licenses of
Python packages are those that the installed ones state.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from macros.facts.freshness import newest_reading
from macros.guide import Guide
from macros.pages.third_party import Library, libraries
from macros.pages.third_party import within as licenses_within
from macros.reading.files import write_whole
from tests.command import ROOT

VERSION = "1.6"
NAMESPACE = UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")
"""The namespace that RFC 9562 sets for identifiers made of an address."""

_LOCKED = re.compile(
    r"(?m)^(?P<name>[a-z0-9.-]+)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\\n]+?))? \\\n(?P<hashes>(?: +--hash=.*\n?)+)"
)


def bill(root: Path) -> dict[str, Any]:
    """The bill of materials of a checkout."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    whole = f"pkg:pypi/{project['name']}@{project['version']}"
    components = sorted([*_python(root), *_browser(root)], key=lambda component: component["bom-ref"])
    content = hashlib.sha256(json.dumps(components).encode()).hexdigest()
    return {
        "bomFormat": "CycloneDX",
        "specVersion": VERSION,
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE, whole + content)}",
        "version": 1,
        "metadata": {
            "timestamp": f"{newest_reading(Guide.load(root).library).isoformat()}T00:00:00Z",
            "component": {
                "type": "application",
                "bom-ref": whole,
                "name": project["name"],
                "version": project["version"],
                "description": project["description"],
                "licenses": [{"license": {"id": "MIT"}}, {"license": {"id": "CC-BY-4.0"}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": whole, "dependsOn": [component["bom-ref"] for component in components]}],
    }


def _python(root: Path) -> Iterator[dict[str, Any]]:
    """What requirements/runtime.txt locks. A package with a version for each Python is listed once for each."""
    for found in _LOCKED.finditer((root / "requirements/runtime.txt").read_text("utf-8")):
        package = f"pkg:pypi/{found['name']}@{found['version']}"
        marker = [{"name": "guide-97112:only-where", "value": found["marker"].strip()}] if found["marker"] else []
        digests = re.findall(r"--hash=sha256:([0-9a-f]{64})", found["hashes"])
        yield {
            "type": "library",
            "bom-ref": package,
            "name": found["name"],
            "version": found["version"],
            "purl": package,
            "licenses": _stated(found["name"]),
            "properties": [*marker, *({"name": "guide-97112:locked-sha256", "value": digest} for digest in digests)],
        }


def _stated(name: str) -> list[dict[str, Any]]:
    """The license that an installed package states; none where it is not installed on this machine."""
    try:
        said = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return []
    if "License-Expression" in said:
        return [{"expression": said["License-Expression"]}]
    classified = [each.rpartition(" :: ")[2] for each in said.get_all("Classifier", []) if each.startswith("License :: ")]
    named = classified or ([said["License"].splitlines()[0]] if "License" in said else [])
    return [{"license": {"name": each}} for each in named]


def _browser(root: Path) -> Iterator[dict[str, Any]]:
    """What a browser gets of others. The themes are Python packages too, and are listed as what stands in the site."""
    inside = licenses_within(root)
    for library in libraries(root):
        component = _shipped(library)
        component["hashes"] = [
            {"alg": "SHA-256", "content": hashlib.sha256(path.read_bytes()).hexdigest()}
            for pattern in library.files
            for path in sorted((root / "docs").glob(pattern))
            if path.suffix == ".js" and not path.name.endswith(".d.ts")
        ]
        component["components"] = [
            {
                "type": "library",
                "bom-ref": f"{component['bom-ref']}/{name}",
                "name": name,
                "licenses": [{"license": {"id": inside[name][0]}}],
                "copyright": inside[name][1],
            }
            for name in library.within
        ]
        yield {field: value for field, value in component.items() if value}


def _shipped(library: Library) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": f"in the browser: {library.package}",
        "name": library.name,
        "version": library.version,
        "purl": library.package,
        "description": library.purpose,
        "licenses": [{"license": {"id": library.license}}],
        "copyright": library.copyright,
    }


def bill_text(root: Path) -> str:
    """The bill of materials as it is written to a file."""
    return json.dumps(bill(root), ensure_ascii=False, indent=2) + "\n"


def main(path: str) -> None:
    """Write it."""
    write_whole(Path(path), bill_text(ROOT))
    print(f"{path}: {len(bill(ROOT)['components'])} components.")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sbom.cdx.json")
