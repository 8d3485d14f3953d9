"""
Step 5: every sentence is checked against the evidence it cites.

Checked: the marker names real evidence; every number, date, version, licence, name and Latin word
stands in it or follows from it, of the right release and attribute; yes is not said for no; what is
compared, counted, or said of all or of one alone is so. A cause or a best needs evidence of its
kind. Not checked: sums, comparisons of more than two, free texts said in other words.
"""

from assistant.citations.coverage import is_covered
from assistant.citations.faithful import is_faithful
from assistant.citations.markers import cited, with_markers, without_markers
from assistant.citations.quotes import quoted
from assistant.citations.verify import is_shown, verify

__all__ = [
    "cited",
    "is_covered",
    "is_faithful",
    "is_shown",
    "quoted",
    "verify",
    "with_markers",
    "without_markers",
]
