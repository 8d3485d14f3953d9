"""
Whether words alone are missing from the proof of a model's sentence, and nothing exact.

Exact are names, numbers, dates, licences, yes and no, and also what is compared, or said of all or
of one alone. What is left is whether the evidence speaks of it at all, which others may judge.
"""

from collections.abc import Sequence

from assistant.citations.clauses import Clause
from assistant.citations.proof import Proof


class ExactProof(Proof):
    """Takes for proven what a sentence says with words alone."""

    def _means_no_more(self, parts: Sequence[Clause]) -> bool:
        return not any(
            self._comparison(part) == "unknown" or self._is_general(part) for part in parts
        )
