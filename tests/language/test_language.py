"""Script, stems and dates of Russian and English."""

import pytest

from assistant.language import language_of, stem, take_dates, within, words

SPOKEN = {
    "Когда вышел Qwen3?": "ru",
    "When was Qwen3 released?": "en",
    "Какой minimum version у sglang нужен?": "ru",
    "What does «бейс» mean?": "en",
    "Translate `привет` for me": "en",
    "Qwen3-32B?": "en",
    "???": "ru",
}


@pytest.mark.parametrize(("text", "language"), SPOKEN.items())
def test_the_language_of_a_question(text, language):
    assert language_of(text) == language


def test_the_page_language_decides_when_the_text_does_not():
    assert language_of("42?", "en") == "en"


@pytest.mark.parametrize(
    ("one", "other"),
    [("базовая", "базовой"), ("версии", "версия"), ("models", "model"), ("ёлка", "елка")],
)
def test_forms_of_a_word_share_a_stem(one, other):
    assert stem(one) == stem(other)


def test_a_number_keeps_its_decimals_as_one_word():
    assert words("Qwen3 на 0.6 млрд") == ["qwen3", "на", "0.6", "млрд"]


DATES = {
    "2025-04-29": {(2025, 4, 29)},
    "29.04.2025": {(2025, 4, 29)},
    "29 апреля 2025 г.": {(2025, 4, 29)},
    "в мае 2025 года": {(2025, 5, None)},
    "April 29, 2025": {(2025, 4, 29)},
    "29 April 2025": {(2025, 4, 29)},
    "in August 2025": {(2025, 8, None)},
    "in 2025": {(2025, None, None)},
    "с 29 апреля 2025 г. по 16 октября 2025 г.": {(2025, 4, 29), (2025, 10, 16)},
    "Qwen3-2507 на 2048 токенов": set(),
    "v2025.1": set(),
    "масса 70B": set(),
}


@pytest.mark.parametrize(("text", "days"), DATES.items())
def test_dates_in_any_form(text, days):
    assert take_dates(text)[1] == days


def test_a_month_is_proven_by_its_day_but_not_the_other_way_round():
    assert within((2025, 4, None), (2025, 4, 29))
    assert not within((2025, 4, 29), (2025, 4, None))
