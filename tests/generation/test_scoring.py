"""How likely texts are, and what may not be written, with real models."""

import math
import re
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import HumanMessage

from assistant.errors import ModelError
from assistant.generation.chat_model import ChatLlamaCpp

ASKED = [HumanMessage("Is Paris a city? Answer with yes or no.")]


@pytest.fixture
def tiny(tiny_model: Path, chatml: Path) -> ChatLlamaCpp:
    return ChatLlamaCpp(model="tiny", path=tiny_model, template=chatml, context=1024, max_tokens=8)


@pytest.fixture
def embedded(embedded_model: Path, chatml: Path) -> ChatLlamaCpp:
    settings: dict[str, Any] = {"context": 2048, "max_tokens": 40, "temperature": 0.0}
    return ChatLlamaCpp(model="e", path=embedded_model, template=chatml, **settings)


class TestTiny:
    def test_each_text_has_a_logarithm_and_a_length(self, tiny: ChatLlamaCpp):
        found = tiny.score(ASKED, ["a", "some words"])
        assert found.tokens == (1, 10)
        assert all(math.isfinite(value) and value < 0 for value in found.logarithms)

    def test_a_probability_is_that_of_its_parts(self, tiny: ChatLlamaCpp):
        """What llama.cpp says of one token after another is what it says of all at once."""
        whole = tiny.score(ASKED, ["ab"]).logarithms[0]
        first = tiny.score(ASKED, ["a"]).logarithms[0]
        rest = [tiny.score(ASKED, [f"a{chr(byte)}"]).logarithms[0] for byte in range(32, 127)]
        assert whole < first
        assert sum(math.exp(value - first) for value in rest) <= 1 + 1e-6

    def test_scoring_does_not_change_what_is_written(self, tiny: ChatLlamaCpp):
        before = tiny.invoke(ASKED).text
        tiny.score(ASKED, ["something else"])
        assert tiny.invoke(ASKED).text == before

    def test_texts_that_do_not_fit_are_refused(self, tiny: ChatLlamaCpp):
        with pytest.raises(ModelError):
            tiny.score(ASKED, ["long " * 1000])

    def test_an_answer_does_not_begin_as_it_must_not(self, tiny: ChatLlamaCpp):
        plain = tiny.invoke(ASKED, temperature=0.0).text
        other = tiny.invoke(ASKED, temperature=0.0, not_first=[plain]).text
        assert other[:1] != plain[:1]


@pytest.mark.model
class TestEmbedded:
    def test_yes_is_likelier_than_no_where_it_is_true(self, embedded: ChatLlamaCpp):
        yes, no = embedded.score(ASKED, ["Yes", "No"]).logarithms
        assert yes > no

    def test_chinese_is_not_written_even_when_it_is_asked_for(self, embedded: ChatLlamaCpp):
        asked = [HumanMessage("请用中文介绍一下北京。")]
        cjk = re.compile(r"[\u3400-\u9fff]")
        assert cjk.search(embedded.invoke(asked).text)
        assert not cjk.search(embedded.model_copy(update={"without_cjk": True}).invoke(asked).text)
