"""What the command line says by itself, in both languages; errors are in `complaints`."""

from assistant.domain import Language

_TEXTS: dict[str, dict[Language, str]] = {
    "stopped": {"ru": "Остановлено.", "en": "Stopped."},
    "thinking": {"ru": "Модель размышляет…", "en": "The model is thinking…"},
    "searching": {"ru": "Ищу в реестре…", "en": "Searching the ledger…"},
    "reading": {"ru": "Модель читает найденное…", "en": "The model is reading the evidence…"},
    "model_failed": {
        "ru": "С моделью неполадка, дальше отвечает реестр: {detail}",
        "en": "The model had trouble, the ledger goes on: {detail}",
    },
    "step": {"ru": "Поиск: {arguments}", "en": "Search: {arguments}"},
    "next": {"ru": "Дальше можно спросить:", "en": "What to ask next:"},
    "choosing": {"ru": "Выбираю модель…", "en": "Choosing a model…"},
    "downloading": {
        "ru": "{name}: {done} из {total} ({percent} %)",
        "en": "{name}: {done} of {total} ({percent}%)",
    },
    "ready": {"ru": "Модель на месте: {name}, {path}", "en": "The model is here: {name}, {path}"},
    "none": {
        "ru": "Модели нет, отвечать будет реестр.",
        "en": "There is no model; the ledger will answer.",
    },
    "no_name": {"ru": "Назовите модель или укажите --auto.", "en": "Name a model, or say --auto."},
    "history_unreadable": {
        "ru": "Это не список JSON из {role, content}, где role — user или assistant.",
        "en": "This is not a JSON list of {role, content} with role user or assistant.",
    },
    "setting_wrong": {"ru": "{name}={value} не годится.", "en": "{name}={value} cannot be used."},
    # the table of models
    "name": {"ru": "Имя", "en": "Name"},
    "size": {"ru": "Размер", "en": "Size"},
    "here": {"ru": "На диске", "en": "On disk"},
    "fits": {"ru": "Поместится", "en": "Fits"},
    "speed": {"ru": "Ток/с", "en": "Tokens/s"},
    "yes": {"ru": "да", "en": "yes"},
    "gpu": {"ru": "на видеокарту", "en": "on the GPU"},
    "split": {"ru": "частью на видеокарту", "en": "partly on the GPU"},
    "cpu": {"ru": "в память", "en": "in memory"},
    "too_large": {"ru": "нет", "en": "no"},
    "suits": {
        "ru": "* лучше всего подходит этому компьютеру: make run MODEL={name}",
        "en": "* suits this computer best: make run MODEL={name}",
    },
    # sources and their library
    "kind": {"ru": "Вид", "en": "Kind"},
    "stored": {"ru": "Сохранено", "en": "Stored"},
    "new": {"ru": "Новых", "en": "New"},
    "changed": {"ru": "Изменилось", "en": "Changed"},
    "same": {"ru": "Без изменений", "en": "Unchanged"},
    "facts_column": {"ru": "Фактов", "en": "Facts"},
    "troubles": {"ru": "Неполадок", "en": "Troubles"},
    "source_done": {"ru": "{name}: прочитано", "en": "{name}: read"},
    "embedding": {"ru": "Поиск по смыслу", "en": "Search by meaning"},
    "embedding_later": {
        "ru": "Остальное в следующий раз; поиск по словам уже работает.",
        "en": "The rest next time; search by words works already.",
    },
    "dry": {
        "ru": "Ничего не запрошено и не записано.",
        "en": "Nobody was asked and nothing was written.",
    },
    "no_source": {
        "ru": "Нет источника {name}; есть: {known}",
        "en": "There is no source {name}; there are: {known}",
    },
    "sources_file": {"ru": "Список: {path}", "en": "The list: {path}"},
    "source_added": {
        "ru": "Добавлено: {kind} {name}. Прочитать: snoska sync",
        "en": "Added: {kind} {name}. To read it: snoska sync",
    },
    "source_known": {"ru": "Уже в списке: {kind} {name}", "en": "Listed already: {kind} {name}"},
    "source_removed": {
        "ru": "Удалено: {name}, документов: {count}",
        "en": "Removed: {name}, documents: {count}",
    },
    "index_status": {
        "ru": "Документов: {snapshots}, в индексе: {indexed}, без векторов: {pending}",
        "en": "Documents: {snapshots}, indexed: {indexed}, without a vector: {pending}",
    },
    "rebuilding": {"ru": "Собираю индекс", "en": "Making the index"},
    "rebuilt": {"ru": "Документов в индексе: {count}", "en": "Documents indexed: {count}"},
    "when": {"ru": "Когда", "en": "When"},
    "address": {"ru": "Запрос", "en": "Request"},
    "outcome": {"ru": "Итог", "en": "Outcome"},
    "kilobytes": {"ru": "кБ", "en": "kB"},
    "no_such_release": {
        "ru": "Реестр не знает {name}. Похожие имена: {near}",
        "en": "The ledger does not know {name}. Similar names: {near}",
    },
    "members": {
        "ru": "Выпуски (список полон на {day}):",
        "en": "Releases (the list is complete as of {day}):",
    },
    "some_members": {"ru": "Известные выпуски:", "en": "Releases that are known:"},
    "facts_count": {"ru": "Фактов: {count}", "en": "Facts: {count}"},
    "confidence_high": {"ru": "уверенно", "en": "high confidence"},
    "confidence_medium": {"ru": "вероятно", "en": "medium confidence"},
    "confidence_low": {"ru": "не наверняка", "en": "low confidence"},
    "no_requests": {"ru": "Запросов не было.", "en": "No request was made."},
    # the doctor
    "all_well": {"ru": "Всё в порядке.", "en": "All is well."},
    "not_well": {"ru": "Нашлось, что поправить: {count}.", "en": "To be mended: {count}."},
}


def say(key: str, language: Language, **fields: object) -> str:
    """Return the text `key` in `language`, filled with `fields`."""
    found = _TEXTS[key][language]
    return found.format(**fields) if fields else found


def all_texts() -> dict[str, dict[Language, str]]:
    """Return every text, for the check that both languages are complete."""
    return _TEXTS
