"""
Two sources, two values: both are given with their days, and which is likelier, with the reason.

The nearer to the maker wins, then the newer. Not covered: which of the two is true.
"""

from collections.abc import Sequence

from assistant.domain import Claim, Finding
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text

_ORDER = ("maker", "docs", "tracker", "mirror", "third-party", "local")


def conflict_claims(group: Sequence[Finding], shelf: Shelf) -> tuple[Claim, ...]:
    """Say what each source says, with its day, that they differ, and which is likelier."""
    group = sorted(group, key=_distrust)
    if not group:
        return ()
    first = group[0]
    others = [found for found in group if _value(found) != _value(first)]
    nearer = all(_ORDER.index(first.source.authority) < _rank(other) for other in others)
    why = text("because_authority" if nearer else "because_newer", shelf.language)
    dated = [
        text("value_of", shelf.language, statement=found.statement, day=shelf.day(found.as_of))
        for found in group
    ]
    claims = [shelf.claim(words, found) for words, found in zip(dated, group, strict=True)]
    claims.append(shelf.claim(text("conflict", shelf.language), *group))
    if nearer or all(first.as_of > other.as_of for other in others):
        words = text("likelier", shelf.language, why=why, day=shelf.day(first.as_of))
        claims.append(shelf.claim(words, first))
    return tuple(claims)


def conflict(asked: Sequence[Finding]) -> list[Finding]:
    """Return the findings of the first number, date or yes/no on which two sources differ."""
    seen: dict[tuple[str, str], list[Finding]] = {}
    for finding in asked:
        if finding.fact and not isinstance(finding.fact.value, str | tuple):
            seen.setdefault((finding.fact.subject, finding.fact.predicate), []).append(finding)
    for group in seen.values():
        differs = len({_value(finding) for finding in group}) > 1
        if differs and len({finding.source.slug for finding in group}) > 1:
            return group
    return []


def _distrust(finding: Finding) -> tuple[int, int]:
    return _rank(finding), -finding.as_of.toordinal()


def _rank(finding: Finding) -> int:
    return _ORDER.index(finding.source.authority)


def _value(finding: Finding) -> object:
    return finding.fact.value if finding.fact else None
