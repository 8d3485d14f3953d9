"""What a run of `sync` tells while it goes on."""

from dataclasses import dataclass, field
from typing import Literal

Step = Literal["began", "expected", "new", "changed", "same", "learned", "trouble", "ended"]


@dataclass(frozen=True, slots=True)
class Report:
    """One step of one source: a document was kept, a fact learned, something went wrong."""

    origin: str
    step: Step
    detail: str = ""
    """A title, an address with what is wrong with it, or nothing."""
    count: int = 1


@dataclass(slots=True)
class Summary:
    """How many documents and facts a source brought, and what went wrong."""

    new: int = 0
    changed: int = 0
    same: int = 0
    learned: int = 0
    troubles: list[str] = field(default_factory=list[str])

    @property
    def kept(self) -> int:
        """Return how many documents and facts are stored now thanks to it."""
        return self.new + self.changed + self.same + self.learned

    def take(self, report: Report) -> None:
        """Count one step."""
        match report.step:
            case "new":
                self.new += report.count
            case "changed":
                self.changed += report.count
            case "same":
                self.same += report.count
            case "learned":
                self.learned += report.count
            case "trouble":
                self.troubles.append(report.detail)
            case _:
                pass
