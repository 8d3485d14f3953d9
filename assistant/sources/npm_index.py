"""A package on the registry that npm is configured with: days of its versions, its change log."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from datetime import UTC, date, datetime
from urllib.parse import quote, urlsplit

from packaging.version import InvalidVersion, Version
from pydantic import Field, TypeAdapter

from assistant.domain import Authority
from assistant.errors import AddressRefused, ContentRefused, SourceUnreachable
from assistant.sources.archives import change_logs
from assistant.sources.change_logs import Package, documents
from assistant.sources.claims import released, source_at
from assistant.sources.configuration import PackageSource
from assistant.sources.fetch import Door, Fetched
from assistant.sources.items import Broken, Expected, Items, Recall, Unchanged, Visited
from assistant.sources.npm_settings import NpmSettings, read_npm_settings
from assistant.sources.wire import JSON, Moment, Wire, read_json, read_value

_MOST_BYTES = 100_000_000
_FILE_TYPES = frozenset({"application/octet-stream", "application/gzip", "application/x-gzip"})
_SITE = "https://www.npmjs.com/package"


class _Dist(Wire):
    tarball: str
    integrity: str = ""
    shasum: str = ""


class _Version(Wire):
    dist: _Dist


class _Project(Wire):
    name: str
    tags: dict[str, str] = Field(default_factory=dict[str, str], alias="dist-tags")
    versions: dict[str, object]
    time: dict[str, object] = Field(default_factory=dict[str, object])


_PROJECT, _VERSION = TypeAdapter(_Project), TypeAdapter(_Version)
_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)


def gather_from_npm(
    source: PackageSource, door: Door, recall: Recall, environment: Mapping[str, str]
) -> Items:
    """Yield what the registry has; raises `SourceError` when it does not have the package."""
    settings = read_npm_settings(environment, source.package)
    url = f"{settings.registry}/{quote(source.package, safe='@')}"
    page = _ask(door, url, recall, settings)
    if page.status == 304:
        yield Unchanged(url)
        return
    project = read_json(_PROJECT, page.body, url)
    days = _days_of(project)
    yield from _days(source, days, door)
    newest = project.tags.get("latest") or next(iter(days), "")
    try:
        if newest in project.versions:
            yield from _texts(source, project, newest, days.get(newest), door, settings)
    except (AddressRefused, ContentRefused, SourceUnreachable) as error:
        yield Broken(f"{_SITE}/{source.package}", str(error))
        return  # so that it is tried again
    yield Visited(url, page.validators)


def _ask(door: Door, url: str, recall: Recall, settings: NpmSettings) -> Fetched:
    headers = {"Accept": "application/json", **settings.headers}
    return door.get(
        url, recall(url), profile="operator", accept=JSON, headers=headers, limit=_MOST_BYTES
    )


def _days_of(project: _Project) -> dict[str, date]:
    """Return the days of the versions, the newest version first; what is no version is left out."""
    days: dict[str, date] = {}
    for version in sorted(project.versions, key=_order, reverse=True):
        try:
            moment = _MOMENT.validate_python(project.time.get(version))
        except ValueError:
            continue
        days[version] = moment.astimezone(UTC).date()
    return days


def _order(version: str) -> tuple[bool, Version]:
    """Order versions; npm's 1.0.0-beta.1 is read as 1.0.0b1, what cannot be read comes last."""
    try:
        return True, Version(version)
    except InvalidVersion:
        return False, Version("0")


def _days(source: PackageSource, days: Mapping[str, date], door: Door) -> Items:
    for version in list(days)[: source.limit]:
        page = f"{_SITE}/{source.package}/v/{version}"
        where = source_at(page, f"{source.package} {version}", _authority(source), door.today)
        yield released(source.subject or source.package, version, days[version], where)


def _texts(
    source: PackageSource,
    project: _Project,
    newest: str,
    day: date | None,
    door: Door,
    settings: NpmSettings,
) -> Items:
    """Yield the change logs in the archive of the newest version."""
    dist = read_value(_VERSION, project.versions[newest], project.name).dist
    found = change_logs(_fetched(dist, door, settings), f"{project.name} {newest}")
    yield Expected(len(found))
    package = Package(
        source.package,
        newest,
        f"{_SITE}/{source.package}",
        _authority(source),
        source.subject or source.package,
        day,
    )
    yield from documents(package, found)


def _fetched(dist: _Dist, door: Door, settings: NpmSettings) -> bytes:
    # the registry may name a file anywhere: only its own host has the user's trust and token
    own = urlsplit(dist.tarball).netloc == urlsplit(settings.registry).netloc
    body = door.get(
        dist.tarball,
        profile="operator" if own else "content",
        accept=_FILE_TYPES,
        headers=settings.headers if own else {},
        limit=_MOST_BYTES,
    ).body
    if not _is_whole(body, dist):
        raise ContentRefused(f"{dist.tarball} is not what the registry says: another hash.")
    return body


def _is_whole(body: bytes, dist: _Dist) -> bool:
    """Compare with the strongest hash that is given (Subresource Integrity, else SHA-1)."""
    known = {"sha512": hashlib.sha512, "sha384": hashlib.sha384, "sha256": hashlib.sha256}
    for said in dist.integrity.split():
        name, _, digest = said.partition("-")
        if name in known:
            try:
                return base64.b64decode(digest, validate=True) == known[name](body).digest()
            except binascii.Error:
                return False
    return not dist.shasum or hashlib.sha1(body).hexdigest() == dist.shasum  # noqa: S324 - npm's


def _authority(source: PackageSource) -> Authority:
    return source.authority or "maker"
