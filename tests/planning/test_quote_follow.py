"""A follow-up is asked with what it leaves out."""

import pytest

from assistant.domain import Turn
from assistant.planning import standing_alone

LAYERS = (Turn("user", "How many layers has Bell-8B?"), Turn("assistant", "36."))
NOTES = (Turn("user", "Когда вышел Bell 3.0.0?"), Turn("assistant", "6 октября."))


@pytest.mark.parametrize(
    ("text", "before", "alone"),
    [
        ("and the 14B?", LAYERS, "How many layers has Bell-14B?"),
        ("А у 14B?", LAYERS, "How many layers has Bell-14B?"),
        ("What licence is it under?", LAYERS, "What licence is it under? (Bell-8B)"),
        ("А какая у 14B лицензия?", LAYERS, "А какая у Bell-14B лицензия?"),
        ("Что в ней удалили?", NOTES, "Что в ней удалили? (Bell 3.0.0)"),
        ("Does Drum-2B run on Linux?", LAYERS, "Does Drum-2B run on Linux?"),
        ("What licence is it under?", (), "What licence is it under?"),
    ],
)
def test_names_and_words_are_carried_over(text, before, alone):
    assert standing_alone(text, before) == alone
