"""
What must stand in the environment before Gradio or the hub's library is imported.

Both read it at import or at construction and would otherwise report home. Imports nothing heavy.
"""

import atexit
import os
import shutil
import tempfile


def private_environment() -> None:
    """Turn telemetry, tracing and run history off and give Gradio a folder only we can read."""
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False",
        GRADIO_RUN_HISTORY="False",
        GRADIO_SSR_MODE="False",
        GRADIO_MCP_SERVER="False",
        GRADIO_ANALYTICS_CACHE_FREQUENCY=str(10**9),  # or it runs pandas after every event
        GRADIO_ANALYTICS_MAX_EVENTS="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_DISABLE_UPDATE_CHECK="1",
        DO_NOT_TRACK="1",
        LANGSMITH_TRACING="false",
        LANGCHAIN_TRACING_V2="false",
        GRADIO_TEMP_DIR=_private_folder(),
    )


def _private_folder() -> str:
    folder = tempfile.mkdtemp(prefix="snoska-")  # made with mode 0700
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
