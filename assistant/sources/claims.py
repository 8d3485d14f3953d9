"""What connectors state in the ledger's terms: sources, and days of releases."""

from datetime import date

from assistant.domain import Authority, Fact, Source, slug


def source_at(url: str, title: str, authority: Authority, today: date) -> Source:
    """Return the source that stands at `url`; its slug is made from the address."""
    return Source(slug(url.partition("://")[2]), title, url, authority, today)


def released(software: str, version: str, day: date, source: Source) -> Fact:
    """State the day on which a version came out."""
    return Fact(f"{software} {version}", "release_date", day, "", day, source)
