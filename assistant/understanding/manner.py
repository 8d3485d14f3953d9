"""
In what manner an answer is wanted: shorter, simpler, with proof, or in the other language.

By words where they say it, else by the nearest example. Only a text that names nothing is taken
for a turn on the last answer.
"""

import re
from collections.abc import Sequence

from assistant.domain import Language, Manner, Meaning

_WORDS: tuple[tuple[Manner, str], ...] = (
    (Manner.ENGLISH, r"\b(?:in|into|to)\s+english|по-?\s?английски|на\s+английск"),
    (Manner.RUSSIAN, r"\b(?:in|into|to)\s+russian|по-?\s?русски|на\s+русск"),
    (Manner.OTHER, r"^\W*(?:пожалуйста\W+)?(?:translate|переведи)"),
    (
        Manner.SHORT,
        r"короч|кратк|в\s+двух\s+слов|shorter|\bbrief|tl;?\s?dr|in\s+short|in\s+a\s+word",
    ),
    (Manner.SURE, r"увер[её]н|\bsure\b|^\W*(?:точно|really|правда)\W*$"),
    (Manner.SIMPLE, r"попроще|проще|простыми\s+слов|simpl[ey]|simple\s+words|eli5"),
    (Manner.DETAILED, r"подробн|детальн|in\s+detail|more\s+details?|tell\s+me\s+more|elaborate"),
)
_COMPILED = tuple((manner, re.compile(words, re.IGNORECASE)) for manner, words in _WORDS)
_ANSWER_IN = re.compile(
    r"(?:answer|reply|respond|ответ\w*|отвеча\w*|напиши|скажи)\s+(?:\w+\s+){0,2}?"
    r"(?:in\s+(?P<en>english|russian)|(?:по-?|на\s+)(?P<ru>английск|русск)\w*)",
    re.IGNORECASE,
)
_NEAR = 0.885
"""The least cosine with an example; other short texts stay below (measured on 60)."""

LANGUAGES: dict[Manner, Language] = {Manner.RUSSIAN: "ru", Manner.ENGLISH: "en"}
_ON_FRESH = (Manner.SHORT, Manner.SIMPLE, Manner.DETAILED)


def turn_on_answer(text: str, meanings: Sequence[Meaning]) -> Manner | None:
    """Return the manner in which the last question shall be answered again; None: none is meant."""
    for manner, pattern in _COMPILED:
        if pattern.search(text):
            return manner
    if any(map(str.isdigit, text)):
        return None
    nearest = meanings[0] if meanings else None
    return nearest.manner if nearest and nearest.closeness >= _NEAR else None


def manner_of(text: str) -> Manner:
    """
    Return how the answer to a whole question is wanted.

    >>> manner_of("Briefly: how old is Phi-4?"), manner_of("Is Qwen3 good in Russian?")
    (<Manner.SHORT: 'short'>, <Manner.PLAIN: 'plain'>)
    """
    found = (manner for manner, words in _COMPILED if manner in _ON_FRESH and words.search(text))
    return next(found, Manner.PLAIN)


def language_wanted(text: str) -> Language | None:
    """Return the language in which a question asks to be answered, when it says so."""
    match = _ANSWER_IN.search(text)
    if match is None:
        return None
    named = (match["en"] or match["ru"]).lower()
    return "ru" if named.startswith(("russian", "русск")) else "en"
