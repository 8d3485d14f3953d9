"""
Doubles for tests, shipped because users who extend Snoska need them too.

They stand in where a real part cannot run or would not repeat itself; everything else in the tests
is the real thing.
"""

import json
import math
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import Field, SkipValidation

from assistant.domain import Turn
from assistant.events import Event
from assistant.generation.wire import Scored

Reply = str | AIMessage | Exception | Callable[[Sequence[BaseMessage]], str | AIMessage]


class ScriptedModel(BaseChatModel):
    """
    A chat model that says what it is told to, a word at a time.

    A reply is a text, an `AIMessage` with tool calls or thinking (`reasoning_content`), what makes
    one from the messages, or an exception to raise. `seen` records the messages of every call. The
    last reply repeats.
    """

    model: str = "scripted"
    replies: SkipValidation[list[Reply]]
    seen: list[list[BaseMessage]] = Field(default_factory=list[list[BaseMessage]])

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Accept any tools: the script says what is called."""
        return self.bind(tools=list(tools), tool_choice=tool_choice, **kwargs)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del stop, run_manager, kwargs
        reply = self.replies[min(len(self.seen), len(self.replies) - 1)]
        self.seen.append(list(messages))
        if isinstance(reply, Exception):
            raise reply
        if callable(reply):
            reply = reply(messages)
        message = AIMessage(reply) if isinstance(reply, str) else reply
        if thought := message.additional_kwargs.get("reasoning_content"):
            kept = {"reasoning_content": thought}
            yield _chunk(AIMessageChunk(content="", additional_kwargs=kept))
        words = message.text.split(" ")
        for number, word in enumerate(words):
            yield _chunk(AIMessageChunk(content=word if number == len(words) - 1 else f"{word} "))
        for index, call in enumerate(message.tool_calls):
            arguments = AIMessageChunk(
                content="",
                tool_call_chunks=[
                    tool_call_chunk(
                        name=call["name"], args=_json(call["args"]), id=call["id"], index=index
                    )
                ],
            )
            yield _chunk(arguments)
        read = sum(len(str(m.content)) for m in messages) // 4
        usage = UsageMetadata(
            input_tokens=read, output_tokens=len(words), total_tokens=read + len(words)
        )
        yield _chunk(AIMessageChunk(content="", usage_metadata=usage, chunk_position="last"))

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))


class ScriptedJudge(ScriptedModel):
    """
    A scripted model that finds texts as likely as it is told.

    `odds` says from the last message how likely the first text is against the second; what is asked
    so is in `judged`.
    """

    odds: Callable[[str], float]
    judged: list[str] = Field(default_factory=list[str])

    def score(
        self,
        messages: Sequence[BaseMessage],
        texts: Sequence[str],
        abort: threading.Event | None = None,
    ) -> Scored:
        """Say what the script says; nothing after an abort."""
        if abort and abort.is_set():
            return Scored((-math.inf,) * len(texts), (1,) * len(texts))
        self.judged.append(str(messages[-1].text))
        likely = self.odds(self.judged[-1])
        chances = (likely, *(1 - likely for _ in texts[1:]))
        logarithms = (math.log(one) if one else -math.inf for one in chances)
        return Scored(tuple(logarithms), (1,) * len(texts))


class ScriptedAssistant:
    """
    An assistant that answers with given events; a number among them is a pause in seconds.

    An exception among them is raised. Like the real one it ends early when `abort` is set. `asked`
    records every question with the conversation before it.
    """

    def __init__(self, script: Sequence[Event | float | Exception]) -> None:
        self.script = script
        self.asked: list[tuple[str, tuple[Turn, ...]]] = []
        self.was_aborted = threading.Event()

    def ask(
        self,
        text: str,
        conversation: Sequence[Turn] = (),
        abort: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Play the script."""
        self.asked.append((text, tuple(conversation)))
        stop = abort or threading.Event()
        for part in self.script:
            match part:
                case float() | int():
                    if stop.wait(part):
                        self.was_aborted.set()
                        return
                case Exception():
                    raise part
                case _:
                    yield part


def _chunk(message: AIMessageChunk) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=message)


def _json(arguments: dict[str, Any]) -> str:
    return json.dumps(arguments, ensure_ascii=False)
