"""The same answer as Markdown, plain text and a record."""

import json
from datetime import date

import pytest

from assistant.domain import (
    CELL,
    Answer,
    CheckedSection,
    Evidence,
    Finding,
    Offer,
    Question,
    Sentence,
    Source,
    Verdict,
)
from assistant.rendering.markdown import escape, markdown
from assistant.rendering.plain import plain
from assistant.rendering.records import record

PAGE = Source("page", "A *page*", "https://example.org/a_b", "maker", date(2026, 1, 1))
EVIDENCE = Evidence(1, (Finding("fact", "Qwen3 <is> out.", PAGE, date(2025, 4, 29)),))


def said(text, *numbers):
    return Sentence(text, "ledger", numbers, Verdict.SUPPORTED)


ANSWER = Answer(
    Question("Когда?", "ru"),
    (
        CheckedSection("lead", "lead", (said("Вышла.", 1), said("Да."))),
        CheckedSection("more", "list", (said("пункт", 1),), "Ещё"),
        CheckedSection("table", "table", (said(f"a{CELL}b|c", 1),), "", ("Что", "Есть")),
        CheckedSection("empty", "list", (), "Пусто"),
    ),
    (EVIDENCE,),
    (Offer("Ещё?", "Ещё?"),),
)


def test_markdown_has_markers_headings_lists_tables_and_sources():
    text = markdown(ANSWER)
    assert "Вышла. [1] Да." in text
    assert "### Ещё\n\n- пункт [1]" in text
    assert "| Что | Есть |\n| --- | --- |\n| a | b\\|c [1] |" in text
    assert "### Источники\n\n1. A \\*page\\* — <https://example.org/a_b> (на 2025-04-29)" in text
    assert "Пусто" not in text


HOSTILE = [
    "![x](http://h/x.png)",
    "<img src=x onerror=y>",
    "[a](javascript:b)",
    "[r]: http://h",
    "`x`",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_markup(text):
    shown = escape(text)
    assert all(shown[at - 1] == "\\" for at, c in enumerate(shown) if c in "![]<>`")


def test_plain_text_ends_with_footnotes():
    lines = plain(ANSWER).splitlines()
    assert lines[0] == "Вышла. [1] Да."
    assert lines[-3:] == [
        "[1] A *page* (на 2025-04-29)",
        "    https://example.org/a_b",
        "    Qwen3 <is> out.",
    ]


def test_the_record_survives_json_and_names_every_field():
    read = json.loads(json.dumps(record(ANSWER), ensure_ascii=False))
    assert read["sentences"][0] == {
        "text": "Вышла.",
        "by": "ledger",
        "citations": [1],
        "verdict": "supported",
    }
    assert read["sources"][0]["as_of"] == "2025-04-29"
    assert {"question", "language", "answer", "steps", "refused", "model", "timings"} <= set(read)
    assert read["model"] is None
    assert read["offers"] == [{"label": "Ещё?", "question": "Ещё?"}]
