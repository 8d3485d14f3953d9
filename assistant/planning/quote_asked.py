"""
What a question wants, part by part: names, words that matter, and what kind of value answers it.

"When was it released and how many layers has it?" are two parts; the second is about the names of
the first. Words of the question carry their counterparts (`Findings.hints`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assistant.domain import Question
from assistant.language import Day, take_dates, words
from assistant.planning.quote_names import Name, names_in
from assistant.planning.quote_words import COMMON, WEAK_WEIGHT, Concept, concepts_in

Kind = Literal["date", "count", "amount", "price", "version", "reason", "other"]

_BEGINS_PART = re.compile(
    r"(?:[?;]\s*|,\s*|\s+)(?:и|а|and|but|а\s+также|and\s+also)\s+(?=(?:also\s+|ещё\s+|у\s+не\w+\s+"
    r"|for\s+|at\s+|in\s+|on\s+|за\s+|на\s+|в\s+|из\s+|от\s+|с\s+)?"
    r"(?:во\s+сколько|на\s+скольк\w+|с\s+какой|сколько|скольк\w+|как\w*|когда|где|кто|что|чем|почему"
    r"|хватит|поддерж\w+|есть\s+ли|how|what|which|when|where|who|why|does|do|did|is|are|can|will)\b)"
    r"|[?;]\s+(?=\w)",
    re.IGNORECASE,
)
_DISAGREE = re.compile(r"расход|противореч|disagree|differ|conflict|contradict", re.IGNORECASE)
_SOURCES = re.compile(r"источник|документ|source|document", re.IGNORECASE)
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("reason", r"^\W*(?:а\s+|and\s+)?(?:почему|зачем|отчего|why)\b"
               r"|по\s+какой\s+причин|what.{1,9}\breasons?\b"),
    ("date", r"(?<!, )\bкогда\b|^(?:скажи|напомни|подскажи|интересно|не\s+знаешь)\w*,\s+когда\b"
             r"|пожалуйста,\s+когда\b|\bwhen\s+(?:was|were|is|are|did|does|do|will|has|have|can)\b"
             r"|\bдат[аыуе]\b|\bdate\b(?!-)|в\s+каком\s+(?:году|месяце)"
             r"|(?:what|which)\s+(?:day|month|year)|какого\s+числа"),
    ("price", r"как\w+\s+сумм[аыу]\b|сколько\s+(?:\S+\s+){0,2}(?:за)?плат"
              r"|what\s+(?:did|does|do)\s.*\b(?:pay|paid|charge)|how\s+much\s+(?:\S+\s+){1,3}(?:pay|paid|raise|invest|spend|cost|charge)|инвестиц|funding"
              r"|\bв\s+рублях|\bв\s+долларах|сколько\s+сто[ия]т|\bцен[аыуе]\b|\bprice\b|pricing"
              r"|how\s+much\s+(?:does|do|is|are)"
              r".{1,40}\bcosts?\b|how\s+much\s+is\s+(?!memory|vram|ram)|\bcosts?\s+per\b|расценк|тариф"),
    ("amount", r"хватит|помест|влез|впиш|\bfits?\b|\benough\b|во\s+сколько\s+раз"
               r"|how\s+many\s+times\s+(?:\w+er|more|less|as)\b|how\s+much|how\s+(?:big|large|long|fast)"
               r"|сколько\s+(?:видео)?памят|сколько\s+(?:весит|занима)|какого\s+размера"
               r"|как(?:ой|ая|ое|ов\w*)\s+(?:\S+\s+){0,2}(?:размер|объ[её]м|скорост|балл|длин|контекст"
               r"|предел|лимит)|what(?:'s|\s+is|\s+are|\s+was)?\s+(?:\S+\s+){0,5}(?:size|length"
               r"|score|speed|limit|latency|throughput|dimension|average|window)\b"
               r"|what\s+(?:score|speed|size)"),
    ("count", r"\bскольк\w+|how\s+many|number\s+of|\bcount\b|количеств|\bчисло\b"),
    ("version", r"(?:minim\w+|latest|newest|oldest|required|current|which|what|from\s+what)\s+"
                r"(?:\S+\s+){0,2}versions?\b|(?:минимальн\w+|последн\w+|как(?:ая|ой|ую)|текущ\w+)\s+"
                r"(?:\S+\s+){0,2}верси"),
)  # fmt: skip
_KINDS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS
)
_COUNTED = re.compile(
    r"(?:\bскольк\w+|how\s+many|number\s+of|количеств\w+|\bчисло)\s+(.*)", re.IGNORECASE
)
_KIND_OF = re.compile(
    r"^(?:different|distinct|separate|various|total|new)$|[а-я](?:ых|их|ого|его)$"
)
_NO_VERSION = re.compile(r"\bbase\b|базов|instruct|верси[ия]\s+для|quant|квант", re.IGNORECASE)
_OWN = re.compile(
    r"хватит|помест|влез|впиш|потян|\bу\s+меня\b|\bfits?\b|\benough\b|\bi\s+(?:have|own)\b|\bi['’]ve\b"
    r"|\bmy\b|\bмо(?:й|ей|ём|ем|ю|я)\b",
    re.IGNORECASE,
)
_CIRCUMSTANCE = re.compile(
    r"(?:(?:rtx|gtx|geforce)\s?)?\d0[5-9]0(?:\s?ti)?|[ahv][1-9]00s?|gb?200|l40s?|t4"
    r"|\d+[\s-]?(?:bit|бит)\w*|bf16|fp16|f16|fp8|fp4|int[48]|i?q\d(?:_\w+)*",
    re.IGNORECASE,
)
"""A card or a format of numbers, which quotes need not name for a question about one's own."""
_MAKER = re.compile(r"[\w-]+\.(?:ai|com|org|io)", re.IGNORECASE)
"""One who publishes, named as his site is: 01.AI."""
_SIDE_BY_SIDE = re.compile(
    r",|/|и|или|and|or|vs\.?|versus|против|и\s+[ву]|или\s+у|and\s+in|to|до|на|к|->|→|–",
    re.IGNORECASE,
)
_NAMED_AMOUNT = re.compile(
    r"(?<![\w.-])(\d+(?:,\d{3})*(?:\.\d+)?)\s?(тыс\w*|thousand|k\b|к\b)?", re.IGNORECASE
)
_SCALES = (("тыс", 1000), ("thous", 1000), ("k", 1000), ("к", 1000))
_LEAST_AMOUNT = 1000


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a question asks."""

    text: str
    kind: Kind
    names: tuple[Name, ...]
    groups: tuple[tuple[Name, ...], ...]
    """Names side by side ("A and B"): a quote need speak of one of each group only."""
    concepts: tuple[Concept, ...]
    counted: Concept | None = None
    """What is to be counted."""
    days: frozenset[Day] = frozenset()
    amounts: tuple[float, ...] = ()
    """Amounts of a thousand and more that the question names."""
    of_members: bool = False
    """Asks which member of a family it is, so that a longer name is no other one."""


_MEMBER = re.compile(
    r"как(?:ая|ой|ую|ие|ое)\s+из|which\s+(?:of\s+)?(?:the\s+)?(?:\S+\s+)?(?:model|variant|member|version)",
    re.IGNORECASE,
)


def parts(question: Question, hints: Mapping[str, tuple[str, ...]]) -> tuple[Part, ...]:
    """Return what is asked, part by part; a part without names is about those before it."""
    found: list[Part] = []
    for text in _BEGINS_PART.split(question.standing):
        if not text.strip(" ?.!") or (_DISAGREE.search(text) and _SOURCES.search(text)):
            continue
        part = _part(text, hints, question)
        if found:
            part = _continued(part, found[-1])
        if part.names or part.concepts:
            found.append(part)
    return tuple(found)


def _continued(part: Part, before: Part) -> Part:
    """Take from the part before what this one leaves out."""
    has_own = any(name.is_exact for name in part.names)
    names = part.names if has_own else (*before.names, *part.names)
    groups = part.groups if has_own else (*before.groups, *part.groups)
    concepts = part.concepts
    if not [c for c in concepts if c.weight > WEAK_WEIGHT]:
        concepts = (*before.concepts, *concepts)
    kind = before.kind if part.kind == "other" and re.search(r"\bones?\b", part.text) else part.kind
    return replace(part, names=names, groups=groups, concepts=concepts, kind=kind)


def _kind(text: str) -> Kind:
    for kind, pattern in _KINDS:
        if pattern.search(text):
            return kind
    return "other"


def _part(text: str, hints: Mapping[str, tuple[str, ...]], question: Question) -> Part:
    undated, days = take_dates(text)
    known = COMMON | {word for word in hints if not any(map(str.isdigit, word))}
    names = tuple(_kept(names_in(undated, known), question))
    concepts = tuple(concepts_in(undated, names, hints))
    kind = _kind(text)
    if kind == "version" and _NO_VERSION.search(text):
        kind = "other"
    counted = _counted(text, concepts) if kind == "count" else None
    return Part(
        text.strip(),
        kind,
        names,
        tuple(_groups(undated, names)),
        concepts,
        counted,
        frozenset(day for day in days if day[1]),
        tuple(_amounts(undated)),
        _MEMBER.search(text) is not None,
    )


def _kept(names: Iterable[Name], question: Question) -> Iterator[Name]:
    """Leave out limits: "models of 70B and larger"; one's own card is told in passing."""
    limit, is_own = question.min_size_b, _OWN.search(question.standing) is not None
    for name in names:
        if limit is None or name.text.lower().rstrip("bб") != f"{limit:g}":
            is_card = is_own and _CIRCUMSTANCE.fullmatch(name.text) is not None
            yield replace(name, is_aside=is_card or _MAKER.fullmatch(name.text) is not None)


def _groups(text: str, names: tuple[Name, ...]) -> Iterator[tuple[Name, ...]]:
    group: list[Name] = []
    for name in names:
        gap = text[group[-1].end : name.begin].strip(" «»\"'`") if group else ""
        if group and _SIDE_BY_SIDE.fullmatch(gap.strip()):
            group.append(name)
        else:
            if group:
                yield tuple(group)
            group = [name]
    if group:
        yield tuple(group)


def _amounts(text: str) -> Iterator[float]:
    for number, scale in _NAMED_AMOUNT.findall(text):
        worth = next((w for begin, w in _SCALES if scale.lower().startswith(begin)), 1)
        amount = float(number.replace(",", "")) * worth
        if amount >= _LEAST_AMOUNT:
            yield amount


def _counted(text: str, concepts: Iterable[Concept]) -> Concept | None:
    match = _COUNTED.search(text)
    after = words(match[1]) if match else []
    by_word = {concept.word: concept for concept in concepts}
    after = [word for word in after if not _KIND_OF.search(word)]
    return next((by_word[word] for word in after[:2] if word in by_word), None)
