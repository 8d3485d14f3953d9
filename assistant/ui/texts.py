"""Every text of the page, in both languages. `{…}` are fields that the caller fills."""

from datetime import date

from assistant.domain import Language
from assistant.errors import AssistantError

_TEXTS: dict[str, dict[Language, str]] = {
    # head
    "title": {"ru": "Сноска", "en": "Snoska"},
    "tagline": {
        "ru": "Отвечает о выпусках моделей и программ и подтверждает каждую фразу источником",
        "en": "Answers questions about releases and footnotes every sentence",
    },
    "other_language": {"ru": "English", "en": "Русский"},
    "offline": {"ru": "Без сети", "en": "Offline"},
    "clear": {"ru": "Новый разговор", "en": "New conversation"},
    # the model
    "status_resolving": {"ru": "Выбираю модель для этого компьютера…", "en": "Choosing a model…"},
    "status_downloading": {
        "ru": "Загружается {name}: {done} из {total}",
        "en": "Downloading {name}: {done} of {total}",
    },
    "until_then_ledger": {"ru": "Пока отвечает реестр", "en": "Until then the ledger answers"},
    "until_then_model": {"ru": "Пока отвечает {name}", "en": "Until then {name} answers"},
    "status_loading": {
        "ru": "Модель {name} загружается в память",
        "en": "Loading {name} into memory",
    },
    "status_none": {
        "ru": "Ответы составляются по реестру, без модели",
        "en": "Answers are composed from the ledger, without a model",
    },
    "status_failed": {
        "ru": "Модель недоступна, отвечает реестр",
        "en": "The model is not available; the ledger answers",
    },
    "origin_asked": {"ru": "выбрана вами", "en": "chosen by you"},
    "origin_disk": {"ru": "уже была на диске", "en": "was on this disk"},
    "origin_hub": {"ru": "с Hugging Face", "en": "from Hugging Face"},
    "origin_embedded": {"ru": "встроенная по умолчанию", "en": "the embedded default"},
    "on_gpu": {
        "ru": "{on_gpu}/{layers} слоёв на видеокарте",
        "en": "{on_gpu}/{layers} layers on GPU",
    },
    "on_cpu_no_gpu": {
        "ru": "на процессоре: видеокарта не найдена",
        "en": "on the CPU: no GPU was found",
    },
    "on_cpu_unused_gpu": {
        "ru": "на процессоре: llama.cpp собрана или настроена без видеокарты",
        "en": "on the CPU: llama.cpp was built or set to leave the GPU alone",
    },
    "not_qwen3": {"ru": "Это не Qwen3: {why}", "en": "Not Qwen3: {why}"},
    "no_model": {"ru": "Модели нет: {why}", "en": "No model: {why}"},
    "confirmed": {
        "ru": "подтверждено в сохранённом тексте:",
        "en": "confirmed in the stored text:",
    },
    "address_only": {
        "ru": "текст этой страницы не сохранён, известен только адрес",
        "en": "the text of this page is not stored, only its address is known",
    },
    "why_offline": {"ru": "включён режим без сети", "en": "offline mode is on"},
    "why_hub_unreachable": {
        "ru": "Hugging Face не отвечает",
        "en": "Hugging Face does not answer",
    },
    "why_download_failed": {"ru": "загрузка не удалась", "en": "the download failed"},
    "why_disk_full": {"ru": "на диске мало места", "en": "the disk is too full"},
    "why_too_small_machine": {
        "ru": "этому компьютеру не хватает памяти",
        "en": "this computer has too little memory",
    },
    "why_too_large_unasked": {
        "ru": "подходящая больше 3 ГБ, такие загружаются только по просьбе",
        "en": "the one that fits is over 3 GB and is fetched on request only",
    },
    "why_stopped": {"ru": "загрузка остановлена", "en": "the download was stopped"},
    "offered": {
        "ru": "Подойдёт {name}, {size}: {command}",
        "en": "{name} fits, {size}: {command}",
    },
    "offered_speed": {
        "ru": "Подойдёт {name}, {size}, около {speed} ток/с: {command}",
        "en": "{name} fits, {size}, about {speed} tok/s: {command}",
    },
    "GB": {"ru": "ГБ", "en": "GB"},
    "MB": {"ru": "МБ", "en": "MB"},
    # question
    "placeholder": {
        "ru": "Спросите о модели или версии…",
        "en": "Ask about a model or a version…",
    },
    "welcome": {"ru": "О каком выпуске рассказать?", "en": "Which release are you curious about?"},
    "welcome_more": {
        "ru": "Цифры и даты берутся из реестра фактов. У каждой фразы есть сноска: нажмите на "
        "номер, и откроется источник.",
        "en": "Figures and dates come from a ledger of facts. Every sentence has a footnote: click "
        "its number to open the source.",
    },
    "empty": {"ru": "Сначала напишите вопрос.", "en": "Type a question first."},
    "busy": {
        "ru": "Ещё отвечаю на прошлый вопрос. Подождите или нажмите «Стоп».",
        "en": "Still answering the last question. Wait for it or press Stop.",
    },
    "stop": {"ru": "Стоп", "en": "Stop"},
    "send": {"ru": "Спросить", "en": "Ask"},
    # what is going on
    "waiting": {"ru": "Жду, пока освободится модель…", "en": "Waiting for the model to be free…"},
    "searching": {"ru": "Ищу в реестре…", "en": "Searching the ledger…"},
    "reading": {"ru": "Модель читает найденное…", "en": "The model is reading the evidence…"},
    "thinking": {"ru": "Модель размышляет…", "en": "The model is thinking…"},
    "checking": {"ru": "Пишу и сверяю с источниками…", "en": "Writing and checking the sources…"},
    "step": {
        "ru": "{call} → источников: {found}",
        "en": "{call} → pieces of evidence: {found}",
    },
    "step_plain": {
        "ru": "Модель сама вызвала поиск по реестру; вызов выполнен без изменений.",
        "en": "The model called the search of the ledger; the call was carried out as it was.",
    },
    "step_repaired": {"ru": "Вызов исправлен: {why}", "en": "The call was repaired: {why}"},
    "thought": {"ru": "Ход мысли модели", "en": "The model’s thinking"},
    "thought_note": {
        "ru": "Не проверено и в ответ не входит.",
        "en": "Not checked and not part of the answer.",
    },
    # the answer
    "draft": {"ru": "Черновик, ещё не сверен", "en": "Draft, not checked yet"},
    "interrupted": {
        "ru": "Остановлено. Выше — только то, что успело пройти проверку.",
        "en": "Stopped. Above is only what had been checked.",
    },
    "interrupted_empty": {
        "ru": "Остановлено: ничего проверенного ещё не было.",
        "en": "Stopped: nothing had been checked yet.",
    },
    "broken": {
        "ru": "Ответ прервала внутренняя ошибка; подробности в журнале программы. Проверенное "
        "сохранено, вопрос можно задать ещё раз.",
        "en": "An internal error cut the answer short; the details are in the program’s log. What "
        "was checked is kept, and you can ask again.",
    },
    "model_failed": {
        "ru": "С моделью случилась неполадка, дальше ответ составлен по реестру.",
        "en": "The model had trouble; the rest of the answer comes from the ledger.",
    },
    "worded": {"ru": "Сформулировали:", "en": "Worded by:"},
    "by_model": {"ru": "модель", "en": "model"},
    "by_ledger": {"ru": "реестр", "en": "ledger"},
    "by_quote": {"ru": "цитата", "en": "quote"},
    "by_model_hint": {
        "ru": "Слова модели, сверенные с источником",
        "en": "The model’s words, checked against the source",
    },
    "by_ledger_hint": {
        "ru": "Фраза составлена из фактов реестра",
        "en": "Composed from facts of the ledger",
    },
    "by_quote_hint": {"ru": "Дословно из источника", "en": "Verbatim from the source"},
    "verdict_SUPPORTED": {"ru": "источник это подтверждает", "en": "the source says so"},
    "verdict_PARTLY": {"ru": "подтверждено частично", "en": "partly supported"},
    "verdict_CONTRADICTED": {"ru": "источник говорит иное", "en": "the source says otherwise"},
    "verdict_NO_SOURCE": {"ru": "источника нет", "en": "no source"},
    "verdict_NOT_A_CLAIM": {"ru": "не утверждение", "en": "not a claim"},
    "cite": {"ru": "Источник {number}: {title}", "en": "Source {number}: {title}"},
    "copy": {"ru": "Скопировать", "en": "Copy"},
    "copied": {"ru": "Скопировано", "en": "Copied"},
    # figures under the answer
    "style_ledger": {"ru": "составлено реестром без модели", "en": "composed by the ledger alone"},
    "style_overruled": {
        "ru": "составлено реестром: слова модели не прошли проверку",
        "en": "composed by the ledger: the model’s words did not pass the check",
    },
    "style_guided": {
        "ru": "изложено реестром, вступление написала модель",
        "en": "laid out by the ledger, lead by the model",
    },
    "style_drafted": {
        "ru": "написано моделью и проверено",
        "en": "written by the model and checked",
    },
    "first_word": {"ru": "первое слово через {seconds} с", "en": "first word after {seconds} s"},
    "total": {"ru": "всего {seconds} с", "en": "{seconds} s in total"},
    "speed": {"ru": "{rate} ток/с", "en": "{rate} tok/s"},
    # sources
    "sources": {"ru": "Источники", "en": "Sources"},
    "sources_empty": {
        "ru": "Здесь появятся источники ответа: адрес, дата и сам факт.",
        "en": "The sources of an answer appear here: address, date and the fact itself.",
    },
    "close": {"ru": "Закрыть", "en": "Close"},
    "as_of": {"ru": "на {day}", "en": "as of {day}"},
    "no_address": {"ru": "без адреса", "en": "no address"},
    "maker": {"ru": "сам издатель", "en": "the maker"},
    "docs": {"ru": "документация", "en": "documentation"},
    "tracker": {"ru": "обсуждение разработчиков", "en": "issue tracker"},
    "mirror": {"ru": "зеркало", "en": "mirror"},
    "third-party": {"ru": "сторонний источник", "en": "third party"},
    "local": {"ru": "этот компьютер", "en": "this computer"},
    "kind_fact": {"ru": "факт реестра", "en": "ledger fact"},
    "kind_passage": {"ru": "цитата", "en": "quote"},
    "kind_catalog": {"ru": "каталог", "en": "catalogue"},
    "kind_machine": {"ru": "замер", "en": "measured here"},
    # errors of the question
    "EmptyQuestion": {"ru": "Вопрос пуст.", "en": "The question is empty."},
    "EmptyQuestion_hint": {
        "ru": "Напишите вопрос, например: когда вышла Qwen3-Next?",
        "en": "Type a question, for example: When was Qwen3-Next released?",
    },
    "QuestionTooLong": {"ru": "Вопрос слишком длинный.", "en": "The question is too long."},
    "QuestionTooLong_hint": {
        "ru": "Он возвращён в поле ввода: сократите его. Длинный текст здесь не читается как "
        "документ.",
        "en": "It is back in the box: shorten it. Long text is not read as a document here.",
    },
}

