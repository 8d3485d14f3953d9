"""
Ask the model hub what a file is: revision, size, SHA-256, address.

One request, no account, and an answer within the limit or none: a name that does not resolve, a
closed port and a network that swallows packets all end as `HubUnreachable`. The bytes are then
fetched by `download.py`, because the hub's own client accepts a wrong file of the right size.
"""

import re
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread

import httpx2  # what huggingface_hub raises; not httpx
from huggingface_hub import (
    HfFileMetadata,
    get_hf_file_metadata,  # pyright: ignore[reportUnknownVariableType] - an untyped dict inside
    hf_hub_url,
)
from huggingface_hub.errors import HfHubHTTPError

from assistant.errors import DownloadError, HubUnreachable
from assistant.runtime.catalog import Entry

ENDPOINT = "https://huggingface.co"
LIMIT_SECONDS = 3.0

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file as the hub has it; `url` names the revision, so that it cannot change."""

    url: str
    revision: str
    size_bytes: int
    sha256: str


def look_up(
    entry: Entry, endpoint: str = ENDPOINT, limit_seconds: float = LIMIT_SECONDS
) -> RemoteFile:
    """
    Return what the hub says of the file of `entry`, within `limit_seconds`.

    Raise `HubUnreachable` when it does not answer, `DownloadError` when it has no such file or
    another one than the catalogue's.
    """
    answer = _ask(entry, endpoint, limit_seconds)
    if isinstance(answer, HfHubHTTPError) and "X-Error-Code" in answer.response.headers:
        raise DownloadError(
            f"The hub does not give {entry.file} of {entry.repo}: "
            f"{answer.response.headers['X-Error-Code']}."
        ) from answer
    if isinstance(answer, Exception):
        raise HubUnreachable("The model hub cannot be reached.") from answer
    return _remote_file(entry, endpoint, answer)


def _ask(entry: Entry, endpoint: str, limit_seconds: float) -> HfFileMetadata | Exception:
    """
    Ask in a thread of its own, because looking up a name cannot be given a time limit.

    The thread is left behind when it takes too long; it holds nothing and ends by itself.
    """
    answers: SimpleQueue[HfFileMetadata | Exception] = SimpleQueue()
    url = hf_hub_url(entry.repo, entry.file, revision=entry.revision, endpoint=endpoint)

    def ask() -> None:
        try:
            answers.put(
                get_hf_file_metadata(url, token=False, timeout=limit_seconds, endpoint=endpoint)
            )
        except (OSError, ValueError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            answers.put(error)

    Thread(target=ask, name="snoska-hub", daemon=True).start()
    try:
        return answers.get(timeout=limit_seconds)
    except Empty:
        return TimeoutError(f"no answer in {limit_seconds} s")


def _remote_file(entry: Entry, endpoint: str, answer: HfFileMetadata) -> RemoteFile:
    revision, size, sha256 = answer.commit_hash, answer.size, answer.etag or ""
    if revision is None or size is None or not _SHA256.fullmatch(sha256):
        # a login page of the network, a proxy: anything but the hub
        raise HubUnreachable("Something else answers in place of the model hub.")
    if entry.sha256 not in (None, sha256) or (entry.size_exact and size != entry.size_bytes):
        raise DownloadError(f"The hub's {entry.file} is not the file the catalogue names.")
    url = hf_hub_url(entry.repo, entry.file, revision=revision, endpoint=endpoint)
    return RemoteFile(url, revision, size, sha256)
