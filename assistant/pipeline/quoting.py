"""Which passages of the library the quotes of an answer are chosen from."""

from collections.abc import Mapping, Sequence
from functools import partial

from assistant.domain import Finding, Question, Turn
from assistant.knowledge import Leads, Library, has_counterpart
from assistant.pipeline.ranges import firsts
from assistant.planning import kinds_asked, listed, standing_alone
from assistant.planning.quote_pool import most_telling
from assistant.planning.quote_words import is_rare
from assistant.understanding import majors
from assistant.understanding.told import as_documents_write

_PASSAGES, _LOOKED_AT = 24, 80
_ADDRESSES = 1000
_NOTES = 8
"""How many of them may be of a version that is named by its first number."""


def standing(text: str, conversation: Sequence[Turn], library: Library | None) -> str:
    """Return the question as it stands alone, its names as documents write them."""
    alone = standing_alone(text, conversation)
    if library is None:
        return alone

    def is_name(word: str) -> bool:
        return is_rare(word) and library.index.calls(word) and not has_counterpart(word)

    return as_documents_write(alone, is_name)


def quotable(
    question: Question,
    library: Library,
    abouts: Sequence[str],
    hints: Mapping[str, tuple[str, ...]],
) -> tuple[Finding, ...]:
    """
    Return the passages nearest to the question, the best first.

    `abouts`: what documents about its releases may say they are about, the families included.
    """
    said = question.standing
    quotes = partial(library.quotes, said, question.language, as_of=question.as_of)
    near = quotes(limit=_LOOKED_AT, leads=Leads(tuple(abouts), question.versions, hints))
    found = most_telling(question, hints, near, _PASSAGES)
    named = () if question.versions else majors(said)
    if not named or not (first := firsts(named, library.index.releases(said))):
        return found
    # "Bell 6" may mean the notes of 6.0, or anything else of Bell
    notes = quotes(limit=_NOTES, leads=Leads(tuple(abouts), first, hints))
    return tuple(dict.fromkeys((*notes, *found)))[:_PASSAGES]


def addresses(question: Question, library: Library) -> tuple[Finding, ...]:
    """Return passages that may give addresses of the versions that are asked for: base, GGUF."""
    holding = partial(library.holding, limit=_ADDRESSES, as_of=question.as_of)
    kinds = kinds_asked(question.standing)
    found = [p for kind in kinds for p in holding(kind)]
    if question.min_size_b:  # larger models of these lines may have no such version
        of_kinds = (one for one in listed(found) if any(map(one.is_of, kinds)))
        lines = dict.fromkeys(one.line for one in of_kinds)
        found += [p for line in lines for p in holding(line)]
    return tuple(dict.fromkeys(passage for passage in found if "/" in passage.statement))
