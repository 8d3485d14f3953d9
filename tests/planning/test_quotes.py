"""What an answer says of documents beside their own words: the days of versions."""

from datetime import date

from assistant.domain import Findings, Question
from assistant.planning import Footnotes, no_meaning
from assistant.planning.quotes import answer_sections
from assistant.planning.shelf import Shelf
from tests.planning.test_quote_choice import passage

NOTES = (
    passage("- The gong is new.", "8.0.0", version="8.0.0", day=date(2026, 2, 3)),
    passage("- The door is red.", "7.0.0", version="7.0.0", day=date(2025, 1, 9)),
    passage("- The bell is old.", "6.0.0", version="6.0.0"),
)


def said(text):
    shelf = Shelf(Findings(quotes=NOTES), Footnotes(), "en")
    sections = answer_sections(Question(text, "en"), shelf, {}, no_meaning)
    return [claim.text for section in sections for claim in section.claims]


def test_the_day_of_each_version_that_is_named_is_told_and_nothing_else():
    assert said("When did Bell 8.0.0 come out?") == ["Version 8.0.0 is dated February 3, 2026."]
    assert said("When did Bell 8.0.0 and Bell 7.0.0 come out?") == [
        "Version 8.0.0 is dated February 3, 2026.",
        "Version 7.0.0 is dated January 9, 2025.",
    ]


def test_a_version_without_a_day_gets_none():
    assert not said("When did Bell 6.0.0 come out?")
