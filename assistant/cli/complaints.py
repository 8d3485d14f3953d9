"""
Errors in the user's language, on standard error: what happened, then what to do next.

English errors speak for themselves; the Russian of each kind stands here. `{detail}` is the error's
own sentence, where it names a file, a number or a package.
"""

import sys

from assistant.domain import Language
from assistant.errors import AssistantError

_RUSSIAN = {
    "AssistantError": ("Что-то пошло не так: {detail}", "Чего не хватает, покажет snoska doctor."),
    "QuestionError": ("Такой вопрос задать нельзя: {detail}", "Задайте его иначе."),
    "EmptyQuestion": ("Вопрос пуст.", "Напишите вопрос, например: когда вышла Qwen3-Next?"),
    "QuestionTooLong": (
        "Вопрос слишком длинный.",
        "Сократите его: длинный текст здесь не читается как документ.",
    ),
    "ModelError": (
        "Модель не смогла ответить: {detail}",
        "Чего не хватает, покажет snoska doctor.",
    ),
    "ModelNotFound": (
        "Такой модели нет: {detail}",
        "Имена покажет snoska models list; можно назвать и путь к файлу GGUF.",
    ),
    "ModelFileBroken": (
        "llama.cpp не может работать с этим файлом: {detail}",
        "Удалите его и выполните snoska models pull либо выберите другой: --model.",
    ),
    "ModelCrashed": (
        "Процесс модели завершился: {detail}",
        "Спросите ещё раз, он запустится снова. Если повторится, возьмите модель поменьше.",
    ),
    "ContextOverflow": (
        "Разговор не помещается в контекст модели: {detail}",
        "Начните новый разговор или задайте вопрос короче.",
    ),
    "DownloadError": (
        "Файл не скачался: {detail}",
        "Проверьте связь и запустите снова: загрузка продолжится с места остановки.",
    ),
    "HubUnreachable": (
        "Хаб моделей недоступен.",
        "Работайте без сети со встроенной моделью или задайте SNOSKA_MODEL.",
    ),
    "DiskFull": (
        "На диске нет места: {detail}",
        "Освободите место или перенесите папку данных: SNOSKA_HOME.",
    ),
    "DownloadStopped": (
        "Загрузка остановлена.",
        "Запустите снова: она продолжится с места остановки.",
    ),
    "SourceError": (
        "Источник не прочитан: {detail}",
        "На другие источники это не влияет; список покажет snoska sources list.",
    ),
    "SourcesFileWrong": (
        "В списке источников ошибка: {detail}",
        "Исправьте строку; что там может стоять, скажет snoska sources --help.",
    ),
    "SourceUnreachable": (
        "Источник недоступен: {detail}",
        "Запустите snoska sync позже: он продолжит с места остановки.",
    ),
    "AddressRefused": (
        "По этому адресу запросов не будет: {detail}",
        "Запрашиваются только открытые адреса http и https.",
    ),
    "ContentRefused": (
        "Содержимое не принято: {detail}",
        "Дайте адрес самого текста: HTML, Markdown, простой текст, PDF или лента.",
    ),
    "OfflineRefused": (
        "Нужен запрос в сеть, а она выключена: {detail}",
        "Уберите --offline или SNOSKA_OFFLINE.",
    ),
    "StorageError": ("Не открыть базу данных: {detail}", "Проверьте папку SNOSKA_HOME."),
    "DataFolderUnusable": (
        "В папку данных нельзя писать: {detail}",
        "Укажите в SNOSKA_HOME папку, в которую можно писать.",
    ),
    "DatabaseUnusable": (
        "База данных не открывается: {detail}",
        "Выполните snoska index rebuild; сохранённые тексты лежат отдельно и не пострадают.",
    ),
    "PageError": ("Страница не открылась: {detail}", "Чего не хватает, покажет snoska doctor."),
    "PortInUse": (
        "Порт занят другой программой: {detail}",
        "Закройте её или выберите другой порт: SNOSKA_PORT.",
    ),
    "EvaluationError": (
        "Так измерить нельзя: {detail}",
        "Что можно измерить, покажет snoska eval --help.",
    ),
    "QuestionsWrong": (
        "Файл с вопросами не прочитать: {detail}",
        "Строка — объект JSON с полями id, lang, question, type, answerable и must_have.",
    ),
}


def complain(error: AssistantError, language: Language) -> None:
    """Print what happened and what to do next to standard error."""
    message, hint = complaint(error, language)
    print(f"{message}\n{hint}", file=sys.stderr)


def complaint(error: AssistantError, language: Language) -> tuple[str, str]:
    """Return what happened and what to do next; an unknown kind is said as the kind above it."""
    if language == "en":
        return str(error), error.hint
    names = (kind.__name__ for kind in type(error).__mro__)
    message, hint = next(_RUSSIAN[name] for name in names if name in _RUSSIAN)
    return message.format(detail=error), hint


def known_kinds() -> frozenset[str]:
    """Return the kinds of errors that have a Russian text, for the check that all have."""
    return frozenset(_RUSSIAN)
