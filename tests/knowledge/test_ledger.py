"""Asking the ledger."""

import shutil
from datetime import date

import apsw  # noqa: TID251 - looks at the file that the ledger wrote
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Intent, Question
from assistant.knowledge import Ledger, search
from assistant.knowledge.catalog_files import read_catalog
from assistant.knowledge.fact_search import FactSearch
from assistant.knowledge.ledger import CATALOG, NOW
from assistant.knowledge.wording import value_words

LEDGER = Ledger()


def subjects(findings):
    return {finding.fact.subject for finding in findings}


def test_facts_come_back_typed_and_worded():
    first, *_ = LEDGER.facts("ru", ["Qwen3"], ["release_date"])
    assert first.fact.value == date(2025, 4, 29)
    assert first.statement == "Qwen3: дата выхода — 29 апреля 2025 г."
    assert first.source.url.startswith("https://")


def test_facts_of_a_later_day_are_left_out():
    found = LEDGER.facts("en", ["Qwen3-32B-Base"], ["base_weights_published"], date(2025, 6, 30))
    assert found
    assert all(finding.as_of <= date(2025, 6, 30) for finding in found)


def recommended_vllm(day):
    found = LEDGER.facts("en", ["Qwen3"], ["recommended_vllm"], day)
    return {finding.fact.value for finding in found}


def test_a_superseded_value_holds_until_the_day_of_the_next():
    assert recommended_vllm(date(2025, 6, 25)) == set()
    assert recommended_vllm(date(2025, 8, 7)) == {"0.8.5"}
    assert recommended_vllm(date(2025, 8, 8)) == {"0.9.0"}
    assert recommended_vllm(None) == {"0.8.5", "0.9.0"}


@pytest.mark.parametrize(
    ("language", "words"), [("ru", "(до 8 августа 2025 г.)."), ("en", "(until August 8, 2025).")]
)
def test_history_says_until_when_it_held(language, words):
    old, new = LEDGER.facts(language, ["Qwen3"], ["recommended_vllm"])
    assert old.statement.endswith(words)
    assert new.fact.until is None
    assert words not in new.statement


@pytest.mark.parametrize(
    ("day", "value"), [(None, "0.9.0"), (date(2025, 7, 1), "0.8.5"), (date(2026, 1, 1), "0.9.0")]
)
def test_a_question_gets_what_held_on_its_day_and_else_what_holds(day, value):
    question = Question("?", "en", subjects=("Qwen3",), predicates=("recommended_vllm",), as_of=day)
    found = search(question, LEDGER).facts
    assert {
        finding.fact.value for finding in found if finding.fact.predicate == "recommended_vllm"
    } == {value}


def test_words_find_only_what_held_on_the_day():
    text = "recommended vLLM Qwen3"
    for day, value in ((date(2025, 7, 1), "0.8.5"), (NOW, "0.9.0")):
        found = FactSearch(LEDGER).matching(text, "en", 20, day)
        assert {
            finding.fact.value for finding in found if finding.fact.predicate == "recommended_vllm"
        } == {value}


def test_the_list_of_a_family_is_that_of_the_day_asked_for():
    def listed(day):
        question = Question("?", "en", Intent.LIST, subjects=("Qwen3",), as_of=day)
        return search(question, LEDGER).closed_list

    before, after = listed(date(2025, 6, 30)), listed(None)
    assert "Qwen3-235B-A22B-Instruct-2507" not in before.fact.value
    assert "Qwen3-235B-A22B-Instruct-2507" in after.fact.value
    assert "June 30, 2025" in before.statement
    assert {"Qwen3-32B", "Qwen3-235B-A22B"} < {*before.fact.value}


def test_a_family_without_a_complete_list_proves_no_absence():
    question = Question("?", "en", subjects=("Falcon",), unknown_names=("Falcon-11B",))
    found = search(question, LEDGER)
    assert found.family.complete_as_of is None
    assert found.closed_list is None
    assert found.releases


def test_two_sources_with_two_values_are_both_kept():
    found = LEDGER.facts("en", ["Qwen3-4B"], ["context_max"])
    assert {finding.fact.value for finding in found} == {32768, 131072}


