"""A file or a folder of files: Markdown, text, HTML, PDF."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from assistant.domain import Document
from assistant.errors import SourceError, SourceUnreachable
from assistant.sources.configuration import FolderSource
from assistant.sources.decoding import cleaned
from assistant.sources.fetch import Door
from assistant.sources.items import (
    Broken,
    Expected,
    Items,
    Recall,
    Unchanged,
    Validators,
    Visited,
)
from assistant.sources.reading import read_text

_TYPES = {
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".txt": "text/plain",
    ".rst": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".pdf": "application/pdf",
}
_RELEASE = re.compile(r"\d+\.\d")
_SAYS_NOTHING = re.compile(r"^\W*v?\d+\.\d|\]\(|\bunreleased\b", re.IGNORECASE)
"""A first heading that is a version, or a link to what is not released yet."""

_MOST_BYTES = 10_000_000


def gather(source: FolderSource, door: Door, recall: Recall) -> Items:  # noqa: ARG001 - as all do
    """Yield the files that are new or changed; raises `SourceUnreachable` when there is none."""
    root = source.path.expanduser()
    if not root.exists():
        raise SourceUnreachable(f"There is no file or folder {str(source.path)!r}.")
    root = root.resolve()
    if not root.is_file() and not root.is_dir():  # reading a pipe or a device may never end
        raise SourceUnreachable(f"{str(source.path)!r} is neither a file nor a folder.")
    files = list(_files(root))
    yield Expected(min(len(files), source.limit))
    for file in files[: source.limit]:
        yield from _read(file, root, source, recall)
    if len(files) > source.limit:
        more = len(files) - source.limit
        yield Broken(root.as_uri(), f"{more} more files are there than its limit allows.")


def _files(root: Path) -> Iterator[Path]:
    """Yield what can be read, in order; a link that leads out of the folder is left alone."""
    if root.is_file():
        yield root
        return
    for file in sorted(root.rglob("*")):
        if file.suffix.lower() in _TYPES and file.is_file():
            inside = file.resolve().is_relative_to(root)
            hidden = any(part.startswith(".") for part in file.relative_to(root).parts)
            if inside and not hidden:
                yield file


def _read(file: Path, root: Path, source: FolderSource, recall: Recall) -> Items:
    url = file.as_uri()
    try:
        about = file.stat()
        mark = f"{about.st_size}-{about.st_mtime_ns}"
        if recall(url).last_modified == mark:
            yield Unchanged(url)
            return
        with file.open("rb") as stream:
            body = stream.read(_MOST_BYTES + 1)  # what a file says of its size may be wrong
        if len(body) > _MOST_BYTES:
            yield Broken(url, f"It is larger than {_MOST_BYTES / 1e6:g} MB.")
            return
        digest = sha256(body).hexdigest()
        if recall(url).etag == digest:  # touched, but the same
            yield Unchanged(url)
        else:
            yield _document(file, body, url, root, source)
        yield Visited(url, Validators(digest, mark))
    except (OSError, SourceError) as error:
        yield Broken(
            url, error.strerror or str(error) if isinstance(error, OSError) else str(error)
        )


def _document(file: Path, body: bytes, url: str, root: Path, source: FolderSource) -> Document:
    kind = _TYPES.get(file.suffix.lower(), "text/plain")
    reading = read_text(body, kind, _shown(file.name))
    name = _shown(file.name if root == file else file.relative_to(root))
    return Document(
        url=url,
        # many files are called "Changelog" inside: what they are about stands in their names alone
        title=_title(reading.title, name),
        text=reading.text,
        publisher="",
        published=reading.published,
        authority=source.authority or "local",
        subject=source.subject,
    )


def _title(heading: str, name: str) -> str:
    """Return what a document is called: by its first heading where that says what it is."""
    if not heading or _SAYS_NOTHING.search(heading):
        return name
    return heading if _RELEASE.search(heading) else f"{heading} ({name})"


def _shown(name: str | Path) -> str:
    """Return a name as it can be stored: it may hold bytes that are no text."""
    return cleaned(str(name).encode("utf-8", "replace").decode())
