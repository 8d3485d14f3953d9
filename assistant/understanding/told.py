"""
Names told in words, as documents write them: "the second Bell" is "the Bell 2".

An ordinal says the generation, "восьмимиллиардный" and "180-billion" a size; a size or version
may stand before the name or a word or two away from it. Not covered: sizes of two hundred
billion and more in words.
"""

import re
from collections.abc import Callable

_ORDINALS = {
    "перв": "1", "втор": "2", "трет": "3", "четв": "4", "пят": "5",
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
}  # fmt: skip
_TENS = {"двадцати": 20, "тридцати": 30, "сорока": 40, "пятидесяти": 50, "шестидесяти": 60,
         "семидесяти": 70, "восьмидесяти": 80, "девяноста": 90}  # fmt: skip
_ONES = {"двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
         "девяти": 9, "десяти": 10, "одиннадцати": 11, "двенадцати": 12, "тринадцати": 13,
         "четырнадцати": 14, "пятнадцати": 15}  # fmt: skip
_WAYS = [one.replace("рех", "р[её]х") for one in sorted(_ONES, key=len, reverse=True)]
_TOLD = re.compile(rf"\b(сто)?({'|'.join(_TENS)})?({'|'.join(_WAYS)})?миллиардн\w+", re.IGNORECASE)
_CARDINALS = {"десять": 10, "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40,
              "пятьдесят": 50, "сто": 100}  # fmt: skip
_INVERTED = re.compile(
    r"\b(тысяч|миллион(?:ов|а)?|миллиард(?:ов|а)?|токенов)\s+(?:(?:на|по)\s+)?"
    rf"(\d{{1,3}}(?:[.,]\d+)?|{'|'.join(_CARDINALS)})(?![\w.,]*\d)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(\d+(?:[.,]\d+)?)(?:\s?-?\s?миллиардн\w+|-billion(?:-param\w*)?)", re.IGNORECASE
)
_ORDINAL = re.compile(
    r"\b(?P<ordinal>(?:перв|втор|трет|четв[её]рт|пят)(?:ый|ой|ий|ая|ья|ого|ьего|ому|ьему|ом|ьем|ую|ью|ей|ым|ьим)"
    r"|first|second|third|fourth|fifth)(?:[\s-]+(?:gen(?:eration)?|поколени[ея]))?"
    r"\s+(?P<name>[a-zа-яё]{2,})\b(?![\s-]?\d)",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"(?<![\w.-])(?P<what>\d+(?:[.,]\d+)?[bб]|\d\.\d{1,2})"
    r"(?P<words>(?:\s+[a-zа-яё]{2,}(?:-?\d+(?:\.\d+)*)?(?!\w)){1,3}(?:\s?\d+(?:\.\d+)?[bб]\b)?)",
    re.IGNORECASE,
)
_SIZE_FIRST = re.compile(
    r"(?<=[a-zа-яё] )(?P<size>\d+(?:[.,]\d+)?[bб])[\s-](?P<number>\d+(?:\.\d+)?)(?![\w.])",
    re.IGNORECASE,
)
"""What comes of a size that stood before a name and its generation: "Bell 8B 3"."""
_WORD = re.compile(r"([^\W\d_]+)(?:-?\d+(?:\.\d+)*(?!\w))?")
_SEPARATES = frozenset("and or than vs и или чем против".split())  # noqa: SIM905
_LAST_WORD = re.compile(r"([^\W_]+)[\s-]*$")
_SIZED = re.compile(r"[\s-]?\d+(?:[.,]\d+)?\s?[bб]\b", re.IGNORECASE)


def as_documents_write(text: str, is_name: Callable[[str], bool]) -> str:
    """
    Return `text` with names told in words written as documents write them.

    `is_name`: whether a word is what some document is called by.

    >>> bell = "bell".__eq__
    >>> as_documents_write("the second bell, the 180-billion Bell, 9B weights of bell", bell)
    'the bell 2, the Bell 180B, weights of bell 9B'
    >>> as_documents_write("у 9B bell и у восьмимиллиардной базы третьего bell", bell)
    'у bell 9B и у базы bell 3 8B'
    """
    text = _COUNTED.sub(lambda match: f"{match[1]}B", in_figures(text))
    text = _ORDINAL.sub(lambda match: _generation(match, is_name), text)
    text = _BEFORE.sub(lambda match: _behind(match, is_name), text)
    return _SIZE_FIRST.sub(r"\g<number> \g<size>", text)


def in_figures(text: str) -> str:
    """
    Return `text` with sizes told in words in figures, and about so many put the usual way round.

    >>> in_figures("у четырёхмиллиардной тысяч на 30 токенов")
    'у 4B 30 тысяч токенов'
    """
    return _INVERTED.sub(_turned, _TOLD.sub(_size, text))


def _turned(match: re.Match[str]) -> str:
    number = match[2].lower()
    return f"{_CARDINALS.get(number, number)} {match[1]}"


def _size(match: re.Match[str]) -> str:
    tens, ones = ((match[at] or "").lower().replace("ё", "е") for at in (2, 3))
    number = 100 * bool(match[1]) + _TENS.get(tens, 0) + _ONES.get(ones, 0)
    return f"{number}B" if number else match[0]


def _generation(match: re.Match[str], is_name: Callable[[str], bool]) -> str:
    ordinal = match["ordinal"].lower()
    number = next(n for beginning, n in _ORDINALS.items() if ordinal.startswith(beginning))
    return f"{match['name']} {number}" if is_name(match["name"].lower()) else match[0]


def _behind(match: re.Match[str], is_name: Callable[[str], bool]) -> str:
    """Write a size or version behind the name that it belongs to."""
    text, what = match.string, match["what"]
    before = _LAST_WORD.search(text[: match.start()])
    if before and is_name(before[1].lower()):
        return match[0]
    for word in _WORD.finditer(match["words"]):
        if word[1].lower() in _SEPARATES or _SIZED.match(match["words"], word.end()):
            break
        if is_name(word[1].lower()):
            return f"{match['words'][: word.end()].lstrip()} {what}{match['words'][word.end() :]}"
    return match[0]
