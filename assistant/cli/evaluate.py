"""`snoska eval`: play a file of questions through one or more designs and compare them."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.domain import Language
    from assistant.evaluation.corpus import Bench
    from assistant.evaluation.questions import Case
    from assistant.evaluation.run import Design, Knowledge, Results

Designs = Literal["snoska", "naive", "both"]
Knowledges = Literal["ledger", "snapshots", "both"]
_PAPER_WIDTH = 200
"""Characters in a line of a file or pipe, enough for six variants."""
_Plan = tuple["Design", "Knowledge", str]


def evaluate(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="Questions, a JSON object a line.")
    ],
    design: Annotated[Designs, typer.Option(help="Snoska, the naive design, or both.")] = "both",
    knowledge: Annotated[
        Knowledges, typer.Option(help="What may be answered from: ledger, snapshots, or both.")
    ] = "both",
    model: Annotated[
        str | None,
        typer.Option(help="A model name, the path of a GGUF file, none, or random."),
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many questions, the first ones.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="Keep each answer here, and go on from what is here."),
    ] = None,
    equal_footing: Annotated[
        bool, typer.Option("--equal-footing", help="Both designs on all knowledge and models.")
    ] = False,
    offline: Annotated[
        bool | None, typer.Option("--offline", help="Make no request to any other machine.")
    ] = None,
) -> None:
    """Measure how right the answers are, and how well their sources prove them."""
    from assistant.evaluation.corpus import NO_MODEL, RANDOM_MODEL, Bench
    from assistant.evaluation.questions import read_questions
    from assistant.evaluation.run import Results

    language = users_language()
    is_named = model not in (NO_MODEL, RANDOM_MODEL)
    chosen = settings(model=model if is_named else None, offline=offline)
    cases, results = read_questions(file)[:limit], Results(out)
    asked = model if model in (NO_MODEL, RANDOM_MODEL) else chosen.model
    plans = _footing(asked) if equal_footing else _plans(design, knowledge, asked)
    with Bench(chosen) as bench:
        try:
            for plan in plans:
                _play(bench, plan, cases, results, language)
        finally:  # what was measured until Ctrl-C is shown too
            _report(cases, results, language)


def _plans(design: Designs, knowledge: "Knowledge", model: str) -> list[_Plan]:
    """Return what is asked for; without a model "both" is Snoska, which alone can do without."""
    from assistant.evaluation.corpus import NO_MODEL

    designs: tuple[Design, ...]
    match design:
        case "both":
            designs = ("snoska",) if model == NO_MODEL else ("snoska", "naive")
        case _:
            designs = (design,)
    return [(each, knowledge, model) for each in designs]


def _footing(model: str) -> list[_Plan]:
    from assistant.evaluation.corpus import NO_MODEL, RANDOM_MODEL

    return [
        ("naive", "snapshots", model),
        ("naive", "ledger", model),
        ("snoska", "snapshots", model),
        ("snoska", "both", model),
        ("snoska", "both", NO_MODEL),
        ("snoska", "both", RANDOM_MODEL),
    ]


def _play(
    bench: "Bench",
    plan: _Plan,
    cases: "Sequence[Case]",
    results: "Results",
    language: "Language",
) -> None:
    from assistant.cli.progress import wait_for_model
    from assistant.evaluation.run import play

    supply = bench.supply(plan[2])
    if supply is not None:
        wait_for_model(supply, language, sys.stderr, lambda state: bool(state.choice))
    variant = bench.variant(*plan)
    rows = play(cases, bench.answers(*plan), variant, results)
    for _ in _with_bar(rows, len(cases), variant.name):
        pass


def _with_bar(rows: "Iterator[object]", total: int, name: str) -> "Iterator[object]":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with bar:
        yield from bar.track(rows, total=total, description=name)


def _report(cases: "Sequence[Case]", results: "Results", language: "Language") -> None:
    """Print the tables, and the same as one line of JSON, which is the last."""
    from rich.console import Console

    from assistant.evaluation.report import as_json, report, tables

    found = report(cases, results)
    if found:
        is_terminal = sys.stdout.isatty()
        Console(width=None if is_terminal else _PAPER_WIDTH).print(tables(found, language))
        print(as_json(found))
