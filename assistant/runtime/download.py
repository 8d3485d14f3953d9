"""
Fetch one file over HTTP so that nothing is lost and nothing false is kept.

What is there of `<name>.part` is hashed again and gone on from (Range, guarded by the stored ETag);
a server that cannot do that sends the whole file anew. After a kill at any point the next call goes
on. The final name appears only with the right size and hash (`landing.py`).

Not covered: where the file is (`hub.py`), several parts at once, proxies with a login.
"""

import hashlib
import json
import re
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from threading import Event
from types import TracebackType
from typing import Self, cast

import httpx

from assistant.errors import DownloadError, DownloadStopped
from assistant.runtime.landing import (
    Goal,
    Progress,
    chunks_of,
    claimed,
    disk_errors_named,
    flush_to_disk,
    hash_of,
    land,
    refuse_full_disk,
)

PAUSES_SECONDS = (0.0, 0.5, 1.0, 2.0, 4.0)
"""Waits before trying again, as long as next to nothing comes."""

_SOMETHING_BYTES = 1 << 16

_TIMEOUT = httpx.Timeout(10.0, read=5.0)  # short: an abort waits for a silent server this long
_PASSING = {408, 425, 429, 500, 502, 503, 504}
_OK, _PARTIAL, _BEYOND_END = 200, 206, 416
_CONTENT_RANGE = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


def fetch(url: str, goal: Goal, progress: Progress, abort: Event) -> str:
    """
    Bring `url` to `goal` and return its SHA-256; nothing is asked when it is already there.

    Raise `DownloadError` (also `DiskFull`, `DownloadStopped`). After a wrong hash or size the part
    is removed; after anything else it is kept for the next call.
    """
    with _named(goal), claimed(goal, progress, abort, lambda: _size(goal.part)):
        if _size(goal.path) == goal.size_bytes:
            present = hash_of(goal.path, abort)
            if goal.sha256 in (None, present):
                return present
        refuse_full_disk(goal, _size(goal.part))
        try:
            with _Part(goal, abort) as part:
                _fill(part, url, progress, abort)
            land(goal, part.digest.hexdigest())
        finally:
            if not goal.part.exists():
                _note(goal).unlink(missing_ok=True)
        return part.digest.hexdigest()


class _Interrupted(Exception):  # noqa: N818 - not an error yet: worth another try
    """The connection broke or the server is busy."""


