"""Passages are found by words and by meaning, in both languages, whatever is asked."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Source
from assistant.knowledge.cutting import cut
from assistant.knowledge.leads import Leads
from assistant.knowledge.passages import PassageIndex
from tests.knowledge.library import BELL, DRUM, NOW, OVEN, TEA, embed, fill, real_embedder, snapshot

RAW = [
    "", " ", '"', '""', "'", "a*", "*", "a AND", "AND OR NOT", "NEAR(a b)", "text:bell", "{a b}:c",
    "(", ")", "((((", "-bell", "+bell", "^bell", "C++", "v1.2.3", "it's", "%", "_", "\\", ";",
    "bell\0rope", "\ud800", "\u202e", "е\u0308лка", "🔔", "ﬀ", "--", "/* */", "1" * 5000, "~bell",
    "a" * 50_000, "терминал " * 3000, "\"bell\" OR \"\"", "passage_text MATCH 'x'",
]  # fmt: skip


@pytest.fixture
def by_words():
    index = fill(PassageIndex(None, None))
    yield index
    index.close()


@pytest.fixture(scope="module")
def by_both():
    index = embed(fill(PassageIndex(None, real_embedder())))
    yield index
    index.close()


def texts(hits):
    return [hit.passage.text for hit in hits]


def test_text_can_be_searched_at_once(by_words):
    assert "hemp" in texts(by_words.search("What is the rope made of?", "en"))[0]
    assert "Чайник" in texts(by_words.search("чайники из медь", "ru"))[0]


def test_without_vectors_a_name_is_found_across_the_scripts(by_words):
    assert "Norman" in texts(by_words.search("Norman", "en"))[0]
    assert {"https://tea.example/ru", "https://oven.example"} <= {
        hit.source.url for hit in by_words.search("Норман", "ru")
    }


def test_a_hit_is_a_verbatim_slice_with_its_source(by_words):
    hit = by_words.search("hemp rope", "en")[0]
    passage = hit.passage
    assert BELL.text[passage.start : passage.end] == passage.text
    assert passage.snapshot == BELL.id
    assert (passage.version, passage.day) == ("1.3.9", date(2025, 6, 1))
    assert hit.source == Source(BELL.id[:12], BELL.title, BELL.url, "maker", NOW.date())
    assert hit.published == date(2025, 6, 1)


def test_what_has_no_date_was_published_when_it_was_fetched():
    index = fill(PassageIndex(None, None), replace(OVEN, published=None))
    assert index.search("oven", "en")[0].published == NOW.date()
    assert index.search("oven", "en", as_of=date(2026, 1, 1)) == ()


@pytest.mark.parametrize(
    ("question", "url"),
    [
        ("How long does it take to boil water in the kettle?", TEA.url),
        ("Сколько времени печётся хлеб?", OVEN.url),
        ("Из чего сделана верёвка?", BELL.url),
        ("Which animal is the skin from?", DRUM.url),
    ],
)
def test_meaning_is_found_in_either_language(by_both, question, url):
    assert by_both.search(question, "en")[0].source.url == url


def test_a_version_that_is_there_limits_the_search(by_both):
    hits = by_both.search("What changed?", "en", leads=Leads(versions=["v1.3.9"]))
    assert {hit.passage.version for hit in hits} == {"1.3.9"}
    assert {hit.source.url for hit in hits} == {BELL.url, DRUM.url}
    hits = by_both.search("What changed?", "en", leads=Leads(versions=["1.3.9"], subjects=["Drum"]))
    assert {hit.source.url for hit in hits} == {DRUM.url}


def test_a_version_that_is_not_there_limits_nothing(by_both):
    assert by_both.search("When does the bell ring?", "en", leads=Leads(versions=["7.7"]))


def test_the_search_can_go_back_in_time(by_both):
    hits = by_both.search("bell rope", "en", as_of=date(2025, 7, 1))
    assert hits
    assert all(hit.published <= date(2025, 7, 1) for hit in hits)
    assert (
        by_both.search("bell", "en", leads=Leads(versions=["1.4.0"]), as_of=date(2025, 7, 1))[
            0
        ].passage.version
        != "1.4.0"
    )


def test_documents_about_the_subject_come_first(by_both):
    plain = by_both.search("changelog", "en", leads=Leads(subjects=["drum"]))
    assert plain[0].source.url == DRUM.url


def test_no_more_than_the_limit_comes(by_both):
    assert len(by_both.search("the bell", "en", limit=2)) == 2
    scores = [hit.score for hit in by_both.search("the bell", "en")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("text", RAW, ids=lambda text: ascii(text[:12]))
@pytest.mark.parametrize("index", ["by_words", "by_both"])
def test_any_text_is_safe(request, index, text):
    searched = request.getfixturevalue(index)
    searched.search(text, "ru", leads=Leads(versions=[text], subjects=[text]))
    searched.search(text, "ru", as_of=date(2026, 1, 1))
    assert searched.snapshots() == {document.id for document in (BELL, DRUM, TEA, OVEN)}


def test_the_hostile_queries_are_safe(by_words):
    folder = os.environ.get("SNOSKA_TEST_ATTACKS")
    if not folder:
        pytest.skip("SNOSKA_TEST_ATTACKS does not name a folder of hostile inputs")
    queries = json.loads((Path(folder) / "sql" / "fts_queries.json").read_text("utf-8"))
    for query in queries:
        by_words.search(query, "en")
    assert len(by_words.snapshots()) == 4


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_no_text_raises(text):
    index = _SHARED
    assert len(index.search(text, "ru", limit=3)) <= 3


_SHARED = fill(PassageIndex(None, None))


def test_adding_twice_adds_nothing(by_words):
    before = len(by_words.search("bell", "en", limit=50))
    fill(by_words)
    assert len(by_words.search("bell", "en", limit=50)) == before


def test_what_is_removed_is_not_found(by_both):
    index = embed(fill(PassageIndex(None, real_embedder())))
    index.search("bell", "en")
    index.remove([BELL.id, "unknown"])
    assert BELL.id not in index.snapshots()
    assert all(
        hit.source.url != BELL.url
        for hit in index.search("When does the bell ring?", "en", limit=50)
    )


def test_vectors_are_computed_once_and_outlive_the_passages():
    index = embed(fill(PassageIndex(None, real_embedder())))
    index.clear()
    assert index.snapshots() == frozenset()
    assert index.search("bell", "en") == ()
    fill(index)
    assert index.pending() == 0
    assert index.search("Из чего верёвка?", "ru")[0].source.url == BELL.url


def test_texts_are_compared_with_a_question_in_meaning(by_both):
    near, far = by_both.closeness("Из чего верёвка?", ["The rope is hemp.", "It rains."])
    assert near > far
    assert by_both.closeness("Из чего верёвка?", []) == []


def test_without_an_embedder_nothing_is_near(by_words):
    assert by_words.closeness("rope", ["The rope is hemp."]) == []


def test_without_an_embedder_nothing_waits(by_words):
    assert by_words.pending() == 0
    assert by_words.embed_some() == 0


def test_batches_go_on_where_the_last_one_stopped():
    index = fill(PassageIndex(None, real_embedder()))
    total = index.pending()
    assert index.embed_some(2) == 2
    assert index.pending() == total - 2
    embed(index)
    assert index.pending() == 0


def test_equal_texts_get_their_vectors_together():
    index = PassageIndex(None, real_embedder())
    for number in range(3):
        taken = snapshot(replace(TEA, url=f"https://tea.example/{number}"))
        index.add(taken, cut(taken))
    assert index.embed_some(1) == 3


def test_threads_may_add_embed_and_search():
    index = PassageIndex(None, real_embedder())
    documents = [
        replace(OVEN, url=f"https://oven.example/{n}", text=f"Oven {n} bakes {n} loaves.")
        for n in range(24)
    ]

    def work(document):
        fill(index, document)
        index.embed_some(2, threads=1)
        return index.search("How many loaves?", "en")

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(work, documents))
    embed(index)
    assert all(found)
    assert len(index.snapshots()) == 24
    assert index.search("Who bakes 17 loaves?", "en")[0].passage.text.startswith("Oven 17")


def test_another_model_finds_its_own_vectors_only(tmp_path):
    class Other(type(real_embedder())):
        name = "other"

    file = tmp_path / "passages.db"
    index = embed(fill(PassageIndex(file, real_embedder())))
    total = len(index.search("bell", "en", limit=50))
    index.close()
    index = PassageIndex(file, Other())
    assert index.pending() >= total > 0
    index.close()
    index = PassageIndex(file, real_embedder())
    assert index.pending() == 0
    index.close()
