"""Which releases belong together: of one size, one series, one family. Pure values, no database."""

import re
from collections.abc import Iterable

from assistant.domain import Release


def inherited(predicates: Iterable[str], name: str, members: tuple[Release, ...]) -> bool:
    """
    Whether what a family is said to have may hold for its release `name`.

    A licence may, a score may not; a family speaks of its first launch, and for a later series only
    its licence and languages are taken to hold.
    """
    asked = set(predicates)
    if asked & {"experts", "experts_active"}:
        return True  # the family's list of dense models says why there are none
    is_later = any(release.name == name and release.series for release in members)
    if is_later:
        return any(_LASTING.match(predicate) for predicate in asked)
    return any(not _OWN.match(predicate) for predicate in asked)


_LASTING = re.compile(r"licen|languages")


_OWN = re.compile(r"score|speed|gpu_memory|gguf|parameters|active|layers|heads|experts|repository")


def heads(name: str, members: tuple[Release, ...]) -> list[str]:
    """Return the heads of the series that `name` belongs to: Qwen3-2507 of its instruct models."""
    own = next((release for release in members if release.name == name), None)
    said = set(name.split("-"))
    return [
        release.name
        for release in members
        if own
        and own.series
        and own.total_b
        and not release.total_b
        and (release.family, release.series) == (own.family, own.series)
        and set(release.name.split("-")) <= said
    ]


def twins(name: str, members: tuple[Release, ...]) -> list[str]:
    """Return the releases of the same size and series: the base of a tuned model, and back."""
    own = next((release for release in members if release.name == name), None)
    return [
        release.name
        for release in members
        if own
        and own.total_b
        and release.family == own.family
        and (release.total_b, release.active_b, release.series)
        == (own.total_b, own.active_b, own.series)
        and release.name != name
    ]


def series(name: str, members: tuple[Release, ...]) -> list[str]:
    """Return the members of the series that `name` is the head of: those of Qwen3-2507."""
    head = next((release for release in members if release.name == name), None)
    return [
        release.name
        for release in members
        if head and head.series and not head.total_b and release.series == head.series
    ]
