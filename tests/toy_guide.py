"""A guide on a made-up code: the YAML and the three pages of tests/toy, and the settings of a fork.

Nothing in it is true of any code. Beside it stand the folders of the engine, as they are.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from macros.pages.package import RIGHTS
from tests.command import ROOT

TOY = ROOT / "tests" / "toy"

SETTINGS = {
    "site_name": "Guide 00000",
    "site_description": "A guide on a made-up code.",
    "copyright": "All of it is made up.",
    "site_url": "https://example.org/blocks/",
    "repo_url": "https://github.com/example/blocks",
}


def write_engine(folder: Path) -> str:
    """Copy the engine into `folder`, and give the settings of this guide without its pages."""
    for name in ("macros", "theme", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("docs/sw.js", "docs/manifest.webmanifest", *RIGHTS):
        shutil.copy(ROOT / name, folder / name)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
    return re.sub(r"(?m)^not_in_nav: \|\n(?:  .*\n)+", "", settings)


def write_toy_guide(folder: Path) -> Path:
    """Write the toy below `folder`, beside the engine, and give it back."""
    settings = write_engine(folder)
    shutil.copytree(TOY, folder, dirs_exist_ok=True)
    for name, value in SETTINGS.items():
        settings, changed = re.subn(rf"(?m)^{name}:.*\n(?:  .*\n)*", f"{name}: {value}\n", settings)
        assert changed == 1
    (folder / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    return folder
