"""Only this computer's own page gets in, and nothing it shows can load from elsewhere."""

from collections.abc import Iterator

import httpx
import pytest

from assistant.network import Switch
from assistant.testing import ScriptedAssistant
from assistant.ui.guard import LARGEST_BODY_BYTES
from assistant.ui.page import build
from tests.ui.conftest import READY, served
from tests.ui.samples import FULL

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    page = build(ScriptedAssistant(FULL).ask, lambda: READY, Switch())
    with served(page) as url, httpx.Client(base_url=url, trust_env=False) as client:
        yield client


PATHS = ["/", "/config", "/theme.css", "/gradio_api/info", "/gradio_api/upload", "/nowhere"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.nip.io",
        "localhost.evil.example",
        "[::1]:7860",
        "127.0.0.1@evil",
        "",
    ],
)
def test_a_foreign_host_name_is_refused(client: httpx.Client, path: str, host: str):
    assert client.get(path, headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "localhost:9000"])
def test_this_computers_names_are_let_in(client: httpx.Client, host: str):
    assert client.get("/config", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/upload", "/nowhere"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "http://localhost.evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_page_cannot_post(client: httpx.Client, path: str, headers: dict[str, str]):
    assert client.post(path, json={}, headers=headers).status_code == 403


def test_the_page_itself_can_post(client: httpx.Client):
    own = {"Origin": str(client.base_url).rstrip("/"), "Sec-Fetch-Site": "same-origin"}
    assert client.post("/gradio_api/queue/join", json={}, headers=own).status_code == 422


def test_a_large_body_is_refused(client: httpx.Client):
    body = b"x" * (LARGEST_BODY_BYTES + 1)
    assert client.post("/gradio_api/queue/join", content=body).status_code == 413


def test_a_large_body_that_hides_its_size_is_not_kept(client: httpx.Client):
    pieces = (b"x" * 65_536 for _ in range(0, 3 * LARGEST_BODY_BYTES, 65_536))
    assert client.post("/gradio_api/queue/join", content=pieces).status_code in (400, 413)


@pytest.mark.parametrize("path", ["/", "/theme.css", "/nowhere"])
def test_every_response_carries_the_policy(client: httpx.Client, path: str):
    headers = client.get(path).headers
    for directive in ("default-src 'self'", "form-action 'none'", "frame-ancestors 'none'"):
        assert directive in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers


def test_a_refusal_carries_the_policy_too(client: httpx.Client):
    refused = client.get("/", headers={"Host": "evil.example"})
    assert "content-security-policy" in refused.headers


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_there_are_no_documents_of_the_server(client: httpx.Client, path: str):
    assert client.get(path).status_code == 404


def test_files_are_not_taken(client: httpx.Client):
    answer = client.post("/gradio_api/upload", files={"files": ("a.txt", b"hello")})
    assert answer.status_code == 413


@pytest.mark.parametrize("path", ["/etc/passwd", "../../../etc/passwd", "/proc/self/environ"])
def test_files_are_not_given(client: httpx.Client, path: str):
    assert client.get(f"/gradio_api/file={path}").status_code in (403, 404)