@pytest.mark.parametrize(
    ("text", "language", "subject"),
    [
        ("семейство лицензий Фи 4 MIT", "ru", "Phi-4"),
        ("ёмкость словаря токенов Qwen3", "ru", "Qwen3"),
        ("released under Databricks licence", "en", "DBRX"),
    ],
)
def test_words_find_facts_in_any_form(text, language, subject):
    assert subject in subjects(LEDGER.matching(text, language))


@given(st.text(max_size=80))
@settings(deadline=None)
def test_any_text_can_be_searched_for(text):
    assert len(LEDGER.matching(text, "en", limit=3)) <= 3


@pytest.mark.parametrize("text", ['C++ "x', "NOT (a", "a AND", "col:x", "*", "it's", "\x00", ""])
def test_the_query_language_is_never_reached(text):
    LEDGER.matching(text, "en")


def test_the_index_is_built_once_and_rebuilt_when_the_catalogue_changes(tmp_path):
    catalog, file = tmp_path / "catalog", tmp_path / "index.db"
    shutil.copytree(CATALOG, catalog)
    Ledger(file, catalog).close()
    built = file.stat().st_mtime_ns
    Ledger(file, catalog).close()
    assert file.stat().st_mtime_ns == built
    text = (catalog / "others.toml").read_text("utf-8")
    changed = text.replace('value = "MIT"', 'value = "BSD"')
    assert changed != text
    (catalog / "others.toml").write_text(changed, "utf-8")
    found = Ledger(file, catalog).facts("en", ["Phi-4"], ["license"])
    assert found[0].fact.value == "BSD"


def test_an_index_of_an_older_schema_is_built_again(tmp_path):
    file = tmp_path / "index.db"
    Ledger(file).close()
    connection = apsw.Connection(str(file))
    connection.execute("DROP VIEW finding")
    connection.execute("ALTER TABLE fact DROP COLUMN until")
    connection.execute("UPDATE built SET fingerprint = 'older'")
    connection.close()
    assert Ledger(file).facts("en", ["Qwen3"], ["license"], date(2025, 7, 1))


@pytest.mark.parametrize("damage", [b"", b"not a database at all " * 400])
def test_a_damaged_index_is_built_again(tmp_path, damage):
    file = tmp_path / "index.db"
    Ledger(file).close()
    file.write_bytes(damage)
    beside = tmp_path / "index.db.mine"
    beside.write_text("kept", "utf-8")
    assert Ledger(file).facts("en", ["Qwen3"], ["license"])
    assert file.read_bytes().startswith(b"SQLite format 3"), "it is in the file again"
    assert beside.read_text("utf-8") == "kept"


def test_an_index_that_cannot_be_written_is_kept_in_memory(tmp_path):
    folder = tmp_path / "a file"
    folder.write_text("x", "utf-8")
    assert Ledger(folder / "index.db").facts("en", ["Qwen3"], ["license"])


def test_the_index_uses_write_ahead_logging(tmp_path):
    Ledger(tmp_path / "index.db")
    assert apsw.Connection(str(tmp_path / "index.db")).pragma("journal_mode") == "wal"


def test_a_release_that_is_silent_answers_by_its_family():
    question = Question("?", "en", subjects=("Qwen3-14B",), predicates=("license",))
    assert "Qwen3" in subjects(search(question, LEDGER).facts)


def test_what_no_name_finds_is_looked_for_by_words():
    question = Question("speech input languages", "en", Intent.FACT)
    assert search(question, LEDGER).facts


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        (1, "ru", "1 токен"),
        (3, "ru", "3 токена"),
        (131072, "ru", "131 072 токена"),
        (5, "en", "5 tokens"),
    ],
)
def test_units_take_their_plural(value, language, words):
    assert value_words(value, read_catalog(CATALOG).units["tokens"], language) == words


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [(999, "en", "999B"), (1000, "en", "1T"), (2400, "en", "2.4T"), (1000, "ru", "1 трлн")],
)
def test_a_thousand_billions_are_a_trillion(value, language, words):
    assert value_words(value, read_catalog(CATALOG).units["B"], language) == words
