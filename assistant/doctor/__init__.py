"""
Look whether this computer has what Snoska needs: one function, one check, one sentence.

Not covered: whether the model answers well.
"""

from collections.abc import Iterator

from assistant.doctor.check import Check
from assistant.doctor.data import data_folder, free_disk, hub, model_files, port
from assistant.doctor.programs import compiler, embedder, gpu_build, llama, python, sqlite
from assistant.settings import Settings

__all__ = ["Check", "examine"]


def examine(settings: Settings) -> Iterator[Check]:
    """Yield every check as it is done; none takes longer than some seconds."""
    for look in (python, compiler, llama, gpu_build, sqlite, embedder):
        yield look()
    for look_at in (data_folder, free_disk, model_files, port, hub):
        yield look_at(settings)
