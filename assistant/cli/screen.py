"""
The answer as it grows in a terminal: checked sentences, and the draft in grey below them.

It is wiped when the answer is finished, because the whole is printed then. Not covered: scrolling
back in an answer longer than the window while it grows.
"""

from collections.abc import Iterator

from rich.console import Console
from rich.live import Live
from rich.text import Text

from assistant.cli.speaking import say
from assistant.domain import Answer, CheckedSection, Language, Section, Sentence
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
)
from assistant.rendering.plain import section_text

_FRAMES_PER_SECOND = 10


class Screen:
    """Takes events one by one and is drawn anew after each."""

    def __init__(self, language: Language, console: Console | None = None) -> None:
        self._language: Language = language
        self._console = console or Console()
        self._sections: tuple[Section, ...] = ()
        self._sentences: dict[str, list[Sentence]] = {}
        self._draft = ""
        self._stage = say("searching", language)
        self._notes: list[str] = []

    def show(self, events: Iterator[Event]) -> Answer:
        """Draw `events` as they come and return the answer."""
        with Live(
            self,
            console=self._console,
            refresh_per_second=_FRAMES_PER_SECOND,
            transient=True,
            vertical_overflow="crop",
        ):
            for event in events:
                if isinstance(event, Answered):
                    return event.answer
                self.take(event)
        raise AssertionError("the answer is always the last event")

    def take(self, event: Event) -> None:
        """Remember what `event` says."""
        match event:
            case Planned(plan):
                self._sections = plan.sections
            case ToolUsed(step):
                arguments = ", ".join(filter(None, step.arguments.values()))
                self._notes.append(say("step", self._language, arguments=arguments))
            case Found():
                self._stage = say("reading", self._language)
            case Thought():
                self._stage = say("thinking", self._language)
            case Drafted(_, text):
                self._draft += text
            case Checked() | Rejected() | Reworded():
                self._settle(event)
            case Failed(message, _):
                self._notes.append(say("model_failed", self._language, detail=message))
            case _:
                pass

    def _settle(self, event: Checked | Rejected | Reworded) -> None:
        self._draft = ""
        match event:
            case Checked(section, sentence):
                self._sentences.setdefault(section, []).append(sentence)
            case Reworded(section, place, sentence):
                self._sentences[section][place] = sentence
            case Rejected():
                pass

    def __rich__(self) -> Text:
        """Return what is known so far."""
        parts = [Text(note, style="dim") for note in self._notes]
        parts += [Text(text) for text in map(self._section, self._sections) if text]
        parts.append(Text(self._draft.strip() or self._stage, style="dim italic"))
        return Text("\n\n").join(parts)

    def _section(self, section: Section) -> str:
        found = tuple(self._sentences.get(section.key, ()))
        return section_text(
            CheckedSection(section.key, section.kind, found, section.heading, section.header)
        )
