"""What a model's turn brings, piece by piece: text, thinking, calls of tools, and what it took."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import UsageMetadata

from assistant.generation.tools import SEARCH


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


class Reply:
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
                Call(call["name"], call["args"], call["id"] or SEARCH) for call in chunk.tool_calls
            ]
            if usage := chunk.usage_metadata:
                yield _used(usage, chunk.response_metadata.get("decode_ms", 0.0))


def _used(usage: UsageMetadata, decode_ms: float) -> Used:
    cached = usage.get("input_token_details", {}).get("cache_read", 0)
    return Used(usage["input_tokens"], cached, usage["output_tokens"], decode_ms / 1000)
