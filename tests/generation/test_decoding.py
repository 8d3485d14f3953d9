"""Tokens become text: characters and stop texts may be cut between tokens."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.parser import Called, Said, Thought
from assistant.generation.worker.decoding import decode

CALL = b'<tool_call>{"name": "f", "arguments": {}}</tool_call>'


def said(tokens: list[bytes], stop: tuple[str, ...] = ()) -> str:
    return "".join(part.text for part in decode(tokens, stop, "saying") if isinstance(part, Said))


@given(st.text().map(str.lstrip))
def test_a_character_may_be_cut_between_tokens(text: str):
    raw = text.replace("<", "").encode()
    assert said([bytes([byte]) for byte in raw]) == raw.decode().lstrip()


def test_a_character_that_was_cut_off_is_dropped():
    assert said(["да".encode(), "ё".encode()[:1]]) == "да"


@given(st.integers(1, 9), st.integers(1, 9))
def test_a_stop_text_may_be_cut_between_tokens(first: int, second: int):
    raw = b"Yes.\n\nMore."
    tokens = [raw[:first], raw[first : first + second], raw[first + second :]]
    assert said(tokens, ("\n\n",)) == "Yes."


def test_nothing_is_taken_after_a_stop_text():
    def tokens() -> Iterator[bytes]:
        yield b"a STOP"
        raise AssertionError("one token too many")

    assert [*decode(tokens(), ("STOP",), "saying")] == [Said("a ")]


def test_what_only_begins_like_a_stop_text_is_said():
    assert said([b"a ST"], ("STOP",)) == "a ST"


def test_stop_texts_do_not_end_a_thought():
    tokens = [b"<think>one\n\ntwo</think>three\n\nfour"]
    parts = [*decode(tokens, ("\n\n",), "saying")]
    assert parts == [Thought("one\n\ntwo"), Said("three")]


def test_one_call_is_enough_when_asked():
    assert [*decode([CALL, CALL], (), "saying", one_call=True)] == [Called("f", "{}")]
    assert [*decode([CALL, CALL], (), "saying")] == [Called("f", "{}")] * 2
