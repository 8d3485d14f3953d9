"""Small real servers on loopback: one that keeps files, one that speaks like the model hub."""

import hashlib
import socket
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

COMMIT = "c" * 40


@dataclass
class Shelf:
    """What a server has and how it behaves; a test changes it while the server runs."""

    content: bytes
    etag: str = '"first"'
    ranges: bool = True
    cuts: list[int] = field(default_factory=list[int])
    """For each next answer, after how many bytes the connection breaks."""
    statuses: list[int] = field(default_factory=list[int])
    """Error statuses for the next answers."""
    bytes_per_second: int = 0
    sent_bytes: int = 0
    asked: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Method and Range of each request."""
    hub: bool = False
    """Whether addresses are those of the hub, which sends a client on to a store."""
    absent: bool = False
    declared_bytes: int = 0
    """The size the hub claims, when it is not that of the content."""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@contextmanager
def serving(shelf: Shelf) -> Generator[str]:
    """Serve `shelf` until the block ends; yields the address."""

    class Handler(_Handler):
        stock = shelf

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def silent() -> Generator[str]:
    """Accept connections and never say a word; yields the address."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def closed_port() -> str:
    """Return an address where nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"http://127.0.0.1:{port}"


class _Handler(BaseHTTPRequestHandler):
    stock: Shelf
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self.stock.asked.append(("HEAD", ""))
        if self._fails():
            return
        if self.stock.hub:
            self._redirect()
        else:
            self._head(200, {"ETag": self.stock.etag, "Content-Length": "5"})

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.stock.asked.append(("GET", wanted))
        if self._fails():
            return
        if self.stock.hub and not self.path.startswith("/store/"):
            self._redirect()
        else:
            self._send(wanted)

    def _fails(self) -> bool:
        if self.stock.absent:
            self._head(404, {"X-Error-Code": "EntryNotFound", "Content-Length": "0"})
            return True
        if self.stock.statuses:
            self._head(self.stock.statuses.pop(0), {"Content-Length": "0"})
            return True
        return False

    def _redirect(self) -> None:
        assert isinstance(self.server, ThreadingHTTPServer)
        self._head(
            302,
            {
                "Location": f"http://localhost:{self.server.server_port}/store/{self.stock.sha256}",
                "X-Repo-Commit": COMMIT,
                "X-Linked-Etag": f'"{self.stock.sha256}"',
                "X-Linked-Size": str(self.stock.declared_bytes or len(self.stock.content)),
                "Content-Length": "0",
            },
        )

    def _send(self, wanted: str) -> None:
        stock, start = self.stock, 0
        total = len(stock.content)
        headers = {"ETag": stock.etag, "Accept-Ranges": "bytes"}
        fresh = self.headers.get("If-Range", stock.etag) == stock.etag
        if stock.ranges and wanted and fresh:
            start = int(wanted.removeprefix("bytes=").split("-")[0])
            if start >= total:
                self._head(416, {"Content-Range": f"bytes */{total}", "Content-Length": "0"})
                return
            headers["Content-Range"] = f"bytes {start}-{total - 1}/{total}"
        headers["Content-Length"] = str(total - start)
        self._head(206 if start else 200, headers)
        self._body(stock.content[start:], stock.cuts.pop(0) if stock.cuts else total)

    def _body(self, content: bytes, cut: int) -> None:
        step = max(self.stock.bytes_per_second // 50, 1) if self.stock.bytes_per_second else 1 << 16
        content = content[:cut]
        try:
            for position in range(0, len(content), step):
                self.wfile.write(content[position : position + step])
                self.stock.sent_bytes += len(content[position : position + step])
                if self.stock.bytes_per_second:
                    time.sleep(0.02)
        except OSError:  # the client went away, as some tests want
            pass
        self.close_connection = True

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
