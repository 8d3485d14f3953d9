"""The first start, for real: a Python, a new environment, pip, and what goes wrong on the way."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

ROOT = Path(__file__).parents[2]
LOCK = """\
# a head
left-over==1.0 \\
    --hash=sha256:{hash}
llama-cpp-python==0.3.36 \\
    --hash=sha256:{hash}
""".format(hash="0" * 64)
WAIT_SECONDS = 60

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and shims of POSIX")


@pytest.fixture
def start(tmp_path):
    """Start `make run` in a project that needs one package, with an index of the test's own."""
    shutil.copytree(ROOT / "assistant" / "bootstrap", tmp_path / "assistant" / "bootstrap")
    shutil.copy(ROOT / "assistant" / "__init__.py", tmp_path / "assistant")
    (tmp_path / "requirements.lock").write_text(LOCK, "utf-8")

    def run(index, **variables):
        keep = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        own = {
            "PIP_INDEX_URL": index,
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_RETRIES": "1",
            "LANG": "C.UTF-8",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "assistant.bootstrap", "run"],
            cwd=tmp_path,
            env=keep | own | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    return run


@pytest.mark.timeout(2 * WAIT_SECONDS)
def test_an_index_that_cannot_be_reached_is_one_sentence(start):
    program = start("http://127.0.0.1:9/simple")
    _, told = program.communicate(timeout=WAIT_SECONDS)
    assert program.returncode == 1
    assert len(told.splitlines()) == 1
    assert "index cannot be reached" in told


@pytest.mark.timeout(2 * WAIT_SECONDS)
@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_ctrl_c_ends_everything_and_the_next_start_goes_on(start, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # it takes requests and never answers
        index = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        program = start(index)
        until(lambda: (tmp_path / ".run" / "packages.log").exists())
        started = psutil.Process(program.pid).children(recursive=True)
        program.send_signal(signal.SIGINT)
        _, told = program.communicate(timeout=WAIT_SECONDS)
        assert program.returncode == 130
        assert told.strip() == "Stopped. The next start goes on from here."
        assert started
        until(lambda: not any(child.is_running() for child in started))

        again = start("http://127.0.0.1:9/simple", LANG="ru_RU.UTF-8")
        said, told = again.communicate(timeout=WAIT_SECONDS)
        assert ".venv" not in said  # it is there already
        assert "Каталог пакетов недоступен" in told


def test_a_read_only_project_is_one_sentence(start, tmp_path):
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".run").write_text("in the way", "utf-8")
    program = start("http://127.0.0.1:9/simple")
    _, told = program.communicate(timeout=WAIT_SECONDS)
    assert program.returncode == 1
    assert len(told.splitlines()) == 1
    assert "Cannot write" in told


def until(is_so):
    end = time.monotonic() + WAIT_SECONDS
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)
