"""
Step 3: what must be said, in which order, resting on which evidence.

A plan is data. Each kind of question has one recipe here; a recipe only arranges what search found
and never adds a fact. The ledger's own wording of every claim makes the plan an answer by itself,
right even when no model runs.
"""

from assistant.planning.facts import CHANGE
from assistant.planning.footnotes import Footnotes
from assistant.planning.quote_choice import Meaning, no_meaning, remembered
from assistant.planning.quote_follow import standing_alone
from assistant.planning.recipes import plan
from assistant.planning.variants import kinds_asked, listed

__all__ = [
    "CHANGE",
    "Footnotes",
    "Meaning",
    "kinds_asked",
    "listed",
    "no_meaning",
    "plan",
    "remembered",
    "standing_alone",
]
