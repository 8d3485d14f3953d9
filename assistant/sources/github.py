"""
GitHub: the release notes, tags and files of a repository, newest first.

A list that GitHub says is unchanged is not read again; asking so costs nothing of its limit.
Not covered: notes that are changed later on a page which is not the first.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from pydantic import Field, HttpUrl, TypeAdapter

from assistant.domain import Authority, Document, Fact
from assistant.errors import ContentRefused, SourceError
from assistant.sources.claims import released, source_at
from assistant.sources.configuration import GithubSource
from assistant.sources.fetch import Door, Fetched
from assistant.sources.file_types import content_type_of
from assistant.sources.github_api import ADDRESS, GithubApi
from assistant.sources.items import Broken, Expected, Items, Recall, Unchanged, Visited
from assistant.sources.parts import read_parts
from assistant.sources.reading import read_text
from assistant.sources.wire import Moment, Wire, read_json, read_value

_A_PAGE = 50
_PACKAGE_TAG = re.compile(r"(?P<name>@?[\w./-]+)@v?(?P<version>\d.*)")


class _Release(Wire):
    tag_name: str = Field(min_length=1)
    html_url: HttpUrl
    body: str | None = None
    draft: bool = False
    published_at: Moment | None = None


class _Pointer(Wire):
    sha: str = Field(pattern=r"^[0-9a-f]{40,64}$")


class _Tag(Wire):
    name: str = Field(min_length=1)
    commit: _Pointer


class _Person(Wire):
    date: Moment


class _Signed(Wire):
    committer: _Person


class _Commit(_Pointer):
    html_url: HttpUrl
    commit: _Signed


_LIST: TypeAdapter[list[Any]] = TypeAdapter(list[Any])
_RELEASE, _TAG = TypeAdapter(_Release), TypeAdapter(_Tag)
_COMMIT, _COMMITS = TypeAdapter(_Commit), TypeAdapter(list[_Commit])


def gather(
    source: GithubSource, door: Door, recall: Recall, address: str = ADDRESS, token: str = ""
) -> Items:
    """Yield what the repository has; raises `SourceError` when nothing of it can be read."""
    repository = _Repository(source, GithubApi(door, address, token), recall, door.today)
    parts = [(f"https://github.com/{source.repository}/blob/{source.ref}/{path}",
              repository.file(path)) for path in source.files]  # fmt: skip
    if source.tags:
        parts.insert(0, (f"https://github.com/{source.repository}/tags", repository.tags()))
    if source.releases:
        where = f"https://github.com/{source.repository}/releases"
        parts.insert(0, (where, repository.releases()))
    yield Expected(len(source.files))
    yield from read_parts(parts)


class _Repository:
    """One repository while it is read."""

    def __init__(self, source: GithubSource, api: GithubApi, recall: Recall, today: date) -> None:
        self._source = source
        self._api = api
        self._recall = recall
        self._today = today
        self._software = source.subject or source.repository.split("/")[1]
        self._authority: Authority = source.authority or "maker"

    def releases(self) -> Items:
        """Yield the notes of the newest releases, and their days."""
        limit = self._source.limit
        first = self._at(f"releases?per_page={min(limit, _A_PAGE)}")
        mark = f"{first}#newest-{limit}"
        page = self._api.ask(first, self._recall(mark))
        if page.status == 304:
            yield Unchanged(mark)
            return
        taken = 0
        yield Expected(limit + len(self._source.files))
        for url, entry in self._entries(page):
            if taken == limit:
                break
            taken += 1
            try:
                yield from self._release(read_value(_RELEASE, entry, url))
            except ContentRefused as error:
                yield Broken(url, str(error))
        yield Expected(taken + len(self._source.files))
        # last: a run that is stopped between two pages asks for the first one again
        yield Visited(mark, page.validators)

    def _release(self, release: _Release) -> Items:
        if release.draft:
            return
        url, day = str(release.html_url), _day(release.published_at)
        software, version = named(release.tag_name, self._software)
        title = f"{software} {version}"
        if day:
            where = source_at(url, title, self._authority, self._today)
            yield released(software, version, day, where)
        with suppress(ContentRefused):  # notes that hold a comment and nothing else
            text = read_text((release.body or "").encode(), "text/markdown", url).text
            yield Document(
                url, title, text, self._source.repository, day, self._authority, software
            )

    def tags(self) -> Items:
        """Yield the days of the newest tags: those of the commits that they name."""
        first = self._at(f"tags?per_page={min(self._source.limit, 100)}")
        mark = f"{first}#newest-{self._source.limit}"
        page = self._api.ask(first, self._recall(mark))
        if page.status == 304:
            yield Unchanged(mark)
            return
        for count, (url, entry) in enumerate(self._entries(page)):
            if count == self._source.limit:
                break
            yield from self._tag(read_value(_TAG, entry, url))
        yield Visited(mark, page.validators)

    def _tag(self, tag: _Tag) -> Items:
        """Ask for the commit of a tag, once in a life: neither ever changes."""
        url = self._at(f"commits/{tag.commit.sha}")
        mark = f"{url}#{quote(tag.name)}"
        if self._recall(mark).etag:
            return
        page = self._api.ask(url)
        commit = read_json(_COMMIT, page.body, url)
        software, version = named(tag.name, self._software)
        where = f"https://github.com/{self._source.repository}/releases/tag/{quote(tag.name)}"
        source = source_at(where, f"{software} {version}", self._authority, self._today)
        day = commit.commit.committer.date.astimezone(UTC).date()
        yield Fact(
            f"{software} {version}", "release_date", day, "", day, source, confidence="medium"
        )
        yield Visited(mark, page.validators)

    def file(self, path: str) -> Items:
        """Yield a file as it was at the last commit that changed it."""
        at = quote(path.strip("/"))
        ref = quote(self._source.ref, safe="")
        commits = self._at(f"commits?path={at}&sha={ref}&per_page=1")
        page = self._api.ask(commits, self._recall(commits))
        if page.status == 304:
            yield Unchanged(commits)
            return
        found = read_json(_COMMITS, page.body, commits)
        if not found:
            raise SourceError(f"{self._source.repository} has no file {path!r} at {ref}.")
        raw = self._api.raw(self._at(f"contents/{at}?ref={found[0].sha}"))
        # the address stays the same from commit to commit, so that a new text replaces the old
        url = f"https://github.com/{self._source.repository}/blob/{quote(self._source.ref)}/{at}"
        text = read_text(raw.body, content_type_of(path), url).text
        yield Document(
            url,
            f"{self._source.repository} {path}",
            text,
            self._source.repository,
            found[0].commit.committer.date.astimezone(UTC).date(),
            self._authority,
            self._software,
        )
        yield Visited(commits, page.validators)

    def _at(self, path: str) -> str:
        return self._api.at(f"/repos/{self._source.repository}/{path}")

    def _entries(self, first: Fetched) -> Iterator[tuple[str, Any]]:
        for page in self._api.pages(first):
            for entry in read_json(_LIST, page.body, page.url):
                yield page.url, entry


def named(tag: str, software: str) -> tuple[str, str]:
    """
    Return the software and the version that a tag names.

    >>> named("v0.8.5", "vllm"), named("b5200", "llama.cpp")
    (('vllm', '0.8.5'), ('llama.cpp', 'b5200'))
    >>> named("gradio@6.31.0", "gradio"), named("@gradio/video@0.1.2", "gradio")
    (('gradio', '6.31.0'), ('@gradio/video', '0.1.2'))
    """
    if package := _PACKAGE_TAG.fullmatch(tag):
        return package["name"], package["version"]
    return software, re.sub(r"^v(?=\d)", "", tag)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(UTC).date() if moment else None
