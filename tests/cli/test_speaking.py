"""Both languages of the command line, and how quickly it is there."""

import string
import subprocess
import sys

import pytest
import typer
from typer.core import TyperGroup

from assistant.bootstrap import texts as bootstrap_texts
from assistant.cli import commands, speaking
from assistant.cli.language import translate, users_language

HEAVY = ("gradio", "langchain_core", "llama_cpp", "pydantic", "httpx", "rich", "apsw")


def fields(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def helps(command):
    yield command.help
    yield from (option.help for option in command.params if option.name != "help")
    if isinstance(command, TyperGroup):
        for part in command.commands.values():
            yield from helps(part)


def test_every_help_is_translated():
    command = typer.main.get_command(commands.app)
    translate(command, "ru")
    english = [text for text in helps(command) if not set(text) & set("абвгдежзиклмнопрстуя")]
    assert english == []


def test_both_languages_of_a_text_take_the_same_fields():
    for key, text in speaking.all_texts().items():
        assert text["ru"], key
        assert fields(text["ru"]) == fields(text["en"]), key
    for key, (english, russian) in bootstrap_texts.all_texts().items():
        assert russian, key
        assert fields(russian) == fields(english), key


def test_every_fix_belongs_to_a_text_and_has_a_way_for_any_system():
    for key, fixes in bootstrap_texts.FIXES.items():
        assert "{fix}" in bootstrap_texts.all_texts()[key][0]
        assert fixes[""]


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ru_RU.UTF-8"}, "ru"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "SNOSKA_LANGUAGE": "ru"}, "ru"),
        ({"LANG": "ru_RU.UTF-8", "SNOSKA_LANGUAGE": "en"}, "en"),
    ],
)
def test_make_and_the_command_speak_the_same_language(monkeypatch, variables, language):
    for name in ("SNOSKA_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert users_language() == language
    assert bootstrap_texts.is_russian() == (language == "ru")


def test_help_needs_nothing_heavy():
    code = f"import sys, assistant.cli; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stdout.strip() == "[]"
