"""Wait for the model and show how far it is: a bar on a terminal, else a line a second."""

from typing import TYPE_CHECKING, TextIO

from assistant.cli.speaking import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.progress import Progress, TaskID

    from assistant.domain import Language
    from assistant.runtime.supply import Supply, SupplyState

    Enough = Callable[[SupplyState], bool]
    Look = Callable[[float], SupplyState | None]

_LOOK_SECONDS = 0.2
_LINE_SECONDS = 1.0


def wait_for_model(
    supply: "Supply", language: "Language", out: TextIO, is_enough: "Enough"
) -> "SupplyState":
    """
    Wait until the state `is_enough` or will not change any more, and return it.

    Ctrl-C stops the download, which keeps what has come. A model that was asked for and cannot be
    had is raised.
    """

    def look(seconds: float) -> "SupplyState | None":
        state = supply.wait(seconds)
        return None if is_enough(state) or _is_settled(state) else state

    try:
        if look(_LOOK_SECONDS) is not None:
            (_with_bar if out.isatty() else _with_lines)(look, language, out)
    except KeyboardInterrupt:
        supply.stop()
        raise
    state = supply.state
    if state.phase == "failed" and state.error is not None:
        raise state.error
    return state


def _with_lines(look: "Look", language: "Language", out: TextIO) -> None:
    said = ""
    while state := look(_LINE_SECONDS):
        line = describe(state, language)
        if line != said:
            print(line, file=out, flush=True)
        said = line


def _with_bar(look: "Look", language: "Language", out: TextIO) -> None:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
        console=Console(file=out),
        transient=True,
    ) as bar:
        task = bar.add_task(say("choosing", language), total=None)
        while state := look(_LOOK_SECONDS):
            _update(bar, task, state)


def _update(bar: "Progress", task: "TaskID", state: "SupplyState") -> None:
    if state.fetching is not None:
        bar.update(
            task,
            description=state.fetching.name,
            completed=state.done_bytes,
            total=state.total_bytes or None,
        )


def _is_settled(state: "SupplyState") -> bool:
    return state.phase in ("ready", "none", "failed")


def describe(state: "SupplyState", language: "Language") -> str:
    """Return how far the model is, in a line."""
    if state.fetching is None or not state.total_bytes:
        return say("choosing", language)
    return say(
        "downloading",
        language,
        name=state.fetching.name,
        done=gigabytes(state.done_bytes, language),
        total=gigabytes(state.total_bytes, language),
        percent=100 * state.done_bytes // state.total_bytes,
    )


def gigabytes(size_bytes: int, language: "Language") -> str:
    """Return a size in decimal GB, small ones in MB."""
    from assistant.ui.texts import decimal, text

    if size_bytes >= 1_000_000_000:
        return f"{decimal(size_bytes / 1e9, language)} {text('GB', language)}"
    return f"{size_bytes / 1e6:.0f} {text('MB', language)}"
