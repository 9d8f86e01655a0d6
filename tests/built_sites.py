"""The site as each builder makes it, built once for all the tests that only read it, whichever worker they run on."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from macros.pages.package import RIGHTS
from macros.reading.kept import FOLDER as KEPT
from tests.command import ROOT, guide_process
from tests.small_checkout import write_small_checkout

COPIED = ("docs", "quizzes", "macros", "theme", "mkdocs.yml", *RIGHTS)


def copy_checkout(folder: Path) -> Path:
    """The project as a contributor has it, without what was generated."""
    ignored = shutil.ignore_patterns("__pycache__", "generated", ".cache")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    return folder


PAGES = {
    "docs/index.md": "# Home\n\nA page. [The facts](reference/facts.md) and [the questions](practice/units.md).\n",
    "docs/reference/facts.md": '# Facts\n\n{{ facts("scope") }}\n',
    "docs/practice/units.md": '# Questions\n\n{{ quiz("units", count=3) }}\n',
}
"""The pages of the small site, on which a fact and a question can be seen to change."""


def write_small_site(folder: Path) -> Path:
    """The small checkout with the project's own Python, theme and scripts: a site that builds in seconds, and may be spoiled."""
    write_small_checkout(folder)
    for name in ("macros", "theme", "docs/assets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("docs/sw.js", *RIGHTS):
        shutil.copy(ROOT / name, folder / name)
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0]
    settings = re.sub(r"(?m)^not_in_nav: \|\n(?:  .*\n)+", "", settings)
    (folder / "mkdocs.yml").write_text(f"{settings}\n", "utf-8")
    return folder


def builder_of(test: pytest.Item) -> str:
    """Which builder's site a test reads, by the parameter of its fixture `site`; the shipped one where it has none."""
    of_test = test.callspec.params if isinstance(test, pytest.Function) and hasattr(test, "callspec") else {}
    return str(of_test.get("site", "mkdocs"))


def built_site(builder: str, factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built outside the checkout by `guide build`; nobody may write into it."""
    return built_sites((builder,), factory)[builder]


def built_sites(builders: Sequence[str], factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The site of each builder. What another worker is building is left to it, and waited for at the end."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-sites"
    shared.mkdir(exist_ok=True)
    for patience in (fcntl.LOCK_NB, 0):
        for builder in builders:
            with suppress(BlockingIOError), (shared / f"{builder}.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | patience)
                if not (shared / builder).is_dir():
                    _build(builder, shared)
    return {builder: shared / builder for builder in builders}


def _build(builder: str, shared: Path) -> None:
    checkout = shared / f"checkout-for-{builder}"
    checkout.mkdir()
    copy_checkout(checkout)
    if (ROOT / KEPT).is_dir():  # what `guide check` has found out of the very same files
        shutil.copytree(ROOT / KEPT, checkout / KEPT, ignore=shutil.ignore_patterns(".new-*"))
    done = guide_process("build", "--builder", builder, "--site", shared / builder, root=checkout, cwd=checkout)
    assert done.returncode == 0, done.stderr
    assert "warning" not in (done.stdout + done.stderr).lower(), done.stdout + done.stderr
