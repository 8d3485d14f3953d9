"""The real command in a process of its own: what it prints, and its exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli.complaints import known_kinds
from assistant.errors import AssistantError
from tests.doctor import FREE_PORT

ROOT = Path(__file__).parents[2]


@pytest.fixture
def snoska(tmp_path):
    """Run the command with an empty data folder and no network."""

    def run(*arguments, text="", **variables):
        keep = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        own = {
            "HOME": str(tmp_path),
            "SNOSKA_HOME": str(tmp_path / "data"),
            "SNOSKA_OFFLINE": "1",
            "LANG": "en_US.UTF-8",
            "PYTHONIOENCODING": "utf-8",
        }
        return subprocess.run(
            [sys.executable, "-m", "assistant", *arguments],
            cwd=ROOT, input=text, capture_output=True, encoding="utf-8", timeout=100,
            env=keep | own | variables,
        )  # fmt: skip

    return run


def test_help_names_every_command_and_comes_without_heavy_imports(snoska):
    done = snoska("--help")
    assert done.returncode == 0
    for command in (
        "ask",
        "facts",
        "serve",
        "doctor",
        "sync",
        "sources",
        "index",
        "models",
        "eval",
        "bench",
    ):
        assert command in done.stdout


def test_an_answer_is_printed_with_its_footnotes(snoska):
    done = snoska("ask", "Когда вышла Qwen3?")
    assert done.returncode == 0, done.stderr
    assert "29 апреля 2025" in done.stdout
    assert "https://" in done.stdout


def test_json_is_one_object_with_every_field(snoska):
    done = snoska("ask", "When was Qwen3 released?", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 0
    assert answer["language"] == "en"
    assert answer["model"] is None
    assert "April 29, 2025" in answer["answer"]
    assert answer["sentences"][0]["verdict"] == "supported"
    fields = {"n", "kind", "title", "url", "headings", "as_of", "quote", "confirmed"}
    assert fields == set(answer["sources"][0])
    assert {"search_ms", "first_token_ms", "total_ms", "tokens_per_second"} <= set(
        answer["timings"]
    )


def test_a_refusal_is_an_answer(snoska):
    done = snoska("ask", "What is the weather in Moscow tomorrow?", "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)["refused"]


def test_the_conversation_so_far_is_read_from_a_file(snoska, tmp_path):
    history = tmp_path / "history.json"
    history.write_text('[{"role": "user", "content": "Когда вышла Qwen3-14B?"}]', "utf-8")
    done = snoska("ask", "А база у неё есть?", "--json", "--history", str(history))
    assert "Qwen3-14B-Base" in json.loads(done.stdout)["answer"]


@pytest.mark.parametrize(
    "content", ["{", '{"role": "user"}', '[{"role": "x", "content": 1}]', "[1]"]
)
def test_a_history_that_is_none_is_a_wrong_call(snoska, tmp_path, content):
    history = tmp_path / "history.json"
    history.write_text(content, "utf-8")
    done = snoska("ask", "Qwen3?", "--history", str(history))
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


BAD = {
    "an empty question": ("", {}),
    "a document": ("-", {"text": "я" * 100_000}),
    "control characters": ("\x01\x02", {}),
}


@pytest.mark.parametrize(("question", "more"), BAD.values(), ids=BAD)
@pytest.mark.parametrize("language", ["ru_RU.UTF-8", "en_US.UTF-8"])
def test_a_bad_question_is_one_sentence_with_a_hint(snoska, question, more, language):
    done = snoska("ask", question, **more, LANG=language)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 2
    assert ("Вопрос" in done.stderr) == language.startswith("ru")


def test_a_data_folder_that_cannot_be_written_is_told(snoska, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", "utf-8")
    done = snoska("ask", "Qwen3?", SNOSKA_HOME=str(blocked / "data"))
    assert done.returncode == 1
    assert "Cannot write" in done.stderr
    assert "SNOSKA_HOME" in done.stderr


@pytest.mark.parametrize("model", ["no-such-model", "missing.gguf"])
def test_a_model_that_is_not_there_is_told(snoska, model):
    done = snoska("ask", "When was Qwen3 released?", "--model", model)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()


def test_a_wrong_setting_is_a_wrong_call(snoska):
    done = snoska("ask", "Qwen3?", SNOSKA_PORT="many")
    assert done.returncode == 2
    assert "SNOSKA_PORT" in done.stderr


def test_the_models_are_listed_with_what_fits(snoska):
    done = snoska("models", "list", COLUMNS="120")
    assert done.returncode == 0
    for name in ("Qwen3-0.6B", "Qwen3-30B-A3B", "Qwen2.5-Coder-0.5B"):
        assert name in done.stdout


def test_the_doctor_says_what_is_there(snoska):
    done = snoska("doctor", SNOSKA_PORT=str(FREE_PORT))
    assert "Python" in done.stdout
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)


@pytest.mark.model
def test_the_embedded_model_is_named_in_the_record(snoska, embedded_model):
    done = snoska("ask", "Лицензия Phi-4?", "--json", "--model", str(embedded_model))
    answer = json.loads(done.stdout)
    assert answer["model"]["file"] == embedded_model.name
    assert answer["timings"]["completion_tokens"] > 0
    assert "MIT" in answer["answer"]


def test_every_kind_of_error_has_its_russian():
    kinds = [AssistantError]
    for kind in kinds:
        kinds += kind.__subclasses__()
    assert {kind.__name__ for kind in kinds} <= known_kinds()
