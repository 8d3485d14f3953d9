"""
What a sentence claims beyond its facts: all, only, the largest, because.

Such a word needs evidence that has one of the same kind; "all" and "only" may also rest on a closed
list that is given whole. Before a number the words only stress it ("only 3B are active").
"""

import re

_KINDS = {
    "all": r"\b(?:вс[еёя]|всех|всем|всеми|всю|весь|кажд\w+|люб(?:ая|ой|ые|ых|ого|ую|ому|ым)|всегда"
           r"|(?:без\s+исключени\w+)|all|every|each|always|any|entire|whole)\b",
    "only": r"\b(?:только|лишь|исключительно|единственн\w+|никак\w+\s+друг\w+"
            r"|друг\w+\s+(?:\w+\s+){0,2}нет|only|solely|sole"
            r"|exclusively|no\s+other|nothing\s+but|alone)\b",
    "largest": r"\b(?:наибольш\w+|крупнейш\w+|сам\w+\s+(?:больш|крупн)\w+"
               r"|largest|biggest|greatest)\b",
    "smallest": r"\b(?:наименьш\w+|сам\w+\s+(?:мал|мелк)\w+|smallest|tiniest)\b",
    "best": r"\b(?:лучш\w+|наилучш\w+|best|fastest|strongest|сильнейш\w+|быстрейш\w+"
            r"|сам\w+\s+(?:мощн|быстр|сильн|точн|умн)\w+|most\s+(?:powerful|capable|accurate))\b",
    "cause": r"\b(?:потому\s+что|поскольку|так\s+как|из-за|ввиду|вследствие|because"
             r"|due\s+to|owing\s+to"
             r"|as\s+a\s+result\s+of|thanks\s+to)\b",
}  # fmt: skip
_WORDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _KINDS.items()}
_HARMLESS = re.compile(
    r"\b(?:не\s+только|из\s+всех|of\s+all|на\s+кажд\w+\s+(?:шаг|токен)\w*|(?:each|every|per)\s+(?:token|step)|вс(?:его|ем)|not\s+only|at\s+all|all\s+in\s+all|above\s+all|all\s+told|all[\s-]purpose"
    r"|вс[её]\s+(?:же|ещ[её]|равно)|прежде\s+всего|if\s+any|в\s+любом\s+случае|in\s+any\s+case)\b"
    r"|\b(?:все|всех|только|лишь|all|only)(?:\s+(?:about|around|около|примерно|the|на|the\s+same))?\s+(?=\d)",
    re.IGNORECASE,
)
_GENERAL = frozenset({"all", "only"})


def claims(text: str) -> frozenset[str]:
    """Return the kinds of such claims in `text`."""
    plain = _HARMLESS.sub(" ", text)
    return frozenset(kind for kind, words in _WORDS.items() if words.search(plain))


def is_general(kinds: frozenset[str]) -> bool:
    """Whether "all" or "only" is among `kinds`."""
    return bool(kinds & _GENERAL)


def beyond(said: frozenset[str], shown: frozenset[str], *, is_whole_list: bool) -> frozenset[str]:
    """Return the kinds in `said` that neither `shown` has nor a list given whole bears out."""
    missing = said - shown
    return missing - _GENERAL if is_whole_list or shown & _GENERAL & said else missing
