"""What opens a list may repeat the question's own numbers, and no others."""

from assistant.citations.asides import is_aside


def test_an_opening_repeats_the_question():
    assert is_aside("Here is what 5.x brought:", [], "What came with 5.x?")
    assert not is_aside("Here is what 6.x brought:", [], "What came with 5.x?")
    assert not is_aside("Here 5.x is the best.", [], "What came with 5.x?")
