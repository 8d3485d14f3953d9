"""
What a clause means beside its exact values: which attribute, yes or no, all or one, more or less.

Names and values give way to placeholders in the order of the text; what is left is read by linear
probes, taught with hand-written wordings (`python -m assistant.evaluation.verifier_lessons`): over
words and pairs of words, and over the vector of the text where there is an embedder. Not covered:
senses that no wording was written for.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from assistant.citations.quantities import Quantity
from assistant.citations.reading import Reading, Value
from assistant.language import stem, words

FILE = Path(__file__).with_name("senses.npz")
ATTRIBUTE = "attribute "
"""How the probe of a predicate is named, before the predicate."""
_PLACEHOLDERS = ("Alpha", "Beta", "Gamma", "Delta")
_BUCKETS = 1024
_KEPT = 8192
_LABEL = rf"(?:{'|'.join(_PLACEHOLDERS)}|5B?)"
_RUN = re.compile(rf"({_LABEL}, {_LABEL})(?:(?:,| и| and|, and) {_LABEL})+(?!\w)")
"""A list of more than two."""

Matrix = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Matrix]
Probe = Literal["denies", "general", "compares", "is more", "is heir", "is beyond"]


@dataclass(frozen=True, slots=True)
class Sense:
    """What the probes say of one text: above 0 it rather is so."""

    scores: Mapping[str, float]

    def __getitem__(self, probe: Probe) -> float:
        """Return a score; "is more" and "is heir" are said of the first name against the second."""
        return self.scores[probe]

    @property
    def attributes(self) -> dict[str, float]:
        """How much the text speaks of each predicate."""
        begin = len(ATTRIBUTE)
        return {k[begin:]: v for k, v in self.scores.items() if k.startswith(ATTRIBUTE)}


class Senses:
    """The taught probes; with `embed` they read meaning, without it words alone."""

    def __init__(self, embed: Embed | None = None) -> None:
        with np.load(FILE) as taught:
            self._names: list[str] = [str(name) for name in taught["names"]]
            self._of_words = taught["words"].astype(np.float32)
            self._of_meaning = taught["meaning"].astype(np.float32)
            self._centre = taught["centre"].astype(np.float32)
            self._kinds = dict(
                zip(taught["predicates"].tolist(), taught["kinds"].tolist(), strict=True)
            )
        self._embed = embed
        self.of = lru_cache(_KEPT)(self._read)
        """Return the sense of a text whose names and values were replaced."""

    def knows(self, predicate: str) -> bool:
        """Whether there is a probe for an attribute."""
        return f"{ATTRIBUTE}{predicate}" in self._names

    def kind(self, predicate: str) -> str:
        """Return what the values of an attribute are: numbers, data sizes, speeds, dates, texts."""
        return self._kinds.get(predicate, "")

    def _read(self, text: str) -> Sense:
        scores = word_row(text) @ self._of_words
        if self._embed is not None:
            scores += meaning_rows(self._embed([text]), self._centre)[0] @ self._of_meaning
        return Sense(dict(zip(self._names, scores.tolist(), strict=True)))


@lru_cache(maxsize=1)
def senses_by_words() -> Senses:
    """Return the probes without an embedder."""
    return Senses()


def word_row(text: str) -> Matrix:
    """Return the words and pairs of words of `text` as a row of features, the last one constant."""
    found = [stem(word) for word in words(text)]
    features = {*found, *(f"{one} {other}" for one, other in pairwise(found))}
    row = np.zeros(_BUCKETS + 1, np.float32)
    for feature in features:
        row[zlib.crc32(feature.encode()) % _BUCKETS] = 1
    row /= max(1.0, len(features) ** 0.5)
    row[-1] = 0.3
    return row


def meaning_rows(vectors: Matrix, centre: Matrix) -> Matrix:
    """Return vectors as rows of features: what sets them apart from the mean, and a constant."""
    spread = (vectors - centre) * 10
    return np.concatenate([spread, np.ones((len(vectors), 1), np.float32)], axis=1)


def masked(said: Reading, releases: Iterable[str]) -> str:
    """Return the text with placeholders for its values and for its names among `releases`."""
    known = set(releases)
    order = dict.fromkeys(name.what for name in said.names if name.what in known)
    labels = {name: _PLACEHOLDERS[min(at, 3)] for at, name in enumerate(order)}
    marks = [(v.begin, v.end, _placeholder(v.what)) for v in said.values]
    marks += [(n.begin, n.end, labels[n.what]) for n in said.names if n.what in labels]
    text = said.text
    for begin, end, label in sorted(marks, reverse=True):
        text = f"{text[: begin - said.offset]}{label}{text[end - said.offset :]}"
    return _RUN.sub(r"\1", text).strip(" ,;:.—–-*|")


def _placeholder(value: Value) -> str:
    match value:
        case Quantity():
            return f"5 {value.unit.upper()}" if value.unit else "5B" if value.has_scale else "5"
        case str():
            return "1.2.3" if value[:1].isdigit() else "MIT"
        case tuple():
            return "May 5, 2025"
