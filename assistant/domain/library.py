"""Texts that were fetched and kept: documents, and their snapshots."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from assistant.domain.facts import Authority


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was published. `url` is where a reader finds it."""

    url: str
    title: str
    text: str
    publisher: str = ""
    published: date | None = None
    authority: Authority = "third-party"
    subject: str = ""
    """The software or model that all of the text is about; "" when there is no single one."""

    @property
    def id(self) -> str:
        """SHA-256 of address and text: another address or another text is another snapshot."""
        return sha256(f"{self.url}\n{self.text}".encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A document as it was on the day it was fetched; it never changes."""

    document: Document
    fetched: datetime

    @property
    def id(self) -> str:
        """The document's hash."""
        return self.document.id
