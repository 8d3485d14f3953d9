"""`ChatLlamaCpp` with the real llama.cpp and a tiny model."""

import asyncio
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, cast

import pytest
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, HumanMessage
from pydantic import BaseModel, ValidationError

from assistant.errors import ContextOverflow, ModelCrashed, ModelError, ModelNotFound
from assistant.generation.chat_model import ChatLlamaCpp, open_turn, running_model
from assistant.generation.chunks import Chunks
from assistant.generation.parser import Called, Garbled, Said, Thought
from assistant.generation.wire import Finished
from tests import tiny_gguf
from tests.tiny_gguf import Tiny

FINISHED = Finished("stop", 10, 4, 3, 1.0, 2.0)


@pytest.fixture
def parameters(tiny_model: Path, chatml: Path) -> dict[str, Any]:
    return {
        "model": "tiny",
        "path": tiny_model,
        "template": chatml,
        "context": 4096,
        "max_tokens": 12,
    }


@pytest.fixture
def model(parameters: dict[str, Any]) -> ChatLlamaCpp:
    return ChatLlamaCpp(**parameters)


class Weather(BaseModel):
    """Look up the weather."""

    city: str
    days: int
    unit: str = "C"


class Clock(BaseModel):
    """Tell the time."""


def summed(chunks: list[AIMessageChunk]) -> AIMessageChunk:
    total = chunks[0]
    for chunk in chunks[1:]:
        total = cast("AIMessageChunk", total + chunk)
    return total


class TestStreaming:
    def test_an_answer_is_the_sum_of_its_stream(self, model: ChatLlamaCpp):
        chunks = [*model.stream("hi")]
        answer = model.invoke("hi")
        assert "".join(chunk.text for chunk in chunks) == answer.text
        assert len(chunks) > 3

    def test_figures_come_once_in_the_last_chunk(self, model: ChatLlamaCpp):
        *chunks, last = model.stream("hi")
        assert not any(chunk.usage_metadata or chunk.response_metadata for chunk in chunks)
        assert last.response_metadata["model_name"] == "tiny"
        assert last.response_metadata["finish_reason"] == "length"
        usage = last.usage_metadata
        assert usage
        assert usage["output_tokens"] == 12
        assert usage["total_tokens"] == usage["input_tokens"] + 12
        assert usage["input_tokens"] == len("user\nhi\nassistant\n") + 3

    def test_what_was_read_before_is_reported_as_cached(self, model: ChatLlamaCpp):
        model.invoke("a question")
        usage = cast("AIMessage", model.invoke("a question")).usage_metadata
        assert usage
        assert usage.get("input_token_details", {}).get("cache_read") == usage["input_tokens"] - 1

    async def test_it_streams_into_an_event_loop(self, model: ChatLlamaCpp):
        text = "".join([chunk.text async for chunk in model.astream("hi")])
        assert text == model.invoke("hi").text == (await model.ainvoke("hi")).text


class TestSettings:
    def test_the_same_seed_gives_the_same_answer(self, model: ChatLlamaCpp):
        assert model.invoke("hi", seed=1).text == model.invoke("hi", seed=1).text
        assert model.invoke("hi", seed=1).text != model.invoke("hi", seed=2).text

    def test_a_stop_text_ends_the_answer_before_itself(self, model: ChatLlamaCpp):
        text = model.invoke("hi").text
        answer = model.invoke("hi", stop=[text[4:6]])
        assert answer.text == text[: text.index(text[4:6])]
        assert answer.response_metadata["finish_reason"] == "stop"

    def test_a_call_can_set_what_the_model_object_did_not(self, model: ChatLlamaCpp):
        answer = cast("AIMessage", model.invoke("hi", max_tokens=3))
        assert answer.usage_metadata
        assert answer.usage_metadata["output_tokens"] == 3

    @pytest.mark.parametrize(
        "wrong", [{"temperature": -1}, {"context": 1}, {"max_tokens": 0}, {"seed": -1}]
    )
    def test_a_senseless_setting_is_refused(
        self, parameters: dict[str, Any], wrong: dict[str, Any]
    ):
        with pytest.raises(ValidationError):
            ChatLlamaCpp(**(parameters | wrong))

    def test_text_is_counted_in_the_model_s_tokens(self, model: ChatLlamaCpp):
        assert model.get_num_tokens("ёж") == 4
        assert model.get_num_tokens("<|im_end|>") == 10

    def test_the_state_tells_what_was_loaded(self, model: ChatLlamaCpp):
        state = model.state()
        assert "qwen3" in state.description
        assert (state.layers, state.gpu_layers, state.context) == (2, 0, 4096)

    def test_the_profile_tells_what_the_model_can_do(self, model: ChatLlamaCpp):
        assert model.profile
        assert model.profile.get("max_input_tokens") == 4096
        assert model.profile.get("tool_choice") is True


class TestTools:
    @pytest.mark.parametrize("seed", range(5))
    def test_a_forced_call_is_well_formed_even_from_noise(self, model: ChatLlamaCpp, seed: int):
        bound = model.bind_tools([Weather, Clock], tool_choice="Clock")
        answer = bound.invoke("hi", seed=seed, max_tokens=200)
        assert [(call["name"], call["args"]) for call in answer.tool_calls] == [("Clock", {})]
        assert answer.text == ""
        assert answer.response_metadata["finish_reason"] == "stop"

    def test_a_call_that_breaks_off_is_never_a_call(self, model: ChatLlamaCpp):
        bound = model.bind_tools([Weather], tool_choice="any")
        for length in range(1, 25, 3):
            answer = bound.invoke("hi", max_tokens=length)
            assert answer.tool_calls == []
            assert len(answer.invalid_tool_calls) == 1
            assert answer.response_metadata["finish_reason"] == "length"

    def test_structured_output_is_forced_too(self, model: ChatLlamaCpp):
        structured = model.model_copy(update={"max_tokens": 200}).with_structured_output(Clock)
        assert structured.invoke("hi") == Clock()

    def test_a_tool_that_is_not_on_offer_cannot_be_forced(self, model: ChatLlamaCpp):
        with pytest.raises(ValueError, match="No tool 'Rain' is on offer"):
            model.bind_tools([Weather], tool_choice="Rain")


