"""
How often the verifier catches a wrong sentence, and how often it refuses a right one.

The set is made from the ledger: right sentences in varied wording, wrong ones by changing one
thing. Blind spots: sentences are made from templates, so word order varies less than people's; what
is wrong is wrong in one thing; a release that the ledger does not know is never the subject.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table

from assistant.assembly import senses
from assistant.citations import is_shown, verify
from assistant.citations.senses import Senses
from assistant.domain import Language
from assistant.evaluation.verifier_right import RIGHT, Make
from assistant.evaluation.verifier_words import HELD_OUT, TUNED, Sample, Words
from assistant.evaluation.verifier_wrong import WRONG
from assistant.knowledge import Ledger
from assistant.knowledge.catalog_files import read_catalog
from assistant.knowledge.ledger import CATALOG

__all__ = ["HELD_OUT", "TUNED", "Trial", "as_json", "samples", "table", "trials"]

PER_KIND = 40
"""Samples of each kind and language."""
_TRIES = 60
"""Attempts for each sample: most kinds fit few facts."""
_LANGUAGES: tuple[Language, ...] = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Trial:
    """A sample and whether the verifier let all of its sentences pass."""

    sample: Sample
    passed: bool


def samples(
    ledger: Ledger, file: Path = TUNED, seed: int = 4, per_kind: int = PER_KIND
) -> tuple[Sample, ...]:
    """Make the set from `file`, the same for one seed, each text once."""
    units = read_catalog(CATALOG).units
    every = (Words(ledger, units, file, language, seed) for language in _LANGUAGES)
    return tuple(
        sample
        for words in every
        for make in (*RIGHT, *WRONG)
        for sample in _some(make, words, per_kind)
    )


def trials(made: Iterable[Sample]) -> tuple[Trial, ...]:
    """Judge each sample as the draft of a model that was asked nothing in particular."""
    reader = senses()
    return tuple(Trial(sample, _passes(sample, reader)) for sample in made)


def table(found: Sequence[Trial]) -> Table:
    """Return what was caught and what was refused, by kind and language."""
    shown = Table(
        "", *(f"{language}, {word}" for language in _LANGUAGES for word in ("of", "share"))
    )
    for is_right, title in ((False, "caught"), (True, "refused")):
        kinds = dict.fromkeys(t.sample.kind for t in found if t.sample.is_right == is_right)
        for kind in [*kinds, None]:
            cells = [
                cell
                for language in _LANGUAGES
                for cell in _cells(_stopped(found, is_right, language, kind))
            ]
            shown.add_row(f"{title}: {kind or 'all'}", *cells, end_section=kind is None)
    return shown


def as_json(found: Sequence[Trial]) -> str:
    """Return the figures as one line."""
    figures: dict[str, Mapping[str, float]] = {}
    for language in _LANGUAGES:
        caught, refused = (_stopped(found, right, language, None) for right in (False, True))
        figures[language] = {
            "wrong": caught[1],
            "caught": _share(caught),
            "right": refused[1],
            "refused": _share(refused),
        }
    return json.dumps(figures)


def _some(make: Make, words: Words, count: int) -> Iterator[Sample]:
    texts: Counter[str] = Counter()
    for _ in range(count * _TRIES):
        sample = make(words)
        if sample and not texts[sample.text]:
            texts[sample.text] += 1
            yield sample
        if len(texts) == count:
            return


def _passes(sample: Sample, reader: Senses) -> bool:
    return all(map(is_shown, verify(sample.text, "model", sample.evidence, "", senses=reader)))


def _stopped(
    found: Sequence[Trial], is_right: bool, language: Language, kind: str | None
) -> tuple[int, int]:
    chosen = [
        trial.passed
        for trial in found
        if trial.sample.is_right == is_right
        and trial.sample.language == language
        and kind in (None, trial.sample.kind)
    ]
    return chosen.count(False), len(chosen)


def _share(stopped: tuple[int, int]) -> float:
    return round(stopped[0] / max(1, stopped[1]), 4)


def _cells(stopped: tuple[int, int]) -> tuple[str, str]:
    return f"{stopped[0]}/{stopped[1]}", f"{_share(stopped):.3f}" if stopped[1] else "–"
