"""A package: on the indexes of pip or of npm, or as it is installed here."""

from collections.abc import Mapping, Sequence

from assistant.sources.configuration import PackageSource
from assistant.sources.fetch import Door
from assistant.sources.installed import gather_installed
from assistant.sources.items import Items, Recall
from assistant.sources.npm_index import gather_from_npm
from assistant.sources.python_index import gather_from_indexes


def gather(
    source: PackageSource,
    door: Door,
    recall: Recall,
    environment: Mapping[str, str],
    places: Sequence[str] | None = None,
) -> Items:
    """
    Yield days of versions and change logs, from where `source.index` says.

    `environment` holds the variables that pip and npm are configured with; installed packages are
    looked for in `places`, by default where this Python has its own.
    """
    match source.index:
        case "installed":
            return gather_installed(source, places)
        case "pypi":
            return gather_from_indexes(source, door, recall, environment)
        case "npm":
            return gather_from_npm(source, door, recall, environment)
