"""
The figures of each variant: two tables to read, and one JSON object of all of it.

Shares are of 1, times in milliseconds; p50 and p95 are the nearest rank. A share of nothing is
None and shows as a dash.
"""

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.domain import Language
from assistant.evaluation.judge import Judgement, judge
from assistant.evaluation.questions import Case
from assistant.evaluation.run import Results, Row, Variant
from assistant.evaluation.texts import text

_FALSE_PREMISE = "false-premise"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share of 1; None of nothing."""
        return round(self.count / self.of, 4) if self.of else None


@dataclass(frozen=True, slots=True)
class Spread:
    """Half and 95 percent of the values are not above these."""

    p50: float | None = None
    p95: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured of one variant."""

    variant: Variant
    questions: int
    right: Mapping[tuple[str, str], Share]
    """By language and kind of question."""
    answerable: Mapping[str, Share]
    """By language, and under "all"."""
    traps: Share
    """Right of the questions that have no answer or rest on a false premise."""
    refused_right: Share
    refused_wrong: Share
    precision: Share
    needed: Share
    """Of the citations, those that prove their sentence alone or are needed for it."""
    recall: Share
    gold: Share
    unsupported: int
    invented: int
    broken_quotes: int
    worded: Mapping[str, Share]
    rejected: Share
    first_words_ms: Spread
    first_token_ms: Spread
    total_ms: Spread
    wrong: tuple[str, ...] = field(default=())
    """Ids of the questions that were not answered rightly."""


def report(cases: Sequence[Case], results: Results) -> tuple[Figures, ...]:
    """Judge every line in `results` that answers one of `cases`; a variant without one is out."""
    found: list[Figures] = []
    for variant in results.variants():
        rows = [(case, row) for case in cases if (row := results.of(case, variant))]
        if rows:
            found.append(figures(variant, rows))
    return tuple(found)


def figures(variant: Variant, rows: Sequence[tuple[Case, Row]]) -> Figures:
    """Return the figures of one variant's answers."""
    flags = variant.design == "snoska"
    judged = [(case, row, judge(case, row, trusts_flag=flags)) for case, row in rows]
    opinions = [(case, opinion) for case, _, opinion in judged]
    sentences = [s for _, opinion in opinions for s in opinion.sentences]
    factual = [s for s in sentences if s.is_factual]
    measured = [row["measured"] for _, row in rows]
    return Figures(
        variant,
        len(rows),
        _by_kind(opinions),
        _answerable(opinions),
        _right(opinions, lambda c: not c.is_answerable or c.kind == _FALSE_PREMISE),
        _share(o.is_refused for c, o in opinions if not c.is_answerable),
        _share(o.is_refused for c, o in opinions if c.is_answerable),
        Share(sum(s.good_citations for s in factual), sum(s.citations for s in factual)),
        Share(sum(s.needed_citations for s in factual), sum(s.citations for s in factual)),
        _share(s.is_supported for s in factual),
        _share(o.cites_gold for c, o in opinions if c.is_answerable and o.cites_gold is not None),
        sum(not s.is_supported for s in factual),
        sum(s.invented for s in sentences),
        sum(o.broken_quotes for _, o in opinions),
        {by: _share(s.by == by for s in sentences) for by in ("model", "ledger", "quote")},
        Share(sum(m["rejected"] for m in measured), sum(m["drafted"] for m in measured)),
        _spread(m["first_words_ms"] for m in measured),
        _spread(m["first_token_ms"] for m in measured),
        _spread(m["total_ms"] for m in measured),
        tuple(case.id for case, opinion in opinions if not opinion.is_right),
    )


_Opinions = Sequence[tuple[Case, Judgement]]


def _by_kind(opinions: _Opinions) -> dict[tuple[str, str], Share]:
    keys = sorted({(case.language, case.kind) for case, _ in opinions})
    return {key: _right(opinions, lambda c, key=key: (c.language, c.kind) == key) for key in keys}


def _answerable(opinions: _Opinions) -> dict[str, Share]:
    languages = sorted({case.language for case, _ in opinions}, reverse=True)
    return {
        language: _right(opinions, lambda c, la=language: c.is_answerable and c.language == la)
        for language in languages
    } | {"all": _right(opinions, lambda c: c.is_answerable)}


def _right(opinions: _Opinions, counts: Callable[[Case], bool]) -> Share:
    return _share(opinion.is_right for case, opinion in opinions if counts(case))


def _share(found: Iterable[bool | None]) -> Share:
    values = list(found)
    return Share(sum(map(bool, values)), len(values))


