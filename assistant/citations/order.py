"""
Which of two cited releases is more, earlier or ahead, where a sentence tells it of one of them.

"Its window is ten times larger", "B came even earlier", "MoE is ahead, 64 against 63", "in favour
of the smaller one". Sentences that name both are read in `comparisons`. Not covered: more than two.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from assistant.citations.aliases import is_called
from assistant.citations.clauses import Clause, is_foil
from assistant.citations.formats import is_format
from assistant.citations.meaning import Meaning
from assistant.citations.numbers import MEGABYTES, MERITS, is_amount, number
from assistant.citations.reading import Reading, read
from assistant.domain import Fact, Finding

_NOT_OF_A_NUMBER = (
    r"(?!\s*-?\s*(?:чем\s+|than\s+(?:the\s+)?)?(?:на\s+)?\d)"
    r"(?!\s+(?:model|one|version|модел|верси))"
)
_MORE = re.compile(
    r"\b(?:больш(?:е|им|ий|ая|ее|его|ей|ую)|выше|длиннее|дольше|крупнее|быстрее"
    rf"|larger|bigger|longer|higher|greater|faster)\b{_NOT_OF_A_NUMBER}",
    re.IGNORECASE,
)
_LESS = re.compile(
    r"\b(?:меньш(?:е|им|ий|ая|ее|его|ей|ую)|ниже|короче|мельче|медленнее"
    rf"|smaller|shorter|lower|fewer|slower)\b{_NOT_OF_A_NUMBER}",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?<!or )(?<!или )\b(?:позже|позднее|later)\b", re.IGNORECASE)
_EARLIER = re.compile(r"(?<!or )(?<!или )\b(?:раньше|ранее|earlier)\b", re.IGNORECASE)
_AHEAD = re.compile(
    r"\b(?:впереди|лидир\w+|выигрыва\w+|в\s+пользу|ahead(?!\s+of)|in\s+the\s+lead|in\s+favou?r\s+of"
    r"|favou?rs)\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\b(?:позади|отста[её]т|проигрыва\w+|behind(?=\s*[,.;:]|$)|trails(?=\s*[,.;:]|$))",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:дол[яюие]|процент\w*|share|ratio|proportion|percentage)\b", re.IGNORECASE
)
"""What is more of a share may be less in number."""
Order = Literal["reversed", "unknown"]


def out_of_order(part: Clause, meaning: Meaning, findings: Sequence[Finding]) -> Order | None:
    """
    Whether the facts of both releases say the reverse of one, or are texts that cannot be compared.

    None where nothing of the kind is said, or where some attribute bears it out.
    """
    others = part.before if part.said.things else part.about
    own = list(dict.fromkeys([name.what for name in part.claimed] or others))
    if len(own) != 1 or part.said.negative or _SHARE.search(part.said.text):
        return None
    facts = [one.fact for one in findings if one.fact]
    kinds = list(_kinds(part.said.nameless, facts))
    outcomes = {
        _is_borne_out(pair, own[0], is_more=is_more)
        for is_more, like in kinds
        for pair in _pairs(like, part, meaning)
    }
    if True in outcomes or not outcomes:
        return None
    return "reversed" if False in outcomes else "unknown"


def is_format_reversed(said: Reading, findings: Sequence[Finding]) -> bool:
    """Whether one number format is said to be more than another of which the facts say less."""
    formats = [name for name in said.names if is_format(name.what)]
    foils = {name.what for name in formats if is_foil(said, name)}
    own = {name.what for name in formats} - foils
    is_more, is_less = (words.search(said.nameless) is not None for words in (_MORE, _LESS))
    if len(foils) != 1 or len(own) != 1 or is_more == is_less or said.negative:
        return False
    outcomes = {
        (number(one) or 0.0) > (number(other) or 0.0)
        for one in _of_format(own, findings)
        for other in _of_format(foils, findings)
        if (one.subject, one.unit) == (other.subject, other.unit)
    }
    return outcomes == {not is_more}


def _of_format(names: set[str], findings: Sequence[Finding]) -> list[Fact]:
    """Return the numbers that are said of a number format."""
    return [
        one.fact
        for one in findings
        if one.fact and is_amount(one.fact) and names <= read(one.statement).name_set
    ]


def _kinds(text: str, facts: Sequence[Fact]) -> Iterator[tuple[bool, list[Fact]]]:
    """Yield whether more is said, and the facts that can tell it."""
    days = [fact for fact in facts if isinstance(fact.value, date)]
    merits = [fact for fact in facts if fact.predicate.startswith(MERITS)]
    others = [fact for fact in facts if not isinstance(fact.value, bool | date | tuple)]
    for more, less, like in (
        (_MORE, _LESS, others),
        (_LATER, _EARLIER, days),
        (_AHEAD, _BEHIND, merits),
    ):
        is_more, is_less = (words.search(text) is not None for words in (more, less))
        if is_more != is_less:
            yield is_more, like


def _pairs(facts: Sequence[Fact], part: Clause, meaning: Meaning) -> Iterator[tuple[Fact, Fact]]:
    """Yield the facts of two releases, no more, of an attribute that the part may speak of."""
    for predicate in dict.fromkeys(fact.predicate for fact in facts):
        like = [fact for fact in facts if fact.predicate == predicate]
        if len(like) == len({fact.subject for fact in like}) == 2 and meaning.speaks_of(
            predicate, part.said
        ):
            yield like[0], like[1]


def _is_borne_out(pair: tuple[Fact, Fact], own: str, *, is_more: bool) -> bool | None:
    mine = [fact for fact in pair if is_called(fact.subject, own)]
    if len(mine) != 1:
        return True
    other = next(fact for fact in pair if fact is not mine[0])
    left, right = _number_or_bytes(mine[0]), _number_or_bytes(other)
    if left is None or right is None:
        return None
    return left != right and (left > right) == is_more


def _number_or_bytes(fact: Fact) -> float | None:
    """Return the number of a fact; of a text the only one in it, where that is one of bytes."""
    if not isinstance(fact.value, str):
        return number(fact)
    match [*read(fact.value).quantities]:
        case [only] if only.unit in MEGABYTES:
            return float(max(only.scaled)) * MEGABYTES[only.unit][0]
        case _:
            return None
