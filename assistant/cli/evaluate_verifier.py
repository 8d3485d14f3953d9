"""`snoska eval verifier`: what the check of sentences catches, and what it refuses wrongly."""

from typing import Annotated

import typer


def verifier(
    held_out: Annotated[
        bool, typer.Option("--held-out", help="Use the wordings that nothing was tuned on.")
    ] = False,
    per_kind: Annotated[
        int, typer.Option(min=1, max=200, help="Sentences of each kind and language.")
    ] = 40,
) -> None:
    """Make wrong and right sentences from the ledger, and let the verifier judge them."""
    from contextlib import closing

    from rich.console import Console

    from assistant.evaluation.verifier import HELD_OUT, TUNED, as_json, samples, table, trials
    from assistant.knowledge import Ledger

    with closing(Ledger()) as ledger:
        file = HELD_OUT if held_out else TUNED
        found = trials(samples(ledger, file, per_kind=per_kind))
    Console().print(table(found))
    print(as_json(found))
