"""
One question and its answer so far, as a value; `follow` takes the next event into it.

A draft is one running text, whatever section it belongs to: a checked sentence takes its place in
the frame, and the draft loses what stood for it, as it does when a sentence fails its check.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.citations import without_markers
from assistant.domain import Answer, CheckedSection, Evidence, Plan, Sentence, Step, Turn
from assistant.events import (
    Answered,
    Checked,
    Drafted,
    Event,
    Failed,
    Found,
    Planned,
    Rejected,
    Reworded,
    Thought,
    ToolUsed,
    Understood,
)
from assistant.language import split, words
from assistant.rendering.plain import section_text

Stage = Literal[
    "waiting",
    "searching",
    "reading",
    "thinking",
    "checking",
    "done",
    "interrupted",
    "broken",
    "refused",
]


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question, what happened to it until now, and everything verified so far."""

    number: int
    asked: str
    stage: Stage = "waiting"
    sections: tuple[CheckedSection, ...] = ()
    draft: str = ""
    draft_section: str = ""
    thought: str = ""
    steps: tuple[Step, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    trouble: tuple[str, str] | None = None
    """What went wrong and what to do about it, as texts."""
    answer: Answer | None = None

    @property
    def is_running(self) -> bool:
        """Whether more may come."""
        return self.stage not in ("done", "interrupted", "broken", "refused")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """All verified sentences so far, in reading order."""
        return tuple(s for section in self.sections for s in section.sentences)

    def cut_short(self, stage: Literal["interrupted", "broken"]) -> "Exchange":
        """Return it ended before its answer: what was verified stays, the draft goes."""
        return replace(self, stage=stage, draft="")

    def refused(self, message: str, hint: str) -> "Exchange":
        """Return it ended by an error that the user can do something about."""
        return replace(self, stage="refused", draft="", trouble=(message, hint))


def follow(exchange: Exchange, event: Event) -> Exchange:
    """Return `exchange` with `event` taken in."""
    match event:
        case Planned() | Drafted() | Rejected() | Checked() | Reworded():
            return _written(exchange, event)
        case Understood():
            return replace(exchange, stage="searching")
        case Found(evidence):
            return replace(exchange, evidence=evidence)
        case ToolUsed(step):
            return replace(exchange, steps=(*exchange.steps, step), stage="reading")
        case Thought(text):
            return replace(exchange, thought=exchange.thought + text, stage="thinking")
        case Failed(message, hint):
            return replace(exchange, trouble=(message, hint), draft="", stage="reading")
        case Answered(answer):
            return _complete(exchange, answer)


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """Return the conversation as the model may read it: plain text, verified sentences only."""
    said: list[Turn] = []
    for exchange in exchanges:
        answer = "\n\n".join(filter(None, map(section_text, exchange.sections)))
        if answer:
            said += [Turn("user", exchange.asked), Turn("assistant", without_markers(answer))]
    return tuple(said)


def _written(
    exchange: Exchange, event: Planned | Drafted | Rejected | Checked | Reworded
) -> Exchange:
    match event:
        case Planned(plan):
            stage = "reading" if exchange.stage in ("waiting", "searching") else exchange.stage
            return replace(
                exchange,
                sections=_framed(exchange.sections, plan),
                evidence=plan.evidence or exchange.evidence,
                stage=stage,
            )
        case Drafted(section, text):
            return replace(
                exchange, draft=exchange.draft + text, draft_section=section, stage="checking"
            )
        case Reworded(section, place, sentence):
            return replace(
                exchange,
                sections=_reworded(exchange.sections, section, place, sentence),
                draft=_without(exchange.draft, sentence),
            )
        case Rejected(_, sentence, _):
            return replace(exchange, draft=_without(exchange.draft, sentence))
        case Checked(section, sentence):
            return replace(
                exchange,
                sections=_placed(exchange.sections, section, sentence),
                draft=_without(exchange.draft, sentence),
            )


def _complete(exchange: Exchange, answer: Answer) -> Exchange:
    return replace(
        exchange,
        stage="done",
        sections=answer.sections,
        evidence=answer.evidence,
        steps=answer.steps,
        answer=answer,
        draft="",
    )


def _framed(sections: Sequence[CheckedSection], plan: Plan) -> tuple[CheckedSection, ...]:
    """Return the plan's frame with the sentences that `sections` hold already."""
    said = {section.key: section.sentences for section in sections}
    return tuple(
        CheckedSection(part.key, part.kind, said.get(part.key, ()), part.heading, part.header)
        for part in plan.sections
    )


def _placed(
    sections: tuple[CheckedSection, ...], key: str, sentence: Sentence
) -> tuple[CheckedSection, ...]:
    if not any(section.key == key for section in sections):
        return (*sections, CheckedSection(key, "text", (sentence,)))
    return tuple(
        replace(section, sentences=(*section.sentences, sentence))
        if section.key == key
        else section
        for section in sections
    )


def _reworded(
    sections: tuple[CheckedSection, ...], key: str, place: int, sentence: Sentence
) -> tuple[CheckedSection, ...]:
    return tuple(
        replace(
            section,
            sentences=(*section.sentences[:place], sentence, *section.sentences[place + 1 :]),
        )
        if section.key == key
        else section
        for section in sections
    )


def _without(draft: str, sentence: Sentence) -> str:
    """Return `draft` from behind the part that became `sentence`; the first part if none is it."""
    parts = split(draft)
    said = words(sentence.text)
    same = (at for at, part in enumerate(parts) if words(without_markers(part)) == said)
    first = (at for at, part in enumerate(parts) if words(part) and not part.startswith("#"))
    found = next(same, next(first, len(parts)))
    return "".join(parts[found + 1 :])
