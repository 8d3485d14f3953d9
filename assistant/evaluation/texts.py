"""What a report of the evaluation says, in both languages."""

from assistant.domain import Language

_TEXTS: dict[str, dict[Language, str]] = {
    "language": {"ru": "Язык", "en": "Language"},
    "kind": {"ru": "Вид вопроса", "en": "Type of question"},
    "figure": {"ru": "Показатель", "en": "Figure"},
    "right": {"ru": "Верно, по языку и виду вопроса", "en": "Right, by language and type"},
    "quality": {"ru": "Качество и скорость", "en": "Quality and speed"},
    "all": {"ru": "все", "en": "all"},
    "answerable": {"ru": "Верно из тех, на что есть ответ", "en": "Right of the answerable"},
    "traps": {
        "ru": "Верно при ложной посылке или без ответа",
        "en": "Right of false premises and unanswerable",
    },
    "refused_right": {"ru": "Верных отказов", "en": "Right refusals"},
    "refused_wrong": {"ru": "Ошибочных отказов", "en": "Wrong refusals"},
    "precision": {"ru": "Точность сносок", "en": "Citation precision"},
    "needed": {
        "ru": "Сносок, без которых не обойтись",
        "en": "Citations that prove alone or are needed",
    },
    "recall": {"ru": "Полнота сносок", "en": "Citation recall"},
    "gold": {"ru": "Есть сноска на ожидаемый источник", "en": "Cites an expected source"},
    "unsupported": {"ru": "Показано без подтверждения", "en": "Unsupported sentences shown"},
    "invented": {"ru": "Выдуманных номеров", "en": "Invented source numbers"},
    "broken_quotes": {"ru": "Неточных цитат", "en": "Quotes not verbatim"},
    "by_model": {"ru": "Фраз словами модели", "en": "Sentences worded by the model"},
    "by_ledger": {"ru": "Фраз словами реестра", "en": "Sentences worded by the ledger"},
    "by_quote": {"ru": "Цитат", "en": "Sentences quoted"},
    "rejected": {"ru": "Черновиков отклонено", "en": "Drafted sentences rejected"},
    "first_words": {"ru": "Первые слова, с (50 % / 95 %)", "en": "First words, s (p50 / p95)"},
    "first_token": {"ru": "Первый токен, с (50 % / 95 %)", "en": "First token, s (p50 / p95)"},
    "total": {"ru": "Весь ответ, с (50 % / 95 %)", "en": "Whole answer, s (p50 / p95)"},
    "selftest_question": {
        "ru": "Сколько слоёв у Qwen3-8B?",
        "en": "How many layers does Qwen3-8B have?",
    },
    "selftest_ask_russian": {
        "ru": "Объясни двумя предложениями, что такое лицензия программы.",
        "en": "Explain in two sentences what the licence of a program is.",
    },
    "selftest_skill": {"ru": "Умение", "en": "Skill"},
    "selftest_shown": {"ru": "Показано", "en": "Shown"},
    "selftest_calls": {"ru": "Сама вызывает поиск", "en": "Calls the search of itself"},
    "selftest_cites": {"ru": "Ставит верные сноски", "en": "Cites what proves it"},
    "selftest_russian": {"ru": "Пишет по-русски", "en": "Writes Russian"},
    "selftest_yes_no": {"ru": "Отличает «да» от «нет»", "en": "Tells yes from no"},
    "selftest_judges": {"ru": "Может судить о фразах", "en": "May judge sentences"},
    "yes": {"ru": "да", "en": "yes"},
    "no": {"ru": "нет", "en": "no"},
    "selftest_speed": {"ru": "Токенов в секунду", "en": "Tokens a second"},
    "selftest_style": {"ru": "Подходящий стиль", "en": "The style that fits"},
    "selftest_catalogue": {"ru": "Стиль по каталогу", "en": "The catalogue's style"},
    "scripted": {"ru": "Ответы модели после проверки", "en": "Answers of a model, checked"},
    "scripted_good": {"ru": "Верных фраз", "en": "Right sentences"},
    "scripted_good_lost": {"ru": "— заменено или снято", "en": "— replaced or removed"},
    "scripted_bad": {"ru": "Неверных фраз", "en": "Wrong sentences"},
    "scripted_bad_shown": {"ru": "— показано", "en": "— shown"},
    "scripted_shown": {"ru": "Показано фраз", "en": "Sentences shown"},
    "scripted_by_model": {"ru": "— словами модели", "en": "— worded by the model"},
    "scripted_claims_by_model": {
        "ru": "— то же без фраз, которые ничего не утверждают",
        "en": "— the same without those that claim nothing",
    },
}


def text(key: str, language: Language) -> str:
    """Return the text `key` in `language`."""
    return _TEXTS[key][language]
