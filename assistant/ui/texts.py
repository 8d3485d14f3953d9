"""Every text of the page, in both languages. `{…}` are fields that the caller fills."""

from assistant.domain import Language

_TEXTS: dict[str, dict[Language, str]] = {
    # head
    "title": {"ru": "Сноска", "en": "Snoska"},
    "tagline": {
        "ru": "Отвечает о выпусках моделей и программ и подтверждает каждую фразу источником",
        "en": "Answers questions about releases and footnotes every sentence",
    },
    "other_language": {"ru": "English", "en": "Русский"},
    "clear": {"ru": "Новый разговор", "en": "New conversation"},
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
    "step": {"ru": "Поиск: {call}", "en": "Search: {call}"},
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
    "verdict_supported": {"ru": "источник это подтверждает", "en": "the source says so"},
    "verdict_partly": {"ru": "подтверждено частично", "en": "partly supported"},
    "verdict_contradicted": {"ru": "источник говорит иное", "en": "the source says otherwise"},
    "verdict_no source": {"ru": "источника нет", "en": "no source"},
    "verdict_not a claim": {"ru": "не утверждение", "en": "not a claim"},
    "cite": {"ru": "Источник {number}: {title}", "en": "Source {number}: {title}"},
    "copy": {"ru": "Скопировать", "en": "Copy"},
    "copied": {"ru": "Скопировано", "en": "Copied"},
    # figures under the answer
    "style_ledger": {"ru": "составлено реестром без модели", "en": "composed by the ledger alone"},
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
        "ru": "Напишите вопрос, например: когда вышла Qwen3?",
        "en": "Type a question, for example: When was Qwen3 released?",
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


def is_known(key: str) -> bool:
    """Whether there is a text `key`."""
    return key in _TEXTS


def all_texts() -> dict[str, dict[Language, str]]:
    """Return every text, for the checks that both languages are complete."""
    return _TEXTS
