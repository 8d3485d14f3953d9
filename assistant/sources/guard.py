"""
Which addresses may be asked when something that was fetched names them.

Only http and https, only the usual ports, and only hosts whose every address is public, also after
unpacking the IPv4 address that IPv6 forms carry (mapped, 6to4, Teredo, NAT64). The rules follow
what Open WebUI learned from its advisories (CVE-2026-45400 and others).
"""

import ipaddress
import queue
import re
import socket
import threading
import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpx

from assistant.errors import AddressRefused, SourceUnreachable
from assistant.network import plain

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""Host and port -> its addresses; raises OSError."""
Allowed = Callable[[Address, int], bool]
"""Whether an address may be asked on a port."""

PORTS = (80, 443)
_LOOK_UP_SECONDS = 5.0
_MOST_CHARACTERS = 4_000
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?\.?|[0-9a-f:.]+", re.IGNORECASE)
_CONFUSING = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\\]|[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]"
)
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)", re.IGNORECASE)
"""A host that ends in a number is an IPv4 address (WHATWG URL, 3.5), however it is written."""
_GLOBAL_V6 = ipaddress.ip_network("2000::/3")
_NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
_NOT_PUBLIC = tuple(
    map(
        ipaddress.ip_network,
        (
            "100.64.0.0/10",
            "192.0.0.0/24",
            "192.88.99.0/24",
            "198.18.0.0/15",
            "240.0.0.0/4",
            "2001::/23",
            "3fff::/20",
        ),
    )
)
"""Ranges that some versions of Python call global."""


def public_only(address: Address, port: int) -> bool:
    """Whether an address is on the public internet, and the port one of the web."""
    return port in PORTS and is_public(address)


def is_public(address: Address) -> bool:
    """
    Whether everything that `address` stands for is public.

    >>> is_public(ipaddress.ip_address("::ffff:127.0.0.1"))
    False
    """
    inner = _embedded(address)
    if inner is not None and not is_public(inner):
        return False
    if address.version == 6 and inner is None and address not in _GLOBAL_V6:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not any(address in net for net in _NOT_PUBLIC if net.version == address.version)
    )


def is_private_literal(url: str) -> bool:
    """
    Whether `url` says by itself that it lies in the user's own network.

    >>> is_private_literal("http://localhost:8000/a"), is_private_literal("https://wiki.example")
    (True, False)
    """
    try:
        _, host, _ = split_address(url)
        return host == "localhost" or not is_public(ipaddress.ip_address(host))
    except (AddressRefused, ValueError):
        return False


def split_address(url: str) -> tuple[str, str, int]:
    """Return scheme, host (ASCII, without a last dot) and port; raises `AddressRefused`."""
    shown = plain(url)
    refuse_confusing(url)
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressRefused(f"{shown!r} is not an address.") from error
    if parts.scheme not in ("http", "https"):
        raise AddressRefused(f"{shown!r} is neither http nor https.")
    if parts.username is not None or parts.password is not None:
        raise AddressRefused(f"{shown!r} carries a user name.")
    return parts.scheme, _ascii(host, shown), port or (443 if parts.scheme == "https" else 80)


def refuse_confusing(url: str) -> None:
    """Raise `AddressRefused` for characters that one program skips and the next one does not."""
    if len(url) > _MOST_CHARACTERS or _CONFUSING.search(url):
        raise AddressRefused(f"{plain(url)!r} holds characters that no address has.")


def next_address(url: str, location: str) -> str:
    """Return where `url` leads to; raises `AddressRefused`."""
    refuse_confusing(location)  # joining would drop them without a word
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise AddressRefused(f"{plain(url)} leads to what is no address.") from error


def is_one_server(url: str, other: str) -> bool:
    """Whether two addresses are of one server; "" is of none."""
    if not other:
        return False
    try:
        return split_address(url) == split_address(other)
    except AddressRefused:
        return False


def vetted(host: str, port: int, allowed: Allowed, resolve: Resolve) -> Sequence[str]:
    """Return the addresses of `host`, all of which may be asked; raises `AddressRefused`."""
    try:
        found = [host] if _is_number(host) else _in_time(host, port, resolve)
        addresses = [ipaddress.ip_address(text.partition("%")[0]) for text in found]
    except (OSError, ValueError, UnicodeError) as error:
        raise SourceUnreachable(f"{host} is not known to any name server.") from error
    if not addresses or not all(allowed(address, port) for address in addresses):
        raise AddressRefused(f"{host}:{port} is not a public web address.")
    return [str(address) for address in addresses]


def system_resolve(host: str, port: int) -> Sequence[str]:
    """Ask the system for the addresses of `host`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _in_time(host: str, port: int, resolve: Resolve) -> Sequence[str]:
    """Resolve in a thread of its own: the system's look-up knows no deadline."""
    answers: queue.SimpleQueue[Sequence[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=look_up, name="snoska-look-up", daemon=True).start()
    try:
        found = answers.get(timeout=_LOOK_UP_SECONDS)
    except queue.Empty as error:
        raise SourceUnreachable(f"No name server answers for {host}.") from error
    if isinstance(found, Exception):
        raise found
    return found


def on_the_wire(url: str) -> str:
    """Return a vetted `url` as it is sent: in ASCII, without its fragment."""
    scheme, host, port = split_address(url)
    parts = urlsplit(url)
    path = quote(parts.path or "/", safe="/%:=&~+!$,;'@()*[]|")
    query = quote(parts.query, safe="/%:=&?~+!$,;'@()*[]|")
    host = f"[{host}]" if ":" in host else host
    is_usual = port == (443 if scheme == "https" else 80)
    return urlunsplit((scheme, host if is_usual else f"{host}:{port}", path, query, ""))


def _is_number(host: str) -> bool:
    return ":" in host or _NUMBER.fullmatch(host) is not None


def _ascii(host: str, shown: str) -> str:
    """Return the name as name servers know it; what only looks like another name is refused."""
    bare = host.removesuffix(".")
    try:
        if unicodedata.normalize("NFKC", bare) != bare or "\u3002" in bare:
            raise AddressRefused(f"{shown!r} names a host in letters that stand for others.")
        name = bare if bare.isascii() else httpx.URL(f"http://{bare}/").raw_host.decode("ascii")
        if _is_number(name):
            ipaddress.ip_address(name)
    except (UnicodeError, ValueError, httpx.InvalidURL) as error:
        raise AddressRefused(f"{shown!r} names no host.") from error
    labels = name.split(".")
    if not _HOST.fullmatch(name) or len(name) > 253 or any(len(label) > 63 for label in labels):
        raise AddressRefused(f"{shown!r} names no host.")
    return name.lower()


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 one carries."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if any(address in net for net in _NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
