"""
The conversation as chat messages. Knows nothing of Gradio; pure functions of `Exchange`.

A bubble is one line of HTML that begins with a block tag, so that Gradio's Markdown leaves it
alone; every text in it went through `harmless`. Grey text is draft, all other text is verified.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.domain import Language, Step
from assistant.ui.body import body
from assistant.ui.escaping import harmless, harmless_lines
from assistant.ui.exchange import Exchange
from assistant.ui.footer import footer
from assistant.ui.texts import text

Message = dict[str, Any]

_SHOWN_CHARACTERS = 2_000
"""Of a question, thinking or a tool's result; the rest is cut in the display only."""


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
    parts = [body(exchange, language), *_notices(exchange, language)]
    if exchange.is_running:
        parts.append(f'<p class="now">{text(exchange.stage, language)}</p>')
    elif exchange.sentences:
        parts.append(footer(exchange, language))
    state = "running" if exchange.is_running else exchange.stage
    return f'<div class="sn {state}">{"".join(parts)}</div>'


def _exchange(exchange: Exchange, language: Language) -> Iterator[Message]:
    yield _message("user", harmless_lines(_cut(exchange.asked)))
    for step in exchange.steps:
        yield _folded(_step_title(step, language), _step_body(step, language), is_open=False)
    if exchange.thought:
        is_open = exchange.stage == "thinking"
        yield _folded(text("thought", language), _thought(exchange, language), is_open=is_open)
    yield _message("assistant", bubble(exchange, language))


def _message(role: str, content: str) -> Message:
    # a list, because Gradio reindents plain strings
    return {"role": role, "content": [{"type": "text", "text": content}]}


def _folded(title: str, content: str, *, is_open: bool) -> Message:
    metadata = {"title": title, "status": "pending" if is_open else "done"}
    return _message("assistant", content) | {"metadata": metadata}


def _step_title(step: Step, language: Language) -> str:
    arguments = ", ".join(f'{name}="{value}"' for name, value in step.arguments.items() if value)
    call = harmless(_cut(f"{step.tool}({arguments})"))
    return text("step", language, call=call, found=harmless(_cut(step.result)))


def _step_body(step: Step, language: Language) -> str:
    note = text("step_repaired", language, why=harmless(step.repaired))
    plain = text("step_plain", language)
    return f'<div class="sn-step">{note if step.repaired else plain}</div>'


def _thought(exchange: Exchange, language: Language) -> str:
    note = f'<p class="note">{text("thought_note", language)}</p>'
    return f'<div class="sn-thought">{note}{harmless_lines(exchange.thought)}</div>'


def _cut(content: str) -> str:
    return content if len(content) <= _SHOWN_CHARACTERS else content[:_SHOWN_CHARACTERS] + "…"


def _notices(exchange: Exchange, language: Language) -> Iterator[str]:
    if exchange.trouble and exchange.stage == "refused":
        yield _notice(*exchange.trouble)
    elif exchange.trouble:
        yield _notice(text("model_failed", language), " ".join(exchange.trouble))
    if exchange.stage == "interrupted":
        yield _notice(text("interrupted" if exchange.sentences else "interrupted_empty", language))
    if exchange.stage == "broken":
        yield _notice(text("broken", language))


def _notice(message: str, hint: str = "") -> str:
    more = f' <span class="hint">{harmless(hint)}</span>' if hint else ""
    return f'<p class="notice">{harmless(message)}{more}</p>'
