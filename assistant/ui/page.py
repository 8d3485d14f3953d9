"""
The page: where things are, and what happens when they are used.

Everything is wired here and nowhere else. Handlers are private to the page but one: the public
endpoint `ask` returns an answer as the record that `snoska ask --json` prints. The browser's part
(opening a source, copying) is page.js, because it needs no server.
"""

import threading
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import aclosing
from typing import Any, cast

import gradio as gr
from gradio.events import api  # pyright: ignore[reportUnknownVariableType] - half typed there

from assistant.domain import Language
from assistant.errors import AssistantError
from assistant.events import Answered
from assistant.network import Switch
from assistant.rendering.records import record
from assistant.ui.chat import messages
from assistant.ui.conversation import Conversation
from assistant.ui.exchange import Exchange
from assistant.ui.header import brand, status_line
from assistant.ui.sources import cards
from assistant.ui.status import Status
from assistant.ui.stream import Ask, Stream
from assistant.ui.texts import EXAMPLES, error_texts, text

Update = Any
"""What Gradio takes as the new state of a component."""

Wiring = dict[str, Any]
"""Keywords of an event."""

_STORE = "snoska"


def build(
    ask: Ask, status: Callable[[], Status], network: Switch, language: Language | None = None
) -> gr.Blocks:
    """Return the page; without a `language` it speaks the browser's."""
    return _Page(Stream(ask), status, network, language).blocks


