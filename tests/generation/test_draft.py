"""The two ways to ask a model, with a scripted one."""

import threading
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import pytest
from langchain_core.messages import AIMessage, BaseMessage, ToolCall, ToolMessage

from assistant.domain import Language, Question, Turn
from assistant.generation.draft import MOST_CALLS, answer
from assistant.generation.replies import Call, Piece, Text, Used
from assistant.generation.wording import reword
from assistant.settings import resource
from assistant.testing import ScriptedModel

PROMPTS = resource("prompts")
QUESTION = Question("How long is the context of Qwen3-8B?", "en", subjects=("Qwen3-8B",))
OWN = Call(
    "search_releases",
    {"subject": "Qwen3-8B", "attribute": QUESTION.text, "as_of": ""},
    "call_own",
)


def calling(number: int = 1, name: str = "search_releases", **arguments: str) -> AIMessage:
    return AIMessage("", tool_calls=[ToolCall(name=name, args=arguments, id=f"c{number}")])


class Desk:
    """Carries calls out and remembers them."""

    def __init__(self) -> None:
        self.calls: list[Call] = []

    def execute(self, call: Call) -> ToolMessage:
        self.calls.append(call)
        return ToolMessage(f"[{len(self.calls)}] A fact.", tool_call_id=call.id, artifact=call)


def asked(
    model: ScriptedModel,
    desk: Desk,
    conversation: Sequence[Turn] = (),
    abort: threading.Event | None = None,
) -> list[Piece]:
    pieces: Iterator[Piece] = answer(
        model, PROMPTS, QUESTION, conversation, desk.execute, abort or threading.Event()
    )
    return [*pieces]


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if isinstance(piece, Text))


def contents(messages: list[BaseMessage]) -> list[str]:
    return [str(message.content) for message in messages]


class TestAnswer:
    def test_the_model_searches_reads_and_writes(self):
        model, desk = (
            ScriptedModel(replies=[calling(subject="Qwen3-8B"), "It is long. [1]"]),
            Desk(),
        )
        pieces = asked(model, desk)
        expected = Call(
            "search_releases", {"subject": "Qwen3-8B", "attribute": "", "as_of": ""}, "c1"
        )
        assert desk.calls == [expected]
        assert text_of(pieces) == "It is long. [1]"
        kinds = [type(piece) for piece in pieces if not isinstance(piece, Text)]
        assert kinds == [Used, Call, Used]
        evidence = model.seen[1][-1]
        assert isinstance(evidence, ToolMessage)
        assert (evidence.content, evidence.artifact, evidence.tool_call_id) == (
            "[1] A fact.",
            expected,
            "c1",
        )

    def test_text_written_without_a_search_is_dropped(self):
        model, desk = ScriptedModel(replies=["From memory.", "From facts. [1]"]), Desk()
        pieces = asked(model, desk)
        assert desk.calls == [OWN]
        assert OWN in pieces
        assert text_of(pieces) == "From facts. [1]"
        assert "From memory." not in contents(model.seen[1])

    def test_the_model_may_search_again_but_not_for_ever(self):
        model, desk = ScriptedModel(replies=[calling(n, subject="x") for n in range(9)]), Desk()
        pieces = asked(model, desk)
        assert len(desk.calls) == MOST_CALLS
        assert len(model.seen) == MOST_CALLS + 1
        assert text_of(pieces) == ""

    def test_wrong_arguments_go_back_to_the_model_and_not_to_the_search(self):
        wrong = calling(1, subject="x", as_of="soon")
        model, desk = ScriptedModel(replies=[wrong, calling(2, subject="x"), "So. [1]"]), Desk()
        pieces = asked(model, desk)
        assert [call.id for call in desk.calls] == ["c2"]
        assert [piece.id for piece in pieces if isinstance(piece, Call)] == ["c2"]
        assert "as_of" in contents(model.seen[1])[-1]

    def test_another_tool_is_left_to_the_rules(self):
        model, desk = ScriptedModel(replies=[calling(name="rm", path="/"), "So. [1]"]), Desk()
        asked(model, desk)
        assert [call.name for call in desk.calls] == ["rm"]

    def test_the_conversation_stands_between_instructions_and_question(self):
        model = ScriptedModel(replies=["x"])
        asked(model, Desk(), (Turn("user", "Hello"), Turn("assistant", "Hi")))
        system, *rest = contents(model.seen[0])
        assert datetime.now(tz=UTC).date().isoformat() in system
        assert rest == ["Hello", "Hi", QUESTION.text]

    def test_what_was_read_once_stays_the_beginning_of_what_is_read_next(self):
        model = ScriptedModel(replies=[calling(1, subject="x"), calling(2, subject="y"), "So."])
        asked(model, Desk())
        first, second, third = (contents(messages) for messages in model.seen)
        assert second[: len(first)] == first
        assert third[: len(second)] == second

    def test_an_aborted_question_is_not_searched_for(self):
        abort, desk = threading.Event(), Desk()
        abort.set()
        asked(ScriptedModel(replies=["x"]), desk, abort=abort)
        assert desk.calls == []


class TestReword:
    @pytest.mark.parametrize("language", ["ru", "en"])
    def test_the_model_is_shown_how_and_reads_the_claim_last(self, language: Language):
        model = ScriptedModel(replies=["In other words."])
        pieces = [*reword(model, PROMPTS, "The claim.", language, threading.Event())]
        assert text_of(pieces) == "In other words."
        assert isinstance(pieces[-1], Used)
        (messages,) = model.seen
        system, *turns = [message.type for message in messages]
        assert system == "system"
        assert turns[::2] == ["human"] * len(turns[::2])
        assert turns[1::2] == ["ai"] * len(turns[1::2])
        assert contents(messages)[-1] == "The claim."
