"""Two hundred spellings, and sixty names that exist nowhere: no release may be taken for those."""

import tomllib
from contextlib import closing
from pathlib import Path

import pytest

from assistant.knowledge import Ledger, Lexicon
from assistant.understanding import understand

LIST = tomllib.loads(Path(__file__).with_name("spelled_names.toml").read_text("utf-8"))
LEAST_RIGHT = 0.97


@pytest.fixture(scope="module")
def lexicon():
    with closing(Ledger()) as found:
        yield Lexicon(found)


def test_the_list_is_long_enough():
    assert len(LIST["names"]) >= 200
    assert len(LIST["like"]["names"]) >= 60


def test_the_right_release_is_understood(lexicon):
    wrong = []
    for spelling, meant in LIST["names"].items():
        question = understand(spelling, lexicon)
        if question.subjects != (meant,) or question.unknown_names:
            wrong.append((spelling, meant, question.subjects, question.unknown_names))
    assert 1 - len(wrong) / len(LIST["names"]) >= LEAST_RIGHT, wrong


@pytest.mark.parametrize("frame", ["{}", "Какая лицензия у {}?", "When was {} released?"])
def test_no_release_is_taken_for_a_look_alike(lexicon, frame):
    releases = {release.name for release in lexicon.releases()}
    families = {lexicon.family(name).name for name in releases if lexicon.family(name)}
    taken = {}
    for spelling in LIST["like"]["names"]:
        subjects = understand(frame.format(spelling), lexicon).subjects
        if set(subjects) & (releases - families):
            taken[spelling] = subjects
    assert taken == {}
