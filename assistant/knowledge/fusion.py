"""
Order the candidates of a search by meaning and by words.

Meaning is the mean of two cosines: with all of the passage, and with its nearest sentence. Words
add the share of the question's terms that the passage has, weighed by rarity: stems when question
and passage are in one language (a shared stem across languages is chance), and skeletons of sound
always, which find names and borrowed words across the scripts, and words that mean the same in
either language. Shares, not ranks, are added: a
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

_MEANT = 0.05
"""What having a word that means the same for each word of the question adds."""

_ABOUT = 0.05
"""What it adds that the passage's document is about a subject of the question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that may be an answer."""

    key: int
    language: Language
    about: float
    """How surely its document is about what the question asks about: 0 to 1."""
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
    meant: Sequence[tuple[tuple[str, ...], float]] = ()
    """For words of the question, stems in either language that mean the same, with a weight."""


def ranked(wanted: Wanted, candidates: Sequence[Candidate]) -> list[tuple[int, float]]:
    """Return (key, score) of the candidates, the best first."""
    if not candidates:
        return []
    is_own = np.array([found.language == wanted.language for found in candidates])
    scores = _meaning(wanted, candidates, is_own)
    scores += _STEMS * is_own * _share(wanted.stems, candidates)
    scores += _SOUNDS * _share(wanted.sounds, candidates)
    scores += _MEANT * _share_of_groups(wanted.meant, candidates)
    scores += _ABOUT * np.array([found.about for found in candidates])
    order = np.argsort(-scores, kind="stable")
    return [(candidates[at].key, float(scores[at])) for at in order]


def _meaning(wanted: Wanted, candidates: Sequence[Candidate], is_own: NDArray[np.bool_]) -> Matrix:
    """Return the cosines; of a passage without vectors, what is usual: words decide about it."""
    if wanted.vector is None:
        return np.zeros(len(candidates), np.float32)
    scores = closeness([found.windows for found in candidates], wanted.vector)
    scores -= wanted.gap * is_own
    missing = np.isnan(scores)
    scores[missing] = 0.0 if missing.all() else np.median(scores[~missing])
    return scores


def _share(terms: Mapping[str, float], candidates: Sequence[Candidate]) -> Matrix:
    """Return for each candidate the weight of the terms that it has."""
    return _share_of_groups([((term,), weight) for term, weight in terms.items()], candidates)


def _share_of_groups(
    groups: Sequence[tuple[tuple[str, ...], float]], candidates: Sequence[Candidate]
) -> Matrix:
    """Return for each candidate the weight of the groups of which it has any term."""
    shares = np.zeros(len(candidates), np.float32)
    if not groups:
        return shares
    known = codes(term for terms, _ in groups for term in terms)
    every = np.frombuffer(b"".join(found.terms for found in candidates), CODE)
    counts = [len(found.terms) // CODE.itemsize for found in candidates]
    owners = np.repeat(np.arange(len(candidates)), counts)
    places = np.searchsorted(known, every).clip(max=len(known) - 1)
    is_wanted = known[places] == every
    has = np.zeros((len(candidates), len(known)), np.bool_)
    has[owners[is_wanted], places[is_wanted]] = True
    for terms, weight in groups:
        shares += weight * has[:, np.searchsorted(known, codes(terms))].any(axis=1)
    return shares
