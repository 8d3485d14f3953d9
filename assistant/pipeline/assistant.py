"""The whole product in one screen: question -> evidence -> plan -> draft -> verified answer."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.domain import (
    SMALL_TALK,
    Answer,
    Evidence,
    Finding,
    Findings,
    Intent,
    Language,
    Manner,
    Question,
    Style,
    Turn,
)
from assistant.errors import AssistantError, ModelError
from assistant.events import Answered, Event, Failed, Found, Planned, ToolUsed, Understood
from assistant.knowledge import FactSearch, Ledger, Lexicon, Library, search
from assistant.pipeline.brain import Brain
from assistant.pipeline.drafted import drafted
from assistant.pipeline.guided import guided
from assistant.pipeline.intake import clean
from assistant.pipeline.layout import Layout, ledger_only
from assistant.pipeline.stopwatch import Stopwatch
from assistant.pipeline.web import WebSearch, is_asked, look, without_request
from assistant.planning import Footnotes, plan
from assistant.planning.capacity import is_about_memory
from assistant.understanding import Meanings, no_meanings, understand

Workshop = Callable[[Question], tuple[Finding, ...]]
"""Says what this computer is, which models fit it, and what memory those asked about need."""


_PASSAGES = 16
"""How many passages the quotes of an answer are chosen from."""


class Assistant:
    """Answers questions about releases, footnoting every sentence with a source that says it."""

    def __init__(  # noqa: PLR0913 - each part may be left out, and then what it does is missing
        self,
        ledger: Ledger,
        brain: Callable[[], Brain | None],
        workshop: Workshop,
        library: Library | None = None,
        nearest: FactSearch | None = None,
        meanings: Meanings = no_meanings,
        web: WebSearch | None = None,
        *,
        sources_only: bool = False,
    ) -> None:
        self.ledger = ledger
        self.library = library
        self._nearest = nearest
        self._meanings = meanings
        self._web = web
        self._sources_only = sources_only
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
        *,
        sources_only: bool = False,
    ) -> Iterator[Event]:
        """
        Answer `text`, yielding what happens as it happens; `abort` stops the model within a second.

        With `sources_only` a general explanation without a source is not given either; a text that
        begins with "search:" is looked for on the web first, where there is a way to.

        Raises `QuestionError` before the first event. Trouble with the model is the event `Failed`,
        after which the ledger's own answer still comes.
        """
        readable = clean(text)
        question = self._understood(without_request(readable), conversation)
        question = replace(question, sources_only=sources_only or self._sources_only)
        web = self._web if is_asked(readable) else None
        return self._counted(self._answer(question, conversation, abort or threading.Event(), web))

    def _understood(self, text: str, conversation: Sequence[Turn]) -> Question:
        return understand(text, self._lexicon(), conversation, meanings=self._meanings)

    def _counted(self, events: Iterator[Event]) -> Iterator[Event]:
        self._answering += 1
        try:
            yield from events
        finally:
            self._answering -= 1

    def find(self, question: Question) -> Findings:
        """Return what is known about `question`, worded in its language."""
        found = search(question, self.ledger, nearest=self._nearest)
        if question.intent is Intent.FIT and not question.subjects:
            return replace(found, facts=self._workshop(question))
        if is_about_memory(question):
            found = replace(found, facts=(*found.facts, *self._workshop(question)))
        if question.manner is Manner.SURE:
            found = replace(found, facts=tuple(map(self._with_quote, found.facts)))
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
            replace(item, findings=tuple(map(self._with_quote, item.findings))) for item in evidence
        )

    def _with_quote(self, found: Finding) -> Finding:
        """Add the sentence of the source that a fact rests on, where the library holds it."""
        library = self.library
        return found if library is None else replace(found, quote=library.confirmation(found) or "")

    def _lexicon(self) -> Lexicon:
        subjects = () if self.library is None else self.library.snapshots.subjects()
        return Lexicon(self.ledger, subjects)

    def _quotes(self, question: Question) -> tuple[Finding, ...]:
        """Return the passages of the library that are nearest to the question."""
        if self.library is None or question.intent in (*SMALL_TALK, Intent.OUTSIDE):
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

    def _answer(
        self,
        question: Question,
        conversation: Sequence[Turn],
        abort: threading.Event,
        web: WebSearch | None = None,
    ) -> Iterator[Event]:
        watch = Stopwatch()
        yield Understood(question)

        notes = Footnotes()
        looked = list(self._looked(question, web))
        yield from looked
        if web:
            question = self._understood(question.text, conversation)  # the library knows more names
        can_search = self._web is not None and web is None
        layout = Layout(plan(question, self.find(question), notes, can_search=can_search), notes)
        layout.steps += [event.step for event in looked if isinstance(event, ToolUsed)]
        watch.found()
        yield Found(layout.plan.evidence)
        yield Planned(layout.plan)

        is_talk = question.intent in SMALL_TALK
        brain = None if layout.plan.refused or is_talk else self._brain()
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
                layout.plan.refused,
                _style(brain, layout),
                brain.identity if brain and layout.usage else None,
                layout.usage.timed(watch.finished()),
            )
        )

    def _looked(self, question: Question, web: WebSearch | None) -> Iterator[Event]:
        """Look on the web where that was asked for; trouble there is told, and all goes on."""
        if web is None:
            return
        try:
            yield ToolUsed(look(question.text, web))
        except AssistantError as error:
            yield Failed(str(error), error.hint)

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
                case Brain(style="tools"):
                    yield from drafted(question, layout, brain, self.look_up, conversation, abort)
                case Brain():
                    yield from guided(question, layout, brain, abort)
        except ModelError as error:
            yield Failed(str(error), error.hint)
            yield from ledger_only(question, layout)


def _style(brain: Brain | None, layout: Layout) -> Style:
    if brain is None or not any(
        s.by == "model" for part in layout.sections() for s in part.sentences
    ):
        return "ledger"
    return "drafted" if brain.style == "tools" else "guided"
