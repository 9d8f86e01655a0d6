"""Building and serving the site: check first, build apart, and put the new site in place only when it is whole."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from macros.downloads import write_downloads
from macros.finishing import finish
from macros.guide import Guide
from macros.open_data import write_open_data
from macros.page_check import page_problems
from macros.page_numbers import stray_numbers
from macros.pages.case_page import CASES, write_case_pools
from macros.pages.claim_builder import CLAIM_TABLES, write_claim_tables
from macros.pages.pools import GENERATED, write_pools
from macros.problem import Problem, ProblemsFound
from macros.scenarios.check import DRAWS, FEWER_DRAWS
from macros.scenarios.check import problems as scenario_problems

COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict"),
    "zensical": ("zensical", "build", "--strict", "--clean"),
    "properdocs": ("properdocs", "build", "--strict", "-f", "mkdocs.yml"),
}
"""How each builder is called: as a module of the running Python, for only so do they all find the macros package, and
never --quiet, with which mkdocs counts no warnings."""

WATCHED = ("docs", "quizzes", "macros", "theme", "mkdocs.yml")


class BuildFailed(Exception):
    """A builder refused the site; its message is what it printed."""


def check(root: Path, draws: int = DRAWS) -> Guide:
    """Everything that can be wrong in facts, scenarios and pages. Raises ProblemsFound with all of it."""
    guide = Guide.load(root)
    found: list[Problem] = [*scenario_problems(guide, draws), *stray_numbers(root, guide)]
    if not found:
        found = page_problems(root)
    if found:
        raise ProblemsFound(found)
    return guide


def build(root: Path, builder: str, site: Path, *, finished: bool = True) -> None:
    """Check, write the item pools, build into a folder apart, and swap it in. A failure leaves the last site as it was.

    A site that is only tried out is not `finished`: without the security policy and the offline worker, that a page which
    reloads itself could not live with.
    """
    guide = check(root, FEWER_DRAWS)
    write_pools(guide, root / GENERATED)
    write_case_pools(guide, root / CASES)
    write_claim_tables(guide, root / CLAIM_TABLES)
    write_open_data(root, guide)
    write_downloads(root, guide)
    site.parent.mkdir(parents=True, exist_ok=True)
    # Built below the checkout, for Zensical refuses any other place; swapped beside the site, so that the swap is a rename.
    with (
        tempfile.TemporaryDirectory(prefix=".site-", dir=root) as made,
        tempfile.TemporaryDirectory(prefix=".site-", dir=site.parent) as beside,
    ):
        _run(root, builder, Path(made) / "site")
        if finished:
            finish(Path(made) / "site")
        fresh = Path(shutil.move(Path(made) / "site", Path(beside) / "new"))
        if site.exists():
            site.rename(Path(beside) / "old")
        fresh.rename(site)


def _run(root: Path, builder: str, site: Path) -> None:
    environment = {
        **os.environ,
        "GUIDE_SITE_DIR": str(site.resolve()),
        "NO_MKDOCS_2_WARNING": "1",
        "DISABLE_MKDOCS_2_WARNING": "true",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(root.resolve()), os.environ.get("PYTHONPATH", "")])),
    }
    command = [sys.executable, "-m", *COMMANDS[builder]]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    said = "\n".join(part.strip() for part in (done.stdout, done.stderr) if part.strip())
    if done.returncode or not (site / "index.html").is_file():
        raise BuildFailed(f"{builder} did not build the site:\n{said}")
    warnings = [line for line in said.splitlines() if "warning" in line.lower()]
    if warnings:
        raise BuildFailed(f"{builder} warned:\n" + "\n".join(warnings))


def serve(root: Path, builder: str, ports: Iterable[int]) -> None:
    """Build, serve on loopback, and build again when a page, a fact, a scenario or the Python changes."""
    from mkdocs.livereload import LiveReloadServer

    class Server(LiveReloadServer):
        def server_bind(self) -> None:
            for port in ports:
                self.server_address = ("127.0.0.1", port)
                try:
                    super().server_bind()
                except OSError:
                    continue
                self.url = f"http://127.0.0.1:{port}/"
                return
            raise BuildFailed(f"port {self.server_address[1]} is in use; choose another with --port")

        def server_activate(self) -> None:
            super().server_activate()
            print(f"Guide 97112 is at {self.url} (stop with Ctrl-C)", flush=True)

    with tempfile.TemporaryDirectory(prefix="guide-serve-") as folder:
        site = Path(folder) / "site"
        build(root, builder, site, finished=False)
        built = [_stamp(root)]

        def rebuild() -> None:
            stamp = _stamp(root)
            if stamp == built[0]:
                return
            built[0] = stamp
            # A process of its own: it reads changed Python afresh, as a long-lived one would not.
            command = [
                sys.executable,
                "-m",
                "macros.cli",
                "--root",
                ".",
                "build",
                "--builder",
                builder,
                "--site",
                str(site),
                "--unfinished",
            ]
            done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False)
            print("Built again." if done.returncode == 0 else "The last good site stays.", flush=True)

        server = Server(builder=rebuild, host="127.0.0.1", port=0, root=str(site))
        server.error_handler = lambda code: (site / "404.html").read_bytes() if code == 404 else None
        for name in WATCHED:
            if (root / name).exists():
                server.watch(str(root / name))
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # a plain kill tidies up as Ctrl-C does
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            print()
        finally:
            server.shutdown()


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """What the site is built from, generated files left out: the same stamp means the same site."""
    files = []
    for name in WATCHED:
        path = root / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            below = file.relative_to(root)
            if file.is_file() and GENERATED not in below.parents and "__pycache__" not in below.parts:
                status = file.stat()
                files.append((below.as_posix(), status.st_mtime_ns, status.st_size))
    return tuple(files)
