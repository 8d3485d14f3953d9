"""The whole product in one screen: question -> evidence -> plan -> draft -> verified answer."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import partial

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
    Repairs,
    Turn,
)
from assistant.errors import AssistantError, ModelError
from assistant.events import Answered, Event, Failed, Found, Planned, ToolUsed, Understood
from assistant.knowledge import FactSearch, Ledger, Lexicon, Library, search
from assistant.language import words
from assistant.pipeline.brain import Brain
from assistant.pipeline.choosing import needed, style_of
from assistant.pipeline.drafted import drafted
from assistant.pipeline.explained import explained
from assistant.pipeline.guided import guided
from assistant.pipeline.intake import clean
from assistant.pipeline.layout import Layout, ledger_only
from assistant.pipeline.quoting import addresses, quotable, standing
from assistant.pipeline.ranges import between, firsts
from assistant.pipeline.retrieval import Means
from assistant.pipeline.stopwatch import Stopwatch
from assistant.pipeline.web import WebSearch, is_asked, look, without_request
from assistant.planning import (
    CHANGE,
    Footnotes,
    Meaning,
    no_meaning,
    plan,
    remembered,
)
from assistant.planning.capacity import is_about_memory
from assistant.understanding import Meanings, majors, no_meanings, understand, versions

Workshop = Callable[[Question], tuple[Finding, ...]]
"""Says what this computer is, which models fit it, and what memory those asked about need."""


_OF_THIS_COMPUTER = (Intent.FIT, *SMALL_TALK, Intent.OUTSIDE)


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
        web: Callable[[], WebSearch | None] = lambda: None,
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
        self._keep_up()
        readable = clean(text)
        question = self._understood(without_request(readable), conversation)
        question = replace(question, sources_only=sources_only or self._sources_only)
        web = self._web() if is_asked(readable) else None
        return self._counted(self._answer(question, conversation, abort or threading.Event(), web))

    def _understood(self, text: str, conversation: Sequence[Turn]) -> Question:
        question = understand(text, self._lexicon(), conversation, meanings=self._meanings)
        alone = standing(question.text, conversation, self.library)
        if alone != question.text:
            question = replace(question, alone=alone, versions=versions(alone))
        if self.library is None:
            return question
        said, named = question.standing, question.versions
        major = majors(said) if not named and CHANGE in question.predicates else ()
        if not (named or major):
            return question
        known = self.library.index.releases(said)
        return replace(question, versions=between(said, named or firsts(major, known), known))

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
        if self._is_of_strangers(question, found):
            found = replace(found, facts=())
        if question.intent is Intent.FIT and not question.subjects:
            return replace(found, facts=self._workshop(question))
        if is_about_memory(question):
            found = replace(found, facts=(*found.facts, *self._workshop(question)))
        if question.manner is Manner.SURE:
            found = replace(found, facts=tuple(map(self._with_quote, found.facts)))
        quotes = self._quotes(question, found.hints)
        return replace(found, quotes=quotes, addresses=self._addresses(question))

    def _is_of_strangers(self, question: Question, found: Findings) -> bool:
        """Whether a question names what only documents know, so that no fact is about it."""
        if self.library is None or question.unknown_names or question.intent in _OF_THIS_COMPUTER:
            return False
        if question.min_size_b or any(self.ledger.family(name) for name in question.subjects):
            return False
        said = " ".join(word for word in words(question.standing) if word not in found.hints)
        return bool(question.versions) or self.library.index.names(said)

    def _confirmed(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        """Add to each fact the sentence of its source, where the library holds it."""
        library = self.library
        if library is None:
            return evidence
        library.cite(evidence)
        return tuple(
            replace(item, findings=tuple(map(self._with_quote, item.findings))) for item in evidence
        )

    def _keep_up(self) -> None:
        """Know what sources stated since the last question."""
        news = self.library.news() if self.library else None
        if news is not None:
            self.ledger.learn(news)

    def _with_quote(self, found: Finding) -> Finding:
        """Add the sentence of the source that a fact rests on, where the library holds it."""
        library = self.library
        return found if library is None else replace(found, quote=library.confirmation(found) or "")

    def _lexicon(self) -> Lexicon:
        subjects = () if self.library is None else self.library.snapshots.subjects()
        return Lexicon(self.ledger, subjects)

    def _quotes(
        self, question: Question, hints: Mapping[str, tuple[str, ...]]
    ) -> tuple[Finding, ...]:
        """Return the passages of the library that are nearest to the question."""
        if self.library is None or question.intent in (*SMALL_TALK, Intent.OUTSIDE):
            return ()
        families = (self.ledger.family(name) for name in question.subjects)
        abouts = (*question.subjects, *(family.name for family in families if family))
        return quotable(question, self.library, abouts, hints)

    def _addresses(self, question: Question) -> tuple[Finding, ...]:
        return addresses(question, self.library) if self.library else ()

    def _meaning(self, question: Question) -> Meaning:
        """Return what compares texts with the question; without a library nothing does."""
        if self.library is None:
            return no_meaning
        return remembered(partial(self.library.index.closeness, question.standing))

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
            again = self._understood(question.text, conversation)  # the library knows more names
            question = replace(again, sources_only=question.sources_only)
        can_search = web is None and self._web() is not None
        found, meaning = self.find(question), self._meaning(question)
        layout = Layout(plan(question, found, notes, meaning, can_search=can_search), notes)
        layout.steps += [event.step for event in looked if isinstance(event, ToolUsed)]
        watch.found()
        yield Found(layout.plan.evidence)
        yield Planned(layout.plan)

        brain = needed(question, layout.plan, self._brain())
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
                style_of(brain, layout),
                Repairs(**layout.repairs),
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
