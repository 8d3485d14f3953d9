"""`snoska models`: which there are, which fit this computer, and how to get one."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

if TYPE_CHECKING:
    from rich.table import Table

    from assistant.domain import Language
    from assistant.runtime.fit import Fit
    from assistant.runtime.local import Places

app = typer.Typer(help="The models: which there are, which fit, and get one.", no_args_is_help=True)


@app.command("list")
def list_models() -> None:
    """List the models, and how they would run here."""
    from rich.console import Console

    from assistant.assembly import order
    from assistant.runtime.catalog import load
    from assistant.runtime.fit import best, estimate
    from assistant.runtime.hardware import detect
    from assistant.settings import resource

    language, chosen = users_language(), settings()
    catalog, machine = load(resource("models") / "catalog.toml"), detect()
    places = order(chosen, catalog, machine).ways.places
    suits = best(catalog, machine, chosen.context)
    fits = [estimate(entry, machine, chosen.context) for entry in catalog.entries]
    Console().print(_table(fits, suits, places, language))
    if suits:
        print(say("suits", language, name=suits.entry.name))


@app.command()
def pull(
    name: Annotated[str | None, typer.Argument(help="Its name; see `snoska models list`.")] = None,
    auto: Annotated[bool, typer.Option("--auto", help="The one that suits this computer.")] = False,
) -> None:
    """Download a model; what has come is kept and gone on from."""
    language = users_language()
    if not name and not auto:
        raise typer.BadParameter(say("no_name", language))
    from assistant.assembly import order
    from assistant.cli.progress import wait_for_model
    from assistant.runtime.catalog import load
    from assistant.runtime.hardware import detect
    from assistant.runtime.supply import Supply
    from assistant.settings import resource

    chosen = settings(model=name)
    chosen.prepare()
    wanted = order(chosen, load(resource("models") / "catalog.toml"), detect())
    supply = Supply(wanted).start()
    state = wait_for_model(supply, language, sys.stdout, lambda _: False)
    if state.choice is None:
        print(say("none", language), state.error or "")
        raise typer.Exit(1)
    print(say("ready", language, name=state.choice.name, path=state.choice.path))


def _table(
    fits: "list[Fit]", suits: "Fit | None", places: "Places", language: "Language"
) -> "Table":
    from rich.table import Table

    from assistant.cli.progress import gigabytes
    from assistant.runtime.local import find_entry
    from assistant.ui.texts import decimal

    table = Table(box=None, pad_edge=False)
    for key in ("name", "size", "here", "fits", "speed"):
        table.add_column(
            say(key, language), justify="right" if key in ("size", "speed") else "left"
        )
    for fit in fits:
        entry, speed = fit.entry, fit.tokens_per_second
        own = places.models / entry.file
        is_here = own.is_file() or find_entry(entry, places) is not None
        table.add_row(
            entry.name + (" *" if fit == suits else ""),
            gigabytes(entry.size_bytes, language),
            say("yes", language) if is_here else "",
            say("too_large" if fit.place == "none" else fit.place, language),
            "" if speed is None else decimal(speed, language),
        )
    return table
