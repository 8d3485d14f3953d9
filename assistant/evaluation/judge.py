"""
The independent judge: is an answer right, and do its sources say what its sentences say.

It reads only what a reader gets (text, markers, the sources' quotes), never our own verdicts, and
is strict: every number, date, version and Latin name of a sentence must stand in the sources cited
or in the question, and both must deny or both affirm. A sentence without any of these must share
half of its words with a source. Not covered: units, comparisons, "only" and "all".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.evaluation.marks import Marks, loosened, marks, missing
from assistant.evaluation.questions import Case
from assistant.language import language_of, stem, words

Record = Mapping[str, Any]
"""What `assistant.rendering.records.record` returns, or its line read back."""

_SHARED_WORDS = 0.5
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>#|!~])")
_MARKER = re.compile(r"\s?\[\d+\]")
_CLAUSE_END = re.compile(r"[:;]\s")
_COMPARES = re.compile(
    r"\b(?:best|worst|most|least|\w+est|higher|lower|only|all|лучш|худш|сам(?:ый|ая|ое|ые)\b|наи"
    r"|больш|меньш|выше|ниже|только|все\b)",
    re.IGNORECASE,
)
_WITH_DIGIT = re.compile(r"\S*\d\S*")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[^\sa-zа-яё])|\n+")
_AS_OF = re.compile(
    r"\bas of\b|\blast\b|evidence|\bна\b|состояни|свидетельств|последн", re.IGNORECASE
)
_CLOSED_LIST = re.compile(r"complete list|полный список", re.IGNORECASE)
ABOUT_THE_SEARCH = re.compile(
    r"\b(?:sources?|passages?|evidence|documents?)\b[^.]*(?:\bnot?\b|n[’']t|disagree|differ)"
    r"|(?:\bnot?\b|n[’']t|cannot)[^.]*\b(?:sources?|passages?|information|evidence|documents?"
    r"|answer|found|mentioned|provided|specified|known)\b|\bI (?:do not|cannot)"
    r"|(?:источник|отрывк)\w*[^.]*(?:\bне\b|\bнет\b|расходятся)"
    r"|(?:\bне\b|\bнет\b)[^.]*(?:источник|найд"
    r"|нашл|наше|отрывк|информац|сведен|данных|указан|упомян|ответ)|\bне могу\b",
    re.IGNORECASE,
)
"""A sentence about what was searched and found, not about releases: nothing can prove it."""


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """What the judge found about one sentence."""

    text: str
    by: str
    is_factual: bool
    is_supported: bool
    why_not: str = ""
    citations: int = 0
    good_citations: int = 0
    """Of a supported sentence: those that prove it alone, are needed, or contribute to it."""
    needed_citations: int = 0
    """Of these: those that prove it alone or without which the others do not (as ALCE counts)."""
    invented: int = 0
    """Numbers cited that no source has."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the judge found about one answer."""

    is_right: bool
    is_refused: bool
    lacks: tuple[str, ...]
    """Expected expressions that the answer lacks."""
    says_wrongly: tuple[str, ...]
    sentences: tuple[JudgedSentence, ...]
    broken_quotes: int
    """Quotes that do not stand, character by character, in the source they cite."""
    cites_gold: bool | None
    """Whether one of the expected sources is cited; None when none is expected."""


_FORBIDDEN = "it says what must not be said"
_CELL = " | "
"""Parts the cells of a row in the record of an answer."""


def judge(case: Case, record: Record, *, trusts_flag: bool = True) -> Judgement:
    """
    Judge the answer in `record` to `case`.

    A design that flags its refusals is held to the flag; one that does not (`trusts_flag` False)
    refuses by saying so.
    """
    text = plain_text(str(record["answer"]))
    lacks = tuple(p.pattern for p in case.must_have if not p.search(text))
    wrong = tuple(p.pattern for p in case.must_not if p.search(text))
    matches = not lacks and not wrong
    flagged = bool(record["refused"])
    worded = not trusts_flag and bool(ABOUT_THE_SEARCH.search(text) or not text.strip())
    if case.is_answerable:
        right, refused = matches and not flagged, flagged or (worded and not matches)
    else:
        refused = flagged or worded
        right = matches and refused
    sentences = tuple(_sentence(case, said, record) for said in record["sentences"])
    broken = sum(s.by == "quote" and s.why_not not in ("", _FORBIDDEN) for s in sentences)
    return Judgement(right, refused, lacks, wrong, sentences, broken, _cites_gold(case, record))


def plain_text(markdown: str) -> str:
    """Return the text of an answer without escapes and markers."""
    return _MARKER.sub("", _ESCAPED.sub(r"\1", markdown))


