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
    "heads": {
        "ru": "{name}: голов внимания — {query} для запросов, {kv} для ключей и значений.",
        "en": "{name} has {query} heads of attention for queries and {kv} for keys and values.",
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
    "enough_of": {
        "ru": "Да, {label} помещается: нужно {need}, есть {have}.",
        "en": "Yes, {label} fits: it takes {need} of {have}.",
    },
    "too_little_of": {
        "ru": "Мало для {label}: нужно {need}, это больше, чем {have}.",
        "en": "Too little for {label}: it takes {need}, more than {have}.",
    },
    # comparison and fit
    "compared": {"ru": "Опубликованные показатели", "en": "Published figures"},
    "best": {
        "ru": "Лучший результат по показателю «{label}» — у {name}: {value}.",
        "en": "The best result for “{label}” is {name}: {value}.",
    },
    "recommended": {"ru": "Лучше всего подходит {model}", "en": "The best fit is {model}"},
    "fits": {"ru": "Что поместится на этом компьютере", "en": "What fits this computer"},
    "calculated": {"ru": "Расчёт", "en": "The calculation"},
    "calculation": {"ru": "Расчёт Snoska", "en": "Calculated by Snoska"},
    "weights": {
        "ru": "{name} ({kind}): веса {parameters} млрд × {bits} бит / 8 = {total} ГБ; "
        "KV-кэш и буферы сверх этого.",
        "en": "{name} ({kind}): weights {parameters}B × {bits} bits / 8 = {total} GB; "
        "KV cache and buffers come on top.",
    },
    "fits_memory": {
        "ru": "Что поместится в {have}",
        "en": "What fits into {have}",
    },
    # members
    "members": {"ru": "Модели семейства", "en": "The models of the family"},
    "most_value": {
        "ru": "Больше всего по показателю «{label}» — {names}.",
        "en": "The most by “{label}”: {names}.",
    },
    "least_value": {
        "ru": "Меньше всего по показателю «{label}» — {names}.",
        "en": "The least by “{label}”: {names}.",
    },
    "most_day": {"ru": "Самая новая — {names}.", "en": "The newest is {names}."},
    "least_day": {"ru": "Самая ранняя — {names}.", "en": "The earliest is {names}."},
    # premises: said of the search, so that they need no source; the facts follow
    "not_so": {
        "ru": "Это не так: источники не подтверждают «{written}».",
        "en": "That is not so: the sources do not confirm “{written}”.",
    },
    "not_yet": {
        "ru": "Этого не было: источники не знают {name} за {when}, выпуск был позже.",
        "en": "That was not so: the sources do not know {name} in {when}, it came later.",
    },
    "no_experts": {
        "ru": "Это не так: источники не называют экспертов у {name}, это плотная модель.",
        "en": "That is not so: the sources do not name experts of {name}, a dense model.",
    },
    "no_such": {
        "ru": "Источники не знают выпуска {name}.",
        "en": "The sources do not know a release {name}.",
    },
    "latest": {"ru": "Последнее, что известно", "en": "The latest that is known"},
    # small talk and what lies outside
    "greeting": {
        "ru": "Здравствуйте! Спросите о выпусках моделей и программ — вот с чего можно начать:",
        "en": "Hello! Ask about releases of models and software — here is where to begin:",
    },
    "thanks": {
        "ru": "Пожалуйста! Если понадобится, спросите ещё — например:",
        "en": "You are welcome! Ask more whenever you like — for instance:",
    },
    "mood": {
        "ru": "Всё хорошо, спасибо! Я отвечаю на вопросы о выпусках моделей и программ, например:",
        "en": "Fine, thank you! I answer questions about releases of models and software, such as:",
    },
    "about": {
        "ru": "Я Snoska, локальный помощник по выпускам моделей и программ: отвечаю на русском и "
        "английском и к каждому предложению даю источник. Можно спросить о датах, лицензиях, "
        "размерах, контексте, базовых весах, памяти, попросить сравнить или подобрать модель:",
        "en": "I am Snoska, a local assistant for releases of models and software: I answer in "
        "Russian and English and give a source for every sentence. Ask about dates, licences, "
        "sizes, context, base weights or memory, ask to compare or to pick a model:",
    },
    "outside": {
        "ru": "Это вне моей темы, и в моих источниках ответа на это нет; зато я отвечаю на вопросы "
        "о выпусках моделей и программ: даты, лицензии, размеры, контекст, память, сравнения.",
        "en": "That is outside my field, and my sources do not contain an answer to it; what I "
        "answer is questions about releases of models and software: dates, licences, sizes, "
        "context, memory, comparisons.",
    },
    # general explanations
    "general": {
        "ru": "Общее пояснение, без источника",
        "en": "General explanation, without a source",
    },
    "no_explanation": {
        "ru": "Общего пояснения на это без модели нет, а в источниках ответа не нашлось.",
        "en": "There is no general explanation of this without a model, and the sources searched "
        "do not contain an answer.",
    },
    "sources_only": {
        "ru": "Включено «только источники», а в них ответа на этот вопрос не нашлось.",
        "en": "“Sources only” is on, and the sources searched do not contain an answer to this.",
    },
    # what an answer rests on
    "footing": {"ru": "На чём это основано", "en": "What this rests on"},
    "authority_maker": {"ru": "Говорит сам разработчик", "en": "The maker says so"},
    "authority_docs": {"ru": "Документация разработчика", "en": "The maker's documentation"},
    "authority_tracker": {"ru": "Обсуждение на трекере", "en": "A discussion in a tracker"},
    "authority_mirror": {"ru": "Копия страницы", "en": "A mirror of the page"},
    "authority_third-party": {"ru": "Третья сторона", "en": "A third party"},
    "authority_local": {"ru": "Посчитано здесь", "en": "Calculated here"},
    "data_of": {"ru": "данные на {day}", "en": "as of {day}"},
    "confidence_high": {"ru": "уверенность высокая", "en": "high confidence"},
    "confidence_medium": {"ru": "уверенность средняя", "en": "medium confidence"},
    "confidence_low": {"ru": "уверенность низкая", "en": "low confidence"},
    "confirmed": {
        "ru": "подтверждено предложением в сохранённом тексте",
        "en": "confirmed by a sentence of the stored text",
    },
    "unconfirmed": {
        "ru": "пока известен только адрес",
        "en": "so far only its address is known",
    },
    # why
    "searched": {
        "ru": "Официальной причины в источниках не найдено, просмотрены {names}.",
        "en": "No official reason was found in the sources searched, which are {names}.",
    },
    "and_more": {"ru": "{names} и ещё {count}", "en": "{names} and {count} more"},
    "stated": {
        "ru": "Что об этом известно (это не причина)",
        "en": "What is stated (not a reason)",
    },
    # conflicts
    "likelier": {
        "ru": "Вероятнее первое из них: {why} (данные на {day}).",
        "en": "The first of these is likelier: {why} (as of {day}).",
    },
    "value_of": {
        "ru": "{statement} Данные на {day}.",
        "en": "{statement} As of {day}.",
    },
    "because_authority": {
        "ru": "источник ближе к разработчику",
        "en": "its source is nearer the maker",
    },
    "because_newer": {"ru": "источник новее", "en": "its source is newer"},
    # refusals
    "sync": {
        "ru": "Ответа в источниках нет, его могут дать команды `snoska sources add {place}` и "
        "`snoska sync`.",
        "en": "The sources do not hold it, but `snoska sources add {place}` and `snoska sync` "
        "may bring it.",
    },
    "offer_search": {"ru": "Поискать в интернете", "en": "Search the web"},
    "ask_memory": {
        "ru": "Сколько памяти нужно {name}?",
        "en": "How much memory does {name} need?",
    },
    "ask_license": {"ru": "Какая лицензия у {name}?", "en": "What is the licence of {name}?"},
    "ask_context_max": {"ru": "Какой контекст у {name}?", "en": "What is the context of {name}?"},
    "ask_release_date": {"ru": "Когда вышла {name}?", "en": "When was {name} released?"},
    "ask_base_weights_published": {
        "ru": "Есть ли у {name} базовая версия?",
        "en": "Does {name} have a base version?",
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
