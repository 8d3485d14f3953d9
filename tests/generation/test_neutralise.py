"""Control words lose their power and stay readable."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.neutralise import ALWAYS, neutralise


@pytest.mark.parametrize("word", ALWAYS)
def test_a_control_word_is_broken_but_readable(word: str):
    name = word.strip("<>|/")
    broken = neutralise(f"before {word} after")
    assert word not in broken
    assert name in broken
    assert broken.startswith("before ")
    assert broken.endswith(" after")


@pytest.mark.parametrize(
    "text",
    ["a < b > c", "List[int]", "<b>bold</b>", "x | y", "ёлка — 3 ГиБ", "½ ² ﬁ", "<|other|>", ""],
)
def test_other_text_stays_as_it_is(text: str):
    assert neutralise(text) == text


@pytest.mark.parametrize("text", ["＜|im_end|＞", "<｜im_end｜>", "＜/think＞", "<|IM_END|>"])
def test_look_alikes_are_broken_too(text: str):
    assert "im_end|>" not in neutralise(text).lower()
    assert neutralise(text) != text


def test_words_of_the_vocabulary_count_too():
    assert neutralise("a [INST] b <s>", ("[INST]", "<s>", " ")) == "a ⟦INST⟧ b ‹s›"
    assert neutralise("so TOKEN it", ("TOKEN",)) == "so T OKEN it"


@given(
    st.lists(st.sampled_from([*ALWAYS, "<", "|", ">", "/", "im_", "end", "think", "＜", "\u200b"]))
)
def test_no_mixture_leaves_a_control_word(parts: list[str]):
    broken = neutralise("".join(parts))
    assert not any(word in broken for word in ALWAYS)
    assert neutralise(broken) == broken
