"""A build that is killed, meets a full disk, or runs beside another one leaves a whole site; the same checkout makes the same."""

from __future__ import annotations

import errno
import hashlib
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from macros.exports import FORMATS
from macros.reading import files
from macros.reading.files import CannotWrite, set_aside, swap, write_whole
from macros.site.build import BuildFailed, refuse_other_folders
from tests.built_sites import copy_checkout, write_small_site
from tests.command import ROOT, guide, guide_process
from tests.proof import proof
from tests.seeds import daily_seed

pytestmark = [pytest.mark.builds, pytest.mark.xdist_group("the site that is not broken")]

Digests = dict[str, str]


def digests(folder: Path) -> Digests:
    """Every file of a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def left_behind(root: Path) -> list[str]:
    return [path.name for path in root.iterdir() if "being-built" in path.name]


def with_address(root: Path) -> Path:
    """The checkout with an address, without which a site has no map."""
    path = root / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("\nsite_url:\n", "\nsite_url: https://guide.example.org/\n"), "utf-8")
    return root


TOOK = "took.txt"
"""Holds the seconds that a build took here."""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site that was built once."""
    root = with_address(write_small_site(tmp_path_factory.mktemp("here")))
    begun = time.monotonic()
    done = guide_process("build", root=root, cwd=root)
    assert done.returncode == 0, done.stderr
    (root / TOOK).write_text(str(time.monotonic() - begun), "utf-8")
    return root


@pytest.fixture
def changed(root: Path) -> Iterator[Path]:
    """The checkout with another page than its site; afterwards as it was, and so is its site."""
    page = root / "docs/index.md"
    before = page.read_text("utf-8")
    shutil.copytree(root / "site", root / "kept-site")
    page.write_text(before.replace("A page.", "Another page."), "utf-8")
    yield root
    page.write_text(before, "utf-8")
    shutil.rmtree(root / "site", ignore_errors=True)
    (root / "kept-site").rename(root / "site")


def started(root: Path, *arguments: object, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "macros.cli", "--root", str(root), "build", *map(str, arguments)]
    return subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=before)


# The same checkout makes the same.


def other_path(root: Path, folder: Path) -> Path:
    """The same checkout at a longer path, as somebody has just cloned it."""
    other = folder / "a longer path" / "deeper" / "checkout"
    shutil.copytree(root, other, ignore=shutil.ignore_patterns(".cache", "generated", "__pycache__"))
    shutil.rmtree(other / "site")
    return other


