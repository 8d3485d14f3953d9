"""
Find passages by words and by meaning.

Text can be searched as soon as it is added; vectors follow, batch by batch. Candidates come from
full-text search and from the nearest vectors, and are then compared closely (see `fusion`).
"""

import json
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np

from assistant.domain import ANY_DAY, Language, Passage, Snapshot
from assistant.knowledge.document_names import without_js
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.fusion import Candidate, Wanted, ranked
from assistant.knowledge.leads import NO_LEADS, Leads
from assistant.knowledge.lexical import asked, expression, weights
from assistant.knowledge.passage_memory import PassageMemory
from assistant.knowledge.passage_rows import SHOWN, SNAPSHOT, Hit, hit, release
from assistant.knowledge.passage_store import PassageStore
from assistant.knowledge.vectors import packed
from assistant.knowledge.windows import windows
from assistant.language import language_of, stem

__all__ = ["Hit", "PassageIndex"]

_CANDIDATES = 70
_BY_WORDS, _EACH = 300, 12
"""How many are compared closely, at least and for each passage wanted: words order roughly."""

_READ = 4000
"""Rare terms are asked for until they stand in so many passages; common ones decide nothing."""

_NAMED = 0.8
"""How surely a document is asked about that the question names by its title or file."""

_WITH_WORDS = "SELECT rowid FROM passage_text WHERE passage_text MATCH ? ORDER BY rank LIMIT ?"
_WITH_WORDS_UNTIL = """
SELECT passage_text.rowid FROM passage_text JOIN passage ON passage.key = passage_text.rowid
WHERE passage_text MATCH ? AND published <= ? ORDER BY passage_text.rank LIMIT ?
"""
_BY_RELEASE = """
SELECT passage.key, passage.snapshot FROM passage JOIN snapshot ON snapshot.key = passage.snapshot
WHERE release IN (SELECT value FROM json_each(?1))
  AND (?2 = '[]' OR subject IN (SELECT value FROM json_each(?2))) AND published <= ?3
"""
_OF_DOCUMENTS = """
SELECT key FROM passage WHERE snapshot IN (SELECT value FROM json_each(?)) AND published <= ?
LIMIT 1000
"""
_RELEASES = """
SELECT DISTINCT release FROM passage
WHERE release != '' AND snapshot IN (SELECT value FROM json_each(?))
"""
_CANDIDATE = """
SELECT passage.key, language, subject, passage.snapshot, terms, windows
FROM passage JOIN snapshot ON snapshot.key = passage.snapshot
LEFT JOIN vector ON vector.key = passage.vector
WHERE passage.key IN (SELECT value FROM json_each(?))
"""
_HITS = f"""
SELECT passage.key, {SNAPSHOT}, {SHOWN}, checksum
FROM passage JOIN snapshot ON snapshot.key = passage.snapshot
WHERE passage.key IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - names of columns
_WAITING = """
SELECT digest, text, headings FROM passage WHERE vector IS NULL
GROUP BY digest ORDER BY min(key) LIMIT ?
"""


class PassageIndex:
    """The searchable passages of all current snapshots, open. Disposable. Safe between threads."""

    def __init__(self, file: Path | None, embedder: Embedder | None) -> None:
        """
        Open `file` (None: in memory); without an embedder, search is by words alone.

        A damaged or older file is begun anew, empty. Raises `DatabaseUnusable` when it was made by
        a newer program or another one holds it.
        """
        self._embedder = embedder
        self._store = PassageStore(file, embedder.name if embedder else "")
        self._memory = PassageMemory(self._store)
        self._claims: set[bytes] = set()
        self._claiming = threading.Lock()

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def add(self, snapshot: Snapshot, passages: Sequence[Passage]) -> None:
        """Index the passages of a snapshot at once; nothing when it is indexed already."""
        self._store.add(snapshot, passages)

    def remove(self, snapshots: Iterable[str]) -> None:
        """Take snapshots out of the search; their vectors are kept for when they come back."""
        self._store.remove(snapshots)

    def clear(self) -> None:
        """Take all snapshots out of the search; vectors are kept."""
        self._store.clear()

    def snapshots(self) -> frozenset[str]:
        """Return the ids of the snapshots that are indexed."""
        return frozenset(row[0] for row in self._store.rows("SELECT id FROM snapshot"))

    @property
    def memory_bytes(self) -> int:
        """What the vectors take in memory, once they have been searched."""
        return self._memory.bytes

    def pending(self) -> int:
        """Return how many passages still lack vectors; 0 without an embedder."""
        if self._embedder is None:
            return 0
        rows = self._store.rows("SELECT count(*) FROM passage WHERE vector IS NULL")
        return rows[0][0] if rows else 0

    def embed_some(self, limit: int = 16, *, threads: int | None = None) -> int:
        """
        Compute the vectors of the next passages and keep them in one transaction.

        Return how many passages got theirs; 0: there is nothing left to do, or another thread is at
        it. `threads`: how many processors to use; None: all.
        """
        if self._embedder is None or not (waiting := self._claim(limit)):
            return 0
        try:
            parts = [windows(text, json.loads(headings)) for _, text, headings in waiting]
            texts = [window for part in parts for window in part]
            rows = self._embedder.passages(texts, threads=threads)
            ends = np.cumsum([0, *map(len, parts)])
            return self._store.save(
                (digest, packed(rows[ends[at] : ends[at + 1]]))
                for at, (digest, _, _) in enumerate(waiting)
            )
        finally:
            with self._claiming:
                self._claims -= {digest for digest, _, _ in waiting}

    def names(self, words: str) -> bool:
        """Whether some of `words` are what a document is called by."""
        return bool(self._named(words))

    def calls(self, word: str) -> bool:
        """Whether a document is called by `word`, among others."""
        return self._memory.calls(asked(word).terms)

    def releases(self, words: str) -> tuple[str, ...]:
        """Return the versions that the documents called by some of `words` tell of."""
        named = self._named(words)
        rows = self._store.rows(_RELEASES, json.dumps(sorted(named)))
        return tuple(row[0] for row in rows)

    def holding(self, term: str, *, limit: int, as_of: date | None = None) -> tuple[Hit, ...]:
        """Return passages that hold a word in any of its forms, those that say most of it first."""
        rows = self._store.rows(
            _WITH_WORDS_UNTIL, expression([stem(term)]), (as_of or ANY_DAY).isoformat(), limit
        )
        return self._hits([(row[0], 0.0) for row in rows])

    def search(
        self,
        text: str,
        language: Language,
        *,
        limit: int = 8,
        as_of: date | None = None,
        leads: Leads = NO_LEADS,
    ) -> tuple[Hit, ...]:
        """
        Return the passages nearest to `text`, the best first, none published after `as_of`.

        When there are passages of one of the versions (and subjects, if given) in documents that
        `text` names, or it names none, only they count; else passages from documents about the
        subjects are preferred. `language` is that of `text` where it does not show.
        """
        about = {subject.lower() for subject in leads.subjects}
        wanted = self._wanted(text, language_of(text, default=language), leads.hints)
        named = self._named(text)
        keys = self._of_versions(leads.versions, about, as_of, named)
        if not keys:
            keys = self._near(wanted, named, as_of, max(_BY_WORDS, _EACH * limit))
        rows = self._store.rows(_CANDIDATE, json.dumps(keys))
        candidates = [
            Candidate(
                key,
                spoken,
                1.0 if subject in about else _NAMED * (document in named),
                terms,
                windows,
            )
            for key, spoken, subject, document, terms, windows in rows
        ]
        return self._hits(ranked(wanted, candidates)[:limit])

    def closeness(self, question: str, texts: Sequence[str]) -> list[float]:
        """Return how near `texts` are to a question, as cosines; empty where it cannot be told."""
        if self._embedder is None or not self._embedder.has_known_scale or not texts:
            return []
        rows = self._embedder.passages(texts, threads=None)
        return (rows @ self._embedder.query(question)).tolist()

    def _wanted(self, text: str, language: Language, hints: Mapping[str, Sequence[str]]) -> Wanted:
        has_words = any(character.isalnum() for character in text)
        vector = self._embedder.query(text) if self._embedder and has_words else None
        terms = asked(text)
        counts, passages = self._memory.frequencies(terms.terms)
        return Wanted(
            language,
            vector,
            weights(terms.stems, counts, passages),
            weights(terms.sounds, counts, passages),
            counts,
            self._embedder.language_gap if self._embedder else 0.0,
            self._meant(hints),
        )

    def _meant(self, hints: Mapping[str, Sequence[str]]) -> list[tuple[tuple[str, ...], float]]:
        """Return what the hints mean in terms of this index; together they weigh 1."""
        groups = [terms for same in hints.values() if (terms := self._memory.beginning(same))]
        counts, passages = self._memory.frequencies({t for terms in groups for t in terms})
        worth = weights(
            groups, {terms: sum(counts[t] for t in terms) for terms in groups}, passages
        )
        return list(worth.items())

    def _named(self, words: str) -> frozenset[int]:
        """Return the documents that `words` name: "math.js" is called mathjs, CesiumJS cesium."""
        bare = without_js(words)
        terms = {*asked(words).terms, *(asked(bare).terms if bare != words else ())}
        return self._memory.named(terms)

    def _of_versions(
        self,
        versions: Sequence[str],
        about: Iterable[str],
        as_of: date | None,
        named: Collection[int],
    ) -> list[int]:
        if not versions:
            return []
        releases = json.dumps([release(version) for version in versions])
        until = (as_of or ANY_DAY).isoformat()
        rows = self._store.rows(_BY_RELEASE, releases, json.dumps(sorted(about)), until)
        return [key for key, snapshot in rows if snapshot in named or about or not named]

    def _near(
        self, wanted: Wanted, named: Collection[int], as_of: date | None, by_words: int
    ) -> list[int]:
        until = (as_of or ANY_DAY).isoformat()
        rows = self._store.rows(_OF_DOCUMENTS, json.dumps(sorted(named)), until)
        said = [*self._by_words(wanted, as_of, by_words), *(row[0] for row in rows)]
        if wanted.vector is None:
            return [*dict.fromkeys(said)]
        by_meaning = self._memory.nearest(
            wanted.vector, wanted.language, _CANDIDATES, as_of, wanted.gap
        )
        return [*dict.fromkeys([*by_meaning, *said])]

    def _by_words(self, wanted: Wanted, as_of: date | None, most: int) -> list[int]:
        rare: list[str] = []
        read = 0
        meant = {term for terms, _ in wanted.meant for term in terms}
        counts, _ = self._memory.frequencies(meant)
        for term, count in sorted({**counts, **wanted.counts}.items(), key=lambda pair: pair[1]):
            if count and (not rare or read + count <= _READ):
                rare.append(term)
                read += count
        if not rare:
            return []
        query = expression(rare)
        if as_of:
            rows = self._store.rows(_WITH_WORDS_UNTIL, query, as_of.isoformat(), most)
        else:
            rows = self._store.rows(_WITH_WORDS, query, most)
        return [row[0] for row in rows]

    def _hits(self, best: Sequence[tuple[int, float]]) -> tuple[Hit, ...]:
        scores = dict(best)
        rows = self._store.rows(_HITS, json.dumps(list(scores)))
        found = {key: hit(row, scores[key]) for key, *row in rows}
        if None in found.values():
            self._store.begin_anew("a text has changed")  # which must not be quoted
            return ()
        return tuple(hit_ for key in scores if (hit_ := found.get(key)))

    def _claim(self, limit: int) -> list[tuple[bytes, str, str]]:
        with self._claiming:
            rows = self._store.rows(_WAITING, limit + len(self._claims))
            waiting = [row for row in rows if row[0] not in self._claims][:limit]
            self._claims |= {row[0] for row in waiting}
            return waiting
