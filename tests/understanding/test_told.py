"""Names told in words, and words that only look as if they told one."""

import pytest

from assistant.understanding.told import as_documents_write, in_figures

NAMES = frozenset(("колокола", "колоколе", "колокол", "bell", "drum"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Что нового во втором колоколе?", "Что нового во колоколе 2?"),
        ("the third generation Bell", "the Bell 3"),
        ("семидесятимиллиардный Bell", "Bell 70B"),
        ("у тридцатидвухмиллиардной базы третьего колокола", "у базы колокола 3 32B"),
        ("слои 7-миллиардного Bell", "слои Bell 7B"),
        ("the 180-billion-parameter Drum", "the Drum 180B"),
        ("weights of the 9B Bell", "weights of the Bell 9B"),
        ("members of the 3.5 Bell line", "members of the Bell 3.5 line"),
    ],
)
def test_a_name_is_written_as_documents_write_it(text, written):
    assert as_documents_write(text, NAMES.__contains__) == written


@pytest.mark.parametrize(
    "text",
    [
        "на втором месте",
        "the second drummer",
        "Bell 9B drum",
        "9B and Bell",
        "7B or Bell 8B",
        "the 9B weights",
        "миллиардные вложения в Bell",
    ],
)
def test_what_tells_no_name_stays(text):
    assert as_documents_write(text, NAMES.__contains__) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("у четырёхмиллиардной", "у 4B"),
        ("стодесятимиллиардный колокол", "110B колокол"),
        ("тысяч на 30 токенов", "30 тысяч токенов"),
        ("миллионов по тридцать", "30 миллионов"),
        ("30 тысяч токенов, а тысячи других", "30 тысяч токенов, а тысячи других"),
        ("токенов 2025 года", "токенов 2025 года"),
    ],
)
def test_words_become_figures(text, written):
    assert in_figures(text) == written
