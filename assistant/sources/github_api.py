"""GitHub's REST interface: its headers, its pages, its limit of requests."""

from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urlsplit

from assistant.errors import ContentRefused, SourceUnreachable
from assistant.sources.fetch import Door, Fetched
from assistant.sources.items import Validators
from assistant.sources.wire import JSON, next_page

ADDRESS = "https://api.github.com"
_MEDIA = "application/vnd.github+json"
_RAW = "application/vnd.github.raw+json"
_ANY_FILE = frozenset(
    {_RAW, "text/plain", "text/markdown", "application/octet-stream", "text/html", "text/x-rst"}
)
_MOST_BYTES = 10_000_000


class GithubApi:
    """
    The interface at `address`, asked through the door; a token only ever goes there.

    Stops asking when GitHub says that no request is left in this hour.
    """

    def __init__(self, door: Door, address: str = ADDRESS, token: str = "") -> None:
        self._door = door
        self._address = address.rstrip("/")
        self._token = token
        self._free_from: datetime | None = None

    def at(self, path: str) -> str:
        """Return the address of `path`."""
        return f"{self._address}{path}"

    def ask(self, url: str, validators: Validators = Validators()) -> Fetched:  # noqa: B008
        """Fetch JSON; raises `SourceUnreachable` when the limit of requests is reached."""
        return self._get(url, validators, _MEDIA, JSON | {_MEDIA})

    def raw(self, url: str) -> Fetched:
        """Fetch the bytes of a file."""
        return self._get(url, Validators(), _RAW, _ANY_FILE)

    def pages(self, first: Fetched) -> Iterator[Fetched]:
        """Yield `first` and the pages after it, which must be at the same address."""
        page = first
        while True:
            yield page
            url = next_page(page.headers)
            if not url:
                return
            if urlsplit(url)[:2] != urlsplit(self._address)[:2]:
                raise ContentRefused(f"{page.url} names a next page on another host.")
            page = self.ask(url)

    def _get(self, url: str, validators: Validators, media: str, accept: frozenset[str]) -> Fetched:
        if self._free_from:
            raise SourceUnreachable(
                f"GitHub allows no more requests until {self._free_from:%H:%M} UTC.",
                "Set GITHUB_TOKEN to be allowed more, or sync again later: it goes on from here.",
            )
        fetched = self._door.get(
            url,
            validators,
            profile="operator",
            accept=accept,
            headers=self._headers(media),
            limit=_MOST_BYTES,
        )
        self._mind_the_limit(fetched)
        return fetched

    def _headers(self, media: str) -> dict[str, str]:
        headers = {"Accept": media, "X-GitHub-Api-Version": "2022-11-28"}
        return headers | ({"Authorization": f"Bearer {self._token}"} if self._token else {})

    def _mind_the_limit(self, fetched: Fetched) -> None:
        said = {name.lower(): text for name, text in fetched.headers.items()}
        reset = said.get("x-ratelimit-reset", "")
        if said.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
            self._free_from = datetime.fromtimestamp(min(int(reset), 1 << 34), tz=UTC)
