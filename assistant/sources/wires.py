"""
One exchange with a server: connect, send, read, within a deadline.

For content the connection goes to the address that was vetted, whatever the name means a moment
later, while TLS still checks the name. What the user configured may be any address, and goes
through the user's proxies. Certificates of the user's own (SSL_CERT_FILE) are trusted by both.
"""

import ssl
import time
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.request import getproxies, proxy_bypass

import httpcore
import httpx

from assistant.errors import SourceUnreachable
from assistant.network import plain
from assistant.sources.guard import Allowed, Resolve, on_the_wire, split_address, vetted

CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Way:
    """Which addresses may be connected to; `allowed` None: any, and through proxies."""

    allowed: Allowed | None
    resolve: Resolve
    deadline: float
    """On the clock of `time.monotonic`."""


@dataclass(frozen=True, slots=True)
class Response:
    """Status and headers (names in lower case) of a response, and its raw body, unread."""

    status: int
    headers: Mapping[str, str]
    body: Iterator[bytes]


@contextmanager
def exchange(url: str, headers: Mapping[str, str], way: Way) -> Generator[Response]:
    """Ask a server; raises `AddressRefused` or `SourceUnreachable`."""
    timeout = {"connect": CONNECT_SECONDS, "read": READ_SECONDS, "write": READ_SECONDS}
    wire = on_the_wire(url)
    with (
        _told(url),
        _pool(wire, way) as pool,
        pool.stream("GET", wire, headers=_pairs(headers), extensions={"timeout": timeout}) as found,
    ):
        names = {name.decode("latin-1").lower(): _text(text) for name, text in found.headers}
        yield Response(found.status, names, _within(found.iter_stream(), way.deadline))


def proxy_of(url: str) -> str | None:
    """Return the proxy that the user's environment names for `url`."""
    scheme, host, port = split_address(url)
    proxies = getproxies()
    if proxy_bypass(host) or proxy_bypass(f"{host}:{port}"):
        return None
    proxy = proxies.get(scheme) or proxies.get("all")
    return proxy if proxy is None or "://" in proxy else f"http://{proxy}"


def _pool(url: str, way: Way) -> httpcore.ConnectionPool:
    backend = _Vetted(way)
    tls = httpx.create_ssl_context() if url.startswith("https:") else None
    proxy = proxy_of(url) if way.allowed is None else None
    if proxy is None:
        return httpcore.ConnectionPool(network_backend=backend, ssl_context=tls)
    place = httpx.URL(proxy)
    user = (place.username, place.password) if place.username else None
    address = str(place.copy_with(username=None, password=None))
    if place.scheme.startswith("socks"):
        return httpcore.SOCKSProxy(
            address.replace("socks5h:", "socks5:"),
            proxy_auth=user,
            ssl_context=tls,
            network_backend=backend,
        )
    return httpcore.HTTPProxy(address, proxy_auth=user, ssl_context=tls, network_backend=backend)


class _Vetted(httpcore.SyncBackend):
    """Connects to vetted addresses alone, and never reads past the deadline."""

    def __init__(self, way: Way) -> None:
        super().__init__()
        self._way = way

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002 - httpcore's signature
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        trouble: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        allowed = self._way.allowed or _any
        for address in vetted(host, port, allowed, self._way.resolve):
            try:
                stream = super().connect_tcp(
                    address, port, min(timeout or CONNECT_SECONDS, _left(self._way.deadline))
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                trouble = error
            else:
                return _Timed(stream, self._way.deadline)
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
    return [(name.encode("ascii"), text.encode()) for name, text in headers.items()]


def _text(raw: bytes) -> str:
    """Decode the value of a header; addresses are often sent in UTF-8."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _any(address: object, port: int) -> bool:  # noqa: ARG001 - an `Allowed`
    return True


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
    except (httpx.InvalidURL, ssl.SSLError, OSError, RuntimeError, ImportError) as error:
        raise SourceUnreachable(f"{plain(url)} cannot be asked: {_one_line(error)}.") from error


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120].rstrip(".") or type(error).__name__
