"""Which versions a question means: those between two that it names, or the first of "Bell 6"."""

import re
from collections.abc import Iterable

from packaging.version import InvalidVersion, Version

_BETWEEN = re.compile(
    r"\b(?:between|from|since|между|с|со|от)\s+(?:\S+\s+){0,3}v?\d.*\b(?:and|to|till|и|до|по|на)\s+"
    r"(?:\S+\s+){0,3}v?\d",
    re.IGNORECASE,
)
_MOST = 8


def firsts(majors: Iterable[int], known: Iterable[str]) -> tuple[str, ...]:
    """
    Return the first version of `known` of each major one.

    >>> firsts([6, 9], ["6.1", "6.0.0", "2.0.0"])
    ('6.0.0',)
    """
    versions = sorted((v, name) for name in known if (v := _version(name)) and not v.is_prerelease)
    first = (next((name for v, name in versions if v.major == major), "") for major in majors)
    return tuple(filter(None, first))


def between(text: str, named: tuple[str, ...], known: Iterable[str]) -> tuple[str, ...]:
    """
    Return the versions of `known` that `text` asks about, the newest first; else those it names.

    >>> between("What changed between Bell 1.0 and 1.2?", ("1.0", "1.2"), ["1.0", "1.1", "1.2"])
    ('1.2', '1.1')
    """
    ends = sorted(version for name in named if (version := _version(name)))
    if len(ends) != len(named) or len(ends) != 2 or not _BETWEEN.search(text):
        return named
    low, high = ends
    inside = {v: name for name in known if (v := _version(name)) and low < v <= high}
    return tuple(inside[version] for version in sorted(inside, reverse=True)[:_MOST]) or named


def _version(name: str) -> Version | None:
    try:
        return Version(name)
    except InvalidVersion:
        return None
