"""
Step 5: every sentence is checked against the evidence it cites.

Checked: the marker names real evidence; every number, date, version, licence, name and Latin word
stands in it or follows from it, of the right release and attribute; yes is not said for no; what is
compared, counted, or said of all or of one alone is so. A cause or a best needs evidence of its
kind. Not checked: sums, comparisons of more than two, free texts said in other words.
"""

from assistant.citations.aliases import sizes
from assistant.citations.asides import is_aside
from assistant.citations.coverage import is_covered
from assistant.citations.derived import follows, goes_on
from assistant.citations.faithful import is_faithful
from assistant.citations.markers import cited, with_markers, without_markers
from assistant.citations.polarity import is_negative
from assistant.citations.quotes import quoted
from assistant.citations.reading import Value, read
from assistant.citations.senses import Senses, senses_by_words
from assistant.citations.verify import is_exact, is_shown, verify

__all__ = [
    "Senses",
    "Value",
    "cited",
    "follows",
    "goes_on",
    "is_aside",
    "is_covered",
    "is_exact",
    "is_faithful",
    "is_negative",
    "is_shown",
    "quoted",
    "read",
    "senses_by_words",
    "sizes",
    "verify",
    "with_markers",
    "without_markers",
]
