"""
Sizes in a question: "235B", "на 72 млрд", "14b", and limits: "70-й и более крупных", "over 70B".

Sizes are billions of parameters. Not covered: sizes in millions, sizes written as words.
"""

import re

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNIT = r"\s*-?\s*(?:b|б|млрд\w*|миллиард\w*|billions?|bn)(?![a-zа-я0-9])"
_ORDINAL = r"-?(?:й|я|е|ой|ая|ую|ки|ку|ка|м)(?![a-zа-я])"
_ANY_UNIT = rf"(?:{_UNIT}|{_ORDINAL})?"
_LIMITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER}{_ANY_UNIT}[\s-]+(?:и|или)[\s-]+(?:более|больше|выше|крупн|старш)\w*",
        rf"(?:крупнее|больше|тяжелее|свыше|более|не\s+менее|начиная\s+с|от|выше|>=?)\s*(?:чем\s+)?{_NUMBER}{_UNIT}",
        rf"{_NUMBER}{_ANY_UNIT}[\s-]+(?:and|or)[\s-]+(?:larger|bigger|above|more|up|over)",
        rf"(?:larger|bigger|heavier|greater|more|over|above|beyond|north|at\s+least|upwards?)\s*(?:than|of)?\s*{_NUMBER}{_UNIT}",
        rf"{_NUMBER}{_UNIT}\s*\+",
    )
)
_CLASS = re.compile(
    rf"{_NUMBER}{_UNIT}[\s-]*(?:class|класс)|класс\w*\s+{_NUMBER}{_UNIT}", re.IGNORECASE
)
_NOT_A_SIZE = r"гб|gb|мб|mb|токен|token|карт|gpu|язык|слоё|слое|год|[.\-]\d"
_SIZE = re.compile(
    rf"(?<![a-z0-9.]){_NUMBER}{_UNIT}|на\s+(?!(?:19|20)\d\d\b){_NUMBER}\b(?!\s*(?:{_NOT_A_SIZE}))",
    re.IGNORECASE,
)
_ORDINAL_SIZE = re.compile(rf"(?<![\w.-]){_NUMBER}{_ORDINAL}", re.IGNORECASE)


def size_limit(text: str) -> tuple[float | None, str]:
    """
    Return the least size asked for, and `text` without that phrase.

    >>> size_limit("бейс-версии 70-й и более крупных моделей")
    (70.0, 'бейс-версии  крупных моделей')
    """
    for pattern in _LIMITS:
        if match := pattern.search(text):
            return _billions(match), pattern.sub("", text)
    if match := _CLASS.search(text):
        return _billions(match), _CLASS.sub("", text)
    return None, text


def sizes(text: str) -> tuple[float, ...]:
    """
    Return the sizes named in `text`, in order.

    >>> sizes("А у 14B и на 72 млрд?")
    (14.0, 72.0)
    """
    return tuple(dict.fromkeys(size for _, size in placed_sizes(text)))


def placed_sizes(text: str) -> list[tuple[int, float]]:
    """Return where each size begins, and the size, in order."""
    found = [*_SIZE.finditer(text), *_ORDINAL_SIZE.finditer(text)]
    return sorted((match.start(), _billions(match)) for match in found)


def _billions(match: re.Match[str]) -> float:
    return float(next(group for group in match.groups() if group).replace(",", "."))
