"""An embedding model through llama.cpp: LangChain's tests, and files that are none."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests
from langchain_tests.unit_tests import EmbeddingsUnitTests

from assistant.errors import ModelError, ModelFileBroken
from assistant.generation.embedding import LlamaEmbedder
from assistant.knowledge.passages import PassageIndex
from tests import tiny_gguf
from tests.knowledge.library import BELL, embed, fill

WIDE = tiny_gguf.Tiny(width=512, embeds=True)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_gguf.write(tmp_path_factory.mktemp("embedding") / "embedding.gguf", WIDE)


@pytest.fixture(scope="module")
def model(file: Path) -> Iterator[LlamaEmbedder]:
    with closing(LlamaEmbedder(file, 384)) as made:
        yield made


class _Ours:
    @pytest.fixture(autouse=True)
    def _path(self, file: Path) -> None:
        self.path = file

    @property
    def embeddings_class(self) -> type[LlamaEmbedder]:
        return LlamaEmbedder

    @property
    def embedding_model_params(self) -> dict[str, object]:
        return {"path": self.path, "dimensions": 384}


class TestUnit(_Ours, EmbeddingsUnitTests):
    pass


class TestAtWork(_Ours, EmbeddingsIntegrationTests):
    pass


def test_rows_are_cut_to_the_width_of_the_index_and_have_length_one(model: LlamaEmbedder):
    rows = model.passages(["bell", "колокол", "", "x " * 5000])
    assert rows.shape == (4, 384)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert model.passages([]).shape == (0, 384)


def test_a_text_has_the_same_vector_alone_and_among_others(model: LlamaEmbedder):
    alone = model.passages(["bell"])[0]
    assert np.allclose(model.passages(["rope", "bell"])[1], alone, atol=1e-4)
    assert not np.allclose(model.query("bell"), alone, atol=1e-2), "a question has its task before"


def test_a_library_is_searched_with_it(model: LlamaEmbedder):
    with closing(PassageIndex(None, model)) as index:
        embed(fill(index))
        assert index.pending() == 0
        assert any(hit.source.url == BELL.url for hit in index.search("bell 1.4.0", "en"))


def test_nothing_is_called_near_by_cosines_that_were_never_measured(model: LlamaEmbedder):
    with closing(PassageIndex(None, model)) as index:
        assert index.closeness("bell", ["The bell rings at noon."]) == []


def test_a_model_that_is_too_narrow_says_so(tmp_path: Path):
    narrow = tiny_gguf.write(tmp_path / "narrow.gguf", tiny_gguf.Tiny(embeds=True))
    with (
        closing(LlamaEmbedder(narrow, 384)) as made,
        pytest.raises(ModelError, match="384") as seen,
    ):
        made.query("bell")
    assert "SNOSKA_EMBEDDER" in seen.value.hint


def test_a_chat_model_is_refused(tiny_model: Path):
    with closing(LlamaEmbedder(tiny_model, 384)) as made, pytest.raises(ModelFileBroken):
        made.query("bell")


def test_a_file_of_another_size_has_another_name(file: Path, tiny_model: Path):
    assert LlamaEmbedder(file, 384).name != LlamaEmbedder(tiny_model, 384).name
