"""What `make` says when something is missing: one sentence with the fix."""

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.bootstrap import build, install
from assistant.bootstrap.build import choose_gpu, environment, fingerprint, require_compiler
from assistant.bootstrap.children import Child, finish, watch
from assistant.bootstrap.python import Interpreter, choose
from assistant.bootstrap.trouble import Trouble, diagnose

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="fake programs are shell scripts")


@pytest.fixture
def path(tmp_path, monkeypatch):
    """An otherwise empty PATH into which a test puts programs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("CC", "CXX", "CUDA_HOME", "CUDA_PATH"):
        monkeypatch.delenv(name, raising=False)

    def put(name, script):
        file = folder / name
        file.write_text(f"#!/bin/sh\n{script}\n", "ascii")
        file.chmod(file.stat().st_mode | stat.S_IEXEC)

    return put


def make(*arguments, **variables):
    return subprocess.run(
        [sys.executable, "-m", "assistant.bootstrap", *arguments],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60,
        env={**os.environ, "LANG": "C.UTF-8", **variables},
    )  # fmt: skip


def test_help_names_the_targets():
    done = make("help")
    assert done.returncode == 0
    for target in ("run", "test", "check", "fix", "clean", "ask"):
        assert f"make {target}" in done.stdout


def test_help_speaks_russian_to_a_russian():
    assert "установ" in make("help", LANG="ru_RU.UTF-8").stdout.lower()


def test_an_unknown_target_is_told():
    done = make("fly")
    assert done.returncode == 1
    assert "fly" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_question_is_asked_for():
    done = make("ask", Q="")
    assert done.returncode == 1
    assert "Q=" in done.stderr


class TestPython:
    def test_the_newest_that_can_make_an_environment_is_taken(self):
        found = [
            Interpreter("a", (3, 10), True),
            Interpreter("b", (3, 12), True),
            Interpreter("c", (3, 13), False),
        ]
        assert choose(found).path == "b"

    def test_an_old_python_is_named(self):
        with pytest.raises(Trouble, match=r"3\.10"):
            choose([Interpreter("a", (3, 10), True)])

    def test_a_missing_venv_module_is_named(self):
        with pytest.raises(Trouble, match="venv"):
            choose([Interpreter("a", (3, 12), False)])


@posix
class TestCompiler:
    def test_a_missing_compiler_is_one_sentence(self, path):
        with pytest.raises(Trouble) as told:
            require_compiler()
        assert told.value.key == "no_compiler"
        assert len(str(told.value).splitlines()) == 1

    def test_a_compiler_that_cannot_compile_is_none(self, path):
        path("cc", "exit 1")
        path("c++", "exit 1")
        with pytest.raises(Trouble):
            require_compiler()

    def test_a_working_compiler_will_do(self, path):
        path("cc", "echo ok")
        path("c++", "echo ok")
        require_compiler()


@posix
class TestGpu:
    def test_without_a_card_it_is_the_processor_and_says_why(self, path):
        gpu = choose_gpu("", "")
        assert gpu.name == ("metal" if sys.platform == "darwin" else "cpu")
        assert gpu.reason

    @pytest.mark.skipif(sys.platform == "darwin", reason="a Mac always takes Metal")
    def test_a_card_and_its_compiler_are_found(self, path):
        path("nvidia-smi", "echo 'GPU 0: A card'")
        path("nvcc", "echo nvcc")
        assert choose_gpu("", "").name == "cuda"

    @pytest.mark.skipif(
        sys.platform == "darwin" or Path("/usr/local/cuda/bin/nvcc").exists(),
        reason="a CUDA compiler is installed here",
    )
    def test_cuda_without_its_compiler_is_told(self, path):
        with pytest.raises(Trouble) as told:
            choose_gpu("cuda", "")
        assert told.value.key == "no_nvcc"

    def test_another_card_is_told(self, path):
        with pytest.raises(Trouble) as told:
            choose_gpu("abacus", "")
        assert "abacus" in str(told.value)

    def test_what_is_built_stays_until_another_is_asked_for(self, path):
        assert choose_gpu("", "cpu").name == "cpu"

    def test_each_card_has_a_cache_of_its_own(self, path):
        cpu, cuda = build.Gpu("cpu", ""), build.Gpu("cuda", "")
        assert fingerprint(cpu) != fingerprint(cuda)
        folders = {environment(gpu, "/cache")["PIP_CACHE_DIR"] for gpu in (cpu, cuda)}
        assert len(folders) == 2


LOGS = {
    "OSError: [Errno 28] No space left on device": "no_space",
    "NewConnectionError: Failed to establish a new connection": "no_network",
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES": "wrong_hash",
    "c++: fatal error: Killed signal terminated program cc1plus": "no_memory",
    "something nobody knows": "not_compiled",
}


@pytest.mark.parametrize(("log", "key"), LOGS.items())
def test_the_reason_is_read_out_of_the_log(tmp_path, log, key):
    file = tmp_path / "build.log"
    file.write_text(f"many lines\n{log}\n", "utf-8")
    assert diagnose(file, "not_compiled").key == key


class TestChild:
    def test_a_failure_ends_what_runs_beside_it(self, tmp_path):
        beside = Child("b", [sys.executable, "-c", "import time; time.sleep(60)"], tmp_path / "b")
        failing = Child("a", [sys.executable, "-c", "raise SystemExit(3)"], tmp_path / "a")
        with pytest.raises(Trouble):
            finish(failing, "not_compiled", [beside])
        assert not beside.is_running

    def test_its_last_line_is_its_progress(self, tmp_path):
        speaks = Child("m", [sys.executable, "-c", "print('40 %')"], tmp_path / "m", speaks=True)
        watch(speaks)
        assert not speaks.has_failed
        assert speaks.title == "m"


def test_the_lock_is_cut_into_what_is_compiled_and_the_rest():
    lock = (ROOT / install.LOCK).read_text("utf-8")
    compiled = install._blocks(lock, compiled=True)
    _, *rest = install._blocks(lock, compiled=False)  # the first says what the lock covers
    assert len(compiled) == 1
    assert compiled[0].startswith("llama-cpp-python==")
    assert not any(entry.startswith("llama-cpp-python") for entry in rest)
    assert all("--hash=sha256:" in entry for entry in [*compiled, *rest])


@pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed")
def test_make_alone_says_what_there_is():
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 0
    assert "make run" in done.stdout
