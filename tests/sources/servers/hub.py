"""The model hub as far as it is asked: the list of models, a model's description, its files."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.sources.servers.http import Asked, Reply


@dataclass
class FakeHub:
    """Models by name. A test changes it while the server runs."""

    models: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    cards: dict[str, str] = field(default_factory=dict[str, str])
    raw_answers: dict[str, Reply] = field(default_factory=dict[str, Reply])

    def answer(self, asked: Asked, address: str) -> Reply:
        if asked.path in self.raw_answers:
            return self.raw_answers[asked.path]
        if asked.path == "/api/models":
            return self._list(asked, address)
        if asked.path.startswith("/api/models/"):
            found = self.models.get(asked.path.removeprefix("/api/models/"))
            return _json(found) if found else _missing("RepoNotFound")
        name, _, rest = asked.path.removeprefix("/").partition("/resolve/")
        if name in self.cards and rest == f"{self.models[name]['sha']}/README.md":
            return Reply(self.cards[name].encode(), content_type="text/plain; charset=utf-8")
        return _missing("EntryNotFound")

    def _list(self, asked: Asked, address: str) -> Reply:
        author, words = asked.query["author"], asked.query.get("search", "").lower()
        known = [
            model
            for name, model in self.models.items()
            if name.startswith(f"{author}/") and words in name.lower()
        ]
        known.sort(key=lambda model: model["createdAt"], reverse=True)
        size, start = int(asked.query.get("limit", 1000)), int(asked.query.get("cursor", 0))
        page = min(size, 2)  # small pages, so that they are turned
        shown = [
            {"_id": "x", "id": model["id"], "sha": model["sha"]}
            for model in known[start : start + page]
        ]
        more = {}
        if start + page < len(known):
            url = f"{address}/api/models?author={author}&limit={size}&cursor={start + page}"
            more = {"Link": f'<{url}>; rel="next"'}
        return _json(shown, more)


def model(name: str, sha: str, created: str, **more: Any) -> dict[str, Any]:
    """A model as the hub describes it with `blobs=true`."""
    return {
        "_id": "66",
        "id": name,
        "modelId": name,
        "author": name.split("/")[0],
        "sha": sha,
        "createdAt": f"{created}T08:00:00.000Z",
        "lastModified": "2025-07-26T03:46:27.000Z",
        "private": False,
        "gated": False,
        "disabled": False,
        "downloads": 1,
        "likes": 1,
        "tags": ["transformers", "safetensors"],
        "siblings": [{"rfilename": "README.md", "size": 10, "blobId": "a" * 40}],
    } | more


def weights(name: str, size: int) -> dict[str, Any]:
    """A large file among a model's."""
    lfs = {"sha256": "b" * 64, "size": size, "pointerSize": 135}
    return {"rfilename": name, "size": size, "blobId": "c" * 40, "lfs": lfs}


def _json(value: Any, headers: dict[str, str] | None = None) -> Reply:
    return Reply(json.dumps(value).encode(), headers=headers or {})


def _missing(code: str) -> Reply:
    said = {"X-Error-Code": code, "X-Error-Message": "not here"}
    return Reply(b'{"error": "not here"}', 404, headers=said)
