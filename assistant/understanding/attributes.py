"""
Which attributes a question asks for, as ledger predicates.

A predicate is asked for when one of its phrases occurs: each word of the phrase is the beginning
of a word of the question, next to each other; a long one may hold a slip. One that ends in `$` is a
whole word. When phrases overlap, the longer one is meant. After `&` stand beginnings of words,
parted by `|`, one of which must stand anywhere in the question.
"""

from collections.abc import Iterable, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from assistant.language import begins, words


def attributes(text: str, asked: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """
    Return the predicates asked for; `asked` holds the phrases of each.

    >>> attributes("Какая лицензия?", {"license": ["лиценз"], "layers": ["слоёв"]})
    ('license',)
    """
    said = words(text)
    matches = [
        (predicate, span)
        for predicate, phrases in asked.items()
        for phrase in phrases
        for span in _found(phrase, said)
    ]
    spans = [span for _, span in matches]
    return tuple(
        dict.fromkeys(
            predicate for predicate, span in matches if not any(_inside(span, o) for o in spans)
        )
    )


def _found(phrase: str, said: list[str]) -> list[range]:
    phrase, _, beside = phrase.partition("&")
    others = tuple(beside.split("|")) if beside else ()
    is_there = not others or any(word.startswith(others) for word in said)
    return _spans(words(phrase), said) if is_there else []


def _spans(phrase: list[str], said: list[str]) -> list[range]:
    size = len(phrase)
    return [
        range(at, at + size)
        for at in range(len(said) - size + 1)
        if all(map(_begins, said[at : at + size], phrase))
    ]


_WHOLE = "$"


def _begins(word: str, beginning: str) -> bool:
    """Whether `word` begins so, with one slip allowed in a long beginning: "licnese"."""
    if beginning.endswith(_WHOLE):
        return word == beginning[:-1]
    if begins(word, beginning):
        return True
    size = len(beginning)
    least = size - word.isascii()  # "contex"; a Russian word may have lost its ending instead
    if size < _TRANSPOSED_FROM or len(word) < least or word[0] != beginning[0]:
        return False
    begun = word[:size]
    is_slip = DamerauLevenshtein.distance(begun, beginning) == 1
    return is_slip and (size >= _FUZZY_FROM or sorted(begun) == sorted(beginning))


_TRANSPOSED_FROM, _FUZZY_FROM = 5, 6
"""In five letters only a swap of two passes: "later" is no "layer"."""


def _inside(span: range, other: range) -> bool:
    return len(other) > len(span) and span.start >= other.start and span.stop <= other.stop
