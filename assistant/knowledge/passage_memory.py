"""
What the index of passages keeps in memory, in step with its database: vectors and counts.

Another process may write to the same database; a look at three numbers shows whether it did.
"""

import threading
from collections.abc import Collection, Iterable
from datetime import date

from assistant.domain import Language
from assistant.knowledge.document_names import DocumentNames
from assistant.knowledge.embedding import Matrix
from assistant.knowledge.passage_store import PassageStore
from assistant.knowledge.vectors import Row, Vectors, whole_of
from assistant.language import stem

_FRESH = """
SELECT passage.key, language, published, windows
FROM passage JOIN vector ON vector.key = passage.vector
WHERE turn > ? AND turn <= ? AND passage.key > ? ORDER BY passage.key LIMIT 1000
"""
_TERMS = "SELECT term FROM passage_term WHERE term >= ? AND term < ? LIMIT 50"
_NEVER = ("", 0, 0)


class PassageMemory:
    """Vectors by passage, and how many passages have a term. Safe between threads."""

    def __init__(self, store: PassageStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._vectors = Vectors()
        self._seen: tuple[str, int, int] = _NEVER
        self._frequencies: dict[str, int] = {}
        self._passages = 0
        self._names = DocumentNames()

    @property
    def bytes(self) -> int:
        """The memory that vectors take."""
        return self._vectors.bytes

    def nearest(
        self, question: Matrix, language: Language, limit: int, as_of: date | None, gap: float
    ) -> list[int]:
        """Return the keys of the passages nearest in meaning (see `Vectors.nearest`)."""
        with self._lock:
            self._refresh()
            return self._vectors.nearest(question, language, limit, as_of, gap)

    def frequencies(self, terms: Iterable[str]) -> tuple[dict[str, int], int]:
        """Return how many passages have each term, and how many passages there are."""
        with self._lock:
            self._refresh()
            return {term: self._frequency(term) for term in terms}, self._passages

    def named(self, terms: Collection[str]) -> frozenset[int]:
        """Return the keys of the snapshots that a question with these terms names."""
        with self._lock:
            self._refresh()
            return self._names.named(terms)

    def calls(self, terms: Collection[str]) -> bool:
        """Whether a snapshot is called by one of these terms."""
        with self._lock:
            self._refresh()
            return self._names.has(terms)

    def beginning(self, beginnings: Iterable[str]) -> tuple[str, ...]:
        """Return the terms that passages have with any of `beginnings`; "x$" is a whole word."""
        found: list[str] = []
        for beginning in beginnings:
            if beginning.endswith("$"):
                found.append(stem(beginning[:-1]))
            else:
                rows = self._store.rows(_TERMS, beginning, beginning + "\U0010ffff")
                found += [row[0] for row in rows]
        return tuple(dict.fromkeys(found))

    def _frequency(self, term: str) -> int:
        if term not in self._frequencies:
            rows = self._store.rows("SELECT doc FROM passage_term WHERE term = ?", term)
            self._frequencies[term] = rows[0][0] if rows else 0
        return self._frequencies[term]

    def _refresh(self) -> None:
        rows = self._store.rows("SELECT era, turn, removals FROM counter")
        now = rows[0] if rows else _NEVER
        if now == self._seen:
            return
        era, turn, removals = now
        if era != self._seen[0]:  # the file was begun anew
            self._vectors = Vectors()
            self._seen = (era, 0, 0)
        if removals != self._seen[2]:
            stay = self._store.rows("SELECT key FROM passage WHERE turn <= ?", self._seen[1])
            self._vectors.keep(row[0] for row in stay)
        self._take_over(self._seen[1], turn)
        self._seen = now
        self._frequencies.clear()
        count = self._store.rows("SELECT count(*) FROM passage")
        self._passages = count[0][0] if count else 0
        rows = self._store.rows("SELECT key, subject, title, url FROM snapshot")
        self._names = DocumentNames((key, subject, title, url) for key, subject, title, url in rows)

    def _take_over(self, since: int, until: int) -> None:
        last = 0
        while rows := self._store.rows(_FRESH, since, until, last):
            found = [
                Row(key, language, date.fromisoformat(published), vector)
                for key, language, published, windows in rows
                if (vector := whole_of(windows)) is not None
            ]
            self._vectors.add(found)
            last = rows[-1][0]
