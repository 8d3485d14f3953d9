"""
The command `snoska`: its subcommands, its errors and its exit codes.

0 answered or refused, 1 an error with a hint on standard error, 2 a wrong call, 130 Ctrl-C. Nothing
heavy is imported until a command runs, so that `--help` comes at once.
"""

import io
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.cli import (
    ask,
    bench,
    doctor,
    evaluation,
    facts,
    index,
    models,
    selftest,
    serve,
    sources,
)
from assistant.cli import sync as syncing
from assistant.cli.complaints import complain
from assistant.cli.language import translate, users_language
from assistant.cli.speaking import say
from assistant.domain import Language
from assistant.errors import AssistantError

_INTERRUPTED = 130


class _Commands(TyperGroup):
    """Turns what a command raises into a sentence and an exit code."""

    def invoke(self, ctx: Any) -> object:
        try:
            return super().invoke(ctx)
        except AssistantError as error:
            complain(error, _language(ctx))
            raise typer.Exit(1) from error
        except KeyboardInterrupt as stop:
            print(say("stopped", _language(ctx)), file=sys.stderr)
            raise typer.Exit(_INTERRUPTED) from stop


def _language(ctx: Any) -> Language:
    """Return the language that the command was told to speak, else the user's."""
    return ctx.obj or users_language()


app = typer.Typer(
    name="snoska",
    cls=_Commands,
    help="A local assistant that answers questions about releases and footnotes every sentence.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("ask")(ask.ask)
app.command("facts")(facts.facts)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)
app.command("selftest")(selftest.selftest)
app.command("sync")(syncing.sync)
app.add_typer(sources.app, name="sources")
app.add_typer(index.app, name="index")
app.add_typer(models.app, name="models")
app.add_typer(evaluation.app, name="eval")
app.add_typer(bench.app, name="bench")


@app.callback()
def version(
    show: Annotated[
        bool, typer.Option("--version", is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Print the version."""
    if show:
        from importlib.metadata import version as installed

        print(installed("snoska"))
        raise typer.Exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line on `arguments`, or on those of the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console may lack Cyrillic
    command = typer.main.get_command(app)
    translate(command, users_language())
    command(arguments, prog_name="snoska")
