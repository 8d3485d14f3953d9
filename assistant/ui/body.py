"""
The sections of an answer as HTML: headings, paragraphs, lists, tables, footnotes.

Each sentence carries a tooltip that says who worded it and what checking showed.
"""

from dataclasses import dataclass

from assistant.domain import CELL, CheckedSection, Evidence, Language, Sentence
from assistant.rendering.shown import shown
from assistant.ui.escaping import harmless
from assistant.ui.exchange import Exchange
from assistant.ui.texts import text


@dataclass(frozen=True, slots=True)
class _Pen:
    """What a sentence needs to know of its answer."""

    number: int
    language: Language
    evidence: tuple[Evidence, ...]


def body(exchange: Exchange, language: Language) -> str:
    """Return the sections with the draft, in grey, where it goes on."""
    pen = _Pen(exchange.number, language, exchange.evidence)
    draft = _draft(exchange.draft, language)
    place = _draft_place(exchange)
    parts = [f"<p>{draft}</p>"] if draft and place is None else []
    for section in exchange.sections:
        ending = draft if section.key == place else ""
        if section.sentences or ending:
            parts.append(_section(section, pen, ending))
    return f'<div class="body">{"".join(parts)}</div>'


def _draft(draft: str, language: Language) -> str:
    shown = harmless(draft)
    return f'<span class="draft" title="{text("draft", language)}">{shown}</span>' if shown else ""


def _draft_place(exchange: Exchange) -> str | None:
    """Return the section that the draft goes on: its own, or None for the top of the answer."""
    keys = [section.key for section in exchange.sections if section.kind != "table"]
    return exchange.draft_section if exchange.draft_section in keys else None


def _section(section: CheckedSection, pen: _Pen, ending: str) -> str:
    heading = f"<h4>{harmless(section.heading)}</h4>" if section.heading else ""
    if section.kind == "table":
        return heading + _table(section, pen)
    said = [*(_sentence(sentence, pen) for sentence in section.sentences), ending]
    if section.kind == "list":
        return f"{heading}<ul>{''.join(f'<li>{each}</li>' for each in said if each)}</ul>"
    return f'{heading}<p class="{section.kind}">{" ".join(said)}</p>'


def _table(section: CheckedSection, pen: _Pen) -> str:
    header = "".join(f"<th>{harmless(name)}</th>" for name in section.header)
    rows = "".join(f"<tr>{_cells(sentence, pen)}</tr>" for sentence in section.sentences)
    head = f"<thead><tr>{header}</tr></thead>" if header else ""
    return f'<div class="wide"><table>{head}<tbody>{rows}</tbody></table></div>'


def _cells(sentence: Sentence, pen: _Pen) -> str:
    *cells, last = sentence.text.split(CELL)
    drawn = [_worded(sentence, harmless(cell), pen) for cell in cells]
    drawn.append(_worded(sentence, _with_footnotes(last, sentence, pen), pen))
    return "".join(f"<td>{cell}</td>" for cell in drawn)


def _sentence(sentence: Sentence, pen: _Pen) -> str:
    return _worded(sentence, _with_footnotes(shown(sentence), sentence, pen), pen)


def _worded(sentence: Sentence, content: str, pen: _Pen) -> str:
    wording = text(f"by_{sentence.by}_hint", pen.language)
    verdict = text(f"verdict_{sentence.verdict.name}", pen.language)
    style = f"by-{sentence.by} is-{sentence.verdict.name.lower()}"
    return f'<span class="{style}" title="{wording}: {verdict}">{content}</span>'


def _with_footnotes(content: str, sentence: Sentence, pen: _Pen) -> str:
    """Put the footnotes behind the last word so that no line breaks between them."""
    if not sentence.citations:
        return harmless(content)
    before, space, word = content.rstrip().rpartition(" ")
    last = f'<span class="end">{harmless(word)}{_footnotes(sentence, pen)}</span>'
    return harmless(before) + space + last


def _footnotes(sentence: Sentence, pen: _Pen) -> str:
    links = "".join(_link(number, pen) for number in sentence.citations)
    return f'<sup class="cites">{links}</sup>'


def _link(number: int, pen: _Pen) -> str:
    titles = (item.source.title for item in pen.evidence if item.number == number)
    title = text("cite", pen.language, number=number, title=harmless(next(titles, "")))
    shown = f"<span>[</span>{number}<span>]</span>"  # brackets are for who copies or listens
    return f'<a class="cite" href="#src-{pen.number}-{number}" title="{title}">{shown}</a>'
