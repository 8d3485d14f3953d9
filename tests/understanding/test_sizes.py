"""Sizes and size limits in questions."""

import pytest

from assistant.understanding.sizes import size_limit, sizes

LIMITS = {
    "бейс-версии 70-й и более крупных моделей": 70,
    "модели на 70B и больше": 70,
    "модели крупнее 70B": 70,
    "от 100 млрд параметров": 100,
    "base versions of the 70B and larger models": 70,
    "open models larger than 70B": 70,
    "at least 30B": 30,
    "70B+ models": 70,
    "70B-class models": 70,
    "модели класса 70B": 70,
    "больше 4 вариантов": None,
    "Qwen3-32B": None,
    "старше 18 лет": None,
}


@pytest.mark.parametrize(("text", "limit"), LIMITS.items())
def test_the_least_size_asked_for(text, limit):
    assert size_limit(text)[0] == limit


SIZES = {
    "А 235B?": (235.0,),
    "на 72 млрд и на 14b": (72.0, 14.0),
    "лама на 70": (70.0,),
    "семидесятка, 32-я": (32.0,),
    "Qwen 3 0.6B": (0.6,),
    "в 2025 году": (),
    "на 16 ГБ и 32 токенах": (),
}


@pytest.mark.parametrize(("text", "found"), SIZES.items())
def test_the_sizes_named(text, found):
    assert sizes(text) == found
