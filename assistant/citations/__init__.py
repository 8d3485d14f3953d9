"""
Step 5: every sentence is checked against the evidence it cites.

Checked: the marker names real evidence; every number, date, version, name and Latin word of the
sentence stands in that evidence; yes is not said for no. Not checked yet: causes, comparisons,
"all" and "only".
"""

from assistant.citations.coverage import is_covered
from assistant.citations.faithful import is_faithful
from assistant.citations.markers import cited, without_markers
from assistant.citations.quotes import quoted
from assistant.citations.verify import is_shown, verify

__all__ = ["cited", "is_covered", "is_faithful", "is_shown", "quoted", "verify", "without_markers"]
