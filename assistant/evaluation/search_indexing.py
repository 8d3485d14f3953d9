"""How long it takes to index a folder of texts: until words can be found, and meaning too."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.domain import Document, Snapshot
from assistant.errors import EvaluationError
from assistant.knowledge.cutting import cut
from assistant.knowledge.embedding import Embedder
from assistant.knowledge.passages import PassageIndex

_TEXTS = (".md", ".txt", ".rst")
_AT_ONCE = 32
_DAY = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Indexing:
    """Seconds from the start until all texts, then all vectors, can be searched."""

    documents: int
    letters: int
    passages: int
    text_seconds: float
    vectors_seconds: float


def measure(
    folder: Path, embedder: Embedder | None, advance: Callable[[str, int, int], None]
) -> Indexing:
    """Index the Markdown and plain texts below `folder`; raises `EvaluationError` for none."""
    files = sorted(file for file in folder.rglob("*") if file.suffix.lower() in _TEXTS)
    texts = [(file.name, file.read_text("utf-8", "replace")) for file in files]
    if not texts:
        raise EvaluationError(f"There is no text in {folder.name!r}.", "Give a folder of texts.")
    with TemporaryDirectory() as place:
        index = PassageIndex(Path(place) / "passages.db", embedder)
        begin = time.perf_counter()
        passages = 0
        for done, (name, text) in enumerate(texts, 1):
            snapshot = Snapshot(Document(f"bench:{name}", name, text), _DAY)
            found = cut(snapshot)
            index.add(snapshot, found)
            passages += len(found)
            advance("texts", done, len(texts))
        searchable = time.perf_counter() - begin
        done, total = 0, index.pending()
        while more := index.embed_some(_AT_ONCE):
            done += more
            advance("vectors", done, total)
        complete = time.perf_counter() - begin
        index.close()
    letters = sum(len(text) for _, text in texts)
    return Indexing(len(texts), letters, passages, round(searchable, 1), round(complete, 1))
