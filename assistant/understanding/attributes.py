"""
Which attributes a question asks for, as ledger predicates.

A predicate is asked for when one of its phrases occurs: each word of the phrase is the beginning
of a word of the question, next to each other. When phrases overlap, the longer one is meant.
"""

from collections.abc import Iterable, Mapping

from assistant.language import words


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
        for span in _spans(words(phrase), said)
    ]
    spans = [span for _, span in matches]
    return tuple(
        dict.fromkeys(
            predicate for predicate, span in matches if not any(_inside(span, o) for o in spans)
        )
    )


def _spans(phrase: list[str], said: list[str]) -> list[range]:
    size = len(phrase)
    return [
        range(at, at + size)
        for at in range(len(said) - size + 1)
        if all(word.startswith(begin) for word, begin in zip(said[at:], phrase, strict=False))
    ]


def _inside(span: range, other: range) -> bool:
    return len(other) > len(span) and span.start >= other.start and span.stop <= other.stop
