"""`snoska eval scripted`: full answers of a model, played through the checks."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.language import users_language


def scripted(
    file: Annotated[
        Path | None,
        typer.Argument(
            exists=True, dir_okay=False, help="Answers in TOML; without it, those that ship."
        ),
    ] = None,
) -> None:
    """Play answers of a model and count what of them is shown, replaced and removed."""
    from contextlib import closing

    from rich.console import Console

    from assistant.evaluation.scripted import SHIPPED, perform, read_scripts
    from assistant.evaluation.scripted_report import as_json, table
    from assistant.knowledge import Ledger
    from assistant.pipeline import Assistant

    scripts = read_scripts(file or SHIPPED)
    with closing(Ledger()) as ledger:
        found = list(perform(Assistant(ledger, lambda: None, lambda _: ()), scripts))
    Console().print(table(found, users_language()))
    print(as_json(found))
