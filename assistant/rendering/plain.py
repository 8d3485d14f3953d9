"""An answer as plain text for a terminal or a mail: no markup, footnotes at the end."""

from assistant.domain import CELL, Answer, CheckedSection, Evidence, Sentence
from assistant.rendering.shown import shown
from assistant.rendering.texts import AS_OF, SOURCES


def plain(answer: Answer) -> str:
    """Return the whole answer with its footnotes."""
    language = answer.question.language
    parts = [section_text(section) for section in answer.sections]
    if answer.evidence:
        notes = [footnote(item, AS_OF[language]) for item in answer.evidence]
        parts.append("\n".join([f"{SOURCES[language]}:", *notes]))
    return "\n\n".join(part for part in parts if part)


def section_text(section: CheckedSection) -> str:
    """Return one section, its heading on a line of its own."""
    if not section.sentences:
        return ""
    lines = [sentence_text(sentence) for sentence in section.sentences]
    if section.kind in ("list", "table"):
        lines = [f"  • {line}" for line in lines]
    body = "\n".join(lines) if section.kind in ("list", "table") else " ".join(lines)
    if section.kind == "table" and any(section.header):
        body = "    " + " · ".join(section.header) + "\n" + body
    return f"{section.heading}\n{body}" if section.heading else body


def sentence_text(sentence: Sentence) -> str:
    """Return a sentence with its markers."""
    marks = "".join(f"[{number}]" for number in sentence.citations)
    return f"{shown(sentence).replace(CELL, ' · ')} {marks}".rstrip()


def footnote(item: Evidence, as_of: str) -> str:
    """Return one source as a line or two."""
    head = f"[{item.number}] {item.source.title} ({as_of} {item.as_of.isoformat()})"
    address = f"\n    {item.source.url}" if item.source.url else ""
    return f"{head}{address}\n    {item.statement}"
