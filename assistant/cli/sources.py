"""`snoska sources`: which are read, add one, remove one."""

from typing import Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

app = typer.Typer(
    help="The sources that `snoska sync` reads: list, add, remove.", no_args_is_help=True
)


@app.command("list")
def list_sources() -> None:
    """List the sources, and how many documents of each are stored."""
    from contextlib import closing

    from rich.console import Console
    from rich.table import Table

    from assistant.assembly import open_library
    from assistant.sources.sources_file import origin, read_sources

    language, chosen = users_language(), settings()
    sources = read_sources(chosen.sources)
    table = Table(box=None, pad_edge=False)
    for key in ("kind", "name", "stored"):
        table.add_column(say(key, language))
    chosen.prepare()
    with closing(open_library(chosen)) as library:
        for source in sources:
            stored = library.snapshots.current_ids(origin(source))
            table.add_row(source.kind, source.name, str(len(stored) or ""))
    Console().print(table)
    print(say("sources_file", language, path=chosen.sources))


@app.command()
def add(
    place: Annotated[
        str,
        typer.Argument(
            help="An address, a file or folder, pypi:NAME, npm:NAME, installed:NAME, search:WORDS."
        ),
    ],
    kind: Annotated[
        str | None, typer.Option(help="What it is, where the address does not tell.")
    ] = None,
    subject: Annotated[
        str | None, typer.Option(help="The software or model that all of it is about.")
    ] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many documents.")] = None,
    private: Annotated[
        bool | None, typer.Option("--private", help="Its server lies in your own network.")
    ] = None,
) -> None:
    """Add a source; `snoska sync` then reads it."""
    from assistant.sources.recognise import recognise
    from assistant.sources.sources_file import add_source, check

    language, chosen = users_language(), settings()
    more = {"subject": subject, "limit": limit, "private": private}
    entry = recognise(place, kind) | {n: value for n, value in more.items() if value is not None}
    source = check(entry)
    chosen.prepare()
    key = "source_added" if add_source(chosen.sources, source) else "source_known"
    print(say(key, language, kind=source.kind, name=source.name))


@app.command()
def remove(
    name: Annotated[str, typer.Argument(help="Its name; see `snoska sources list`.")],
) -> None:
    """Remove a source, and what it brought from the search."""
    from contextlib import closing

    from assistant.assembly import open_library
    from assistant.sources.sources_file import origin, read_sources, remove_source

    language, chosen = users_language(), settings()
    removed = remove_source(chosen.sources, name)
    if not removed:
        known = ", ".join(source.name for source in read_sources(chosen.sources))
        raise typer.BadParameter(say("no_source", language, name=name, known=known))
    chosen.prepare()
    with closing(open_library(chosen)) as library:
        gone = sum(library.forget(origin(source)) for source in removed)
    print(say("source_removed", language, name=name, count=gone))
