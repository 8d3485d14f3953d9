"""
Which group of examples a text belongs to: softmax regression over the vectors of the examples.

The nearest example alone is a poor witness: one odd wording draws what lies beside it, and cosines
of right and wrong guesses overlap. All examples of a group together tell more, and the share that a
group gets says how sure it is. `python -m assistant.knowledge.phrases` teaches the weights.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.embedding import Matrix

FILE = Path(__file__).with_name("phrases.npz")
_SPREAD = 10.0
"""Vectors of one language model lie close together; what sets them apart is drawn out."""
_PENALTY = 1e-3
_STEPS, _RATE, _MOMENTUM = 600, 0.3, 0.9

Shares = NDArray[np.float64]


class PhraseClasses:
    """The taught weights."""

    def __init__(self, file: Path = FILE) -> None:
        with np.load(file) as taught:
            self._weights = taught["weights"].astype(np.float64)
            self._centre = taught["centre"].astype(np.float64)

    def shares(self, vector: Matrix) -> Shares:
        """Return for each group how likely a text of that vector belongs to it; they sum to 1."""
        return _softmax(_rows(vector[None].astype(np.float64), self._centre) @ self._weights)[0]


def teach(vectors: Matrix, groups: NDArray[np.int64], file: Path = FILE) -> None:
    """Write to `file` the weights that tell the groups of `vectors` (n x d) apart."""
    centre = vectors.mean(0, dtype=np.float64)
    rows = _rows(vectors.astype(np.float64), centre)
    wanted = np.eye(int(groups.max()) + 1)[groups]
    weights = np.zeros((rows.shape[1], wanted.shape[1]))
    speed = np.zeros_like(weights)
    for _ in range(_STEPS):
        slope = rows.T @ (_softmax(rows @ weights) - wanted) / len(rows) + _PENALTY * weights
        speed = _MOMENTUM * speed - _RATE * slope
        weights += speed
    np.savez(file, weights=weights.astype(np.float16), centre=centre.astype(np.float16))


def _rows(vectors: Shares, centre: Shares) -> Shares:
    ones = np.ones((len(vectors), 1))
    return np.concatenate([(vectors - centre) * _SPREAD, ones], axis=1)


def _softmax(scores: Shares) -> Shares:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
