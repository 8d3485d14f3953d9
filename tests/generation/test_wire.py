"""Messages survive the pipe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.generation.parser import Called, Garbled, Said, Thought
from assistant.generation.wire import (
    Cancel,
    Fault,
    Finished,
    Generate,
    Load,
    Loaded,
    Reply,
    Request,
    Tokenize,
    Tokens,
    decode,
    encode,
)

KINDS = (Load, Tokenize, Generate, Cancel, Loaded, Tokens, Said, Thought, Called, Garbled, Finished, Fault)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_a_message_arrives_as_it_was_sent(kind: type[Request | Reply], data: st.DataObject):
    message = data.draw(st.builds(kind))
    line = encode(7, message)
    assert line.count(b"\n") == 1
    number, arrived = decode(line)
    assert (number, type(arrived), repr(arrived)) == (7, kind, repr(message))  # NaN is not itself
