"""
What this machine has: memory, cores, graphics cards.

Every probe may find nothing: a missing tool, a driver that hangs or odd output leaves the machine
without that card and is no error. Not covered: whether our llama.cpp was built for the card.
"""

import platform
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

from assistant.runtime import vulkan

Backend = Literal["cuda", "vulkan", "metal"]

PROBE_SECONDS = 2.0
_MEASURE_SECONDS = 0.2
_MEASURE_BYTES = 64 << 20  # larger than any cache of a laptop
_CGROUP = Path("/sys/fs/cgroup")
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Gpu:
    """A graphics card as llama.cpp would use it; Metal shares the machine's memory."""

    name: str
    backend: Backend
    vram_bytes: int
    free_vram_bytes: int


@dataclass(frozen=True, slots=True)
class Machine:
    """This computer. `bandwidth` is bytes a second that one core moves to and from memory."""

    system: str
    cpu: str
    cores: int
    ram_bytes: int
    free_ram_bytes: int
    gpus: tuple[Gpu, ...] = ()
    bandwidth: float | None = None


def detect() -> Machine:
    """Look at this machine; takes under a second, and never more than a few probes' limits."""
    ram, free = _memory()
    return Machine(
        system=platform.system(),
        cpu=_cpu_name(),
        cores=psutil.cpu_count(logical=False) or psutil.cpu_count() or 1,
        ram_bytes=ram,
        free_ram_bytes=free,
        gpus=_cuda_gpus() or _metal_gpus(ram, free) or _vulkan_gpus(),
        bandwidth=_copy_bandwidth(),
    )


def _memory() -> tuple[int, int]:
    """Return total and free bytes, within the limit of a container if there is one."""
    memory = psutil.virtual_memory()
    limit, used = _number(_CGROUP / "memory.max"), _number(_CGROUP / "memory.current")
    if limit is None or used is None or limit >= memory.total:
        return memory.total, memory.available
    return limit, min(memory.available, max(limit - used, 0))


def _number(path: Path) -> int | None:
    """Return the number in a control file; `max` and a missing file are none."""
    try:
        return int(path.read_text("ascii"))
    except (OSError, ValueError):
        return None


def _cpu_name() -> str:
    name = ""
    if platform.system() == "Linux":
        lines = _lines_of(Path("/proc/cpuinfo"))
        name = next((x.partition(":")[2].strip() for x in lines if x.startswith("model name")), "")
    elif platform.system() == "Darwin":
        name = _output("sysctl", "-n", "machdep.cpu.brand_string").strip()
    return name or platform.processor() or platform.machine()


def _lines_of(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return []


def _cuda_gpus() -> tuple[Gpu, ...]:
    rows = _output(
        "nvidia-smi",
        "--query-gpu=name,memory.total,memory.free",
        "--format=csv,noheader,nounits",
    ).splitlines()
    return tuple(gpu for row in rows if (gpu := _cuda_gpu(row)))


def _cuda_gpu(row: str) -> Gpu | None:
    """Read one row of `nvidia-smi`: name, total and free MiB."""
    cells = [cell.strip() for cell in row.split(",")]
    try:
        name, total, free = cells[0], int(cells[1]), int(cells[2])
    except (IndexError, ValueError):
        return None
    return Gpu(name, "cuda", total * _MIB, free * _MIB)


def _metal_gpus(ram: int, free: int) -> tuple[Gpu, ...]:
    """Return Apple's own chip, which lends the graphics part up to 3/4 of the memory."""
    if platform.system() != "Darwin" or platform.machine() != "arm64":
        return ()
    share = ram * 3 // 4
    return (Gpu(_cpu_name(), "metal", share, min(free, share)),)


def _vulkan_gpus() -> tuple[Gpu, ...]:
    cards = vulkan.read_cards(_output("vulkaninfo"))
    return tuple(Gpu(card.name, "vulkan", card.total_bytes, card.free_bytes) for card in cards)


def _output(*command: str) -> str:
    """Return what `command` prints, or nothing when it is missing, fails or takes too long."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run(  # noqa: S603 - fixed arguments, full path, no shell
            [program, *command[1:]],
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", errors="replace")


def _copy_bandwidth() -> float:
    """Measure bytes a second read and written by one core copying between two large blocks."""
    source, target = bytes(_MEASURE_BYTES), memoryview(bytearray(_MEASURE_BYTES))
    target[:] = source  # the first touch maps the pages and would be timed as memory
    copies, start = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - start) < _MEASURE_SECONDS or not copies:
        target[:] = source
        copies += 1
    return 2 * copies * _MEASURE_BYTES / max(elapsed, 1e-9)
