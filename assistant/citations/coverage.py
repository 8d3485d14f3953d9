"""Whether verified sentences already say a claim, so that it need not be said twice."""

from collections.abc import Sequence

from assistant.citations.reading import read
from assistant.domain import Claim, Sentence


def is_covered(claim: Claim, sentences: Sequence[Sentence]) -> bool:
    """
    Whether some sentence rests on the claim's evidence and holds all its names, numbers and dates.

    Not covered: the same thing said in two sentences, each holding a part.
    """
    wanted = read(claim.text)
    return any(
        set(sentence.citations) & set(claim.rests_on) and _holds(sentence.text, claim.text)
        for sentence in sentences
    ) or (not claim.rests_on and not wanted.name_set)


def _holds(said: str, claim: str) -> bool:
    have, wanted = read(said), read(claim)
    return (
        wanted.name_set <= have.name_set
        and wanted.dates <= have.dates
        and wanted.terms <= have.terms
        and have.negative == wanted.negative
        and all(any(q.is_shown_by(other) for other in have.quantities) for q in wanted.quantities)
    )
