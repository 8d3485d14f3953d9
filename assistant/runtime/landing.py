"""
Bring a file to its final name: whole, verified, on the disk, and by one process at a time.

Bytes go to `<name>.part`; only a file whose size and hash agree ever gets the final name. Knows
nothing of where the bytes come from (`download.py`, `mirror.py`).
"""

import errno
import hashlib
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import IO

import filelock

from assistant.errors import DataFolderUnusable, DiskFull, DownloadError, DownloadStopped

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all."""

CHUNK_BYTES = 1 << 18
_RESERVE_BYTES = 1_000_000_000
_WAIT_SECONDS = 0.25
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True, slots=True)
class Goal:
    """A file as it must be in the end. `sha256` is None when nobody has said it."""

    path: Path
    size_bytes: int
    sha256: str | None

    @property
    def part(self) -> Path:
        """Where the bytes gather until they are complete."""
        return self.path.with_name(f"{self.path.name}.part")


@contextmanager
def claimed(
    goal: Goal, progress: Progress, abort: Event, measure: Callable[[], int]
) -> Generator[None]:
    """Hold the only right to write this file; while another process has it, show its progress."""
    _make_folder(goal.path.parent)
    lock = filelock.FileLock(goal.path.with_name(f".{goal.path.name}.lock"))
    while True:
        try:
            lock.acquire(timeout=0)
            break
        except filelock.Timeout:
            progress(min(measure(), goal.size_bytes), goal.size_bytes)
            if abort.wait(_WAIT_SECONDS):
                raise DownloadStopped(f"{goal.path.name}: stopped while waiting.") from None
    try:
        yield
    finally:
        lock.release()


def refuse_full_disk(goal: Goal, present_bytes: int) -> None:
    """Raise `DiskFull` unless the rest fits with as much again to spare, but 1 GB at most."""
    needed = goal.size_bytes - present_bytes + min(_RESERVE_BYTES, goal.size_bytes)
    free = shutil.disk_usage(goal.path.parent).free
    if free < needed:
        raise DiskFull(
            f"{goal.path.name} needs {_gigabytes(needed)} GB of disk space; "
            f"{_gigabytes(free)} GB are free."
        )


@contextmanager
def disk_errors_named(name: str) -> Generator[None]:
    """Turn errors of the disk into errors a user can act on."""
    try:
        yield
    except PermissionError as error:
        raise DataFolderUnusable(f"{name} cannot be written: permission denied.") from error
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(f"The disk is full; {name} was not finished.") from error
        if error.errno == errno.EFBIG:
            raise DiskFull(f"The file system cannot hold a file as large as {name}.") from error
        raise DownloadError(f"{name} cannot be written: {error.strerror or error}.") from error


def chunks_of(path: Path, abort: Event) -> Iterator[bytes]:
    """Read a file piece by piece; raise `DownloadStopped` when the user stops it."""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            if abort.is_set():
                raise DownloadStopped(f"{path.name}: stopped while checking.")
            yield chunk


def hash_of(path: Path, abort: Event) -> str:
    """Return the SHA-256 of a file; reads some 400 MB a second."""
    digest = hashlib.sha256()
    for chunk in chunks_of(path, abort):
        digest.update(chunk)
    return digest.hexdigest()


def land(goal: Goal, sha256: str) -> None:
    """Give the part its final name if its size and hash are right; remove it if they are not."""
    size = goal.part.stat().st_size
    if size != goal.size_bytes:
        goal.part.unlink()
        raise DownloadError(
            f"{goal.path.name} came with {size:,} of {goal.size_bytes:,} bytes and was removed."
        )
    if goal.sha256 is not None and sha256 != goal.sha256:
        goal.part.unlink()
        raise DownloadError(
            f"{goal.path.name} did not match its checksum and was removed.",
            "Start again to fetch it anew; if it happens twice, the source is not to be trusted.",
        )
    os.replace(goal.part, goal.path)  # noqa: PTH105 - the name says that it is atomic
    _sync_folder(goal.path.parent)


def flush_to_disk(file: IO[bytes]) -> None:
    """Return only when the bytes would survive a power cut."""
    file.flush()
    os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        raise DataFolderUnusable(f"Cannot make the folder {str(folder)!r}: {reason}.") from error


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power cut; Windows does that by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.2f}"
