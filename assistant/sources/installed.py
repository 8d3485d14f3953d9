"""
A package that is installed beside this program: the change logs that came with it.

No request is made, and nothing of the package is imported.
"""

from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from assistant.errors import SourceError
from assistant.sources.archives import MOST_BYTES, is_change_log
from assistant.sources.change_logs import Package, change_log_address, documents
from assistant.sources.configuration import PackageSource
from assistant.sources.items import Expected, Items


def gather_installed(source: PackageSource, places: Sequence[str] | None = None) -> Items:
    """Yield its change logs; `places` are searched instead of this Python's own."""
    found = _find(source.package, places)
    package = Package(
        name=found.name,
        version=found.version,
        page=f"https://pypi.org/project/{found.name}/",
        authority=source.authority or "maker",
        subject=source.subject or found.name,
        change_log=change_log_address(found.metadata.get_all("Project-URL") or ()),
    )
    texts = _texts(found)
    if not texts:
        raise SourceError(f"{found.name} {found.version} was installed without a change log.")
    yield Expected(len(texts))
    yield from documents(package, texts)


def _find(name: str, places: Sequence[str] | None) -> metadata.Distribution:
    try:
        if places is None:
            return metadata.distribution(name)
        return next(iter(metadata.distributions(name=name, path=list(places))))
    except (metadata.PackageNotFoundError, StopIteration, ValueError) as error:
        raise SourceError(
            f"{name} is not installed here.", f"Install it, or read its index: pypi:{name}."
        ) from error


def _texts(found: metadata.Distribution) -> dict[str, bytes]:
    root = Path(str(found.locate_file(""))).resolve()
    texts: dict[str, bytes] = {}
    for file in sorted(found.files or (), key=lambda file: (len(file.parts), str(file))):
        path = Path(str(found.locate_file(file))).resolve()
        if is_change_log(file.as_posix()) and path.is_relative_to(root) and path.is_file():
            with path.open("rb") as opened:
                body = opened.read(MOST_BYTES + 1)
            if len(body) > MOST_BYTES:
                raise SourceError(f"{file.as_posix()} is larger than {MOST_BYTES // 10**6} MB.")
            texts[file.as_posix()] = body
    return texts
