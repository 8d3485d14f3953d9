"""
How words sound, across the two scripts, so that a name is found however it is written.

Not covered: names that are translated ("Германия"), and English spelling far from its sound
("Kuechly", Кикли).
"""

import re
from functools import lru_cache

_TO_LATIN = str.maketrans(
    {
        "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
        "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
        "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh",
        "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a",
    }
)  # fmt: skip
_SOUNDS = (("ph", "f"), ("qw", "kv"), ("qu", "kv"), ("w", "v"), ("q", "k"), ("c", "k"), ("y", "i"),
           ("x", "ks"), ("ee", "i"), ("oo", "u"), ("j", "dzh"))  # fmt: skip
_REPEATED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiou]")
_BEGINNING = 5
_SHORT = 4


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """
    Return a lower-case word by its sound, in Latin letters.

    >>> sound("квен"), sound("qwen"), sound("норман") == sound("norman")
    ('kven', 'kven', True)
    """
    latin = word.translate(_TO_LATIN)
    for letters, alike in _SOUNDS:
        latin = latin.replace(letters, alike)
    return _REPEATED.sub(r"\1", latin)


@lru_cache(maxsize=50_000)
def skeleton(word: str) -> str:
    """
    Return the first letter of a word's sound and the consonants that follow, five at most.

    Endings fall away, and so do most differences between a borrowed word and its original.

    >>> skeleton("протестантский"), skeleton("protestants")
    ('prtst', 'prtst')
    """
    heard = sound(word)
    if word[:1].isdigit() or len(heard) < _SHORT:
        return heard
    return (heard[0] + _VOWELS.sub("", heard[1:]))[:_BEGINNING]
