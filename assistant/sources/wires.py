"""
One exchange with a server: connect, send, read, within a deadline.

For content the connection goes to the address that was vetted, whatever the name means a moment
later, while TLS still checks the name. What the user configured goes through httpx, which honours
proxies.
"""

import ssl
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from assistant.errors import SourceUnreachable
from assistant.network import plain
from assistant.sources.guard import Allowed, Resolve, vetted

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Response:
    """Status and headers (names in lower case) of a response, and its raw body, unread."""

    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]


@contextmanager
def content_exchange(
    url: str, headers: Mapping[str, str], deadline: float, allowed: Allowed, resolve: Resolve
) -> Generator[Response]:
    """Ask a server that content named; raises `AddressRefused` or `SourceUnreachable`."""
    backend = _Vetted(deadline, allowed, resolve)
    pool = httpcore.ConnectionPool(network_backend=backend, ssl_context=_tls())
    timeout = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS}
    with (
        _told(url),
        pool,
        pool.stream("GET", url, headers=_pairs(headers), extensions={"timeout": timeout}) as found,
    ):
        names = {
            name.decode("latin-1").lower(): text.decode("latin-1") for name, text in found.headers
        }
        yield Response(found.status, names, _within(found.iter_stream(), deadline))


@contextmanager
def operator_exchange(url: str, headers: Mapping[str, str], deadline: float) -> Generator[Response]:
    """Ask a server that the user configured; raises `SourceUnreachable`."""
    timeout = httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    with (
        _told(url),
        httpx.Client(timeout=timeout, follow_redirects=False) as client,
        client.stream("GET", url, headers=dict(headers)) as found,
    ):
        names = {name.lower(): text for name, text in found.headers.items()}
        yield Response(found.status_code, names, _within(found.iter_raw(), deadline))


class _Vetted(httpcore.SyncBackend):
    """Connects to vetted addresses alone, and never reads past the deadline."""

    def __init__(self, deadline: float, allowed: Allowed, resolve: Resolve) -> None:
        super().__init__()
        self._deadline = deadline
        self._allowed = allowed
        self._resolve = resolve

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        trouble: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in vetted(host, port, self._allowed, self._resolve):
            try:
                stream = super().connect_tcp(
                    address, port, min(timeout or CONNECT_SECONDS, _left(self._deadline))
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return _Timed(stream, self._deadline)
        raise trouble or httpcore.ConnectError("no address answers")


class _Timed(httpcore.NetworkStream):
    """A stream that ends at the deadline, however slowly it drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._limited(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._limited(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._limited(timeout))
        return _Timed(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _limited(self, timeout: float | None) -> float:
        return min(timeout or READ_SECONDS, _left(self._deadline))


def _pairs(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), text.encode("latin-1")) for name, text in headers.items()]


def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("it takes too long")
    return left


def _within(chunks: Iterable[bytes], deadline: float) -> Iterator[bytes]:
    for chunk in chunks:
        _left(deadline)
        yield chunk


@contextmanager
def _told(url: str) -> Generator[None]:
    """Turn what goes wrong on a connection into one sentence."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise SourceUnreachable(f"{plain(url)} takes too long.") from error
    except (httpcore.NetworkError, httpcore.ProxyError, httpx.NetworkError, httpx.ProxyError) as e:
        raise SourceUnreachable(f"{plain(url)} does not answer: {_one_line(e)}.") from e
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, httpx.HTTPError) as error:
        raise SourceUnreachable(f"{plain(url)} does not speak HTTP: {_one_line(error)}.") from error
    except (httpx.InvalidURL, ssl.SSLError, OSError) as error:
        raise SourceUnreachable(f"{plain(url)} cannot be asked: {_one_line(error)}.") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
