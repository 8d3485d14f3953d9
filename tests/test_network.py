"""The record of requests: complete, short, without secrets, and never in the way."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from assistant.network import NetworkLedger, Request, plain

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def request(number: int) -> Request:
    return Request(NOW, "GET", f"https://a.example/{number}", "content", "ok", 200, 10, 0.5)


@pytest.mark.parametrize("in_file", [True, False])
def test_what_is_recorded_is_read_again(tmp_path, in_file):
    file = tmp_path / "network.jsonl" if in_file else None
    ledger = NetworkLedger(file)
    for number in range(5):
        ledger.record(request(number))
    assert (NetworkLedger(file) if in_file else ledger).read(3) == [request(n) for n in (2, 3, 4)]


def test_a_damaged_line_is_passed_over(tmp_path):
    file = tmp_path / "network.jsonl"
    NetworkLedger(file).record(request(1))
    with file.open("ab") as stream:
        stream.write(b'{"at": 5}\nnonsense\n\xff\xfe\n')
    NetworkLedger(file).record(request(2))
    assert NetworkLedger(file).read() == [request(1), request(2)]


def test_the_file_does_not_grow_for_ever(tmp_path):
    file = tmp_path / "network.jsonl"
    ledger = NetworkLedger(file)
    for number in range(12_000):
        ledger.record(request(number))
    assert file.stat().st_size < 2_100_000
    assert ledger.read(1) == [request(11_999)]


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    ledger = NetworkLedger(tmp_path / "no" / "such" / "folder.jsonl")
    ledger.record(request(1))
    assert ledger.read() == [request(1)]


def test_secrets_are_left_out():
    assert plain("https://me:secret@a.example:8443/b?token=1#c") == "https://a.example:8443/b"


def test_lines_of_another_shape_are_passed_over(tmp_path):
    file = tmp_path / "network.jsonl"
    NetworkLedger(file).record(request(1))
    whole = file.read_text("utf-8")
    with file.open("a", encoding="utf-8") as stream:
        stream.write(whole.replace('"GET"', "5") + whole.replace("0.5", '"x"') + "[1]\n")
        stream.write("[" * 100_000 + "\n")
    assert NetworkLedger(file).read() == [request(1)]
    assert NetworkLedger(file).read(0) == []


def test_long_lines_do_not_make_every_request_rewrite_the_file(tmp_path):
    file = tmp_path / "network.jsonl"
    ledger = NetworkLedger(file)
    sizes = []
    for number in range(3_000):
        ledger.record(Request(NOW, "GET", f"{'x' * 900}{number}", "content", "ok"))
        sizes.append(file.stat().st_size)
    cuts = sum(later < earlier for earlier, later in pairwise(sizes))
    assert (cuts, max(sizes) < 2_002_000) == (2, True)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://a.example/\x1b[2J\n", "http://a.example/%1B[2J"),
        ("http://me:secret@[/?token=secret", "[/"),
        ("http://a.example/" + "x" * 5000, "http://a.example/" + "x" * 483 + "…"),
    ],
)
def test_an_address_can_be_shown_on_a_terminal(url, shown):
    assert plain(url) == shown
