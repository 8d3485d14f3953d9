"""`snoska serve`: the page."""

from typing import Annotated

import typer

from assistant.cli.options import settings


def serve(
    port: Annotated[int | None, typer.Option(help="Port of the page on 127.0.0.1.")] = None,
    model: Annotated[
        str | None,
        typer.Option(help="A model name from the catalogue, or the path of a GGUF file."),
    ] = None,
    offline: Annotated[
        bool | None,
        typer.Option("--offline", help="Make no request to any other machine."),
    ] = None,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
) -> None:
    """Serve the page until Ctrl-C."""
    chosen = settings(port=port, model=model, offline=offline)

    from assistant.ui.run import run

    run(chosen, open_browser=browser)
