"""Which passages are looked at for quotes."""

from datetime import date

import pytest

from assistant.domain import Finding, Passage, Question, Source
from assistant.planning.quote_pool import most_telling

DAY = date(2026, 2, 3)


def passage(text, version="", day=None):
    source = Source("s", "Notes", "file:///notes", "local", DAY)
    return Finding("passage", text, source, DAY, passage=Passage("s", 0, 1, text, (), version, day))


PLAIN, DATED, PRICED = map(passage, ("Bell is loud.", "Bell 3 came in May 2025.", "It costs $4."))
RELEASE = passage("- The rope is new.", "3.1", DAY)
ALL = (PLAIN, DATED, PRICED, RELEASE)


@pytest.mark.parametrize(
    ("text", "telling"),
    [
        ("When did Bell 3 come out?", (DATED, RELEASE)),
        ("How much does Bell 3 cost?", (PRICED,)),
        ("Какую сумму просят за Bell 3?", (PRICED,)),
        ("What did they pay for Bell 3?", (PRICED,)),
        ("Чем звонили, когда вышел Bell 3?", ALL),
        ("Скажи, когда вышел Bell 3?", (DATED, RELEASE)),
        ("Why is Bell 3 loud?", ALL),
        ("When did Bell 3 come out, and why is it loud?", ALL),
    ],
)
def test_a_passage_without_the_kind_of_value_is_left_out(text, telling):
    assert most_telling(Question(text, "en"), {}, ALL, 9) == telling


def test_the_nearest_stay_when_none_holds_it():
    assert most_telling(Question("When did Bell 3 come out?", "en"), {}, (PLAIN,) * 9, 2) == (
        PLAIN,
        PLAIN,
    )
