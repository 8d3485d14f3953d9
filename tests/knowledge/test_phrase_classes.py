"""Groups of examples are told apart by all their vectors together."""

import numpy as np
import pytest

from assistant.knowledge import phrases
from assistant.knowledge.phrase_classes import PhraseClasses, teach


@pytest.fixture
def classes(tmp_path):
    rng = np.random.default_rng(7)
    middles = rng.normal(size=(3, 16)).astype(np.float32)
    groups = np.repeat(np.arange(3), 30)
    vectors = middles[groups] + rng.normal(scale=0.2, size=(90, 16)).astype(np.float32)
    teach(vectors, groups, tmp_path / "taught.npz")
    return PhraseClasses(tmp_path / "taught.npz"), middles


def test_each_group_knows_its_own(classes):
    taught, middles = classes
    for group, middle in enumerate(middles):
        shares = taught.shares(middle)
        assert shares.sum() == pytest.approx(1.0)
        assert shares[group] > 0.9


def test_what_lies_between_is_less_sure(classes):
    taught, middles = classes
    between = taught.shares((middles[0] + middles[1]) / 2)
    assert between.max() < taught.shares(middles[0]).max()
    assert between[2] < min(between[0], between[1])


def test_there_is_a_share_for_every_group_of_the_examples():
    count = len(phrases._table())
    dimensions = phrases.LedgerVectors(phrases._FILE).rows(np.zeros(1, np.int64)).shape[1]
    assert PhraseClasses().shares(np.zeros(dimensions, np.float32)).shape == (count,)
