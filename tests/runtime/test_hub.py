"""What the hub says of a file, and how soon it is known that it says nothing."""

import time
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import DownloadError, HubUnreachable
from assistant.runtime.catalog import Entry
from assistant.runtime.hub import look_up
from tests.runtime.samples import entry_for
from tests.runtime.servers import COMMIT, Shelf, closed_port, serving, silent

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

CONTENT = b"weights" * 1000


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(CONTENT, hub=True)


@pytest.fixture
def entry() -> Entry:
    return entry_for(CONTENT, "Qwen3-4B-Q4_K_M")


def test_the_hub_names_revision_size_and_hash(shelf: Shelf, entry: Entry):
    with serving(shelf) as address:
        remote = look_up(entry, address)
    assert (remote.revision, remote.size_bytes, remote.sha256) == (
        COMMIT,
        len(CONTENT),
        shelf.sha256,
    )
    assert remote.url == f"{address}/{entry.repo}/resolve/{COMMIT}/{entry.file}"
    assert shelf.asked == [("HEAD", "")], "one request, and none to the store"


def test_without_a_hash_in_the_catalogue_the_hubs_own_is_taken(shelf: Shelf, entry: Entry):
    unsure = entry.model_copy(update={"sha256": None, "size_exact": False, "size_bytes": 5})
    with serving(shelf) as address:
        assert look_up(unsure, address).sha256 == shelf.sha256


def test_another_file_than_the_catalogues_is_refused(shelf: Shelf, entry: Entry):
    shelf.content = CONTENT[::-1]
    with serving(shelf) as address, pytest.raises(DownloadError, match="not the file"):
        look_up(entry, address)


def test_a_file_the_hub_does_not_have_is_named(shelf: Shelf, entry: Entry):
    shelf.absent = True
    with serving(shelf) as address, pytest.raises(DownloadError, match="EntryNotFound") as refusal:
        look_up(entry, address)
    assert not isinstance(refusal.value, HubUnreachable)


def test_a_login_page_is_not_taken_for_the_hub(shelf: Shelf, entry: Entry):
    with (
        serving(replace(shelf, hub=False, etag='"page"')) as address,
        pytest.raises(HubUnreachable),
    ):
        look_up(entry, address)


@pytest.mark.parametrize("status", [404, 429, 500, 503])
def test_a_hub_in_trouble_counts_as_unreachable(shelf: Shelf, entry: Entry, status: int):
    shelf.statuses = [status] * 9
    with serving(shelf) as address, pytest.raises(HubUnreachable):
        look_up(entry, address)


def _timed(entry: Entry, address: str) -> float:
    start = time.monotonic()
    with pytest.raises(HubUnreachable):
        look_up(entry, address)
    return time.monotonic() - start


def test_a_closed_port_is_known_at_once(entry: Entry):
    assert _timed(entry, closed_port()) < 2.0


def test_a_name_that_does_not_resolve_is_known_in_time(entry: Entry):
    assert _timed(entry, "https://hub.invalid") < 3.3


def test_a_network_that_swallows_everything_costs_three_seconds(entry: Entry):
    with silent() as address:
        assert _timed(entry, address) < 3.3


def test_an_address_that_is_none_is_unreachable(entry: Entry, tmp_path: Path):
    assert _timed(entry, "http://:0/") < 3.3
