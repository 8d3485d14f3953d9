"""
The only door for addresses: every request goes through here, within limits, and is recorded.

What the user configured (package index, hub, interface of GitHub) may be any address; what fetched
content names must be public, is looked up once and asked at exactly that address, redirect by
redirect. Clients with sockets of their own (the hub's, web search) ask `must_be_online` first and
`note` what they did.
"""

import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

from assistant.errors import (
    AddressRefused,
    AssistantError,
    ContentRefused,
    OfflineRefused,
    SourceUnreachable,
)
from assistant.network import NetworkLedger, Profile, Request, plain
from assistant.sources.guard import Allowed, Resolve, public_only, split_address, system_resolve
from assistant.sources.items import Validators
from assistant.sources.wires import Response, content_exchange, operator_exchange

READABLE = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "text/x-markdown",
        "text/x-rst",
        "application/pdf",
    }
)
"""Content types that become documents."""

_MOST_REDIRECTS = 5
_DEADLINE_SECONDS = 20.0
_MOST_BYTES = 10_000_000
_PATIENCE_SECONDS = 20.0
_GAP_SECONDS = 0.2
_TRIES = 2
_AGENT = "Snoska/0.1 (a local assistant; asks on its user's word)"
_REDIRECTS = (301, 302, 303, 307, 308)
_NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True)
class Fetched:
    """A response: 200 with its body, or 304 for what has not changed. Header names are lower."""

    url: str
    status: int
    content_type: str = ""
    charset: str | None = None
    body: bytes = b""
    validators: Validators = _NO_VALIDATORS
    headers: Mapping[str, str] = field(default_factory=dict[str, str])


class Door:
    """Fetches addresses. Safe between threads; one host is asked by one of them at a time."""

    def __init__(
        self,
        ledger: NetworkLedger,
        *,
        offline: bool = False,
        allowed: Allowed = public_only,
        resolve: Resolve = system_resolve,
        seconds: float = _DEADLINE_SECONDS,
        today: date | None = None,
    ) -> None:
        self.today = today or datetime.now(tz=UTC).date()
        self._ledger = ledger
        self._offline = offline
        self._allowed = allowed
        self._resolve = resolve
        self._seconds = seconds
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._lock = threading.Lock()

    def must_be_online(self, url: str) -> None:
        """Raise `OfflineRefused` when no request may be made."""
        if self._offline:
            raise OfflineRefused(f"{plain(url)} would have to be asked.")

    def note(  # noqa: PLR0913 - what there is to say of a request
        self,
        method: str,
        url: str,
        profile: Profile,
        outcome: str,
        *,
        status: int | None = None,
        received: int = 0,
        seconds: float = 0.0,
    ) -> None:
        """Record a request that another client made."""
        now = datetime.now(tz=UTC)
        self._ledger.record(
            Request(now, method, plain(url), profile, outcome, status, received, round(seconds, 3))
        )

    def get(
        self,
        url: str,
        validators: Validators = _NO_VALIDATORS,
        *,
        profile: Profile = "content",
        accept: frozenset[str] = READABLE,
        headers: Mapping[str, str] | None = None,
        limit: int = _MOST_BYTES,
    ) -> Fetched:
        """
        Fetch `url`; `limit` is the most bytes of its body, unpacked.

        Raises `OfflineRefused`, `AddressRefused`, `SourceUnreachable` or `ContentRefused`.
        """
        self.must_be_online(url)
        sent = _headers(validators, accept) | dict(headers or {})
        visit = _Visit(self, profile, accept, limit)
        for _ in range(_MOST_REDIRECTS + 1):
            found = visit.ask(url, sent)
            if isinstance(found, Fetched):
                return found
            if profile == "content" and url.startswith("https:") and found.startswith("http:"):
                raise AddressRefused(f"{plain(url)} leads to an address that is not encrypted.")
            url, sent = found, _without_secrets(sent, url, found)
        raise AddressRefused(f"{plain(url)} is redirected more than {_MOST_REDIRECTS} times.")

    def turn(self, host: str) -> threading.Lock:
        """Return the lock of a host."""
        with self._lock:
            return self._turns[host]

    def exchange(
        self, url: str, headers: Mapping[str, str], profile: Profile
    ) -> AbstractContextManager[Response]:
        """Begin one exchange with the server of `url`."""
        deadline = time.monotonic() + self._seconds
        if profile == "operator":
            return operator_exchange(url, headers, deadline)
        return content_exchange(url, headers, deadline, self._allowed, self._resolve)


