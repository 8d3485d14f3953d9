"""What a connector yields while it reads a source, in the order in which it may be stored."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

from assistant.domain import Document, Fact


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server said of a response, so that it need not be sent again (RFC 9110, 13)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """How many documents will come, as far as known: the length of the progress bar."""

    documents: int


@dataclass(frozen=True, slots=True)
class Visited:
    """
    Everything that `url` had was yielded before this: what its server said can be kept.

    Yielded after the documents and facts of that address, so that an interrupted run asks again.
    """

    url: str
    validators: Validators


@dataclass(frozen=True, slots=True)
class Unchanged:
    """`url` has nothing new since the last visit; `documents` of it are stored already."""

    url: str


@dataclass(frozen=True, slots=True)
class Broken:
    """One part of the source could not be read; the rest goes on. `reason` is one sentence."""

    url: str
    reason: str


Item = Document | Fact | Expected | Visited | Unchanged | Broken
Recall = Callable[[str], Validators]
"""Return what was remembered of an address; empty when it was never visited."""

Items = Generator[Item]
