"""The nearest vectors are the nearest ones, at any size and after any damage."""

from datetime import date

import numpy as np
import pytest

from assistant.knowledge.vectors import Row, Vectors, closeness, packed, whole_of

DAY = date(2026, 1, 1)


def unit(rows):
    return (rows / np.linalg.norm(rows, axis=-1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def cone():
    """Twenty thousand vectors around one direction, as those of real texts lie."""
    random = np.random.default_rng(7)
    axis = unit(random.standard_normal(384))
    topics = unit(random.standard_normal((200, 384)))
    noise = unit(random.standard_normal((20_000, 384)))
    return unit(0.8 * axis + 0.4 * topics[random.integers(200, size=20_000)] + 0.3 * noise)


def filled(vectors, language="en", day=DAY):
    found = Vectors()
    for begin in range(0, len(vectors), 999):
        part = vectors[begin : begin + 999]
        found.add([Row(begin + place, language, day, row) for place, row in enumerate(part)])
    return found


def test_the_shortlist_loses_almost_nothing(cone):
    vectors = filled(cone)
    random = np.random.default_rng(8)
    lost = 0
    for place in range(0, 20_000, 500):
        question = unit(cone[place] + 0.5 * unit(random.standard_normal(384)))
        exact = np.argsort(-(cone @ question))[:10]
        lost += len(set(exact.tolist()) - set(vectors.nearest(question, "en", 100)))
    assert lost <= 8  # of 400


def test_the_other_language_is_not_at_a_disadvantage():
    question, far = np.eye(384, dtype=np.float32)[:2]
    near = 0.9 * question + np.sqrt(1 - 0.81) * far
    nearer = (0.9 + 0.03) * question
    nearer += np.sqrt(1 - float(nearer @ nearer)) * far
    vectors = Vectors()
    vectors.add([Row(1, "en", DAY, near), Row(2, "ru", DAY, nearer)])
    assert vectors.nearest(question, "en", 2, gap=0.06) == [2, 1]
    assert vectors.nearest(question, "ru", 2, gap=0.06) == [1, 2]


def test_what_was_published_later_is_left_out(cone):
    vectors = filled(cone[:10], day=date(2025, 1, 1))
    vectors.add([Row(99, "en", DAY, cone[0])])
    assert 99 in vectors.nearest(cone[0], "en", 20)
    assert 99 not in vectors.nearest(cone[0], "en", 20, date(2025, 12, 31))


def test_what_is_dropped_is_not_found(cone):
    vectors = filled(cone[:3000])
    vectors.keep(range(0, 3000, 2))
    assert vectors.count == 1500
    found = vectors.nearest(cone[10], "en", 100)
    assert found[0] == 10
    assert all(key % 2 == 0 for key in found)


def test_nothing_is_found_in_nothing(cone):
    vectors = Vectors()
    vectors.add([])
    assert vectors.nearest(cone[0], "en", 5) == []


def test_closeness_is_the_mean_of_the_whole_and_the_best_sentence():
    one, two, three = np.eye(384, dtype=np.float32)[:3]
    question = (0.8 * one + 0.6 * two).astype(np.float32)
    stored = [packed(np.stack([three, one, two])), packed(two[None]), None, b""]
    assert closeness(stored, question) == pytest.approx(
        [0.4, 0.6, np.nan, np.nan], 1e-3, nan_ok=True
    )


def test_damaged_bytes_are_no_vectors(cone):
    random = np.random.default_rng(9)
    sound = packed(cone[:3])
    question = cone[0].copy()
    expected = closeness([sound], question)[0]
    for _ in range(200):
        damaged = bytearray(sound[: random.integers(1, len(sound) + 1)])
        begin = random.integers(len(damaged))
        damaged[begin : begin + 40] = random.bytes(40)
        scores = closeness([bytes(damaged), sound], question)
        assert np.isnan(scores[0]) or abs(scores[0]) <= 1.1
        assert scores[1] == pytest.approx(expected, abs=1e-6)
        row = whole_of(bytes(damaged))
        assert row is None or np.isfinite(row).all()