def _sentence(case: Case, said: Mapping[str, Any], record: Record) -> JudgedSentence:
    text, by = str(said["text"]), str(said["by"])
    sources = {int(source["n"]): source for source in record["sources"]}
    numbers = [int(number) for number in said["citations"]]
    cited = [sources[number] for number in numbers if number in sources]
    invented = len(numbers) - len(cited)
    if by != "quote" and not is_factual(text):
        return JudgedSentence(text, by, False, False, invented=invented)
    asked = " ".join([*(turn.content for turn in case.conversation), case.text])
    why_not = _why_not(text, by, cited, asked)
    if not why_not and any(pattern.search(text) for pattern in case.must_not):
        why_not = _FORBIDDEN
    if why_not:
        return JudgedSentence(text, by, True, False, why_not, len(numbers), invented=invented)
    needed = [_proves_alone_or_is_needed(text, by, source, cited, asked) for source in cited]
    good = sum(
        is_needed or _contributes(text, source, asked)
        for is_needed, source in zip(needed, cited, strict=True)
    )
    return JudgedSentence(text, by, True, True, "", len(numbers), good, sum(needed), invented)


def is_factual(text: str) -> bool:
    """Whether a sentence claims something that a source could prove."""
    if text.rstrip().endswith((":", "?")):
        return False
    clauses = _CLAUSE_END.split(text)
    rest = [clause for clause in clauses if not ABOUT_THE_SEARCH.search(clause)]
    has_marks = any(marks(clause).count for clause in rest)
    return has_marks or (rest == clauses and len(_content(text)) > 2)


def _why_not(text: str, by: str, cited: Sequence[Mapping[str, Any]], asked: str) -> str:
    """Return why the sources do not support `text`; "" when they do."""
    if not cited:
        return "it cites nothing"
    if by == "quote":
        cells = [cell for cell in text.split(_CELL) if cell]  # of a table row, each stands there
        holds = any(all(cell in str(source["quote"]) for cell in cells) for source in cited)
        return "" if holds else "the quote is not verbatim"
    said, question = marks(text), loosened(marks(asked))
    shown = [marks(_shown(text, source)) for source in cited]
    if absent := missing(said, question, *shown):
        return f"not in the source: {', '.join(absent)}"
    quotes = " ".join(str(source["quote"]) for source in cited)
    if not _CLOSED_LIST.search(quotes) and not _same_polarity(text, said, quotes):
        return "one denies what the other affirms"
    is_carried = _is_carried(text, said, question, shown, quotes)
    return "" if is_carried else "the source is about something else"


def _is_carried(
    text: str, said: Marks, question: Marks, shown: Sequence[Marks], quotes: str
) -> bool:
    """
    Whether the sources give the sentence anything: a mark that the question lacks, or its words.

    Words of two languages cannot be compared; there a mark of the question must do.
    """
    here = said.count - len(missing(said, *shown))
    if language_of(text) != language_of(quotes):
        return here > 0
    new = set(missing(said, question)) - set(missing(said, *shown))
    return bool(new) or _shares_words(text, quotes)


def _proves_alone_or_is_needed(
    text: str,
    by: str,
    source: Mapping[str, Any],
    cited: Sequence[Mapping[str, Any]],
    asked: str,
) -> bool:
    """Whether `source` proves `text` alone, or the others do not prove it without it."""
    others = [other for other in cited if other is not source]
    return not _why_not(text, by, [source], asked) or bool(_why_not(text, by, others, asked))


def _contributes(text: str, source: Mapping[str, Any], asked: str) -> bool:
    """
    Whether `source` shows something of `text` that the question does not say already.

    A sentence that compares rests on everything compared, so there a shared word is enough.
    """
    said, question = marks(text), loosened(marks(asked))
    shown = _shown(text, source)
    new = set(missing(said, question))
    if new - set(missing(said, marks(shown))):
        return True
    return bool(_COMPARES.search(text)) and bool(_content(text) & _content(shown))


def _shown(text: str, source: Mapping[str, Any]) -> str:
    """Return what a source shows; its day counts only where the sentence speaks of a state."""
    parts = [str(source["quote"]), str(source["title"]), *source.get("headings", ())]
    if _AS_OF.search(text):
        parts.append(str(source["as_of"]))
    return " \n ".join(parts)


def _same_polarity(text: str, said: Marks, quotes: str) -> bool:
    """Whether the sentence of the source that is nearest to `text` denies or affirms like it."""
    if " | " in text:
        return True  # a table row: yes and no stand under a heading that is not here
    nearest: list[Marks] = []
    most = -1
    for part in filter(str.strip, _SENTENCE_END.split(quotes)):
        shown = marks(part)
        shared = said.count - len(missing(said, shown))
        if shared > most:
            nearest, most = [], shared
        if shared == most:
            nearest.append(shown)
    return any(shown.is_negative == said.is_negative for shown in nearest)


def _shares_words(text: str, quotes: str) -> bool:
    said = _content(text)
    return bool(said) and len(said & _content(quotes)) >= _SHARED_WORDS * len(said)


def _content(text: str) -> set[str]:
    """Return the stems of the words that are neither short nor part of a name or number."""
    return {stem(word) for word in words(_WITH_DIGIT.sub(" ", text)) if len(word) > 3}


def _cites_gold(case: Case, record: Record) -> bool | None:
    if not case.gold_urls:
        return None
    cited = {number for said in record["sentences"] for number in said["citations"]}
    urls = {source["url"] for source in record["sources"] if source["n"] in cited}
    return any(_same_page(url, gold) for url in urls if url for gold in case.gold_urls)


def _same_page(url: str, other: str) -> bool:
    return url.split("#")[0].rstrip("/") == other.split("#")[0].rstrip("/")
