"""What every step needs to know of Russian and English: script, sentences, stems, dates."""

from assistant.language.dates import Day, find_dates, find_days_of_month, take_dates, within
from assistant.language.script import language_of
from assistant.language.sentences import split
from assistant.language.stemming import begins, overlap, stem, stems, words

__all__ = [
    "Day",
    "begins",
    "find_dates",
    "find_days_of_month",
    "language_of",
    "overlap",
    "split",
    "stem",
    "stems",
    "take_dates",
    "within",
    "words",
]
