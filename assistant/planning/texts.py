"""What recipes say around the facts, in both languages: headings, frames, labels, offers."""

from assistant.domain import Language

_TEXTS: dict[str, dict[Language, str]] = {
    # base weights of a family
    "no_dense": {
        "ru": "Плотной (dense) модели {family} на {size:g} млрд параметров и больше нет: "
        "самая большая плотная — {largest}.",
        "en": "There is no dense {family} model of {size:g}B parameters or more: "
        "the largest dense one is {largest}.",
    },
    "has_dense": {
        "ru": "Плотные модели {family} на {size:g} млрд параметров и больше: {names}.",
        "en": "Dense {family} models of {size:g}B parameters or more: {names}.",
    },
    "larger_moe": {
        "ru": "В первом выпуске крупнее только MoE-модель: {names}.",
        "en": "At launch only an MoE model is larger: {names}.",
    },
    "larger_moes": {
        "ru": "В первом выпуске крупнее только MoE-модели: {names}.",
        "en": "At launch only MoE models are larger: {names}.",
    },
    "unpublished": {
        "ru": "Веса {names} не опубликованы: последнее свидетельство — {day}.",
        "en": "The weights of {names} are not published: the last evidence is of {day}.",
    },
    "published": {
        "ru": "Базовые веса опубликованы: {names}.",
        "en": "Base weights are published: {names}.",
    },
    "no_reason": {
        "ru": "Официальной причины в просмотренных источниках не найдено, поэтому здесь она не "
        "придумывается.",
        "en": "No official reason was found in the sources searched, so none is invented here.",
    },
    "lineup": {"ru": "Что входило в {family} на {day}", "en": "What {family} was on {day}"},
    "later": {"ru": "Что вышло позже", "en": "What came later"},
    "bases": {"ru": "Какие базовые веса есть", "en": "Which base weights exist"},
    "context": {
        "ru": "Что об этом сказано в источниках (это не причина)",
        "en": "What the sources say about it (not a reason)",
    },
    "wants": {"ru": "Что нужно и что есть", "en": "What you want and what exists"},
    "want": {"ru": "Что нужно", "en": "What you want"},
    "exists": {"ru": "Что есть", "en": "What exists"},
    "want_family_base": {
        "ru": "Самая крупная база {family}",
        "en": "The largest base of {family}",
    },
    "want_other_base": {
        "ru": "База от {size:g} млрд других семейств",
        "en": "A base of {size:g}B or more elsewhere",
    },
    "want_tuned": {
        "ru": "{family} от {size:g} млрд, уже дообученная",
        "en": "{family} of {size:g}B or more, already tuned",
    },
    # alternatives
    "alternatives": {
        "ru": "Модели от {size:g} млрд параметров с опубликованной базой: {names}.",
        "en": "Models of {size:g}B parameters or more with a published base: {names}.",
    },
    "model": {"ru": "Модель", "en": "Model"},
    # facts
    "conflict": {
        "ru": "Источники расходятся, приведены оба значения.",
        "en": "The sources disagree; both values are given.",
    },
    "related": {"ru": "Также известно", "en": "Also known"},
    "unknown": {
        "ru": "Модели {name} нет в полном списке {family} на {day}.",
        "en": "{name} is not in the complete list of {family} as of {day}.",
    },
    "unknown_here": {
        "ru": "О модели {name} здесь ничего не известно, а список {family} неполон.",
        "en": "Nothing is known here of {name}, and the list of {family} is not complete.",
    },
    "enough": {
        "ru": "Да, помещается: нужно {need}, есть {have}.",
        "en": "Yes, it fits: it takes {need} of {have}.",
    },
    "too_little": {
        "ru": "Мало: нужно {need}, это больше, чем {have}.",
        "en": "Too little: it takes {need}, more than {have}.",
    },
    # comparison and fit
    "compared": {"ru": "Опубликованные показатели", "en": "Published figures"},
    "best": {
        "ru": "Лучший результат по показателю «{label}» — у {name}: {value}.",
        "en": "The best result for “{label}” is {name}: {value}.",
    },
    "recommended": {"ru": "Лучше всего подходит {model}", "en": "The best fit is {model}"},
    "fits": {"ru": "Что поместится на этом компьютере", "en": "What fits this computer"},
    "greeting": {
        "ru": "Здравствуйте! Спросите о выпусках моделей и программ — вот с чего можно начать:",
        "en": "Hello! Ask about releases of models and software — here is where to begin:",
    },
    # refusals
    "nothing": {
        "ru": "Ответа на этот вопрос в просмотренных источниках не нашлось.",
        "en": "The sources searched do not contain an answer to this question.",
    },
    "notes": {"ru": "Версия {version}", "en": "Version {version}"},
    "notes_of": {"ru": "Версия {version}, {day}", "en": "Version {version}, {day}"},
    "nearest": {"ru": "Ближайшее из того, что известно", "en": "The nearest that is known"},
    # offers
    "offer_fit": {
        "ru": "Подобрать модель под мой компьютер",
        "en": "Pick a model for my machine",
    },
    "offer_alternatives": {
        "ru": "Модели класса 70B, у которых база есть",
        "en": "70B-class models that do have a base",
    },
    "ask_alternatives": {
        "ru": "Какие открытые модели класса 70B имеют опубликованную базовую версию?",
        "en": "Which open 70B-class models have a published base version?",
    },
    "offer_compare": {
        "ru": "Сравнить скорость и рассуждение {family}",
        "en": "Compare speed and reasoning of {family}",
    },
    "ask_compare": {
        "ru": "Сравни скорость и качество рассуждения моделей {family} по опубликованным данным",
        "en": "Compare speed and reasoning of {family} models by published figures",
    },
    "ask_bases": {
        "ru": "Какие базовые версии {family} опубликованы?",
        "en": "Which base versions of {family} are published?",
    },
}


def text(key: str, language: Language, **fields: object) -> str:
    """Return the text `key` in `language`, filled with `fields`."""
    return _TEXTS[key][language].format(**fields)
