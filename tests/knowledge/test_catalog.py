"""Laws of the hand-written catalogue."""

import json
from pathlib import Path
from string import Formatter

import pytest

from assistant.citations import verify
from assistant.domain import Evidence, Verdict
from assistant.knowledge import Ledger
from assistant.knowledge.catalog_files import read_catalog
from assistant.knowledge.ledger import CATALOG

FILES = read_catalog(CATALOG)
SHARED = Path(__file__).parents[3] / "shared" / "data" / "facts.jsonl"
KINDS = {"number": (int, float), "text": str, "names": tuple, "flag": bool}
SAID_NOT_TO_EXIST = {"Qwen3-72B", "Qwen3-15B-A2B"}


def test_there_are_facts_enough():
    qwen3 = [fact for fact in FILES.facts if fact.subject.startswith("Qwen3")]
    assert len(FILES.facts) >= 450
    assert len(qwen3) >= 150


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
        assert kind == "date" or isinstance(fact.value, KINDS[kind]), fact.id


def test_both_languages_fill_the_same_fields():
    for predicate in FILES.predicates.values():
        fields = {
            key: {field for _, field, _, _ in Formatter().parse(text) if field}
            for key, text in predicate.templates.items()
        }
        assert len({frozenset(names) for names in fields.values()}) == 1, predicate.name


def test_every_predicate_is_used():
    assert {fact.predicate for fact in FILES.facts} == {*FILES.predicates}


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
    text = " ".join(path.read_text("utf-8") for path in CATALOG.glob("*.toml"))
    quotes = [json.loads(line)["quote"] for line in SHARED.read_text("utf-8").splitlines()]
    assert [quote for quote in quotes if len(quote) >= 60 and quote in text] == []
