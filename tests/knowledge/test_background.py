"""Vectors are computed beside other work, and go on after a stop."""

import threading
import time

import pytest

from assistant.errors import ModelError
from assistant.knowledge.background import BackgroundEmbedding
from assistant.knowledge.passages import PassageIndex
from tests.knowledge.library import ALL, BELL, TEA, fill, real_embedder


@pytest.fixture
def index():
    found = PassageIndex(None, real_embedder())
    yield found
    found.close()


def test_it_computes_what_is_missing_and_what_comes_later(index):
    fill(index, BELL)
    work = BackgroundEmbedding(index).start()
    assert work.wait(30)
    assert index.pending() == 0
    fill(index, TEA)
    deadline = time.monotonic() + 30
    while index.pending() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert index.pending() == 0
    work.stop()


def test_it_waits_while_there_is_other_work(index):
    fill(index, *ALL)
    total = index.pending()
    busy = threading.Event()
    busy.set()
    work = BackgroundEmbedding(index, busy.is_set).start()
    assert not work.wait(0.5)
    assert index.pending() == total
    busy.clear()
    assert work.wait(30)
    assert index.pending() == 0
    work.stop()


def test_it_goes_on_after_a_stop(index):
    fill(index, *ALL)
    BackgroundEmbedding(index).start().stop()
    work = BackgroundEmbedding(index).start()
    assert work.wait(30)
    assert index.pending() == 0
    work.stop()


class Broken:
    """An embedder whose model cannot be loaded."""

    name, dimensions, language_gap, has_known_scale = "broken", 384, 0.0, True

    def passages(self, texts, threads):
        raise ModelError("the model cannot be loaded", "see the log")

    def query(self, text):
        raise ModelError("the model cannot be loaded", "see the log")


def test_a_model_that_fails_is_told_and_ends_nothing(caplog):
    index = PassageIndex(None, Broken())
    fill(index, BELL)
    work = BackgroundEmbedding(index).start()
    assert work.wait(30)
    assert "cannot be loaded" in caplog.text
    work.stop()
    assert index.pending() > 0
    index.close()


def test_it_can_be_stopped_before_it_began(index):
    BackgroundEmbedding(index).stop()
