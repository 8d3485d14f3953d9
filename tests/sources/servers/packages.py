"""Package registries: a Python index in JSON and in HTML, npm's registry, and archives for them."""

import base64
import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, field
from typing import Any

from tests.sources.servers.http import NOT_FOUND, Asked, Reply

JSON_TYPE = "application/vnd.pypi.simple.v1+json"


def wheel(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return packed.getvalue()


def tarball(files: dict[str, bytes], links: dict[str, str] | None = None) -> bytes:
    packed = io.BytesIO()
    with gzip.open(packed, "wb") as outer, tarfile.open(fileobj=outer, mode="w") as archive:
        for name, body in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(body)
            archive.addfile(member, io.BytesIO(body))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return packed.getvalue()


@dataclass
class FakeIndex:
    """An index with one project, "engine". Files are by name; their days where they are known."""

    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    uploaded: dict[str, str] = field(default_factory=dict[str, str])
    yanked: set[str] = field(default_factory=set[str])
    speaks_json: bool = True
    user: str = ""
    """Basic credentials that are demanded."""
    files_at: str = ""
    """Where the files are, if not here."""
    lies: bool = False
    """Whether files differ from the hashes that are told."""
    extra: list[Any] = field(default_factory=list[Any])

    def answer(self, asked: Asked, address: str) -> Reply:
        if self.user:
            secret = base64.b64encode(self.user.encode()).decode()
            if asked.headers.get("authorization") != f"Basic {secret}":
                return Reply(b"", 401)
        name = asked.path.rpartition("/")[2]
        if asked.path.startswith("/files/") and name in self.files:
            body = self.files[name] + (b"!" if self.lies else b"")
            return Reply(body, content_type="application/octet-stream")
        if asked.path != "/simple/engine/":
            return NOT_FOUND
        where = (self.files_at or "../..") + "/files"
        body, kind = self._json(where) if self._may_json(asked) else self._html(where)
        etag = '"' + hashlib.md5(body).hexdigest() + '"'
        return Reply(body, content_type=kind, headers={"ETag": etag})

    def _may_json(self, asked: Asked) -> bool:
        return self.speaks_json and JSON_TYPE in asked.headers.get("accept", "")

    def _json(self, where: str) -> tuple[bytes, str]:
        listed: list[Any] = [
            {
                "filename": name,
                "url": f"{where}/{name}",
                "hashes": {"sha256": hashlib.sha256(body).hexdigest()},
                "size": len(body),
                "yanked": name in self.yanked,
            }
            | ({"upload-time": self.uploaded[name]} if name in self.uploaded else {})
            for name, body in self.files.items()
        ]
        project = {"meta": {"api-version": "1.1"}, "name": "engine", "files": listed + self.extra}
        return json.dumps(project).encode(), JSON_TYPE

    def _html(self, where: str) -> tuple[bytes, str]:
        withdrawn = ' data-yanked=""'
        links = "".join(
            f'<a href="{where}/{name}#sha256={hashlib.sha256(body).hexdigest()}"'
            f"{withdrawn if name in self.yanked else ''}>{name}</a><br>\n"
            for name, body in self.files.items()
        )
        return f"<!DOCTYPE html><html><body>{links}</body></html>".encode(), "text/html"


@dataclass
class FakeNpm:
    """npm's registry with one package."""

    name: str = "@acme/engine"
    versions: dict[str, bytes] = field(default_factory=dict[str, bytes])
    times: dict[str, Any] = field(default_factory=dict[str, Any])
    token: str = ""
    lies: bool = False
    only_sha1: bool = False

    def answer(self, asked: Asked, address: str) -> Reply:
        if self.token and asked.headers.get("authorization") != f"Bearer {self.token}":
            return Reply(b"{}", 401)
        if asked.path.startswith("/-/"):
            body = self.versions.get(asked.path.removeprefix("/-/").removesuffix(".tgz"))
            return Reply(body, content_type="application/octet-stream") if body else NOT_FOUND
        if asked.path != "/" + self.name:
            return NOT_FOUND
        body = json.dumps(self._project(address)).encode()
        return Reply(body, headers={"ETag": '"' + hashlib.md5(body).hexdigest() + '"'})

    def _project(self, address: str) -> dict[str, Any]:
        return {
            "_id": self.name,
            "name": self.name,
            "dist-tags": {"latest": list(self.versions)[-1]},
            "versions": {
                version: {
                    "name": self.name,
                    "version": version,
                    "dist": self._dist(version, address),
                }
                for version in self.versions
            },
            "time": {"created": "2024-01-01T00:00:00.000Z", **self.times},
        }

    def _dist(self, version: str, address: str) -> dict[str, str]:
        body = self.versions[version] + (b"!" if self.lies else b"")
        said = {"tarball": f"{address}/-/{version}.tgz", "shasum": hashlib.sha1(body).hexdigest()}
        if not self.only_sha1:
            digest = base64.b64encode(hashlib.sha512(body).digest()).decode()
            said["integrity"] = f"sha512-{digest}"
        return said
