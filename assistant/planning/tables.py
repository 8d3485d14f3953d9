"""Recipes that end in a table or list: alternatives with a base, published figures, what fits."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain import CELL, Claim, Finding, Question, Section
from assistant.planning.shelf import Shelf, names, subject
from assistant.planning.texts import text

_DEFAULT_LIMIT = 70.0
"""Alternatives are looked for from this size, in billions of parameters, when none is named."""
_MOST_ROWS = 16
_DETAILS = ("parameters", "active_parameters", "license")
_FIGURES = (
    "score_mmlu",
    "score_russian_thinking",
    "score_aime24",
    "speed_sglang_bf16",
    "gpu_memory_bf16",
)


def alternative_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """List releases with published base weights that reach the size asked for."""
    limit = question.min_size_b or _DEFAULT_LIMIT
    published = {
        subject(finding): finding
        for finding in reversed(shelf.all)
        if finding.fact
        and finding.fact.predicate == "base_weights_published"
        and finding.fact.value is True
        and _is_under(question, shelf, subject(finding))
    }
    present = list(reversed(published.values()))[:_MOST_ROWS]
    if not present:
        return ()
    is_said = not question.min_size_b or f"{limit:g}" in question.text  # else it was worked out
    key = "alternatives" if is_said else "alternatives_alike"
    words = text(key, question.language, size=limit, names=names(present))
    subjects = [subject(base) for base in present]
    columns = [d for d in _DETAILS if any(_own_or_kins(shelf, name, d) for name in subjects)]
    header = (text("model", question.language), *(shelf.labels[column] for column in columns))
    rows = tuple(_row_of_kin(shelf, base, columns) for base in present)
    return (
        Section("lead", "lead", (shelf.claim(words, *present),)),
        Section("table", "table", rows, "", header),
    )


def _is_under(question: Question, shelf: Shelf, name: str) -> bool:
    """Whether a release is under a licence that the question names, where it names one."""
    wanted = [value.licence for value in question.asserted if value.licence]
    licence = _own_or_kins(shelf, name, "license")
    stated = shelf.value(licence).casefold() if licence else ""
    return not wanted or any(_plain(one) in _plain(stated) for one in wanted)


def _plain(licence: str) -> str:
    return "".join(filter(str.isalnum, licence.casefold()))


def comparison_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Set the published figures of releases side by side, a column an attribute."""
    general = _GENERAL if len(_named(question, shelf)) > 1 else ()
    asked = tuple(p for p in question.predicates if _is_known(shelf, p)) or (*general, *_FIGURES)
    columns = [p for p in asked if any(f.fact and f.fact.predicate == p for f in shelf.all)]
    subjects = _named(question, shelf) or dict.fromkeys(
        subject(finding)
        for finding in shelf.all
        if finding.fact and finding.fact.predicate in columns
    )
    columns = [column for column in columns if shelf.facts(subjects, column)]
    subjects = [name for name in subjects if not _is_what_is_asked(name, columns)]
    rows = tuple(_figures(shelf, name, columns) for name in subjects)
    if len(rows) < _FEWEST_ROWS or not columns:
        return ()
    header = (
        text("model", question.language),
        *(shelf.labels[column] for column in columns),
    )
    scored = [
        column
        for column in columns
        if column not in _GENERAL and _is_number(shelf, column) and _rivals(shelf, subjects, column)
    ]
    best = tuple(_best(shelf, subjects, column) for column in scored)[:_MOST_BEST]
    stated = [f for c in columns[:_MOST_BEST] for f in shelf.facts(subjects, c)]
    heading = text("compared", question.language)
    return (
        Section("lead", "lead", best or shelf.stated(stated[: 2 * _MOST_BEST])),
        Section("table", "table", rows, heading, header),
    )


def besides_scores(question: Question) -> tuple[str, ...]:
    """Return what is asked beside tests, and is no condition of theirs: "in Russian, thinking"."""
    return tuple(p for p in question.predicates if not p.startswith(("score_", *_CONDITIONS)))


_CONDITIONS = ("languages", "thinking_mode")


