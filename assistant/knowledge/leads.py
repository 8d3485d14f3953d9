"""What is known of a question beyond its words, and narrows or widens the search for passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Leads:
    """Empty: the words and their meaning alone decide."""

    subjects: Sequence[str] = ()
    """Documents about these are preferred."""
    versions: Sequence[str] = ()
    """When there are passages of one of them, only they count."""
    hints: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """For words of the question, beginnings of words that mean the same."""


NO_LEADS = Leads()
