"""
The names and words by which a question is understood: the ledger's, and those of the library.

The library adds what its documents are about: the subject that their source was given, or that its
connector knows (a package, a repository). The ledger's names win.
"""

from collections.abc import Iterable, Mapping, Sequence

from assistant.domain import Family, Language, Release
from assistant.knowledge.ledger import Ledger


class Lexicon:
    """All names and words known at one moment."""

    def __init__(self, ledger: Ledger, subjects: Iterable[str] = ()) -> None:
        """Take the ledger's names, and the subjects of the library's documents."""
        self._ledger = ledger
        self._names = (*ledger.names, *((name, name) for name in subjects if name))

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
