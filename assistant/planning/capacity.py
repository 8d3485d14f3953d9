"""
Whether something fits into the memory that the question names: plain arithmetic on ledger figures.

Only figures in bytes are compared, and only the ones the question asks for. Not covered: what the
figure leaves out, such as a longer context.
"""

from collections.abc import Sequence

from assistant.domain import Claim, Finding, Question
from assistant.planning.shelf import Shelf
from assistant.planning.texts import text

_MEGABYTES = {"MB": 1.0, "GB": 1000.0}
_GIGABYTE = 1000.0


def capacity_claims(
    question: Question, shelf: Shelf, asked: Sequence[Finding]
) -> tuple[Claim, ...]:
    """Compare the first figure asked for with the memory that is there, if one is named."""
    if question.memory_gb is None:
        return ()
    needs = [f for f in asked if f.fact and f.fact.unit in _MEGABYTES]
    if not needs:
        return ()
    need = max(needs, key=lambda finding: finding.as_of)
    if need.fact is None or not isinstance(need.fact.value, int | float):
        return ()
    enough = need.fact.value * _MEGABYTES[need.fact.unit] <= question.memory_gb * _GIGABYTE
    amounts = {
        "need": shelf.amount(need.fact.value, need.fact.unit),
        "have": shelf.amount(question.memory_gb, "GB"),
    }
    words = text("enough" if enough else "too_little", question.language, **amounts)
    return (shelf.claim(words, need),)
