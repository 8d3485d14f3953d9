"""How findings get their numbers."""

from datetime import date

from assistant.domain import Fact, Finding, Source
from assistant.planning import Footnotes

PAGE = Source("page", "A page", "https://example.org", "maker", date(2026, 1, 1))
OTHER = Source("other", "Another", "https://example.org/2", "tracker", date(2026, 1, 1))


def published(name, source=PAGE, *, value=True, predicate="base_weights_published"):
    fact = Fact(name, predicate, value, "", date(2025, 4, 29), source)
    return Finding("fact", f"{name}: {value}", source, fact.as_of, fact)


def test_numbers_follow_the_order_of_citing():
    notes = Footnotes()
    assert notes.cite(published("A", OTHER)) == (1,)
    assert notes.cite(published("B"), published("A", OTHER)) == (2, 1)


def test_what_one_source_says_alike_shares_a_number():
    notes = Footnotes()
    assert notes.cite(published("A"), published("B")) == (1,)
    (item,) = notes.evidence()
    assert [finding.fact.subject for finding in item.findings] == ["A", "B"]


def test_yes_and_no_of_one_source_are_told_apart():
    assert Footnotes().cite(published("A"), published("B", value=False)) == (1, 2)


def test_different_attributes_of_one_source_are_told_apart():
    assert Footnotes().cite(published("A"), published("A", predicate="license")) == (1, 2)


def test_a_finding_cited_twice_stays_one():
    notes = Footnotes()
    notes.cite(published("A"))
    assert notes.cite(published("A")) == (1,)
    assert notes.evidence()[0].statement == "A: True"


def test_only_the_numbers_asked_for_are_returned():
    notes = Footnotes()
    notes.cite(published("A"), published("B", OTHER))
    assert [item.number for item in notes.evidence({2})] == [2]