def build_elsewhere(root: Path, builder: str) -> None:
    """Build with another seed of Python's hashes, in another time zone and language, with other files made first."""
    environment = {**os.environ, "PYTHONHASHSEED": "97112", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    environment.pop("SOURCE_DATE_EPOCH", None)
    command = [sys.executable, "-m", "macros.cli", "--root", str(root), "build", "--builder", builder]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def differing(one: Digests, other: Digests) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.parametrize("builder", ["mkdocs", proof("zensical")])
def test_two_paths_give_the_same_site_to_the_byte(root: Path, builder: str, tmp_path: Path) -> None:
    if builder != "mkdocs":
        root = other_path(root, tmp_path / "first")
        build_elsewhere(root, builder)
    other = other_path(root, tmp_path)
    build_elsewhere(other, builder)
    assert differing(digests(root / "site"), digests(other / "site")) == []
    days = set(re.findall("<lastmod>(.*?)</lastmod>", (other / "site/sitemap.xml").read_text("utf-8")))
    assert days == ({"2026-11-23"} if builder == "mkdocs" else set()), "the newest reading, not today; Zensical tells no day"


@pytest.mark.proof
@pytest.mark.parametrize("builder", ["mkdocs", "zensical"])
def test_two_paths_give_the_same_whole_site_to_the_byte(builder: str, tmp_path: Path) -> None:
    one = with_address(copy_checkout(tmp_path / "one"))
    assert guide_process("build", "--builder", builder, root=one, cwd=one).returncode == 0
    other = other_path(one, tmp_path)
    build_elsewhere(other, builder)
    assert differing(digests(one / "site"), digests(other / "site")) == []


def test_two_paths_give_the_same_exports_to_the_byte(root: Path, tmp_path: Path) -> None:
    other = other_path(root, tmp_path)
    for name in FORMATS:
        for place in (root, other):
            done = guide("export", "--format", name, "--count", 4, "-o", tmp_path / place.name, root=place)
            assert done.returncode == 0, f"{name}: {done.stderr}"
        assert (tmp_path / root.name).read_bytes() == (tmp_path / other.name).read_bytes(), name


# A build that is killed.


def kill_at(root: Path, moments: list[float]) -> None:
    """Kill builds after these shares of the time that one took: the site is the old or the new one to the byte."""
    old = digests(root / "site")
    took, seen = float((root / TOOK).read_text("utf-8")), []
    for moment in moments:
        process = started(root)
        time.sleep(took * moment)
        process.kill()
        process.communicate()
        seen.append(digests(root / "site"))
    done = guide_process("build", root=root, cwd=root)
    assert done.returncode == 0, done.stderr
    assert left_behind(root) == [], "what was killed is cleared away"
    new = digests(root / "site")
    assert new != old
    for moment, site in zip(moments, seen, strict=True):
        assert site in (old, new), f"killed after {moment:.2f} of a build: {differing(site, old)[:5]}"


def test_a_build_that_is_killed_leaves_a_whole_site(changed: Path) -> None:
    kill_at(changed, [0.3, 0.7, 0.95])


@pytest.mark.proof
def test_a_build_that_is_killed_at_twenty_moments_leaves_a_whole_site(changed: Path) -> None:
    kill_at(changed, [(moment + 1) / 20 for moment in range(20)])


SWAPPING = """
import sys
from pathlib import Path
from macros.reading.files import swap
fresh, target = map(Path, sys.argv[1:])
print(flush=True)
while True:
    swap(fresh, target)
"""


def test_the_swap_has_no_moment_without_a_site(tmp_path: Path) -> None:
    """Killed twenty times while it does nothing but swap."""
    fresh, target = tmp_path / "fresh", tmp_path / "site"
    for folder in (fresh, target):
        folder.mkdir()
        for number in range(20):
            (folder / f"{number}.html").write_text(folder.name, "utf-8")
    chance = random.Random(daily_seed())
    for _ in range(20):
        process = subprocess.Popen([sys.executable, "-c", SWAPPING, fresh, target], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(chance.random() / 50)
        process.kill()
        process.communicate()
        assert len({path.read_text("utf-8") for path in target.iterdir()}) == 1
        assert len(list(target.iterdir())) == len(list(fresh.iterdir())) == 20


def test_where_the_system_knows_no_swap_a_killed_build_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two renames do it then, and the next build puts back what was only set aside."""
    from macros.site.build import _beside, _clear_away

    monkeypatch.setattr(files, "_exchanged", lambda one, other: False)
    site = tmp_path / "site"
    beside = tmp_path / f"{_beside(tmp_path, site)}x"
    fresh = beside / "site"
    for folder in (fresh, site):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(folder.parent.name, "utf-8")
    site.rename(set_aside(fresh))  # here it was killed
    _clear_away(tmp_path, site)
    assert (site / "index.html").read_text("utf-8") == tmp_path.name
    assert not beside.exists()
    fresh.mkdir(parents=True)
    swap(fresh, site)
    assert list(site.iterdir()) == []
    assert (fresh / "index.html").is_file()
    absent = tmp_path / "absent"
    swap(fresh, absent)
    assert (absent / "index.html").is_file()


FORKING = """
import sys, time
from macros.site import jobs
from macros.reading import processors
jobs.processors = lambda: 2
class Kept:
    def holds(self, name): return False
class Guide:
    kept = Kept()
def work(guide, name):
    import os
    os.write(1, b"%d\\n" % os.getpid())  # at once: two processes write to one pipe
    time.sleep(600)
jobs.JOBS["work"] = work
jobs.do(Guide(), [("work", str(number)) for number in range(20)], lambda done, total: None)
"""


def test_the_processes_of_a_build_that_is_killed_end(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-c", FORKING], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    workers = [int(process.stdout.readline()) for _ in range(2)]
    process.kill()
    process.wait()
    until = time.monotonic() + 60
    while any(map(_lives, workers)) and time.monotonic() < until:
        time.sleep(0.1)
    process.stdout.close()
    assert not any(map(_lives, workers))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


# A disk that takes nothing.


def no_large_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))


def test_a_build_that_cannot_write_says_so_in_one_line(changed: Path) -> None:
    """Its files may have 60,000 bytes at most: what was kept is too large for it, then a file beside the pages or of the site."""
    old = digests(changed / "site")
    process = started(changed, before=no_large_files)
    _, said = process.communicate()
    assert process.returncode == 1
    assert said.count("\n") == 1, said
    assert "File too large; raise the limit" in said
    assert digests(changed / "site") == old
    assert left_behind(changed) == []


def test_the_builder_that_cannot_write_says_so_in_one_line(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each builder tells of it in its own way, among lines of its own."""
    for said in (
        "INFO - Building\nTraceback:\n  shutil.py\nOSError: [Errno 28] No space left on device: 'site/a'",
        "Error: No space left on device (os error 28)",
        "OSError: [Errno 30] Read-only file system: 'x'",
    ):
        refused = subprocess.CompletedProcess([], 1, "", said)
        monkeypatch.setattr("macros.site.build.subprocess.run", lambda *_, refused=refused, **__: refused)
        done = guide("build", root=root, cwd=root)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1, done.stderr
        assert "No space left on device; free some space" in done.stderr or "Read-only file system; write it to" in done.stderr


def test_a_file_in_the_way_of_a_site_is_named_and_stays(root: Path, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Mine.", "utf-8")
    for target in (notes, notes / "site"):
        done = guide("build", "--site", target, root=root, cwd=root)
        assert done.returncode == 1
        assert done.stderr.count("\n") == 1, done.stderr
        assert "notes.txt" in done.stderr
        assert notes.read_text("utf-8") == "Mine."


def test_a_site_takes_the_place_of_nothing_but_a_site(root: Path, tmp_path: Path) -> None:
    """Else `guide build --site ~/Documents` would remove them all, and `--site .` the checkout."""
    mine = tmp_path / "Documents"
    mine.mkdir()
    refuse_other_folders(root, mine)  # empty
    (mine / "letter.txt").write_text("Mine.", "utf-8")
    for target, what in ((mine, "a folder with other files"), (root, "the checkout"), (root.parent, "the checkout")):
        with pytest.raises(BuildFailed, match=what):
            refuse_other_folders(root, target)
    refuse_other_folders(root, root / "site")
    refuse_other_folders(root, tmp_path / "new" / "site")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO])
def test_a_disk_that_takes_nothing_leaves_the_last_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    path = tmp_path / "quiz.gift"
    path.write_text("The last one.", "utf-8")

    class Full:
        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, data: bytes) -> None:
            raise OSError(number, os.strerror(number))

    def opened(handle: int, mode: str) -> Full:
        os.close(handle)
        return Full()

    monkeypatch.setattr("macros.reading.files.os.fdopen", opened)
    with pytest.raises(CannotWrite, match=f"quiz.gift: {os.strerror(number)}; "):
        write_whole(path, "A new one.")
    assert path.read_text("utf-8") == "The last one."
    assert os.listdir(tmp_path) == ["quiz.gift"]


