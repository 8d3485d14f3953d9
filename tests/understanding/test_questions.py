"""Wordings nobody foresaw: what is asked about what, alone and within a conversation."""

import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from assistant.domain import Turn
from assistant.knowledge import Ledger, Lexicon
from assistant.knowledge.embedding import embedder
from assistant.knowledge.phrases import Phrases
from assistant.understanding import understand

ROWS = tomllib.loads(Path(__file__).with_name("questions.toml").read_text("utf-8"))["rows"]
LEAST_RIGHT = 0.95


@pytest.fixture(scope="module")
def lexicon():
    with closing(Ledger()) as ledger:
        yield Lexicon(ledger)


def wrong(row, lexicon):
    text, intent, subjects, attribute, *before = row
    conversation = tuple(Turn("user", said) for said in before)
    asked = understand(text, lexicon, conversation, meanings=Phrases(embedder()).meanings)
    expected = set(filter(None, subjects.split("|")))
    fits = {"": True, "-": not asked.predicates}.get(attribute, attribute in asked.predicates)
    told = "outside" if asked.seems_outside and asked.intent == "unknown" else asked.intent
    if told == intent and set(asked.subjects) == expected and fits:
        return None
    return text, asked.intent.value, asked.subjects, asked.predicates, asked.unknown_attribute


def test_there_are_enough_of_them():
    assert len(ROWS) >= 120
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.skipif(embedder() is None, reason="no embedder for this computer")
def test_nearly_all_are_understood(lexicon):
    mistakes = [mistake for row in ROWS if (mistake := wrong(row, lexicon))]
    assert 1 - len(mistakes) / len(ROWS) >= LEAST_RIGHT, mistakes
