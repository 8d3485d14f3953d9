"""
Change logs out of a package's archive, read in memory: nothing is unpacked, installed or run.

Read are wheels and other zip files, and .tar.gz. Refused are archives that unpack into far more
than they are, and members that are not plain files.
"""

import gzip
import io
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from assistant.errors import ContentRefused

MOST_FILES = 200
MOST_BYTES = 10_000_000
_MOST_MEMBERS = 200_000
_MOST_RATIO = 100
_FREE_BYTES = 50_000_000
"""What an archive may hold, however small it is itself."""
_DEEPEST = 3
_NAME = re.compile(
    r"(?:change(?:s|[-_ ]?logs?)|history|news|release[-_ ]?notes)(?:\.(?:md|markdown|rst|txt))?",
    re.IGNORECASE,
)
_FOREIGN = frozenset(
    {"node_modules", "test", "tests", "vendor", "_vendor", "vendored", "example", "examples"}
)


def is_change_log(path: str) -> bool:
    """
    Return whether a file of a package is a change log of its own.

    >>> is_change_log("gradio/CHANGELOG.md"), is_change_log("docs/changes.rst")
    (True, True)
    >>> is_change_log("gradio/templates/node/build/node_modules/x/CHANGELOG.md")
    False
    """
    *folders, name = PurePosixPath(path).parts or ("",)
    return (
        len(folders) < _DEEPEST
        and _NAME.fullmatch(name) is not None
        and not _FOREIGN.intersection(folder.lower() for folder in folders)
    )


def change_logs(archive: bytes, name: str) -> dict[str, bytes]:
    """Return the change logs in the archive `name`; raises `ContentRefused` with the reason."""
    try:
        members = _zipped(archive) if zipfile.is_zipfile(io.BytesIO(archive)) else _tarred(archive)
        found: dict[str, bytes] = {}
        for path, body in members:
            if len(body) > MOST_BYTES:
                raise ContentRefused(f"{path} in {name} is too large.")
            found[path] = body
            if len(found) == MOST_FILES:
                break
    except _BROKEN as error:
        raise ContentRefused(f"{name} cannot be unpacked: {error}.") from error
    return dict(sorted(found.items(), key=lambda item: (item[0].count("/"), item[0])))


_BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,  # a compression that this Python does not know
    RuntimeError,  # encrypted
    ValueError,
)


def _zipped(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(archive)) as members:
        listed = members.infolist()
        if len(listed) > _MOST_MEMBERS:
            raise ContentRefused(f"The archive has {len(listed)} members.")
        for member in listed:
            if member.is_dir() or not is_change_log(member.filename):
                continue
            if member.file_size > max(member.compress_size * _MOST_RATIO, 1_000_000):
                raise ContentRefused(f"{member.filename} unpacks into too much.")
            with members.open(member) as opened:
                yield member.filename, opened.read(MOST_BYTES + 1)


def _tarred(archive: bytes) -> Iterator[tuple[str, bytes]]:
    limit = max(len(archive) * _MOST_RATIO, _FREE_BYTES)
    with (
        gzip.GzipFile(fileobj=io.BytesIO(archive)) as packed,
        tarfile.open(fileobj=_Limited(packed, limit), mode="r|") as members,
    ):
        for count, member in enumerate(members):
            if count > _MOST_MEMBERS:
                raise ContentRefused(f"The archive has more than {_MOST_MEMBERS} members.")
            if member.isreg() and is_change_log(member.name.partition("/")[2]):
                opened = members.extractfile(member)
                body = opened.read(MOST_BYTES + 1) if opened else b""
                # all of it lies in one folder, which may name the version
                yield member.name.partition("/")[2], body


class _Limited(io.RawIOBase):
    """What is unpacked, up to a limit."""

    def __init__(self, packed: gzip.GzipFile, limit: int) -> None:
        self._packed = packed
        self._left = limit

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes; raises `ContentRefused` past the limit."""
        unpacked = self._packed.read(min(size, 1 << 20) if size >= 0 else 1 << 20)
        self._left -= len(unpacked)
        if self._left < 0:
            raise ContentRefused("The archive unpacks into too much.")
        return unpacked
