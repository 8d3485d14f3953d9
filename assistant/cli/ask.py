"""`snoska ask`: one question, one answer."""

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say
from assistant.domain import Language, Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistant.domain import Answer
    from assistant.events import Event

_MOST = 1_000_000
"""Characters read of standard input; far fewer are too long for a question already."""


def ask(
    context: typer.Context,
    question: Annotated[
        str, typer.Argument(help="The question, in Russian or English; - reads standard input.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
    history: Annotated[
        Path | None,
        typer.Option(
            exists=True,
            dir_okay=False,
            help="A JSON list of {role, content}: the conversation so far.",
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="A model name from the catalogue, or the path of a GGUF file."),
    ] = None,
    offline: Annotated[
        bool | None,
        typer.Option("--offline", help="Make no request to any other machine."),
    ] = None,
    lang: Annotated[str | None, typer.Option(help="Language of messages: ru or en.")] = None,
) -> None:
    """Answer a question in the terminal."""
    language = context.find_root().obj = _language(lang)
    chosen = settings(model=model, offline=offline)
    conversation = _read(history, language)
    text = sys.stdin.read(_MOST) if question == "-" else question

    from contextlib import closing

    from assistant.assembly import build
    from assistant.cli.progress import wait_for_model

    abort = threading.Event()
    with closing(build(chosen)) as built:
        events = built.assistant.ask(text, conversation, abort)
        state = wait_for_model(built.supply, language, sys.stderr, lambda now: bool(now.choice))
        if state.choice is None:
            print(say("none", language), file=sys.stderr)
        try:
            if as_json:
                _print_json(events, language)
            else:
                _print_text(events, language)
        except KeyboardInterrupt:
            abort.set()
            raise


def _language(wanted: str | None) -> Language:
    match wanted:
        case None:
            return users_language()
        case "ru" | "en":
            return wanted
        case _:
            raise typer.BadParameter("ru, en", param_hint="--lang")


def _read(history: Path | None, language: Language) -> tuple[Turn, ...]:
    """Return the conversation in a file; anything but a list of turns is a wrong call."""
    if history is None:
        return ()
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(tuple[Turn, ...]).validate_json(history.read_bytes())
    except (ValidationError, OSError) as error:
        why = say("history_unreadable", language)
        raise typer.BadParameter(why, param_hint="--history") from error


def _print_json(events: "Iterator[Event]", language: Language) -> None:
    import json

    from assistant.rendering.records import record

    print(json.dumps(record(_last(events, language)), ensure_ascii=False, indent=2))


def _last(events: "Iterator[Event]", language: Language) -> "Answer":
    """Return the answer, which is the last event; trouble on the way is told aside."""
    from assistant.events import Answered, Failed

    for event in events:
        match event:
            case Answered(answer):
                return answer
            case Failed(message, _):
                print(say("model_failed", language, detail=message), file=sys.stderr)
            case _:
                pass
    raise AssertionError("the answer is always the last event")


def _print_text(events: "Iterator[Event]", language: Language) -> None:
    """Show the answer as it grows, on a terminal; print it once it is finished."""
    from assistant.cli.screen import Screen
    from assistant.rendering.plain import plain

    answer = Screen(language).show(events) if sys.stdout.isatty() else _last(events, language)
    print(plain(answer))
    if answer.offers:
        print("\n" + say("next", answer.question.language))
        for offer in answer.offers:
            print(f"  • {offer.question}")
