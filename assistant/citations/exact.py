"""
Whether words alone are missing from the proof of a model's sentence, and nothing exact.

Exact are names, numbers, dates, licences, yes and no, and also what is compared, or said of all or
of one alone. What is left is whether the evidence speaks of it at all, which others may judge.
"""

from collections.abc import Sequence

from assistant.citations.beyond import Beyond
from assistant.citations.clauses import Clause


class BeyondExact(Beyond):
    """Takes for proven what a sentence says with words alone."""

    def says_more(self, parts: Sequence[Clause]) -> bool:
        """Whether it says more than its evidence of what is exact."""
        return self._exceeds() or (self._cited.is_free and not self._is_right(parts))
