"""GitHub's REST interface as far as it is asked: releases, tags, commits, contents, its limit."""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from tests.sources.servers.http import NOT_FOUND, Asked, Reply


@dataclass
class FakeGithub:
    """One repository. A test changes it while the server runs."""

    repository: str = "acme/engine"
    releases: list[Any] = field(default_factory=list[Any])
    tags: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    commits: dict[str, str] = field(default_factory=dict[str, str])
    """Hashes of commits and their moments."""
    files: dict[str, tuple[str, bytes]] = field(default_factory=dict[str, tuple[str, bytes]])
    """Paths, the commits that changed them, and what stands there."""
    left: int = 60
    """How many requests are left; 304 costs none."""
    reset: int = 4_102_444_800
    raw_answers: dict[str, Reply] = field(default_factory=dict[str, Reply])

    def answer(self, asked: Asked, address: str) -> Reply:
        limits = {"X-RateLimit-Remaining": str(self.left), "X-RateLimit-Reset": str(self.reset)}
        if self.left <= 0:
            return Reply(b'{"message": "API rate limit exceeded"}', 403, headers=limits)
        reply = self._find(asked, address)
        etag = 'W/"' + hashlib.sha256(reply.body).hexdigest() + '"'
        if asked.headers.get("if-none-match") != etag:
            self.left -= 1
        limits["X-RateLimit-Remaining"] = str(self.left)
        return Reply(
            reply.body,
            reply.status,
            reply.content_type,
            {**reply.headers, **limits, **({"ETag": etag} if reply.status == 200 else {})},
        )

    def _find(self, asked: Asked, address: str) -> Reply:
        start = f"/repos/{self.repository}/"
        if asked.path in self.raw_answers:
            return self.raw_answers[asked.path]
        if not asked.path.startswith(start):
            return NOT_FOUND
        rest = asked.path.removeprefix(start)
        if rest in ("releases", "tags"):
            return self._page(self.releases if rest == "releases" else self.tags, asked, address)
        if rest == "commits":
            found = self.files.get(asked.query["path"])
            return _json([self._commit(found[0])] if found else [])
        if rest.startswith("commits/"):
            return _json(self._commit(rest.removeprefix("commits/")))
        found = self.files.get(rest.removeprefix("contents/"))
        if found is None or asked.query["ref"] != found[0]:
            return NOT_FOUND
        return Reply(found[1], content_type=f"{asked.headers['accept']}; charset=utf-8")

    def _page(self, entries: list[Any], asked: Asked, address: str) -> Reply:
        size, page = int(asked.query.get("per_page", 30)), int(asked.query.get("page", 1))
        shown = entries[(page - 1) * size : page * size]
        link = {}
        if page * size < len(entries):
            url = f"{address}{asked.path}?per_page={size}&page="
            link = {"Link": f'<{url}{page + 1}>; rel="next", <{url}9>; rel="last"'}
        return _json(shown, link)

    def _commit(self, sha: str) -> dict[str, Any]:
        return {
            "sha": sha,
            "html_url": f"https://github.com/{self.repository}/commit/{sha}",
            "commit": {"committer": {"name": "A", "date": self.commits[sha]}},
        }


def release(tag: str, day: str, body: str | None, **more: Any) -> dict[str, Any]:
    """A release as the interface shows it."""
    return {
        "url": "https://api.github.com/repos/acme/engine/releases/1",
        "html_url": f"https://github.com/acme/engine/releases/tag/{tag}",
        "tag_name": tag,
        "name": tag,
        "draft": False,
        "prerelease": False,
        "published_at": f"{day}T10:00:00Z",
        "assets": [],
        "body": body,
    } | more


def _json(value: Any, headers: dict[str, str] | None = None) -> Reply:
    return Reply(json.dumps(value).encode(), headers=headers or {})
