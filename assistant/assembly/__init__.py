"""
Settings -> a working assistant: the only place where parts are chosen and put together.

Nothing here waits for a download: until a model is there the ledger answers alone.
"""

from assistant.assembly.assistant import Built, build
from assistant.assembly.library import open_ledger, open_library, syncing
from assistant.assembly.model import Model, order, senses
from assistant.assembly.workshop import work_out

__all__ = [
    "Built",
    "Model",
    "build",
    "open_ledger",
    "open_library",
    "order",
    "senses",
    "syncing",
    "work_out",
]
