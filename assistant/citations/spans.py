"""
Spans between days, recomputed from the dates that are cited: "four days later", "днём раньше".

Not covered: spans up to today, spans of training or of hours, seasons.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from assistant.citations.lists import NUMBER_WORDS
from assistant.citations.reading import Mention, Reading, Value
from assistant.domain import Finding

_DAYS = {"d": 1.0, "w": 7.0, "m": 30.44, "y": 365.25}
_SLACK = {"d": 0.0, "w": 3.0, "m": 16.0, "y": 60.0}
"""How many days a span may be off, by its unit."""
_UNITS = (
    ("d", r"дн(?:я|ей|ём|ем|и|ями)|день|days?"),
    ("w", r"недел\w+|weeks?"),
    ("m", r"месяц\w*|months?"),
    ("y", r"год(?:а|у|ом)?|лет|years?"),
)
_UNIT = "|".join(f"(?P<{unit}>{words})" for unit, words in _UNITS)
_FEW = r"нескольк\w+|пар\w|a\s+few|several|a\s+couple\s+of"
_FORMS = re.compile(
    rf"\b(?:(?P<bound>более|больше|менее|меньше|почти|more|over|less|under|almost|nearly)\s+"
    rf"(?:чем\s+|than\s+)?)?"
    rf"(?P<lead>(?:(?:через|на|за|около|примерно|спустя|about|around|roughly|only|just)\s+)*)"
    rf"(?:(?<!\d)(?P<n>\d{{1,3}}|an?|one|{'|'.join(NUMBER_WORDS)}|{_FEW})\s+)?"
    rf"(?:{_UNIT})\b(?!-)(?P<after>\s+(?:раньше|ранее|позже|позднее))?",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:(?:в\s+)?(?:тот\s+же|один|одного)\s+(?:самый\s+)?дн?(?:ень|я)"
    r"|(?:the|that)\s+(?:very\s+)?same\s+day|the\s+day\s+of)\b",
    re.IGNORECASE,
)
_HALF_YEAR = re.compile(r"\b(?:half\s+a\s+year|полгода)\b", re.IGNORECASE)
_SIX_MONTHS = ("six months", "6 месяц")
_NEXT = re.compile(
    r"\b(?:(?:на\s+)?следующий\s+день|the\s+(?:next|following)\s+day)\b", re.IGNORECASE
)
_LATER = re.compile(
    r"\b(?:через|спустя|позже|позднее|после|следующ\w+|later|after|following|next)\b", re.IGNORECASE
)
_EARLIER = re.compile(r"\b(?:раньше|ранее|прежде|до|перед|earlier|before|prior)\b", re.IGNORECASE)
_FOIL = re.compile(r"\b(?:after|before|than|после|до|перед|чем)\s+(?:the\s+)?$", re.IGNORECASE)
_PASSED = re.compile(
    r"\b(?:прош\w+|разниц\w+|отделя\w+|длил\w+|выходил\w*|между|passed|apart|between|difference"
    r"|lasted)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\b(?:около|примерно|about|around|roughly)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Span:
    """So many days at least and at most, between where it begins and ends in the text."""

    begin: int
    end: int
    least: float
    most: float


def spans(text: str) -> list[Span]:
    """
    Find what a text says of the time between two days.

    >>> [(span.least, span.most) for span in spans("B came four days later, on the same day as C")]
    [(4.0, 4.0), (0.0, 0.0)]
    """
    text = _HALF_YEAR.sub(lambda m: _SIX_MONTHS[m[0][:1] in "пП"].ljust(len(m[0])), text)
    found = [Span(*m.span(), 0.0, 0.0) for m in _SAME.finditer(text)]
    found += [Span(*m.span(), 1.0, 1.0) for m in _NEXT.finditer(text)]
    if any(words.search(text) for words in (_LATER, _EARLIER, _PASSED)):
        taken = [(one.begin, one.end) for one in found]
        found += [
            _span(m)
            for m in _FORMS.finditer(text)
            if (m["n"] or m["lead"] or m["bound"] or m["after"])
            and not any(begin < m.end() and m.start() < end for begin, end in taken)
        ]
    return sorted(found, key=lambda one: one.begin)


def are_apart(said: Reading, findings: Sequence[Finding]) -> bool | None:
    """Whether the days of two releases lie as far apart as is said; None where no span is."""
    found = spans(said.nameless)
    days = _days(findings)
    if not found or len(days) < 2:
        return None
    return all(any(one.least <= gap <= one.most for gap in _gaps(said, one, days)) for one in found)


def is_span(value: Mention[Value], said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether a number counts the days between two dates, and rightly: "11 days later"."""
    begin = value.begin - said.offset
    is_told = any(one.begin <= begin < one.end for one in spans(said.nameless))
    return is_told and are_apart(said, findings) is True


def _span(match: re.Match[str]) -> Span:
    unit = next(unit for unit, _ in _UNITS if match[unit])
    number = (match["n"] or "1").lower()
    if re.fullmatch(_FEW, number, re.IGNORECASE):
        return Span(*match.span(), 2 * _DAYS[unit] - _SLACK[unit], 6 * _DAYS[unit])
    count = int(number) if number.isdigit() else NUMBER_WORDS.get(number, 1)
    length = count * _DAYS[unit]
    slack = max(_SLACK[unit], length * 0.2 if _ABOUT.search(match[0]) else 0.0)
    bound = (match["bound"] or "").lower()
    if bound.startswith(("бол", "more", "over")):
        return Span(*match.span(), length, length * 1.7 + _SLACK[unit])
    if bound:
        return Span(*match.span(), length * 0.6, length)
    return Span(*match.span(), length - slack, length + slack)


def _days(findings: Sequence[Finding]) -> dict[str, date]:
    """Return the days of releases in the evidence."""
    return {
        one.fact.subject.lower(): one.fact.value
        for one in findings
        if one.fact and isinstance(one.fact.value, date)
    }


def _gaps(said: Reading, span: Span, days: dict[str, date]) -> Iterator[int]:
    """Yield the days from one release to another; first and last where more than two are cited."""
    own = _spoken_of(said, span, days)
    for one, other in permutations(days, 2):
        gap = (days[other] - days[one]).days
        if gap < 0 or (len(days) > 2 and not own and gap < _longest(days)):
            continue
        if not own or _is_right_way(said.text, own, one, other):
            yield gap


def _longest(days: dict[str, date]) -> int:
    return (max(days.values()) - min(days.values())).days


def _spoken_of(said: Reading, span: Span, days: dict[str, date]) -> str:
    """Return the release that came so much later: the last before the span, else the first."""
    named = [
        (name.begin - said.offset, day)
        for name in said.names
        for day in days
        if _ends_so(day, name.what) and not _FOIL.search(said.text[: name.begin - said.offset])
    ]
    before = [day for begin, day in named if begin < span.begin]
    return before[-1] if before else named[0][1] if named else ""


def _ends_so(subject: str, name: str) -> bool:
    return name == subject or subject.endswith((f"-{name}", f" {name}"))


def _is_right_way(text: str, own: str, one: str, other: str) -> bool:
    """Whether the release that is spoken of came later, or earlier, as is said of it."""
    if own not in (one, other):
        return False
    if _PASSED.search(text):
        return True  # "from the first to the last 28 days passed"
    is_later, is_earlier = (words.search(text) is not None for words in (_LATER, _EARLIER))
    return is_later == is_earlier or is_later == (own == other)
