"""Questions about the user's own documents, with a real library and no model."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from assistant.domain import Document, Fact, Source, Verdict
from assistant.events import Answered
from assistant.knowledge import Ledger, Library
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.snapshots import Snapshots
from assistant.pipeline import Assistant
from tests.knowledge.library import real_embedder

NOTES = """\
# Bellringer

## 1.4.0 - 2026-02-03

- Bells can be rung at night.
- A whistle [was added](https://bell.example/w).

## 1.3.9

- The door no longer squeaks.
"""
LEDGER = Ledger()
READ = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def assistant():
    library = Library(Snapshots(None), PassageIndex(None, None))
    library.keep(
        Document(
            "https://bell.example/notes", "Bellringer notes", NOTES, "", None, "maker", "Bellringer"
        ),
        READ,
    )
    with closing(library):
        yield Assistant(LEDGER, lambda: None, lambda _: (), library)


def answer(assistant, text):
    *_, last = assistant.ask(text)
    assert isinstance(last, Answered)
    return last.answer


@pytest.mark.parametrize(
    "question", ["What changed in Bellringer 1.4.0?", "Что изменилось в Bellringer 1.4.0?"]
)
def test_the_notes_of_a_version_are_quoted_item_by_item(assistant, question):
    given = answer(assistant, question)
    quotes = [sentence for sentence in given.sentences if sentence.by == "quote"]
    assert not given.refused
    assert [quote.text for quote in quotes][:2] == [
        "Bells can be rung at night.",
        "A whistle [was added](https://bell.example/w).",
    ]
    assert {quote.verdict for quote in quotes} == {Verdict.SUPPORTED}
    assert "squeaks" not in " ".join(sentence.text for sentence in given.sentences)
    assert given.evidence[0].source.url == "https://bell.example/notes"


def test_cosines_of_another_scale_refuse_nothing():
    class Other(type(real_embedder())):
        name, has_known_scale = "other", False

        def passages(self, texts, *, threads=1):
            return super().passages(texts, threads=threads) / 2

    index = PassageIndex(None, Other())
    with closing(Library(Snapshots(None), index)) as library:
        library.keep(Document("https://bell.example/notes", "Bellringer", NOTES), READ)
        given = answer(Assistant(LEDGER, lambda: None, lambda _: (), library), "Can bells be rung?")
    assert [s.text for s in given.sentences if s.by == "quote"] == ["Bells can be rung at night."]


def test_a_document_of_a_later_day_is_left_out(assistant):
    assistant.library.keep(
        Document(
            "https://bell.example/5", "Bellringer 5.0.0", "- A gong.", "", date(2027, 1, 1), "maker"
        ),
        datetime(2027, 1, 2, tzinfo=UTC),
    )
    given = answer(assistant, "What changed in Bellringer 5.0.0 as of 2026-06-01?")
    assert "gong" not in " ".join(sentence.text for sentence in given.sentences)


def test_every_quote_is_a_slice_of_its_snapshot(assistant):
    given = answer(assistant, "What changed in Bellringer 1.3.9?")
    for item in given.evidence:
        for finding in item.findings:
            passage = finding.passage
            snapshot = assistant.library.snapshots.get(passage.snapshot)
            assert snapshot.document.text[passage.start : passage.end] == finding.statement


def test_what_another_program_learned_is_known_to_the_next_question(tmp_path):
    file, today = tmp_path / "snapshots.db", date(2026, 11, 26)
    source = Source("bell", "Bell tags", "https://bell.example/tags", "maker", today)
    fact = Fact("Qwen3-8B", "release_date", date(2031, 5, 4), "", today, source)
    library = Library(Snapshots(file), PassageIndex(None, None))
    with closing(library), closing(Ledger()) as ledger, closing(Snapshots(file)) as elsewhere:
        assistant = Assistant(ledger, lambda: None, lambda _: (), library)

        def said() -> str:
            return " ".join(
                s.text for s in answer(assistant, "When was Qwen3-8B released?").sentences
            )

        assert "2031" not in said()
        elsewhere.learn(fact, "bell")
        assert "May 4, 2031" in said()
        elsewhere.forget("bell")
        assert "2031" not in said()


def test_what_changed_between_two_versions_leaves_the_older_one_out(assistant):
    assistant.library.keep(
        Document(
            "https://gong.example/CHANGELOG.md",
            "Gong changelog",
            "# Gong\n\n## 2.2.0\n\n- The gong is round.\n\n## 2.1.0\n\n- The gong is loud.\n\n"
            "## 2.0.0\n\n- The gong is new.\n",
            subject="Gong",
        ),
        READ,
    )
    for question in (
        "What changed between Gong 2.0.0 and 2.2.0?",
        "Что изменилось в Gong с 2.0.0 до 2.2.0?",
    ):
        quotes = [s.text for s in answer(assistant, question).sentences if s.by == "quote"]
        assert quotes == ["The gong is round.", "The gong is loud."]


class TestBesideTheLedger:
    """What documents say comes after the ledger's facts where these leave the question open."""

    CARD = "# Phi-4 card\n\nPhi-4 uses the tiktoken tokenizer with a padded vocabulary.\n"

    @pytest.fixture
    def assistant(self, assistant):
        assistant.library.keep(
            Document("https://phi.example/card", "Phi-4 card", self.CARD, "", None, "maker"),
            READ,
        )
        return assistant

    def quotes(self, given):
        return [sentence.text for sentence in given.sentences if sentence.by == "quote"]

    def test_a_question_that_asks_more_than_the_ledger_answers(self, assistant):
        given = answer(
            assistant, "Which tokenizer with padded vocabulary uses Phi-4 under its licence?"
        )
        assert "MIT" in given.sentences[0].text
        assert self.quotes(given) == [self.CARD.splitlines()[-1]]
        assert len({section.key for section in given.sections}) == len(given.sections)

    def test_that_no_reason_is_known_is_said_once(self, assistant):
        given = answer(
            assistant,
            "Why has Phi-4 its licence and the tiktoken tokenizer with padded vocabulary?",
        )
        said = " ".join(sentence.text for sentence in given.sentences)
        assert self.quotes(given)
        assert said.count("No official reason") == 1

    def test_a_question_that_the_ledger_answers(self, assistant):
        given = answer(assistant, "What is the licence of Phi-4?")
        assert "MIT" in given.sentences[0].text
        assert not self.quotes(given)

    def test_facts_without_the_kind_of_value_asked_for_are_no_answer(self, assistant):
        given = answer(assistant, "How much does a subscription to Phi-4 cost per month?")
        assert given.refused


class TestFirstNumber:
    """A version named by its first number alone."""

    @pytest.fixture
    def assistant(self, assistant):
        notes = "# Gong\n\n" + "".join(
            f"## {n}.0.0\n\n- The gong needs rope of {n}0 metres.\n\n" for n in (9, 8, 7)
        )
        assistant.library.keep(
            Document("https://gong.example/n", "Gong notes", notes, "", None, "maker", "Gong"),
            READ,
        )
        return assistant

    @pytest.mark.parametrize(
        "question", ["What changed in Gong 8?", "What incompatibility brings Gong 8?"]
    )
    def test_its_notes_are_given(self, assistant, question):
        texts = [sentence.text for sentence in answer(assistant, question).sentences]
        assert "The gong needs rope of 80 metres." in texts
        assert not any("90" in text or "70" in text for text in texts)

    def test_a_fact_of_it_is_found(self, assistant):
        texts = [s.text for s in answer(assistant, "How long a rope needs Gong 7?").sentences]
        assert "The gong needs rope of 70 metres." in texts
