"""
Whether requests may be made, and the record of every one: when, to whom, what came of it.

JSON lines in a file of the user's, the newest few thousand; `snoska doctor --network` shows them.
What an address carries after "?" is left out, because tokens travel there.
"""

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit, urlunsplit

Profile = Literal["operator", "content"]
"""Whether the user configured the address, or something that was fetched named it."""

_MOST_LINES = 5_000
_MOST_BYTES = 2_000_000
_MOST_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Request:
    """One request, made or refused. `seconds` and `received` (bytes) are what it took."""

    at: datetime
    method: str
    url: str
    profile: Profile
    outcome: str
    status: int | None = None
    received: int = 0
    seconds: float = 0.0


class Switch:
    """Whether requests may be made now: all doors of a program look at the same one."""

    def __init__(self, *, offline: bool = False) -> None:
        self.offline = offline
        self.is_fixed = offline
        """Whether the program was started offline: then it stays so."""
        self._followers: list[Callable[[bool], None]] = []

    def follow(self, turned: Callable[[bool], None]) -> None:
        """Call `turned` with the new position whenever it changes."""
        self._followers.append(turned)

    def turn(self, *, offline: bool) -> None:
        """Allow no request from now on, or allow them again."""
        if self.is_fixed or offline == self.offline:
            return
        self.offline = offline
        for turned in self._followers:
            turned(offline)


class NetworkLedger:
    """The record, in `file` or (None) in memory alone. Safe between threads."""

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._recent: deque[Request] = deque(maxlen=_MOST_LINES)

    def record(self, request: Request) -> None:
        """Add a request; a file that cannot be written loses the record, never the request."""
        with self._lock:
            self._recent.append(request)
            if self._file is not None:
                try:
                    self._write(self._file, request)
                except OSError:
                    self._file = None

    def read(self, last: int = _MOST_LINES) -> list[Request]:
        """Return the last requests, the newest last; a line that is damaged is skipped."""
        with self._lock:
            if self._file is None:
                return list(self._recent)[-last:] if last > 0 else []
            lines = _lines(self._file)
        whole = [request for line in lines if (request := _request(line))]
        return whole[-last:] if last > 0 else []

    def _write(self, file: Path, request: Request) -> None:
        line = json.dumps(asdict(request), default=str, ensure_ascii=False)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")
            is_long = stream.tell() > _MOST_BYTES
        if is_long:
            kept = file.with_suffix(".new")
            kept.write_text("".join(f"{line}\n" for line in _newest(file)), "utf-8")
            kept.replace(file)


def plain(url: str) -> str:
    """
    Return `url` without user, password, query and fragment.

    >>> plain("https://me:secret@a.example/b?token=1#c")
    'https://a.example/b'
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return _printable(url.partition("?")[0].rpartition("@")[2])
    host = f"[{host}]" if ":" in host else host
    return _printable(urlunsplit((parts.scheme, f"{host}{port}", parts.path, "", "")))


def _printable(url: str) -> str:
    """Return `url` as it can be shown on a terminal, and not without end."""
    shown = url if len(url) <= _MOST_SHOWN else f"{url[:_MOST_SHOWN]}…"
    return "".join(sign if sign.isprintable() else quote(sign, errors="replace") for sign in shown)


def _lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return []


def _newest(file: Path) -> list[str]:
    """Return the newest lines that fit into half of the room, so that it is not full at once."""
    kept: deque[str] = deque()
    room = _MOST_BYTES // 2
    for line in reversed(_lines(file)[-_MOST_LINES:]):
        room -= len(line.encode()) + 1
        if room < 0:
            break
        kept.appendleft(line)
    return list(kept)


def _request(line: str) -> Request | None:
    try:
        raw = json.loads(line)
        texts = (raw["method"], raw["url"], raw["profile"], raw["outcome"])
        numbers = (raw["status"] or 0, raw["received"], raw["seconds"])
        if not all(isinstance(text, str) for text in texts) or sum(numbers) < 0:
            return None
        at = datetime.fromisoformat(raw.pop("at"))
        return Request(at=at if at.tzinfo else at.replace(tzinfo=UTC), **raw)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
