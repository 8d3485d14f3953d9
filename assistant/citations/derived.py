"""
Numbers that no fact holds but that follow from two: how many times, how much more, what share.

"3.6 times", "twice", "8 more layers", "about 3 %", "almost 8 GB" for 7973 MB. The two facts are of
one attribute, or both are sizes in bytes of one release. Not covered: sums, means, money.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from assistant.citations.clauses import is_foil
from assistant.citations.numbers import MEGABYTES, is_amount, number
from assistant.citations.quantities import Quantity
from assistant.citations.reading import Mention, Reading, Value, read
from assistant.citations.spans import spans
from assistant.domain import Fact, Finding

_TIMES = re.compile(r"^\s*-?\s*(?:раз[аы]?\b|times\b|x\b|×|-?fold\b|кратно)", re.IGNORECASE)
_MORE = re.compile(
    r"больше|более|выше|длиннее|дольше|впереди|опережа|обходит|обгоня|поднима|повыша|преимуществ"
    r"|raises|lifts|boosts|\blead\b|more|larger|bigger|longer"
    r"|higher|ahead|beats|outperform|outscore",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"меньше|менее|ниже|короче|экономи|отста[её]т|уступа|позади|behind|trails|less|fewer|smaller"
    r"|shorter|lower|sav(?:e|es|ing)\b",
    re.IGNORECASE,
)
_GROWTH = re.compile(
    r"gain|increase|faster|growth|прирост|рост\w*\b|быстрее|прибав|больше|выше|more|larger|higher",
    re.IGNORECASE,
)
_APART = re.compile(r"разниц|отлича|difference|differ|gap|разрыв", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:почти|около|примерно|приблизительно|порядка|чуть\s+(?:больше|меньше|более|менее)|более"
    r"|менее|~|≈|almost|nearly|about|around|roughly|approximately|some|just\s+(?:over|under)"
    r"|(?:more|less)\s+than|over|under)\s*(?:чем\s+)?(?:на\s+)?$",
    re.IGNORECASE,
)
_ROUNDED, _CLOSE = 0.1, 0.05
_SCALES = {"B": 1e9, "T": 1e12}
_MULTIPLES = (
    (1.5, r"полтора\s+раза|полутора\s+раз|one\s+and\s+a\s+half\s+times"),
    (
        2,
        r"вдвое|в\s+два\s+раза|двукратн\w+|twice|doubl(?:e|es|ed|ing)\b"
        r"|(?<!and\sa\s)half\b(?!\s+an?\s+(?:year|month|day|hour|dozen))"
        r"|halv(?:e|es|ed|ing)\b|наполовину",
    ),
    (2.5, r"(?:two|2)\s+and\s+a\s+half\s+times|в\s+(?:два|2)\s+с\s+половиной\s+раза"),
    (3.5, r"(?:three|3)\s+and\s+a\s+half\s+times|в\s+(?:три|3)\s+с\s+половиной\s+раза"),
    (3, r"втрое|в\s+три\s+раза|трёхкратн\w+|three\s+times|tripl(?:e|es|ed)\b|a\s+third\s+of"),
    (4, r"вчетверо|в\s+четыре\s+раза|four\s+times|quadrupl\w+|a\s+quarter\s+of"),
    (5, r"впятеро|в\s+пять\s+раз|five\s+times|a\s+fifth\s+of"),
    (10, r"вдесятеро|в\s+десять\s+раз|ten\s+times|на\s+порядок|a\s+tenth\s+of"),
)
_WORDS = tuple((times, re.compile(rf"\b(?:{words})", re.IGNORECASE)) for times, words in _MULTIPLES)
_FRACTION = re.compile(r"half|a\s+(?:third|quarter|fifth|tenth)|наполовину", re.IGNORECASE)
_STATED = re.compile(r"(?:\b1\s?/\s?(?=\d)|(?=\d+\s*(?:times|раз)))(?P<n>\d+)", re.IGNORECASE)
"""Multiples in figures: "over 10 times", "1/10 of"."""
_FOLLOWS = re.compile(
    r"\d\s*%|\d\s*(?:раз[аы]?\b|times\b)|\b(?:same|одинаков\w+|столько\s+же|both|обе|оба)\b",
    re.IGNORECASE,
)
_AS_BEFORE = re.compile(r"\b(?:the\s+same|(?:то[тй]|та|те|ту|тех|том)\s+же)\b", re.IGNORECASE)
_OVER = re.compile(
    r"(?:более\s+чем|больше\s+чем|свыше|more\s+than|over)\s+(?:в\s+)?$", re.IGNORECASE
)
_UNDER = re.compile(r"(?:почти|almost|nearly|менее\s+чем|less\s+than)\s+(?:в\s+)?$", re.IGNORECASE)
_ODD = re.compile(r"^\s+с\s+лишним", re.IGNORECASE)


def is_derived(value: Mention[Value], said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether a number follows from two facts, or is one of them, rounded or in another unit."""
    if not isinstance(value.what, Quantity):
        return False
    before, after = _around(value, said)
    facts = [one.fact for one in findings if one.fact and is_amount(one.fact)]
    if _TIMES.match(after):
        return _is_among(value.what.plain, _ratios(facts), _ROUNDED)
    if value.what.unit == "%":
        shares = [100 / ratio for ratio in _ratios(facts, within=True) if ratio]
        return _is_among(value.what.plain, [*shares, *_growths(said, facts)], _ROUNDED)
    if _ABOUT.search(before) and _is_among(_sizes(value.what), _amounts(facts), _CLOSE):
        return True
    return _is_difference(value.what, said, facts)


