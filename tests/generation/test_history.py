"""A long conversation loses its oldest turns, eight at a time."""

from pathlib import Path

import pytest

from assistant.domain import Turn
from assistant.generation.chat_model import ChatLlamaCpp
from assistant.generation.history import trim
from assistant.testing import ScriptedModel


def turns(count: int, size: int = 100) -> list[Turn]:
    return [
        Turn("user" if n % 2 == 0 else "assistant", f"{n:03} ".ljust(size, "x"))
        for n in range(count)
    ]


@pytest.fixture
def model(tiny_model: Path, chatml: Path) -> ChatLlamaCpp:
    """A token is a byte; 4,096 of context leave 572 for the conversation."""
    return ChatLlamaCpp(model="t", path=tiny_model, template=chatml, context=4096, max_tokens=524)


@pytest.mark.parametrize(
    ("count", "left"),
    [(0, 0), (4, 4), (5, 5), (6, 0), (8, 0), (9, 1), (13, 5), (14, 0), (17, 1)],
)
def test_turns_are_left_out_in_blocks(model: ChatLlamaCpp, count: int, left: int):
    conversation = turns(count)
    assert [*trim(conversation, model)] == conversation[count - left :]


def test_the_first_turn_that_is_kept_is_the_user_s(model: ChatLlamaCpp):
    assert trim(turns(13), model)[0].role == "user"


def test_a_model_that_does_not_tell_its_size_gets_everything():
    assert len(trim(turns(50), ScriptedModel(replies=["x"]))) == 50
