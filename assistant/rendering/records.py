"""An answer as one JSON object: what `snoska ask --json` prints and the evaluation reads."""

from dataclasses import asdict
from typing import Any

from assistant.domain import CELL, Answer, Evidence, Sentence
from assistant.rendering.markdown import section_markdown


def record(answer: Answer) -> dict[str, Any]:
    """Return the answer as plain dictionaries, lists, strings and numbers."""
    body = (section_markdown(section) for section in answer.sections)
    return {
        "question": answer.question.said or answer.question.text,
        "language": answer.question.language,
        "answer": "\n\n".join(part for part in body if part),
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "steps": [asdict(step) for step in answer.steps],
        "sources": [_source(item) for item in answer.evidence],
        "offers": [asdict(offer) for offer in answer.offers],
        "refused": answer.refused,
        "style": answer.style,
        "repairs": asdict(answer.repairs),
        "model": asdict(answer.model) if answer.model else None,
        "timings": asdict(answer.timings),
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "text": sentence.text.replace(CELL, " | "),
        "by": sentence.by,
        "citations": list(sentence.citations),
        "verdict": sentence.verdict.value,
    }


def _source(item: Evidence) -> dict[str, Any]:
    return {
        "n": item.number,
        "kind": item.kind,
        "title": item.source.title,
        "url": item.source.url or None,
        "headings": [heading for f in item.findings if f.passage for heading in f.passage.headings],
        "as_of": item.as_of.isoformat(),
        "quote": item.statement,
        "confirmed": [finding.quote for finding in item.findings if finding.quote],
    }
