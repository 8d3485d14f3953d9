"""Laws of the hand-written catalogue."""

import json
import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from assistant.citations import verify
from assistant.domain import Evidence, Verdict
from assistant.knowledge import Ledger
from assistant.knowledge.catalog_files import read_catalog
from assistant.knowledge.ledger import CATALOG
from assistant.understanding.attributes import attributes

FILES = read_catalog(CATALOG)
SHARED = Path(__file__).parents[3] / "shared" / "data" / "facts.jsonl"
KINDS = {"number": (int, float), "date": date, "text": str, "names": tuple, "flag": bool}
SAID_NOT_TO_EXIST = {"Qwen3-72B", "Qwen3-15B-A2B"}
REAL_CONFLICTS = {
    ("Llama 3.2", "release_date"),
    ("Llama 3.3", "release_date"),
    ("Qwen2", "release_date"),
    ("Qwen3", "vocabulary"),
    ("Qwen3-4B", "context_max"),
}
LONG = 60
"""A sentence of a source that long cannot stand in the catalogue by chance."""


def test_there_are_facts_enough():
    qwen3 = [fact for fact in FILES.facts if fact.subject.startswith("Qwen3")]
    assert len(FILES.facts) >= 800
    assert len(qwen3) >= 350


def test_every_subject_is_a_release_or_a_family():
    known = {*FILES.releases, *FILES.families, *SAID_NOT_TO_EXIST}
    assert {fact.subject for fact in FILES.facts} <= known


def test_every_release_belongs_to_a_declared_family():
    assert {release.family for release in FILES.releases.values()} <= {*FILES.families}


def test_no_fact_is_stated_twice():
    ids = [fact.id for fact in FILES.facts]
    assert len(ids) == len(set(ids))


def test_values_have_the_kind_of_their_predicate():
    for fact in FILES.facts:
        kind = FILES.predicates[fact.predicate].kind
        assert isinstance(fact.value, KINDS[kind]), fact.id
        assert isinstance(fact.value, bool) == (kind == "flag"), fact.id


def test_both_languages_fill_the_same_fields():
    for predicate in FILES.predicates.values():
        fields = {
            key: {field for _, field, _, _ in Formatter().parse(text) if field}
            for key, text in predicate.templates.items()
        }
        assert len({frozenset(names) for names in fields.values()}) == 1, predicate.name


def test_every_predicate_unit_and_source_is_used():
    assert {fact.predicate for fact in FILES.facts} == {*FILES.predicates}
    assert {fact.unit for fact in FILES.facts} - {""} == {*FILES.units}
    lists = {family.list_source.slug for family in FILES.families.values()}
    assert {fact.source.slug for fact in FILES.facts} | lists == {*FILES.sources}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_question_in_its_own_words_finds_every_predicate(language):
    asked = {name: predicate.asked[language] for name, predicate in FILES.predicates.items()}
    for name, phrases in asked.items():
        assert phrases, name
        assert all(phrase == phrase.lower() for phrase in phrases), name
        assert any(name in attributes(phrase, asked) for phrase in phrases), name


def test_words_of_a_value_exist_in_both_languages():
    assert all({*words} == {"ru", "en"} for words in FILES.localised.values())
    wordless = [
        fact.id
        for fact in FILES.facts
        if fact.id not in FILES.localised and re.search("[а-яё]", str(fact.value))
    ]
    assert wordless == []


def test_nothing_is_known_before_it_was_read():
    assert [fact.id for fact in FILES.facts if fact.as_of > fact.source.read] == []


def test_what_was_superseded_held_before():
    ended = [fact for fact in FILES.facts if fact.until]
    assert ended
    assert [fact.id for fact in ended if fact.until <= fact.as_of] == []


def test_a_list_is_complete_up_to_a_day_on_which_it_was_read_at_the_latest():
    closed = [family for family in FILES.families.values() if family.complete_as_of]
    assert len(closed) < len(FILES.families)
    assert [f.name for f in closed if f.complete_as_of > f.list_source.read] == []


def test_an_absence_that_others_report_is_not_called_certain():
    sure = [
        fact.id
        for fact in FILES.facts
        if fact.predicate in ("base_weights_published", "exists")
        and fact.value is False
        and fact.confidence == "high"
    ]
    assert sure == []


def test_a_release_with_active_parameters_is_a_mixture():
    for release in FILES.releases.values():
        assert (release.active_b is not None) <= (release.architecture == "moe"), release.name


def test_sources_differ_only_where_they_really_do():
    values = {}
    for fact in FILES.facts:
        if isinstance(fact.value, bool | int | float | date):
            values.setdefault((fact.subject, fact.predicate), set()).add(fact.value)
    assert {key for key, found in values.items() if len(found) > 1} == REAL_CONFLICTS


def test_sources_are_addresses_that_can_be_opened():
    assert all(source.url.startswith("https://") for source in FILES.sources.values())


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_fact_in_its_own_words_is_supported_by_itself(language):
    ledger = Ledger()
    findings = ledger.facts(language, None, tuple(ledger.predicates))
    assert len(findings) == len(FILES.facts)
    for finding in findings:
        (sentence,) = verify(
            f"{finding.statement} [1]", "ledger", [Evidence(1, (finding,))], "", whole=True
        )
        assert sentence.verdict is Verdict.SUPPORTED, finding.statement


@pytest.mark.skipif(not SHARED.exists(), reason="the collection of quotes is not beside this clone")
def test_no_sentence_of_a_source_stands_in_the_catalogue():
    text = _plain(" ".join(path.read_text("utf-8") for path in CATALOG.glob("*.toml")))
    quotes = [json.loads(line)["quote"] for line in SHARED.read_text("utf-8").splitlines()]
    sentences = {_plain(part) for quote in quotes for part in re.split(r"(?<=[.!?;:])\s", quote)}
    assert [part for part in sentences if len(part) >= LONG and part in text] == []


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
