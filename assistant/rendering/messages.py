"""
An answer as LangChain's `AIMessage`: a text block for each sentence, its sources as citations.

Joined together the blocks are the answer as plain text without markers. The block's extras hold
the verdict and who worded the sentence, and so do those of its citations. The cited text is the
verbatim sentence of the source where it is known, else the fact in the ledger's words; the extra
`verbatim` tells which.
"""

from collections.abc import Iterator

from langchain_core.messages import AIMessage
from langchain_core.messages.content import (
    Annotation,
    Citation,
    ContentBlock,
    create_citation,
    create_text_block,
)

from assistant.domain import CELL, Answer, CheckedSection, Evidence, Sentence
from assistant.rendering.shown import shown


def message(answer: Answer) -> AIMessage:
    """Return the answer as a message of the model."""
    evidence = {item.number: item for item in answer.evidence}
    blocks: list[ContentBlock] = []
    for section in filter(lambda part: part.sentences, answer.sections):
        blocks += _section(section, evidence, is_first=not blocks)
    return AIMessage(
        content_blocks=blocks,
        response_metadata={
            "model_name": answer.model.name if answer.model else None,
            "style": answer.style,
            "refused": answer.refused,
        },
    )


def _section(
    section: CheckedSection, evidence: dict[int, Evidence], *, is_first: bool
) -> Iterator[ContentBlock]:
    before = "" if is_first else "\n\n"
    if section.heading:
        yield create_text_block(f"{before}{section.heading}\n")
        before = ""
    for sentence in section.sentences:
        yield _block(before, sentence, evidence)
        before = "\n" if section.kind in ("list", "table") else " "


def _block(before: str, sentence: Sentence, evidence: dict[int, Evidence]) -> ContentBlock:
    text = shown(sentence).replace(CELL, " · ")
    citations: list[Annotation] = [
        _citation(evidence[number], sentence, len(before), len(before) + len(text))
        for number in sentence.citations
        if number in evidence
    ]
    return create_text_block(
        before + text,
        annotations=citations,
        verdict=sentence.verdict.value,
        worded_by=sentence.by,
    )


def _citation(item: Evidence, sentence: Sentence, start: int, end: int) -> Citation:
    quotes = [found.quote for found in item.findings if found.quote]
    is_verbatim = bool(quotes) or item.kind == "passage"
    return create_citation(
        url=item.source.url or None,
        title=item.source.title,
        start_index=start,
        end_index=end,
        cited_text=" ".join(quotes) or item.statement,
        number=item.number,
        as_of=item.as_of.isoformat(),
        verdict=sentence.verdict.value,
        worded_by=sentence.by,
        verbatim=is_verbatim,
    )
