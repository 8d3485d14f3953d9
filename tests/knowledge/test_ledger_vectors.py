"""The vectors that ship belong to the sentences that ship, and a bad file is no file."""

from contextlib import closing

import numpy as np
import pytest

from assistant.knowledge import Ledger
from assistant.knowledge.ledger_vectors import FILE, LedgerVectors, build
from tests.knowledge.library import real_embedder

SENTENCES = ("The bell rings at noon.", "The soup is hot.")


def test_every_fact_has_a_vector_in_both_languages_and_nothing_else_has():
    vectors = LedgerVectors()
    with closing(Ledger()) as ledger:
        found = [ledger.facts(language, None, ledger.predicates) for language in ("ru", "en")]
    sentences = {finding.statement for facts in found for finding in facts}
    places = vectors.places([*sentences])
    assert (places >= 0).all(), "run: python -m assistant.knowledge.ledger_vectors"
    assert vectors.count == len(sentences), "run: python -m assistant.knowledge.ledger_vectors"
    assert FILE.stat().st_size < 2_000_000


def test_a_question_is_nearest_to_the_sentence_that_answers_it(tmp_path):
    model = real_embedder()
    assert build(SENTENCES, tmp_path / "v.bin") == 2
    vectors = LedgerVectors(tmp_path / "v.bin")
    places = vectors.places([*SENTENCES, "A sentence that was changed."])
    question = model.query("Когда звонит колокол?")
    scores = vectors.closeness(question, places)
    assert scores[0] > scores[1]
    assert np.isnan(scores[2])
    assert scores[:2] == pytest.approx(model.passages(SENTENCES) @ question, abs=0.005)


def test_only_what_is_new_is_computed(tmp_path):
    real_embedder()
    file = tmp_path / "v.bin"
    build(SENTENCES, file)
    assert build((*SENTENCES, "A drum."), file) == 1
    assert LedgerVectors(file).count == 3
    assert build(SENTENCES[:1], file) == 0
    assert LedgerVectors(file).count == 1


@pytest.mark.parametrize("content", [None, b"", b"nonsense", b"PK\x03\x04nonsense", b"\x93NUMPY"])
def test_a_file_that_is_none_has_no_vectors(tmp_path, content):
    file = tmp_path / "v.bin"
    if content is not None:
        file.write_bytes(content)
    vectors = LedgerVectors(file)
    assert vectors.count == 0
    assert np.isnan(vectors.closeness(np.zeros(384, np.float32), vectors.places(SENTENCES))).all()


def test_damage_is_noticed_or_harmless(tmp_path):
    real_embedder()
    file = tmp_path / "v.bin"
    build(SENTENCES, file)
    sound = file.read_bytes()
    for begin in range(0, len(sound), 40):
        damaged = bytearray(sound)
        damaged[begin : begin + 8] = b"\xff" * 8
        file.write_bytes(damaged)
        assert LedgerVectors(file).count in (0, 2)
        file.write_bytes(sound[: begin + 1])
        assert LedgerVectors(file).count in (0, 1)