def test_an_export_that_cannot_be_written_says_so_in_one_line(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "quiz.html"
    path.write_text("The last one.", "utf-8")
    command = [sys.executable, "-m", "macros.cli", "--root", str(root), "export", "--format", "qti21", "-o"]
    done = subprocess.run([*command, path], cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=tiny_files)
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith(f"{path}: File too large; ")
    assert path.read_text("utf-8") == "The last one."
    assert os.listdir(tmp_path) == ["quiz.html"]
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            for words in ([*command, "-"], [*command[:3], "units", "97112=24"]):
                done = subprocess.run(words, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
                assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
                assert done.stderr.startswith("standard output: No space left on device; free some space")


def tiny_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500))


def test_what_is_named_for_an_export_stays_what_it_is(root: Path, tmp_path: Path) -> None:
    """A link leads on to its file, a pipe is written to and a folder is refused."""
    (tmp_path / "real.gift").write_text("The last one.", "utf-8")
    (tmp_path / "link.gift").symlink_to("real.gift")
    export = ("export", "--format", "gift", "--count", 1, "-o")
    assert guide(*export, tmp_path / "link.gift", root=root).returncode == 0
    assert (tmp_path / "link.gift").is_symlink()
    assert "Medicare" in (tmp_path / "real.gift").read_text("utf-8")
    os.mkfifo(tmp_path / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text("utf-8")))
    reader.start()
    assert guide(*export, tmp_path / "pipe", root=root).returncode == 0
    reader.join()
    assert read == [(tmp_path / "real.gift").read_text("utf-8")]
    assert (tmp_path / "pipe").is_fifo()
    (tmp_path / "folder").mkdir()
    done = guide(*export, tmp_path / "folder", root=root)
    assert (done.returncode, done.stderr) == (1, f"{tmp_path / 'folder'}: Is a directory; name a file, not a folder\n")


