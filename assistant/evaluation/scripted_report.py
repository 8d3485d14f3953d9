"""The figures of played answers: one table to read, and one JSON object."""

import json
from collections.abc import Iterable, Sequence

from rich.table import Table

from assistant.domain import Language, Verdict
from assistant.evaluation.scripted import Performance
from assistant.evaluation.texts import text


def as_json(found: Sequence[Performance]) -> str:
    """Return all figures as one line of JSON, with the sentences that fared wrongly."""
    played = [sentence for performance in found for sentence in performance.played]
    return json.dumps(
        {
            "answers": len(found),
            **{name: figures(_of(found, name)) for name in _groups(found)},
            "lost": [p.text for p in played if not p.is_bad and not p.is_shown],
            "slipped": [p.text for p in played if p.is_bad and p.is_shown],
        },
        ensure_ascii=False,
    )


def figures(found: Sequence[Performance]) -> dict[str, object]:
    """Return shares of 1 and counts: good ones lost, bad ones shown, worded by the model."""
    played = [sentence for performance in found for sentence in performance.played]
    good = [not sentence.is_shown for sentence in played if not sentence.is_bad]
    bad = [sentence.is_shown for sentence in played if sentence.is_bad]
    shown = [sentence for performance in found for sentence in performance.shown]
    stated = [s.by == "model" for s in shown if s.verdict is not Verdict.NOT_A_CLAIM]
    return {
        "good": len(good),
        "good_lost": _share(good),
        "bad": len(bad),
        "bad_shown": _share(bad),
        "shown": len(shown),
        "by_model": _share([sentence.by == "model" for sentence in shown]),
        "claims_by_model": _share(stated),
    }


def table(found: Sequence[Performance], language: Language) -> Table:
    """Return the figures by language of the question."""
    result = Table(title=text("scripted", language), title_justify="left")
    result.add_column(text("figure", language))
    for name in _groups(found):
        result.add_column(name, justify="right")
    columns = [figures(_of(found, name)) for name in _groups(found)]
    for figure in ("good", "good_lost", "bad", "bad_shown", "shown", "by_model", "claims_by_model"):
        cells = (column[figure] for column in columns)
        result.add_row(text(f"scripted_{figure}", language), *(map(_cell, cells)))
    return result


def _groups(found: Sequence[Performance]) -> list[str]:
    return [*sorted({one.language for one in found}, reverse=True), "all"]


def _of(found: Sequence[Performance], name: str) -> list[Performance]:
    return [one for one in found if name in ("all", one.language)]


def _share(values: Iterable[bool]) -> float | None:
    known = list(values)
    return round(sum(known) / len(known), 4) if known else None


def _cell(value: object) -> str:
    match value:
        case None:
            return "—"
        case float():
            return f"{value:.1%}"
        case _:
            return str(value)
