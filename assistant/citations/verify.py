"""
Judge a sentence by the evidence it cites, and by nothing else.

A sentence of the model must also share most of its words with that evidence, because a small model
can write true numbers into nonsense.
"""

from collections.abc import Sequence

from assistant.citations.features import Features, features
from assistant.citations.markers import cited, without_markers
from assistant.citations.proof import Proof
from assistant.domain import Evidence, Sentence, Verdict, Wording
from assistant.language import split

_SHARED_WORDS = 0.5
"""The least share of a model sentence's word stems that the evidence or question must hold."""


def verify(
    text: str, by: Wording, evidence: Sequence[Evidence], asked: str, *, whole: bool = False
) -> tuple[Sentence, ...]:
    """
    Cut `text` into sentences and judge each; `asked` is the question's own text.

    With `whole` the text is one claim, such as a table row, and is not cut.
    """
    parts = [text] if whole else [part for part in split(text) if part.strip()]
    return tuple(_judge(part, by, evidence, asked) for part in parts)


def is_shown(sentence: Sentence) -> bool:
    """Whether a reader may see the sentence: it is supported, or claims nothing."""
    return sentence.verdict in (Verdict.SUPPORTED, Verdict.NOT_A_CLAIM)


def _judge(part: str, by: Wording, evidence: Sequence[Evidence], asked: str) -> Sentence:
    text, wanted = without_markers(part), cited(part)
    known = [item for item in evidence if item.number in wanted]
    numbers = tuple(n for n in wanted if any(item.number == n for item in known))
    said = features(text)
    if said.foreign:
        verdict = Verdict.NO_SOURCE
    elif not known:
        verdict = Verdict.NO_SOURCE if _claims_something(text, said) else Verdict.NOT_A_CLAIM
    else:
        verdict = _verdict(text, by, said, Proof(known, asked))
    return Sentence(text, by, numbers, verdict)


def _claims_something(text: str, said: Features) -> bool:
    exact = said.quantities or said.dates or said.versions or said.names
    return bool(exact) or not text.rstrip().endswith((":", "?"))


def _verdict(text: str, by: Wording, said: Features, proof: Proof) -> Verdict:
    if not proof.agrees(said):
        return Verdict.CONTRADICTED
    if not proof.holds(text, said):
        return Verdict.PARTLY
    if by == "model" and proof.shared_words(text) < _SHARED_WORDS:
        return Verdict.PARTLY
    return Verdict.SUPPORTED