# Two at once.


HOLDING = """
import sys
from pathlib import Path
from macros.reading.files import alone
with alone(Path(sys.argv[1]), "I wait."):
    print("I am alone.", flush=True)
    sys.stdin.readline()
"""


def test_one_at_a_time_and_a_killed_one_stands_in_nobodys_way(tmp_path: Path) -> None:
    def holding() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", HOLDING, str(tmp_path / "build.lock")]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)

    first, second = holding(), None
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "I am alone.\n"
        second = holding()
        assert second.stderr is not None
        assert second.stdout is not None
        assert second.stderr.readline() == "I wait.\n"
        first.kill()
        assert second.stdout.readline() == "I am alone.\n"
    finally:
        for process in filter(None, (first, second)):
            process.kill()
            process.communicate()


@pytest.mark.proof
def test_two_builds_at_once_do_not_mix(changed: Path) -> None:
    """The second waits for the first, says so, and both give the whole new site."""
    old = digests(changed / "site")
    both = [started(changed) for _ in range(2)]
    said = [process.communicate()[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert sorted(said) == ["", "Another build of this checkout is at work; this one waits for it.\n"]
    new = digests(changed / "site")
    assert differing(old, new) != []
    assert "Another page." in (changed / "site/index.html").read_text("utf-8")
    assert left_behind(changed) == []


def test_two_that_write_one_file_do_not_mix(tmp_path: Path) -> None:
    path = tmp_path / "quiz.gift"
    texts = ["a" * 200_000, "b" * 300_000]
    write_whole(path, texts[0])
    ended = threading.Event()

    def write(text: str) -> None:
        while not ended.is_set():
            write_whole(path, text)

    writers = [threading.Thread(target=write, args=(text,)) for text in texts]
    for writer in writers:
        writer.start()
    try:
        for _ in range(100):
            assert path.read_text("utf-8") in texts
    finally:
        ended.set()
        for writer in writers:
            writer.join()
    assert os.listdir(tmp_path) == ["quiz.gift"]


def test_zensical_leaves_what_guide_keeps(root: Path, tmp_path: Path) -> None:
    """It would remove all of .cache: the results of the last check, and the lock of this build."""
    kept = {path.name for path in (root / ".cache").rglob("*.pickle")}
    (root / ".cache" / "97112").write_text("what Zensical kept of a page", "utf-8")
    assert len(kept) > 5
    done = guide_process("build", "--builder", "zensical", "--site", tmp_path / "site", root=root, cwd=root)
    assert done.returncode == 0, done.stderr
    assert kept <= {path.name for path in (root / ".cache").rglob("*.pickle")}
    assert (root / ".cache/build.lock").is_file()
    assert not (root / ".cache" / "97112").exists()
