"""Serving the site on this machine, and building it again at every change."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from macros.guide import Guide
from macros.pages.pools import GENERATED
from macros.pages.settings import settings
from macros.reading.progress import Progress
from macros.site.build import BuildFailed, build

WATCHED = ("docs", "quizzes", "macros", "theme", "mkdocs.yml")


def serve(guide: Guide, builder: str, ports: Sequence[int], progress: Progress) -> None:
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
            raise _in_use(ports[-1])

        def server_activate(self) -> None:
            super().server_activate()
            print(f"{settings(guide.root).name} is at {self.url} (stop with Ctrl-C)", flush=True)

    _refuse_ports_in_use(ports)  # before the build, for which nobody wants to wait in vain
    with tempfile.TemporaryDirectory(prefix="guide-serve-") as folder:
        site = Path(folder) / "site"
        root = guide.root
        build(guide, builder, site, progress, finished=False)
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


def _refuse_ports_in_use(ports: Sequence[int]) -> None:
    """Raises BuildFailed where none of the ports can be had."""
    for port in ports:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return
    raise _in_use(ports[-1])


def _in_use(port: int) -> BuildFailed:
    return BuildFailed(f"port {port} is in use; choose another with --port")


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
