"""Passages are verbatim slices, stay within a section, and know its version and day."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Document, Snapshot
from assistant.knowledge.cutting import MOST_TOKENS, count_tokens, cut
from assistant.knowledge.sections import version_of
from assistant.knowledge.visible import visible

SHARED = Path(__file__).parents[3] / "shared" / "data"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
CHANGES = """\
# Changelog

All notable changes.

## [Unreleased]

## [1.4.0] - 2026-02-03

### Added

- a bell
- a whistle

### Fixed

- the door

## 1.3.9

Nothing of note.
"""


def passages(text, title="Bell changes", published=None):
    return cut(Snapshot(Document("https://bell.example/x", title, text, published=published), NOW))


def test_a_section_of_a_change_log_is_a_passage_of_its_version():
    by_version = {}
    for passage in passages(CHANGES):
        by_version.setdefault(passage.version, []).append(passage)
    assert {*by_version} == {"", "1.4.0", "1.3.9"}
    assert [p.text.split()[-1] for p in by_version["1.4.0"]] == ["whistle", "door"]
    assert {p.day for p in by_version["1.4.0"]} == {date(2026, 2, 3)}
    assert by_version["1.4.0"][1].headings[-2:] == ("[1.4.0] - 2026-02-03", "Fixed")
    assert by_version["1.3.9"][0].day is None


def test_the_title_of_release_notes_is_their_version():
    (only,) = passages("- a bell", "bell v2.0.1", date(2026, 5, 1))
    assert (only.version, only.day) == ("2.0.1", date(2026, 5, 1))


@pytest.mark.parametrize(
    ("heading", "version"),
    [
        ("## 6.31.0".removeprefix("## "), "6.31.0"),
        ("[0.3.9]", "0.3.9"),
        ("[v0.3.9](https://x.example) (2025-05-08)", "0.3.9"),
        ("vLLM v0.8.5", "0.8.5"),
        ("Версия 2.1 от 3 мая 2025 г.", "2.1"),
        ("b5200", "b5200"),
        ("2.0.0rc1", "2.0.0rc1"),
        ("Python 3.9 is gone", ""),
        ("Qwen2.5 models", ""),
        ("2025-04-29", ""),
        ("Added", ""),
        ("", ""),
    ],
)
def test_versions_are_read_from_headings(heading, version):
    assert version_of(heading)[0] == version


def test_code_and_tables_are_never_cut():
    code = (
        "```python\n" + "\n\n".join(f"call({n}, 'some words here')" for n in range(80)) + "\n```\n"
    )
    table = "| a | b |\n|---|---|\n" + "".join(f"| cell {n} | words {n} |\n" for n in range(90))
    texts = [passage.text for passage in passages(f"Intro.\n\n{code}\nBetween.\n\n{table}\nEnd.\n")]
    assert any(code.strip() in text for text in texts)
    assert any(table.strip() in text for text in texts)


def test_a_long_paragraph_is_cut_between_sentences():
    long = " ".join(f"This is sentence number {n} of a very long paragraph." for n in range(100))
    found = passages(long)
    assert len(found) > 3
    assert all(count_tokens(passage.text) <= MOST_TOKENS for passage in found)
    assert all(passage.text.rstrip().endswith(".") for passage in found)


def test_a_yaml_head_is_not_a_heading():
    found = passages("---\nlicense: mit\ntags: [a]\n---\n# Title\n\nText.\n")
    assert found[0].text == "---\nlicense: mit\ntags: [a]\n---\n"
    assert found[1].headings == ("Bell changes", "Title")


def test_nor_is_a_comment_in_a_second_one():
    found = passages("---\na: b\n---\n---\n# aliases: [c]\ntitle: d\n---\n\nText.\n")
    assert found[-1].headings == ("Bell changes",)


@given(st.text(st.sampled_from("ab. \n#-|`*>1é9ж\r\t"), max_size=400))
@settings(max_examples=300, deadline=None)
def test_any_text_is_cut_into_slices_that_do_not_overlap(text):
    at = 0
    for passage in passages(text):
        assert text[passage.start : passage.end] == passage.text
        assert passage.text.strip()
        assert passage.start >= at
        at = passage.end


@pytest.mark.skipif(
    not SHARED.exists(), reason="the collection of documents is not beside this clone"
)
def test_real_documents_lose_nothing_but_headings():
    for line in (SHARED / "sources_index.jsonl").read_text("utf-8").splitlines():
        text = (SHARED / json.loads(line)["file"]).read_text("utf-8")
        found = passages(text)
        assert all(text[p.start : p.end] == p.text for p in found)
        kept = sum(p.end - p.start for p in found)
        headings = [part for part in text.split("\n") if part.startswith(("#", "=", "-"))]
        assert kept >= len(text) - sum(map(len, headings)) - text.count("\n") - 100


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (
            'see [the notes](https://a.example/b?c=d "t") at https://x.example/y.',
            "see the notes at .",
        ),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "a b 1 2"),
        ("`1.2.3` and **bold** <br> deadbee1", "1.2.3 and bold"),
        ("Qwen3-32B — 32,8 млрд", "Qwen3-32B — 32,8 млрд"),
    ],
)
def test_what_a_reader_sees(text, seen):
    assert visible(text) == seen


def test_parts_of_a_release_that_stand_at_its_own_level_belong_to_it():
    text = "# Log\n\n## v1.1.0\n\nA.\n\n## New\n\n* b\n\n## Fixes\n\n* c\n\n## v1.0.0\n\n## Fixes\n\n* d\n"
    document = Document("https://bell.example", "Log", text, "", None, "maker")
    found = {passage.text.strip()[-1]: passage.version for passage in cut(Snapshot(document, NOW))}
    assert found | {"b": "1.1.0", "c": "1.1.0", "d": "1.0.0"} == found


def test_a_day_alone_below_a_version_is_its_day():
    text = (
        "7.0.0\n=====\n\n2025-02-13\n\nThe door is red.\n\n6.1.0\n=====\n\nOpen since 2024-01-02.\n"
    )
    days = {passage.version: passage.day for passage in passages(text)}
    assert days == {"7.0.0": date(2025, 2, 13), "6.1.0": None}
