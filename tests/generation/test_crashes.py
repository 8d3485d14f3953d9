"""A model that keeps dying is left alone for a while."""

from assistant.generation.crashes import Crashes


def test_three_deaths_in_five_minutes_are_too_many():
    now = [0.0]
    crashes = Crashes(lambda: now[0])
    for now[0] in (0.0, 60.0, 120.0):
        assert not crashes.are_too_many("a.gguf")
        crashes.add("a.gguf")
    assert crashes.are_too_many("a.gguf")
    assert not crashes.are_too_many("b.gguf")
    now[0] = 299.0
    assert crashes.are_too_many("a.gguf")
    now[0] = 301.0
    assert not crashes.are_too_many("a.gguf")
