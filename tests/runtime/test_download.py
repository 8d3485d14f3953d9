"""A download that is cut, killed, lied to or refused: what is kept, what is thrown away."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from assistant.errors import DiskFull, DownloadError, DownloadStopped
from assistant.runtime.download import fetch
from assistant.runtime.landing import Goal
from tests.runtime.samples import unwatched
from tests.runtime.servers import Shelf, closed_port, serving

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

CONTENT = random.Random(7).randbytes(3_000_000)


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(CONTENT)


def _goal(folder: Path, shelf: Shelf) -> Goal:
    return Goal(folder / "model.gguf", len(shelf.content), shelf.sha256)


def _fetch(address: str, goal: Goal) -> str:
    return fetch(address, goal, unwatched, threading.Event())


def _visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.endswith(".lock")}


def _put_part(goal: Goal, shelf: Shelf, content: bytes) -> None:
    """Leave behind what a killed download leaves: the start of the file, and its note."""
    kept, shelf.cuts = shelf.cuts, [len(content)]
    stop = threading.Event()
    with serving(shelf) as address, pytest.raises(DownloadError):
        fetch(address, goal, lambda done, _: stop.set() if done else None, stop)
    goal.part.write_bytes(content)
    shelf.cuts = kept
    shelf.asked.clear()


def test_a_whole_file_lands_under_its_name_and_nothing_else_is_left(tmp_path: Path, shelf: Shelf):
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))

    with serving(shelf) as address:
        goal = _goal(tmp_path, shelf)
        sha256 = fetch(address, goal, watch, threading.Event())
    assert sha256 == shelf.sha256
    assert goal.path.read_bytes() == CONTENT
    assert _visible(tmp_path) == {"model.gguf"}
    assert seen[-1] == (len(CONTENT), len(CONTENT))
    assert seen == sorted(seen)


def test_a_file_that_is_already_here_is_not_asked_for(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    goal.path.write_bytes(CONTENT)
    assert _fetch(closed_port(), goal) == shelf.sha256


def test_a_damaged_file_under_the_final_name_is_replaced(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    goal.path.write_bytes(bytes(len(CONTENT)))
    with serving(shelf) as address:
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT


def test_a_download_cut_at_twenty_places_loses_nothing(tmp_path: Path, shelf: Shelf):
    shelf.cuts = [random.Random(n).randrange(66_000, 140_000) for n in range(20)]
    with serving(shelf) as address:
        _fetch(address, _goal(tmp_path, shelf))
    assert (tmp_path / "model.gguf").read_bytes() == CONTENT
    assert len([asked for asked in shelf.asked if asked[1]]) == 20
    assert shelf.sent_bytes == len(CONTENT), "no byte was sent twice"


def test_a_cut_download_goes_on_where_it_stopped_at_the_next_start(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, CONTENT[:1_000_000])
    with serving(shelf) as address:
        _fetch(address, goal)
    assert shelf.asked == [("GET", "bytes=1000000-")]
    assert goal.path.read_bytes() == CONTENT


def test_a_complete_part_needs_no_request(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, CONTENT)
    assert _fetch(closed_port(), goal) == shelf.sha256


def test_a_server_without_ranges_sends_the_file_anew(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, CONTENT[:1_000_000])
    shelf.ranges = False
    with serving(shelf) as address:
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT


def test_a_part_of_an_older_version_is_not_mixed_with_a_newer_one(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, bytes(1_000_000))
    shelf.etag = '"second"'
    with serving(shelf) as address:
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT


def test_a_part_longer_than_the_file_is_begun_anew(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, CONTENT + b"more")
    with serving(shelf) as address:
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT


def test_a_part_without_its_note_is_begun_anew(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    goal.part.write_bytes(b"who knows from where")
    with serving(shelf) as address:
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT


def test_a_range_beyond_the_end_begins_anew(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, CONTENT[:1_000_000])
    shelf.content = CONTENT[:900_000]
    with serving(shelf) as address, pytest.raises(DownloadError, match="900000 bytes"):
        _fetch(address, goal)
    assert not goal.path.exists()


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_a_busy_server_is_asked_again(tmp_path: Path, shelf: Shelf, status: int):
    shelf.statuses = [status]
    with serving(shelf) as address:
        _fetch(address, _goal(tmp_path, shelf))
    assert len(shelf.asked) == 2


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_refusal_is_final_and_says_so(tmp_path: Path, shelf: Shelf, status: int):
    shelf.statuses = [status] * 9
    with serving(shelf) as address, pytest.raises(DownloadError, match=f"answers {status}"):
        _fetch(address, _goal(tmp_path, shelf))
    assert len(shelf.asked) == 1


def test_one_flipped_byte_is_refused_and_the_next_start_begins_anew(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    shelf.content = CONTENT[:2_000_000] + bytes([CONTENT[2_000_000] ^ 1]) + CONTENT[2_000_001:]
    with serving(shelf) as address:
        with pytest.raises(DownloadError, match="checksum"):
            _fetch(address, goal)
        assert _visible(tmp_path) == set()
        shelf.content = CONTENT
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT


def test_a_flipped_byte_on_the_own_disk_is_refused_too(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    _put_part(goal, shelf, b"\0" + CONTENT[1:1_000_000])
    with serving(shelf) as address, pytest.raises(DownloadError, match="checksum"):
        _fetch(address, goal)
    assert _visible(tmp_path) == set()


def test_a_file_of_another_size_is_refused_before_it_is_taken(tmp_path: Path, shelf: Shelf):
    goal = Goal(tmp_path / "model.gguf", len(CONTENT) + 5, shelf.sha256)
    with serving(shelf) as address, pytest.raises(DownloadError, match="the server offers"):
        _fetch(address, goal)
    assert _visible(tmp_path) == set()


def test_nobody_listening_is_an_error_with_a_hint(tmp_path: Path, shelf: Shelf):
    with pytest.raises(DownloadError, match="the connection broke") as refusal:
        _fetch(closed_port(), _goal(tmp_path, shelf))
    assert "goes on where it stopped" in refusal.value.hint


def test_a_disk_too_small_is_refused_before_any_request(tmp_path: Path):
    goal = Goal(tmp_path / "model.gguf", 10**18, None)
    with pytest.raises(DiskFull, match="disk space"):
        _fetch(closed_port(), goal)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_disk_that_fills_up_is_named(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    goal.part.symlink_to("/dev/full")
    with serving(shelf) as address, pytest.raises(DiskFull, match="disk is full"):
        _fetch(address, goal)
    assert not goal.path.exists()


def test_stop_ends_at_once_and_keeps_what_has_come(tmp_path: Path, shelf: Shelf):
    shelf.bytes_per_second = 1_000_000
    stop = threading.Event()
    with serving(shelf) as address:
        threading.Timer(0.6, stop.set).start()
        start = time.monotonic()
        with pytest.raises(DownloadStopped):
            fetch(address, _goal(tmp_path, shelf), unwatched, stop)
        assert time.monotonic() - start < 1.6
    assert (tmp_path / "model.gguf.part").stat().st_size > 0


def test_a_second_download_waits_for_the_first_and_shows_its_progress(tmp_path: Path, shelf: Shelf):
    shelf.bytes_per_second = 2_000_000
    seen: list[int] = []
    with serving(shelf) as address:
        goal = _goal(tmp_path, shelf)
        first = threading.Thread(target=_fetch, args=(address, goal))
        first.start()
        while not goal.part.exists():
            time.sleep(0.01)
        fetch(address, goal, lambda done, _: seen.append(done), threading.Event())
        first.join()
    assert shelf.sent_bytes == len(CONTENT), "only one of them asked"
    assert any(0 < done < len(CONTENT) for done in seen)


KILLED = """
import sys, threading
from pathlib import Path
from assistant.runtime.download import fetch
from assistant.runtime.landing import Goal
address, path, size, sha256 = sys.argv[1:]
fetch(address, Goal(Path(path), int(size), sha256), lambda *_: None, threading.Event())
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a POSIX word")
def test_a_download_killed_anywhere_goes_on_and_ends_right(tmp_path: Path, shelf: Shelf):
    goal = _goal(tmp_path, shelf)
    shelf.bytes_per_second = 4_000_000
    chance = random.Random(11)
    with serving(shelf) as address:
        command = [sys.executable, "-c", KILLED, address, str(goal.path), str(len(CONTENT))]
        for _ in range(5):
            had = goal.part.stat().st_size if goal.part.exists() else 0
            with subprocess.Popen([*command, shelf.sha256]) as process:
                while process.poll() is None and not _grew(goal, had):
                    time.sleep(0.01)
                time.sleep(chance.random() * 0.1)
                process.send_signal(signal.SIGKILL)
            assert not goal.path.exists() or goal.path.read_bytes() == CONTENT
        _fetch(address, goal)
    assert goal.path.read_bytes() == CONTENT
    assert shelf.sent_bytes < len(CONTENT) + 5 * 1_000_000
    assert _visible(tmp_path) == {"model.gguf"}


def _grew(goal: Goal, had: int) -> bool:
    return goal.path.exists() or (goal.part.exists() and goal.part.stat().st_size > had)
