"""
The model's own answer, for models that can call tools: search, read, write, each sentence checked.

The model calls the retrieval tool; rules repair a call that names nothing known and make the call
themselves when the model does not. A sentence that fails its check gets a second try, else the
ledger's words, or it is left out. The ledger adds the plan's opening where the model did not say
it, and all of the plan where nothing of the model's stands.
"""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing

from assistant.citations import is_covered, is_shown, read
from assistant.domain import Claim, Question, Section, SectionKind, Sentence, Turn, Verdict
from assistant.errors import ModelError
from assistant.events import Drafted, Event, Planned, Thought, ToolUsed
from assistant.generation.draft import answer
from assistant.generation.replies import Call, Text, Thinking, Used
from assistant.generation.replies import Piece as Uttered
from assistant.pipeline.brain import Brain
from assistant.pipeline.checking import Checker
from assistant.pipeline.layout import Layout, ledger_only, worded_by_ledger
from assistant.pipeline.pieces import Cutter, Piece
from assistant.pipeline.retrieval import Means, Retrieval
from assistant.pipeline.rewriting import Repair

_STUCK = 3
"""How often one line may come before the draft is cut."""


def drafted(
    question: Question,
    layout: Layout,
    brain: Brain,
    means: Means,
    conversation: Sequence[Turn],
    abort: threading.Event,
) -> Iterator[Event]:
    """Let the model search and write; yield its sentences as they are verified."""
    retrieval = Retrieval(question, layout, means)
    checker = Checker(question, layout.notes, retrieval.look_up, brain.senses)
    repair = Repair(question, layout, checker, brain.judge)
    page = _Page(layout, checker, repair)
    turns = answer(brain.model, brain.prompts, question, conversation, retrieval.execute, abort)
    try:
        with closing(turns) as pieces:
            yield from _written(pieces, page, layout)
        yield from page.finish()
    except ModelError:
        yield from repair.release()
        raise
    yield from repair.finish(brain, abort)
    yield from _complete(question, layout)


def _written(pieces: Iterator[Uttered], page: "_Page", layout: Layout) -> Iterator[Event]:
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


class _Page:
    """Puts each part of the draft where it belongs, in sections behind the plan's opening."""

    def __init__(self, layout: Layout, checker: Checker, repair: Repair) -> None:
        self._layout = layout
        self._checker = checker
        self._repair = repair
        keys = [part.key for part in layout.plan.sections]
        self._next = next(iter(keys[1:]), None)  # the opening of the plan stays the first
        self._cutter = Cutter()
        self._heading = ""
        self._kind: SectionKind | None = None
        self._header: tuple[str, ...] = ()
        self._sections = 0
        self._seen: Counter[Piece] = Counter()
        self.key = "draft-0"

    @property
    def is_stuck(self) -> bool:
        """Whether the model says the same over and over, as small ones do until the limit."""
        return any(count >= _STUCK for count in self._seen.values())

    def write(self, text: str) -> Iterator[Event]:
        """Take more text; everything but the last, unfinished sentence is checked."""
        for piece in self._cutter.feed(text):
            yield from self._place(piece)

    def finish(self) -> Iterator[Event]:
        """Check what is left."""
        for piece in self._cutter.finish():
            yield from self._place(piece)

    def _place(self, piece: Piece) -> Iterator[Event]:
        self._seen[piece] += 1
        match piece.kind:
            case "heading":
                self._heading, self._kind = piece.text, None
                self._checker.headed(piece.text)
            case "row" if self._kind != "table":
                yield from self._in_section("table", piece.cells)
            case "row":
                sentence = self._checker.check_row(self._header, piece.cells)
                yield from self._checked(sentence, is_row=True)
            case "bullet" | "text":
                yield from self._in_section("list" if piece.kind == "bullet" else "text")
                yield from self._checked(self._checker.check(piece.text))

    def _checked(self, sentence: Sentence, *, is_row: bool = False) -> Iterator[Event]:
        if not is_shown(sentence):
            yield from self._repair.take(self.key, sentence, is_row=is_row)
        elif is_row or not self._repair.holds(self.key, sentence):
            yield self._layout.add(self.key, sentence)

    def _in_section(self, kind: SectionKind, header: tuple[str, ...] = ()) -> Iterator[Event]:
        if kind != self._kind:
            self._sections += 1
            self.key, self._kind, self._header = f"draft-{self._sections}", kind, header
            section = Section(self.key, kind, (), self._heading, header)
            self._layout.frame(section, self._next)
            self._heading = ""
            yield Planned(self._layout.plan)


def _complete(question: Question, layout: Layout) -> Iterator[Event]:
    """Say by the ledger what the opening of the plan holds and the model did not say."""
    said = layout.said()
    if not any(s.by == "model" and s.verdict is Verdict.SUPPORTED for s in said):
        yield from ledger_only(question, layout)
        return
    opening = next((part for part in layout.plan.sections if part.claims), None)
    if opening is None or layout.plan.refused:
        return
    for claim in opening.claims:
        if not _is_said(claim, said):
            yield layout.add(opening.key, worded_by_ledger(claim, question, layout.notes))


def _is_said(claim: Claim, said: Sequence[Sentence]) -> bool:
    """
    Whether one sentence, or several on the claim's evidence together, say the claim.

    The one name of a claim need not be said again: its evidence is about that release.
    """
    about = [s for s in said if set(s.citations) & set(claim.rests_on)]
    citations = tuple({number for s in about for number in s.citations})
    names = read(claim.text).names
    texts = [names[0].what] if len(names) == 1 else []
    joined = Sentence(" — ".join((*texts, *(s.text for s in about))), "model", citations)
    named = [Sentence(" — ".join((*texts, s.text)), "model", s.citations) for s in about]
    return is_covered(claim, [*said, *named, joined])
