"""The few words that renderings add to an answer."""

from assistant.domain import Language

SOURCES: dict[Language, str] = {"ru": "Источники", "en": "Sources"}
AS_OF: dict[Language, str] = {"ru": "на", "en": "as of"}
