"""A real HTTP server on loopback that answers by a function, and remembers what it was asked."""

import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request; header names are in lower case."""

    method: str
    target: str
    headers: dict[str, str]

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}


@dataclass(frozen=True)
class Reply:
    body: bytes = b""
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict[str, str])


NOT_FOUND = Reply(b'{"message": "Not Found", "status": "404"}', 404)


@dataclass
class Log:
    """Where a server is, and what it was asked."""

    address: str
    asked: list[Asked] = field(default_factory=list[Asked])

    @property
    def targets(self) -> list[str]:
        return [each.target for each in self.asked]


@contextmanager
def serving(answer: Callable[[Asked, str], Reply]) -> Generator[Log]:
    """Serve until the block ends; `answer` gets the request and the server's own address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(self.command, self.path, headers)
            log.asked.append(asked)
            reply = _fresh(asked, answer(asked, log.address))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Type", reply.content_type)
            self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(reply.body)

        do_HEAD = do_POST = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    log = Log(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield log
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), OSError):  # a client that went away is no fault
            super().handle_error(request, client_address)


def _fresh(asked: Asked, reply: Reply) -> Reply:
    """Answer 304 when the client has it already (RFC 9110, 13.1)."""
    etag = reply.headers.get("ETag")
    if reply.status == 200 and etag and asked.headers.get("if-none-match") == etag:
        return Reply(b"", 304, headers={"ETag": etag})
    return reply
