"""
The words of a question that matter, each with what counts as it.

Common words are left out, weak ones weigh little. A word that nothing at hand says is taken for
the one that it is a slip of.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from rapidfuzz.distance import DamerauLevenshtein

from assistant.language import stem, words
from assistant.language.phonetic import skeleton
from assistant.planning.quote_names import Name

COMMON = frozenset(
    """a an the of in on at to for from by with and or is are was were be been do does did has have
    since until till had it its this that these those as what which who whom whose when where
    why how many much any there i me my we you your they them their one ones not no yes than
    then into about over under according per so if but also can could will would should may
    might please pls tell say says said give given name least some all each both other another
    between during after before only just и в во на с со к ко у о об от до по за из для не ни
    что чтобы как какой какая какое какие каком каким каких какую какого какова каково каковы
    кто кем кого кому где когда почему зачем сколько скольких скольким чем чего чему это этот
    эта эти этого этом был была было были есть ли же бы а но или он она оно они его ее ей их им
    них нее него неё который которая которые которое которых мне меня мы вы ты я нас вас так там
    тут уже еще ещё также тоже только лишь если то тот та те более менее больше меньше more less
    все всё всех хотя скажи назови раз согласно могу можно быть под над при через начиная вплоть
    ней нём нем one's s t re describe overview know known расскажи опиши знаешь известно""".split()  # noqa: SIM905 - a list would be a line for each word
)
_MONTHS = re.compile(
    r"^(?:(?:янв|февр?|апр|авг|сент?|окт|ноя|дек)(?:ар|ал|ел|уст|тябр|ябр|бр)?[ьяюеа]?м?|март[ауе]?|ма[йяюе]"
    r"|ию[нл][ьяюе]|jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$"
)
WEAK = frozenset(
    """model models модель модели моделей моделью version versions версия версии версию use used
    using official officially официально официальный официальным file files exact точная точно
    number количество число many need нужно нужен нужна get make made хватит поместится
    влезет fit fits enough около примерно approximately around""".split()  # noqa: SIM905
)
WEAK_WEIGHT = 0.35
_DURATION = re.compile(r"how\s+long|(?:как|сколь)\s+долго|сколько\s+времени", re.IGNORECASE)
_LASTING = frozenset(("long", "долго", "времени"))
_TIMES = ("day", "hour", "week", "month", "minute", "ден", "дня", "дней", "час", "недел", "месяц")
_NUMERIC = re.compile(
    r"\d[\d.,]*|\d+[a-zа-я]{1,3}|гб|мб|gb|mb|gib|k|тыс\w*|млн|млрд|миллион\w*|миллиард\w*"
    r"|thousands?|millions?|billions?"
)


@dataclass(frozen=True, slots=True)
class Concept:
    """A word of the question with everything that counts as it."""

    word: str
    pattern: re.Pattern[str] | None
    """Beginnings of words that mean the same; None when no counterpart is known."""
    bones: str
    weight: float

    def is_in(self, said: str, stems: frozenset[str]) -> bool:
        """Whether a text says it."""
        if stem(self.word) in stems:
            return True
        return self.pattern is not None and self.pattern.search(said) is not None


def is_rare(word: str) -> bool:
    """Whether a word (lower case) is neither a common one nor one of every second question."""
    return word not in COMMON and word not in WEAK


def respelt(concept: Concept, known: frozenset[str]) -> Concept:
    """Return a word that nothing says as the stem that it is a slip of, if it is one of one."""
    own = stem(concept.word)
    if concept.pattern is not None or len(own) < _SLIP_FROM or own in known:
        return concept
    most = 1 + (len(own) >= _TWO_SLIPS_FROM)
    alike = [o for o in known if o[0] == own[0] and _slips(own, o, most) <= most]
    return replace(concept, word=alike[0]) if len(alike) == 1 else concept


def _slips(own: str, other: str, most: int) -> int:
    return DamerauLevenshtein.distance(own, other, score_cutoff=most)


_SLIP_FROM, _TWO_SLIPS_FROM = 5, 9


def concepts_in(
    text: str, names: Iterable[Name], hints: Mapping[str, tuple[str, ...]]
) -> Iterator[Concept]:
    """Yield the words of `text` outside `names`, each once; `hints` are their counterparts."""
    for name in sorted(names, key=lambda name: -name.begin):
        text = text[: name.begin] + " " * (name.end - name.begin) + text[name.end :]
    seen: set[str] = set()
    for word in words(text):
        root = stem(word)
        if (
            word in COMMON
            or root in seen
            or (len(word) < 2)
            or _MONTHS.match(word)
            or _NUMERIC.fullmatch(word)
        ):
            continue
        seen.add(root)
        same = _TIMES if word in _LASTING and _DURATION.search(text) else hints.get(word, ())
        pattern = _pattern(same) if same else None
        weight = WEAK_WEIGHT if word in WEAK else 1.0
        yield Concept(word, pattern, skeleton(word) if len(word) > 3 else "", weight)


def _pattern(same: Iterable[str]) -> re.Pattern[str]:
    ways = (re.escape(b[:-1]) + r"\b" if b.endswith("$") else re.escape(b) for b in same)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(ways)})")
