"""Names in any spelling, and the guard against look-alikes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.names import Names, pieces

NAMES = Names(
    [
        ("Qwen3", "Qwen3"),
        ("Qwen2.5", "Qwen2.5"),
        ("Qwen3-32B", "Qwen3-32B"),
        ("Qwen3-30B-A3B", "Qwen3-30B-A3B"),
        ("Qwen3-30B-A3B-Instruct-2507", "Qwen3-30B-A3B-Instruct-2507"),
        ("Llama 3.1", "Llama 3.1"),
        ("DeepSeek-R1", "DeepSeek-R1"),
        ("Mistral Large", "Mistral Large"),
        ("Yi-34B", "Yi-34B"),
    ]
)

SPELLINGS = {
    "qwen 3": ["Qwen3"],
    "квен три? нет, квен 3": ["Qwen3"],
    "квент-3": ["Qwen3"],
    "quen3": ["Qwen3"],
    "kven-3": ["Qwen3"],
    "у «квена 2.5» и qwen3": ["Qwen2.5", "Qwen3"],
    "лама 3.1": ["Llama 3.1"],
    "lama 3.1": ["Llama 3.1"],
    "дипсик р1": ["DeepSeek-R1"],
    "мистраль large": ["Mistral Large"],
    "Qwen3-30B-A3B-Instruct-2507": ["Qwen3-30B-A3B-Instruct-2507"],
    "qwen3 30b a3b": ["Qwen3-30B-A3B"],
    "Qwen3-32B и Qwen3-30B-A3B": ["Qwen3-32B", "Qwen3-30B-A3B"],
    "Какая завтра погода в Москве?": [],
}


@pytest.mark.parametrize(("text", "names"), SPELLINGS.items())
def test_spellings(text, names):
    assert [mention.name for mention in NAMES.mentions(text)] == names


LOOK_ALIKES = {
    "Qwen3-31B": ["Qwen3"],
    "Qwen4": [],
    "Llama 3.2": [],
    "Yi-35B": [],
    "DeepSeek-R2": [],
    "Qwen3-30B-A3B-Instruct-2508": ["Qwen3-30B-A3B"],
}


@pytest.mark.parametrize(("text", "names"), LOOK_ALIKES.items())
def test_a_look_alike_is_never_taken(text, names):
    assert [mention.name for mention in NAMES.mentions(text)] == names


def test_the_scripts_sound_alike():
    assert pieces("Квен3-32Б") == pieces("qven3-32b") == ("kven", "3", "32", "b")


@given(st.text(max_size=80))
def test_any_text_can_be_read(text):
    for mention in NAMES.mentions(text):
        assert 0 <= mention.begin < mention.end <= len(text.lower())
