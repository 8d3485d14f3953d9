"""
One way to open a database, and to say in a sentence why it cannot be used.

Nothing here deletes by itself: `delete` is for what can be made again, never for the snapshots.
"""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import apsw

from assistant.errors import DatabaseUnusable

DAMAGED = (apsw.CorruptError, apsw.NotADBError)
BUSY = (apsw.BusyError, apsw.LockedError)
UNWRITABLE = (apsw.CantOpenError, apsw.FullError, apsw.IOError, apsw.ReadOnlyError)
_WAIT_MILLISECONDS = 5000


def connect(file: Path | None) -> apsw.Connection:
    """Open `file` (None: a database in memory) for one writer at a time beside readers."""
    connection = apsw.Connection(":memory:" if file is None else str(file))
    try:
        connection.set_busy_timeout(_WAIT_MILLISECONDS)
        connection.pragma("journal_mode", "wal")
        connection.pragma("synchronous", "normal")
        connection.pragma("trusted_schema", False)
    except apsw.Error:
        connection.close()
        raise
    connection.transaction_mode = "IMMEDIATE"
    return connection


def delete(file: Path) -> None:
    """Remove a database and what SQLite keeps beside it."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


@contextmanager
def in_words(name: str, cure: str) -> Generator[None]:
    """Turn what SQLite says of the database called `name` into one sentence; `cure`: of damage."""
    try:
        yield
    except BUSY as error:
        raise DatabaseUnusable(
            f"Another program holds {name}.", "Close it, or try again in a minute."
        ) from error
    except UNWRITABLE as error:
        raise DatabaseUnusable(
            f"Cannot write {name}: {error}.", "Free some space, or set SNOSKA_HOME."
        ) from error
    except DAMAGED as error:
        raise DatabaseUnusable(f"The file of {name} is damaged.", cure) from error
