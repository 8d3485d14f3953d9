"""What this computer is, what fits it, and what memory models need."""

from datetime import UTC, datetime

from assistant.domain import Finding, Language, Question
from assistant.runtime.cards import card_memory_gb
from assistant.runtime.catalog import Catalog
from assistant.runtime.fit import best, estimate, needed
from assistant.runtime.hardware import Machine
from assistant.runtime.report import card_findings, fit_findings, machine_finding, need_findings


def work_out(
    question: Question, catalog: Catalog, machine: Machine, context: int
) -> tuple[Finding, ...]:
    """Return what memory the releases asked about need, what fits the memory named, or this one."""
    today, language = datetime.now(tz=UTC).date(), question.language
    needs = [needed(entry, context) for entry in catalog.entries]
    if question.subjects:
        named = [need for need in needs if _is_named(need.entry.release, question)]
        cards = card_findings(question.cards, language, today)
        return (*need_findings(named, language, today), *cards)
    memory_gb = question.memory_gb or sum(
        count * (card_memory_gb(card) or 0) for card, count in question.cards
    )
    if not memory_gb:
        return what_fits(catalog, machine, context, language)
    room = memory_gb * _GIGABYTE
    fitting = [need for need in needs if need.entry.is_qwen3 and need.total_bytes <= room]
    fitting.sort(key=lambda need: (-need.entry.parameters_b, -need.weights_bytes))
    return need_findings(fitting, language, today)


def _is_named(release: str, question: Question) -> bool:
    """Whether the question names the release, or the family by whose name it begins."""
    return any(release == name or release.startswith(f"{name}-") for name in question.subjects)


_GIGABYTE = 1e9


def what_fits(
    catalog: Catalog, machine: Machine, context: int, language: Language
) -> tuple[Finding, ...]:
    """Return this computer and the Qwen3 that fit it, the recommended one first."""
    today = datetime.now(tz=UTC).date()
    fits = [estimate(entry, machine, context) for entry in catalog.entries if entry.is_qwen3]
    first = best(catalog, machine, context)
    ordered = sorted(fits, key=lambda fit: (fit != first, -fit.entry.parameters_b))
    return (machine_finding(machine, language, today), *fit_findings(ordered, language, today))
