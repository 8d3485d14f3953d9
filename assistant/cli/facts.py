"""`snoska facts`: everything that the ledger states of a release or family, with its sources."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.language import users_language
from assistant.cli.options import settings
from assistant.cli.speaking import say

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.domain import Family, Finding, Language
    from assistant.knowledge import Ledger
    from assistant.knowledge.library import Library

_NEAR = 5


def facts(
    name: Annotated[str, typer.Argument(help="A release, a family or a program, as you type it.")],
    language: Annotated[
        str | None, typer.Option("--language", "--lang", help="Language of the facts: ru or en.")
    ] = None,
    predicate: Annotated[
        str | None, typer.Option(help="Only this attribute, such as release_date.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only what was known on this day."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object and nothing else.")
    ] = False,
) -> None:
    """Show every fact about a release, with its source and day."""
    from contextlib import closing

    from assistant.assembly import open_ledger, open_library

    spoken: Language = language if language in ("ru", "en") else users_language()
    chosen = settings()
    with closing(open_library(chosen)) as library, closing(open_ledger(chosen, library)) as ledger:
        names = _names(name, ledger, spoken)
        found = ledger.facts(
            spoken, names, [predicate] if predicate else (), as_of.date() if as_of else None
        )
        (_print_json if as_json else _print_table)(names, found, ledger, library, spoken)


def _names(name: str, ledger: "Ledger", language: "Language") -> "tuple[str, ...]":
    """Return what `name` means; a look-alike or an unknown name is a wrong call."""
    from assistant.understanding import understand

    question = understand(name, ledger, (), language)
    if question.unknown_names or not question.subjects:
        what = ", ".join(question.unknown_names) or name
        near = ", ".join(_near(what, ledger))
        raise typer.BadParameter(say("no_such_release", language, name=what, near=near))
    return question.subjects


def _near(name: str, ledger: "Ledger") -> "list[str]":
    from rapidfuzz import process

    known = dict.fromkeys(canonical for _, canonical in ledger.names)
    return [match for match, _, _ in process.extract(name, known.keys(), limit=_NEAR)]


def _print_table(
    names: "Sequence[str]",
    found: "Sequence[Finding]",
    ledger: "Ledger",
    library: "Library",
    language: "Language",
) -> None:
    from rich.console import Console

    console = Console(highlight=False)
    for name in names:
        console.print(name, style="bold", markup=False)
        for finding in found:
            if finding.fact and finding.fact.subject == name:
                console.print(f"  {finding.statement}", markup=False)
                about = _about(finding, language)
                console.print(f"    {about}", style="dim", markup=False)
                console.print(f"    {finding.source.url}", style="dim", markup=False)
                if quote := library.confirmation(finding):
                    console.print(f"    «{quote}»", style="green", markup=False)
        members = [release.name for release in ledger.releases(name)]
        if members:
            head = _members_head(ledger.family(name), language)
            console.print(f"  {head} {', '.join(members)}", markup=False)
    print(say("facts_count", language, count=len(found)))


def _members_head(family: "Family | None", language: "Language") -> str:
    day = family.complete_as_of if family else None
    return say("members", language, day=day) if day else say("some_members", language)


def _about(finding: "Finding", language: "Language") -> str:
    from assistant.ui.texts import text

    sure = say(f"confidence_{finding.fact.confidence}", language) if finding.fact else ""
    authority = text(finding.source.authority, language)
    return f"{finding.source.title} · {authority} · {finding.as_of.isoformat()} · {sure}"


def _print_json(
    names: "Sequence[str]",
    found: "Sequence[Finding]",
    ledger: "Ledger",
    library: "Library",
    language: "Language",  # noqa: ARG001 - the facts are worded in it already
) -> None:
    import json
    from dataclasses import asdict

    def plain(value: "date") -> str:
        return value.isoformat()

    facts = [
        asdict(finding.fact)
        | {
            "id": finding.fact.id,
            "statement": finding.statement,
            "quote": library.confirmation(finding),
        }
        for finding in found
        if finding.fact
    ]
    members = {name: [release.name for release in ledger.releases(name)] for name in names}
    record = {"names": list(names), "facts": facts, "members": members}
    print(json.dumps(record, ensure_ascii=False, indent=2, default=plain))
