"""
What Snoska knows: the ledger of typed facts, and how to find a fact and word it.

`catalog/*.toml` is written by hand and reviewed like code; the database is built from it and can
be thrown away at any time.
"""

from assistant.knowledge.ledger import Ledger
from assistant.knowledge.search import search

__all__ = ["Ledger", "search"]
