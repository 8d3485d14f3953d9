"""
Order the candidates of a search by meaning and by words.

Meaning is the mean of two cosines: with all of the passage, and with its nearest sentence. Words
add the share of the question's terms that the passage has, weighed by rarity: stems when question
and passage are in one language (a shared stem across languages is chance), and skeletons of sound
always, which find names and borrowed words across the scripts. Shares, not ranks, are added: a
rank says first also of the best of nothing, which is what ruins a question that is asked across
languages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain import Language
from assistant.knowledge.embedding import Matrix
from assistant.knowledge.lexical import CODE, codes
from assistant.knowledge.vectors import closeness

_STEMS = 0.05
_SOUNDS = 0.05
"""What having all terms of the question adds, as a cosine; between 0.03 and 0.07 changes little."""

_ABOUT = 0.05
"""What it adds that the passage's document is about a subject of the question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be an answer."""

    key: int
    language: Language
    is_about: bool
    terms: bytes
    """Codes, as they are stored."""
    windows: bytes | None
    """Vectors as they are stored: of all of the passage, then of its sentences; None: not yet."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question as it is compared: `stems` and `sounds` are terms with their weights."""

    language: Language
    vector: Matrix | None
    stems: Mapping[str, float]
    sounds: Mapping[str, float]
    counts: Mapping[str, int]
    """In how many passages each of the terms stands."""
    gap: float = 0.0
    """How much nearer passages in the question's own language are, as a cosine."""


def ranked(wanted: Wanted, candidates: Sequence[Candidate]) -> list[tuple[int, float]]:
    """Return (key, score) of the candidates, the best first."""
    if not candidates:
        return []
    is_own = np.array([found.language == wanted.language for found in candidates])
    scores = _meaning(wanted, candidates, is_own)
    scores += _STEMS * is_own * _share(wanted.stems, candidates)
    scores += _SOUNDS * _share(wanted.sounds, candidates)
    scores += _ABOUT * np.array([found.is_about for found in candidates])
    order = np.argsort(-scores, kind="stable")
    return [(candidates[at].key, float(scores[at])) for at in order]


def _meaning(wanted: Wanted, candidates: Sequence[Candidate], is_own: NDArray[np.bool_]) -> Matrix:
    """Return the cosines; a passage without vectors is as far as the farthest that has some."""
    if wanted.vector is None:
        return np.zeros(len(candidates), np.float32)
    scores = closeness([found.windows for found in candidates], wanted.vector)
    scores -= wanted.gap * is_own
    missing = np.isnan(scores)
    scores[missing] = 0.0 if missing.all() else scores[~missing].min()
    return scores


def _share(terms: Mapping[str, float], candidates: Sequence[Candidate]) -> Matrix:
    """Return for each candidate the weight of the terms that it has."""
    if not terms:
        return np.zeros(len(candidates), np.float32)
    known = {int(codes([term])[0]): weight for term, weight in terms.items()}
    wanted = np.array(sorted(known), np.uint32)
    weights = np.array([known[int(code)] for code in wanted], np.float32)
    every = np.frombuffer(b"".join(found.terms for found in candidates), CODE)
    counts = [len(found.terms) // CODE.itemsize for found in candidates]
    owners = np.repeat(np.arange(len(candidates)), counts)
    places = np.searchsorted(wanted, every).clip(max=len(wanted) - 1)
    has = wanted[places] == every
    return np.bincount(owners[has], weights[places[has]], len(candidates)).astype(np.float32)
