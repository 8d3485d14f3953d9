"""
A project's page of a Python package index, in JSON (PEP 691) or HTML (PEP 503), or a folder.

Only files whose name gives a version are kept (packaging); withdrawn ones are not.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from packaging.utils import (
    InvalidSdistFilename,
    InvalidWheelFilename,
    canonicalize_name,
    parse_sdist_filename,
    parse_wheel_filename,
)
from packaging.version import InvalidVersion, Version
from pydantic import Field, TypeAdapter

from assistant.errors import ContentRefused
from assistant.sources.wire import Moment, Wire, read_json, read_value

JSON_TYPE = "application/vnd.pypi.simple.v1+json"
HTML_TYPES = frozenset({"application/vnd.pypi.simple.v1+html", "text/html"})
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A wheel or source archive. `uploaded` and `size` are as the index says them, if it does."""

    filename: str
    url: str
    version: Version
    is_wheel: bool
    sha256: str = ""
    uploaded: datetime | None = None
    size: int = 0


class _File(Wire):
    filename: str
    url: str
    hashes: dict[str, str] = Field(default_factory=dict[str, str])
    yanked: bool | str = False
    size: int = 0
    uploaded: Moment | None = Field(default=None, alias="upload-time")


class _Project(Wire):
    files: list[object]


_PROJECT, _FILE = TypeAdapter(_Project), TypeAdapter(_File)


def read_page(body: str, content_type: str, url: str, package: str) -> list[PackageFile]:
    """Return the files of `package` on a page at `url`; raises `ContentRefused`."""
    if content_type == JSON_TYPE:
        return _from_json(body, url, package)
    if content_type in HTML_TYPES:
        return _from_html(body, url, package)
    raise ContentRefused(f"{url} is neither JSON nor HTML but {content_type!r}.")


def read_folder(folder: Path, package: str) -> list[PackageFile]:
    """Return the files of `package` that lie in `folder`."""
    found = (_file(path.name, path.as_uri(), package) for path in sorted(folder.iterdir()))
    return [file for file in found if file]


def _from_json(body: str, url: str, package: str) -> list[PackageFile]:
    files: list[PackageFile] = []
    for raw in read_json(_PROJECT, body.encode(), url).files:
        try:
            said = read_value(_FILE, raw, url)
        except ContentRefused:
            continue  # one wrong entry does not hide the others, as in pip
        file = _file(
            said.filename, urljoin(url, said.url), package, said.hashes.get("sha256", "").lower()
        )
        if file and not said.yanked:
            files.append(replace(file, uploaded=said.uploaded, size=said.size))
    return files


def _from_html(body: str, url: str, package: str) -> list[PackageFile]:
    page = _Links()
    page.feed(body)
    page.close()
    files: list[PackageFile] = []
    for link in page.links:
        address = urljoin(url, link)
        parts = urlsplit(address)
        kind, _, digest = parts.fragment.partition("=")
        file = _file(
            unquote(parts.path.rpartition("/")[2]),
            parts._replace(fragment="").geturl(),
            package,
            digest.lower() if kind == "sha256" else "",
        )
        if file:
            files.append(file)
    return files


def _file(filename: str, url: str, package: str, sha256: str = "") -> PackageFile | None:
    is_wheel = filename.endswith(".whl")
    try:
        name, version = (
            parse_wheel_filename(filename)[:2] if is_wheel else parse_sdist_filename(filename)
        )
    except (InvalidWheelFilename, InvalidSdistFilename, InvalidVersion):
        return None
    if name != canonicalize_name(package):
        return None
    return PackageFile(
        filename, url, version, is_wheel, sha256 if _SHA256.fullmatch(sha256) else ""
    )


class _Links(HTMLParser):
    """The links of a page, without those that are withdrawn (PEP 592)."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a link."""
        said = dict(attrs)
        if tag == "a" and said.get("href") and "data-yanked" not in said:
            self.links.append(said["href"] or "")
