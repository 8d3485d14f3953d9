"""
The model's own answer, for models that can call tools: search, read, write, each sentence checked.

The model calls the retrieval tool; rules repair a call that names nothing known and make the call
themselves when the model does not. A sentence that fails its check is replaced by the ledger's own
claim on the same evidence, or left out. What the plan must say and the model did not, the ledger
adds; tables are always the program's.
"""

import re
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing

from assistant.citations import is_covered, is_shown, verify
from assistant.domain import Question, Section, SectionKind, Sentence, Turn
from assistant.events import Drafted, Event, Planned, Thought, ToolUsed
from assistant.generation.draft import Call, Text, Thinking, Used, answer
from assistant.language import split
from assistant.pipeline.brain import Brain
from assistant.pipeline.layout import Layout, worded_by_ledger
from assistant.pipeline.retrieval import Find, Retrieval

_HEADING = re.compile(r"^\s*(?:#{1,6}\s+(.+?)|\*\*([^*]+)\*\*:?)\s*$")
_BULLET = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_STUCK = 3
"""How often one line may come before the draft is cut."""
_EMPHASIS = re.compile(r"\*\*|__|`")


def drafted(
    question: Question,
    layout: Layout,
    brain: Brain,
    find: Find,
    conversation: Sequence[Turn],
    abort: threading.Event,
) -> Iterator[Event]:
    """Let the model search and write; yield its sentences as they are verified."""
    retrieval = Retrieval(question, layout, find)
    page = _Page(question, layout)
    turns = answer(brain.model, brain.prompts, question, conversation, retrieval.execute, abort)
    with closing(turns) as pieces:
        for piece in pieces:
            match piece:
                case Call():
                    yield ToolUsed(layout.steps[-1])
                case Text(text):
                    yield Drafted(page.key, text)
                    yield from page.write(text)
                case Thinking(text):
                    yield Thought(text)
                case Used():
                    layout.usage.add(piece)
            if page.is_stuck:
                break
    yield from page.finish()
    yield from _complete(question, layout)


class _Page:
    """Cuts the draft into sentences as it grows, and puts each where it belongs."""

    def __init__(self, question: Question, layout: Layout) -> None:
        self._question = question
        self._layout = layout
        self._first = layout.plan.sections[0].key if layout.plan.sections else None
        self._rest = ""
        self._heading = ""
        self._kind: SectionKind | None = None
        self._sections = 0
        self._seen: Counter[str] = Counter()
        self.key = "draft-0"

    @property
    def is_stuck(self) -> bool:
        """Whether the model says the same over and over, as small ones do until the limit."""
        return any(count >= _STUCK for count in self._seen.values())

    def write(self, text: str) -> Iterator[Event]:
        """Take more text; everything but the last, unfinished sentence is checked."""
        *finished, self._rest = split(self._rest + text) or [""]
        for part in finished:
            yield from self._place(part)

    def finish(self) -> Iterator[Event]:
        """Check what is left."""
        rest, self._rest = self._rest, ""
        yield from self._place(rest)

    def _place(self, part: str) -> Iterator[Event]:
        if not part.strip() or part.lstrip().startswith("|"):
            return
        self._seen[part.strip()] += 1
        if heading := _HEADING.match(part.strip()):
            self._heading, self._kind = heading[1] or heading[2], None
            return
        yield from self._in_section("list" if _BULLET.match(part) else "text")
        plain = _EMPHASIS.sub("", _BULLET.sub("", part)).strip()
        evidence = self._layout.notes.evidence()
        for sentence in verify(plain, "model", evidence, self._question.text):
            kept = sentence if is_shown(sentence) else self._instead(sentence)
            if kept:
                yield self._layout.add(self.key, kept)

    def _in_section(self, kind: SectionKind) -> Iterator[Event]:
        if kind != self._kind:
            self._sections += 1
            self.key, self._kind = f"draft-{self._sections}", kind
            self._layout.frame(Section(self.key, kind, (), self._heading), self._first)
            self._heading = ""
            yield Planned(self._layout.plan)

    def _instead(self, failed: Sentence) -> Sentence | None:
        """Return the ledger's claim on the evidence that the failed sentence cites."""
        for section in self._layout.plan.sections:
            for claim in section.claims:
                rests_on_it = set(claim.rests_on) & set(failed.citations)
                if rests_on_it and not is_covered(claim, self._layout.said()):
                    return worded_by_ledger(claim, self._question, self._layout.notes)
        return None


def _complete(question: Question, layout: Layout) -> Iterator[Event]:
    """Say by the ledger what the plan holds and no sentence says yet."""
    said = layout.said()
    for section in layout.plan.sections:
        for claim in section.claims:
            if section.kind == "table" or not is_covered(claim, said):
                yield layout.add(section.key, worded_by_ledger(claim, question, layout.notes))
