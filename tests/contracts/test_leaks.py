"""The development questions are measured with, never written into the program."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FILE = ROOT.parent / "shared" / "data" / "dev_qa.jsonl"
THE_FIRST = {"ru-001", "en-001"}
"""The question that Snoska grew out of stands on its start page."""
LONG = 24
"""A shorter expression can stand in a program by chance."""


@pytest.mark.skipif(not FILE.exists(), reason="the development questions are not beside this clone")
def test_no_question_expression_or_answer_stands_in_code_or_prompts():
    files = [
        path
        for folder in ("assistant", "prompts", "models")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".toml", ".md", ".sql", ".jinja"}
    ]
    text = "\n".join(path.read_text("utf-8") for path in files).casefold()
    leaks = []
    for line in FILE.read_text("utf-8").splitlines():
        entry = json.loads(line)
        parts = [*entry["must_have"], *entry["must_not"], entry["reference_answer"]]
        if entry["id"] not in THE_FIRST:
            parts.append(entry["question"])
        leaks += [
            (entry["id"], part) for part in parts if len(part) >= LONG and part.casefold() in text
        ]
    assert leaks == []
