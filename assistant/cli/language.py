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
    "Read your sources and keep what is new; stop with Ctrl-C, go on later.": (
        "Прочитать источники и сохранить новое; прервать — Ctrl-C, продолжить можно потом."
    ),
    "Only the sources called so; none: all.": "Только источники с этими именами; без имён — все.",
    "Show what would be read; ask nobody, write nothing.": (
        "Показать, что будет прочитано; ничего не запрашивать и не записывать."
    ),
    "Compute what search by meaning needs, after the texts.": (
        "После текстов вычислить векторы для поиска по смыслу."
    ),
    "The sources that `snoska sync` reads: list, add, remove.": (
        "Источники, которые читает `snoska sync`: показать, добавить, удалить."
    ),
    "List the sources, and how many documents of each are stored.": (
        "Показать источники и сколько документов каждого сохранено."
    ),
    "Add a source; `snoska sync` then reads it.": (
        "Добавить источник; прочитает его `snoska sync`."
    ),
    "An address, a file or folder, pypi:NAME, npm:NAME, installed:NAME, search:WORDS.": (
        "Адрес, файл или папка, pypi:ИМЯ, npm:ИМЯ, installed:ИМЯ, search:СЛОВА."
    ),
    "What it is, where the address does not tell.": "Что это, если по адресу не видно.",
    "The software or model that all of it is about.": "Программа или модель, о которой всё это.",
    "At most so many documents.": "Не больше стольких документов.",
    "Its server lies in your own network.": "Сервер стоит в вашей собственной сети.",
    "Remove a source, and what it brought from the search.": (
        "Удалить источник, а принесённое им — из поиска."
    ),
    "Its name; see `snoska sources list`.": "Его имя; см. `snoska sources list`.",
    "The index of passages: how large it is, make it again.": (
        "Индекс отрывков: какой он, собрать заново."
    ),
    "Show how many snapshots and passages there are, and how many lack a vector.": (
        "Показать, сколько документов и отрывков и у скольких нет вектора."
    ),
    "Make the index again from the snapshots, which are not touched.": (
        "Собрать индекс заново из сохранённых текстов; сами они не меняются."
    ),
    "Show the requests that were made: when, to whom, how much came.": (
        "Показать сделанные запросы: когда, к кому, сколько пришло."
    ),
    "Measure how right the answers are, and how well their sources prove them.": (
        "Измерить, насколько верны ответы и насколько их подтверждают источники."
    ),
    "Questions, a JSON object a line.": "Вопросы, по объекту JSON в строке.",
    "Snoska, the naive design, or both.": "Snoska, простая схема или обе.",
    "What may be answered from: ledger, snapshots, or both.": (
        "Откуда отвечать: реестр, сохранённые тексты или оба."
    ),
    "A model name, the path of a GGUF file, none, or random.": (
        "Имя модели, путь к файлу GGUF, none или random."
    ),
    "Only so many questions, the first ones.": "Только столько первых вопросов.",
    "Keep each answer here, and go on from what is here.": (
        "Сохранять ответы сюда и продолжать с того, что здесь есть."
    ),
    "Both designs on all knowledge and models.": "Обе схемы на всех знаниях и моделях.",
    "Measure right answers: `snoska eval FILE.jsonl`, or one of the sets below.": (
        "Измерить верность ответов: `snoska eval FILE.jsonl` или один из наборов ниже."
    ),
    "Show every fact about a release, with its source and day.": (
        "Показать все факты о выпуске, с источником и днём."
    ),
    "A release, a family or a program, as you type it.": "Выпуск, семейство или программа.",
    "Language of the facts: ru or en.": "Язык фактов: ru или en.",
    "Only this attribute, such as release_date.": "Только это свойство, например release_date.",
    "Only what was known on this day.": "Только известное на этот день.",
    "Measure how well and how fast the parts work.": (
        "Измерить, насколько хорошо и быстро работают части."
    ),
    "Measure search: right passages, evidence, speed by size, and the time of indexing.": (
        "Измерить поиск: верные отрывки, доказательства, скорость по размеру, время индексации."
    ),
    "Folder with xquad.en*.json, xquad.ru*.json.": "Папка с xquad.en*.json и xquad.ru*.json.",
    "Questions with gold sources, JSON lines.": "Вопросы с верными источниками, строки JSON.",
    "Sizes of made-up libraries: 10k,100k,1M.": "Размеры выдуманных библиотек: 10k,100k,1M.",
    "Folder of texts to index.": "Папка текстов, которые индексировать.",
    "Make wrong and right sentences from the ledger, and let the verifier judge them.": (
        "Составить из реестра верные и неверные фразы и дать их проверке."
    ),
    "Use the wordings that nothing was tuned on.": "Взять слова, на которых ничего не подбиралось.",
    "Sentences of each kind and language.": "Фраз каждого вида на каждом языке.",
    "Play answers of a model and count what of them is shown, replaced and removed.": (
        "Проиграть ответы модели и сосчитать, что из них показано, заменено и снято."
    ),
    "Answers in TOML; without it, those that ship.": (
        "Ответы в TOML; без него — те, что в поставке."
    ),
    "Try in under a minute what the model can do: call the tool, cite, write Russian.": (
        "За минуту проверить, что умеет модель: вызывать поиск, ставить сноски, писать по-русски."
    ),
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
