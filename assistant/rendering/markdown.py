"""
An answer as Markdown: headings, lists, tables, `[n]` markers and a numbered list of sources.

All text is escaped, so that nothing inside a fact, quote or model's sentence becomes markup.
"""

import re
from collections.abc import Sequence

from assistant.domain import CELL, Answer, CheckedSection, Evidence, Language, Sentence
from assistant.rendering.shown import shown
from assistant.rendering.texts import AS_OF, SOURCES

_MARKUP = re.compile(r"([\\`*_\[\]<>#|!~])")


def markdown(answer: Answer) -> str:
    """Return the whole answer with its sources."""
    parts = [section_markdown(section) for section in answer.sections]
    parts.append(sources_markdown(answer.evidence, answer.question.language))
    return "\n\n".join(part for part in parts if part)


def section_markdown(section: CheckedSection) -> str:
    """Return one section; empty when none of its sentences survived."""
    if not section.sentences:
        return ""
    body = {
        "lead": _paragraph,
        "text": _paragraph,
        "list": _list,
        "table": _table,
    }[section.kind](section)
    return f"### {escape(section.heading)}\n\n{body}" if section.heading else body


def sources_markdown(evidence: Sequence[Evidence], language: Language) -> str:
    """Return the numbered sources, one paragraph each."""
    if not evidence:
        return ""
    lines = [
        f"{item.number}. {escape(item.source.title)}"
        + (f" — <{item.source.url}>" if item.source.url else "")
        + f" ({AS_OF[language]} {item.as_of.isoformat()}): {escape(item.statement)}"
        for item in evidence
    ]
    return f"### {SOURCES[language]}\n\n" + "\n".join(lines)


def escape(text: str) -> str:
    r"""
    Return `text` so that Markdown shows it as it is.

    >>> escape("![x](http://h) <b>")
    '\\!\\[x\\](http://h) \\<b\\>'
    """
    return _MARKUP.sub(r"\\\1", text)


def _marked(sentence: Sentence) -> str:
    return escape(shown(sentence)) + "".join(f" [{number}]" for number in sentence.citations)


def _paragraph(section: CheckedSection) -> str:
    return " ".join(map(_marked, section.sentences))


def _list(section: CheckedSection) -> str:
    return "\n".join(f"- {_marked(sentence)}" for sentence in section.sentences)


def _table(section: CheckedSection) -> str:
    rows = [
        "| " + " | ".join(map(escape, section.header)) + " |",
        "|" + " --- |" * len(section.header),
    ]
    for sentence in section.sentences:
        *cells, last = map(escape, sentence.text.split(CELL))
        marks = "".join(f" [{number}]" for number in sentence.citations)
        rows.append("| " + " | ".join([*cells, last + marks]) + " |")
    return "\n".join(rows)
