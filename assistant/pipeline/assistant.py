"""The whole product in one screen: question -> evidence -> plan -> draft -> verified answer."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date

from assistant.domain import (
    Answer,
    Evidence,
    Finding,
    Findings,
    Intent,
    Language,
    Plan,
    Question,
    Repairs,
    Style,
    Turn,
)
from assistant.errors import ModelError
from assistant.events import Answered, Event, Failed, Found, Planned, Understood
from assistant.knowledge import FactSearch, Ledger, Lexicon, Library, search
from assistant.pipeline.brain import Brain
from assistant.pipeline.drafted import drafted
from assistant.pipeline.explained import explained
from assistant.pipeline.guided import guided
from assistant.pipeline.intake import clean
from assistant.pipeline.layout import Layout, ledger_only
from assistant.pipeline.retrieval import Means
from assistant.pipeline.stopwatch import Stopwatch
from assistant.planning import Footnotes, plan
from assistant.understanding import understand

Workshop = Callable[[Language], tuple[Finding, ...]]
"""Says what this computer is and which models fit it."""


_PASSAGES = 16
"""How many passages the quotes of an answer are chosen from."""


class Assistant:
    """Answers questions about releases, footnoting every sentence with a source that says it."""

    def __init__(
        self,
        ledger: Ledger,
        brain: Callable[[], Brain | None],
        workshop: Workshop,
        library: Library | None = None,
        nearest: FactSearch | None = None,
    ) -> None:
        self.ledger = ledger
        self.library = library
        self._nearest = nearest
        self._brain = brain
        self._workshop = workshop
        self._answering = 0

    @property
    def is_busy(self) -> bool:
        """Whether a question is being answered now."""
        return self._answering > 0

    def ask(
        self,
        text: str,
        conversation: Sequence[Turn] = (),
        abort: threading.Event | None = None,
    ) -> Iterator[Event]:
        """
        Answer `text`, yielding what happens as it happens; `abort` stops the model within a second.

        Raises `QuestionError` before the first event. Trouble with the model is the event `Failed`,
        after which the ledger's own answer still comes.
        """
        question = understand(clean(text), self._lexicon(), conversation)
        return self._counted(self._answer(question, conversation, abort or threading.Event()))

    def _counted(self, events: Iterator[Event]) -> Iterator[Event]:
        self._answering += 1
        try:
            yield from events
        finally:
            self._answering -= 1

    def with_brain(self, brain: Callable[[], Brain | None]) -> "Assistant":
        """Return an assistant that differs in its model alone."""
        other = copy(self)
        other._brain = brain
        return other

    def find(self, question: Question) -> Findings:
        """Return what is known about `question`, worded in its language."""
        found = search(question, self.ledger, nearest=self._nearest)
        if question.intent is Intent.FIT:
            return replace(found, facts=self._workshop(question.language))
        return replace(found, quotes=self._quotes(question))

    def _abouts(self, subjects: Sequence[str]) -> tuple[str, ...]:
        """Return what documents about `subjects` may say they are about: a release, its family."""
        families = (self.ledger.family(name) for name in subjects)
        return (*subjects, *(family.name for family in families if family))

    def _confirmed(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Add to each fact the sentence of its source, where the library holds it."""
        library = self.library
        if library is None:
            return evidence
        library.cite(evidence)
        return tuple(
            replace(
                item,
                findings=tuple(
                    replace(found, quote=library.confirmation(found) or "")
                    for found in item.findings
                ),
            )
            for item in evidence
        )

    def _lexicon(self) -> Lexicon:
        subjects = () if self.library is None else self.library.snapshots.subjects()
        return Lexicon(self.ledger, subjects)

    def _quotes(self, question: Question) -> tuple[Finding, ...]:
        """Return the passages of the library that are nearest to the question."""
        if self.library is None or question.intent is Intent.GREETING:
            return ()
        return self.library.quotes(
            question.text,
            question.language,
            limit=_PASSAGES,
            as_of=question.as_of,
            subjects=self._abouts(question.subjects),
            versions=question.versions,
        )

    def look_up(
        self, arguments: Mapping[str, str], language: Language
    ) -> tuple[Question, Findings]:
        """Search as the retrieval tool is called: by subject, attribute and as-of date."""
        subject, attribute = arguments.get("subject", ""), arguments.get("attribute", "")
        wanted = understand(f"{attribute} {subject}", self._lexicon(), (), language)
        try:
            day = date.fromisoformat(arguments.get("as_of", ""))
        except ValueError:
            day = None
        wanted = replace(wanted, language=language, as_of=day)
        return wanted, self.find(wanted)

    def _fitting(self, question: Question) -> tuple[Finding, ...]:
        """Return what this computer is and which models fit it."""
        return self.find(replace(question, intent=Intent.FIT, subjects=())).facts

    def _answer(
        self, question: Question, conversation: Sequence[Turn], abort: threading.Event
    ) -> Iterator[Event]:
        watch = Stopwatch()
        yield Understood(question)

        notes = Footnotes()
        layout = Layout(plan(question, self.find(question), notes), notes)
        watch.found()
        yield Found(layout.plan.evidence)
        yield Planned(layout.plan)

        brain = _for(question, layout.plan, self._brain())
        for event in self._written(question, layout, brain, conversation, abort):
            watch.saw(event)
            yield event

        yield Answered(
            Answer(
                question,
                layout.sections(),
                self._confirmed(layout.evidence()),
                layout.plan.offers,
                tuple(layout.steps),
                layout.plan.refused and not layout.is_empty(layout.plan.sections[0].key),
                _style(brain, layout),
                Repairs(**layout.repairs),
                brain.identity if brain and layout.usage else None,
                layout.usage.timed(watch.finished()),
            )
        )

    def _written(
        self,
        question: Question,
        layout: Layout,
        brain: Brain | None,
        conversation: Sequence[Turn],
        abort: threading.Event,
    ) -> Iterator[Event]:
        """Write the answer in the best style the model can; go on without it when it breaks."""
        try:
            match brain:
                case None:
                    yield from ledger_only(question, layout)
                case Brain() if question.intent is Intent.EXPLAIN:
                    names = [spelling for spelling, _ in self.ledger.names]
                    yield from explained(question, layout, brain, names, abort)
                case Brain(style="tools"):
                    means = Means(self.look_up, self._fitting)
                    yield from drafted(question, layout, brain, means, conversation, abort)
                case Brain():
                    yield from guided(question, layout, brain, abort)
        except ModelError as error:
            yield Failed(str(error), error.hint)
            yield from ledger_only(question, layout)


def _for(question: Question, plan: Plan, brain: Brain | None) -> Brain | None:
    """Return the model if it has something to say: where the plan refuses, one that can search."""
    match question.intent:
        case Intent.EXPLAIN:
            return brain if plan.refused and not question.sources_only else None
        case Intent.OUTSIDE | Intent.GREETING:
            return None
        case _:
            return brain if not plan.refused or (brain and brain.style == "tools") else None


def _style(brain: Brain | None, layout: Layout) -> Style:
    if brain is None or not layout.said_by_model():
        return "ledger"
    return "drafted" if brain.style == "tools" else "guided"
