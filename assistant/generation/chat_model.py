"""
A local Qwen model as a LangChain chat model: `ChatLlamaCpp`.

llama.cpp runs in a process of its own, one model and one question at a time for all objects of
this class; the model is loaded at first use. `_stream` is the one way to ask; everything else is
its sum. To stop, close the stream or set the event given as `abort`: then the stream ends, with
"cancelled" as its finish reason. Not covered: images, several answers to one question.
"""

import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput, ModelProfile
from langchain_core.language_models.base import LangSmithParams
from langchain_core.language_models.chat_models import agenerate_from_stream, generate_from_stream
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import Field

from assistant.errors import ModelCrashed
from assistant.generation.bridge import stream_in_thread
from assistant.generation.calls import Choice, choose
from assistant.generation.chunks import Chunks
from assistant.generation.parser import CALL, END_OF_THINK, THINK, State, Utterance
from assistant.generation.process import Aborted, ModelProcess
from assistant.generation.template import render
from assistant.generation.wire import (
    Finished,
    Generate,
    Load,
    Loaded,
    Score,
    Scored,
    ThinkingStyle,
)

PER_CALL = frozenset(
    {
        *("temperature", "top_p", "top_k", "min_p", "max_tokens", "seed", "timeout", "thinking"),
        "not_first",
    }
)
"""Fields that a single call can set otherwise."""

_EMPTY_THOUGHT = f"{THINK}\n\n{END_OF_THINK}\n\n"


