"""The model's process: it loads or says why not, stops when told, and may die."""

import math
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path

import psutil
import pytest

from assistant.errors import (
    ContextOverflow,
    ModelCrashed,
    ModelError,
    ModelFileBroken,
    ModelNotFound,
)
from assistant.generation.parser import Said
from assistant.generation.process import Aborted, ModelProcess
from assistant.generation.wire import Finished, Generate, Load, Score
from tests import tiny_gguf
from tests.tiny_gguf import Tiny

SHORT = Generate("<|im_start|>user\nhi", 0, 1, 20, 0, 1, max_tokens=8)
ENDLESS = replace(SHORT, max_tokens=4000)
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals")


@pytest.fixture
def process() -> Iterator[ModelProcess]:
    process = ModelProcess()
    yield process
    process.close()


@pytest.fixture
def order(tiny_model: Path) -> Load:
    return Load(str(tiny_model), 4096, None, None)


@pytest.fixture(scope="module")
def slow_order(tmp_path_factory: pytest.TempPathFactory) -> Load:
    """A model whose prompt takes seconds to read."""
    slow = Tiny(blocks=6, trained_context=32768, feed=512)
    path = tiny_gguf.write(tmp_path_factory.mktemp("slow") / "slow.gguf", slow)
    return Load(str(path), 32768, None, None)


def ask(process: ModelProcess, order: Load, request: Generate = SHORT) -> tuple[str, Finished]:
    *parts, last = process.generate(order, request, threading.Event())
    assert isinstance(last, Finished)
    return "".join(part.text for part in parts if isinstance(part, Said)), last


@dataclass(frozen=True)
class Bad:
    name: str
    says: str
    error: type[ModelError] = ModelFileBroken
    content: bytes | None = None
    tiny: Tiny | None = None
    keep: float = 1.0


BAD_FILES = [
    Bad("missing", "There is no file", ModelNotFound),
    Bad("empty", "is empty", content=b""),
    Bad("a pointer", "Git LFS pointer", content=b"version https://git-lfs.github.com/spec/v1"),
    Bad("a page", "web page", content=b"<!DOCTYPE html>"),
    Bad("a zip", "zip archive", content=b"PK\x03\x04"),
    Bad("old", "GGML format", content=b"lmgg\x00\x00"),
    Bad("noise", "is not a GGUF file", content=b"\x00\x01\x02"),
    Bad("magic alone", "cannot be loaded|cut off", content=b"GGUF"),
    Bad("cut in the weights", "cut off or damaged", tiny=Tiny(), keep=0.5),
    Bad("cut in the header", "cut off or damaged", tiny=Tiny(), keep=0.01),
    Bad("of another architecture", "architecture mamba9", tiny=Tiny(architecture="mamba9")),
    Bad("no chat model", "not a chat model", tiny=Tiny(specials=False)),
    Bad("damaged", "damaged weights", tiny=Tiny(damaged=True)),
    Bad("deadly", "died|cannot be loaded", tiny=Tiny(heads=0)),
]


@pytest.mark.parametrize("bad", BAD_FILES, ids=attrgetter("name"))
def test_a_bad_file_is_refused_with_its_reason(bad: Bad, tmp_path: Path, process: ModelProcess):
    path = tmp_path / "model.gguf"
    if bad.tiny:
        tiny_gguf.write(path, bad.tiny, keep=bad.keep)
    elif bad.content is not None:
        path.write_bytes(bad.content)
    with pytest.raises(bad.error, match=bad.says) as raised:
        process.load(Load(str(path), 512, None, None))
    assert raised.value.hint


@pytest.mark.parametrize("style", ["none", "optional", "always"])
def test_the_file_tells_how_its_model_thinks(style: str, tmp_path: Path, process: ModelProcess):
    path = tiny_gguf.write(tmp_path / "model.gguf", Tiny(thinking=style))
    facts = process.load(Load(str(path), 512, None, None))
    assert facts.thinking == style
    assert (facts.architecture, facts.layers, facts.context) == ("qwen3", 2, 512)


def test_a_context_is_never_wider_than_the_model_was_trained_for(
    process: ModelProcess, order: Load
):
    assert process.load(replace(order, context=99_999)).context == 4096


