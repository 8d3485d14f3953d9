"""Keep the pipe for messages, send whatever else is printed to stderr, and serve."""

import os

from assistant.generation.wire import Load
from assistant.generation.worker.embedding import EmbeddingEngine
from assistant.generation.worker.engine import WritingEngine, start_backend
from assistant.generation.worker.serving import Engine, Service


def main() -> None:
    """Serve requests from stdin until it is closed."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    start_backend()
    Service(requests, replies, _engine).run()


def _engine(order: Load) -> Engine:
    return EmbeddingEngine(order) if order.embeds else WritingEngine(order)


if __name__ == "__main__":
    main()
