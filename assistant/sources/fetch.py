"""
The only door for addresses: every request goes through here, within limits, and is recorded.

What the user configured (package index, hub, interface of GitHub) may be any address; what fetched
content names must be public, is looked up once and asked at exactly that address, redirect by
redirect. Clients with sockets of their own (the hub's, web search) ask `must_be_online` first and
`note` what they did.
"""

import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from assistant.errors import (
    AddressRefused,
    AssistantError,
    ContentRefused,
    OfflineRefused,
    SourceUnreachable,
)
from assistant.network import NetworkLedger, Profile, Request, Switch, plain
from assistant.sources.guard import (
    Allowed,
    Resolve,
    is_one_server,
    next_address,
    public_only,
    split_address,
    system_resolve,
    vetted,
)
from assistant.sources.items import Validators
from assistant.sources.limits import content_type, seconds_to_wait, unpacked
from assistant.sources.turns import Turns
from assistant.sources.wires import Response, Way, exchange, proxy_of

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
_AGENT = "Snoska/0.1 (a local assistant; asks on its user's word)"
_REDIRECTS = (301, 302, 303, 307, 308)
_CONDITIONS = frozenset({"If-None-Match", "If-Modified-Since"})
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
        switch: Switch | None = None,
        allowed: Allowed = public_only,
        resolve: Resolve = system_resolve,
        seconds: float = _DEADLINE_SECONDS,
        today: date | None = None,
    ) -> None:
        self.today = today or datetime.now(tz=UTC).date()
        self._ledger = ledger
        self._switch = switch or Switch()
        self._allowed = allowed
        self._resolve = resolve
        self._seconds = seconds
        self._turns = Turns(_GAP_SECONDS)
        self._own = ""

    def trusting(self, own: str) -> "Door":
        """
        Return this door, which asks the server of the address `own` wherever it is.

        The user named that server; what it leads to must still be public.
        """
        door = copy(self)
        door._own = own
        return door

    def must_be_online(self, url: str) -> None:
        """Raise `OfflineRefused` when no request may be made."""
        if self._switch.offline:
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
        visit = _Visit(profile, accept, limit, time.monotonic() + self._seconds)
        sent = _headers(validators, accept) | dict(headers or {})
        came_from = ""
        for _ in range(_MOST_REDIRECTS + 1):
            found = self._ask(url, came_from, sent, visit)
            if isinstance(found, Fetched):
                return found
            came_from, url = url, found
            if not is_one_server(came_from, url):
                # what this server was told is not for another one
                sent = _headers(validators, accept)
                self._leave(came_from, visit)
        raise AddressRefused(f"{plain(url)} is redirected more than {_MOST_REDIRECTS} times.")

    def _ask(
        self, url: str, came_from: str, headers: Mapping[str, str], visit: "_Visit"
    ) -> "Fetched | str":
        """Return what came, or where to go on; wait as the server asks, if that is not for long."""
        found = self._once(url, came_from, headers, visit)
        if isinstance(found, _Wait) and found.seconds <= _PATIENCE_SECONDS:
            time.sleep(found.seconds)
            visit.deadline += found.seconds
            found = self._once(url, came_from, headers, visit)
        if isinstance(found, _Wait):
            seconds = f"{found.seconds:.0f} seconds"
            raise SourceUnreachable(f"{plain(url)} asks to be left alone for {seconds}.")
        return found

    def _once(
        self, url: str, came_from: str, headers: Mapping[str, str], visit: "_Visit"
    ) -> "Fetched | str | _Wait":
        with self._recorded(url, visit.profile) as record:
            self.must_be_online(url)
            _, host, _ = split_address(url)
            is_less_safe = came_from.startswith("https:") and not url.startswith("https:")
            if is_less_safe and visit.profile == "content":
                raise AddressRefused(
                    f"{plain(came_from)} leads to an address that is not encrypted."
                )
            with self._turns.of(host, is_polite=visit.profile == "content") as waited:
                visit.deadline += waited
                return self._exchange(url, headers, visit, record)

    def _exchange(
        self, url: str, headers: Mapping[str, str], visit: "_Visit", record: "_Record"
    ) -> "Fetched | str | _Wait":
        is_trusted = visit.profile == "operator" or is_one_server(url, self._own)
        allowed = None if is_trusted else self._allowed
        with exchange(url, headers, Way(allowed, self._resolve, visit.deadline)) as response:
            record.status = response.status
            wait = seconds_to_wait(response)
            if wait is not None:
                record.outcome = "asked to wait"
                return _Wait(wait)
            found = _read(url, response, visit, headers)
            record.received = len(found.body) if isinstance(found, Fetched) else 0
            return found

    @contextmanager
    def _recorded(self, url: str, profile: Profile) -> "Generator[_Record]":
        """Record what comes of a request, also when it is refused before it is made."""
        began = time.monotonic()
        record = _Record()
        try:
            yield record
        except AssistantError as error:
            record.outcome = str(error)
            raise
        finally:
            seconds = time.monotonic() - began
            self.note(
                "GET",
                url,
                profile,
                record.outcome,
                status=record.status,
                received=record.received,
                seconds=seconds,
            )

    def _leave(self, url: str, visit: "_Visit") -> None:
        """
        Trust a redirect to another server less, when it leads out of a public one.

        What a server in the user's own network sends to may be in that network too; a public one
        must not send us there. Behind a proxy names cannot be looked up, so that it decides.
        """
        if visit.profile == "content" or proxy_of(url):
            return
        _, host, port = split_address(url)
        try:
            vetted(host, port, self._allowed, self._resolve)
        except (AddressRefused, SourceUnreachable):
            return
        visit.profile = "content"


@dataclass(slots=True)
class _Visit:
    """How an address and its redirects are asked. `deadline` is on the monotonic clock."""

    profile: Profile
    accept: frozenset[str]
    limit: int
    deadline: float


@dataclass(slots=True)
class _Record:
    status: int | None = None
    received: int = 0
    outcome: str = "ok"


@dataclass(frozen=True, slots=True)
class _Wait:
    seconds: float


def _read(url: str, response: Response, visit: _Visit, headers: Mapping[str, str]) -> Fetched | str:
    if response.status in _REDIRECTS and "location" in response.headers:
        return next_address(url, response.headers["location"])
    validators = Validators(
        response.headers.get("etag", ""), response.headers.get("last-modified", "")
    )
    if response.status == 304 and not _CONDITIONS.isdisjoint(headers):
        return Fetched(url, 304, validators=validators, headers=response.headers)
    if response.status != 200:
        raise SourceUnreachable(f"{plain(url)} answers with status {response.status}.")
    kind, charset = content_type(response.headers.get("content-type", ""))
    if kind not in visit.accept:
        raise ContentRefused(f"{plain(url)} is {kind or 'of no type'}, which is not read.")
    body = b"".join(unpacked(response, visit.limit, plain(url)))
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
