"""
The indexes that pip is configured with, and the files that they list of one package.

Remote ones are asked through the door, folders and `file:` addresses are read here.
"""

import base64
import hashlib
from pathlib import Path
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from assistant.errors import ContentRefused, SourceError, SourceUnreachable
from assistant.sources.decoding import decode
from assistant.sources.fetch import Door
from assistant.sources.items import Recall, Validators, Visited
from assistant.sources.pip_settings import PipSettings
from assistant.sources.simple_index import (
    HTML_TYPES,
    JSON_TYPE,
    PackageFile,
    read_folder,
    read_page,
)

MOST_BYTES = 100_000_000
_ACCEPT = f"{JSON_TYPE}, application/vnd.pypi.simple.v1+html;q=0.2, text/html;q=0.01"
_FILE_HOSTS = {"pypi.org": "files.pythonhosted.org"}
"""Where an index that pip knows by itself keeps its files."""
_FILE_TYPES = frozenset(
    {
        "application/octet-stream",
        "application/zip",
        "application/x-wheel+zip",
        "application/gzip",
        "application/x-gzip",
        "application/x-tar",
        "binary/octet-stream",
    }
)


class PipIndexes:
    """
    The places where pip looks for one package.

    Name and password in an address become a header for its own host and stand nowhere else.
    """

    def __init__(self, package: str, settings: PipSettings, door: Door) -> None:
        self._package = package
        indexes = (f"{index.rstrip('/')}/{package}/" for index in settings.indexes)
        self._pages = [*indexes, *settings.find_links]
        self._door = door
        self.trouble: SourceError | None = None
        """Why an index could not be read, if one could not."""
        self.unchanged = ""
        """The only remote index, if nothing is new there nor here."""
        self.visited: list[Visited] = []

    def files(self, recall: Recall) -> list[PackageFile]:
        """Return the files that pages and folders list; an unreadable one is as if empty."""
        remote = [page for page in self._pages if _is_remote(page)]
        files = {page: self._files(page, _nothing) for page in self._pages if page not in remote}
        # what is new in one place is compared with all the others, which then must be read too
        is_same = len(remote) == 1 and all(recall(s.url) == s.validators for s in self.visited)
        files |= {page: self._files(page, recall if is_same else _nothing) for page in remote}
        return [file for page in self._pages for file in files[page]]

    def fetch(self, file: PackageFile) -> bytes:
        """Return a file whose hash is that of the index; raises `SourceError`."""
        body = _read(file) if file.url.startswith("file:") else self._fetched(file)
        if file.sha256 and hashlib.sha256(body).hexdigest() != file.sha256:
            raise ContentRefused(f"{file.filename} is not what the index says: another SHA-256.")
        return body

    def _files(self, page: str, recall: Recall) -> list[PackageFile]:
        try:
            return self._listed(page, recall) if _is_remote(page) else self._in_folder(page)
        except OSError as error:
            self.trouble = SourceError(f"{page} cannot be read: {error.strerror or error}.")
        except SourceError as error:
            self.trouble = error  # an index that lacks the package is no trouble if another has it
        return []

    def _listed(self, page: str, recall: Recall) -> list[PackageFile]:
        url, headers = without_user(page)
        fetched = self._door.get(
            url,
            recall(url),
            profile="operator",
            accept=HTML_TYPES | {JSON_TYPE},
            headers={"Accept": _ACCEPT, **headers},
            limit=50_000_000,
        )
        if fetched.status == 304:
            self.unchanged = url
            return []
        self.visited.append(Visited(url, fetched.validators))
        body = decode(fetched.body, fetched.content_type, fetched.charset)
        files = read_page(body, fetched.content_type, fetched.url, self._package)
        return [file for file in files if file.url.startswith(("http://", "https://"))]

    def _in_folder(self, place: str) -> list[PackageFile]:
        path = _path(place)
        page = path / "index.html" if path.is_dir() else path
        files: list[PackageFile] = []
        if page.is_file():
            text = page.read_text("utf-8", "replace")
            files = read_page(text, "text/html", page.as_uri(), self._package)
        elif path.is_dir():
            files = read_folder(path, self._package)
        names = "\n".join(file.filename for file in files)
        etag = hashlib.sha256(names.encode()).hexdigest()
        self.visited.append(Visited(place, Validators(etag=etag)))
        return files

    def _fetched(self, file: PackageFile) -> bytes:
        # an index may name files anywhere: only its own host has its user's trust
        host = _host(file.url)
        own = [page for page in self._pages if _is_remote(page) and _host(page) == host]
        is_known = own or any(_FILE_HOSTS.get(_host(page)) == host for page in self._pages)
        fetched = self._door.get(
            without_user(file.url)[0],
            profile="operator" if is_known else "content",
            accept=_FILE_TYPES,
            headers=without_user(own[0])[1] if own else {},
            limit=MOST_BYTES,
        )
        return fetched.body


def _nothing(url: str) -> Validators:  # noqa: ARG001 - a `Recall`
    """Remember nothing."""
    return Validators()


def _is_remote(place: str) -> bool:
    return "://" in place and not place.startswith("file:")


def _read(file: PackageFile) -> bytes:
    try:
        with _path(file.url).open("rb") as opened:
            body = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise SourceUnreachable(f"{file.filename} cannot be read: {error.strerror}.") from error
    if len(body) > MOST_BYTES:
        raise ContentRefused(f"{file.filename} is too large.")
    return body


def _path(place: str) -> Path:
    if place.startswith("file:"):
        return Path(url2pathname(urlsplit(place).path))
    return Path(place).expanduser()


def without_user(url: str) -> tuple[str, dict[str, str]]:
    """Take name and password out of an address and put them into a header."""
    parts = urlsplit(url)
    if "@" not in parts.netloc:
        return url, {}
    user, _, host = parts.netloc.rpartition("@")
    secret = base64.b64encode(unquote(user).encode()).decode()
    return parts._replace(netloc=host).geturl(), {"Authorization": f"Basic {secret}"}


def _host(url: str) -> str:
    """Return host and port, without name and password."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()
