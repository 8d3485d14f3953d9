"""
A library of any size with nothing in it, to measure how search grows.

Words follow Zipf's law and the words of the questions are among the frequent ones; vectors lie in a
narrow cone, as those of e5 do, around the topics of a thousand clusters. Everything is drawn from
one seed. Nothing can be learnt from it about quality.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import accumulate
from random import Random

import numpy as np

from assistant.domain import Document, Passage, Snapshot
from assistant.knowledge.embedding import DIMENSIONS, Matrix
from assistant.knowledge.passage_store import PassageStore
from assistant.knowledge.vectors import packed

_NAMES = ("Qwen3-8B", "Llama 3.1", "gradio", "vLLM", "Ollama", "DeepSeek-R1", "Gemma 3", "Mistral")
_ASKED = (
    "When was {} released?",
    "What changed in the last version of {}?",
    "Which licence does {} have and may it be used in a company?",
    "How much memory does {} need with a long context?",
    "Which file formats of {} are there?",
    "Когда вышла {}?",
    "Что изменилось в последней версии {}?",
    "Какая лицензия у {} и можно ли её использовать в компании?",
    "Сколько памяти нужно {} при длинном контексте?",
    "Какие форматы файлов есть у {}?",
)
_SYLLABLES = ("ka", "lo", "mi", "ter", "ban", "su", "per", "dol", "vi", "ra", "ген", "ло", "пор")
_VOCABULARY = 30_000
_FREQUENT = 400
_WORDS = 60
_WINDOWS = 5
_A_SNAPSHOT = 200
_CLUSTERS = 1000
_CONE = 0.85
_TOPIC = 0.35
_SEED = 20261124
_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def questions() -> tuple[str, ...]:
    """Return eighty questions, in both languages."""
    return tuple(asked.format(name) for asked in _ASKED for name in _NAMES)


def fill(store: PassageStore, passages: int) -> Iterator[int]:
    """Write so many passages with their vectors; yield how many are there."""
    random, vectors = Random(_SEED), np.random.default_rng(_SEED)  # noqa: S311 - no secrets here
    words = _vocabulary(random)
    heights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    centres = _cone(vectors)
    for begin in range(0, passages, _A_SNAPSHOT):
        count = min(_A_SNAPSHOT, passages - begin)
        texts = [
            " ".join(random.choices(words, cum_weights=heights, k=_WORDS)) for _ in range(count)
        ]
        snapshot = Snapshot(Document(f"bench:{begin}", "", texts[0]), _DAY)
        store.add(
            snapshot,
            [Passage(snapshot.id, place, place + 1, text) for place, text in enumerate(texts)],
        )
        waiting = store.rows("SELECT digest FROM passage WHERE vector IS NULL")
        store.save((row[0], packed(_windows(vectors, centres))) for row in waiting)
        yield begin + count


def _vocabulary(random: Random) -> list[str]:
    """Return words, the most frequent first; those of the questions are among the first 400."""
    asked = sorted({word for question in questions() for word in question.split()})
    made = {"".join(random.choices(_SYLLABLES, k=random.randint(2, 5))) for _ in range(_VOCABULARY)}
    words = sorted(made.difference(asked))
    random.shuffle(words)
    for word in asked:
        words.insert(random.randrange(_FREQUENT), word)
    return words


def _cone(random: np.random.Generator) -> Matrix:
    """Return the centres of the clusters, all in one direction from the origin."""
    axis = _unit(random.standard_normal((1, DIMENSIONS), np.float32))
    topics = _unit(random.standard_normal((_CLUSTERS, DIMENSIONS), np.float32))
    return (_CONE * axis + _TOPIC * topics).astype(np.float32)


def _windows(random: np.random.Generator, centres: Matrix) -> Matrix:
    noise = _unit(random.standard_normal((_WINDOWS, DIMENSIONS), np.float32))
    return _unit(centres[random.integers(len(centres))] + _TOPIC * noise)


def _unit(rows: Matrix) -> Matrix:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
