"""A quote holds when it stands, character by character, in the passage that it cites."""

from collections.abc import Sequence

from assistant.domain import Evidence, Sentence, Verdict


def quoted(text: str, citations: tuple[int, ...], evidence: Sequence[Evidence]) -> Sentence:
    """Return `text` as a quote; without support when no cited passage holds it verbatim."""
    holds = any(
        text in finding.statement
        for item in evidence
        if item.number in citations
        for finding in item.findings
        if finding.kind == "passage"
    )
    return Sentence(text, "quote", citations, Verdict.SUPPORTED if holds else Verdict.NO_SOURCE)