def score_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Set the members of a family side by side where a test is asked of it that they took."""
    asked = tuple(p for p in question.predicates if p.startswith("score_"))
    if not asked or shelf.facts(question.subjects, *asked):
        return ()
    return comparison_sections(replace(question, predicates=asked), shelf)


def _named(question: Question, shelf: Shelf) -> tuple[str, ...]:
    """Return the releases that are to be compared; () when a whole family is."""
    if len(question.subjects) > 1:
        return question.subjects
    family = shelf.family.name if shelf.family else ""
    return tuple(name for name in question.subjects if name != family or not shelf.releases)


def _is_what_is_asked(name: str, columns: Iterable[str]) -> bool:
    """Whether a program is named because its version is asked for: min_ollama."""
    return any(column.endswith(f"_{re.sub(r'[^a-z]+', '_', name.lower())}") for column in columns)


_GENERAL = (
    "parameters", "active_parameters", "layers", "context_native", "context_max", "license",
    "release_date",
)  # fmt: skip
"""What is set side by side when two are compared and nothing in particular is asked."""
_FEWEST_ROWS = 2
_MOST_BEST = 3
_LESS_IS_BETTER = ("gpu_memory_bf16", "gpu_memory_awq", "gpu_memory_fp8")


def _figures(shelf: Shelf, name: str, columns: Sequence[str]) -> Claim:
    """Return the row of one release: only its own figures, never those of a twin."""
    facts = [next(iter(shelf.facts(name, column)), None) for column in columns]
    return _row(shelf, name, facts)


def _row_of_kin(shelf: Shelf, base: Finding, columns: Sequence[str]) -> Claim:
    """Return the row of a base release; licence and size may be stated of its kin."""
    name = subject(base)
    return _row(shelf, name, [_own_or_kins(shelf, name, column) for column in columns], base)


def _row(shelf: Shelf, name: str, facts: Sequence[Finding | None], *also: Finding) -> Claim:
    cells = [shelf.value(finding) if finding else "—" for finding in facts]
    return shelf.claim(CELL.join([name, *cells]), *also, *filter(None, facts))


def _own_or_kins(shelf: Shelf, name: str, predicate: str) -> Finding | None:
    """Return what is stated of the release, else of its twin, else of its family."""
    about = (name, *shelf.kin.get(name, ()))
    return next((fact for other in about for fact in shelf.facts(other, predicate)), None)


def _rivals(shelf: Shelf, subjects: Iterable[str], column: str) -> bool:
    """Whether at least two have a figure, so that one of them is the best."""
    return len(set(map(subject, shelf.facts(subjects, column)))) >= _FEWEST_ROWS


def _best(shelf: Shelf, subjects: Iterable[str], column: str) -> Claim:
    facts = shelf.facts(subjects, column)
    pick = min if column in _LESS_IS_BETTER else max
    top = pick(facts, key=_magnitude)
    words = text(
        "best",
        shelf.language,
        label=shelf.labels[column],
        name=subject(top),
        value=shelf.value(top),
    )
    return shelf.claim(words, *facts)


def _magnitude(finding: Finding) -> float:
    value = finding.fact.value if finding.fact else 0
    return float(value) if isinstance(value, int | float) else 0.0


def _is_known(shelf: Shelf, predicate: str) -> bool:
    return any(f.fact and f.fact.predicate == predicate for f in shelf.all)


def _is_number(shelf: Shelf, predicate: str) -> bool:
    return any(
        isinstance(finding.fact.value, int | float) and not isinstance(finding.fact.value, bool)
        for finding in shelf.all
        if finding.fact and finding.fact.predicate == predicate
    )


def fit_sections(question: Question, shelf: Shelf) -> tuple[Section, ...]:
    """Say what the computer is, which model is recommended, and what else fits."""
    machine = [finding for finding in shelf.all if finding.kind == "machine"]
    models = [finding for finding in shelf.all if finding.kind == "catalog"]
    if not models:
        return ()
    if question.memory_gb is not None:
        have = shelf.amount(question.memory_gb, "GB")
        heading = text("fits_memory", shelf.language, have=have)
        return (
            Section("lead", "lead", (_recommended(shelf, models[0]),)),
            Section("fits", "list", shelf.stated(models[1:]), heading),
        )
    return (
        Section("lead", "lead", (*shelf.stated(machine), _recommended(shelf, models[0]))),
        Section("fits", "list", shelf.stated(models[1:]), text("fits", shelf.language)),
    )


def _recommended(shelf: Shelf, model: Finding) -> Claim:
    return shelf.claim(text("recommended", shelf.language, model=model.statement), model)
