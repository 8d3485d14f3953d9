"""The model's yes or no about evidence, asked of a real model that says nonsense."""

import threading
from pathlib import Path

import pytest

from assistant.domain import Language
from assistant.generation.chat_model import ChatLlamaCpp
from assistant.generation.judging import likelihood
from assistant.generation.prompts import load_prompt
from assistant.settings import resource

PROMPTS = resource("prompts")
FACTS = "The Danube rises in the Black Forest and flows through ten countries to the sea. " * 4
OTHERS = "Many rivers of Europe begin in mountains." * 4
SAID = ("The Danube is a river.", "It flows through ten countries.")


@pytest.fixture
def tiny(tiny_model: Path, chatml: Path) -> ChatLlamaCpp:
    return ChatLlamaCpp(model="tiny", path=tiny_model, template=chatml, context=4096)


def known(model: ChatLlamaCpp, evidence: str, sentence: str) -> int:
    """Return how many tokens of a judge's prompt need not be read."""
    prompt = load_prompt(PROMPTS, "judge", "en").fill(evidence=evidence, sentence=sentence)
    said = model.invoke(prompt, max_tokens=1)
    assert said.usage_metadata
    return said.usage_metadata["input_token_details"]["cache_read"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_it_is_a_probability_that_depends_on_what_is_said(tiny: ChatLlamaCpp, language: Language):
    found = [likelihood(tiny, PROMPTS, language, FACTS, said) for said in SAID]
    assert all(one is not None and 0 < one < 1 for one in found)
    assert found[0] != found[1]


def test_it_is_the_share_of_yes(tiny: ChatLlamaCpp):
    prompt = load_prompt(PROMPTS, "judge", "en").fill(evidence=FACTS, sentence=SAID[0])
    yes, no = tiny.score(prompt, ["yes", "no"]).logarithms
    found = likelihood(tiny, PROMPTS, "en", FACTS, SAID[0])
    assert found is not None
    assert (found > 0.5) is (yes > no)


def test_the_same_evidence_is_read_once(tiny: ChatLlamaCpp):
    likelihood(tiny, PROMPTS, "en", OTHERS, SAID[0])
    anew = known(tiny, FACTS, SAID[1])
    likelihood(tiny, PROMPTS, "en", FACTS, SAID[0])
    again = known(tiny, FACTS, SAID[1])
    assert again - anew >= len(FACTS.encode()) - 1  # a token of this model is a byte


def test_after_an_abort_nothing_is_said(tiny: ChatLlamaCpp):
    abort = threading.Event()
    assert likelihood(tiny, PROMPTS, "en", FACTS, SAID[0], abort) is not None
    abort.set()
    assert likelihood(tiny, PROMPTS, "en", FACTS, SAID[0], abort) is None
