"""Bring the library up to date: every configured source is read, and what is new is kept."""

from assistant.syncing.reports import Report, Summary
from assistant.syncing.sync import sync

__all__ = ["Report", "Summary", "sync"]
