"""Every text exists in both languages."""

import re
from datetime import date
from string import Formatter

import pytest

from assistant.errors import EmptyQuestion, ModelCrashed, QuestionTooLong
from assistant.ui.texts import EXAMPLES, all_texts, day, decimal, error_texts

SEED = "Почему у квент-3 не выложены бейс-версии 70-й и более крупных моделей?"


def fields(text: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(text)} - {None}


@pytest.mark.parametrize("key", all_texts())
def test_a_text_exists_in_both_languages_with_the_same_fields(key: str):
    texts = all_texts()[key]
    assert set(texts) == {"ru", "en"}
    assert all(text.strip() for text in texts.values())
    assert fields(texts["ru"]) == fields(texts["en"])


@pytest.mark.parametrize("key", sorted(set(all_texts()) - {"other_language"}))
def test_a_russian_text_has_russian_letters_and_an_english_one_has_none(key: str):
    russian, english = all_texts()[key]["ru"], all_texts()[key]["en"]
    assert not re.search("[а-яё]", english, re.IGNORECASE)
    assert re.search("[а-яё]", russian, re.IGNORECASE) or russian == english


def test_the_first_example_is_the_question_this_project_began_with():
    assert EXAMPLES["ru"][0] == SEED
    assert len(EXAMPLES["ru"]) == len(EXAMPLES["en"])


@pytest.mark.parametrize("error", [EmptyQuestion("no"), QuestionTooLong("5,000 characters")])
def test_errors_of_the_question_are_said_in_russian(error: EmptyQuestion | QuestionTooLong):
    message, hint = error_texts(error, "ru")
    assert re.search("[а-яё]", message)
    assert re.search("[а-яё]", hint)


def test_an_error_without_a_text_here_speaks_for_itself():
    assert error_texts(ModelCrashed("It died."), "ru") == ("It died.", ModelCrashed.hint)


def test_numbers_and_dates_are_written_as_the_language_writes_them():
    assert (decimal(1.25, "ru"), decimal(1.25, "en")) == ("1,2", "1.2")
    assert (day(date(2025, 4, 9), "ru"), day(date(2025, 4, 9), "en")) == (
        "09.04.2025",
        "2025-04-09",
    )
