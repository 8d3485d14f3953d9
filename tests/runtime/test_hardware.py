"""What the probes make of this machine and of what drivers print."""

import os
import sys
import time
from pathlib import Path

import psutil
import pytest

from assistant.runtime import hardware, vulkan

NVIDIA_SMI = """#!/bin/sh
echo "NVIDIA GeForce RTX 4060 Laptop GPU, 8188, 7800"
echo "NVIDIA T400, [N/A], [N/A]"
"""

VULKANINFO = """
GPU0:
VkPhysicalDeviceProperties:
\tdeviceType        = PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU
\tdeviceName        = Intel(R) Graphics (RPL-P)
VkPhysicalDeviceMemoryProperties:
\tmemoryHeaps[0]:
\t\tsize   = 16565698560 (0x3db67c000) (15.43 GiB)
\t\tflags: count = 1
\t\t\tMEMORY_HEAP_DEVICE_LOCAL_BIT
GPU1:
VkPhysicalDeviceProperties:
\tdeviceType        = PHYSICAL_DEVICE_TYPE_DISCRETE_GPU
\tdeviceName        = AMD Radeon RX 7600 (RADV NAVI33)
VkPhysicalDeviceMemoryProperties:
\tmemoryHeaps[0]:
\t\tsize   = 25145655296 (0x5dad00000) (23.42 GiB)
\t\tflags:
\t\t\tNone
\tmemoryHeaps[1]:
\t\tsize   = 8573157376 (0x1ff000000) (7.98 GiB)
\t\tbudget = 7998537728 (0x1dcc00000) (7.45 GiB)
\t\tflags: count = 2
\t\t\tMEMORY_HEAP_DEVICE_LOCAL_BIT
GPU2:
VkPhysicalDeviceProperties:
\tdeviceType        = PHYSICAL_DEVICE_TYPE_CPU
\tdeviceName        = llvmpipe (LLVM 15.0.6, 256 bits)
VkPhysicalDeviceMemoryProperties:
\tmemoryHeaps[0]:
\t\tsize   = 2147483648 (0x80000000) (2.00 GiB)
\t\tflags: count = 1
\t\t\tMEMORY_HEAP_DEVICE_LOCAL_BIT
"""


@pytest.fixture
def tools(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, where a test puts the drivers' tools."""
    if os.name == "nt":
        pytest.skip("the drivers' tools of these tests are shell scripts")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _put(folder: Path, name: str, script: str) -> None:
    tool = folder / name
    tool.write_text(script)
    tool.chmod(0o755)


def test_this_machine_has_memory_cores_and_a_name():
    machine = hardware.detect()
    assert 0 < machine.free_ram_bytes <= machine.ram_bytes <= psutil.virtual_memory().total
    assert machine.cores >= 1
    assert machine.cpu
    assert machine.bandwidth is not None
    assert machine.bandwidth > 1e9


def test_without_any_tool_there_is_no_card_and_no_error(tools: Path):
    del tools
    if sys.platform == "darwin":
        pytest.skip("Apple's own chip needs no tool")
    assert hardware.detect().gpus == ()


def test_nvidia_cards_are_read_and_odd_rows_left_out(tools: Path):
    _put(tools, "nvidia-smi", NVIDIA_SMI.replace("echo", "/bin/echo"))
    (gpu,) = hardware.detect().gpus
    assert (gpu.name, gpu.backend) == ("NVIDIA GeForce RTX 4060 Laptop GPU", "cuda")
    assert (gpu.vram_bytes, gpu.free_vram_bytes) == (8188 << 20, 7800 << 20)


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 9\n", "#!/no/such/shell\n", "nonsense"])
def test_a_broken_tool_is_no_error(tools: Path, script: str):
    _put(tools, "nvidia-smi", script)
    assert not any(gpu.backend == "cuda" for gpu in hardware.detect().gpus)


def test_a_tool_that_hangs_costs_two_seconds(tools: Path):
    _put(tools, "nvidia-smi", "#!/bin/sh\nexec /bin/sleep 30\n")
    start = time.monotonic()
    hardware.detect()
    assert time.monotonic() - start < 4


def test_of_vulkan_devices_only_discrete_cards_count(tools: Path):
    (tools / "output").write_text(VULKANINFO)
    _put(tools, "vulkaninfo", f"#!/bin/sh\n/bin/cat {tools / 'output'}\n")
    (gpu,) = hardware.detect().gpus
    assert (gpu.name, gpu.backend) == ("AMD Radeon RX 7600 (RADV NAVI33)", "vulkan")
    assert (gpu.vram_bytes, gpu.free_vram_bytes) == (8573157376, 7998537728)


@pytest.mark.parametrize("text", ["", "GPU0:", "GPU0:\ndeviceName = x\nPHYSICAL", "\x00" * 99])
def test_odd_output_of_vulkaninfo_names_no_card(text: str):
    assert vulkan.read_cards(text) == ()
