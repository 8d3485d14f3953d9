"""`snoska eval`: a file of questions, or one of the sets that come with it."""

import typer
from typer.core import TyperGroup

from assistant.cli import evaluate, evaluate_scripted, evaluate_verifier

_FILE = "questions"


class _FileOrSet(TyperGroup):
    """Takes what is no name of a set for a file of questions."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # pyright: ignore[reportIncompatibleMethodOverride] - typer's context is click's
        is_help = any(word in ("-h", "--help") for word in args[:1])
        if args and not is_help and args[0] not in self.commands:
            args = [_FILE, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_FileOrSet,
    help="Measure right answers: `snoska eval FILE.jsonl`, or one of the sets below.",
    no_args_is_help=True,
)
app.command(_FILE)(evaluate.evaluate)
app.command("verifier")(evaluate_verifier.verifier)
app.command("scripted")(evaluate_scripted.scripted)
