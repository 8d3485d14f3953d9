"""`snoska index`: the index of passages, which can always be made again from the snapshots."""

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

app = typer.Typer(
    help="The index of passages: how large it is, make it again.", no_args_is_help=True
)


@app.command()
def status() -> None:
    """Show how many snapshots and passages there are, and how many lack a vector."""
    from contextlib import closing

    from assistant.assembly import open_library

    language, chosen = users_language(), settings()
    chosen.prepare()
    with closing(open_library(chosen)) as library:
        print(
            say(
                "index_status",
                language,
                snapshots=len(library.snapshots.current_ids()),
                indexed=len(library.index.snapshots()),
                pending=library.index.pending(),
            )
        )


@app.command()
def rebuild() -> None:
    """Make the index again from the snapshots, which are not touched."""
    from contextlib import closing

    from rich.progress import track

    from assistant.assembly import open_library
    from assistant.cli.sync import embed

    language, chosen = users_language(), settings()
    chosen.prepare()
    with closing(open_library(chosen)) as library:
        total = len(library.snapshots.current_ids())
        steps = track(library.rebuild(), say("rebuilding", language), total=total, transient=True)
        done = sum(1 for _ in steps)
        print(say("rebuilt", language, count=done))
        embed(library, language)
