"""Prompts are files that are checked when they are filled."""

from pathlib import Path

import pytest

from assistant.domain import Language
from assistant.generation.prompts import load_prompt
from assistant.settings import resource

LANGUAGES: tuple[Language, ...] = ("ru", "en")
FIELDS = {"reword": {"claim"}, "answer": {"question", "today"}}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", FIELDS)
def test_each_prompt_is_there_in_both_languages(name: str, language: Language):
    prompt = load_prompt(resource("prompts"), name, language)
    assert prompt.fields == FIELDS[name]
    *_, user = prompt.fill(**dict.fromkeys(FIELDS[name], "{x}"))
    assert user.content == "{x}"


def test_examples_are_turns_of_user_and_assistant(tmp_path: Path):
    (tmp_path / "p.en.md").write_text("Do.\n---\nin\n---\nout\n---\n{x}", encoding="utf-8")
    messages = load_prompt(tmp_path, "p", "en").fill(x="now")
    assert [(m.type, m.content) for m in messages] == [
        ("system", "Do."),
        ("human", "in"),
        ("ai", "out"),
        ("human", "now"),
    ]


def test_a_field_too_many_or_too_few_is_told(tmp_path: Path):
    (tmp_path / "p.en.md").write_text("Say {a}.\n---\n{b}", encoding="utf-8")
    prompt = load_prompt(tmp_path, "p", "en")
    assert [m.content for m in prompt.fill(a="1", b="2")] == ["Say 1.", "2"]
    for wrong in ({"a": "1"}, {"a": "1", "b": "2", "c": "3"}):
        with pytest.raises(ValueError, match="expected"):
            prompt.fill(**wrong)