def test_the_known_beginning_of_a_prompt_is_not_read_again(process: ModelProcess, order: Load):
    text, first = ask(process, order)
    again, second = ask(process, order)
    longer = replace(SHORT, prompt=SHORT.prompt + " and bye")
    _, third = ask(process, order, longer)
    assert text == again
    assert (first.cached_prompt_tokens, second.cached_prompt_tokens) == (0, first.prompt_tokens - 1)
    assert third.cached_prompt_tokens == first.prompt_tokens
    process.close()
    assert ask(process, order, longer)[0] == ask(process, order, longer)[0]


def test_a_cached_beginning_does_not_change_the_answer(process: ModelProcess, order: Load):
    longer = replace(SHORT, prompt=SHORT.prompt + " and bye")
    fresh, _ = ask(process, order, longer)
    ask(process, order)
    assert ask(process, order, longer)[0] == fresh


def test_a_prompt_longer_than_the_context_is_refused(process: ModelProcess, order: Load):
    with pytest.raises(ContextOverflow, match="9000 tokens do not fit into a context of 4096"):
        ask(process, order, replace(SHORT, prompt="x" * 9000))
    assert ask(process, order)[1].reason == "length"


def test_an_answer_ends_where_the_context_does(process: ModelProcess, order: Load):
    _, finished = ask(process, order, replace(SHORT, prompt="x" * 4090, max_tokens=100))
    assert (finished.reason, finished.completion_tokens) == ("length", 6)


class TestStopping:
    def test_an_abort_stops_writing_within_a_second(self, process: ModelProcess, order: Load):
        expected, _ = ask(process, order)
        for _ in range(5):
            abort = threading.Event()
            stream = iter(process.generate(order, ENDLESS, abort))
            next(stream)
            aborted_at = time.monotonic()
            abort.set()
            *_, last = stream
            assert isinstance(last, Finished)
            assert last.reason == "cancelled"
            assert time.monotonic() - aborted_at < 1
            assert ask(process, order)[0] == expected

    def test_closing_the_stream_stops_writing_within_a_second(
        self, process: ModelProcess, order: Load
    ):
        expected, _ = ask(process, order)
        for _ in range(5):
            stream = process.generate(order, ENDLESS, threading.Event())
            next(iter(stream))
            closed_at = time.monotonic()
            stream.close()  # pyright: ignore[reportAttributeAccessIssue] - a generator
            assert ask(process, order)[0] == expected
            assert time.monotonic() - closed_at < 1

    def test_an_abort_stops_reading_within_a_second(self, process: ModelProcess, slow_order: Load):
        request = replace(SHORT, prompt="0123456789" * 3000)
        process.load(slow_order)
        for delay in (0.1, 0.2, 0.3):
            abort = threading.Event()
            threading.Timer(delay, abort.set).start()
            began = time.monotonic()
            (last,) = process.generate(slow_order, request, abort)
            assert isinstance(last, Finished)
            assert (last.reason, last.completion_tokens) == ("cancelled", 0)
            assert time.monotonic() - began < delay + 1
        assert ask(process, slow_order)[0] == ask(process, slow_order)[0]

    def test_an_abort_stops_a_judgement_within_a_second(
        self, process: ModelProcess, slow_order: Load
    ):
        asked = Score("0123456789" * 3000, ("yes", "no"))
        process.load(slow_order)
        abort = threading.Event()
        threading.Timer(0.2, abort.set).start()
        began = time.monotonic()
        assert process.score(slow_order, asked, abort).logarithms == (-math.inf, -math.inf)
        assert time.monotonic() - began < 1.2

    def test_a_waiting_judgement_can_be_aborted(self, process: ModelProcess, order: Load):
        first = iter(process.generate(order, ENDLESS, threading.Event()))
        next(first)
        abort = threading.Event()
        abort.set()
        scored = process.score(order, Score("hi", ("yes",)), abort)
        assert scored.logarithms == (-math.inf,)
        first.close()  # pyright: ignore[reportAttributeAccessIssue] - a generator

    def test_a_generation_that_takes_too_long_is_given_up(self, process: ModelProcess, order: Load):
        process.load(order)
        with pytest.raises(ModelError, match=r"longer than 0\.2 s"):
            list(process.generate(order, ENDLESS, threading.Event(), 0.2))
        assert ask(process, order)[1].reason == "length"

    def test_a_second_question_waits_for_the_first(self, process: ModelProcess, order: Load):
        process.load(order)
        first = iter(process.generate(order, ENDLESS, threading.Event()))
        next(first)
        second = threading.Thread(target=ask, args=(process, order))
        second.start()
        second.join(0.3)
        assert second.is_alive()
        first.close()  # pyright: ignore[reportAttributeAccessIssue] - a generator
        second.join(5)
        assert not second.is_alive()

    def test_a_waiting_question_can_be_aborted(self, process: ModelProcess, order: Load):
        first = iter(process.generate(order, ENDLESS, threading.Event()))
        next(first)
        abort = threading.Event()
        threading.Timer(0.1, abort.set).start()
        began = time.monotonic()
        with pytest.raises(Aborted):
            next(iter(process.generate(order, SHORT, abort)))
        assert time.monotonic() - began < 1
        first.close()  # pyright: ignore[reportAttributeAccessIssue] - a generator

    def test_text_is_counted_while_an_answer_streams(self, process: ModelProcess, order: Load):
        stream = iter(process.generate(order, ENDLESS, threading.Event()))
        next(stream)
        assert len(process.tokenize(order, "12345<|im_end|>")) == 15
        assert len(process.tokenize(order, "12345<|im_end|>", special=True)) == 6
        stream.close()  # pyright: ignore[reportAttributeAccessIssue] - a generator


