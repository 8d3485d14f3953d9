"""Doors for tests: the real one, which also lets loopback through."""

from collections.abc import Iterable
from datetime import date

from assistant.domain import Document, Fact
from assistant.network import NetworkLedger, Switch
from assistant.sources.fetch import Door
from assistant.sources.guard import Address, public_only
from assistant.sources.items import Broken, Item, Items, Recall, Unchanged, Validators, Visited

TODAY = date(2026, 11, 24)


def open_door(*, offline: bool = False, ledger: NetworkLedger | None = None) -> Door:
    ledger = ledger or NetworkLedger(None)
    return Door(ledger, switch=Switch(offline=offline), allowed=_loopback_too, today=TODAY)


def _loopback_too(address: Address, port: int) -> bool:
    return address.is_loopback or public_only(address, port)


def never(url: str) -> Validators:
    """Remember nothing."""
    return Validators()


class Memory:
    """What a library would have kept of the last runs."""

    def __init__(self) -> None:
        self.visits: dict[str, Validators] = {}

    def run(self, items: Items) -> list[Item]:
        taken = list(items)
        self.visits |= {item.url: item.validators for item in taken if isinstance(item, Visited)}
        return taken

    @property
    def recall(self) -> Recall:
        return lambda url: self.visits.get(url, Validators())


def documents(items: Iterable[Item]) -> list[Document]:
    return [item for item in items if isinstance(item, Document)]


def facts(items: Iterable[Item]) -> dict[tuple[str, str], object]:
    """Return the values by subject and predicate."""
    return {(item.subject, item.predicate): item.value for item in items if isinstance(item, Fact)}


def broken(items: Iterable[Item]) -> list[Broken]:
    return [item for item in items if isinstance(item, Broken)]


def unchanged(items: Iterable[Item]) -> list[str]:
    return [item.url for item in items if isinstance(item, Unchanged)]
