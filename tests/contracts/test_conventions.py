"""Conventions that reviewers ask for, held by the machine."""

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "assistant").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
MOST_LINES = {"assistant": 300, "tests": 400}
MOST_LETTERS = 100
_SILENCED = re.compile(r"  # (?:noqa|pyright|type): ?.*$")
"""What a checker is told stands behind the line."""
STILL_LONG = {
    "language/dates.py",
    "planning/capacity.py",
    "planning/quote_asked.py",
    "planning/quote_words.py",
    "understanding/asserted.py",
    "understanding/circumstances.py",
    "understanding/intent.py",
    "understanding/sizes.py",
    "understanding/told.py",
}
"""Lists of words that are to be broken up yet; this list only ever shrinks."""


@pytest.mark.parametrize("path", [*MODULES, *TESTS], ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_too_long(path):
    most = MOST_LINES[path.relative_to(ROOT).parts[0]]
    assert len(path.read_text("utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_line_is_too_long(path):
    """Ruff lets pass a line without a space, which a list of words in an expression is."""
    lines = [_SILENCED.sub("", line) for line in path.read_text("utf-8").splitlines()]
    long = [number for number, line in enumerate(lines, 1) if len(line) > MOST_LETTERS]
    name = path.relative_to(ROOT / "assistant").as_posix()
    assert name in STILL_LONG or long == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_module_opens_with_its_idea(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_tests_use_no_mocks():
    forbidden = re.compile("unittest" + r"\.mock|Magic" + r"Mock|monkeypatch\.setattr\(\"")
    assert [str(path) for path in TESTS if forbidden.search(path.read_text("utf-8"))] == []


def test_every_prompt_is_there_in_both_languages():
    names = {path.name for path in (ROOT / "prompts").glob("*.md")}
    stems = {name.split(".")[0] for name in names}
    assert names == {f"{stem}.{language}.md" for stem in stems for language in ("ru", "en")}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_hold_hashes_and_no_addresses(name):
    text = (ROOT / name).read_text("utf-8")
    packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
    assert packages
    assert text.count("--hash=sha256:") >= len(packages)
    assert "://" not in text
    assert "index-url" not in text


def test_everything_that_is_needed_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    for requirement in project["dependencies"]:
        name = re.match(r"[\w.-]+", requirement)[0].lower()
        assert re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE), name


def test_no_place_of_one_computer_is_committed():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    if listed.returncode:
        pytest.skip("this is not a git checkout")
    home = re.compile(r"/(?:root|home/\w+|Users/\w+)/")
    found = [
        name
        for name in listed.stdout.splitlines()
        if Path(name).suffix in {".py", ".md", ".toml", ".lock", ".sql", ""}
        and (ROOT / name).is_file()
        and home.search((ROOT / name).read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_readme_opens_with_two_commands_and_a_picture(name):
    text = (ROOT / name).read_text("utf-8")
    first_screen = "\n".join(text.splitlines()[:15])
    assert "make run" in first_screen
    assert "make test" in first_screen
    picture = re.search(r"!\[[^]]*]\(([^)]+)\)", first_screen)
    assert picture
    assert (ROOT / picture[1]).is_file()
    assert len(text.splitlines()) <= 150


def test_every_setting_says_what_it_is():
    assert all(field.description for field in Settings.model_fields.values())
