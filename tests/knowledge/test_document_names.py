"""A question names documents by what they are called."""

from assistant.knowledge.document_names import DocumentNames
from assistant.knowledge.lexical import asked

NAMES = DocumentNames(
    [
        (1, "", "Changelog", "file:///notes/bell_CHANGELOG.md"),
        (2, "", "Changelog", "file:///notes/drum_CHANGELOG.md"),
        (3, "gong", "Release notes", "https://example.org/a/b.md"),
    ]
)


def named(question):
    return NAMES.named(asked(question).terms)


def test_the_file_s_name_is_enough_in_either_script():
    assert named("What changed in Bell?") == {1}
    assert named("Что изменилось в драме?") == {2}


def test_the_subject_that_a_source_was_given_counts():
    assert named("Is the gong loud?") == {3}


def test_what_all_are_called_by_names_none():
    assert not named("Where are the notes?")
    assert not named("Who is there?")
