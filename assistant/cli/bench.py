"""`snoska bench`: measure the parts; `search` measures how well and how fast passages are found."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Generator

    from rich.progress import TaskID

    from assistant.evaluation.search_qa import Recall
    from assistant.evaluation.search_xquad import Advance

app = typer.Typer(help="Measure how well and how fast the parts work.", no_args_is_help=True)
_PAPER_WIDTH = 160


@app.callback()
def bench() -> None:
    """Measure how well and how fast the parts work."""


@app.command()
def search(
    xquad: Annotated[
        Path | None,
        typer.Option(
            exists=True, file_okay=False, help="Folder with xquad.en*.json, xquad.ru*.json."
        ),
    ] = None,
    qa: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="Questions with gold sources, JSON lines."),
    ] = None,
    sizes: Annotated[str, typer.Option(help="Sizes of made-up libraries: 10k,100k,1M.")] = "",
    folder: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Folder of texts to index.")
    ] = None,
) -> None:
    """Measure search: right passages, evidence, speed by size, and the time of indexing."""
    from rich.console import Console

    from assistant.evaluation import search_bench
    from assistant.knowledge.embedding import embedder

    wanted = search_bench.sizes_of(sizes if sizes or xquad or qa or folder else "10k")
    with _progress() as advance:
        figures = search_bench.Figures(
            search_bench.measure_quality(xquad, embedder(), advance) if xquad else {},
            _recall(qa) if qa else (),
            search_bench.measure_speeds(wanted, advance),
            search_bench.measure_indexing(folder, embedder(), advance) if folder else None,
        )
    Console(width=None if sys.stdout.isatty() else _PAPER_WIDTH).print(search_bench.tables(figures))
    print(search_bench.as_json(figures))


def _recall(file: Path) -> "tuple[Recall, ...]":
    from contextlib import closing

    from assistant.evaluation.questions import read_questions
    from assistant.evaluation.search_qa import from_ledger, recall
    from assistant.knowledge import Ledger

    with closing(Ledger()) as ledger:
        return recall(read_questions(file), from_ledger(ledger))


@contextmanager
def _progress() -> "Generator[Advance]":
    """Show on standard error how far each measurement is."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    tasks: dict[str, TaskID] = {}

    def advance(name: str, done: int, total: int) -> None:
        if name not in tasks:
            tasks[name] = bar.add_task(name, total=total)
        bar.update(tasks[name], completed=done)

    with bar:
        yield advance
