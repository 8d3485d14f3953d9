"""Many sources at once: what they bring is kept, and one that breaks stops nobody."""

from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

import pytest

from assistant.domain import Document, Fact, Source
from assistant.errors import SourceUnreachable
from assistant.knowledge.library import Library
from assistant.knowledge.passages import PassageIndex
from assistant.knowledge.snapshots import Snapshots
from assistant.sources.configuration import FolderSource, PageSource
from assistant.sources.items import Broken, Expected, Unchanged, Validators, Visited
from assistant.syncing import Summary, sync

DAY = date(2026, 11, 24)


def page(name):
    return PageSource.model_validate({"url": f"https://{name}.example/notes"})


@dataclass
class Web:
    """Connectors that yield what the test says, by source name."""

    brings: dict[str, list[object]] = field(default_factory=dict)

    def __call__(self, source):
        for item in self.brings.get(source.name, []):
            if isinstance(item, Exception):
                raise item
            yield item


@pytest.fixture
def library(tmp_path):
    found = Library(Snapshots(tmp_path / "snapshots.db"), PassageIndex(None, None))
    with closing(found):
        yield found


def run(sources, web, library):
    summaries = {}
    for report in sync(sources, web, library):
        summaries.setdefault(report.origin, Summary()).take(report)
    return summaries


def document(url, text="A bell was added."):
    return Document(url, "Bell", text)


def test_documents_are_kept_and_can_be_searched(library):
    source = page("a")
    web = Web(
        {source.name: [Expected(1), document(source.name), Visited(source.name, Validators("e1"))]}
    )
    (summary,) = run([source], web, library).values()
    assert (summary.new, summary.changed, summary.troubles) == (1, 0, [])
    (found,) = library.quotes("bell", "en")
    assert found.statement == "A bell was added."
    assert found.passage is not None
    assert library.snapshots.visited(source.name) == ("e1", "")


def test_a_change_takes_the_place_of_what_was_there(library):
    source = page("a")
    run([source], Web({source.name: [document(source.name)]}), library)
    (summary,) = run(
        [source], Web({source.name: [document(source.name, "A whistle.")]}), library
    ).values()
    assert (summary.new, summary.changed) == (0, 1)
    assert [f.statement for f in library.quotes("bell whistle", "en")] == ["A whistle."]


def test_the_same_again_changes_nothing(library):
    source = page("a")
    web = Web({source.name: [document(source.name), Unchanged("https://b.example")]})
    run([source], web, library)
    (summary,) = run([source], web, library).values()
    assert (summary.new, summary.changed, summary.same) == (0, 0, 2)


def test_one_broken_source_does_not_stop_the_others(library):
    sources = [page(name) for name in "abcdefgh"]
    web = Web(
        {source.name: [document(source.name, f"Bell of {source.name}")] for source in sources}
    )
    web.brings[sources[2].name] = [SourceUnreachable("It is gone.")]
    web.brings[sources[3].name] = [ZeroDivisionError("a fault of ours")]
    web.brings[sources[4].name] += [Broken("https://x.example", "not a text")]
    summaries = run(sources, web, library)
    assert sum(summary.new for summary in summaries.values()) == 6
    assert [len(summary.troubles) for summary in summaries.values()].count(1) == 3


def test_facts_are_learned_once(library):
    source = page("a")
    fact = Fact(
        "Bell 1.4",
        "release_date",
        DAY,
        "",
        DAY,
        Source("s", "t", "https://a.example", "maker", DAY),
    )
    web = Web({source.name: [fact, fact]})
    (summary,) = run([source], web, library).values()
    assert summary.learned == 1
    assert library.snapshots.learned() == (fact,)


def test_a_file_that_is_gone_leaves_the_search(library, tmp_path):
    source = FolderSource(path=tmp_path)
    one, two = (
        document("file:///one", "The first bell."),
        document("file:///two", "The second bell."),
    )
    run([source], Web({source.name: [one, two]}), library)
    run([source], Web({source.name: [one]}), library)
    assert [f.statement for f in library.quotes("bell", "en")] == ["The first bell."]


def test_a_folder_that_could_not_be_read_loses_nothing(library, tmp_path):
    source = FolderSource(path=tmp_path)
    one = document("file:///one")
    run([source], Web({source.name: [one]}), library)
    run([source], Web({source.name: [SourceUnreachable("The disk is away.")]}), library)
    assert len(library.snapshots.current_ids()) == 1


def test_what_was_read_before_a_stop_is_kept(library):
    source = page("a")
    web = Web({source.name: [document(f"https://a.example/{number}") for number in range(500)]})
    with closing(sync([source], web, library)) as reports:
        for report in reports:
            if report.step == "new":
                break
    kept = len(library.snapshots.current_ids())
    assert 1 <= kept < 500
    (summary,) = run([source], web, library).values()
    assert summary.new == 500 - kept


def test_settings_of_the_source_win(library):
    source = PageSource.model_validate(
        {"url": "https://a.example", "subject": "Bell", "authority": "maker"}
    )
    run([source], Web({source.name: [document(source.name)]}), library)
    (snapshot,) = library.snapshots.current()
    assert (snapshot.document.subject, snapshot.document.authority) == ("Bell", "maker")


def test_a_lost_index_is_made_again_from_the_snapshots(library):
    source = page("a")
    run([source], Web({source.name: [document(source.name)]}), library)
    library.index.clear()
    assert library.quotes("bell", "en") == ()
    assert list(library.catch_up()) == [(1, 1)]
    assert library.quotes("bell", "en")
