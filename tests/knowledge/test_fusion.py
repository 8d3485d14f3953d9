"""Words and meaning are put together, and neither alone decides."""

from dataclasses import replace

import numpy as np
import pytest

from assistant.knowledge.fusion import Candidate, Wanted, ranked
from assistant.knowledge.lexical import asked, codes, expression, indexed, weights
from assistant.knowledge.vectors import packed
from assistant.language.phonetic import skeleton, sound

QUESTION = np.eye(384, dtype=np.float32)[0]


def candidate(key, text, cosine=0.8, language="en", *, about=0.0):
    row = np.zeros((1, 384), np.float32)
    row[0, :2] = cosine, np.sqrt(1 - cosine**2)
    return Candidate(key, language, about, codes(indexed(text)).tobytes(), packed(row))


def wanted(question, language="en", vector=QUESTION):
    terms = asked(question)
    counts = dict.fromkeys(terms.terms, 1)
    return Wanted(
        language,
        vector,
        weights(terms.stems, counts, 10),
        weights(terms.sounds, counts, 10),
        counts,
        gap=0.06,
    )


def order(*arguments):
    return [key for key, _ in ranked(*arguments)]


def test_of_two_that_are_as_near_the_one_with_the_words_wins():
    found = [candidate(1, "The drum is loud."), candidate(2, "Bells ring.")]
    assert order(wanted("When do the bells ring?"), found) == [2, 1]


def test_meaning_outweighs_words():
    found = [
        candidate(1, "Bells ring at noon.", 0.7),
        candidate(2, "The chime sounds at 12.", 0.85),
    ]
    assert order(wanted("When do the bells ring?"), found) == [2, 1]


def test_a_name_is_found_across_the_scripts():
    found = [candidate(1, "It was built by Peter."), candidate(2, "It was built by Norman.")]
    assert order(wanted("Кто такой Норман?", "ru"), found) == [2, 1]


def test_a_stem_that_is_shared_by_chance_across_languages_does_not_count():
    same, other = candidate(1, "gpu"), candidate(2, "gpu", language="ru")
    scores = dict(ranked(wanted("gpu", "en"), [same, other]))
    assert scores[1] - (scores[2] - 0.06) == pytest.approx(0.05, abs=1e-6)


def test_what_is_about_the_subject_comes_before_what_mentions_it():
    found = [candidate(1, "bell"), candidate(2, "bell", about=1.0)]
    assert order(wanted("bell"), found) == [2, 1]


def test_words_alone_decide_where_there_are_no_vectors():
    found = [
        Candidate(1, "en", False, codes(indexed("drum")).tobytes(), None),
        Candidate(2, "en", False, codes(indexed("bell")).tobytes(), None),
    ]
    assert order(wanted("bell"), found) == [2, 1]
    assert order(wanted("bell", vector=None), found) == [2, 1]


def test_a_passage_whose_vector_is_missing_can_still_win_by_words():
    late = Candidate(3, "en", False, codes(indexed("The bell rings.")).tobytes(), None)
    found = [candidate(1, "soup", 0.8), candidate(2, "oven", 0.79), late]
    assert order(wanted("Does the bell ring?"), found)[0] == 3


def test_nothing_is_ordered():
    assert ranked(wanted("bell"), []) == []


def test_terms_that_stand_everywhere_are_worth_nothing_much():
    found = weights(("bell", "the"), {"bell": 1, "the": 1000}, 1000)
    assert found["bell"] > 100 * found["the"]
    assert sum(found.values()) == pytest.approx(1)


def test_only_common_words_ask_for_nothing():
    assert asked("Что это?").terms == ()
    assert expression(()) == ""
    assert weights((), {}, 10) == {}


@pytest.mark.parametrize(
    ("word", "other"),
    [("норман", "norman"), ("протестантский", "protestants"), ("квен", "qwen"), ("2025", "2025")],
)
def test_words_that_sound_alike_have_one_skeleton(word, other):
    assert skeleton(word) == skeleton(other)


def test_words_that_do_not_sound_alike_have_two():
    assert skeleton("mistral") != skeleton("minstrel")
    assert sound("лама") != sound("лима")
    assert skeleton("2025") != skeleton("2024")


def test_a_word_that_means_the_same_counts_across_the_languages():
    asking = replace(wanted("Какая лицензия?", "ru", None), meant=[(("licens",), 1.0)])
    found = [candidate(1, "It rings."), candidate(2, "The license is free.")]
    assert order(asking, found) == [2, 1]


def test_a_passage_without_vectors_is_neither_first_nor_last_for_that():
    found = [candidate(1, "Drums.", 0.6), candidate(2, "Drums.", 0.8)]
    unknown = replace(candidate(3, "Drums."), windows=None)
    assert order(wanted("When do bells ring?"), [*found, unknown]) == [2, 3, 1]
