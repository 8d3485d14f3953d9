"""Answers of a model, played through the real flow and counted."""

import json

import pytest
from typer.testing import CliRunner

from assistant.cli.evaluation import app
from assistant.errors import QuestionsWrong
from assistant.evaluation.scripted import SHIPPED, perform, read_scripts
from assistant.evaluation.scripted_report import figures
from assistant.knowledge import Ledger
from assistant.pipeline import Assistant

ANSWERS = """
[[answer]]
question = "How many layers does Qwen3-8B have?"
language = "en"
draft = '''
Qwen3-8B has 36 layers [Qwen3-8B/layers]. Qwen3-14B has 77 layers [Qwen3-14B/layers].

| Model | Layers |
|---|---|
| Qwen3-8B | 36 [Qwen3-8B/layers] |
'''
bad = ["Qwen3-14B has 77 layers."]
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text(ANSWERS, "utf-8")
    return path


def test_good_and_bad_sentences_and_rows_are_counted(file):
    assistant = Assistant(Ledger(), lambda: None, lambda _: ())
    found = list(perform(assistant, read_scripts(file)))
    assert figures(found) | {"shown": 0} == {
        "good": 2,
        "good_lost": 0.0,
        "bad": 1,
        "bad_shown": 0.0,
        "shown": 0,
        "by_model": 1.0,
        "claims_by_model": 1.0,
    }


def test_a_fact_that_was_not_found_leaves_no_marker(file):
    file.write_text(ANSWERS.replace("[Qwen3-8B/layers]", "[Qwen3-8B/nothing]"), "utf-8")
    (found,) = perform(Assistant(Ledger(), lambda: None, lambda _: ()), read_scripts(file))
    assert "nothing" not in " ".join(sentence.text for sentence in found.shown)
    assert found.played[0].is_shown  # by a citation of our own


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (ANSWERS.replace("77 layers.", "78 layers."), "answer.0: not in the draft"),
        (ANSWERS.replace("question =", "asked ="), "answer.0.question"),
        ("[[answer", "not TOML"),
        ("", "answer"),
    ],
)
def test_a_file_that_is_wrong_is_told(file, wrong, told):
    file.write_text(wrong, "utf-8")
    with pytest.raises(QuestionsWrong, match=told):
        read_scripts(file)


def test_the_last_line_is_json_and_the_table_stands_above(file):
    done = CliRunner().invoke(app, ["scripted", str(file)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout.strip().splitlines()[-1])["all"]["bad_shown"] == 0.0
    assert "—" in done.stdout


def test_the_answers_that_ship_can_be_played():
    scripts = read_scripts(SHIPPED)
    assert {script.language for script in scripts} == {"ru", "en"}
