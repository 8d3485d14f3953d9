"""No address that is not public is ever connected to, however it is written."""

import json
import os
import socket
import time
from ipaddress import ip_address
from pathlib import Path

import pytest

from assistant.errors import AddressRefused, SourceError, SourceUnreachable
from assistant.network import NetworkLedger
from assistant.sources.fetch import Door
from assistant.sources.guard import is_public, public_only, split_address, vetted

NAMES = {
    "localhost": ["127.0.0.1"],
    "example.com": ["93.184.215.14"],
    "public.test": ["93.184.215.14"],
    "mixed.test": ["93.184.215.14", "10.0.0.1"],
}


def resolve(host: str, port: int) -> list[str]:
    """Know the names of the tests, and numbers as the system reads them; ask nobody."""
    name = host.rstrip(".")
    if name in NAMES:
        return NAMES[name]
    if ":" in name:
        return [str(ip_address(name.partition("%")[0]))]
    try:
        return [socket.inet_ntoa(socket.inet_aton(name))]
    except OSError as error:
        raise socket.gaierror(name) from error


def refused(url: str) -> bool:
    try:
        _, host, port = split_address(url)
        vetted(host, port, public_only, resolve)
    except (AddressRefused, SourceUnreachable):
        return True
    return False


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://127.1/",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
        "http://169.254.169.254/latest",
        "http://100.64.0.1/",
        "http://192.88.99.1/",
        "http://mixed.test/",
        "http://localhost./",
        "http://example.com:8080/",
        "http://me@example.com/",
        "http://127.0.0.1\\@example.com/",
        "http://exa\tmple.com/",
        "http://example.com\r\nHost: x/",
        "https://②②.test/",
        "file:///etc/passwd",
        "ftp://example.com/",
        "javascript:alert(1)",
        "",
    ],
)
def test_it_is_refused(url):
    assert refused(url)


@pytest.mark.parametrize(
    "url", ["https://example.com/a", "http://8.8.8.8/", "https://[2606:4700:4700::1111]/"]
)
def test_a_public_address_passes(url):
    assert not refused(url)


def test_an_embedded_address_counts():
    assert is_public(ip_address("64:ff9b::808:808"))
    assert is_public(ip_address("2002:808:808::1"))
    assert not is_public(ip_address("2002:a00:1::1"))
    assert not is_public(ip_address("64:ff9b::a00:1"))
    assert not is_public(ip_address("::ffff:192.168.1.1"))


def test_a_name_server_that_hangs_is_not_waited_for():
    began = time.monotonic()
    with pytest.raises(SourceUnreachable, match="name server"):
        vetted("slow.test", 80, public_only, lambda _host, _port: time.sleep(30) or [])
    assert time.monotonic() - began < 8


@pytest.mark.skipif("SNOSKA_TEST_ATTACKS" not in os.environ, reason="no hostile inputs are given")
def test_all_hostile_addresses_are_refused_and_the_controls_pass():
    file = Path(os.environ["SNOSKA_TEST_ATTACKS"]) / "ssrf" / "urls.jsonl"
    wrong = []
    for line in file.read_text("utf-8").splitlines():
        entry = json.loads(line)
        if "chain" in entry or "dns" in entry:
            continue
        if refused(entry["url"]) != (entry["expect"] == "block"):
            wrong.append(entry)
    assert wrong == []


def test_a_refused_address_is_recorded_and_never_connected():
    ledger = NetworkLedger(None)
    with pytest.raises(SourceError):
        Door(ledger, resolve=resolve).get("http://mixed.test/secret?token=1")
    (request,) = ledger.read()
    assert request.url == "http://mixed.test/secret"
    assert "public" in request.outcome
