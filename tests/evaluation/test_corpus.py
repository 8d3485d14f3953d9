"""Assistants to measure: other knowledge, other models, opened and closed."""

import json
import os
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime

import pytest

from assistant.assembly import open_library
from assistant.domain import Document, Question
from assistant.errors import EvaluationError
from assistant.evaluation.corpus import NO_MODEL, RANDOM_MODEL, Bench, empty_ledger
from assistant.evaluation.naive import NaiveAssistant
from assistant.evaluation.random_model import write_random_model
from assistant.evaluation.run import Variant
from assistant.generation.chat_model import ChatLlamaCpp
from assistant.pipeline import Assistant
from assistant.runtime.catalog import load
from assistant.runtime.gguf import check
from assistant.settings import Settings, resource


@pytest.fixture
def bench(tmp_path):
    with Bench(Settings(home=tmp_path, offline=True)) as opened:
        yield opened


def refused(assistant, text):
    *_, last = assistant.ask(text)
    return last.answer.refused


def test_an_empty_ledger_knows_nothing_but_how_to_ask():
    ledger = empty_ledger()
    assert ledger.facts("en") == ()
    assert ledger.names == ()
    assert "release_date" in ledger.predicates
    assert refused(Assistant(ledger, lambda: None, lambda _: ()), "When was Qwen3-8B released?")
    ledger.close()


def test_without_a_model_the_ledger_answers(bench):
    assert bench.supply(NO_MODEL) is None
    assert bench.variant("snoska", "ledger", NO_MODEL) == Variant("snoska", "ledger", "none")
    assert not refused(bench.answers("snoska", "ledger", NO_MODEL), "When was Qwen3-8B released?")


def test_the_naive_design_needs_a_model(bench):
    with pytest.raises(EvaluationError, match="without a model"):
        bench.answers("naive", "ledger", NO_MODEL)


def test_an_empty_library_is_told(bench):
    with pytest.raises(EvaluationError, match="library is empty"):
        bench.answers("snoska", "snapshots", NO_MODEL)


def test_snapshots_alone_are_answered_from(bench, tmp_path):
    text = "# Norbert 2.1\n\nNorbert 2.1 reads maps of the sea floor.\n"
    with closing(open_library(Settings(home=tmp_path, offline=True))) as library:
        day = datetime(2031, 3, 4, tzinfo=UTC)
        library.keep(Document("https://norbert.example", "Norbert", text, subject="Norbert"), day)
    alone = bench.answers("snoska", "snapshots", NO_MODEL)
    (found,) = alone.find(Question("What does Norbert 2.1 read?", "en")).quotes
    assert "maps of the sea floor" in found.statement
    assert alone.ledger.names == ()
    assert bench.answers("snoska", "both", NO_MODEL).ledger.names


def test_the_random_model_is_loaded_and_answers(bench):
    bench.supply(RANDOM_MODEL).wait()
    assert bench.variant("naive", "ledger", RANDOM_MODEL).model == "random"
    naive = bench.answers("naive", "ledger", RANDOM_MODEL)
    assert isinstance(naive, NaiveAssistant)
    *_, last = naive.ask("When was Qwen3-8B released?")
    assert last.answer.model.file == "random.gguf"
    assert "29" not in " ".join(sentence.text for sentence in last.answer.sentences)


def test_random_models_are_whole_and_repeat_themselves(tmp_path):
    first, second = (write_random_model(tmp_path / f"{n}.gguf", seed=4) for n in (1, 2))
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() != write_random_model(tmp_path / "3.gguf", seed=5).read_bytes()
    header = check(first)
    assert (header.architecture, header.layers, header.vocabulary) == ("qwen3", 2, 265)


def test_a_random_model_says_something_until_it_is_stopped(tmp_path):
    template = resource("prompts") / "chatml.jinja"
    file = write_random_model(tmp_path / "random.gguf")
    model = ChatLlamaCpp(model="random", path=file, template=template, context=512, gpu_layers=0)
    said = model.invoke("Hello", max_tokens=12, temperature=0.0)
    assert said.usage_metadata["output_tokens"] == 12


@pytest.mark.skipif(sys.platform == "win32", reason="the file has holes")
def test_a_model_that_can_call_tools_is_tried_as_a_judge_and_a_weak_one_never(bench, tmp_path):
    """A senseless model, under the name and size of a file that the catalogue says can call."""
    entry = load(resource("models") / "catalog.toml").find("Qwen3-1.7B-Q4_K_M")
    os.truncate(write_random_model(tmp_path / entry.file), entry.size_bytes)
    for model in (str(tmp_path / entry.file), RANDOM_MODEL):
        bench.supply(model).wait()
    able = bench.brain(str(tmp_path / entry.file))
    assert able.style == "tools"
    assert not able.judge.is_able(threading.Event())
    (share,) = json.loads((tmp_path / "abilities.json").read_text("utf-8")).values()
    assert 0 <= share < 0.9
    assert bench.brain(RANDOM_MODEL).judge is None
