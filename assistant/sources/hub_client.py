"""
The hub's own client, with every request it makes seen by the door.

The library keeps one HTTP client for the whole process and lets it be made by us. Outside of
`through(door)` it behaves as before. Inside, each request is refused offline and written into the
network ledger; a silent server is given up in time, a huge answer is cut off; and what the library
would ask for again and again for 23 seconds ends at once.
"""

import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import httpx2
from huggingface_hub import get_session, set_client_factory

from assistant.errors import ContentRefused, SourceError, SourceUnreachable
from assistant.network import plain
from assistant.sources.fetch import Door

_TIMEOUT = {"connect": 5.0, "read": 15.0, "write": 15.0, "pool": 5.0}
_SECONDS = 60
_MOST_BYTES = 20_000_000
_door: ContextVar[Door | None] = ContextVar("door of the hub's client", default=None)


@contextmanager
def through(door: Door) -> Generator[None]:
    """
    Let the hub's library ask through `door` in this thread; its errors become `SourceError`.

    No `yield` of a generator may stand inside: the setting is the thread's.
    """
    _install()
    token = _door.set(door)
    try:
        yield
    except (OSError, httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise SourceUnreachable(f"The hub refuses: {_one_line(error)}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        # the library believes what it reads: wrong JSON and lying types end here
        raise SourceError(
            "What the hub answers is not what its interface promises.",
            "Another server may stand in its place: check SNOSKA_HUB and the proxy.",
        ) from error
    finally:
        _door.reset(token)


class _Watched(httpx2.Client):
    """The library's client; asks and tells the door of the thread, if it has one."""

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        """Send as the library would; raises `SourceUnreachable`, `OfflineRefused` besides."""
        door = _door.get()
        if door is None:
            return super().send(request, **options)
        url = plain(str(request.url))
        door.must_be_online(url)
        request.extensions["timeout"] = _TIMEOUT
        request.headers["Accept-Encoding"] = "identity"  # so that a small answer stays small
        start = time.monotonic()
        try:
            response = self._short(request, **options)
        except (httpx2.RequestError, SourceError) as error:
            seconds = time.monotonic() - start
            door.note(request.method, url, "operator", "failed", seconds=seconds)
            if isinstance(error, SourceError):
                raise
            raise SourceUnreachable(f"{url} does not answer: {_one_line(error)}.") from error
        _note(door, response, time.monotonic() - start)
        return _worth_reading(response)

    def _short(
        self, request: httpx2.Request, *, stream: bool = False, **options: Any
    ) -> httpx2.Response:
        """Send, and refuse an answer that is packed or too long."""
        response = super().send(request, stream=True, **options)
        body = response.stream
        url = plain(str(request.url))
        if isinstance(body, httpx2.SyncByteStream):
            response.stream = _Short(url, body)
        if "Content-Encoding" in response.headers:
            response.close()
            raise ContentRefused(f"{url} sends a packed answer, which nobody asked for.")
        if not stream:
            response.read()
        return response


class _Short(httpx2.SyncByteStream):
    """The body of an answer, unless it is too long or takes too long."""

    def __init__(self, url: str, stream: httpx2.SyncByteStream) -> None:
        self._url = url
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        total, end = 0, time.monotonic() + _SECONDS
        for chunk in self._stream:
            total += len(chunk)
            if time.monotonic() > end:
                raise SourceUnreachable(f"{self._url} has not ended in {_SECONDS} seconds.")
            if total > _MOST_BYTES:
                raise ContentRefused(f"{self._url} sends more than {_MOST_BYTES // 10**6} MB.")
            yield chunk

    def close(self) -> None:
        """Give the connection back."""
        self._stream.close()


def _note_redirect(response: httpx2.Response) -> None:
    """Write down an answer that sends the client on; the last one is written down by `send`."""
    door = _door.get()
    if door and response.has_redirect_location:
        _note(door, response, 0.0)


def _note(door: Door, response: httpx2.Response, seconds: float) -> None:
    door.note(
        response.request.method,
        plain(str(response.request.url)),
        "operator",
        "fetched",
        status=response.status_code,
        received=response.num_bytes_downloaded,
        seconds=seconds,
    )


def _worth_reading(response: httpx2.Response) -> httpx2.Response:
    """Return an answer; raise where the library would only ask again."""
    url, status = plain(str(response.request.url)), response.status_code
    if status == 429:
        wait = response.headers.get("Retry-After", "")
        when = f"try again in {wait} seconds" if wait.isdigit() else "try again later"
        raise SourceUnreachable(f"{url} allows no more requests for now; {when}.")
    if status in (401, 403, 404):
        raise SourceUnreachable(f"{url} is not there or not public (status {status}).")
    if status >= 400:
        raise SourceUnreachable(f"{url} answers with status {status}.")
    return response


@cache
def _install() -> None:
    """Let the library's client of this process be ours, once; its own hooks stay."""
    hooks = get_session().event_hooks

    def make() -> httpx2.Client:
        both = hooks | {"response": [*hooks.get("response", ()), _note_redirect]}
        return _Watched(event_hooks=both, follow_redirects=True, timeout=None)

    set_client_factory(make)


def _one_line(error: BaseException) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return (lines[0] if lines else type(error).__name__)[:300].rstrip(".")
