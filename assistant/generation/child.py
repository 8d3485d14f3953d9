"""
One running worker process as the page sees it: send a request, receive its replies, notice death.

Replies are sorted by request, so that text can be counted in tokens while an answer streams. The
child has a process group of its own: Ctrl-C in the terminal reaches us only, and we end it by
closing its input. It ends by itself when we die, because then its input closes too.
"""

import contextlib
import os
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import IO

from assistant.generation.wire import (
    Cancel,
    Embed,
    Fault,
    Finished,
    Generate,
    Load,
    Loaded,
    Reply,
    Request,
    Score,
    Scored,
    Tokenize,
    Tokens,
    Vectors,
    decode,
    encode,
)

_ROOT = Path(__file__).parents[2]
_GOODBYE_SECONDS = 2.0
_WINDOWS = sys.platform == "win32"
_FLAGS = ("CREATE_NEW_PROCESS_GROUP", "CREATE_NO_WINDOW")
"""Of Windows; elsewhere `subprocess` does not have them."""


@dataclass(frozen=True, slots=True)
class Died:
    """The process ended; `how` names the signal or code, `last_words` is its stderr."""

    how: str
    last_words: str
    was_asked: bool = False
    """It was closed by us."""


Inbox = queue.SimpleQueue[Reply | Died]


class Child:
    """A worker process. Started at once; `close` it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "assistant.generation.worker"],
            cwd=_ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            process_group=None if _WINDOWS else 0,
            creationflags=sum(getattr(subprocess, flag, 0) for flag in _FLAGS),
        )
        self.pid = self._process.pid
        self._numbers = count(1)
        self._inboxes: dict[int, Inbox] = {}
        self._lock = threading.Lock()
        self._sending = threading.Lock()  # apart: a full pipe must not keep replies from arriving
        self._was_closed = False
        self._idle = threading.Condition(self._lock)
        self._last_words: deque[str] = deque(maxlen=20)
        self._died: Died | None = None
        self._overhearing = _thread(self._overhear, self._process.stderr)
        self._listening = _thread(self._listen, self._process.stdout)

    def send(self, request: Request) -> tuple[int, Inbox]:
        """Send a request; return its number and where its replies arrive."""
        number, inbox = next(self._numbers), Inbox()
        with self._lock:
            if self._died:
                inbox.put(self._died)
            else:
                self._inboxes[number] = inbox
        self._write(number, request)
        return number, inbox

    def cancel(self, number: int) -> None:
        """Ask the child to stop a request; its inbox still gets `Finished`."""
        with self._lock:
            is_open = number in self._inboxes
        if is_open:
            self._write(number, Cancel())

    def settle(self, seconds: float) -> bool:
        """Wait until no request is open; return False when one stays open too long."""
        with self._idle:
            return self._idle.wait_for(lambda: not self._inboxes, seconds)

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self._died is None

    def close(self) -> None:
        """End the process: close its input, and kill it if that does not help."""
        self._was_closed = True
        with self._sending:
            if self._process.stdin:
                with contextlib.suppress(OSError):  # what it holds for a dead process is lost
                    self._process.stdin.close()
        try:
            self._process.wait(_GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._listening.join()
        for stream in (self._process.stdout, self._process.stderr):
            if stream:
                stream.close()

    def _write(self, number: int, request: Request) -> None:
        assert self._process.stdin, "it was asked for"  # noqa: S101 - for the type checker
        # a write fails when the process is dying: the listening thread then tells every inbox
        with self._sending, contextlib.suppress(OSError, ValueError):
            self._process.stdin.write(encode(number, request))
            self._process.stdin.flush()

    def _listen(self, replies: IO[bytes]) -> None:
        for line in replies:
            with contextlib.suppress(ValueError):  # the last line of a crash can be cut
                self._deliver(*decode(line))
        code = self._process.wait()
        self._overhearing.join(_GOODBYE_SECONDS)
        with self._idle:
            self._died = Died(_how(code), "".join(self._last_words).strip(), self._was_closed)
            for inbox in self._inboxes.values():
                inbox.put(self._died)
            self._inboxes.clear()
            self._idle.notify_all()

    def _deliver(self, number: int, reply: Reply | Request) -> None:
        with self._idle:
            inbox = self._inboxes.get(number)
            if inbox is None or isinstance(
                reply, Load | Tokenize | Generate | Score | Embed | Cancel
            ):
                return
            inbox.put(reply)
            if isinstance(reply, Loaded | Tokens | Scored | Vectors | Finished | Fault):
                del self._inboxes[number]
                self._idle.notify_all()

    def _overhear(self, stderr: IO[bytes]) -> None:
        for line in stderr:
            self._last_words.append(line.decode("utf-8", "replace"))


def _environment() -> dict[str, str]:
    """
    Return the environment of the child.

    OpenMP's threads must not spin while they wait: beside one other busy program on two cores that
    made decoding 2 to 4 times slower (measured: 5-12 instead of 19-21 tokens per second).
    """
    inherited = {k: v for k, v in os.environ.items() if k != "PYTHONSAFEPATH"}  # it forbids `cwd`
    return {"OMP_WAIT_POLICY": "passive"} | inherited


def _how(code: int) -> str:
    if code < 0 and -code in {*signal.Signals}:
        return signal.Signals(-code).name
    return f"exit code {code if code < 256 else hex(code)}"


def _thread(work: Callable[[IO[bytes]], None], stream: IO[bytes] | None) -> threading.Thread:
    thread = threading.Thread(target=work, args=(stream,), daemon=True)
    thread.start()
    return thread
