"""Keep the pipe for messages, send whatever else is printed to stderr, and serve."""

import os

from assistant.generation.worker.engine import Engine, start_backend
from assistant.generation.worker.serving import Service


def main() -> None:
    """Serve requests from stdin until it is closed."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    start_backend()
    Service(requests, replies, Engine).run()


if __name__ == "__main__":
    main()
