"""
Hugging Face: the models of an organisation, newest first, through the hub's own client.

A model whose last commit is known is not read again. Of the others come the model card, the list
of the weights' files, and facts: licence, parameters, what it is derived from, size, day. Of gated
models the card comes only with a token.
"""

from contextlib import suppress
from typing import TYPE_CHECKING

from huggingface_hub import HfApi, ModelInfo, hf_hub_url

from assistant.domain import Document
from assistant.errors import ContentRefused, OfflineRefused, SourceError
from assistant.sources.configuration import HuggingfaceSource
from assistant.sources.fetch import Door
from assistant.sources.hub_client import through
from assistant.sources.hub_facts import authority_of, facts_of
from assistant.sources.items import (
    Broken,
    Expected,
    Items,
    Recall,
    Unchanged,
    Validators,
    Visited,
)
from assistant.sources.reading import read_text

if TYPE_CHECKING:
    from huggingface_hub.hf_api import RepoSibling

ENDPOINT = "https://huggingface.co"
_CARD = "README.md"
_CARD_TYPES = frozenset({"text/plain", "text/markdown", "application/octet-stream"})
_MOST_FILES = 60


def gather(
    source: HuggingfaceSource, door: Door, recall: Recall, endpoint: str = ENDPOINT, token: str = ""
) -> Items:
    """Yield what is new; raises `SourceError` when the organisation cannot be listed."""
    hub = _Hub(source, door, endpoint.rstrip("/"), token)
    models = hub.newest()
    if not models:
        raise SourceError(f"The hub has no models of {source.name}.")
    yield Expected(len(models))
    for model in models:
        address = hub.address(model.id)
        if model.sha and recall(address).etag == model.sha:
            yield Unchanged(address)
            continue
        try:
            yield from hub.model(model.id)
        except OfflineRefused:
            raise
        except SourceError as error:
            yield Broken(address, str(error))


class _Hub:
    """The hub while one organisation is read. A token is sent only if the user gave one."""

    def __init__(self, source: HuggingfaceSource, door: Door, endpoint: str, token: str) -> None:
        self._source = source
        self._door = door
        self._endpoint = endpoint
        self._token = token
        self._api = HfApi(endpoint=endpoint, token=token or False)

    def address(self, model: str) -> str:
        """Return where the interface describes a model."""
        return f"{self._endpoint}/api/models/{model}"

    def newest(self) -> list[ModelInfo]:
        """List the newest models: their names and last commits."""
        self._door.must_be_online(f"{self._endpoint}/api/models")
        with through(self._door):
            return list(
                self._api.list_models(
                    author=self._source.organization,
                    search=self._source.search or None,
                    sort="created_at",
                    limit=self._source.limit,
                    expand=["sha"],
                )
            )

    def model(self, name: str) -> Items:
        """Yield all of one model; its last commit is remembered after that."""
        with through(self._door):
            info = self._api.model_info(name, files_metadata=True)
            facts = list(facts_of(info, f"{self._endpoint}/{name}", self._door.today))
        yield from facts
        yield from self._files(info)
        yield from self._card(info)
        yield Visited(self.address(name), Validators(etag=info.sha or ""))

    def _card(self, info: ModelInfo) -> Items:
        has_card = any(file.rfilename == _CARD for file in info.siblings or ())
        if not has_card or (info.gated and not self._token):
            return  # of a gated model the hub gives strangers the description alone
        url = hf_hub_url(info.id, _CARD, revision=info.sha, endpoint=self._endpoint)
        headers = {"Authorization": f"Bearer {self._token}"} if self._token else {}
        fetched = self._door.get(url, profile="operator", accept=_CARD_TYPES, headers=headers)
        with suppress(ContentRefused):  # a card without a text
            text = read_text(fetched.body, "text/markdown", url, fetched.charset).text
            yield self._document(info, f"{self._endpoint}/{info.id}", info.id, text)

    def _files(self, info: ModelInfo) -> Items:
        lines = [_line(file) for file in info.siblings or () if file.lfs and file.size]
        if lines:
            more = len(lines) - _MOST_FILES
            lines[_MOST_FILES:] = [f"and {more} more files"] if more > 0 else []
            url = f"{self._endpoint}/{info.id}/tree/main"
            yield self._document(info, url, f"{info.id}: files", "\n".join(lines) + "\n")

    def _document(self, info: ModelInfo, url: str, title: str, text: str) -> Document:
        day = info.last_modified.date() if info.last_modified else None
        authority = self._source.authority or authority_of(info)
        subject = info.id.rpartition("/")[2]
        return Document(url, title, text, self._source.organization, day, authority, subject)


def _line(file: "RepoSibling") -> str:
    size = file.size or 0
    return f"- {file.rfilename}: {size:,} bytes ({size / 1e9:.2f} GB)"