@dataclass(frozen=True, slots=True)
class _Visit:
    """How one address and its redirects are asked."""

    door: Door
    profile: Profile
    accept: frozenset[str]
    limit: int

    def ask(self, url: str, headers: Mapping[str, str]) -> Fetched | str:
        """Return what came, or where to go on."""
        _, host, _ = split_address(url) if self.profile == "content" else ("", url, 0)
        wait = 0.0
        for left in reversed(range(_TRIES)):
            with self.door.turn(host):
                wait, found = self._once(url, headers)
                time.sleep(_GAP_SECONDS if self.profile == "content" else 0)
            if found is not None:
                return found
            if not left or wait > _PATIENCE_SECONDS:
                break
            time.sleep(wait)
        raise SourceUnreachable(f"{plain(url)} asks to be left alone for {wait:.0f} seconds.")

    def _once(self, url: str, headers: Mapping[str, str]) -> tuple[float, Fetched | str | None]:
        """Ask once, and record it; None: the server asks to wait so many seconds."""
        began = time.monotonic()
        status, received, outcome = None, 0, "ok"
        try:
            with self.door.exchange(url, headers, self.profile) as response:
                status = response.status
                wait = _asks_to_wait(response)
                found = None if wait is not None else self._read(url, response)
                received = len(found.body) if isinstance(found, Fetched) else 0
                outcome = "asked to wait" if wait is not None else "ok"
                return wait or 0.0, found
        except AssistantError as error:
            outcome = str(error)
            raise
        finally:
            seconds = time.monotonic() - began
            self.door.note(
                "GET", url, self.profile, outcome, status=status, received=received, seconds=seconds
            )

    def _read(self, url: str, response: Response) -> Fetched | str:
        if response.status in _REDIRECTS and "location" in response.headers:
            return urljoin(url, response.headers["location"])
        validators = Validators(
            response.headers.get("etag", ""), response.headers.get("last-modified", "")
        )
        if response.status == 304:
            return Fetched(url, 304, validators=validators, headers=response.headers)
        if response.status != 200:
            raise SourceUnreachable(f"{plain(url)} answers with status {response.status}.")
        kind, charset = _content_type(response.headers.get("content-type", ""))
        if kind not in self.accept:
            raise ContentRefused(f"{plain(url)} is {kind or 'of no type'}, which is not read.")
        body = b"".join(_limited(response, self.limit, plain(url)))
        return Fetched(url, 200, kind, charset, body, validators, response.headers)


def _headers(validators: Validators, accept: frozenset[str]) -> dict[str, str]:
    headers = {
        "User-Agent": _AGENT,
        "Accept": ", ".join(sorted(accept)),
        "Accept-Encoding": "gzip, identity",
    }
    if validators.etag:
        headers["If-None-Match"] = validators.etag
    if validators.last_modified:
        headers["If-Modified-Since"] = validators.last_modified
    return headers


def _without_secrets(sent: dict[str, str], url: str, target: str) -> dict[str, str]:
    """Leave a token behind when a redirect leads to another host."""
    if split_address(url) == split_address(target):
        return sent
    return {name: text for name, text in sent.items() if name.lower() != "authorization"}


def _content_type(header: str) -> tuple[str, str | None]:
    message = Message()
    message["content-type"] = header or "application/octet-stream"
    charset = message.get_content_charset()
    return message.get_content_type() if header else "", charset


def _asks_to_wait(response: Response) -> float | None:
    """Return the seconds that a busy server asks for; None when it is not busy."""
    said = response.headers.get("retry-after", "")
    reset = response.headers.get("x-ratelimit-reset", "")
    is_used_up = response.headers.get("x-ratelimit-remaining") == "0" and reset.isdigit()
    if response.status in (403, 429) and is_used_up:  # GitHub's limit of the hour
        return max(0.0, int(reset[:12]) - time.time())
    if response.status not in (429, 503) and not (response.status == 403 and said):
        return None
    if said.isascii() and said.isdigit():
        return float(said[:6])
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(tz=UTC)).total_seconds())
    except (ValueError, TypeError):
        return 1.0


def _limited(response: Response, limit: int, shown: str) -> Iterator[bytes]:
    """Yield the body, unpacked, up to `limit` bytes; more is refused."""
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise ContentRefused(f"{shown} is packed as {coding!r}, which was not asked for.")
    unpack = zlib.decompressobj(wbits=31) if "gzip" in coding else None
    total = 0
    for chunk in response.body:
        try:
            part = unpack.decompress(chunk, limit + 1 - total) if unpack else chunk
        except zlib.error as error:
            raise ContentRefused(f"{shown} is not packed as it says.") from error
        total += len(part)
        if total > limit or (unpack and unpack.unconsumed_tail):
            raise ContentRefused(f"{shown} is larger than {limit / 1e6:g} MB.")
        yield part
    if unpack and not unpack.eof:
        raise SourceUnreachable(f"{shown} ended in the middle.")
