"""The site as each builder makes it, built once for all the tests that only read it, whichever worker they run on."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, guide_process

COPIED = ("docs", "quizzes", "macros", "theme", "mkdocs.yml")


def copy_checkout(folder: Path) -> Path:
    """The project as a contributor has it, without what was generated."""
    ignored = shutil.ignore_patterns("__pycache__", "generated", ".cache")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=ignored)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    return folder


def built_site(builder: str, factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built outside the checkout by `guide build`; nobody may write into it."""
    base = factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built-sites"
    shared.mkdir(exist_ok=True)
    site = shared / builder
    with (shared / f"{builder}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # whoever comes second waits, and finds it built
        if not site.is_dir():
            checkout = shared / f"checkout-for-{builder}"
            checkout.mkdir()
            copy_checkout(checkout)
            done = guide_process("build", "--builder", builder, "--site", site, root=checkout, cwd=checkout)
            assert done.returncode == 0, done.stderr
            assert "warning" not in (done.stdout + done.stderr).lower(), done.stdout + done.stderr
    return site
