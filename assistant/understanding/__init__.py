"""
Step 1: what is asked, about which releases, and in which language.

Rules first: they are instant, the same every time, and testable. Where no rule knows a wording, the
nearest example in meaning decides. Not covered: two questions about different things in one text.
"""

from assistant.understanding.understand import Lexicon, Meanings, no_meanings, understand
from assistant.understanding.versions import majors, versions

__all__ = ["Lexicon", "Meanings", "majors", "no_meanings", "understand", "versions"]
