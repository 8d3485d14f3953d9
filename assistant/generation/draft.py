"""
Ask a model that can call tools to search, read and write a whole answer.

It yields pieces of unverified text as it comes. What the model reads is static first, so that the
process need not read it again for the next question: instructions, tools, conversation, then the
question, and the evidence last. Not covered: checking; the pipeline verifies every sentence.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import (
    AIMessage,
    AIMessageChunk,
    BaseMessage,
    HumanMessage,
    ToolCall,
    ToolMessage,
)

from assistant.domain import Question, Turn
from assistant.generation.history import trim
from assistant.generation.prompts import load_prompt
from assistant.generation.replies import Call, Piece, Reply, Text
from assistant.generation.tools import NAMES, SEARCH, tools

MOST_CALLS = 3


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
        reply = Reply(_ask(model, messages, number, abort))
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
    choice = {0: "any", MOST_CALLS: "none"}.get(number, "auto")
    bound = model.bind_tools([*tools(_nothing).values()], tool_choice=choice)
    stream = bound.stream(messages, abort=abort)
    return cast("Iterator[AIMessageChunk]", stream)


def _carry_out(
    call: Call, execute: Callable[[Call], ToolMessage]
) -> tuple[Call | None, ToolMessage]:
    """Carry a call out, unless its arguments are wrong: then the message says what is wrong."""
    if call.name not in NAMES:
        return call, execute(call)
    executed: list[Call] = []

    def work(name: str, arguments: Mapping[str, Any]) -> tuple[str, object]:
        executed.append(Call(name, arguments, call.id))
        found = execute(executed[0])
        return str(found.text), found.artifact

    message: ToolMessage = tools(work)[call.name].invoke(_langchain(call))
    return next(iter(executed), None), message


def _from_question(question: Question) -> Call:
    subject = ", ".join(question.subjects) or question.text
    return Call(SEARCH, {"subject": subject, "attribute": question.text, "as_of": ""}, "call_own")


def _as_message(text: str, calls: Sequence[Call]) -> AIMessage:
    return AIMessage(text, tool_calls=[_langchain(call) for call in calls])


def _langchain(call: Call) -> ToolCall:
    return ToolCall(name=call.name, args=dict(call.arguments), id=call.id, type="tool_call")


def _nothing(name: str, arguments: Mapping[str, Any]) -> tuple[str, object]:
    """Stand in for the work where only the tools' signatures are wanted."""
    del name, arguments
    return "", None
