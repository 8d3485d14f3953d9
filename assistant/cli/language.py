"""In which language the command line speaks, and its help in Russian."""

import locale
from typing import Any

from babel import default_locale
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from assistant.domain import Language

_RUSSIAN = {
    "A local assistant that answers questions about releases and footnotes every sentence.": (
        "Локальный помощник: отвечает о выпусках моделей и программ и подтверждает каждую фразу."
    ),
    "Answer a question in the terminal.": "Ответить на вопрос в терминале.",
    "The question, in Russian or English; - reads standard input.": (
        "Вопрос по-русски или по-английски; - читает стандартный ввод."
    ),
    "Print one JSON object and nothing else.": "Вывести один объект JSON и больше ничего.",
    "A JSON list of {role, content}: the conversation so far.": (
        "Список JSON из {role, content}: разговор до этого вопроса."
    ),
    "A model name from the catalogue, or the path of a GGUF file.": (
        "Имя модели из каталога или путь к файлу GGUF."
    ),
    "Make no request to any other machine.": "Не обращаться ни к какому другому компьютеру.",
    "Language of messages: ru or en.": "Язык сообщений: ru или en.",
    "Serve the page until Ctrl-C.": "Открыть страницу; остановить — Ctrl-C.",
    "Open the page in the browser.": "Открыть страницу в браузере.",
    "Port of the page on 127.0.0.1.": "Порт страницы на 127.0.0.1.",
    "Check what this computer has and what is missing.": (
        "Проверить, что есть на этом компьютере и чего не хватает."
    ),
    "The models: which there are, which fit, and get one.": (
        "Модели: какие есть, какие поместятся, и скачать."
    ),
    "List the models, and how they would run here.": "Показать модели и как они пойдут здесь.",
    "Download a model; what has come is kept and gone on from.": (
        "Скачать модель; скачанное сохраняется, и загрузка продолжается с него."
    ),
    "Its name; see `snoska models list`.": "Её имя; см. `snoska models list`.",
    "The one that suits this computer.": "Ту, что подходит этому компьютеру.",
    "Print the version and exit.": "Показать версию и выйти.",
}
_VARIABLES = ("SNOSKA_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def users_language() -> Language:
    """Return the language of `SNOSKA_LANGUAGE`, else of the system; English when it is neither."""
    found = default_locale(_VARIABLES) or locale.getlocale()[0] or ""
    return "ru" if found.lower().startswith("ru") else "en"


def translate(command: Any, language: Language) -> None:
    """Put the help of a typer `command` and of all below it into `language`."""
    if language == "en" or not isinstance(command, TyperCommand | TyperGroup):
        return
    command.help = _RUSSIAN.get(command.help or "", command.help)
    for option in command.params:
        if isinstance(option, TyperOption | TyperArgument):
            option.help = _RUSSIAN.get(option.help or "", option.help)
    if isinstance(command, TyperGroup):
        for part in command.commands.values():
            translate(part, language)
