"""The change logs of a package as documents: the same for every index and for what is installed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from assistant.domain import Authority, Document
from assistant.errors import SourceError
from assistant.sources.file_types import content_type_of
from assistant.sources.items import Broken
from assistant.sources.reading import read_text

# the labels by which a change log is known (PEP 753), without signs and spaces
_LABELS = frozenset({"changelog", "changes", "whatsnew", "history", "releasenotes", "news"})


@dataclass(frozen=True, slots=True)
class Package:
    """A version of a package. `page` is where the index shows it to people."""

    name: str
    version: str
    page: str
    authority: Authority
    subject: str
    published: date | None = None
    change_log: str = ""
    """Where its makers say that the change log stands."""


def documents(package: Package, files: Mapping[str, bytes]) -> Iterator[Document | Broken]:
    """
    Yield each change log; `files` is ordered, the main one first.

    Addresses do not name the version, so that the next one's change log takes this one's place.
    """
    for place, (path, body) in enumerate(files.items()):
        main = package.change_log or package.page
        url = main if place == 0 else f"{package.page}#{quote(path)}"
        try:
            text = read_text(body, content_type_of(path), url).text
        except SourceError as error:
            yield Broken(url, str(error))
            continue
        if text.strip():
            yield Document(
                url,
                f"{package.name}: {path.rpartition('/')[2]}",
                text,
                package.name,
                package.published,
                package.authority,
                package.subject,
            )


def change_log_address(project_urls: Iterable[str]) -> str:
    """
    Return the change log among the `Project-URL` lines of a package's metadata, or "".

    >>> change_log_address(["Homepage, https://a.example", "Change Log, https://a.example/new"])
    'https://a.example/new'
    """
    for line in project_urls:
        label, _, url = line.partition(",")
        plain = re.sub(r"[\W_]+", "", label).lower()
        if plain in _LABELS and re.fullmatch(r"https?://\S+", url.strip()):
            return url.strip()
    return ""
