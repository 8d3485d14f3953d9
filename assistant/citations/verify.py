"""
Judge a sentence by the evidence it cites.

The evidence that counts is only what the sentence cites; a few words of the question may be
repeated. A sentence of the model must also share most of its words with the evidence, because a
small model can write true numbers into nonsense.
"""

import re
from collections.abc import Sequence
from datetime import date

from assistant.citations.features import Features, features
from assistant.citations.markers import cited, without_markers
from assistant.citations.quantities import Quantity
from assistant.citations.sentences import split
from assistant.domain import Evidence, Finding, Sentence, Verdict, Wording
from assistant.language import Day, stems, within

_SHARED_WORDS = 0.5
"""The least share of a model sentence's word stems that the evidence or question must hold."""

_SIZE = re.compile(r"\d[bm](?![a-z0-9])")
_BASE_WORD = re.compile(r"\b(?:базов\w*|баз[аыу]|бейс\w*|base)\b", re.IGNORECASE)
_AS_OF = re.compile(
    r"состояни|свидетельств|сведени|данн|\b(?:на|к)\s+\d|as\s+(?:of|at)|evidence|\bby\s+[A-Z\d]",
    re.IGNORECASE,
)
"""Words that make a date the day of the evidence and not a date of the release."""
_ALWAYS_KNOWN = frozenset({"moe", "dense", "hugging", "face", "github", "gguf"})


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
    text = without_markers(part)
    wanted = cited(part)
    known = [item for item in evidence if item.number in wanted]
    numbers = tuple(n for n in wanted if any(item.number == n for item in known))
    claimed = features(text)
    if claimed.foreign:
        verdict = Verdict.NO_SOURCE
    elif not known:
        verdict = Verdict.NO_SOURCE if _claims_something(text, claimed) else Verdict.NOT_A_CLAIM
    else:
        verdict = _verdict(text, claimed, known, asked)
        if verdict is Verdict.SUPPORTED and by == "model" and not _grounded(text, known, asked):
            verdict = Verdict.PARTLY
    return Sentence(text, by, numbers, verdict)


def _claims_something(text: str, claimed: Features) -> bool:
    exact = claimed.quantities or claimed.dates or claimed.versions or claimed.names
    return bool(exact) or not text.rstrip().endswith((":", "?"))


def _verdict(text: str, claimed: Features, known: Sequence[Evidence], asked: str) -> Verdict:
    proofs = [features(f"{item.statement} {item.source.title}") for item in known]
    question = features(asked)
    if not _same_polarity(claimed, known):
        return Verdict.CONTRADICTED
    holds = (
        _quantities_stand(claimed, [*proofs, question], known)
        and _dates_stand(text, claimed.dates, known, proofs)
        and all(any(v in proof.versions for proof in proofs) for v in claimed.versions)
        and all(_name_stands(name, text, proofs) for name in claimed.names)
        and all(_word_stands(word, [*proofs, question]) for word in claimed.latin)
    )
    return Verdict.SUPPORTED if holds else Verdict.PARTLY


def _same_polarity(claimed: Features, known: Sequence[Evidence]) -> bool:
    """
    Whether a finding that shares a name with the sentence says yes or no as it does.

    A closed list proves both what it holds and what it does not.
    """
    findings = [finding for item in known for finding in item.findings]
    if any(_listed(finding) for finding in findings):
        return True
    proofs = [features(finding.statement) for finding in findings]
    named = [proof for proof in proofs if proof.names & claimed.names] or proofs
    return any(proof.negative == claimed.negative for proof in named)


def _listed(finding: Finding) -> tuple[str, ...]:
    """Return the members of a fact that is a list."""
    value = finding.fact.value if finding.fact else None
    return value if isinstance(value, tuple) else ()


def _quantities_stand(
    claimed: Features, proofs: Sequence[Features], known: Sequence[Evidence]
) -> bool:
    counts = {len(_listed(finding)) for item in known for finding in item.findings} - {0}
    return all(
        bool(said.plain & counts) or any(_is_shown(said, proof) for proof in proofs)
        for said in claimed.quantities
    )


def _is_shown(said: Quantity, proof: Features) -> bool:
    """Whether `proof` holds the number; inside a name as it is written, or as a size."""
    return any(said.is_shown_by(other) for other in proof.quantities) or any(
        said.is_shown_by(part) if part.plain != part.scaled else said == part
        for part in proof.name_numbers
    )


def _dates_stand(
    text: str, dates: frozenset[Day], known: Sequence[Evidence], proofs: Sequence[Features]
) -> bool:
    shown = {day for proof in proofs for day in proof.dates}
    if _AS_OF.search(text):
        shown |= {_parts(day) for item in known for day in (item.as_of, item.source.read)}
    return all(any(within(day, other) for other in shown) for day in dates)


def _parts(day: date) -> Day:
    return day.year, day.month, day.day


def _name_stands(name: str, text: str, proofs: Sequence[Features]) -> bool:
    """
    Look `name` up among the proven names, exactly.

    A family ("qwen3") stands when a member is proven; a bare size ("30b-a3b") when a name ends in
    it; "the base of X" when X-Base is proven. One release never stands for another.
    """
    shown = {other for proof in proofs for other in proof.names}
    if name in shown or (_BASE_WORD.search(text) and f"{name}-base" in shown):
        return True
    if not _SIZE.search(name):
        return any(other.startswith(f"{name}-") for other in shown)
    return name[0].isdigit() and any(
        other.endswith(f"-{name}") or f"-{name}-" in other for other in shown
    )


def _word_stands(word: str, proofs: Sequence[Features]) -> bool:
    known = {
        part for proof in proofs for name in (*proof.latin, *proof.names) for part in _split(name)
    }
    return all(part in known or part in _ALWAYS_KNOWN for part in _split(word))


def _split(name: str) -> list[str]:
    return [part for part in re.split(r"[-.\d]+", name) if len(part) > 2]


def _grounded(text: str, known: Sequence[Evidence], asked: str) -> bool:
    said = {word for word in stems(text) if len(word) > 3}
    shown = stems(" ".join([asked, *(item.statement for item in known)]))
    return not said or len(said & shown) / len(said) >= _SHARED_WORDS
