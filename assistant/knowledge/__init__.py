"""
What Snoska knows: the ledger of typed facts and the library of fetched texts.

`catalog/*.toml` is written by hand and reviewed like code; the database is built from it and can
be thrown away at any time.
"""

from assistant.knowledge.fact_search import FactSearch
from assistant.knowledge.hints import has_counterpart
from assistant.knowledge.leads import Leads
from assistant.knowledge.ledger import Ledger
from assistant.knowledge.lexicon import Lexicon
from assistant.knowledge.library import Library
from assistant.knowledge.search import search

__all__ = ["FactSearch", "Leads", "Ledger", "Lexicon", "Library", "has_counterpart", "search"]
