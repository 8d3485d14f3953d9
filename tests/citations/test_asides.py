"""What opens a list may repeat the question's own numbers, and no others."""

from assistant.citations.asides import is_aside
from assistant.domain import Evidence
from assistant.knowledge import Ledger


def test_an_opening_repeats_the_question():
    assert is_aside("Here is what 5.x brought:", [], "What came with 5.x?")
    assert not is_aside("Here is what 6.x brought:", [], "What came with 5.x?")
    assert not is_aside("Here 5.x is the best.", [], "What came with 5.x?")


def test_on_what_it_depends_is_an_aside_and_how_is_none():
    known = [Evidence(1, (Ledger().facts("en", ["Phi-4"], ["license"])[0],))]
    assert is_aside("With Phi-4 it depends on the precision.", known)
    assert not is_aside("With Phi-4 it depends on the precision, and MIT is free.", known)
    assert not is_aside("With Phi-5 it depends on the precision.", known)


def test_a_word_of_assent_is_an_aside_only_by_itself():
    assert is_aside("Sure!", ())
    assert is_aside("Отличный вопрос!", ())
    assert not is_aside("Sure, it is free!", ())
    assert is_aside("Ниже — краткая хронология.", ())
    assert not is_aside("Ниже скорость у всех остальных.", ())
