"""Text is what its writer wrote, whatever was declared; what cannot be seen is not in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ContentRefused
from assistant.sources.decoding import cleaned, decode

RUSSIAN = "Колокол теперь звонит и ночью, об этом просили многие. Ещё: объём 3 кг."
GERMAN = "Grüße aus Köln: schöne neue Glocken für alle größeren Häuser."


@pytest.mark.parametrize("declared", ["cp1251", "koi8-r", "iso-8859-1", "ascii", "gbk", "utf-8"])
def test_utf_8_is_believed_before_a_declaration(declared):
    assert decode(RUSSIAN.encode(), "text/plain", declared) == RUSSIAN
    meta = f'<meta charset="{declared}">'
    assert decode(f"{meta}{RUSSIAN}".encode(), "text/html") == f"{meta}{RUSSIAN}"


@pytest.mark.parametrize(
    "declared",
    ["undefined", "idna", "punycode", "unicode_escape", "utf-7", "hex", "rot13", "a\0b", "", "ё"],
)
def test_a_declaration_that_names_no_coding_of_pages_is_passed_over(declared):
    began = time.monotonic()
    assert decode((RUSSIAN * 3000).encode(), "text/plain", declared).startswith("Колокол")
    assert decode((RUSSIAN * 3).encode("cp1251"), "text/plain", declared).startswith("Колокол")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252", "utf-8"])
def test_russian_that_says_it_is_western_is_russian(declared):
    assert decode(RUSSIAN.encode("cp1251"), "text/plain", declared) == RUSSIAN


@pytest.mark.parametrize("declared", [None, "iso-8859-1", "windows-1252", "us-ascii", "utf-8"])
def test_western_text_keeps_its_letters(declared):
    assert decode(GERMAN.encode("cp1252"), "text/plain", declared) == GERMAN
    quoted = "It’s a “bell” – it rings. " * 20
    assert decode(quoted.encode("cp1252"), "text/plain", declared) == quoted


@pytest.mark.parametrize("coding", ["shift_jis", "euc_kr", "gb18030", "iso2022_jp", "utf-16-le"])
def test_other_scripts_are_read_as_declared(coding):
    text = {"euc_kr": "종이 울립니다", "gb18030": "铃声响起"}.get(coding, "ベルが鳴ります")
    assert decode(text.encode(coding), "text/plain", coding) == text


def test_zero_bytes_are_no_text():
    with pytest.raises(ContentRefused, match="zero"):
        decode(RUSSIAN.encode("utf-16-le"), "text/plain")


@pytest.mark.parametrize(
    ("hidden", "seen"),
    [
        ("a\r\nb\rc\u2028d\x85e\x0cf", "a\nb\nc\nd\ne\nf"),
        ("be\u00adll\u200b \ufeffrings\u2060", "bell rings"),
        ("\u202ebell\u202c \u2066x\u2069", "bell x"),
        ("bell\U000e0069\U000e0067", "bell"),
        ("x\ufe00\ufe0f\ufe03y", "xy"),
        ("b\u200de\u200cl\u200c\u200dl", "bell"),
        ("\x1b[2Jbell\x00\x07", "[2Jbell"),
        ("bell\ud800", "bell"),
        ("\u0438\u0306", "й"),
    ],
)
def test_what_cannot_be_seen_is_dropped(hidden, seen):
    assert cleaned(hidden) == seen


@pytest.mark.parametrize(
    "text", ["👨\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f", "می\u200cخواهم", "क\u094d\u200dष"]
)
def test_joiners_that_mean_something_stay(text):
    assert cleaned(text) == text


@given(st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore")))
def test_utf_8_is_read_without_loss(body):
    try:
        assert decode(body, "text/plain") == cleaned(body.decode().removeprefix("\ufeff"))
    except ContentRefused:
        assert b"\0" in body
