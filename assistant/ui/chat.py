"""
The conversation as chat messages. Knows nothing of Gradio; pure functions of `Exchange`.

A bubble is one line of HTML that begins with a block tag, so that Gradio's Markdown leaves it
alone; every text in it went through `harmless`. Grey text is draft, all other text is verified.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.domain import CELL, CheckedSection, Language, Sentence, Step, Verdict
from assistant.ui.escaping import harmless, harmless_lines
from assistant.ui.exchange import Exchange
from assistant.ui.footer import footer
from assistant.ui.texts import is_known, text

Message = dict[str, Any]

_SHOWN_CHARACTERS = 2_000
"""Of a question or a tool's result; the rest is cut in the display only."""


def messages(exchanges: Sequence[Exchange], language: Language) -> list[Message]:
    """Return the whole conversation as messages for `gr.Chatbot`."""
    shown = [message for each in exchanges for message in _exchange(each, language)]
    if exchanges and (answer := exchanges[-1].answer):
        shown[-1]["options"] = [
            {"value": offer.question, "label": offer.label} for offer in answer.offers[:3]
        ]
    return shown


def bubble(exchange: Exchange, language: Language) -> str:
    """Return the answer of `exchange` as it stands, as one line of HTML."""
    parts = [*_body(exchange), *_notices(exchange, language)]
    if exchange.is_running:
        parts.append(f'<p class="now">{text(exchange.stage, language)}</p>')
    elif exchange.sentences:
        parts.append(footer(exchange, language))
    return f'<div class="sn {exchange.stage}">{"".join(parts)}</div>'


def _exchange(exchange: Exchange, language: Language) -> Iterator[Message]:
    yield _message("user", harmless_lines(_cut(exchange.asked)))
    for step in exchange.steps:
        yield _folded(_step_title(step, language), _step_body(step, language), is_open=False)
    if exchange.thought:
        note = f'<p class="note">{text("thought_note", language)}</p>'
        body = f'<div class="thought">{note}{harmless_lines(exchange.thought)}</div>'
        yield _folded(text("thought", language), body, is_open=exchange.stage == "thinking")
    yield _message("assistant", bubble(exchange, language))


def _message(role: str, content: str) -> Message:
    # a list, because Gradio reindents plain strings
    return {"role": role, "content": [{"type": "text", "text": content}]}


def _folded(title: str, content: str, *, is_open: bool) -> Message:
    metadata = {"title": title, "status": "pending" if is_open else "done"}
    return _message("assistant", content) | {"metadata": metadata}


def _step_title(step: Step, language: Language) -> str:
    arguments = ", ".join(f'{name}="{value}"' for name, value in step.arguments.items() if value)
    return text("step", language, call=harmless(f"{step.tool}({arguments})"))


def _step_body(step: Step, language: Language) -> str:
    repaired = harmless(step.repaired)
    note = text("step_repaired", language, why=repaired) if repaired else ""
    found = harmless_lines(_cut(step.result))
    return f'<div class="step">{f"<p>{note}</p>" if note else ""}{found}</div>'


def _cut(content: str) -> str:
    return content if len(content) <= _SHOWN_CHARACTERS else content[:_SHOWN_CHARACTERS] + "…"


def _body(exchange: Exchange) -> Iterator[str]:
    draft = harmless(exchange.draft)
    grey = f'<span class="draft">{draft}</span>' if draft else ""
    place = _draft_place(exchange) if grey else None
    yield '<div class="body">'
    if grey and place is None:
        yield f"<p>{grey}</p>"
    for section in exchange.sections:
        ending = grey if section.key == place else ""
        if section.sentences or ending:
            yield _section(section, exchange.number, ending)
    yield "</div>"


def _draft_place(exchange: Exchange) -> str | None:
    """Return the section that the draft goes on: its own, or None for the top of the answer."""
    keys = [section.key for section in exchange.sections if section.kind != "table"]
    return exchange.draft_section if exchange.draft_section in keys else None


def _section(section: CheckedSection, number: int, ending: str) -> str:
    said = [_sentence(sentence, number) for sentence in section.sentences if sentence.text]
    if ending:
        said.append(ending)
    heading = f"<h4>{harmless(section.heading)}</h4>" if section.heading else ""
    match section.kind:
        case "lead":
            return f'{heading}<p class="lead">{" ".join(said)}</p>'
        case "text":
            return f"{heading}<p>{' '.join(said)}</p>"
        case "list":
            return f"{heading}<ul>{''.join(f'<li>{each}</li>' for each in said)}</ul>"
        case "table":
            return heading + _table(section, number)


def _table(section: CheckedSection, number: int) -> str:
    header = "".join(f"<th>{harmless(name)}</th>" for name in section.header)
    rows = "".join(_row(sentence, number) for sentence in section.sentences)
    return (
        f'<div class="wide"><table><thead><tr>{header}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(sentence: Sentence, number: int) -> str:
    *cells, last = sentence.text.split(CELL)
    shown = [*(_worded(sentence, cell) for cell in cells)]
    shown.append(_worded(sentence, last) + _markers(sentence, number))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in shown)}</tr>"


def _sentence(sentence: Sentence, number: int) -> str:
    return _worded(sentence, sentence.text) + _markers(sentence, number)


def _worded(sentence: Sentence, content: str) -> str:
    """Wrap `content` so that style and tooltip can say who worded it and how it was judged."""
    verdict = sentence.verdict.name.lower().replace("_", "-")
    return f'<span class="by-{sentence.by} {verdict}">{harmless(content)}</span>'


def _markers(sentence: Sentence, number: int) -> str:
    links = "".join(
        f'<a class="cite" href="#src-{number}-{cited}">{cited}</a>' for cited in sentence.citations
    )
    return f"<sup>{links}</sup>" if links else ""