class ChatLlamaCpp(BaseChatModel):
    """A quantized Qwen model in a GGUF file, run by llama.cpp in a process of its own."""

    model: str
    """The name to report."""
    path: Path
    """The GGUF file."""
    template: Path
    """The Jinja file that renders prompts."""
    context: int = Field(default=8192, ge=512)
    """Context window in tokens; never more than the model was trained for."""
    gpu_layers: int | None = Field(default=None, ge=0)
    """Layers on the GPU; None: all, where there is one."""
    threads: int | None = Field(default=None, ge=1)
    """None: as many as there are physical cores."""
    temperature: float | None = Field(default=None, ge=0)
    """None: what the makers of Qwen advise, 0.7, or 0.6 with thinking; 0: always the likeliest."""
    top_p: float | None = Field(default=None, gt=0, le=1)
    """None: what the makers advise, 0.8, or 0.95 with thinking."""
    top_k: int = Field(default=20, ge=1)
    """Choose among so many tokens."""
    min_p: float = Field(default=0.0, ge=0, le=1)
    """Leave out tokens less likely than this share of the likeliest."""
    max_tokens: int = Field(default=1024, gt=0)
    """The longest answer, thinking included."""
    stop: list[str] = Field(default_factory=list[str])
    """Texts that end the answer."""
    seed: int = Field(default=0, ge=0)
    """The same seed gives the same answer."""
    timeout: float | None = Field(default=None, gt=0)
    """Seconds after which a generation is given up with `ModelError`."""
    without_cjk: bool = False
    """Never write Chinese, Japanese or Korean."""
    not_first: list[str] = Field(default_factory=list[str])
    """Texts that an answer may not begin like: its first token is another than theirs."""
    max_retries: int = Field(default=0, ge=0)
    """How often a model that crashed before its first word is asked again."""
    streaming: bool = True
    """Accepted for LangChain; answers always stream."""
    thinking: bool = False
    """Let the model think aloud, if it can."""
    thinking_style: ThinkingStyle | None = None
    """Whether the model can think, and can be told not to; None: as its file tells."""

    @property
    def _llm_type(self) -> str:
        return "snoska-llama-cpp"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        return {"path": str(self.path)} | {name: getattr(self, name) for name in sorted(PER_CALL)}

    def state(self) -> Loaded:
        """Load the model if need be; return what llama.cpp loaded."""
        return running_model().load(self._order())

    def get_token_ids(self, text: str) -> list[int]:
        """Return the tokens of `text`, in which control words are plain text."""
        return list(running_model().tokenize(self._order(), text))

    def score(
        self,
        messages: Sequence[BaseMessage],
        texts: Sequence[str],
        abort: threading.Event | None = None,
    ) -> Scored:
        """Tell how likely each of `texts` is as what the model says next; after an abort none."""
        process, order = running_model(), self._order()
        facts = process.load(order)
        style = self.thinking_style or facts.thinking
        opening = "" if style == "none" else _EMPTY_THOUGHT
        prompt = render(self.template, messages, control_words=facts.control_words, opening=opening)
        return process.score(order, Score(prompt, tuple(texts)), abort)

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | dict[str, Any] | bool | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Offer tools; a `tool_choice` that names one, "any" or "required" forces a call."""
        signatures = [convert_to_openai_tool(tool) for tool in tools]
        choose(signatures, tool_choice)  # a wrong name is told here, not while streaming
        return self.bind(tools=signatures, tool_choice=tool_choice, **kwargs)

    def _resolve_model_profile(self) -> ModelProfile:
        return ModelProfile(
            max_input_tokens=self.context,
            max_output_tokens=self.max_tokens,
            text_inputs=True,
            text_outputs=True,
            tool_calling=True,
            tool_choice=True,
            structured_output=True,
            reasoning_output=self.thinking,
        )

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        parameters = super()._get_ls_params(stop=stop, **kwargs)
        parameters["ls_provider"] = "llama.cpp"
        return parameters

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return await agenerate_from_stream(self._astream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        del run_manager  # LangChain tells its callbacks about each chunk itself
        abort: threading.Event = kwargs.pop("abort", None) or threading.Event()
        choice = choose(kwargs.pop("tools", ()), kwargs.pop("tool_choice", None))
        if unknown := kwargs.keys() - PER_CALL:
            raise TypeError(f"A call cannot set {sorted(unknown)}.")
        asked = self.model_copy(update=kwargs)
        chunks = Chunks(self.model)
        for reply in asked._replies(messages, stop or self.stop, choice, abort):
            yield chunks.chunk(reply)

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        del run_manager
        abort: threading.Event = kwargs.pop("abort", None) or threading.Event()
        async for chunk in stream_in_thread(
            lambda: self._stream(messages, stop, abort=abort, **kwargs), abort
        ):
            yield chunk

    def _replies(
        self,
        messages: Sequence[BaseMessage],
        stop: Sequence[str],
        choice: Choice,
        abort: threading.Event,
    ) -> Iterator[Utterance | Finished]:
        """Yield what the model says to `messages`, and `Finished`; ask again after a crash."""
        for attempt in range(self.max_retries + 1):
            said_something = False
            try:
                for reply in self._asked(messages, stop, choice, abort):
                    said_something = True
                    yield reply
            except ModelCrashed:
                if said_something or attempt == self.max_retries:
                    raise
            else:
                return

    def _asked(
        self,
        messages: Sequence[BaseMessage],
        stop: Sequence[str],
        choice: Choice,
        abort: threading.Event,
    ) -> Iterator[Utterance | Finished]:
        process, load = running_model(), self._order()
        try:
            request = self._request(messages, tuple(stop), choice, process.load(load, abort))
            yield from process.generate(load, request, abort, self.timeout)
        except Aborted:
            yield Finished("cancelled", 0, 0, 0, 0.0, 0.0)

    def _request(
        self,
        messages: Sequence[BaseMessage],
        stop: tuple[str, ...],
        choice: Choice,
        facts: Loaded,
    ) -> Generate:
        style = self.thinking_style or facts.thinking
        opening, begins = open_turn(style, thinking=self.thinking, forced=choice.forced)
        thinks = style == "always" or (style == "optional" and self.thinking)
        temperature, top_p = (0.6, 0.95) if thinks else (0.7, 0.8)
        return Generate(
            prompt=render(
                self.template,
                messages,
                choice.tools,
                control_words=facts.control_words,
                opening=opening,
            ),
            temperature=temperature if self.temperature is None else self.temperature,
            top_p=top_p if self.top_p is None else self.top_p,
            top_k=self.top_k,
            min_p=self.min_p,
            seed=self.seed,
            max_tokens=self.max_tokens,
            stop=stop,
            begins=begins,
            call_schema=choice.schema,
            one_call=choice.forced,
            without_cjk=self.without_cjk,
            not_first=tuple(self.not_first),
        )

    def _order(self) -> Load:
        return Load(str(self.path.absolute()), self.context, self.gpu_layers, self.threads)


def open_turn(style: ThinkingStyle, *, thinking: bool, forced: bool) -> tuple[str, State]:
    """
    Return how the model's turn is made to begin, and what its first token belongs to.

    An empty thought keeps a model from thinking; a forced call is begun for it.
    """
    if forced:
        return ("" if style == "none" else _EMPTY_THOUGHT) + f"{CALL}\n", "calling"
    match style:
        case "always":
            return f"{THINK}\n", "thinking"
        case "optional" if not thinking:
            return _EMPTY_THOUGHT, "saying"
        case _:
            return "", "saying"


@cache
def running_model() -> ModelProcess:
    """Return the one process that all models of this program share."""
    return ModelProcess()
