"""`snoska sync`: read the configured sources, with a bar for each, and say what changed."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from rich.progress import Progress, TaskID

    from assistant.domain import Language
    from assistant.knowledge.library import Library
    from assistant.sources.configuration import SourceSettings
    from assistant.syncing import Report, Summary

_PASSAGES_AT_ONCE = 16


def sync(
    names: Annotated[
        list[str] | None, typer.Argument(help="Only the sources called so; none: all.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be read; ask nobody, write nothing.")
    ] = False,
    vectors: Annotated[
        bool, typer.Option(help="Compute what search by meaning needs, after the texts.")
    ] = True,
    offline: Annotated[
        bool | None,
        typer.Option("--offline", help="Make no request to any other machine."),
    ] = None,
) -> None:
    """Read your sources and keep what is new; stop with Ctrl-C, go on later."""
    from contextlib import closing

    from assistant.assembly import open_library, syncing

    language, chosen = users_language(), settings(offline=offline)
    sources = _chosen(chosen.sources, names, language)
    chosen.prepare()
    with closing(open_library(chosen)) as library:
        if dry_run:
            _announce(sources, library, language)
            return
        with syncing(chosen, sources, library) as reports:
            summaries = _follow(reports, sources, language)
        _sum_up(summaries, language)
        if vectors:
            embed(library, language)
    if summaries and all(summary.troubles and not summary.kept for summary in summaries.values()):
        raise typer.Exit(1)


def embed(library: "Library", language: "Language") -> None:
    """Compute the missing vectors, with a bar; Ctrl-C leaves the rest for the next time."""
    total = library.index.pending()
    if not total:
        return
    with _bar() as bar:
        task = bar.add_task(say("embedding", language), total=total)
        try:
            while done := library.index.embed_some(_PASSAGES_AT_ONCE):
                bar.advance(task, done)
        except KeyboardInterrupt:
            print(say("embedding_later", language), file=sys.stderr)


def _chosen(
    file: "Path", names: "Sequence[str] | None", language: "Language"
) -> "list[SourceSettings]":
    from assistant.sources.sources_file import read_sources

    sources = list(read_sources(file))
    if not names:
        return sources
    unknown = set(names) - {source.name for source in sources}
    if unknown:
        known = ", ".join(source.name for source in sources)
        raise typer.BadParameter(
            say("no_source", language, name=", ".join(sorted(unknown)), known=known)
        )
    return [source for source in sources if source.name in names]


def _announce(
    sources: "Sequence[SourceSettings]", library: "Library", language: "Language"
) -> None:
    from rich.console import Console
    from rich.table import Table

    from assistant.sources.sources_file import origin

    table = Table(box=None, pad_edge=False)
    for key in ("kind", "name", "stored"):
        table.add_column(say(key, language))
    for source in sources:
        stored = len(library.snapshots.current_ids(origin(source)))
        table.add_row(source.kind, source.name, str(stored))
    Console().print(table)
    print(say("dry", language))


def _follow(
    reports: "Iterator[Report]", sources: "Sequence[SourceSettings]", language: "Language"
) -> "dict[str, Summary]":
    """Show a bar for each source while it is read; return what became of each."""
    from assistant.sources.sources_file import origin
    from assistant.syncing import Summary

    summaries = {origin(source): Summary() for source in sources}
    with _bar() as bar:
        tasks: dict[str, TaskID] = {}
        for report in reports:
            summaries[report.origin].take(report)
            _show(bar, tasks, report, language)
    return summaries


def _show(
    bar: "Progress", tasks: "dict[str, TaskID]", report: "Report", language: "Language"
) -> None:
    match report.step:
        case "began":
            tasks[report.origin] = bar.add_task(report.origin, total=None)
        case "expected":
            bar.update(tasks[report.origin], total=report.count)
        case "ended":
            done = next(task.completed for task in bar.tasks if task.id == tasks[report.origin])
            bar.update(tasks[report.origin], total=max(done, 1), completed=max(done, 1))
            if not bar.console.is_terminal:
                print(say("source_done", language, name=report.origin), file=sys.stderr)
        case "new" | "changed" | "same":
            bar.advance(tasks[report.origin])
        case "trouble":
            bar.console.print(f"✗ {report.origin}: {report.detail}", markup=False)
        case "learned":
            pass


def _sum_up(summaries: "dict[str, Summary]", language: "Language") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column(say("name", language))
    for key in ("new", "changed", "same", "facts_column", "troubles"):
        table.add_column(say(key, language), justify="right")
    for name, found in summaries.items():
        counts = (found.new, found.changed, found.same, found.learned, len(found.troubles))
        table.add_row(name, *(str(count or "") for count in counts))
    Console().print(table)


def _bar() -> "Progress":
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    )
