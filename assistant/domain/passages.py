"""Verbatim slices of snapshots: what can be quoted."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A verbatim slice of a snapshot: `snapshot.document.text[start:end] == text`.

    `version` and `day` are those of the release-note section that the passage stands in.
    """

    snapshot: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...] = ()
    version: str = ""
    day: date | None = None

    @property
    def id(self) -> str:
        """Snapshot and offsets."""
        return f"{self.snapshot}:{self.start}-{self.end}"

    def follows(self, other: "Passage") -> bool:
        """Whether it begins where `other` ends."""
        return (self.snapshot, self.start) == (other.snapshot, other.end)