class _Page:
    """Holds the components that handlers update."""

    def __init__(
        self,
        stream: Stream,
        status: Callable[[], Status],
        network: Switch,
        language: Language | None,
    ) -> None:
        self._stream = stream
        self._status = status
        self._network = network
        self._language = language
        self._start: Language = language or "en"
        with gr.Blocks(
            analytics_enabled=False, title="Snoska", fill_height=True, fill_width=True
        ) as self.blocks:
            self._place()
            self._wire()
        self.blocks.queue(max_size=64, default_concurrency_limit=8)

    def _place(self) -> None:
        language = self._start
        self._conversation = gr.State(Conversation(language))
        # the "secret" hides nothing: without a fixed one Gradio forgets the value at a restart
        self._chosen = gr.BrowserState("", storage_key="snoska-language", secret=_STORE)
        self._timer = gr.Timer(1.0)
        with gr.Row(elem_id="head"):
            self._brand = gr.Markdown(brand(language), elem_id="brand", container=False)
            self._offline = gr.Checkbox(label=text("offline", language), elem_id="offline")
            self._clear = gr.Button(text("clear", language), size="sm", elem_id="clear")
            self._switch = gr.Button(text("other_language", language), size="sm", elem_id="switch")
        self._model = gr.Markdown("", elem_id="model", container=False)
        with gr.Row(elem_id="main"):
            with gr.Column(elem_id="talk"):
                self._chat = gr.Chatbot(
                    elem_id="chat",
                    show_label=False,
                    container=False,
                    height="100%",
                    autoscroll=False,  # page.js keeps the question at the top instead
                    layout="panel",
                    buttons=[],
                    feedback_options=None,
                    latex_delimiters=[],
                    allow_tags=False,
                    allow_file_downloads=False,
                    **_invitation(language),
                )
                self._box = gr.Textbox(
                    elem_id="box",
                    show_label=False,
                    container=False,
                    lines=1,
                    max_lines=8,
                    autofocus=True,
                    placeholder=text("placeholder", language),
                    submit_btn=True,
                    stop_btn=False,
                )
            with gr.Column(elem_id="sources"):
                self._sources = gr.Markdown(cards((), language), elem_id="cards", container=False)

    def _wire(self) -> None:
        page: Wiring = {"api_visibility": "private", "show_progress": "hidden"}
        now: Wiring = page | {"queue": False}
        # one event asks and answers: of two queued ones in a row, the second may find the stream of
        # the first still open, wait on it, and then hear nothing when it closes
        asking: Wiring = page | {"trigger_mode": "multiple"}
        conversation = self._conversation
        shown = [self._chat, self._sources, self._box]
        head = [self._brand, self._model, self._clear, self._switch, self._offline]
        spoken = [*shown, *head]
        asked = [
            self._box.submit(self._ask, [self._box, conversation], shown, **asking),
            self._chat.example_select(self._ask_example, conversation, shown, **asking),
            self._chat.option_select(self._ask_offer, conversation, shown, **asking),
        ]
        for event in asked:
            event.then(self._finish, conversation, [self._box, self._model], **now)
        self._box.stop(self._stop, conversation, shown, **now)
        self._clear.click(self._forget, conversation, shown, **now)
        self._switch.click(self._translate, conversation, [*spoken, self._chosen], **now)
        self.blocks.load(self._greet, [conversation, self._chosen], [*spoken, self._timer], **now)
        turned = [self._offline, self._model, self._timer]
        self._offline.input(self._turn, [self._offline, conversation], turned, **now)
        self._timer.tick(self._look, conversation, [self._model, self._timer], **now)
        api(self._record, api_name="ask")

    async def _ask(self, question: str, conversation: Conversation) -> AsyncIterator[list[Update]]:
        refusal = "busy" if conversation.running else "empty" if not question.strip() else ""
        if refusal:
            gr.Info(text(refusal, conversation.language))
            yield [gr.skip()] * 3
            return
        exchange = conversation.ask(question)
        yield [*self._shown(conversation), _box(conversation, value="")]
        async for seen in self._answer(exchange, conversation):
            yield [*seen, gr.skip()]  # any update of the box would undo what is being typed

    async def _ask_example(
        self, conversation: Conversation, chosen: gr.SelectData
    ) -> AsyncIterator[list[Update]]:
        async for updates in self._ask(chosen.value["text"], conversation):
            yield updates

    async def _ask_offer(
        self, conversation: Conversation, chosen: gr.SelectData
    ) -> AsyncIterator[list[Update]]:
        async for updates in self._ask(chosen.value, conversation):
            yield updates

    async def _answer(
        self, exchange: Exchange, conversation: Conversation
    ) -> AsyncIterator[tuple[Update, Update]]:
        number, stop = exchange.number, conversation.begin()
        try:
            batches = self._stream.batches(exchange.asked, conversation.before(exchange), stop)
            async with aclosing(batches):
                async for events in batches:
                    conversation.follow(number, events)
                    yield self._shown(conversation)
        except AssistantError as error:
            conversation.refuse(number, *error_texts(error, conversation.language))
        conversation.end(number)
        yield self._shown(conversation)

    def _finish(self, conversation: Conversation) -> list[Update]:
        """Free the box; a question that was refused goes back into it."""
        last = conversation.exchanges[-1] if conversation.exchanges else None
        kept = {"value": last.asked} if last and last.stage == "refused" else {}
        return [_box(conversation, **kept), self._status_line(conversation)]

    def _stop(self, conversation: Conversation) -> list[Update]:
        conversation.stop()
        return [*self._shown(conversation), _box(conversation)]

    def _forget(self, conversation: Conversation) -> list[Update]:
        conversation.clear()
        return [*self._shown(conversation), _box(conversation, value="")]

    def _greet(self, conversation: Conversation, chosen: str, request: gr.Request) -> list[Update]:
        """Speak the language chosen here before, else the setting's, else the browser's."""
        headers = cast("Mapping[str, str]", request.headers)
        wanted = chosen or self._language or headers.get("accept-language", "")
        conversation.language = "ru" if wanted.lower().startswith("ru") else "en"
        return [*self._spoken(conversation), gr.Timer(active=not self._status().is_settled)]

    def _translate(self, conversation: Conversation) -> list[Update]:
        conversation.language = "en" if conversation.language == "ru" else "ru"
        return [*self._spoken(conversation), conversation.language]

    def _turn(self, offline: bool, conversation: Conversation) -> list[Update]:
        self._network.turn(offline=offline)
        active = not self._status().is_settled
        line = self._status_line(conversation)
        return [self._offline_box(conversation.language), line, gr.Timer(active=active)]

    def _look(self, conversation: Conversation) -> list[Update]:
        active = not self._status().is_settled
        return [self._status_line(conversation), gr.skip() if active else gr.Timer(active=False)]

    def _record(self, question: str) -> dict[str, Any]:
        """Answer a question; returns the record that `snoska ask --json` prints."""
        try:
            for event in self._stream.events(question, (), threading.Event()):
                if isinstance(event, Answered):
                    return record(event.answer)
        except AssistantError as error:
            raise gr.Error(f"{error} {error.hint}", print_exception=False) from error
        raise gr.Error("The answer was cut short.")

    def _shown(self, conversation: Conversation) -> tuple[Update, Update]:
        language = conversation.language
        return messages(conversation.exchanges, language), cards(conversation.exchanges, language)

    def _status_line(self, conversation: Conversation) -> str:
        return status_line(self._status(), conversation.language)

    def _spoken(self, conversation: Conversation) -> list[Update]:
        """Return all that is seen, in the language of the conversation."""
        language = conversation.language
        talk, panel = self._shown(conversation)
        return [
            gr.Chatbot(value=talk, **_invitation(language)),
            panel,
            gr.Textbox(placeholder=text("placeholder", language)),
            brand(language),
            self._status_line(conversation),
            text("clear", language),
            text("other_language", language),
            self._offline_box(language),
        ]

    def _offline_box(self, language: Language) -> Update:
        network, label = self._network, text("offline", language)
        return gr.Checkbox(network.offline, label=label, interactive=not network.is_fixed)


def _invitation(language: Language) -> dict[str, Any]:
    """Return what an empty chat shows."""
    welcome, more = text("welcome", language), text("welcome_more", language)
    return {
        "placeholder": f'<div class="welcome"><h2>{welcome}</h2><p>{more}</p></div>',
        "examples": [{"text": question} for question in EXAMPLES[language]],
    }


def _box(conversation: Conversation, **fields: Any) -> Update:
    """Return the box with the button that can be used now: ask or stop."""
    busy = conversation.running is not None
    return gr.Textbox(submit_btn=not busy, stop_btn=busy, **fields)
