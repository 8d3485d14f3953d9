"""
Step 1: what is asked, about which releases, and in which language.

Rules, not a model: they are instant, the same every time, and testable. Not covered yet: questions
that need arithmetic over the conversation ("the second of them").
"""

from assistant.understanding.understand import Lexicon, understand
from assistant.understanding.versions import versions

__all__ = ["Lexicon", "understand", "versions"]
