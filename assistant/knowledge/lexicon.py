"""
The names and words by which a question is understood: the ledger's, and those of the library.

The library adds what its documents are about: the subject that their source was given, or that its
connector knows (a package, a repository). The ledger's names win.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.domain import Family, Language, Release
from assistant.knowledge.ledger import Ledger

_WHOLE = re.compile(r"\s\d+(?:\.0){1,2}$")
"""A first version that people call by its number alone: Gradio 6, or 6.0."""
_TAIL = re.compile(r"(?:-(?:v\d+(?:\.\d+)*|\d{4}))+$")
_KIND = re.compile(r"-(?:Instruct|Base)$")


def _shortened(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield names without the version or month at their end, for the latest that has one."""
    for name in sorted(names, key=lambda name: (_KIND.search(_TAIL.sub("", name)) is None, name)):
        short = _TAIL.sub("", name)
        if short != name and any(map(str.isalpha, short)):
            yield short, name
            yield _KIND.sub("", short), name


_MIXTURE = re.compile(r"\d+(?:\.\d+)?[bB]-A\d+(?:\.\d+)?[bB]|\d+x\d+[bB]")


def _of_mixtures(releases: Iterable[Release]) -> Iterator[tuple[str, str]]:
    """Yield the sizes of mixtures that stand for their names: 30B-A3B, 8x7B."""
    for release in releases:
        rest = release.name.removeprefix(release.family).strip("- ")
        if release.stage != "base" and _MIXTURE.fullmatch(rest):
            yield rest, release.name


def called_whole(name: str) -> Iterator[str]:
    """Yield how a first version is also called: "Bell 6.0.0" is Bell 6.0 and Bell 6."""
    while _WHOLE.search(name):
        name = name.removesuffix(".0")
        yield name


class Lexicon:
    """All names and words known at one moment."""

    def __init__(self, ledger: Ledger, subjects: Iterable[str] = ()) -> None:
        """Take the ledger's names, and the subjects of the library's documents."""
        self._ledger = ledger
        whole = [(short, n) for _, n in ledger.names for short in called_whole(n)]
        short = _shortened(release.name for release in ledger.releases())
        mixtures = _of_mixtures(ledger.releases())
        others = ((name, name) for name in subjects if name)
        self._names = (*ledger.names, *whole, *others, *mixtures, *short)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """All spellings with what they mean; the first of two that sound alike counts."""
        return self._names

    def asked(self, language: Language) -> Mapping[str, Iterable[str]]:
        """Return by predicate the word beginnings that ask for it."""
        return self._ledger.asked(language)

    def releases(self, family: str | None = None) -> Sequence[Release]:
        """Return the releases of a family, or all."""
        return self._ledger.releases(family)

    def family(self, name: str) -> Family | None:
        """Return the family of that name, or of the release of that name."""
        return self._ledger.family(name)
