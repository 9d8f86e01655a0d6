"""A Firefox that a system has, driven through Marionette, its own protocol: Playwright can drive only a Firefox of its making.

Marionette is JSON over a socket: a request is `[0, number, command, parameters]`, an answer `[1, number, error, value]`, each
with its length in front. The commands are those of WebDriver.
"""

from __future__ import annotations

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The name that WebDriver sets for a reference to an element."""

SETTINGS = {
    "marionette.port": 0,  # one that is free; Firefox writes it into the profile
    "remote.prefs.recommended": True,  # what Mozilla sets for tests: no telemetry, no updates, no first pages
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.update.disabledForTesting": True,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
}


class FirefoxError(Exception):
    """What Firefox answered where it could not do what was asked."""


class Firefox:
    """A running Firefox, spoken to through its socket."""

    def __init__(self, spoken: socket.socket, patience: float) -> None:
        self._socket = spoken
        self._number = 0
        self._patience = patience
        self._read()  # it greets first
        milliseconds = round(patience * 1000)
        timeouts = {"pageLoad": milliseconds, "script": milliseconds, "implicit": 0}
        self.version: str = self.ask("WebDriver:NewSession", timeouts=timeouts)["capabilities"]["browserVersion"]

    def ask(self, command: str, **parameters: Any) -> Any:
        """What Firefox answers to a command. Raises FirefoxError where it refuses."""
        self._number += 1
        text = json.dumps([0, self._number, command, parameters]).encode()
        self._socket.sendall(b"%d:" % len(text) + text)
        _, number, error, value = self._read()
        assert number == self._number, "an answer to something else"
        if error:
            raise FirefoxError(f"{command}: {error['message']}")
        return value

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            length += self._received(1)
        return json.loads(self._received(int(length[:-1])))

    def _received(self, count: int) -> bytes:
        received = b""
        while len(received) < count:
            part = self._socket.recv(count - len(received))
            if not part:
                raise FirefoxError("Firefox hung up")
            received += part
        return received

    def open(self, address: str) -> None:
        """Open a page and wait until it is loaded."""
        self.ask("WebDriver:Navigate", url=address)

    def run(self, script: str) -> Any:
        """What the body of a function of the page returns."""
        return self.ask("WebDriver:ExecuteScript", script=script, args=[])["value"]

    def click(self, selector: str) -> None:
        """Click, as a mouse does, what a reader sees there."""
        self.run(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{ block: 'center' }})")
        found = self.ask("WebDriver:FindElement", using="css selector", value=selector)["value"][ELEMENT]
        self.ask("WebDriver:ElementClick", id=found)

    def until(self, script: str, what: str) -> None:
        """Wait until a script says so."""
        end = time.monotonic() + self._patience
        while not self.run(script):
            assert time.monotonic() < end, f"did not come: {what}"
            time.sleep(0.05)


@contextmanager
def running(executable: str, profile: Path, patience: float) -> Iterator[Firefox]:
    """A Firefox with an empty profile in a folder, which is ended at the end."""
    profile.mkdir(parents=True)
    settings = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items())
    (profile / "user.js").write_text("".join(settings), "utf-8")
    command = [executable, "--headless", "--no-remote", "--marionette", "--profile", str(profile), "about:blank"]
    with (profile / "log.txt").open("wb") as log, subprocess.Popen(command, stdout=log, stderr=log) as process:
        try:
            with socket.create_connection(("127.0.0.1", _port(process, profile, patience)), timeout=patience) as spoken:
                yield Firefox(spoken, patience)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _port(process: subprocess.Popen[bytes], profile: Path, patience: float) -> int:
    """The port that Firefox has chosen, once it has."""
    end = time.monotonic() + patience
    file = profile / "MarionetteActivePort"
    while not (file.is_file() and file.read_text("utf-8").strip()):
        if process.poll() is not None or time.monotonic() > end:
            raise FirefoxError(f"Firefox did not start: {(profile / 'log.txt').read_text('utf-8', 'replace')[-2000:]}")
        time.sleep(0.05)
    return int(file.read_text("utf-8"))