class _Part:
    """The bytes that have come, on disk and in the hash, always in step."""

    def __init__(self, goal: Goal, abort: Event) -> None:
        self.goal = goal
        self.etag = _read_note(goal)
        self.digest = hashlib.sha256()
        self.size = 0
        if self.etag is not None and _size(goal.part) <= goal.size_bytes:
            self._count_present(abort)
        self._file = goal.part.open("ab" if self.size else "wb", buffering=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._file:
            if kind is None:
                flush_to_disk(self._file)
        if not self.size:
            self.goal.part.unlink(missing_ok=True)

    def begin(self, etag: str) -> None:
        """Throw away what is there and start a version that the server calls `etag`."""
        if self.size:
            self._file.truncate(0)
            self._file.seek(0)
        self.digest, self.size, self.etag = hashlib.sha256(), 0, etag
        _write_note(self.goal, etag)

    def append(self, chunk: bytes) -> None:
        """Add bytes; a full disk raises and leaves what could be written."""
        view = memoryview(chunk)
        while view:  # an unbuffered file may take less than it is given
            view = view[self._file.write(view) or 0 :]
        self.digest.update(chunk)
        self.size += len(chunk)

    def _count_present(self, abort: Event) -> None:
        for chunk in chunks_of(self.goal.part, abort):
            self.digest.update(chunk)
            self.size += len(chunk)


def _named(goal: Goal) -> AbstractContextManager[None]:
    return disk_errors_named(goal.path.name)


def _fill(part: _Part, url: str, progress: Progress, abort: Event) -> None:
    """Ask for what is missing until nothing is, with patience as long as bytes come."""
    pauses = list(PAUSES_SECONDS)
    with httpx.Client(timeout=_TIMEOUT, follow_redirects=True) as client:
        while part.size < part.goal.size_bytes:
            before = part.size
            try:
                _ask(part, client, url, progress, abort)
            except _Interrupted as trouble:
                if part.size >= before + _SOMETHING_BYTES:
                    pauses = list(PAUSES_SECONDS)
                if not pauses:
                    raise DownloadError(f"{part.goal.path.name}: {trouble}.") from trouble
                _rest(part.goal, pauses.pop(0), abort)


def _ask(part: _Part, client: httpx.Client, url: str, progress: Progress, abort: Event) -> None:
    """Send one request and take what it brings; raise `_Interrupted` when that is not the rest."""
    try:
        with client.stream("GET", url, headers=_headers(part)) as response:
            _admit(response, part)
            progress(part.size, part.goal.size_bytes)
            for chunk in response.iter_raw():
                if abort.is_set():
                    raise DownloadStopped(f"{part.goal.path.name}: stopped.")
                part.append(chunk)
                progress(part.size, part.goal.size_bytes)
                if part.size > part.goal.size_bytes:
                    return
    except httpx.TransportError as error:
        raise _Interrupted(f"the connection broke ({type(error).__name__})") from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise DownloadError(f"{part.goal.path.name} cannot be fetched: {error}.") from error
    if part.size < part.goal.size_bytes:
        raise _Interrupted("the server ended early")


def _headers(part: _Part) -> dict[str, str]:
    headers = {"Accept-Encoding": "identity"}
    if part.size:
        headers["Range"] = f"bytes={part.size}-"
        if part.etag and not part.etag.startswith("W/"):
            headers["If-Range"] = part.etag
    return headers


def _admit(response: httpx.Response, part: _Part) -> None:
    """Decide whether the body goes on from here, starts anew, or is not the file at all."""
    status, name = response.status_code, part.goal.path.name
    if status in _PASSING:
        raise _Interrupted(f"the server answers {status}")
    if status == _PARTIAL and _goes_on(response, part):
        return
    if status in (_PARTIAL, _BEYOND_END):
        part.begin("")  # the server's file is another one now
        raise _Interrupted("the file changed on the server")
    if status != _OK:
        raise DownloadError(f"{name} cannot be fetched: the server answers {status}.")
    offered = response.headers.get("Content-Length")
    if offered is not None and offered != str(part.goal.size_bytes):
        raise DownloadError(
            f"{name} cannot be fetched: the server offers {offered} bytes, "
            f"not the {part.goal.size_bytes} of the model."
        )
    part.begin(response.headers.get("ETag", ""))


def _goes_on(response: httpx.Response, part: _Part) -> bool:
    match = _CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
    etag = response.headers.get("ETag", part.etag)
    return (
        match is not None
        and int(match[1]) == part.size
        and match[2] in ("*", str(part.goal.size_bytes))
        and (not part.etag or etag == part.etag)
    )


def _rest(goal: Goal, seconds: float, abort: Event) -> None:
    if abort.wait(seconds):
        raise DownloadStopped(f"{goal.path.name}: stopped.")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _note(goal: Goal) -> Path:
    return goal.part.with_name(f"{goal.part.name}.json")


def _write_note(goal: Goal, etag: str) -> None:
    note = {"etag": etag, "size": goal.size_bytes, "sha256": goal.sha256}
    _note(goal).write_text(json.dumps(note), "utf-8")


def _read_note(goal: Goal) -> str | None:
    """Return the tag of the version the part belongs to, or None when it is not of this file."""
    with suppress(OSError, ValueError):
        note: object = json.loads(_note(goal).read_text("utf-8"))
        if isinstance(note, dict):
            known = cast("dict[str, object]", note)
            if (known.get("size"), known.get("sha256")) == (goal.size_bytes, goal.sha256):
                return str(known.get("etag", ""))
    return None
