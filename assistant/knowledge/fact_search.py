"""
Find facts by words and by meaning, for questions that name no release the ledger knows.

The vectors of the ledger's sentences ship with it, so that only the question is embedded. The two
orders are fused by rank: for short sentences of one language neither needs to be weighed.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Finding, Language
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.ledger import Ledger
from assistant.knowledge.ledger_vectors import LedgerVectors

_RANK_SHIFT = 20
"""Dampens the first ranks (reciprocal rank fusion; Cormack et al. 2009 take 60 for long lists)."""
_POOL = 3


class FactSearch:
    """Searches one ledger; without an embedder by words alone. Safe between threads."""

    def __init__(self, ledger: Ledger, embedder: Embedder | None = None) -> None:
        self._ledger = ledger
        self._embedder = embedder

    def matching(
        self, text: str, language: Language, limit: int = 8, as_of: date | None = None
    ) -> tuple[Finding, ...]:
        """Return the facts nearest to `text`, which may be any text at all, best first."""
        by_words = self._ledger.matching(text, language, _POOL * limit, as_of)
        if self._embedder is None or not text.strip():
            return by_words[:limit]
        by_meaning = self._nearest(text, language, _POOL * limit, as_of)
        scores: defaultdict[Finding, float] = defaultdict(float)
        for order in (by_words, by_meaning):
            for rank, finding in enumerate(order):
                scores[finding] += 1 / (_RANK_SHIFT + rank)
        return tuple(sorted(scores, key=lambda finding: -scores[finding])[:limit])

    def _nearest(
        self, text: str, language: Language, limit: int, as_of: date | None
    ) -> tuple[Finding, ...]:
        assert self._embedder is not None, "it was asked for"  # noqa: S101 - for the type checker
        facts, places = self._known[language]
        closeness = self._vectors.closeness(self._embedder.query(text), places)
        score = np.nan_to_num(closeness, nan=-1.0)
        order: list[int] = np.argsort(-score, kind="stable").tolist()
        known = (facts[place] for place in order if score[place] > -1)
        held = (found for found in known if as_of is None or _held(found, as_of))
        return tuple(held)[:limit]

    @cached_property
    def _vectors(self) -> LedgerVectors:
        return LedgerVectors()

    @cached_property
    def _known(self) -> dict[Language, tuple[tuple[Finding, ...], NDArray[np.int64]]]:
        return {"ru": self._placed("ru"), "en": self._placed("en")}

    def _placed(self, language: Language) -> tuple[tuple[Finding, ...], NDArray[np.int64]]:
        facts = self._ledger.facts(language, None, self._ledger.predicates)
        return facts, self._vectors.places([finding.statement for finding in facts])


def _held(finding: Finding, day: date) -> bool:
    return finding.fact is not None and finding.fact.holds_on(day)
