"""
A general explanation in the model's own words: "what is a base model?".

It has no source and says so, in its heading and in the verdict of each sentence. What names a
release or a maker's family, or gives a number, is left out: such a sentence states a fact. Where
nothing is left the refusal of the plan stands. Not covered: whether the explanation is right.
"""

import re
import threading
from collections.abc import Collection, Iterator
from contextlib import closing
from typing import Any, cast

from assistant.citations import read
from assistant.domain import Language, Question, Section, Sentence, Verdict
from assistant.events import Drafted, Event, Planned, Rejected
from assistant.generation.replies import Text, Used
from assistant.generation.wording import explain
from assistant.language import words
from assistant.pipeline.brain import Brain
from assistant.pipeline.layout import Layout, ledger_only
from assistant.pipeline.pieces import Cutter, Piece

MOST_SENTENCES = 5
_HEADING: dict[Language, str] = {
    "ru": "Общее пояснение модели, без источника",
    "en": "A general explanation by the model, without a source",
}
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def explained(
    question: Question,
    layout: Layout,
    brain: Brain,
    names: Collection[str],
    abort: threading.Event,
) -> Iterator[Event]:
    """Let the model explain; keep the sentences that state nothing about any release."""
    known = {found[0].lower() for name in names if (found := _LETTERS.match(name))}
    key = _frame(question, layout)
    yield Planned(layout.plan)
    cutter = Cutter()
    stream = explain(brain.model, brain.prompts, question.text, question.language, abort)
    with closing(cast("Any", stream)):
        for piece in stream:
            match piece:
                case Text(text):
                    yield Drafted(key, text)
                    yield from _kept(cutter.feed(text), key, layout, known)
                case Used():
                    layout.usage.add(piece)
                case _:
                    pass  # no tool was offered, and thinking is off
            if len(layout.said()) >= MOST_SENTENCES:
                break
    whole = (piece for piece in cutter.finish() if piece.text.endswith((".", "!", "…")))
    yield from _kept(whole, key, layout, known)
    if not layout.said():
        yield from ledger_only(question, layout)


def is_general(text: str, known: Collection[str]) -> bool:
    """Whether a sentence names nothing that was released, and gives no number."""
    said = read(text)
    has_exact = said.names or said.values or said.foreign or any(map(str.isdigit, text))
    return not has_exact and not any(word in known for word in words(text))


def _frame(question: Question, layout: Layout) -> str:
    section = Section("explained", "text", (), _HEADING[question.language])
    layout.frame(section)
    return section.key


def _kept(
    pieces: Iterator[Piece], key: str, layout: Layout, known: Collection[str]
) -> Iterator[Event]:
    for piece in pieces:
        sentence = Sentence(piece.text, "model", (), Verdict.NOT_A_CLAIM)
        if piece.kind in ("text", "bullet") and is_general(piece.text, known):
            yield layout.add(key, sentence)
        elif piece.text:
            layout.repairs["removed"] += 1
            yield Rejected(key, sentence, "removed")
