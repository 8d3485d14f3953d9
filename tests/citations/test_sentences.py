"""Sentence borders and markers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.citations import cited, without_markers
from assistant.language import split

BORDERS = {
    "Вышла в 2025 [1]. Лицензия Apache 2.0 [2].": 2,
    "Нужна v0.3.9. Раньше хватало b5200. Потом b5401.": 3,
    "Это MoE, т. е. смесь экспертов [1].": 1,
    "It is dense, e.g. a plain transformer [1]. It is small.": 2,
    "Всего 235 млрд. параметров у модели.": 1,
    "- первый пункт\n- второй пункт": 2,
    "Да! Правда?.. Нет.": 3,
    "Released on April 29, 2025.[1] Licensed under MIT.[2]": 2,
    "": 0,
}


@pytest.mark.parametrize(("text", "count"), BORDERS.items())
def test_borders(text, count):
    assert len([part for part in split(text) if part.strip()]) == count


@given(st.text(alphabet="аБвГ aZ.!?[]12\n…»", max_size=60))
def test_the_parts_joined_are_the_text(text):
    assert "".join(split(text)) == text


MARKERS = {
    "Текст [2, 1] и ещё [2].": (2, 1),
    "Text【3】": (3,),
    "Пункт [1][4]": (1, 4),
    "an [index](http://x) and [12](http://y)": (),
    "array[0] [x]": (0,),
}


@pytest.mark.parametrize(("text", "numbers"), MARKERS.items())
def test_markers(text, numbers):
    assert cited(text) == numbers


def test_a_text_without_its_markers_reads_on():
    assert without_markers("Вышла в 2025 [1], бесплатно [2].") == "Вышла в 2025, бесплатно."
