"""A question names documents by what they are called."""

from assistant.knowledge.document_names import DocumentNames, without_js
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


def test_a_package_is_named_with_the_ending_of_its_language_or_without():
    names = DocumentNames(
        [(1, "", "Changes", "file:///n/cesium.md"), (2, "", "History", "file:///n/mathjs.md")]
    )
    for question, key in (("CesiumJS 1.1?", 1), ("Что в Cesium?", 1), ("math.js 14?", 2)):
        assert names.named(asked(f"{question} {without_js(question)}").terms) == {key}, question
