"""Which connector reads which kind of source, and what the connectors need."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain import Language
from assistant.sources import feed, folder, github, huggingface, package, page, search
from assistant.sources.configuration import (
    FeedSource,
    FolderSource,
    GithubSource,
    HuggingfaceSource,
    PackageSource,
    PageSource,
    SearchSource,
    SourceSettings,
)
from assistant.sources.fetch import Door
from assistant.sources.github_api import ADDRESS
from assistant.sources.items import Items, Recall
from assistant.sources.web_search import DdgsSearcher, Searcher


@dataclass(frozen=True, slots=True)
class Means:
    """What connectors work with; the addresses are the user's, the tokens are never stored."""

    door: Door
    recall: Recall
    github: str = ADDRESS
    github_token: str = field(default="", repr=False)
    hub: str = huggingface.ENDPOINT
    hub_token: str = field(default="", repr=False)
    environment: Mapping[str, str] = field(default_factory=dict[str, str], repr=False)
    """Variables that pip and npm read."""
    language: Language = "en"
    """The region of web searches."""
    searcher: Searcher = DdgsSearcher()  # noqa: RUF009 - it holds nothing


def connector(source: SourceSettings, means: Means) -> Items:
    """Begin to read a source; nothing is asked before the first item is taken."""
    door, recall = means.door, means.recall
    match source:
        case GithubSource():
            return github.gather(source, door, recall, means.github, means.github_token)
        case HuggingfaceSource():
            return huggingface.gather(source, door, recall, means.hub, means.hub_token)
        case PackageSource():
            return package.gather(source, door, recall, means.environment)
        case FeedSource():
            return feed.gather(source, door, recall)
        case PageSource():
            return page.gather(source, door, recall)
        case FolderSource():
            return folder.gather(source, door, recall)
        case SearchSource():
            return search.gather(source, door, recall, means.language, means.searcher)