EXAMPLES: dict[Language, tuple[str, ...]] = {
    "ru": (
        "Почему у квент-3 не выложены бейс-версии 70-й и более крупных моделей?",
        "Когда вышла Qwen3 и под какой лицензией?",
        "Какие модели Qwen3 поместятся на мой компьютер?",
        "Какой контекст у Qwen3-30B-A3B?",
    ),
    "en": (
        "Why are there no base versions of the 70B and larger Qwen3 models?",
        "When was Qwen3 released, and under which licence?",
        "Which Qwen3 models fit my computer?",
        "What context length does Qwen3-30B-A3B have?",
    ),
}
"""Questions offered in an empty conversation; the first is the one this project began with."""


def text(key: str, language: Language, **fields: object) -> str:
    """Return the text `key` in `language`, filled with `fields`."""
    found = _TEXTS[key][language]
    return found.format(**fields) if fields else found


def error_texts(error: AssistantError, language: Language) -> tuple[str, str]:
    """Return what happened and what to do next; errors without a text here speak for themselves."""
    name = type(error).__name__
    if name not in _TEXTS:
        return str(error), error.hint
    return text(name, language), text(f"{name}_hint", language)


def decimal(number: float, language: Language) -> str:
    """Return `number` with one decimal, as the language writes it."""
    written = f"{number:.1f}"
    return written.replace(".", ",") if language == "ru" else written


def day(when: date, language: Language) -> str:
    """Return a date as the language writes it."""
    return f"{when:%d.%m.%Y}" if language == "ru" else when.isoformat()


def all_texts() -> dict[str, dict[Language, str]]:
    """Return every text, for the check that both languages are complete."""
    return _TEXTS
