"""
Turn what the model's process says into LangChain's chunks.

A garbled call keeps its opening tag in its arguments, because LangChain silently repairs cut JSON
and would hand on a call that the model never finished.
"""

from itertools import count

from langchain_core.messages import AIMessageChunk
from langchain_core.messages.ai import InputTokenDetails, UsageMetadata
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk

from assistant.generation.parser import CALL, Called, Garbled, Said, Thought, Utterance
from assistant.generation.wire import Finished


class Chunks:
    """Makes the chunks of one answer."""

    def __init__(self, model_name: str) -> None:
        self._model_name = model_name
        self._numbers = count()

    def chunk(self, reply: Utterance | Finished) -> ChatGenerationChunk:
        """Return the chunk for a reply."""
        return ChatGenerationChunk(message=self._message(reply))

    def _message(self, reply: Utterance | Finished) -> AIMessageChunk:
        match reply:
            case Said(text):
                return AIMessageChunk(content=text)
            case Thought(text):
                return AIMessageChunk(content="", additional_kwargs={"reasoning_content": text})
            case Called(name, arguments):
                return self._call(name, arguments)
            case Garbled(text):
                return self._call("", CALL + text)
            case Finished():
                return self._last(reply)

    def _call(self, name: str, arguments: str) -> AIMessageChunk:
        index = next(self._numbers)
        call = tool_call_chunk(name=name, args=arguments, id=f"call_{index}", index=index)
        return AIMessageChunk(content="", tool_call_chunks=[call])

    def _last(self, finished: Finished) -> AIMessageChunk:
        """Return the chunk that carries all figures; LangChain would add them up over chunks."""
        return AIMessageChunk(
            content="",
            usage_metadata=UsageMetadata(
                input_tokens=finished.prompt_tokens,
                output_tokens=finished.completion_tokens,
                total_tokens=finished.prompt_tokens + finished.completion_tokens,
                input_token_details=InputTokenDetails(cache_read=finished.cached_prompt_tokens),
            ),
            response_metadata={
                "finish_reason": finished.reason,
                "model_name": self._model_name,
                "prefill_ms": finished.prefill_ms,
                "decode_ms": finished.decode_ms,
            },
            chunk_position="last",
        )
