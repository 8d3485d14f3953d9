"""Starting and ending."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from assistant.errors import PortInUse
from assistant.ui.serve import launch

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

PROGRAM = """
from assistant.ui.environment import private_environment
private_environment()
from assistant.ui.serve import launch

def page():
    from assistant.network import Switch
    from assistant.testing import ScriptedAssistant
    from assistant.ui.page import build
    from assistant.ui.status import Status
    return build(ScriptedAssistant([]).ask, lambda: Status("none"), Switch())

launch(page, 0)
print("closed")
"""


def test_a_port_in_use_is_said_before_anything_is_built():
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortInUse) as caught:
        launch(lambda: pytest.fail("was built"), other.getsockname()[1])
    assert str(other.getsockname()[1] if other.fileno() > 0 else "") in str(caught.value)
    assert "SNOSKA_PORT" in caught.value.hint


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows sends Ctrl-C to a console, not a process"
)
def test_ctrl_c_ends_cleanly_also_with_a_page_open():
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )
    assert program.stdout is not None
    address = program.stdout.readline().split()[0]
    browser = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with browser.open(f"{address}/gradio_api/heartbeat/tab", timeout=30) as page:
        assert page.status == 200
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (0, "closed\n", "")


def test_what_gradio_may_report_or_keep_is_turned_off():
    seen = subprocess.run(
        [
            sys.executable,
            "-c",
            "import os, sys\n"
            "from assistant.ui.environment import private_environment\n"
            "private_environment()\n"
            "folder = os.environ['GRADIO_TEMP_DIR']\n"
            "print(os.environ['GRADIO_ANALYTICS_ENABLED'], os.environ['LANGSMITH_TRACING'],\n"
            "      os.environ['HF_HUB_DISABLE_TELEMETRY'], oct(os.stat(folder).st_mode)[-3:],\n"
            "      'gradio' in sys.modules, folder)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert seen[:3] == ["False", "false", "1"]
    assert seen[3] == "700" or sys.platform == "win32"
    assert seen[4] == "False"
    assert not Path(seen[5]).exists()