def _spread(values: Iterable[float | None]) -> Spread:
    """Return the nearest ranks of what was measured."""
    ranked = sorted(value for value in values if value is not None)
    if not ranked:
        return Spread()
    return Spread(*(ranked[math.ceil(part * len(ranked)) - 1] for part in (0.5, 0.95)))


def as_json(found: Sequence[Figures]) -> str:
    """Return all figures as one line of JSON."""
    return json.dumps({"variants": [_record(figures_) for figures_ in found]}, ensure_ascii=False)


def _record(found: Figures) -> dict[str, object]:
    by_language: dict[str, dict[str, object]] = {}
    for (language, kind), share in found.right.items():
        by_language.setdefault(language, {})[kind] = [share.count, share.of]
    return {
        **asdict(found.variant),
        "questions": found.questions,
        "correct": {name: share.value for name, share in found.answerable.items()},
        "correct_by_type": by_language,
        "false_premise_and_unanswerable": found.traps.value,
        "refusals_right": found.refused_right.value,
        "refusals_wrong": found.refused_wrong.value,
        "citation_precision": found.precision.value,
        "citations_needed": found.needed.value,
        "citation_recall": found.recall.value,
        "expected_source_cited": found.gold.value,
        "unsupported_shown": found.unsupported,
        "invented_ids": found.invented,
        "quotes_not_verbatim": found.broken_quotes,
        "worded_by": {by: share.value for by, share in found.worded.items()},
        "drafts_rejected": found.rejected.value,
        "first_words_ms": asdict(found.first_words_ms),
        "first_token_ms": asdict(found.first_token_ms),
        "total_ms": asdict(found.total_ms),
        "wrong": list(found.wrong),
    }


def tables(found: Sequence[Figures], language: Language) -> RenderableType:
    """Return the figures as tables, a column for each variant."""
    return Group(_kinds(found, language), Text(), _quality(found, language))


def _kinds(found: Sequence[Figures], language: Language) -> Table:
    table = Table(title=text("right", language), title_justify="left")
    table.add_column(text("language", language))
    table.add_column(text("kind", language))
    _add_variants(table, found)
    keys = dict.fromkeys(key for figures_ in found for key in figures_.right)
    for key in sorted(keys, key=lambda key: (key[1], key[0])):
        shares = (figures_.right.get(key) for figures_ in found)
        table.add_row(*key, *(f"{s.count}/{s.of}" if s else "—" for s in shares))
    return table


def _quality(found: Sequence[Figures], language: Language) -> Table:
    table = Table(title=text("quality", language), title_justify="left")
    table.add_column(text("figure", language))
    _add_variants(table, found)
    columns = [_cells(figures_, language) for figures_ in found]
    for name in dict.fromkeys(name for column in columns for name in column):
        table.add_row(name, *(column.get(name, "—") for column in columns))
    return table


def _cells(found: Figures, language: Language) -> dict[str, str]:
    """Return the cells of one variant's column by the name of their row."""
    right = {
        f"{text('answerable', language)}, {text('all', language) if name == 'all' else name}": share
        for name, share in found.answerable.items()
    }
    shares = {
        **right,
        **{text(key, language): getattr(found, key) for key in _SHARES},
        **{text(f"by_{by}", language): share for by, share in found.worded.items()},
        text("rejected", language): found.rejected,
    }
    times = {
        text("first_words", language): found.first_words_ms,
        text("first_token", language): found.first_token_ms,
        text("total", language): found.total_ms,
    }
    return {
        **{name: _percent(share) for name, share in shares.items()},
        **{text(key, language): str(getattr(found, key)) for key in _COUNTS},
        **{name: f"{_seconds(s.p50)} / {_seconds(s.p95)}" for name, s in times.items()},
    }


_SHARES = ("traps", "refused_right", "refused_wrong", "precision", "needed", "recall", "gold")
_COUNTS = ("unsupported", "invented", "broken_quotes")


def _add_variants(table: Table, found: Sequence[Figures]) -> None:
    for figures_ in found:
        variant = figures_.variant
        title = "\n".join((variant.design, variant.knowledge, variant.model))
        table.add_column(title, justify="right", overflow="fold")


def _percent(share: Share) -> str:
    return "—" if share.value is None else f"{share.value:.1%} ({share.count}/{share.of})"


def _seconds(milliseconds: float | None) -> str:
    return "—" if milliseconds is None else f"{milliseconds / 1000:.2f}"
