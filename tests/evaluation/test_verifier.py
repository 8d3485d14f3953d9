"""The set of right and wrong sentences, and the figures that the verifier reaches on it."""

import json
from contextlib import closing

import numpy as np
import pytest

from assistant.citations.senses import FILE
from assistant.evaluation.verifier import TUNED, as_json, samples, table, trials
from assistant.evaluation.verifier_lessons import digest, kinds
from assistant.knowledge import Ledger

KINDS = {
    "number", "scale", "date", "licence", "version", "polarity", "look-alike", "swapped subject",
    "attribute", "over-general", "closed list", "comparison", "relation",
}  # fmt: skip


@pytest.fixture(scope="module")
def made():
    return samples(Ledger(), TUNED, per_kind=20)


def test_the_senses_that_ship_were_taught_with_what_ships():
    with np.load(FILE) as taught, closing(Ledger()) as ledger:
        known = dict(zip(taught["predicates"].tolist(), taught["kinds"].tolist(), strict=True))
        wordings = str(taught["wordings"])
        assert (wordings, known) == (digest(), kinds(ledger)), (
            "run: python -m assistant.evaluation.verifier_lessons"
        )


def test_the_set_is_the_same_for_one_seed(made):
    again = samples(Ledger(), TUNED, per_kind=20)
    assert [sample.text for sample in again] == [sample.text for sample in made]
    other = samples(Ledger(), TUNED, seed=5, per_kind=20)
    assert [sample.text for sample in other] != [sample.text for sample in made]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_kind_of_mistake_is_there_in_both_languages(made, language):
    kinds = [s.kind for s in made if s.language == language and not s.is_right]
    assert set(kinds) == KINDS
    assert all(kinds.count(kind) == 20 for kind in KINDS)


def test_the_whole_set_is_large_enough():
    whole = samples(Ledger())
    assert sum(sample.is_right for sample in whole) >= 400
    assert sum(not sample.is_right for sample in whole) >= 400


def test_the_figures_on_the_wordings_that_it_was_tuned_on(made):
    found = trials(made)
    figures = json.loads(as_json(found))
    for language in ("ru", "en"):
        assert figures[language]["caught"] >= 0.98
        assert figures[language]["refused"] <= 0.02
    assert table(found).row_count == len({(s.is_right, s.kind) for s in made}) + 2
