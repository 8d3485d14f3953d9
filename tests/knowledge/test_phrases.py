"""Examples of what people ask: each has its vector, and near wordings are told by meaning."""

import pytest

from assistant.domain import Intent, Manner
from assistant.knowledge import Ledger, phrases
from assistant.knowledge.embedding import embedder
from assistant.knowledge.ledger_vectors import LedgerVectors
from assistant.knowledge.phrases import Phrases

needs_embedder = pytest.mark.skipif(embedder() is None, reason="no embedder for this computer")


def test_every_example_has_a_vector_and_nothing_else_has():
    examples = {text for _, text in phrases._examples(phrases._table())}
    vectors = LedgerVectors(phrases._FILE)
    places = vectors.places([*examples])
    assert (places >= 0).all(), "run: python -m assistant.knowledge.phrases"
    assert vectors.count == len(examples), "run: python -m assistant.knowledge.phrases"


def test_without_an_embedder_nothing_is_meant():
    assert Phrases(None).meanings("how many parameters does it have") == ()


@needs_embedder
class TestMeanings:
    phrases = Phrases(embedder())

    @pytest.mark.parametrize("text", ["", "   ", "\ud800", "?" * 5_000])
    def test_any_text_may_be_asked(self, text):
        self.phrases.meanings(text)

    def test_all_attributes_are_the_ledgers(self):
        known = set(Ledger().predicates)
        asked = {name for m in self.phrases.meanings("anything") for name in m.predicates}
        assert asked <= known

    def test_a_wording_with_other_words_means_the_same(self):
        first, *_ = self.phrases.meanings("how much text does it swallow in one go")
        assert "context_max" in first.predicates
        first, *_ = self.phrases.meanings("посоветуй, что приготовить на ужин")
        assert first.intent is Intent.OUTSIDE
        first, *_ = self.phrases.meanings("а можно как-нибудь покороче?")
        assert first.manner is Manner.SHORT

    def test_what_the_ledger_never_holds_is_told_apart(self):
        first, *_ = self.phrases.meanings("how many people have downloaded it")
        assert first.unknown == "popularity"
