"""A server on loopback that keeps no rule: each path has its own way to misbehave."""

import socket
import ssl
import threading
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Talk = Callable[[socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n"
HTML = OK + b"Content-Type: text/html; charset=utf-8\r\n"


@dataclass
class Site:
    """Where it is, and the first lines and headers of what it was asked."""

    port: int
    asked: list[str] = field(default_factory=list[str])

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


def says(*parts: bytes) -> Talk:
    """Say this, and hang up."""
    return lambda connection: connection.sendall(b"".join(parts))


def endless(head: bytes, part: bytes) -> Talk:
    """Say `part` again and again."""

    def talk(connection: socket.socket) -> None:
        connection.sendall(head)
        while True:
            connection.sendall(part)

    return talk


def drip(head: bytes, part: bytes, seconds: float) -> Talk:
    """Say `part` again and again, slowly."""
    pause = threading.Event()

    def talk(connection: socket.socket) -> None:
        connection.sendall(head)
        for _ in range(1000):
            connection.sendall(part)
            pause.wait(seconds)

    return talk


def redirect(location: str) -> Talk:
    return says(
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: ", location.encode(), b"\r\n\r\n"
    )


@contextmanager
def site(routes: Mapping[str, Talk], tls: ssl.SSLContext | None = None) -> Generator[Site]:
    """Serve until the block ends; a path that is not there is answered with 404."""
    listener = socket.create_server(("127.0.0.1", 0))
    place = Site(listener.getsockname()[1])

    def answer(connection: socket.socket) -> None:
        # a client that goes away, or that does not trust us, is what is tested
        with suppress(OSError), connection:
            talking = tls.wrap_socket(connection, server_side=True) if tls else connection
            with suppress(OSError), talking:
                said = talking.recv(65536).decode("latin-1")
                place.asked.append(said)
                path = said.split(" ")[1] if " " in said else ""
                routes.get(path, says(b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"))(talking)

    def serve() -> None:
        with suppress(OSError):
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=answer, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes accept
        listener.close()
        thread.join(5)
