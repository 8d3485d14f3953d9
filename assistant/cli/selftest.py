"""`snoska selftest`: what the model can do, and which style of answers fits it."""

import sys
from typing import Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings


def selftest(
    model: Annotated[
        str | None,
        typer.Option(help="A model name from the catalogue, or the path of a GGUF file."),
    ] = None,
    offline: Annotated[
        bool | None, typer.Option("--offline", help="Make no request to any other machine.")
    ] = None,
) -> None:
    """Try in under a minute what the model can do: call the tool, cite, write Russian."""
    from contextlib import closing

    from rich.console import Console

    from assistant.cli.progress import wait_for_model
    from assistant.errors import ModelNotFound
    from assistant.evaluation.corpus import Bench
    from assistant.evaluation.selftest import selftest as tried
    from assistant.evaluation.selftest_report import as_json, table
    from assistant.knowledge import Ledger

    language, chosen = users_language(), settings(model=model, offline=offline)
    with Bench(chosen) as bench, closing(Ledger()) as ledger:
        if supply := bench.supply(chosen.model):
            wait_for_model(supply, language, sys.stderr, lambda state: bool(state.choice))
        brain = bench.brain(chosen.model)
        if brain is None:
            raise ModelNotFound("There is no model to try.")
        found = tried(brain, ledger)
        if brain.judge:
            brain.judge.remember(found.judging)
    Console().print(table(found, brain, language))
    print(as_json(found, brain))
