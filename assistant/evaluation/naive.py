"""
The design of common peers, to compare with: the nearest passages in one prompt, "cite as [1]".

It has the same model, the same knowledge and the same understanding of names and follow-ups as
Snoska; it lacks the plan, the checks and the ledger's own wording. What the model writes is the
answer, whether its citations hold or not. The prompt shows an example, because of the wordings
tried it is the one with which a 0.5B model cites most.
"""

import math
import threading
from collections.abc import Iterator, Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.citations.markers import cited, without_markers
from assistant.domain import (
    Answer,
    CheckedSection,
    Evidence,
    Finding,
    Findings,
    Question,
    Section,
    Sentence,
    Turn,
    Verdict,
)
from assistant.errors import ModelError
from assistant.events import Answered, Drafted, Event, Failed, Found, Understood
from assistant.generation.history import trim
from assistant.generation.prompts import load_prompt
from assistant.language import split, stems
from assistant.pipeline import Assistant, Brain
from assistant.pipeline.stopwatch import Stopwatch

PASSAGES = 8
"""How many passages stand in the prompt, the usual number of peers is four to ten."""
MOST_TOKENS = 400
"""The longest answer; small models that repeat themselves would go on for ever."""
_SECTION = Section("answer", "text", ())


class NaiveAssistant:
    """Answers like `Assistant`, in the naive way and with the same events."""

    def __init__(self, assistant: Assistant, brain: Brain, passages: int = PASSAGES) -> None:
        self._assistant = assistant
        self._brain = brain
        self._passages = passages

    def ask(
        self,
        text: str,
        conversation: Sequence[Turn] = (),
        abort: threading.Event | None = None,
    ) -> Iterator[Event]:
        """Answer `text` by the model alone; trouble with it ends the answer early."""
        brain = self._brain
        watch = Stopwatch()
        question = self._understood(text, conversation)
        yield Understood(question)
        evidence = numbered(nearest(self._assistant.find(question), question, self._passages))
        watch.found()
        yield Found(evidence)
        written: list[str] = []
        try:
            messages = _messages(brain, question, conversation, evidence)
            for chunk in brain.model.stream(
                messages,
                temperature=0.0,
                max_tokens=MOST_TOKENS,
                abort=abort or threading.Event(),
            ):
                if piece := str(chunk.text):
                    written.append(piece)
                    drafted = Drafted(_SECTION.key, piece)
                    watch.saw(drafted)
                    yield drafted
        except ModelError as error:
            yield Failed(str(error), error.hint)
        yield Answered(
            Answer(
                question,
                (CheckedSection(_SECTION.key, _SECTION.kind, sentences("".join(written))),),
                evidence,
                style="drafted",
                model=brain.identity,
                timings=watch.finished(),
            )
        )

    def _understood(self, text: str, conversation: Sequence[Turn]) -> Question:
        """Return the question as Snoska understands it, which tells so before anything else."""
        events = self._assistant.ask(text, conversation)
        return next(event.question for event in events if isinstance(event, Understood))


def nearest(found: Findings, question: Question, most: int) -> tuple[Finding, ...]:
    """
    Return the `most` nearest of what was found.

    Passages are ranked by the search; facts by the attribute asked for, then by shared words. Where
    both are there, each gets half of the room.
    """
    asked = stems(question.text)

    def distance(fact: Finding) -> tuple[bool, float]:
        is_asked = fact.fact is not None and fact.fact.predicate in question.predicates
        own = stems(fact.statement)
        return not is_asked, -len(asked & own) / math.sqrt(len(own) or 1)  # long lists share much

    listed = (found.closed_list,) if found.closed_list else ()
    facts = sorted((*listed, *found.facts), key=distance)
    quotes = found.quotes[: max(most // 2, most - len(facts))]
    return (*facts[: most - len(quotes)], *quotes)


def numbered(findings: Sequence[Finding]) -> tuple[Evidence, ...]:
    """Return the findings as evidence, a number each."""
    return tuple(Evidence(number, (finding,)) for number, finding in enumerate(findings, 1))


def sentences(text: str) -> tuple[Sentence, ...]:
    """Cut what the model wrote into sentences with the numbers each cites; nothing is checked."""
    parts = (part.strip() for line in text.splitlines() for part in split(line))
    return tuple(
        Sentence(words, "model", cited(part), Verdict.NO_SOURCE)
        for part in parts
        if (words := without_markers(part))
    )


def _messages(
    brain: Brain,
    question: Question,
    conversation: Sequence[Turn],
    evidence: Sequence[Evidence],
) -> list[BaseMessage]:
    passages = "\n".join(f"[{item.number}] {item.statement}" for item in evidence)
    *opening, user = load_prompt(brain.prompts, "naive", question.language).fill(
        passages=passages or "—", question=question.text
    )
    earlier = [
        HumanMessage(turn.content) if turn.role == "user" else AIMessage(turn.content)
        for turn in trim(conversation, brain.model)
    ]
    return [*opening, *earlier, user]
