"""Questions and records that the tests of the evaluation share."""

import json

from assistant.evaluation.questions import read_questions

LINE = {
    "id": "a1",
    "lang": "en",
    "question": "How many parameters does Norbert-7B have?",
    "type": "numeric",
    "answerable": True,
    "must_have": [r"7\.2\s*(B|billion)"],
}
SOURCES = [
    {
        "n": 1,
        "kind": "fact",
        "title": "Norbert card",
        "url": "https://norbert.example/card",
        "as_of": "2031-03-04",
        "quote": "Norbert-7B has 7.2B parameters. It was released on March 4, 2031.",
    },
    {
        "n": 2,
        "kind": "passage",
        "title": "Норберт, заметки",
        "url": "https://norbert.example/notes",
        "as_of": "2031-05-01",
        "quote": "Norbert-7B не поддерживает инструменты. Контекст — 131 072 токена.",
    },
]


def lines(*changes):
    """Return a file's text: a line for each set of changes to the sample question."""
    return "".join(json.dumps(LINE | change, ensure_ascii=False) + "\n" for change in changes)


def cases(folder, *changes):
    """Return the sample question with changes, read from a file."""
    file = folder / "questions.jsonl"
    file.write_text(lines(*changes), "utf-8")
    return read_questions(file)


def said(text, *citations, by="model"):
    """Return a sentence of a record."""
    return {"text": text, "by": by, "citations": list(citations), "verdict": "supported"}


def answered(*sentences, refused=False):
    """Return a record that says `sentences`."""
    text = " ".join(
        sentence["text"] + "".join(f" [{n}]" for n in sentence["citations"])
        for sentence in sentences
    )
    return {
        "answer": text,
        "sentences": list(sentences),
        "sources": SOURCES,
        "refused": refused,
    }