@posix_only
class TestDying:
    def kill_while_writing(self, process: ModelProcess, order: Load) -> None:
        for count, _ in enumerate(process.generate(order, ENDLESS, threading.Event())):
            if count == 3 and process.pid:
                os.kill(process.pid, signal.SIGSEGV)

    def test_a_death_is_told_and_the_next_question_is_answered(
        self, process: ModelProcess, order: Load
    ):
        expected, _ = ask(process, order)
        with pytest.raises(ModelCrashed, match="SIGSEGV"):
            self.kill_while_writing(process, order)
        assert ask(process, order)[0] == expected

    def test_a_death_between_questions_is_not_noticed(self, process: ModelProcess, order: Load):
        expected, _ = ask(process, order)
        assert process.pid
        os.kill(process.pid, signal.SIGKILL)
        while process.pid:
            time.sleep(0.01)
        assert ask(process, order)[0] == expected

    def test_three_deaths_are_enough(self, process: ModelProcess, order: Load):
        for _ in range(3):
            with pytest.raises(ModelCrashed, match="SIGSEGV"):
                self.kill_while_writing(process, order)
        with pytest.raises(ModelCrashed, match="3 times within five minutes"):
            ask(process, order)

    def test_ctrl_c_in_the_terminal_does_not_reach_the_process(
        self, process: ModelProcess, order: Load
    ):
        process.load(order)
        assert process.pid
        assert os.getpgid(process.pid) != os.getpgid(0)

    def test_the_process_ends_with_its_parent(self, order: Load):
        program = (
            "import sys, time; from assistant.generation.process import ModelProcess\n"
            "from assistant.generation.wire import Load\n"
            "process = ModelProcess(); process.load(Load(sys.argv[1], 512, None, None))\n"
            "print(process.pid, flush=True); time.sleep(60)"
        )
        parent = subprocess.Popen(
            [sys.executable, "-c", program, order.path], stdout=subprocess.PIPE
        )
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        parent.kill()
        parent.wait()
        parent.stdout.close()
        child.wait(5)
        assert not child.is_running()


def test_nothing_is_left_after_closing(process: ModelProcess, order: Load):
    process.load(order)
    assert process.pid
    child, threads = psutil.Process(process.pid), threading.active_count()
    process.close()
    assert not child.is_running()
    assert threading.active_count() == threads - 2
    assert process.pid is None


def test_closing_does_not_wait_for_an_answer(process: ModelProcess, order: Load):
    process.load(order)
    ends: list[str] = []

    def read_on() -> None:
        with pytest.raises(ModelCrashed) as raised:
            ask(process, order, ENDLESS)
        ends.append(str(raised.value))

    reader = threading.Thread(target=read_on)
    reader.start()
    time.sleep(0.2)
    began = time.monotonic()
    process.close()
    assert time.monotonic() - began < 1
    reader.join()
    assert ends == ["The model was ended."]


def test_the_process_imports_neither_the_page_nor_langchain(process: ModelProcess):
    program = "import sys, assistant.generation.worker.__main__; print(*sys.modules)"
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert not {"gradio", "langchain_core", "pydantic"} & set(found.stdout.split())
