"""
Ask the model: to reword one claim, or to search, read and write a whole answer.

Both yield pieces of unverified text as it comes. What the model reads is static first, so that the
process need not read it again for the next question: instructions, tools, conversation, then the
question, and the evidence last. Not covered: checking; the pipeline verifies every sentence.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    ToolCall,
    ToolMessage,
)
from langchain_core.messages.ai import UsageMetadata

from assistant.domain import Language, Question, Turn
from assistant.generation.history import trim
from assistant.generation.prompts import load_prompt
from assistant.generation.tools import NAME as TOOL
from assistant.generation.tools import search_tool

REWORD_TOKENS = 120
"""One sentence; Russian takes about 2.5 characters a token."""
MOST_CALLS = 3


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the draft."""

    text: str


@dataclass(frozen=True, slots=True)
class Thinking:
    """A piece of the model's thinking."""

    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool, by the model or in its stead."""

    name: str
    arguments: Mapping[str, object]
    id: str


@dataclass(frozen=True, slots=True)
class Used:
    """What one turn of the model took."""

    prompt_tokens: int
    cached_prompt_tokens: int
    completion_tokens: int
    decode_seconds: float


Piece = Text | Thinking | Call | Used


def reword(
    model: BaseChatModel, prompts: Path, claim: str, language: Language, abort: threading.Event
) -> Iterator[Piece]:
    """Say one claim in other words, in one sentence and without markers."""
    messages = load_prompt(prompts, "reword", language).fill(claim=claim)
    stream = model.stream(
        messages,
        stop=["\n"],
        temperature=0.0,
        max_tokens=REWORD_TOKENS,
        thinking=False,
        abort=abort,
    )
    yield from _Reply(stream).pieces()


def answer(
    model: BaseChatModel,
    prompts: Path,
    question: Question,
    conversation: Sequence[Turn],
    execute: Callable[[Call], ToolMessage],
    abort: threading.Event,
) -> Generator[Piece, None, None]:
    """
    Let the model search with `execute`, read what was found and write the answer.

    A `Call` is yielded after it was carried out. Where the model does not begin with a call, what
    it wrote is dropped and the search is made from the question.
    """
    messages = _messages(model, prompts, question, conversation)
    for number in range(MOST_CALLS + 1):
        reply = _Reply(_ask(model, messages, number, abort))
        for piece in reply.pieces():
            if number or not isinstance(piece, Text):
                yield piece
        calls = reply.calls or ([] if number else [_from_question(question)])
        if not calls or number == MOST_CALLS or abort.is_set():
            return
        messages.append(_as_message(reply.text if number else "", calls))
        for call in calls:
            executed, message = _carry_out(call, execute)
            messages.append(message)
            if executed:
                yield executed


class _Reply:
    """One turn of the model while it arrives; `calls` holds only such as are whole."""

    def __init__(self, stream: Iterator[AIMessageChunk]) -> None:
        self._stream = stream
        self.text = ""
        self.calls: list[Call] = []

    def pieces(self) -> Iterator[Piece]:
        """Yield text, thinking and at last what it took."""
        for chunk in self._stream:
            if thought := chunk.additional_kwargs.get("reasoning_content"):
                yield Thinking(str(thought))
            if text := str(chunk.text):
                self.text += text
                yield Text(text)
            self.calls += [
                Call(call["name"], call["args"], call["id"] or TOOL) for call in chunk.tool_calls
            ]
            if usage := chunk.usage_metadata:
                yield _used(usage, chunk.response_metadata.get("decode_ms", 0.0))


def _messages(
    model: BaseChatModel, prompts: Path, question: Question, conversation: Sequence[Turn]
) -> list[BaseMessage]:
    today = datetime.now(tz=UTC).date().isoformat()
    system, user = load_prompt(prompts, "answer", question.language).fill(
        today=today, question=question.text
    )
    earlier = [
        HumanMessage(turn.content) if turn.role == "user" else AIMessage(turn.content)
        for turn in trim(conversation, model)
    ]
    return [system, *earlier, user]


def _ask(
    model: BaseChatModel, messages: list[BaseMessage], number: int, abort: threading.Event
) -> Iterator[AIMessageChunk]:
    """Force a call at first, allow some, and none at last; the prompt stays the same for all."""
    choice = {0: TOOL, MOST_CALLS: "none"}.get(number, "auto")
    bound = model.bind_tools([search_tool(_nothing)], tool_choice=choice)
    stream = bound.stream(messages, abort=abort)
    return cast("Iterator[AIMessageChunk]", stream)


def _carry_out(
    call: Call, execute: Callable[[Call], ToolMessage]
) -> tuple[Call | None, ToolMessage]:
    """Carry a call out, unless its arguments are wrong: then the message says what is wrong."""
    if call.name != TOOL:
        return call, execute(call)
    executed: list[Call] = []

    def search(subject: str, attribute: str, as_of: str) -> tuple[str, object]:
        arguments = {"subject": subject, "attribute": attribute, "as_of": as_of}
        executed.append(Call(TOOL, arguments, call.id))
        found = execute(executed[0])
        return str(found.text), found.artifact

    message: ToolMessage = search_tool(search).invoke(_langchain(call))
    return next(iter(executed), None), message


def _from_question(question: Question) -> Call:
    subject = ", ".join(question.subjects) or question.text
    return Call(TOOL, {"subject": subject, "attribute": question.text, "as_of": ""}, "call_own")


def _as_message(text: str, calls: Sequence[Call]) -> AIMessage:
    return AIMessage(text, tool_calls=[_langchain(call) for call in calls])


def _langchain(call: Call) -> ToolCall:
    return ToolCall(name=call.name, args=dict(call.arguments), id=call.id, type="tool_call")


def _used(usage: UsageMetadata, decode_ms: float) -> Used:
    cached = usage.get("input_token_details", {}).get("cache_read", 0)
    return Used(usage["input_tokens"], cached, usage["output_tokens"], decode_ms / 1000)


def _nothing(subject: str, attribute: str, as_of: str) -> tuple[str, object]:
    """Stand in for the search where only the tool's signature is wanted."""
    del subject, attribute, as_of
    return "", None