def test_each_way_to_think_begins_the_turn_its_own_way():
    empty = "<think>\n\n</think>\n\n"
    assert open_turn("none", thinking=True, forced=False) == ("", "saying")
    assert open_turn("optional", thinking=True, forced=False) == ("", "saying")
    assert open_turn("optional", thinking=False, forced=False) == (empty, "saying")
    assert open_turn("always", thinking=False, forced=False) == ("<think>\n", "thinking")
    assert open_turn("none", thinking=True, forced=True) == ("<tool_call>\n", "calling")
    assert open_turn("always", thinking=True, forced=True) == (f"{empty}<tool_call>\n", "calling")


def test_thinking_is_kept_apart_from_the_answer(tmp_path: Path, parameters: dict[str, Any]):
    path = tiny_gguf.write(tmp_path / "thinker.gguf", Tiny(thinking="always"))
    answer = ChatLlamaCpp(**(parameters | {"path": path})).invoke("hi")
    assert answer.text == ""
    assert answer.additional_kwargs["reasoning_content"]


class TestChunks:
    def test_they_add_up_to_one_message(self):
        chunks = Chunks("m")
        parts = [
            Thought("a"),
            Thought("b"),
            Said("c"),
            Said("d"),
            Called("f", '{"x": 1}'),
            FINISHED,
        ]
        total = summed([cast("AIMessageChunk", chunks.chunk(part).message) for part in parts])
        assert total.additional_kwargs["reasoning_content"] == "ab"
        assert total.text == "cd"
        assert [(call["name"], call["args"]) for call in total.tool_calls] == [("f", {"x": 1})]
        assert total.response_metadata["model_name"] == "m"
        assert total.content_blocks[0] == {"type": "reasoning", "reasoning": "ab"}

    @pytest.mark.parametrize("text", ['{"name": "f", "arguments": {"x": "1', "f(1)", "", "{"])
    def test_a_garbled_call_is_not_repaired(self, text: str):
        chunks = Chunks("m")
        parts = [Called("f", "{}"), Garbled(text), FINISHED]
        total = summed([cast("AIMessageChunk", chunks.chunk(part).message) for part in parts])
        assert [call["name"] for call in total.tool_calls] == ["f"]
        assert [call["args"] for call in total.invalid_tool_calls] == [f"<tool_call>{text}"]


class TestStopping:
    def test_an_abort_ends_the_stream(self, model: ChatLlamaCpp):
        abort = threading.Event()
        stream = model.stream("hi", max_tokens=3000, abort=abort)
        next(stream)
        abort.set()
        *_, last = stream
        assert last.response_metadata["finish_reason"] == "cancelled"

    def test_a_question_that_was_aborted_before_it_began_is_not_asked(self, model: ChatLlamaCpp):
        first = model.stream("hi", max_tokens=3000)
        next(first)
        abort = threading.Event()
        abort.set()
        answer = model.invoke("hi", abort=abort)
        assert answer.response_metadata["finish_reason"] == "cancelled"
        first.close()  # pyright: ignore[reportAttributeAccessIssue] - a generator

    async def test_cancelling_a_task_frees_the_model_at_once(self, model: ChatLlamaCpp):
        async def read_on() -> None:
            async for _ in model.astream("hi", max_tokens=3000):
                pass

        task = asyncio.create_task(read_on())
        await asyncio.sleep(0.2)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        began = time.monotonic()
        await asyncio.to_thread(model.invoke, "hi")
        assert time.monotonic() - began < 1

    def test_a_timeout_is_an_error(self, parameters: dict[str, Any]):
        model = ChatLlamaCpp(**(parameters | {"timeout": 0.1, "max_tokens": 4000}))
        with pytest.raises(ModelError, match="longer than"):
            model.invoke("hi")


class TestFailing:
    def test_a_missing_file_is_named(self, parameters: dict[str, Any]):
        with pytest.raises(ModelNotFound, match=r"no file 'nowhere\.gguf'"):
            ChatLlamaCpp(**(parameters | {"path": Path("nowhere.gguf")})).invoke("hi")

    def test_a_conversation_that_is_too_long_is_told(self, model: ChatLlamaCpp):
        with pytest.raises(ContextOverflow):
            model.invoke([HumanMessage("x" * 5000)])

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
    def test_a_crash_is_an_error_and_the_next_question_is_answered(self, model: BaseChatModel):
        stream = model.stream("hi", max_tokens=3000)
        next(stream)
        _kill()
        with pytest.raises(ModelCrashed, match="SIGSEGV"):
            list(stream)
        assert model.invoke("hi").text

    @pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")
    def test_a_model_that_crashed_before_its_first_word_is_asked_again(
        self, parameters: dict[str, Any]
    ):
        model = ChatLlamaCpp(**(parameters | {"max_retries": 1}))
        model.invoke("hi")
        threading.Timer(0.02, _kill).start()
        assert model.invoke("x" * 4000).text


def _kill() -> None:
    pid = running_model().pid
    assert pid
    os.kill(pid, signal.SIGSEGV)
