"""
A package on the indexes that pip is configured with: days of its versions, and its change log.

The newest wheel or source archive is fetched, checked against the index's SHA-256 and read in
memory; it is never installed. Days come from indexes that state when a file was uploaded (PEP 700).
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import TYPE_CHECKING

from packaging.utils import canonicalize_name

from assistant.domain import Authority
from assistant.errors import AddressRefused, ContentRefused, SourceError, SourceUnreachable
from assistant.sources.archives import change_logs
from assistant.sources.change_logs import Package, documents
from assistant.sources.claims import released, source_at
from assistant.sources.configuration import PackageSource
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
from assistant.sources.pip_indexes import MOST_BYTES, PipIndexes, without_user
from assistant.sources.pip_settings import read_pip_settings
from assistant.sources.simple_index import PackageFile

if TYPE_CHECKING:
    from packaging.version import Version

_MOST_TRIES = 2


def gather_from_indexes(
    source: PackageSource, door: Door, recall: Recall, environment: Mapping[str, str]
) -> Items:
    """Yield what the indexes have of the package; raises `SourceError` when none has it."""
    indexes = PipIndexes(canonicalize_name(source.package), read_pip_settings(environment), door)
    files = indexes.files(recall)
    if indexes.unchanged:
        yield Unchanged(indexes.unchanged)
        return
    if not files:
        raise indexes.trouble or SourceError(f"pip knows no index that has {source.package!r}.")
    yield from _days(source, files, door)
    try:
        yield from _texts(source, _candidates(files), indexes, recall)
    except (AddressRefused, ContentRefused, SourceUnreachable) as error:
        yield Broken(source.package, str(error))
        return  # so that it is tried again
    yield from indexes.visited


def _days(source: PackageSource, files: Sequence[PackageFile], door: Door) -> Items:
    days: dict[Version, date] = {}
    for file in files:
        if file.uploaded:
            day = file.uploaded.astimezone(UTC).date()
            days[file.version] = min(day, days.get(file.version, day))
    name = source.subject or source.package
    for version in sorted(days, reverse=True)[: source.limit]:
        page = f"https://pypi.org/project/{source.package}/{version}/"
        where = source_at(page, f"{source.package} {version}", _authority(source), door.today)
        yield released(name, str(version), days[version], where)


def _texts(
    source: PackageSource, candidates: Sequence[PackageFile], indexes: PipIndexes, recall: Recall
) -> Items:
    """Yield the change logs of the first candidate that holds one."""
    for seen in map(_seen, candidates):
        if recall(seen.url) == seen.validators:
            yield Unchanged(seen.url)
            return
    for file in candidates:
        if found := change_logs(indexes.fetch(file), file.filename):
            yield Expected(len(found))
            yield from documents(_package(source, file), found)
            yield _seen(file)
            return
    names = " and ".join(file.filename for file in candidates)
    reason = f"No change log is in {names}." if names else "Its files are too large to be read."
    yield Broken(source.package, reason)
    if candidates:  # said once: the file stays as it is
        yield _seen(candidates[0])


def _seen(file: PackageFile) -> Visited:
    return Visited(without_user(file.url)[0], Validators(etag=file.sha256 or file.filename))


def _candidates(files: Sequence[PackageFile]) -> list[PackageFile]:
    """Return the files of the newest version that are worth fetching, the best first."""
    finished = [file for file in files if not file.version.is_prerelease] or files
    newest = max(file.version for file in finished)
    small = (file for file in finished if file.version == newest and file.size <= MOST_BYTES)
    unique = {file.filename: file for file in reversed(list(small))}  # the main index's one wins
    # change logs are seldom in wheels, but then the wheel is the smaller file
    return sorted(unique.values(), key=_worth)[:_MOST_TRIES]


def _worth(file: PackageFile) -> tuple[bool, bool, str]:
    return not file.filename.endswith("-any.whl"), file.is_wheel, file.filename


def _package(source: PackageSource, file: PackageFile) -> Package:
    return Package(
        source.package,
        str(file.version),
        f"https://pypi.org/project/{source.package}/",
        _authority(source),
        source.subject or source.package,
        file.uploaded.astimezone(UTC).date() if file.uploaded else None,
    )


def _authority(source: PackageSource) -> Authority:
    return source.authority or "maker"
