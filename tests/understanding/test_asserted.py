"""Values that a question takes for granted, and the follow-ups that pick one of several."""

import pytest

from assistant.domain import Release
from assistant.understanding.asserted import asserted
from assistant.understanding.attributes import attributes
from assistant.understanding.picking import picked

VALUES = {
    "with a 128K context": [("tokens", (128_000, 131_072))],
    "на 1 млн токенов": [("tokens", (1e6, 2**20))],
    "trained on 40T tokens": [("tokens", (40e12,))],
    "500 миллиардов параметров": [("parameters", (500e9,))],
    "has 36 layers and 119 languages": [("layers", (36,)), ("languages", (119,))],
    "32,768 tokens": [("tokens", (32_768,))],
    "24 GB of VRAM, version 0.3.9": [],
}


@pytest.mark.parametrize("text", VALUES)
def test_numbers_are_read_with_their_unit(text):
    assert [(value.unit, value.numbers) for value in asserted(text)] == VALUES[text]


@pytest.mark.parametrize(
    ("text", "licence"),
    [("under GPL?", "gpl"), ("лицензия Apache 2.0", "apache 2.0"), ("MIT", "mit")],
)
def test_licences_are_read(text, licence):
    assert [value.licence for value in asserted(text) if value.licence] == [licence]


def test_days_are_read():
    assert [value.day for value in asserted("in June 2024, or in 2023")] == [
        (2024, 6, None),
        (2023, None, None),
    ]


RELEASES = [
    Release("A-8B", "A", total_b=8),
    Release("A-32B", "A", total_b=32),
    Release("B", "B", total_b=14),
]
NAMED = ("A-8B", "A-32B", "B")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("the second one", ("A-32B",)),
        ("а последняя?", ("B",)),
        ("у той, что побольше", ("A-32B",)),
        ("the smaller of them", ("A-8B",)),
        ("которая из них новее?", NAMED),
        ("and the licence?", ()),
        ("the fourth one", ()),
    ],
)
def test_one_of_several_is_picked(text, chosen):
    assert picked(text, NAMED, RELEASES) == chosen


PHRASES = {"license": ["лиценз", "licen"], "layers": ["layer"], "vllm": ["vllm&version|need"]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what licnese", ("license",)),
        ("какая лиценция", ("license",)),
        ("which came later", ()),
        ("layers of vllm", ("layers",)),
        ("which vllm do I need", ("vllm",)),
        ("li", ()),
    ],
)
def test_words_with_a_slip_and_words_that_need_others(text, found):
    assert attributes(text, PHRASES) == found