def has_wrong_multiple(said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether "twice", "втрое" are said where no two facts stand so, and no evidence says it."""
    facts = [one.fact for one in findings if one.fact and is_amount(one.fact)]
    texts = " ".join(one.statement for one in findings)
    for times, words in _WORDS:
        match = words.search(said.text)
        if match and not words.search(texts):
            low, high = _bounds(said.text[: match.start()], said.text[match.end() :])
            if _FRACTION.match(match[0]):
                low, high = 1 / high, 1 / low  # less than half is more than twice as little
            ratios = [*_ratios(facts, within=True), *_of_texts(findings)]
            if not any(low * times <= ratio <= high * times for ratio in ratios):
                return True
    return False


def has_multiple(said: Reading) -> bool:
    """Whether a text says in words how many times one thing is another."""
    return any(words.search(said.text) for _, words in _WORDS)


def _of_texts(findings: Sequence[Finding]) -> Iterator[float]:
    """Yield how the numbers of one text stand to each other, or to those of a like text."""
    for finding in findings:
        yield from (one / other for one, other in permutations(_numbers(finding), 2))
        yield from (float(m["n"]) for m in _STATED.finditer(finding.statement))
    for one, other in permutations(findings, 2):
        left, right = _numbers(one), _numbers(other)
        if _are_alike_texts(one.fact, other.fact) and len(left) == len(right):
            yield from (high / low for high, low in zip(left, right, strict=True))


def _are_alike_texts(one: Fact | None, other: Fact | None) -> bool:
    """Whether two facts are free texts on one attribute of two releases."""
    return (
        one is not None
        and other is not None
        and isinstance(one.value, str)
        and (one.predicate == other.predicate and one.subject != other.subject)
    )


def _numbers(finding: Finding) -> list[float]:
    """Return the numbers of a statement in their order."""
    said = read(finding.statement)
    whats = [value.what for value in said.values if isinstance(value.what, Quantity)]
    return [float(max(what.plain)) for what in whats if max(what.plain)]


def follows(text: str) -> bool:
    """Whether a sentence without names goes on with numbers just said: "about 3 % of the total"."""
    return (
        _FOLLOWS.search(text) is not None
        or any(words.search(text) for _, words in _WORDS)
        or goes_on(text)
    )


def goes_on(text: str) -> bool:
    """Whether a sentence sets something against the one before: "on the same day", "позже"."""
    return _AS_BEFORE.search(text) is not None or bool(spans(text))


def _bounds(before: str, after: str) -> tuple[float, float]:
    if _OVER.search(before) or _ODD.match(after):
        return 1.0, 1.5
    return (0.75, 1.0) if _UNDER.search(before) else (0.87, 1.15)


def _around(value: Mention[Value], said: Reading) -> tuple[str, str]:
    return said.text[: value.begin - said.offset], said.text[value.end - said.offset :]


def _is_difference(what: Quantity, said: Reading, facts: Sequence[Fact]) -> bool:
    """Whether a number is said to be a difference, is one, and of the right sign."""
    if not any(words.search(said.text) for words in (_MORE, _LESS, _APART)):
        return False
    apart = [
        high - low
        for one, other in _pairs(facts, within=True)
        if not _is_wrong_way(said, one, other)
        for high, low in zip(_amount(one), _amount(other), strict=True)
        if high > low
    ]
    return _is_among(_sizes(what), apart, _CLOSE)


def _is_wrong_way(said: Reading, larger: Fact, smaller: Fact) -> bool:
    """Whether the one release that is named is called smaller though it is larger, or so."""
    named = _spoken_of(said, {larger.subject.lower(), smaller.subject.lower()})
    if larger.subject == smaller.subject or len(named) != 1:
        return False
    is_more, is_less = (words.search(said.text) is not None for words in (_MORE, _LESS))
    return is_more != is_less and is_more != (larger.subject.lower() in named)


def _growths(said: Reading, facts: Sequence[Fact]) -> Iterator[float]:
    """Yield by how many percent one fact is more than another, or less, as is said."""
    for ratio in _ratios(facts, within=True):
        if ratio > 1 and _GROWTH.search(said.text):
            yield 100 * (ratio - 1)
        if ratio < 1 and _LESS.search(said.text):
            yield 100 * (1 - ratio)


def _spoken_of(said: Reading, subjects: set[str]) -> set[str]:
    """Return the releases of which something is said; where only a foil is named, the other."""
    named = [name for name in said.names if name.what in subjects]
    foils = {name.what for name in named if is_foil(said, name)}
    return {name.what for name in named} - foils or (subjects - foils if foils else set())


def _ratios(facts: Sequence[Fact], *, within: bool = False) -> list[float]:
    return [
        _amount(one)[0] / _amount(other)[0]
        for one, other in _pairs(facts, within=within)
        if _amount(other)[0]
    ]


def _pairs(facts: Sequence[Fact], *, within: bool) -> Iterator[tuple[Fact, Fact]]:
    """Yield pairs of one attribute, and with `within` also of one unit and one release."""
    for one, other in permutations(facts, 2):
        is_alike = one.predicate == other.predicate and one.subject != other.subject
        is_own = one.subject == other.subject and one.unit == other.unit
        if is_alike or (within and is_own and one.predicate != other.predicate):
            yield one, other


def _amounts(facts: Sequence[Fact]) -> list[float]:
    return [amount for fact in facts for amount in _amount(fact)]


def _amount(fact: Fact) -> tuple[float, float]:
    """Return the number of a fact without its scale; bytes in megabytes of both kinds."""
    scale = _SCALES.get(fact.unit, 1.0)
    least, most = MEGABYTES.get(fact.unit.lower(), (scale, scale))
    value = number(fact) or 0.0
    return value * least, value * most


def _sizes(what: Quantity) -> list[float]:
    """Return a number as written without its scale; bytes in megabytes of both kinds."""
    factors = MEGABYTES.get(what.unit.replace("ib", "b"), (1.0,))
    return [float(number) * factor for number in what.scaled for factor in factors]


def _is_among(said: Iterable[Decimal | float], found: Sequence[float], margin: float) -> bool:
    return any(abs(float(one) - other) <= margin * abs(other) for one in said for other in found)
