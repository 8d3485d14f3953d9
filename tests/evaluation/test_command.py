"""`snoska eval` from its arguments to its last line."""

import json

import pytest
import typer
from typer.testing import CliRunner

from assistant.cli.evaluate import evaluate
from assistant.errors import EvaluationError, QuestionsWrong
from tests.evaluation.samples import lines

ASKED = [
    {"id": "q1", "question": "When was Qwen3-8B released?", "must_have": ["April 29, 2025"]},
    {
        "id": "q2",
        "lang": "ru",
        "question": "Когда вышла Qwen3-8B?",
        "must_have": ["29 апреля 2025"],
    },
]


@pytest.fixture
def snoska_eval(tmp_path, monkeypatch):
    """Run the command on two questions, offline, in an empty data folder."""
    monkeypatch.setenv("SNOSKA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SNOSKA_OFFLINE", "1")
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    file = tmp_path / "questions.jsonl"
    file.write_text(lines(*ASKED), "utf-8")
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(evaluate)
    return lambda *given: CliRunner().invoke(app, [str(file), "--knowledge", "ledger", *given])


def last(done):
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout.strip().splitlines()[-1])


def test_the_last_line_is_json_and_the_table_stands_above(snoska_eval):
    done = snoska_eval("--model", "none")
    (variant,) = last(done)["variants"]
    assert variant["correct"] == {"ru": 1.0, "en": 1.0, "all": 1.0}
    assert (variant["design"], variant["model"]) == ("snoska", "none")
    assert variant["citation_precision"] == variant["citation_recall"] == 1.0
    assert "Citation recall" in done.stdout


def test_a_second_run_goes_on_from_the_first(snoska_eval, tmp_path):
    out = tmp_path / "results.jsonl"
    first = last(snoska_eval("--model", "none", "--limit", "1", "--out", str(out)))
    assert first["variants"][0]["questions"] == 1
    line = out.read_text("utf-8")
    second = last(snoska_eval("--model", "none", "--out", str(out)))
    assert second["variants"][0]["questions"] == 2
    assert out.read_text("utf-8").startswith(line)


def test_both_designs_stand_side_by_side(snoska_eval):
    ours, naive = last(snoska_eval("--model", "random", "--limit", "1"))["variants"]
    assert (ours["design"], naive["design"]) == ("snoska", "naive")
    assert ours["correct"]["all"] == 1.0
    assert naive["correct"]["all"] == 0.0
    assert ours["drafts_rejected"] == 1.0


def test_a_design_that_cannot_be_measured_is_told(snoska_eval):
    done = snoska_eval("--model", "none", "--design", "naive")
    assert isinstance(done.exception, EvaluationError)


def test_a_file_that_holds_no_questions_is_told(snoska_eval, tmp_path):
    (tmp_path / "questions.jsonl").write_text("nothing", "utf-8")
    assert isinstance(snoska_eval("--model", "none").exception, QuestionsWrong)
