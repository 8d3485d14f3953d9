"""`snoska doctor`: what this computer has, what is missing, what to do."""

from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.domain import Language

_LAST = 200
_SIGNS = {"well": "✓", "note": "·", "wrong": "✗"}


def doctor(
    network: Annotated[
        bool,
        typer.Option(
            "--network", help="Show the requests that were made: when, to whom, how much came."
        ),
    ] = False,
) -> None:
    """Check what this computer has and what is missing."""
    language, chosen = users_language(), settings()
    if network:
        _show_requests(chosen.network, language)
        return
    from assistant.doctor import examine

    wrong = 0
    for check in examine(chosen):
        wrong += check.grade == "wrong"
        print(f"{_SIGNS[check.grade]} {check.text[language]}", flush=True)
        if check.hint:
            print(f"  {check.hint[language]}", flush=True)
    print(say("not_well", language, count=wrong) if wrong else say("all_well", language))
    if wrong:
        raise typer.Exit(1)


def _show_requests(file: "Path", language: "Language") -> None:
    from rich.console import Console
    from rich.table import Table

    from assistant.network import NetworkLedger

    requests = NetworkLedger(file).read(_LAST)
    if not requests:
        print(say("no_requests", language))
        return
    table = Table(box=None, pad_edge=False)
    for key in ("when", "address", "outcome", "kilobytes"):
        table.add_column(say(key, language), justify="right" if key == "kilobytes" else "left")
    for request in requests:
        table.add_row(
            f"{request.at:%Y-%m-%d %H:%M:%S}",
            f"{request.method} {request.url}",
            request.outcome if request.status is None else f"{request.status} {request.outcome}",
            f"{request.received / 1000:.0f}",
        )
    Console().print(table, markup=False)
