"""Text of others cannot become markup, in HTML or in Markdown."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.ui.escaping import harmless, harmless_lines

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "![x](http://127.0.0.1/leak)",
    "[click](javascript:alert(1))",
    "![x][r]\n\n[r]: http://127.0.0.1/ref",
    "&lt;script&gt;",
    "`code` *bold* _it_ ~~s~~ # h | t | $$x$$",
    "www.example.org https://example.org me@example.org",
    '" onmouseover="alert(1)',
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_punctuation_survives_as_itself(hostile: str):
    left = re.sub(r"&#\d+;", "", harmless(hostile))
    assert not set(left) & set(string.punctuation)


@given(st.text())
def test_any_text_becomes_one_line_that_can_be_sent(anything: str):
    shown = harmless(anything)
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert not set(re.sub(r"&#\d+;", "", shown)) & set(string.punctuation)


def test_what_cannot_be_seen_is_dropped():
    assert harmless("a\u202eb\u200bc\ud800d\U000e0041e\x00f") == "abcdef"


def test_lines_stay_lines():
    assert harmless_lines("раз\nдва <b>\n") == "раз<br>два &#60;b&#62;"
