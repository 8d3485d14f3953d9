"""General explanations in the model's own words, marked as such."""

import threading

import pytest

from assistant.domain import Intent, ModelIdentity, Plan, Question, Section, Verdict
from assistant.events import Rejected
from assistant.pipeline import Brain
from assistant.pipeline.explained import MOST_SENTENCES, explained, is_general
from assistant.pipeline.layout import Layout
from assistant.planning import Footnotes
from assistant.settings import resource
from assistant.testing import ScriptedModel

ASKED = Question("What is a base model?", "en", Intent.EXPLAIN)
NAMES = ("Qwen3-8B", "Llama 3.1", "лама")
GENERAL = "A base model has only learned to continue text."


def explain(said):
    thinker = ScriptedModel(replies=[said])
    brain = Brain(thinker, ModelIdentity("s", "s.gguf", None), "tools", resource("prompts"))
    layout = Layout(Plan((Section("lead", "lead", ()),), refused=True), Footnotes())
    events = list(explained(ASKED, layout, brain, NAMES, threading.Event()))
    return events, layout


def test_it_is_the_models_and_stands_without_a_source_under_a_heading_that_says_so():
    _, layout = explain(f"{GENERAL} It needs more training to answer.")
    (section,) = layout.sections()
    assert "without a source" in section.heading
    assert [sentence.text for sentence in section.sentences] == [
        GENERAL,
        "It needs more training to answer.",
    ]
    for sentence in section.sentences:
        assert (sentence.by, sentence.verdict) == ("model", Verdict.NOT_A_CLAIM)
        assert sentence.citations == ()


def test_what_names_a_release_or_gives_a_number_is_left_out_and_told():
    events, layout = explain(f"Llama is one. {GENERAL} It costs 5 dollars.")
    assert [sentence.text for sentence in layout.said()] == [GENERAL]
    assert [event.fate for event in events if isinstance(event, Rejected)] == ["removed"] * 2


def test_it_does_not_go_on_for_ever():
    _, layout = explain("It is so. " * 50)
    assert len(layout.said()) == MOST_SENTENCES


def test_a_sentence_that_breaks_off_is_not_shown():
    _, layout = explain(f"{GENERAL} And then the")
    assert [sentence.text for sentence in layout.said()] == [GENERAL]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Базовая модель умеет только продолжать текст.", True),
        ("Такова, например, лама.", False),
        ("Qwen3-8B is one.", False),
        ("Она вышла в 2024 году.", False),
        ("模型 is a model.", False),
    ],
)
def test_a_general_sentence_states_nothing_of_a_release(text, is_one):
    assert is_general(text, {"лама", "qwen"}) is is_one
