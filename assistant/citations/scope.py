"""
Words that claim more than a fact, and pairs of words that exclude each other.

The largest, the best, because: such a word needs evidence that has one of the same kind. Dense and
MoE, at least and at most: who says one side is not borne out by evidence that says the other.
"""

import re

_KINDS = {
    "largest": r"\b(?:наибольш\w+|крупнейш\w+|сам\w+\s+(?:больш|крупн)\w+"
               r"|largest|biggest|greatest)\b",
    "smallest": r"\b(?:наименьш\w+|сам\w+\s+(?:мал|мелк)\w+|smallest|tiniest)\b",
    "best": r"\b(?:лучш(?:ий|ая|ее|ие|их|им|ими|ей|ую|его|ему)\b|наилучш\w+|best|fastest|strongest"
            r"|сильнейш\w+|быстрейш\w+"
            r"|сам\w+\s+(?:мощн|быстр|сильн|точн|умн)\w+|most\s+(?:powerful|capable|accurate))\b",
    "most": r"\bсам(?:ый|ая|ое|ые|ой|ого|ую|ым|ых|ыми)\s+(?!стар|ранн|нов|поздн|перв|последн)"
            r"\w+(?:ый|ий|ой|ая|яя|ое|ее|ого|его|ую|ым|им|ом|ые|ие|ых|их|ыми|ими)\b"
            r"|\bmost\s+(?!of\b|likely\b|recent\b|models\b)\w+"
            r"|\bthe\s+(?!latest|earliest|oldest|newest|rest\b|test\b|request)\w{3,}est\b",
    "cause": r"\b(?:причин(?:а|ой|ы)\b|the\s+(?:main\s+)?reasons?\b"
             r"|потому,?\s+что|поскольку|так\s+как|из-за|ввиду|вследствие|because"
             r"|именно\s+поэтому|вот\s+почему|по\s+(?:этой|той)\s+(?:же\s+)?причине|this\s+is\s+why"
             r"|that(?:\s+is|['’]s)\s+(?:exactly\s+)?why|which\s+is\s+why"
             r"|for\s+(?:this|that)\s+reason|due\s+to|owing\s+to"
             r"|as\s+a\s+result\s+of|thanks\s+to)\b",
}  # fmt: skip
_OPPOSITES = (
    (r"плотн|\bdense\b", r"\bmoe\b|смес[ьи]\s+эксперт|mixture[\s-]of[\s-]experts"),
    (r"наибольш|крупнейш|сам\w+\s+(?:больш|крупн)|\blargest|\bbiggest",
     r"наименьш|сам\w+\s+(?:мал|маленьк|мелк)|\bsmallest|\btiniest"),
    (r"не\s+(?:ниже|раньше|старше|менее|меньше)|больше\s+\d|более\s+(?:чем\s+)?\d|свыше|начиная\s+с"
     r"|или\s+(?:новее|выше|более|больше)|минимум|at\s+least|or\s+(?:later|newer|above|higher|more)"
     r"|and\s+(?:later|newer|above)|more\s+than\s+\d|over\s+\d|or\s+more",
     r"не\s+(?:выше|позже|позднее|новее|более|больше)|меньше\s+\d|менее\s+(?:чем\s+)?\d"
     r"|или\s+(?:старше|ниже|менее|меньше|раньше)|максимум|at\s+most"
     r"|or\s+(?:older|earlier|below|lower|less)"
     r"|and\s+(?:older|earlier|below)|(?:less|fewer)\s+than\s+\d|under\s+\d"),
    (r"с\s+рассуждени|в\s+режиме\s+рассуждени|thinking\s+on\b|with\s+thinking|thinking\s+mode",
     r"без\s+(?:режима\s+)?рассуждени|thinking\s+off|without\s+thinking|non[\s-]thinking"),
    (r"\b(?:another|additional(?:ly)?|in\s+addition|on\s+top)\b|\bещ[её]\s+\d|дополнительн"
     r"|сверх\s+того|не\s+включ|без\s+уч[её]та|excluding|not\s+(?:including|counting)",
     r"\binclud(?:ed|es|ing)\b|включая|входит|вход[яи]т\s+в|учт[её]н"),
    (r"\blong(?:er)?\b|длинн", r"\bshort(?:er)?\b|коротк"),
    (r"по\s+умолчанию\s+включ|включ[её]н\w*\s+по\s+умолчанию|on\s+by\s+default"
     r"|enabled\s+by\s+default",
     r"по\s+умолчанию\s+выключ|выключен\w*\s+по\s+умолчанию|off\s+by\s+default"
     r"|disabled\s+by\s+default"),
)  # fmt: skip
_WORDS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _KINDS.items()}
_SIDES = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE)) for one, other in _OPPOSITES
)


def claims(text: str) -> frozenset[str]:
    """Return the kinds of such claims in `text`."""
    return frozenset(kind for kind, words in _WORDS.items() if words.search(text))


def is_opposed(said: str, shown: str) -> bool:
    """Whether one text only says one side of a pair of opposites and the other text the other."""
    return any(_is_split(said, shown, one, other) for one, other in _SIDES)


def _is_split(said: str, shown: str, one: re.Pattern[str], other: re.Pattern[str]) -> bool:
    sides = [(bool(one.search(text)), bool(other.search(text))) for text in (said, shown)]
    return sides in ([(True, False), (False, True)], [(False, True), (True, False)])
