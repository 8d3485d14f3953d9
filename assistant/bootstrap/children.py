"""
Programs that run for minutes, side by side, with one live line that says how far they are.

What they print goes to a log each. Ctrl-C, a closed terminal and a failure of one end all of them.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import IO, TYPE_CHECKING, Mapping, Sequence

from assistant.bootstrap.texts import say
from assistant.bootstrap.trouble import diagnose

if TYPE_CHECKING:
    from pathlib import Path

_STEPS = re.compile(rb"\[(\d+/\d+)\]")
_TAIL_BYTES = 2_000_000  # a compiler's warnings fill pages between two steps
_GOODBYE_SECONDS = 10
_TICK_SECONDS = 0.1
_EVERY_SECONDS = 0.5
_EVERY_SECONDS_IN_A_LOG = 30.0


class Child:
    """
    A program that runs beside us, in a group of its own, so that we decide when Ctrl-C reaches it.

    With `speaks`, its last line on standard output is its progress; else it is ninja's `[n/m]`.
    """

    def __init__(
        self,
        title: str,
        command: Sequence[str],
        log: Path,
        env: Mapping[str, str] | None = None,
        *,
        speaks: bool = False,
    ) -> None:
        self.title = title
        self.log = log
        self.said = ""
        self._start = time.monotonic()
        log.parent.mkdir(parents=True, exist_ok=True)
        windows = sys.platform == "win32"
        with log.open("wb") as sink:
            self._process = subprocess.Popen(
                list(command),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if speaks else sink,
                stderr=sink if speaks else subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                start_new_session=not windows,
                creationflags=subprocess.CREATE_NEW_PROCESS_GROUP if windows else 0,
            )
        if self._process.stdout is not None:
            threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    @property
    def is_running(self) -> bool:
        """Whether it has not ended yet."""
        return self._process.poll() is None

    @property
    def has_failed(self) -> bool:
        """Whether it ended with anything but success."""
        return self._process.poll() not in (None, 0)

    @property
    def seconds(self) -> float:
        """How long it has been running."""
        return time.monotonic() - self._start

    def status(self) -> str:
        """Return how far it is, in a few words."""
        clock = f"{int(self.seconds) // 60}:{int(self.seconds) % 60:02}"
        return f"{self.title} {clock} {self.said or self._steps()}".rstrip()

    def stop(self) -> None:
        """End it and all it started, first politely: it may want to keep what it has."""
        self._signal(signal.SIGINT)
        try:
            self._process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self._signal(None)
            self._process.wait()

    def _listen(self, stream: IO[bytes]) -> None:
        for line in stream:
            self.said = line.decode("utf-8", "replace").strip() or self.said

    def _steps(self) -> str:
        with self.log.open("rb") as log:
            log.seek(max(log.seek(0, os.SEEK_END) - _TAIL_BYTES, 0))
            found = _STEPS.findall(log.read())
        return found[-1].decode() if found else ""

    def _signal(self, number: signal.Signals | None) -> None:
        """Send `number` to the whole group; None kills it."""
        if not self.is_running:
            return
        if sys.platform == "win32":
            taskkill = ["taskkill", "/F", "/T", "/PID", str(self._process.pid)]
            subprocess.run(taskkill, stdout=subprocess.DEVNULL, check=False)
        else:
            os.killpg(self._process.pid, number or signal.SIGKILL)


def finish(child: Child, otherwise: str, beside: Sequence[Child] = ()) -> None:
    """
    Wait until `child` ended well and say how long it took.

    Its failure ends those `beside` it and is the `Trouble` that its log shows, or `otherwise`.
    """
    watch(child, beside)
    if child.has_failed:
        for other in beside:
            other.stop()
        raise diagnose(child.log, otherwise)
    print(say("done", what=child.title, seconds=round(child.seconds)), flush=True)


def watch(child: Child, beside: Sequence[Child] = ()) -> None:
    """Wait until `child` ended, showing how far it and those `beside` it are."""
    line = _Line()
    everyone = [child, *beside]
    try:
        while child.is_running:
            if line.is_due:
                line.show(" · ".join(other.status() for other in everyone if other.is_running))
            time.sleep(_TICK_SECONDS)
    except BaseException:
        for other in everyone:
            other.stop()
        raise
    finally:
        line.clear()


class _Line:
    """One line that is written over and over; in a log, a new line now and then."""

    def __init__(self) -> None:
        self._is_live = sys.stdout.isatty()
        self._every = _EVERY_SECONDS if self._is_live else _EVERY_SECONDS_IN_A_LOG
        self._shown = time.monotonic() if not self._is_live else 0.0

    @property
    def is_due(self) -> bool:
        return time.monotonic() - self._shown >= self._every

    def show(self, text: str) -> None:
        self._shown = time.monotonic()
        if self._is_live:
            text = "\r\033[K" + text[: shutil.get_terminal_size().columns - 1]
        print(text, end="" if self._is_live else "\n", flush=True)

    def clear(self) -> None:
        if self._is_live:
            print("\r\033[K", end="", flush=True)
