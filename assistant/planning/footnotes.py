"""
Number findings in the order in which they are first cited.

Facts that one source states alike (the same predicate and value of several releases) share one
number, so that a list of eight base models does not need eight footnotes to one page.
"""

from collections.abc import Iterable

from assistant.domain import Evidence, Finding

_Key = tuple[object, ...]


class Footnotes:
    """The footnotes of one answer, growing while it is planned and drafted."""

    def __init__(self) -> None:
        self._findings: dict[_Key, list[Finding]] = {}

    def cite(self, *findings: Finding) -> tuple[int, ...]:
        """Return the numbers of `findings`, each once; new findings get the next numbers."""
        numbers: list[int] = []
        for finding in findings:
            key = _key(finding)
            group = self._findings.setdefault(key, [])
            if finding not in group:
                group.append(finding)
            numbers.append(list(self._findings).index(key) + 1)
        return tuple(dict.fromkeys(numbers))

    def evidence(self, only: Iterable[int] | None = None) -> tuple[Evidence, ...]:
        """Return the evidence so far, or the pieces of it with the numbers in `only`."""
        wanted = None if only is None else set(only)
        return tuple(
            Evidence(number, tuple(group))
            for number, group in enumerate(self._findings.values(), 1)
            if wanted is None or number in wanted
        )


def _key(finding: Finding) -> _Key:
    if finding.fact is None:
        return finding.source.slug, finding.statement
    value = finding.fact.value
    same = value if isinstance(value, bool) else finding.fact.subject
    return finding.source.slug, finding.fact.predicate, same, finding.as_of
