"""The names by which a question is understood."""

from contextlib import closing

import pytest

from assistant.knowledge import Ledger, Lexicon
from assistant.knowledge.lexicon import called_whole
from assistant.understanding import understand


@pytest.fixture(scope="module")
def lexicon():
    with closing(Ledger()) as ledger:
        yield Lexicon(ledger)


@pytest.mark.parametrize(
    ("name", "spoken"),
    [
        ("Gradio 6.0", ["Gradio 6"]),
        ("Bell 10.0.0", ["Bell 10.0", "Bell 10"]),
        ("Bell 6.1", []),
        ("Bell-6.0", []),
        ("Bell", []),
    ],
)
def test_a_first_version_is_called_by_its_number_alone(name, spoken):
    assert list(called_whole(name)) == spoken


def test_so_is_one_in_a_question(lexicon):
    assert understand("When did Gradio 6 come out?", lexicon).subjects == ("Gradio 6.0.0",)
