"""
The library: snapshots, and the index of their passages that is made from them.

A snapshot is kept first and indexed then, so that a kill between the two loses nothing: what is
missing from the index is found and added by `catch_up`.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Literal

from assistant.domain import Document, Evidence, Fact, Finding, Language, Snapshot
from assistant.knowledge.cutting import cut
from assistant.knowledge.leads import NO_LEADS, Leads
from assistant.knowledge.passages import Hit, PassageIndex
from assistant.knowledge.quotes import fingerprints
from assistant.knowledge.snapshots import Snapshots

Change = Literal["new", "changed", "same"]


class Library:
    """Snapshots and their passages, open; close it when done."""

    def __init__(self, snapshots: Snapshots, index: PassageIndex) -> None:
        self.snapshots = snapshots
        self.index = index
        self._statements: dict[str, dict[str, str]] = {}
        self._told = snapshots.version

    def close(self) -> None:
        """Close both databases."""
        self.index.close()
        self.snapshots.close()

    def keep(self, document: Document, fetched: datetime, origin: str = "") -> Change:
        """Store a document, which can be searched at once; tell whether there was another one."""
        before = [snapshot.id for snapshot in self.snapshots.current(document.url)]
        snapshot = self.snapshots.add(document, fetched, origin)
        if snapshot is None:
            return "same"
        self._index(snapshot)
        self.index.remove(before)
        return "changed" if before else "new"

    def news(self) -> tuple[Fact, ...] | None:
        """Return the facts that sources stated, if anything was written since the last call."""
        version = self.snapshots.version
        if version == self._told:
            return None
        self._told = version
        return self.snapshots.learned()

    def retire(self, ids: Sequence[str]) -> None:
        """Take snapshots out of the search, because their source has them no more."""
        self.snapshots.retire(ids)
        self.index.remove(ids)

    def forget(self, origin: str) -> int:
        """Drop what a source brought; return how many snapshots those were."""
        ids = self.snapshots.current_ids(origin)
        self.snapshots.forget(origin)
        self.index.remove(ids)
        self.snapshots.prune()
        return len(ids)

    def catch_up(self) -> Iterator[tuple[int, int]]:
        """Index what is missing, drop what is no longer current; yield (done, all) as it goes."""
        wanted, there = self.snapshots.current_ids(), self.index.snapshots()
        self.index.remove(there - wanted.keys())
        missing = sorted(wanted.keys() - there)
        for done, id_ in enumerate(missing, 1):
            snapshot = self.snapshots.get(id_)
            if snapshot:
                self._index(snapshot)
            yield done, len(missing)

    def rebuild(self) -> Iterator[tuple[int, int]]:
        """Throw the index away and make it again from the snapshots; vectors are used again."""
        self.index.clear()
        yield from self.catch_up()

    def cite(self, evidence: Iterable[Evidence]) -> None:
        """Keep the snapshots that an answer quotes, also when newer ones take their place."""
        quoted = {f.passage.snapshot for item in evidence for f in item.findings if f.passage}
        if quoted:
            self.snapshots.cite(quoted)

    def confirmation(self, finding: Finding) -> str | None:
        """Return the sentence that a fact rests on, verbatim, when its page is stored here."""
        if finding.fact is None or not finding.fact.quote:
            return None
        for snapshot in self.snapshots.current(finding.source.url):
            known = self._statements.get(snapshot.id)
            if known is None:
                known = self._statements[snapshot.id] = fingerprints(snapshot.document.text)
            return known.get(finding.fact.quote)
        return None

    def quotes(
        self,
        text: str,
        language: Language,
        *,
        limit: int = 8,
        as_of: date | None = None,
        leads: Leads = NO_LEADS,
    ) -> tuple[Finding, ...]:
        """Return the passages that are nearest to a question, verbatim, as findings."""
        hits = self.index.search(text, language, limit=limit, as_of=as_of, leads=leads)
        return tuple(map(_finding, hits))

    def holding(self, term: str, *, limit: int, as_of: date | None = None) -> tuple[Finding, ...]:
        """Return passages that hold a word in any of its forms, verbatim, as findings."""
        return tuple(map(_finding, self.index.holding(term, limit=limit, as_of=as_of)))

    def _index(self, snapshot: Snapshot) -> None:
        self.index.add(snapshot, cut(snapshot))


def _finding(hit: Hit) -> Finding:
    return Finding("passage", hit.passage.text, hit.source, hit.published, passage=hit.passage)
